// P15 "A second step, of several kinds, also for people without a smartphone"; R12 "SMS allowed as restricted choice with warning and an alternative", R14 "One-time code by SMS", R37 "Proofing notice to validated address with this was not me"
import assert from 'node:assert/strict'
import { type Walk, button, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { type Account, givenAnAccount, givenThePrintedLetter, goodPassword, rosa, thenTenRecoveryCodesAreShown, whenAPasswordIsChosen, whenAnEmailAddressIsGiven, whenEmailAndPasswordAreTyped, whenTheAddressOnTheLetterIsOpened, whenTheCodeAndBirthDateAreTyped, whenTheNumbersOfTheMailAreTyped, whenTheRecoveryCodesAreKept, whenTheySignOut } from '../given/journey-door.ts'
import { linkIn, mailsTo, numbersIn, textsTo } from '../given/journeys/recovery.ts'

const phone = '+12075550155'
const textedTo = async (walk: Walk): Promise<string> => numbersIn((await textsTo(walk.house, phone))[0]?.body.replace(/@.*/s, ''))

async function whenThePlainPhoneIsGiven(walk: Walk): Promise<void> {
  await thenThePageSays(walk, 'Get codes by text')
  await thenThePageIsSound(walk)
  assert.match(await textOf(walk), /Less safe than an app.+Someone can steal a phone number.+Use an app instead.+Use a passkey instead/)
  await type(walk, walk.page.getByLabel('Phone number', { exact: true }), '12')
  await press(walk, button(walk, 'Send me 6 numbers'))
  assert.match(await textOf(walk), /Check the phone number\. We can’t text this one\./)
  assert.equal(await walk.page.getByLabel('Phone number', { exact: true }).inputValue(), '12')
  await type(walk, walk.page.getByLabel('Phone number', { exact: true }), '(207) 555-0155')
  await press(walk, button(walk, 'Send me 6 numbers'))
  await thenThePageSays(walk, 'Type the 6 numbers')
}

async function whenTheNumbersOfTheTextAreTyped(walk: Walk): Promise<void> {
  const right = await textedTo(walk)
  await type(walk, walk.page.getByLabel('The 6 numbers', { exact: true }), right === '000000' ? '000001' : '000000')
  await press(walk, button(walk, 'Continue'))
  assert.match(await textOf(walk), /Those numbers do not match\./)
  await thenThePageIsSound(walk)
  await type(walk, walk.page.getByLabel('The 6 numbers', { exact: true }), `${right.slice(0, 3)} ${right.slice(3)}`)
  await press(walk, button(walk, 'Continue'))
}

async function whenTheySignInWithAText(walk: Walk, account: Pick<Account, 'email' | 'password'>): Promise<void> {
  walk.house.clock.advance({ minutes: 1 })
  await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
  await whenEmailAndPasswordAreTyped(walk, { totpSecret: '', ...account })
  await press(walk, button(walk, 'Text a code to the phone that ends in 55'))
  await thenThePageSays(walk, 'Type the code from the text')
  await type(walk, walk.page.getByLabel('Code', { exact: true }), await textedTo(walk))
  await press(walk, button(walk, 'Continue'))
  await walk.page.waitForURL('**/me')
}

async function rosaComesInWithAPlainPhone(walk: Walk): Promise<void> {
  const account = { email: 'rosa@example.com', password: goodPassword }
  const letter = await givenThePrintedLetter(walk.house, rosa)
  await whenTheAddressOnTheLetterIsOpened(walk, letter)
  await whenTheCodeAndBirthDateAreTyped(walk, letter)
  await whenAnEmailAddressIsGiven(walk, account.email)
  await whenTheNumbersOfTheMailAreTyped(walk, account.email)
  await whenAPasswordIsChosen(walk)
  await press(walk, link(walk, 'Choose another way'))
  await thenThePageSays(walk, 'Choose your second step')
  await thenThePageIsSound(walk)
  await walk.page.getByLabel('Code by text message').check()
  await press(walk, button(walk, 'Continue'))
  await whenThePlainPhoneIsGiven(walk)
  await whenTheNumbersOfTheTextAreTyped(walk)
  await thenTenRecoveryCodesAreShown(walk)
  await whenTheRecoveryCodesAreKept(walk)
  await walk.page.waitForURL('**/me')
  await whenTheySignOut(walk)
  await whenTheySignInWithAText(walk, account)
  await thenThePageIsSound(walk, { person: rosa.name })

  const notMe = await linkIn(walk.house, { to: account.email, kind: 'account-opened', page: '/account/not-me' })
  await walk.page.goto(`${walk.house.url}${notMe}`)
  await press(walk, button(walk, 'Close my account now'))
  await thenThePageSays(walk, 'Your account is closed')
  await walk.page.goto(`${walk.house.url}/me`)
  await thenThePageSays(walk, 'Sign in to your record')
}

journey('From a letter to her record with only a plain mobile phone: a text is the second step, then and at the next sign-in; the mail closes the account', rosaComesInWithAPlainPhone)
journey('The same in a browser that runs no scripts', rosaComesInWithAPlainPhone, { withoutScripts: true })

journey(
  'The app is gone with the smartphone: after the 24 hours a plain phone is the new second step',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    await whenEmailAndPasswordAreTyped(walk, account)
    await walk.page.goto(`${walk.house.url}/sign-in/lost-phone`)
    await press(walk, button(walk, 'Mail me the 6 numbers'))
    await type(walk, walk.page.getByLabel('The 6 numbers', { exact: true }), numbersIn((await mailsTo(walk.house, account.email, 'lost-phone-code'))[0]?.body))
    await press(walk, button(walk, 'Start the 24 hours'))
    await walk.page.goto(`${walk.house.url}/sign-in/new-step/text`)
    assert.doesNotMatch(await textOf(walk), /Get codes by text/, 'not before the wait is over')
    walk.house.clock.advance({ hours: 24, minutes: 1 })
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    await whenEmailAndPasswordAreTyped(walk, account)
    await walk.page.goto(`${walk.house.url}/sign-in/lost-phone`)
    await press(walk, link(walk, 'Get codes by text'))
    await whenThePlainPhoneIsGiven(walk)
    await whenTheNumbersOfTheTextAreTyped(walk)
    await thenTenRecoveryCodesAreShown(walk)
    await whenTheRecoveryCodesAreKept(walk)
    await whenTheySignOut(walk)
    await whenTheySignInWithAText(walk, account)
  },
  once,
)
