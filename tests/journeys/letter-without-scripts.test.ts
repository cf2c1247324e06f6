// P15 "A second step, of several kinds, also for people without a smartphone": the whole way works with scripts off, and a code from paper opens
import assert from 'node:assert/strict'
import { type Walk, button, journey, link, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { rosaWalksFromTheLetterToHerPapers } from '../given/journeys/april.ts'
import { type Account, givenSomebodyCameInByLetter, rosa, whenEmailAndPasswordAreTyped, whenTheySignOut } from '../given/journey-door.ts'

journey('Rosa goes the same way, from the letter to her papers, in a browser that runs no scripts', rosaWalksFromTheLetterToHerPapers, { withoutScripts: true })

async function whenSheSignsInWithACodeFromPaper(walk: Walk, account: Account, code: string): Promise<void> {
  walk.house.clock.advance({ minutes: 1 })
  await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
  await whenEmailAndPasswordAreTyped(walk, account)
  await press(walk, link(walk, 'Use a recovery code'))
  await thenThePageSays(walk, 'Type a recovery code')
  await thenThePageIsSound(walk)
  await type(walk, walk.page.getByLabel('Recovery code', { exact: true }), code.toLowerCase().replaceAll('-', ' '))
  await press(walk, button(walk, 'Continue'))
}

journey(
  'Without her phone Rosa signs in with a recovery code from paper; each opens once',
  async (walk) => {
    const {
      recoveryCodes: [first = '', second = ''],
      ...account
    } = await givenSomebodyCameInByLetter(walk, rosa, 'rosa@example.com')
    await whenTheySignOut(walk)
    await whenSheSignsInWithACodeFromPaper(walk, account, first)
    await walk.page.waitForURL('**/me')
    await thenThePageIsSound(walk, { person: rosa.name })

    await whenTheySignOut(walk)
    await whenSheSignsInWithACodeFromPaper(walk, account, first)
    await walk.page.getByText('That recovery code does not work.').first().waitFor()
    assert.doesNotMatch(await textOf(walk), /Alvarez/)
    await whenSheSignsInWithACodeFromPaper(walk, account, second)
    await walk.page.waitForURL('**/me')
  },
  { withoutScripts: true },
)
