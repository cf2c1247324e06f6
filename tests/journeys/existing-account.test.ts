// P3 "I see which portal belongs to which organization", P33 "My records from several hospitals come together in one place, and each says where it is from"
import assert from 'node:assert/strict'
import { type Walk, journey, link, mainOf, once, press, textOf, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import { type Account, givenAnAccount, givenThePrintedLetter, rosa, rosaAtNorthshore, whenAnEmailAddressIsGiven, whenEmailAndPasswordAreTyped, whenTheAddressOnTheLetterIsOpened, whenTheCodeAndBirthDateAreTyped, whenTheCodeOfTheAppIsTyped, whenTheNumbersOfTheMailAreTyped } from '../given/journey-door.ts'
import { theContents } from '../given/journey-record.ts'

async function whenTheLetterOfTheSecondHospitalIsUsed(walk: Walk, account: Account): Promise<void> {
  const letter = await givenThePrintedLetter(walk.house, rosaAtNorthshore)
  await whenTheAddressOnTheLetterIsOpened(walk, letter)
  await whenTheCodeAndBirthDateAreTyped(walk, letter)
  await whenAnEmailAddressIsGiven(walk, account.email)
  await whenTheNumbersOfTheMailAreTyped(walk, account.email)
}

async function whenTheySignInToAddTheRecord(walk: Walk, account: Account): Promise<void> {
  await thenThePageSays(walk, 'You already have an account')
  await thenThePageIsSound(walk)
  await press(walk, link(walk, 'Sign in and add the record'))
  await whenEmailAndPasswordAreTyped(walk, account)
  await whenTheCodeOfTheAppIsTyped(walk, account.totpSecret)
  await walk.page.waitForURL('**/me')
}

async function thenBothHospitalsStandInOneList(walk: Walk): Promise<void> {
  await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  const home = await textOf(walk)
  for (const source of ['Lakeside Health', 'Northshore']) assert.ok(home.includes(source), `home says that records come from ${source}`)
  const results = (await theContents(walk)).get('Test results')
  await walk.page.goto(`${walk.house.url}/me/results`)
  assert.equal(await mainOf(walk).locator('ul.rows:not(.absent) > li').count(), Number(results?.count))
}

async function thenEachResultSaysWhereItIsFrom(walk: Walk): Promise<void> {
  await walk.page.goto(`${walk.house.url}/me/results?from=2023-03-08&to=2023-03-08`)
  await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  assert.match(await textOf(walk), /Northshore/, 'in the list')
  await press(walk, link(walk, /^Cholesterol test/))
  assert.match(await textOf(walk), /Came from Northshore/, 'and on the result')
  assert.match(await textOf(walk), /\b171\b/)
}

journey(
  'A letter of a second hospital joins the account that is there: one list, and each result says where it is from',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await whenTheLetterOfTheSecondHospitalIsUsed(walk, account)
    await whenTheySignInToAddTheRecord(walk, account)
    await thenBothHospitalsStandInOneList(walk)
    await thenEachResultSaysWhereItIsFrom(walk)
  },
  once,
)
