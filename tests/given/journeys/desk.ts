// How is an account opened without a code, and how does the desk help? Both sides of the counter, steps as sentences.
import assert from 'node:assert/strict'
import { type GivenBrowser, givenBrowser } from '../browser.ts'
import { type Walk, button, link, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../journey.ts'
import { type GivenStaff, givenStaff, staffCode } from '../staff.ts'
import type { StaffRole } from '../../../contract/staff-roles.ts'

/** Somebody of the demo, as they type themselves. */
export type Claimed = { readonly given: string; readonly family: string; readonly birthDate: string; readonly mrn: string }
export const ben: Claimed = { given: 'Benjamin', family: 'Castellano', birthDate: '1978-11-05', mrn: '00690233' }
export const bensPhone = '+12075550136'

export async function whenTheDoorIsOpenedWithoutACode(walk: Walk, organization = 'lakeside'): Promise<void> {
  await walk.page.goto(`${walk.house.url}/o/${organization}/create`)
  await thenThePageSays(walk, 'Do you have a code?')
  await thenThePageIsSound(walk)
  await press(walk, link(walk, 'Go on without a code'))
  await thenThePageSays(walk, 'Tell us who you are')
}

/** A birth date counts as one field: three boxes of one thing. */
async function typeBirthDate(walk: Walk, birthDate: string): Promise<void> {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const before = walk.did.fields
  await type(walk, walk.page.getByLabel('Month', { exact: true }), String(Number(month)))
  await type(walk, walk.page.getByLabel('Day', { exact: true }), String(Number(day)))
  await type(walk, walk.page.getByLabel('Year', { exact: true }), year)
  walk.did.fields = before + 1
}

export async function whenTheyTypeWhoTheyAre(walk: Walk, claimed: Claimed): Promise<void> {
  await thenThePageIsSound(walk)
  await type(walk, walk.page.getByLabel('First name', { exact: true }), claimed.given)
  await type(walk, walk.page.getByLabel('Last name', { exact: true }), claimed.family)
  await typeBirthDate(walk, claimed.birthDate)
  await type(walk, walk.page.locator('#mrn'), claimed.mrn)
  await press(walk, button(walk, 'Continue'))
  await thenThePageSays(walk, 'Check your phone or email')
  assert.match(await textOf(walk), /If what you typed matches a record, we just sent a code to the phone number or email this hospital has for you\. Type it here\./)
  await thenThePageIsSound(walk)
}

/** The newest text to this number, on the trial's page of texts. */
export async function theTextTo(walk: Walk, phone: string): Promise<string> {
  const texts = await walk.house.composed.databases.web.run((tx) => walk.house.composed.house.notices.texts(tx))
  return texts.find((one) => one.to === phone)?.text ?? ''
}

export async function whenTheNumbersOfTheTextAreTyped(walk: Walk, phone: string): Promise<void> {
  await type(walk, walk.page.getByLabel('The 6 numbers', { exact: true }), /\b(\d{6})\b/.exec(await theTextTo(walk, phone))?.[1] ?? '')
  await press(walk, button(walk, 'Continue'))
}

/** Nothing came: the help page. Gives the help code. */
export async function whenNoCodeCame(walk: Walk): Promise<string> {
  await press(walk, link(walk, 'No code came'))
  await thenThePageSays(walk, 'We can’t open your record yet')
  const text = await textOf(walk)
  assert.match(text, /We could not make sure it is you\. This can happen when a phone number, an email or the spelling of a name is out of date\. Your answers are saved\. You do not have to start again\. Your help code is/)
  await thenThePageIsSound(walk)
  return (await walk.page.locator('.code').first().innerText()).trim()
}

export type Desk = { readonly walk: Walk; readonly browser: GivenBrowser; readonly staff: GivenStaff }

/** A member of staff at their own computer. */
export async function givenSomebodyAtTheDesk(walk: Walk, roles: readonly StaffRole[] = ['front-desk']): Promise<Desk> {
  const staff = await givenStaff(walk.house, roles)
  const browser = await givenBrowser(walk.mode)
  // Where the journey stops early, the desk's computer goes off too.
  walk.context.once('close', () => void browser.end())
  const own: Walk = { ...walk, page: browser.page, context: browser.context, faults: browser.faults, did: { clicks: 0, fields: 0 } }
  await own.page.goto(`${walk.house.url}/staff/sign-in`)
  await own.page.locator('#email').fill(staff.email)
  await own.page.locator('#password').fill(staff.password)
  await own.page.getByRole('button', { name: 'Continue' }).click()
  await own.page.locator('#code').fill(staffCode(walk.house))
  await own.page.getByRole('button', { name: 'Continue' }).first().click()
  await own.page.waitForURL('**/staff')
  return { walk: own, browser, staff }
}

/** One press: help code and two details that the person tells. */
export async function whenTheDeskOpensTheCase({ walk }: Desk, told: { readonly code: string; readonly birthDate: string; readonly other: string }): Promise<void> {
  await walk.page.goto(`${walk.house.url}/staff/desk`)
  await thenThePageSays(walk, 'Open a sign-up that stopped')
  await type(walk, walk.page.getByLabel('Help code'), told.code)
  await typeBirthDate(walk, told.birthDate)
  await type(walk, walk.page.locator('#other'), told.other)
  await press(walk, button(walk, 'Open case'))
  await walk.page.waitForURL('**/staff/desk/case/*')
}

/** The list of the ID check is filled in; then one choice and one press. */
export async function whenTheDeskLetsThemIn({ walk }: Desk, { decision, email }: { readonly decision: string; readonly email: string }): Promise<void> {
  for (const check of ['photo-id', 'photo-fits', 'details-fit', 'told-why']) await walk.page.locator(`#check-${check}`).check()
  await type(walk, walk.page.getByLabel('Last 4 of its number'), '4417')
  await walk.page.getByText('A message to their email').click()
  await type(walk, walk.page.getByLabel('Their email now'), email)
  await press(walk, walk.page.getByText(decision))
  await press(walk, button(walk, 'Let them in'))
  await walk.page.getByRole('heading', { name: 'They can go on' }).waitFor()
}

/** The link that the desk sent, opened: one click. */
export async function whenTheLinkOfTheDeskIsOpened(walk: Walk, email: string): Promise<void> {
  const mails = await walk.house.composed.databases.web.run((tx) => walk.house.composed.house.notices.mailbox(tx))
  const text = mails.find((one) => one.to === email)?.text ?? ''
  assert.match(text, /your sign-up is ready/)
  walk.did.clicks += 1
  await walk.page.goto(/http\S+create\/go\/\S+/.exec(text)?.[0] ?? '')
  await thenThePageSays(walk, 'Your sign-up is ready')
  await thenThePageIsSound(walk)
}
