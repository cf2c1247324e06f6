// How does a person come in? From the printed letter to the open record, or with an account they have; steps as sentences.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeAt } from './account.ts'
import type { GivenHouse } from './house.ts'
import { type Walk, button, link, press, textOf, thenThePageSays, type } from './journey.ts'

/** What the hospital knows of the person in the journey. */
export type Patient = { readonly organization: string; readonly mrn: string; readonly birthDate: string; readonly name: string }
export const rosa: Patient = { organization: 'lakeside', mrn: '00418822', birthDate: '1984-02-03', name: 'Rosa Alvarez' }
export const rosaAtNorthshore: Patient = { ...rosa, organization: 'northshore', mrn: '70233145' }

/** What the person holds in their hand. */
export type Letter = { readonly code: string; readonly address: string; readonly birthDate: string; /** Its words; null where no PDF can be read. */ readonly paper: string | null }

/** The words of a PDF, by pdftotext (poppler-utils); null where it is not installed. */
export function wordsOfPdf(bytes: Uint8Array): string | null {
  if (!existsSync('/usr/bin/pdftotext')) return null
  const file = join(mkdtempSync(join(tmpdir(), 'portico-pdf-')), 'read.pdf')
  writeFileSync(file, bytes)
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
}

/** The desk prints a letter; the code is read off the paper. */
export async function givenThePrintedLetter({ composed }: GivenHouse, { organization, mrn, birthDate }: Patient): Promise<Letter> {
  const { identity, export: exporting } = composed.house
  const issued = await composed.databases.operate.run((tx) => identity.issueLetter(tx, { organization, mrn, reason: 'asked again' }))
  const paper = wordsOfPdf(await exporting.letter(issued))
  const text = paper ?? issued.codeGroups.join(' ')
  const code = /\b([0-9A-HJKMNP-TV-Z]{4})[ -]+([0-9A-HJKMNP-TV-Z]{4})[ -]+([0-9A-HJKMNP-TV-Z]{4})\b/.exec(text)
  assert.notEqual(code, null, `the letter shows the code in three groups of four:\n${text}`)
  assert.equal(code?.slice(1).join('-'), issued.codeGroups.join('-'), 'the paper and the issued code are the same')
  return { code: code?.slice(1).join('-') ?? '', address: issued.url, birthDate, paper }
}

export async function whenTheAddressOnTheLetterIsOpened({ page }: Walk, letter: Letter): Promise<void> {
  await page.goto(letter.address)
}

export async function whenTheCodeAndBirthDateAreTyped(walk: Walk, { code, birthDate }: Pick<Letter, 'code' | 'birthDate'>): Promise<void> {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  await type(walk, walk.page.getByLabel('Code', { exact: true }), code)
  await type(walk, walk.page.getByLabel('Month', { exact: true }), String(Number(month)))
  await type(walk, walk.page.getByLabel('Day', { exact: true }), String(Number(day)))
  await type(walk, walk.page.getByLabel('Year', { exact: true }), year)
  await press(walk, button(walk, 'Continue'))
}

export async function whenAnEmailAddressIsGiven(walk: Walk, email: string): Promise<void> {
  await thenThePageSays(walk, 'What is your email?')
  await type(walk, walk.page.getByLabel('Email', { exact: true }), email)
  await press(walk, button(walk, 'Send me the message'))
  await thenThePageSays(walk, 'Look in your email')
}

/** The newest mail to this address in the trial's mailbox, opened in another tab: its words and its link. */
export async function theMailTo(walk: Walk, email: string): Promise<{ readonly text: string; readonly link: string }> {
  const tab = await walk.context.newPage()
  await tab.goto(`${walk.house.url}/mailbox`)
  await tab
    .locator('main li a')
    .filter({ hasText: `To ${email}` })
    .first()
    .click()
  const text = await tab.locator('main').innerText()
  const address = await tab.locator('main a[href*="/join/confirm/"]').first().getAttribute('href')
  await tab.close()
  return { text, link: address ?? '' }
}

export async function whenTheLinkInTheMailIsOpened(walk: Walk, email: string): Promise<void> {
  const mail = await theMailTo(walk, email)
  const tab = await walk.context.newPage()
  await tab.goto(mail.link)
  await tab.getByRole('button', { name: 'Yes, it is me' }).click()
  await tab.getByRole('heading', { level: 1, name: 'Choose a password' }).waitFor()
  await tab.close()
  // The page that waits goes on by itself; without scripts, by a press.
  if (walk.mode.scripts) await walk.page.waitForURL('**/join/password')
  else await press(walk, link(walk, 'I opened the link'))
}

export async function whenTheNumbersOfTheMailAreTyped(walk: Walk, email: string): Promise<void> {
  const mail = await theMailTo(walk, email)
  await type(walk, walk.page.getByLabel('The 6 numbers', { exact: true }), /\b(\d{6})\b/.exec(mail.text)?.[1] ?? '')
  await press(walk, button(walk, 'Continue'))
}

/** P14: what counts is said before anything is typed. */
export async function thenTheRulesOfAPasswordAreToldBeforeTyping(walk: Walk): Promise<void> {
  await thenThePageSays(walk, 'Choose a password')
  assert.equal(await walk.page.getByLabel('Password', { exact: true }).inputValue(), '')
  assert.match(await textOf(walk), /At least 12 letters, numbers or spaces\. No other rules\./)
  assert.match(await textOf(walk), /Three or four words that do not belong together/)
}

