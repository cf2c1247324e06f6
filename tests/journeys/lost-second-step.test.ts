// P22 "Lost phone, new phone, no phone: I get back in without losing my account": by a code from the printed list, then a new app, and the lost one opens nothing
import assert from 'node:assert/strict'
import { codeAt } from '../given/account.ts'
import { type Walk, button, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { type Account, givenSomebodyCameInByLetter, rosa, whenEmailAndPasswordAreTyped, whenTheCodeOfTheAppIsTyped, whenTheySignIn, whenTheySignOut } from '../given/journey-door.ts'
import { mailsTo } from '../given/journeys/recovery.ts'

async function whenARecoveryCodeIsTyped(walk: Walk, code: string): Promise<void> {
  await type(walk, walk.page.getByLabel('Recovery code', { exact: true }), code)
  await press(walk, button(walk, 'Continue'))
}

async function whenThePhoneIsLost(walk: Walk, account: Account): Promise<void> {
  walk.house.clock.advance({ days: 30 })
  await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
  await whenEmailAndPasswordAreTyped(walk, account)
  await press(walk, link(walk, 'I can’t get the code'))
  await thenThePageSays(walk, 'I lost my phone or can’t get a code')
  await thenThePageIsSound(walk)
  await press(walk, walk.page.locator('a[href="/sign-in/recovery-code"]').first())
  await thenThePageSays(walk, 'Type a recovery code')
  await thenThePageIsSound(walk)
}

/** Gives the secret of the new app. */
async function whenANewAppTakesThePlaceOfTheLostOne(walk: Walk): Promise<string> {
  await walk.page.goto(`${walk.house.url}/account`)
  await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  assert.match(await textOf(walk), /You have 9 codes left\./)
  await press(walk, link(walk, 'Add an app'))
  await thenThePageSays(walk, /app/i)
  await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  const secret = (await walk.page.locator('main .code').first().innerText()).replace(/\s/g, '')
  await whenTheCodeOfTheAppIsTyped(walk, secret, 'The 6 numbers')
  await thenThePageSays(walk, 'Account and sign-in')
  assert.match(await textOf(walk), /Your second step was changed\. We sent a note to all your emails\./)
  const apps = walk.page.getByRole('form', { name: 'Remove: Code from an app' })
  assert.equal(await apps.count(), 2)
  await press(walk, apps.first().getByRole('button', { name: 'Remove' }))
  await thenThePageSays(walk, 'Account and sign-in')
  assert.equal(await apps.count(), 0, 'the last one cannot be taken away')
  return secret
}

journey(
  'Rosa lost her phone: a code from her list lets her in, the new app takes the place of the old, and the old one and the used code open nothing',
  async (walk) => {
    const account = await givenSomebodyCameInByLetter(walk, rosa, 'rosa@example.com')
    await whenTheySignOut(walk)
    await whenThePhoneIsLost(walk, account)
    const [code = '', next = ''] = account.recoveryCodes
    // As read off the paper: small letters, no dashes.
    await whenARecoveryCodeIsTyped(walk, code.toLowerCase().replaceAll('-', ' '))
    await walk.page.waitForURL('**/me')
    await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
    assert.equal((await mailsTo(walk.house, account.email, 'recovery-code-used')).length, 1, 'the owner is told')
    const totpSecret = await whenANewAppTakesThePlaceOfTheLostOne(walk)

    await whenTheySignOut(walk)
    await whenTheySignIn(walk, { ...account, totpSecret })
    await whenTheySignOut(walk)

    walk.house.clock.advance({ minutes: 1 })
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    await whenEmailAndPasswordAreTyped(walk, account)
    await thenThePageSays(walk, 'Type the code from your app')
    await type(walk, walk.page.getByLabel('Code', { exact: true }), codeAt(walk.house.clock.now(), account.totpSecret))
    await press(walk, button(walk, 'Continue'))
    assert.match(await textOf(walk), /You can try \d more times/, 'the phone that was lost opens nothing')
    await press(walk, link(walk, 'Use a recovery code'))
    await whenARecoveryCodeIsTyped(walk, code)
    assert.match(await textOf(walk), /That recovery code does not work\./, 'a code works once')
    await thenThePageIsSound(walk)
    await whenARecoveryCodeIsTyped(walk, next)
    await walk.page.waitForURL('**/me')
  },
  once,
)
