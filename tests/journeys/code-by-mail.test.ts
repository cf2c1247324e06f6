// P7 "With an activation code from an e-mail, a letter or the desk I am in within minutes", P12 "I confirm my e-mail by a link or a code" (the code's own link does); experience.md, journey (a): 5 clicks and 3 fields
import assert from 'node:assert/strict'
import { type Walk, button, countFromHere, journey, link, mainOf, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { goodPassword, rosa, thenTenRecoveryCodesAreShown, whenAPasswordIsChosen, whenAnAppIsSetUpAsSecondStep } from '../given/journey-door.ts'

const onFile = 'rosa.on.file@example.com'

async function givenTheHospitalMailsACode({ house }: Walk): Promise<void> {
  const { composed } = house
  await composed.databases.operate.run(async (tx) => {
    const chart = await composed.patients.byMrn(tx, rosa.organization, rosa.mrn)
    assert.notEqual(chart, null)
    if (chart !== null) await composed.patients.register(tx, { ...chart, email: onFile })
  })
  house.clock.advance({ days: 4 })
  await composed.databases.operate.run((tx) => composed.house.identity.mailCode(tx, rosa))
}

async function whenTheMailIsRead(walk: Walk): Promise<void> {
  await walk.page.goto(`${walk.house.url}/mailbox`)
  await walk.page.locator('main li a').filter({ hasText: `To ${onFile}` }).filter({ hasText: 'Your Lakeside Health code' }).first().click()
  await mainOf(walk).getByText('With this code you open your health record').waitFor()
}

async function whenTheBirthDateIsTyped(walk: Walk): Promise<void> {
  const [year = '', month = '', day = ''] = rosa.birthDate.split('-')
  // One question in three short boxes.
  await type(walk, walk.page.getByLabel('Month', { exact: true }), String(Number(month)))
  await walk.page.getByLabel('Day', { exact: true }).fill(String(Number(day)))
  await walk.page.getByLabel('Year', { exact: true }).fill(year)
  await press(walk, button(walk, 'Continue'))
}

journey('from the mail with a code to an open result it takes Rosa 5 clicks and 3 fields, and no second mail', async (walk) => {
  await givenTheHospitalMailsACode(walk)
  await whenTheMailIsRead(walk)
  countFromHere(walk)
  await press(walk, mainOf(walk).locator('a[href*="/code/"]').first())
  await thenThePageSays(walk, 'Type your birth date')
  await thenThePageIsSound(walk)
  await whenTheBirthDateIsTyped(walk)
  await thenThePageSays(walk, 'Choose a password')
  assert.match(await textOf(walk), new RegExp(`You will sign in with ${onFile}`))
  await thenThePageIsSound(walk)
  await whenAPasswordIsChosen(walk, goodPassword)
  await thenThePageSays(walk, 'Set up your app')
  assert.equal(await link(walk, 'Use a passkey instead').count(), 1)
  await thenThePageIsSound(walk)
  await whenAnAppIsSetUpAsSecondStep(walk)
  await thenTenRecoveryCodesAreShown(walk)
  await press(walk, button(walk, 'I have them. Open one thing to try'))
  await link(walk, /Download PDF/).waitFor()
  await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  assert.deepEqual(walk.did, { clicks: 5, fields: 3 })
})
