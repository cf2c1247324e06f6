// P7 "With an activation code from … the desk I am in within minutes"; the desk starts it, the person finishes on their own phone (experience.md 0.13, 2.3)
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Walk, button, journey, link, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { goodPassword, rosa, thenTenRecoveryCodesAreShown, whenAPasswordIsChosen, whenAnAppIsSetUpAsSecondStep, whenTheCodeAndBirthDateAreTyped, whenTheRecoveryCodesAreKept, wordsOfPdf } from '../given/journey-door.ts'
import { givenStaff, staffCode } from '../given/staff.ts'

/** The person's own phone: another browser, which knows nothing of the desk's. */
async function givenHerOwnPhone(walk: Walk): Promise<Walk> {
  const context = await walk.context.browser()!.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-US' })
  context.setDefaultTimeout(30_000)
  return { ...walk, context, page: await context.newPage(), did: { clicks: 0, fields: 0 } }
}

async function givenJoAtTheDesk(walk: Walk): Promise<void> {
  const jo = await givenStaff(walk.house, 'front-desk')
  const { page } = walk
  await page.goto(`${walk.house.url}/staff/sign-in`)
  await page.getByLabel('Work email').fill(jo.email)
  await page.getByLabel('Password', { exact: true }).fill(jo.password)
  await button(walk, 'Continue').click()
  await page.getByLabel('Code', { exact: true }).or(page.getByLabel(/6 numbers/)).first().fill(staffCode(walk.house))
  await button(walk, 'Continue').click()
  await page.waitForURL('**/staff')
}

async function whenJoFindsTheRecord(walk: Walk): Promise<void> {
  const { page } = walk
  await page.goto(`${walk.house.url}/staff/desk/start`)
  await thenThePageSays(walk, 'Start a sign-up with somebody')
  await page.getByLabel('Month', { exact: true }).fill('2')
  await page.getByLabel('Day', { exact: true }).fill('3')
  await page.getByLabel('Year', { exact: true }).fill('1984')
  await page.getByLabel('Record number', { exact: true }).fill('418822')
  await page.getByLabel(/^They are here/).check()
  await press(walk, button(walk, 'Find the record'))
  await thenThePageSays(walk, /Rosa Alvarez/)
}

async function whenTheIdIsChecked({ page }: Walk): Promise<void> {
  for (const box of ['I hold a photo ID that has not run out', 'The photo looks like them', 'Name and birth date fit the record']) await page.getByLabel(box).check()
  await page.getByLabel('Kind of ID').selectOption('passport')
  await page.getByLabel('Last 4 of its number').fill('K417')
}

async function textOnThePhone(walk: Walk): Promise<string> {
  const { house } = walk.house.composed
  const [text] = (await house.database.run((tx) => house.notices.texts(tx))).filter((one) => one.kind === 'code-by-text')
  assert.equal(text?.to, '+12025550167')
  return /(https?:\/\/\S+\/code\/\S+)/.exec(text?.text ?? '')?.[1] ?? ''
}

async function whenTheLinkIsOpenedOnHerPhone(phone: Walk, address: string): Promise<void> {
  await phone.page.goto(address)
  await thenThePageSays(phone, 'Type your birth date')
  await phone.page.getByLabel('Month', { exact: true }).fill('2')
  await phone.page.getByLabel('Day', { exact: true }).fill('3')
  await phone.page.getByLabel('Year', { exact: true }).fill('1984')
  await press(phone, button(phone, 'Continue'))
}

