// How does a passkey open the account by itself? It names its owner, and the device asked for a finger or a PIN: two factors in
// one step (63B: multi-factor cryptographic authenticator). An unknown one costs the same work and gets the same answer.
import { type AuthenticationResponseJSON, generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import { type Statement, type Tx, Refusal, instant, newSecret, statement } from '#kernel'
import { hashOf, startSession } from '../session.ts'
import { type Caller, type SignInUses, type SignedIn, accountKey, knownDevice, makeDevice } from '../sign-in.ts'
import { passkeySignInLimits } from '../tries.ts'
import { passkeyUsed, readAnswer, relyingParty } from './passkeys.ts'

type Owner = { person: string; email: string; name: string; public_key: Buffer; counter: string; transports: string; frozen: boolean }

const keepAsk: Statement<never> = statement('accounts.ask-passkey', 'select accounts_ask_passkey($1, $2, $3)')
const takeAsk: Statement<{ challenge: string | null }> = statement('accounts.take-passkey-ask', 'select accounts_take_passkey_ask($1) as challenge')
const ownerOf: Statement<Owner> = statement('accounts.passkey-owner', 'select person, email, name, public_key, counter, transports, frozen from accounts_passkey_owner($1)')
const asHalf: Statement<never> = statement('accounts.as-half', "select set_config('app.half', $1, true)")

/** How long a device may take to answer. */
const askMinutes = 5

/** A key nobody has the other half of: what an unknown passkey is checked against. COSE EC2 P-256; the point is the curve's own generator. */
const nobodysKey = Buffer.from(['a5010203262001215820', '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296', '225820', '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'].join(''), 'hex')

/** WebAuthn options for whoever is there, and the value of the cookie that the answer belongs to. */
export async function askAnyPasskey(tx: Tx, publicUrl: string): Promise<{ readonly options: unknown; readonly ask: string }> {
  const options = await generateAuthenticationOptions({ rpID: relyingParty(publicUrl).id, userVerification: 'required', allowCredentials: [] })
  const ask = newSecret()
  await tx.query(keepAsk, [hashOf(ask), options.challenge, instant(tx.now.getTime() + askMinutes * 60_000)])
  return { options, ask }
}

export type PasskeySignIn = { readonly ask: string | null; readonly answer: string; readonly shared: boolean; readonly caller: Caller; readonly publicUrl: string }

/** The account's owner and the counter to keep, or null. The same work for a passkey nobody has. */
async function checkAnswer(owner: Owner | undefined, { answer, challenge, publicUrl }: { readonly answer: AuthenticationResponseJSON | null; readonly challenge: string | null; readonly publicUrl: string }): Promise<number | null> {
  if (answer === null || challenge === null) return null
  const { id, origin } = relyingParty(publicUrl)
  const checked = await verifyAuthenticationResponse({
    response: answer, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true,
    credential: { id: answer.id, publicKey: new Uint8Array(owner?.public_key ?? nobodysKey), counter: Number(owner?.counter ?? 0), transports: (owner?.transports ?? '').split(',') as never },
  }).catch(() => null)
  return owner === undefined || checked === null || !checked.verified ? null : checked.authenticationInfo.newCounter
}

/**
 * Signs in by a passkey alone; tries are counted apart from those of passwords, so that no pause of theirs stops the owner.
 * Refuses: too-many-tries, passkey-no-match, account-frozen.
 */
export async function signInByPasskey(uses: SignInUses, { ask, answer, shared, caller, publicUrl }: PasskeySignIn, also: (tx: Tx, done: SignedIn) => Promise<void>): Promise<SignedIn> {
  const read = readAnswer<AuthenticationResponseJSON>(answer)
  const credential = typeof read?.id === 'string' ? read.id.slice(0, 2_000) : ''
  const limits = passkeySignInLimits(credential, caller.network)
  await uses.tries.take(uses.run, limits)
  const [challenge, owner] = await uses.run(async (tx) => {
    const [[taken], [found]] = await Promise.all([tx.query(takeAsk, [hashOf(ask ?? '')]), tx.query(ownerOf, [credential])])
    return [taken?.challenge ?? null, found] as const
  })
  const counter = await checkAnswer(owner, { answer: read, challenge, publicUrl })
  if (owner === undefined || counter === null) {
    await uses.run((tx) => uses.audit.note(tx, { kind: 'sign-in-refused', patient: null, actor: owner?.person ?? null, actorRole: 'nobody', outcome: 'refused', detail: { factor: 'passkey' } }))
    throw new Refusal('passkey-no-match', 'unknown passkey, or a wrong answer', { field: 'passkey' })
  }
  if (owner.frozen) throw new Refusal('account-frozen', 'passkey of a frozen account')
  return uses.run(async (tx) => {
    await tx.query(asHalf, [owner.person])
    // The counter only ever grows: a copied key is noticed, and the second of two at once is refused.
    if ((await tx.query(passkeyUsed, [credential, counter])).length === 0) throw new Refusal('passkey-no-match', 'the counter did not grow', { field: 'passkey' })
    await uses.tries.giveBack(tx, limits)
    const started = await startSession(tx, { kind: 'patient', person: owner.person, name: owner.name, email: owner.email, shared, agent: caller.agent })
    const account = accountKey('patient', owner.email)
    const known = knownDevice(uses.keys, account, caller.device)
    const done: SignedIn = { ...started, device: shared ? null : makeDevice(uses.keys, account, known ?? undefined), newDevice: known === null }
    await uses.audit.note(tx, { kind: 'signed-in', patient: null, actor: owner.person, actorRole: 'patient', actorName: owner.name, detail: { factor: 'passkey alone' } })
    await also(tx, done)
    return done
  })
}
