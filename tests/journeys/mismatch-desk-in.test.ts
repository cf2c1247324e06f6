// P11 "When something does not match I learn what to do, the clinic mends it once, and I do not start again", P20 "the clinic can help within the hour"
import assert from 'node:assert/strict'
import { countFromHere, journey, textOf, thenThePageIsSound } from '../given/journey.ts'
import { whenAPasswordIsChosen, whenAnAppIsSetUpAsSecondStep, whenTheRecoveryCodesAreKept } from '../given/journey-door.ts'
import { ben, bensPhone, givenSomebodyAtTheDesk, theTextTo, whenNoCodeCame, whenTheDeskLetsThemIn, whenTheDeskOpensTheCase, whenTheDoorIsOpenedWithoutACode, whenTheLinkOfTheDeskIsOpened, whenTheyTypeWhoTheyAre } from '../given/journeys/desk.ts'

journey('Ben’s new family name is on no file; the desk compares, checks his ID and lets him in, and he types nothing twice', async (walk) => {
  await whenTheDoorIsOpenedWithoutACode(walk)
  await whenTheyTypeWhoTheyAre(walk, { ...ben, family: 'Marsh' })
  assert.equal(await theTextTo(walk, bensPhone), '')
  countFromHere(walk)
  const code = await whenNoCodeCame(walk)

  const desk = await givenSomebodyAtTheDesk(walk)
  countFromHere(desk.walk)
  await whenTheDeskOpensTheCase(desk, { code, birthDate: ben.birthDate, other: 'Benjamin Marsh' })
  const compared = await textOf(desk.walk)
  assert.match(compared, /Last name Marsh Castellano Differs/)
  assert.match(compared, /Record number 00690233 00690233 Same/)
  await whenTheDeskLetsThemIn(desk, { decision: 'What they typed is right', email: 'ben.marsh@example.com' })
  assert.equal(desk.walk.did.clicks, 3)
  // The phone on file hears of it, and can stop it.
  assert.match(await theTextTo(walk, bensPhone), /someone is opening an account/)

  await whenTheLinkOfTheDeskIsOpened(walk, 'ben.marsh@example.com')
  const fields = walk.did.fields
  await whenAPasswordIsChosen(walk)
  assert.equal(walk.did.clicks, 3)
  assert.equal(walk.did.fields - fields, 1, 'the password, which was never typed before')
  await whenAnAppIsSetUpAsSecondStep(walk)
  await whenTheRecoveryCodesAreKept(walk)
  await walk.page.waitForURL('**/me')

  // What the desk found right waits for registration, and who looked is told to Ben.
  await desk.walk.page.goto(`${walk.house.url}/staff/registration`)
  const changes = await textOf(desk.walk)
  assert.match(changes, /Name On file Benjamin Castellano Change to Benjamin Marsh/)
  await desk.walk.page.getByRole('button', { name: 'Carried out' }).first().click()
  await walk.page.goto(`${walk.house.url}/me/access-log`)
  const looks = await textOf(walk)
  assert.match(looks, /Jo Park/)
  assert.match(looks, /looked at a sign-up and at your details on file/)
  await thenThePageIsSound(walk, { person: 'Benjamin Castellano' })
  await desk.browser.end()
})
