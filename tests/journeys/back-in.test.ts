// P15 "A second step, of several kinds, also for people without a smartphone", P17 "When I fear someone got in, I change my password, sign out everywhere and freeze the account at once", P19 "Forgotten password: a link on the sign-in page", P21 "After too many tries I know how long to wait and what else I can do", P22 "Lost phone"; R12 "SMS allowed as restricted choice with warning and an alternative", R14 "One-time code by SMS"
import assert from 'node:assert/strict'
import { type Walk, button, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { type Account, givenAnAccount, rosa, whenEmailAndPasswordAreTyped, whenTheCodeOfTheAppIsTyped, whenTheySignIn, whenTheySignOut } from '../given/journey-door.ts'
import { linkIn, mailsTo, newPassword, numbersIn, textsTo } from '../given/journeys/recovery.ts'

async function whenThePasswordIsForgotten(walk: Walk, account: Account): Promise<void> {
  await walk.page.goto(`${walk.house.url}/forgot`)
  await type(walk, walk.page.getByLabel('Email', { exact: true }), account.email)
  await press(walk, button(walk, 'Send me a link'))
  await walk.page.goto(`${walk.house.url}${await linkIn(walk.house, { to: account.email, kind: 'reset-password', page: '/forgot' })}`)
  await thenThePageSays(walk, 'Choose a new password')
  await thenThePageIsSound(walk)
  await type(walk, walk.page.getByLabel('Password', { exact: true }), newPassword)
  await press(walk, button(walk, 'Save my new password'))
  await thenThePageSays(walk, 'Sign in to your record')
}

journey(
  'After too many tries the page says how long and what else; a new password by mail lets the owner in at once, with the second step',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    for (let turn = 0; turn < 11; turn += 1) {
      await walk.page.getByLabel('Email', { exact: true }).fill(account.email)
      await walk.page.getByLabel('Password', { exact: true }).fill('not this one')
      await button(walk, 'Sign in').click()
      if (turn === 6) assert.match(await textOf(walk), /You can try 3 more times\./)
    }
    await thenThePageIsSound(walk)
    assert.match(await textOf(walk), /Too many tries\. Wait 15 minutes, or reset your password now\./)
    await link(walk, 'Reset my password').waitFor()
    await whenThePasswordIsForgotten(walk, account)
    await whenEmailAndPasswordAreTyped(walk, { ...account, password: newPassword })
    await whenTheCodeOfTheAppIsTyped(walk, account.totpSecret)
    await walk.page.waitForURL('**/me')
  },
  once,
)

journey(
  'Without a smartphone: a code by text, with the warning and another way beside it, then the second step is a text',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await whenTheySignIn(walk, account)
    await walk.page.goto(`${walk.house.url}/account/phone`)
    await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
    assert.match(await textOf(walk), /Someone can steal a phone number.+Add an app instead/)
    await type(walk, walk.page.getByLabel('Phone number', { exact: true }), '(207) 555-0155')
    await press(walk, button(walk, 'Send me 6 numbers'))
    await type(walk, walk.page.getByLabel('The 6 numbers', { exact: true }), numbersIn((await textsTo(walk.house, '+12075550155'))[0]?.body.replace(/@.*/s, '')))
    await press(walk, button(walk, 'Continue'))
    await thenThePageSays(walk, 'Account and sign-in')
    await whenTheySignOut(walk)
    walk.house.clock.advance({ minutes: 1 })
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    await whenEmailAndPasswordAreTyped(walk, account)
    await press(walk, button(walk, 'Text a code to the phone that ends in 55'))
    await thenThePageSays(walk, 'Type the code from the text')
    await thenThePageIsSound(walk)
    await type(walk, walk.page.getByLabel('Code', { exact: true }), numbersIn((await textsTo(walk.house, '+12075550155'))[0]?.body.replace(/@.*/s, '')))
    await press(walk, button(walk, 'Continue'))
    await walk.page.waitForURL('**/me')
  },
  once,
)

journey(
  'A lost phone: six numbers by mail, 24 hours in which every address is told, a new app, and the account is still theirs',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    await whenEmailAndPasswordAreTyped(walk, account)
    await press(walk, link(walk, 'I can’t get the code'))
    await thenThePageSays(walk, 'I lost my phone or can’t get a code')
    await thenThePageIsSound(walk)
    await press(walk, link(walk, 'Start the 24 hours'))
    await press(walk, button(walk, 'Mail me the 6 numbers'))
    await type(walk, walk.page.getByLabel('The 6 numbers', { exact: true }), numbersIn((await mailsTo(walk.house, account.email, 'lost-phone-code'))[0]?.body))
    await press(walk, button(walk, 'Start the 24 hours'))
    await thenThePageIsSound(walk)
    assert.match(await textOf(walk), /Your 24 hours run/)
    walk.house.clock.advance({ hours: 24, minutes: 1 })
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    await whenEmailAndPasswordAreTyped(walk, account)
    await walk.page.goto(`${walk.house.url}/sign-in/lost-phone`)
    await press(walk, link(walk, 'Use a code from an app'))
    const secret = (await walk.page.locator('main .code').first().innerText()).replace(/\s/g, '')
    await whenTheCodeOfTheAppIsTyped(walk, secret, 'The 6 numbers')
    await thenThePageSays(walk, 'Your 10 recovery codes')
  },
  once,
)

journey(
  'This was not me: one press in the mail closes the account, and the owner opens it again',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    walk.house.clock.advance({ minutes: 5 })
    await whenTheySignIn(walk, account)
    const notMe = await linkIn(walk.house, { to: account.email, kind: 'new-device', page: '/account/not-me' })
    const owner = await walk.context.browser()?.newContext()
    const phone = await owner?.newPage()
    assert.ok(phone !== undefined)
    await phone.goto(`${walk.house.url}${notMe}`)
    await phone.getByRole('button', { name: 'Close my account now' }).click()
    await phone.getByRole('heading', { level: 1, name: 'Your account is closed' }).waitFor()
    await owner?.close()
    await walk.page.goto(`${walk.house.url}/me`)
    await thenThePageSays(walk, 'Sign in to your record')
    walk.house.clock.advance({ minutes: 1 })
    await whenEmailAndPasswordAreTyped(walk, account)
    await thenThePageSays(walk, 'Your account is closed for now')
    await thenThePageIsSound(walk)
    await whenTheCodeOfTheAppIsTyped(walk, account.totpSecret)
    await type(walk, walk.page.getByLabel('Password', { exact: true }), newPassword)
    await press(walk, button(walk, 'Open my account again'))
    assert.match(await textOf(walk), /Your account is open again\./)
  },
  once,
)
