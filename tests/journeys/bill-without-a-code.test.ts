// P9 "Without a code I prove who I am", P10 "My record number can be read off a bill, and typed with its spaces and dashes": in six clicks
import assert from 'node:assert/strict'
import { countFromHere, journey, textOf } from '../given/journey.ts'
import { thenTenRecoveryCodesAreShown, whenAPasswordIsChosen, whenAnAppIsSetUpAsSecondStep, whenAnEmailAddressIsGiven, whenTheLinkInTheMailIsOpened, whenTheRecoveryCodesAreKept } from '../given/journey-door.ts'
import { ben, bensPhone, whenTheDoorIsOpenedWithoutACode, whenTheNumbersOfTheTextAreTyped, whenTheyTypeWhoTheyAre } from '../given/journeys/desk.ts'

journey('Ben types the number of a bill with its dashes, gets six numbers on his phone, and is in', async (walk) => {
  countFromHere(walk)
  await whenTheDoorIsOpenedWithoutACode(walk)
  await whenTheyTypeWhoTheyAre(walk, { ...ben, family: 'CASTELLANO', mrn: 'MR # 0069-02 33' })
  await whenTheNumbersOfTheTextAreTyped(walk, bensPhone)
  await whenAnEmailAddressIsGiven(walk, 'ben.castellano@example.com')
  const before = { ...walk.did }
  await whenTheLinkInTheMailIsOpened(walk, 'ben.castellano@example.com')
  // The press on the mail's own page.
  walk.did.clicks = before.clicks + 1
  await whenAPasswordIsChosen(walk)
  assert.deepEqual(walk.did, { clicks: 6, fields: 7 })
  await whenAnAppIsSetUpAsSecondStep(walk)
  await thenTenRecoveryCodesAreShown(walk)
  await whenTheRecoveryCodesAreKept(walk)
  await walk.page.waitForURL('**/me')
  assert.match(await textOf(walk), /Kidney, liver and blood sugar test/)
  await walk.page.goto(`${walk.house.url}/me/access-log`)
  assert.match(await textOf(walk), /finished a sign-up/)
})
