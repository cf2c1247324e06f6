// P33 "My records from several hospitals come together in one place, and each says where it is from": one person with two accounts proves that both are theirs; then they are one, and a press in the mail makes them two again
import assert from 'node:assert/strict'
import { type Walk, button, headingOf, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'
import { type Account, givenAnAccount, rosa, rosaAtNorthshore, rosasAccount, whenEmailAndPasswordAreTyped, whenTheCodeOfTheAppIsTyped, whenTheySignIn, whenTheySignOut } from '../given/journey-door.ts'
import { linkIn, mailsTo } from '../given/journeys/recovery.ts'

const old: Account = { email: 'rosa.before@example.com', password: 'ladder-sunset-pencil-93', totpSecret: 'KBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }

async function whenTheOtherAccountIsNamed(walk: Walk, password: string): Promise<void> {
  await type(walk, walk.page.getByLabel('Email of the other account', { exact: true }), old.email)
  await type(walk, walk.page.getByLabel('Password of the other account', { exact: true }), password)
  await press(walk, button(walk, 'Continue'))
}

async function whenBothAreProven(walk: Walk): Promise<void> {
  await walk.page.goto(`${walk.house.url}/account`)
  await press(walk, link(walk, 'I have two accounts. Make them one'))
  await thenThePageSays(walk, 'Make two accounts one')
  await thenThePageIsSound(walk)
  assert.match(await textOf(walk), /You keep this account: rosa@example\.com\. Show that the other one is yours too\./)
  await whenTheOtherAccountIsNamed(walk, 'not its password')
  assert.match(await textOf(walk), /That email and password do not match\./)
  assert.equal(await walk.page.getByLabel('Email of the other account', { exact: true }).inputValue(), old.email, 'what was typed is kept')
  await thenThePageIsSound(walk)
  await whenTheOtherAccountIsNamed(walk, old.password)
  await thenThePageSays(walk, 'Now the second step of the other account')
  await thenThePageIsSound(walk)
  assert.match(await textOf(walk), /The account of rosa\.before@example\.com ends\. All of it moves to rosa@example\.com\./)
  await whenTheCodeOfTheAppIsTyped(walk, old.totpSecret)
}

/** What home says of the hospitals the records are from. */
async function hospitalsAtHome(walk: Walk): Promise<readonly string[]> {
  await walk.page.goto(`${walk.house.url}/me`)
  await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  const home = await textOf(walk)
  return ['Lakeside Health', 'Northshore'].filter((name) => home.includes(name))
}

async function thenTheyAreOne(walk: Walk): Promise<void> {
  await thenThePageSays(walk, 'Account and sign-in')
  assert.match(await textOf(walk), /They are one account now\. We told both emails\. A link in that mail takes it back for 3 days\./)
  for (const { email } of [rosasAccount, old]) assert.equal((await mailsTo(walk.house, email, 'accounts-joined')).length, 1, `${email} is told`)
  assert.deepEqual(await hospitalsAtHome(walk), ['Lakeside Health', 'Northshore'])
}

journey(
  'Rosa proves that both accounts are hers: one list of both hospitals, and either email signs in; a press in the mail makes them two again',
  async (walk) => {
    const kept = await givenAnAccount(walk.house, [rosa])
    await givenAnAccount(walk.house, [rosaAtNorthshore], old)
    await whenTheySignIn(walk, kept)
    assert.deepEqual(await hospitalsAtHome(walk), ['Lakeside Health'])
    await whenBothAreProven(walk)
    await thenTheyAreOne(walk)

    await whenTheySignOut(walk)
    await whenTheySignIn(walk, { ...kept, email: old.email })
    assert.deepEqual(await hospitalsAtHome(walk), ['Lakeside Health', 'Northshore'], 'the old email leads to the same account')

    // Two days later Rosa wants two again. Looking at the page of the link changes nothing; the press does, and signs everybody out.
    walk.house.clock.advance({ days: 2 })
    await walk.page.goto(`${walk.house.url}${await linkIn(walk.house, { to: old.email, kind: 'accounts-joined', page: '/account/part' })}`)
    await thenThePageSays(walk, 'Make them two accounts again?')
    await thenThePageIsSound(walk)
    await press(walk, button(walk, 'Yes, make them two again'))
    assert.equal(await headingOf(walk), 'They are two accounts again')
    await whenTheySignIn(walk, kept)
    assert.deepEqual(await hospitalsAtHome(walk), ['Lakeside Health'])
    await whenTheySignOut(walk)
    await walk.page.goto(`${walk.house.url}/o/northshore/sign-in`)
    await whenEmailAndPasswordAreTyped(walk, { ...old, password: kept.password })
    await thenThePageIsSound(walk)
    assert.doesNotMatch(walk.page.url(), /second-step/, 'the password of the other account no longer fits')
    await whenTheySignIn(walk, old, { organization: 'northshore' })
    assert.deepEqual(await hospitalsAtHome(walk), ['Northshore'])
  },
  once,
)
