// P8 "When the code has run out I am told so, and go on without one"
import assert from 'node:assert/strict'
import { type Walk, button, journey, link, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { type Letter, givenThePrintedLetter, rosa, thenTheRulesOfAPasswordAreToldBeforeTyping, whenAnEmailAddressIsGiven, whenTheAddressOnTheLetterIsOpened, whenTheCodeAndBirthDateAreTyped, whenTheLinkInTheMailIsOpened } from '../given/journey-door.ts'

async function givenTheLetterLayInADrawer({ house }: Walk): Promise<void> {
  house.clock.advance({ days: 30 })
}

async function thenThePageSaysThatTheCodeRanOutAndWhatToDo(walk: Walk): Promise<void> {
  await thenThePageSays(walk, /^This code ran out on [A-Z][a-z]+ \d+, \d{4}$/)
  assert.match(await textOf(walk), /You don’t need a new one\. Answer a few questions instead\./)
  await thenThePageIsSound(walk)
}

async function whenSheAnswersTheQuestions(walk: Walk): Promise<void> {
  const { page } = walk
  await press(walk, link(walk, 'Answer questions instead'))
  await thenThePageSays(walk, 'Tell us who you are')
  assert.deepEqual([await page.getByLabel('Month', { exact: true }).inputValue(), await page.getByLabel('Day', { exact: true }).inputValue(), await page.getByLabel('Year', { exact: true }).inputValue()], ['2', '3', '1984'], 'the birth date is not asked for twice')
  await thenThePageIsSound(walk)
  await type(walk, page.getByLabel('First name', { exact: true }), 'Rosa')
  await type(walk, page.getByLabel('Last name', { exact: true }), 'Alvarez')
  await page.getByRole('radio', { name: /^Record number/ }).check()
  await type(walk, page.getByRole('textbox', { name: /^Record number/ }), '0041-8822')
  await press(walk, button(walk, 'Continue'))
  await thenThePageSays(walk, 'Check your phone or email')
}

async function whenTheCodeFromHerPhoneIsTyped(walk: Walk): Promise<void> {
  const { house } = walk.house.composed
  const [text] = (await house.database.run((tx) => house.notices.texts(tx))).filter((one) => one.kind === 'sign-up-code')
  await type(walk, walk.page.getByLabel('The 6 numbers', { exact: true }), /\b(\d{6})\b/.exec(text?.text ?? '')?.[1] ?? '')
  await press(walk, button(walk, 'Continue'))
}

journey('Rosa finds her letter too late, is told so, and goes on without a code', async (walk) => {
  const letter: Letter = await givenThePrintedLetter(walk.house, rosa)
  if (letter.paper !== null) assert.match(letter.paper.replace(/\s+/g, ' '), /You don’t need a new letter/)
  await givenTheLetterLayInADrawer(walk)
  await whenTheAddressOnTheLetterIsOpened(walk, letter)
  await whenTheCodeAndBirthDateAreTyped(walk, letter)
  await thenThePageSaysThatTheCodeRanOutAndWhatToDo(walk)
  await whenSheAnswersTheQuestions(walk)
  await whenTheCodeFromHerPhoneIsTyped(walk)
  await whenAnEmailAddressIsGiven(walk, 'rosa.alvarez@example.com')
  await whenTheLinkInTheMailIsOpened(walk, 'rosa.alvarez@example.com')
  await thenTheRulesOfAPasswordAreToldBeforeTyping(walk)
})
