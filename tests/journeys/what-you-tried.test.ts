// P43 "I have a short timeline of what I tried, to show when I call" (the sign-in part)
import assert from 'node:assert/strict'
import { caseAt, birth } from '../given/door.ts'
import { type Walk, button, journey, mainOf, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { givenAnAccount, rosa, whenEmailAndPasswordAreTyped, whenTheySignIn } from '../given/journey-door.ts'
import { givenStaff, staffSignedIn } from '../given/staff.ts'

const referenceOn = async ({ page }: Walk): Promise<string> => (await page.locator('main [data-reference]').first().innerText()).trim()

journey('a sign-in that failed shows a reference, and the person finds it again once in, with what we said', async (walk) => {
  const account = await givenAnAccount(walk.house, [rosa])
  await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
  await whenEmailAndPasswordAreTyped(walk, { ...account, password: 'not-the-right-one-1' })
  assert.match(await textOf(walk), /Check what you typed\. That email and password do not match\./)
  const reference = await referenceOn(walk)
  assert.match(reference, /^[2-9B-Z]{4}$/)
  await thenThePageIsSound(walk)

  await whenTheySignIn(walk, account)
  await walk.page.goto(`${walk.house.url}/help`)
  await thenThePageIsSound(walk)
  await press(walk, mainOf(walk).getByRole('link', { name: /^What you tried/ }))
  await thenThePageSays(walk, 'What you tried')
  await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  assert.match(await textOf(walk), new RegExp(`Email and password 10:\\d\\d am\\. That email and password do not match\\. Reference ${reference}`))
  assert.match(await textOf(walk), /The record opened\./)
})

journey('somebody who is stuck in signing up and the desk read the same lines, with the same reference', async (walk) => {
  const { page, house } = walk
  await page.goto(`${house.url}/o/lakeside/create/you`)
  await type(walk, page.getByLabel('First name', { exact: true }), 'Rosalind')
  await type(walk, page.getByLabel('Last name', { exact: true }), 'Alvarez')
  await type(walk, page.getByLabel('Month', { exact: true }), birth['birth-month'])
  await page.getByLabel('Day', { exact: true }).fill(birth['birth-day'])
  await page.getByLabel('Year', { exact: true }).fill(birth['birth-year'])
  await page.locator('input[name="proof"][value="mrn"]').check()
  await type(walk, page.locator('input[name="mrn"]'), '99999999')
  await press(walk, button(walk, 'Continue'))
  await type(walk, page.locator('input[name="code"]'), '000000')
  await press(walk, button(walk, 'Continue'))
  const reference = await referenceOn(walk)

  await page.goto(`${house.url}/o/lakeside/create/help`)
  await page.getByText('What you tried', { exact: true }).click()
  assert.match(await textOf(walk), new RegExp(reference))
  await thenThePageIsSound(walk)
  const helpCode = (await page.locator('.code').first().innerText()).trim()

  const staff = await staffSignedIn(house, await givenStaff(house, 'front-desk'))
  const address = await caseAt(staff, { code: helpCode, other: 'Rosalind Alvarez' })
  assert.match(address, /^\/staff\/desk\/case\//)
  assert.match((await staff.get(address)).body, new RegExp(reference))
}, once)