/** The steps after the code, on her own phone; the mail is read there too. */
async function whenSheFinishes(phone: Walk, email: string): Promise<void> {
  await thenThePageSays(phone, 'What is your email?')
  await type(phone, phone.page.getByLabel('Email', { exact: true }), email)
  await press(phone, button(phone, 'Send me the message'))
  const { house } = phone.house.composed
  const [mail] = (await house.database.run((tx) => house.notices.mailbox(tx))).filter((one) => one.to === email && one.kind === 'confirm-email')
  await type(phone, phone.page.getByLabel('The 6 numbers', { exact: true }), /: (\d{6})/.exec(mail?.text ?? '')?.[1] ?? '')
  await press(phone, button(phone, 'Continue'))
  await thenThePageSays(phone, 'Choose a password')
  await whenAPasswordIsChosen(phone, goodPassword)
  await whenAnAppIsSetUpAsSecondStep(phone)
  await thenTenRecoveryCodesAreShown(phone)
  await whenTheRecoveryCodesAreKept(phone)
  await thenThePageSays(phone, 'Your record is open')
}

async function thenTheDeskSeesThatItWasUsed(walk: Walk): Promise<void> {
  await walk.page.reload()
  await press(walk, link(walk, 'See all codes of this record'))
  await thenThePageSays(walk, /^Codes of .*Rosa Alvarez/)
  assert.match(await textOf(walk), /Used, /)
  await thenThePageIsSoundForStaff(walk.page)
}

async function thenThePageIsSoundForStaff(page: Page): Promise<void> {
  assert.equal(await page.locator('h1').count(), 1)
  assert.equal(await page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth'), true)
}

journey('Jo at the desk sends a link to Rosa’s phone, and Rosa finishes there; Jo sees no code and no password', async (walk) => {
  const phone = await givenHerOwnPhone(walk)
  await givenJoAtTheDesk(walk)
  await whenJoFindsTheRecord(walk)
  await whenTheIdIsChecked(walk)
  await walk.page.getByLabel(/^Text a link to their phone/).check()
  await walk.page.getByLabel(/^Their phone number/).fill('202 555 0167')
  await press(walk, button(walk, 'Go on'))
  await walk.page.getByRole('heading', { name: 'The text message is on its way' }).waitFor()
  await thenThePageIsSoundForStaff(walk.page)
  const address = await textOnThePhone(phone)
  assert.ok(!(await walk.page.content()).includes(address.split('/').at(-1) ?? ''), 'the desk does not see the link')
  await whenTheLinkIsOpenedOnHerPhone(phone, address)
  await thenThePageIsSound({ ...phone, mode: walk.mode }, {})
  await whenSheFinishes(phone, 'rosa.phone@example.com')
  await thenTheDeskSeesThatItWasUsed(walk)
  await phone.context.close()
})

/** The same form, sent as the browser would: a page that is a PDF cannot be read through the browser's own viewer. */
async function whatThePrinterGets({ page, context, house }: Walk): Promise<Buffer> {
  const form: Record<string, string> = { 'form-token': await page.locator('main form input[name="form-token"]').first().inputValue(), kind: 'passport', last4: 'K417', way: 'desk' }
  for (const check of ['id-good', 'photo-fits', 'record-fits']) form[`check-${check}`] = 'yes'
  const answered = await context.request.post(page.url(), { form, headers: { origin: house.url } })
  assert.equal(answered.headers()['content-type'], 'application/pdf')
  return answered.body()
}

journey('Jo prints a sheet, and Rosa gets in with it at home', async (walk) => {
  const home = await givenHerOwnPhone(walk)
  await givenJoAtTheDesk(walk)
  await whenJoFindsTheRecord(walk)
  const bytes = await whatThePrinterGets(walk)
  const paper = wordsOfPdf(bytes)
  if (paper === null) return home.context.close()
  const code = /\b([0-9A-HJKMNP-TV-Z]{4}) +([0-9A-HJKMNP-TV-Z]{4}) +([0-9A-HJKMNP-TV-Z]{4})\b/.exec(paper)?.slice(1).join(' ') ?? ''
  assert.ok(!paper.includes('Mill Lane'), 'a sheet that is handed over needs no address')
  await home.page.goto(`${walk.house.url}/code`)
  await whenTheCodeAndBirthDateAreTyped(home, { code, birthDate: rosa.birthDate })
  await whenSheFinishes(home, 'rosa.home@example.com')
  await home.context.close()
})