export const goodPassword = 'kettle-orbit-mango-77'

export async function whenAPasswordIsChosen(walk: Walk, password = goodPassword): Promise<void> {
  await type(walk, walk.page.getByLabel('Password', { exact: true }), password)
  await press(walk, button(walk, 'Continue'))
}

/** The key is read off the page as an app would read the square. Gives the secret. */
export async function whenAnAppIsSetUpAsSecondStep(walk: Walk): Promise<string> {
  await thenThePageSays(walk, 'Set up your app')
  const secret = (await walk.page.locator('main .code').first().innerText()).replace(/\s/g, '')
  await whenTheCodeOfTheAppIsTyped(walk, secret, 'The 6 numbers')
  return secret
}

export async function whenTheCodeOfTheAppIsTyped(walk: Walk, secret: string, label = 'Code'): Promise<void> {
  await type(walk, walk.page.getByLabel(label, { exact: true }), codeAt(walk.house.clock.now(), secret))
  await press(walk, button(walk, 'Continue'))
}

export async function thenTenRecoveryCodesAreShown(walk: Walk): Promise<readonly string[]> {
  await thenThePageSays(walk, 'Your 10 recovery codes')
  const codes = await walk.page.locator('#codes li').allInnerTexts()
  assert.equal(new Set(codes).size, 10)
  for (const code of codes) assert.match(code, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  return codes
}

export async function whenTheRecoveryCodesAreKept(walk: Walk): Promise<void> {
  await press(walk, button(walk, 'I have them. Go on'))
}

export type Account = { readonly email: string; readonly password: string; readonly totpSecret: string }

/** The whole way in, where the way itself is another journey's matter. Gives the account and its printed recovery codes. */
export async function givenSomebodyCameInByLetter(walk: Walk, patient: Patient, email: string): Promise<Account & { readonly recoveryCodes: readonly string[] }> {
  const letter = await givenThePrintedLetter(walk.house, patient)
  await whenTheAddressOnTheLetterIsOpened(walk, letter)
  await whenTheCodeAndBirthDateAreTyped(walk, letter)
  await whenAnEmailAddressIsGiven(walk, email)
  await whenTheNumbersOfTheMailAreTyped(walk, email)
  await whenAPasswordIsChosen(walk)
  const totpSecret = await whenAnAppIsSetUpAsSecondStep(walk)
  const recoveryCodes = await thenTenRecoveryCodesAreShown(walk)
  await whenTheRecoveryCodesAreKept(walk)
  return { email, password: goodPassword, totpSecret, recoveryCodes }
}

export const rosasAccount: Account = { email: 'rosa@example.com', password: goodPassword, totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }

/** Somebody who opened their account some time ago. */
export async function givenAnAccount(house: GivenHouse, charts: readonly Patient[], account: Account = rosasAccount): Promise<Account> {
  const { accounts, access } = house.composed.house
  await house.composed.databases.operate.run(async (tx) => {
    const person = await accounts.createTrialAccount(tx, { name: charts[0]?.name ?? '', ...account })
    for (const chart of charts) {
      const patient = await house.composed.patients.byMrn(tx, chart.organization, chart.mrn)
      assert.notEqual(patient, null, `${chart.name} has a chart at ${chart.organization}`)
      await access.link(tx, { person, patient: patient?.id ?? '', provenBy: 'letter' })
    }
  })
  return account
}

/** A ready-made sign-in of the demo. */
export function accountOf(house: GivenHouse, name: string): Account {
  const found = house.seeded?.signIns.find((one) => one.name === name)
  assert.notEqual(found, undefined, `the demo has a sign-in for ${name}`)
  return found as Account
}

export async function whenEmailAndPasswordAreTyped(walk: Walk, account: Account, { shared = false }: { readonly shared?: boolean } = {}): Promise<void> {
  await type(walk, walk.page.getByLabel('Email', { exact: true }), account.email)
  await type(walk, walk.page.getByLabel('Password', { exact: true }), account.password)
  if (shared) await walk.page.getByLabel('This is a shared computer').check()
  await press(walk, button(walk, 'Sign in'))
}

/** Signs in from the organization's door; a step of the app works once, so a minute passes first. */
export async function whenTheySignIn(walk: Walk, account: Account, { shared = false, organization = 'lakeside' }: { readonly shared?: boolean; readonly organization?: string } = {}): Promise<void> {
  walk.house.clock.advance({ minutes: 1 })
  await walk.page.goto(`${walk.house.url}/o/${organization}/sign-in`)
  await whenEmailAndPasswordAreTyped(walk, account, { shared })
  await thenThePageSays(walk, 'Type the code from your app')
  await whenTheCodeOfTheAppIsTyped(walk, account.totpSecret)
  await walk.page.waitForURL('**/me')
}

export async function whenTheySignOut(walk: Walk): Promise<void> {
  const out = button(walk, 'Sign out')
  if (!(await out.isVisible())) await walk.page.locator('details.menu summary').click()
  await press(walk, button(walk, 'Sign out'))
  await thenThePageSays(walk, 'You are signed out')
}
