// P20 "When the link never comes (old e-mail, spam, mail trouble) I am told what to do next, and the clinic can help within the hour", P22 "Lost phone, new phone, no phone: I get back in without losing my account"
import assert from 'node:assert/strict'
import { codeAt } from '../given/account.ts'
import { type Walk, button, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { givenAnAccount, rosa, whenTheCodeOfTheAppIsTyped } from '../given/journey-door.ts'
import { linkIn, mailsTo, newPassword } from '../given/journeys/recovery.ts'
import { type GivenStaff, givenStaff, staffCode } from '../given/staff.ts'

async function whenTheLinkDoesNotCome(walk: Walk): Promise<void> {
  await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
  await press(walk, link(walk, 'Forgot your password?'))
  await thenThePageSays(walk, 'Forgot your password?')
  await type(walk, walk.page.getByLabel('Email', { exact: true }), 'rosa@example.com')
  await press(walk, button(walk, 'Send me a link'))
  await thenThePageSays(walk, 'Look in your email')
  await thenThePageIsSound(walk)
  const said = await textOf(walk)
  assert.match(said, /If we know this email, we sent a link\./)
  assert.match(said, /spam or junk folder/)
  assert.match(said, /front desk with a photo ID/)
}

async function whenTheDeskSeesTheId(walk: Walk, staff: GivenStaff): Promise<void> {
  const desk = await walk.context.newPage()
  await desk.goto(`${walk.house.url}/staff/sign-in`)
  await desk.getByLabel('Work email').fill(staff.email)
  await desk.getByLabel('Password', { exact: true }).fill(staff.password)
  await desk.locator('main form button').first().click()
  await desk.locator('#code').fill(staffCode(walk.house))
  await desk.locator('main form button').first().click()
  await desk.goto(`${walk.house.url}/staff/desk/reset`)
  await desk.locator('#record').fill(rosa.mrn)
  for (const [box, value] of [['month', '2'], ['day', '3'], ['year', '1984']] as const) await desk.locator(`#birth-${box}`).fill(value)
  await desk.getByRole('button', { name: 'Open' }).click()
  await desk.getByRole('heading', { level: 1, name: 'Rosa Alvarez, back in' }).waitFor()
  await desk.locator('#seen').check()
  await desk.locator('#last4').fill('4417')
  await desk.locator('#reason').fill('Lost phone, old email is gone')
  await desk.locator('#via-mail').check()
  await desk.locator('#email').fill('rosa.today@example.com')
  await desk.getByRole('button', { name: 'Send the link' }).click()
  await desk.getByText('The link is on its way').waitFor()
  await desk.close()
}

journey(
  'A forgotten password, a dead mailbox and a lost phone: the desk looks at the ID, and Rosa is in with a new phone the same hour',
  async (walk) => {
    await givenAnAccount(walk.house, [rosa])
    const staff = await givenStaff(walk.house, 'front-desk')
    await whenTheLinkDoesNotCome(walk)
    walk.house.clock.advance({ minutes: 10 })
    await whenTheDeskSeesTheId(walk, staff)
    assert.equal((await mailsTo(walk.house, 'rosa@example.com', 'desk-reset')).length, 1, 'the old address is told')

    await walk.page.goto(`${walk.house.url}${await linkIn(walk.house, { to: 'rosa.today@example.com', kind: 'desk-link', page: '/account/desk' })}`)
    await thenThePageSays(walk, 'Choose a new password')
    await thenThePageIsSound(walk)
    await type(walk, walk.page.getByLabel('Password', { exact: true }), newPassword)
    await press(walk, button(walk, 'Save and go on'))
    await thenThePageSays(walk, 'Set up your new second step')
    await thenThePageIsSound(walk)
    await press(walk, link(walk, 'Use a code from an app'))
    await thenThePageSays(walk, 'Set up your app')
    const secret = (await walk.page.locator('main .code').first().innerText()).replace(/\s/g, '')
    await whenTheCodeOfTheAppIsTyped(walk, secret, 'The 6 numbers')
    await thenThePageSays(walk, 'Your 10 recovery codes')
    await walk.page.goto(`${walk.house.url}/me`)
    await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
    assert.match(codeAt(walk.house.clock.now(), secret), /^\d{6}$/)
  },
  once,
)
