// How does staff come in? With a ready-made sign-in of the demo, or with the link of an invitation; steps as sentences.
import assert from 'node:assert/strict'
import { codeAt } from '../account.ts'
import { givenBrowser } from '../browser.ts'
import type { GivenHouse } from '../house.ts'
import { type Walk, button, press, thenThePageSays, type } from '../journey.ts'
import type { Account } from '../journey-door.ts'

/** A ready-made member of staff of the demo. */
export function staffOf(house: GivenHouse, name: string): Account {
  const found = house.seeded?.staff.find((one) => one.name === name)
  assert.notEqual(found, undefined, `the demo has staff called ${name}`)
  return found as Account
}

/** Somebody else at a computer of their own, in the same house. */
export async function atAnotherComputer<T>(walk: Walk, body: (other: Walk) => Promise<T>): Promise<T> {
  const browser = await givenBrowser(walk.mode)
  try {
    const value = await body({ ...walk, page: browser.page, context: browser.context, faults: browser.faults, did: { clicks: 0, fields: 0 } })
    assert.deepEqual(browser.faults, [], 'the other browser reports no error')
    return value
  } finally {
    await browser.end()
  }
}

/** A step of the app works once, so a minute passes first. */
export async function whenStaffSignsIn(walk: Walk, account: Account): Promise<void> {
  walk.house.clock.advance({ minutes: 1 })
  await walk.page.goto(`${walk.house.url}/staff/sign-in`)
  await type(walk, walk.page.getByLabel('Work email', { exact: true }), account.email)
  await type(walk, walk.page.getByLabel('Password', { exact: true }), account.password)
  await press(walk, button(walk, 'Continue'))
  await thenThePageSays(walk, 'Type the code from your app')
  await type(walk, walk.page.getByLabel('Code', { exact: true }), codeAt(walk.house.clock.now(), account.totpSecret))
  await press(walk, button(walk, 'Continue'))
  await walk.page.waitForURL('**/staff')
}

/** The link in the newest mail to a work address. */
export async function theStaffLinkTo(walk: Walk, email: string): Promise<string> {
  const tab = await walk.context.newPage()
  await tab.goto(`${walk.house.url}/mailbox`)
  await tab.locator('main li a').filter({ hasText: `To ${email}` }).first().click()
  const address = await tab.locator('main a[href*="/staff/welcome/"]').first().getAttribute('href')
  await tab.close()
  return address ?? assert.fail(`a link in the mail to ${email}`)
}

/** From the link to the first page of work; gives the secret of the app. */
export async function whenTheStaffSignInIsSetUp(walk: Walk, link: string, password: string): Promise<string> {
  await walk.page.goto(link)
  await press(walk, button(walk, 'Yes, it is me. Go on'))
  await thenThePageSays(walk, 'Choose a password')
  await type(walk, walk.page.getByLabel('Password', { exact: true }), password)
  await press(walk, button(walk, 'Continue'))
  await thenThePageSays(walk, 'Choose your second step')
  await walk.page.getByLabel(/^Code from an app/).check()
  await press(walk, button(walk, 'Continue'))
  await thenThePageSays(walk, 'Set up your app')
  const secret = (await walk.page.locator('main .code').first().innerText()).replace(/\s/g, '')
  await type(walk, walk.page.getByLabel('The 6 numbers', { exact: true }), codeAt(walk.house.clock.now(), secret))
  await press(walk, button(walk, 'Continue'))
  await thenThePageSays(walk, 'Your 10 recovery codes')
  await press(walk, button(walk, 'I have them. Go on'))
  return secret
}
