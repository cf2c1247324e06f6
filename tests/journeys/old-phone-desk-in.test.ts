// P11 "old phone", P20 "the clinic can help within the hour": a code that goes to a phone Ben no longer has leads to the desk, and in
import assert from 'node:assert/strict'
import { journey, textOf } from '../given/journey.ts'
import { whenAPasswordIsChosen, whenAnAppIsSetUpAsSecondStep, whenTheRecoveryCodesAreKept } from '../given/journey-door.ts'
import { ben, bensPhone, givenSomebodyAtTheDesk, theTextTo, whenNoCodeCame, whenTheDeskLetsThemIn, whenTheDeskOpensTheCase, whenTheDoorIsOpenedWithoutACode, whenTheLinkOfTheDeskIsOpened, whenTheyTypeWhoTheyAre } from '../given/journeys/desk.ts'

journey('Ben’s phone is gone: the desk sends the link to where he can be reached now, and tells registration', async (walk) => {
  await whenTheDoorIsOpenedWithoutACode(walk)
  await whenTheyTypeWhoTheyAre(walk, ben)
  assert.match(await theTextTo(walk, bensPhone), /your code is \d{6}/)
  const code = await whenNoCodeCame(walk)
  const desk = await givenSomebodyAtTheDesk(walk)
  // On the phone he has no code at hand: two details find the sign-up.
  await whenTheDeskOpensTheCase(desk, { code: '', birthDate: ben.birthDate, other: ben.mrn })
  assert.match(await textOf(desk.walk), new RegExp(code))
  assert.match(await textOf(desk.walk), /Phone Not asked 207-555-0136 Not asked/)
  await whenTheDeskLetsThemIn(desk, { decision: 'What they typed is right', email: 'ben.castellano@example.com' })
  await whenTheLinkOfTheDeskIsOpened(walk, 'ben.castellano@example.com')
  await whenAPasswordIsChosen(walk)
  await whenAnAppIsSetUpAsSecondStep(walk)
  await whenTheRecoveryCodesAreKept(walk)
  await walk.page.waitForURL('**/me')
  await desk.walk.page.goto(`${walk.house.url}/staff/registration`)
  assert.match(await textOf(desk.walk), /Email On file None Change to ben\.castellano@example\.com/)
  await desk.browser.end()
})

journey('Two records could be the twin’s: the front desk hands it to a supervisor, who chooses and lets her in', async (walk) => {
  await walk.page.goto(`${walk.house.url}/o/lakeside/create/you`)
  await walk.page.getByLabel('First name', { exact: true }).fill('C.')
  await walk.page.getByLabel('Last name', { exact: true }).fill('Lindqvist')
  for (const [box, text] of [['Month', '10'], ['Day', '8'], ['Year', '1997']] as const) await walk.page.getByLabel(box, { exact: true }).fill(text)
  await walk.page.getByText('Home address').click()
  await walk.page.getByLabel('House number and street').fill('233 Orchard Hill')
  await walk.page.getByLabel('ZIP code').fill('04103')
  await walk.page.getByRole('button', { name: 'Continue' }).click()
  const code = await whenNoCodeCame(walk)
  const desk = await givenSomebodyAtTheDesk(walk)
  const told = { code, birthDate: '1997-10-08', other: 'Carla Lindqvist' }
  await whenTheDeskOpensTheCase(desk, told)
  await desk.walk.page.getByRole('heading', { level: 1 }).waitFor()
  assert.match(await textOf(desk.walk), /Two records could fit\. A supervisor must decide\./)
  assert.equal(await desk.walk.page.getByRole('button', { name: 'Let them in' }).count(), 0)
  await desk.walk.page.getByRole('button', { name: 'I am not sure. Hand it to a supervisor' }).click()
  await desk.browser.end()

  walk.house.clock.advance({ minutes: 1 })
  const supervisor = await givenSomebodyAtTheDesk(walk, ['supervisor'])
  await whenTheDeskOpensTheCase(supervisor, told)
  await supervisor.walk.page.getByRole('button', { name: /Choose Carla Lindqvist, record 00520841/ }).click()
  await whenTheDeskLetsThemIn(supervisor, { decision: 'What is on file is right', email: 'carla@example.com' })
  await whenTheLinkOfTheDeskIsOpened(walk, 'carla@example.com')
  await whenAPasswordIsChosen(walk)
  await whenAnAppIsSetUpAsSecondStep(walk)
  await whenTheRecoveryCodesAreKept(walk)
  await walk.page.waitForURL('**/me')
  assert.match(await walk.page.title(), /Carla Lindqvist/)
  await supervisor.browser.end()
})
