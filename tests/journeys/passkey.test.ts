// P15 "A second step, of several kinds, also for people without a smartphone": a passkey of the computer itself; R10 "Offer at least one phishing-resistant factor (passkey)"
import assert from 'node:assert/strict'
import { type Walk, button, journey, link, onceWithScripts, press, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import {
  type Letter,
  givenThePrintedLetter,
  goodPassword,
  rosa,
  thenTenRecoveryCodesAreShown,
  whenAPasswordIsChosen,
  whenAnEmailAddressIsGiven,
  whenEmailAndPasswordAreTyped,
  whenTheAddressOnTheLetterIsOpened,
  whenTheCodeAndBirthDateAreTyped,
  whenTheNumbersOfTheMailAreTyped,
  whenTheRecoveryCodesAreKept,
  whenTheySignOut,
} from '../given/journey-door.ts'

const account = { email: 'rosa@example.com', password: goodPassword, totpSecret: '' }

/** A computer that asks for a finger or a PIN; this one always says yes. */
async function givenAComputerThatKeepsPasskeys({ context, page }: Walk): Promise<() => Promise<number>> {
  const device = await context.newCDPSession(page)
  await device.send('WebAuthn.enable')
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  return async () => (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length
}

async function whenRosaComesToTheSecondStep(walk: Walk, letter: Letter): Promise<void> {
  await whenTheAddressOnTheLetterIsOpened(walk, letter)
  await whenTheCodeAndBirthDateAreTyped(walk, letter)
  await whenAnEmailAddressIsGiven(walk, account.email)
  await whenTheNumbersOfTheMailAreTyped(walk, account.email)
  await whenAPasswordIsChosen(walk)
  await thenThePageSays(walk, 'Set up your app')
  await press(walk, link(walk, 'Choose another way'))
  await thenThePageSays(walk, 'Choose your second step')
}

async function whenAPasskeyIsMade(walk: Walk): Promise<void> {
  await walk.page.getByLabel(/^Passkey/).check()
  await press(walk, button(walk, 'Continue'))
  await thenThePageSays(walk, 'Make your passkey')
  await thenThePageIsSound(walk)
  await press(walk, button(walk, 'Make my passkey'))
}

journey(
  'Rosa makes a passkey her second step, signs out, and signs in with it again',
  async (walk) => {
    const passkeysKept = await givenAComputerThatKeepsPasskeys(walk)
    await whenRosaComesToTheSecondStep(walk, await givenThePrintedLetter(walk.house, rosa))
    await whenAPasskeyIsMade(walk)
    await thenTenRecoveryCodesAreShown(walk)
    assert.equal(await passkeysKept(), 1)
    await whenTheRecoveryCodesAreKept(walk)
    await thenThePageSays(walk, 'Your record is open')

    await whenTheySignOut(walk)
    walk.house.clock.advance({ minutes: 1 })
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    await whenEmailAndPasswordAreTyped(walk, account)
    await thenThePageSays(walk, 'Use your passkey')
    await thenThePageIsSound(walk)
    await press(walk, button(walk, 'Use your passkey'))
    await walk.page.waitForURL('**/me')
    await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })

    // Without the password: the passkey names its owner itself.
    await whenTheySignOut(walk)
    walk.house.clock.advance({ minutes: 1 })
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    await press(walk, button(walk, 'Sign in with a passkey'))
    await walk.page.waitForURL('**/me')
  },
  onceWithScripts,
)
