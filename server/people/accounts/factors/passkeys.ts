// Is this the person's passkey? WebAuthn with user verification; the challenge is ours, used once, and bound to our origin (R10).
import { type AuthenticationResponseJSON, type RegistrationResponseJSON, generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { type Statement, type Tx, statement } from '#kernel'

/** EdDSA, ES256, RS256 (COSE): what devices in use today offer. */
const algorithms = [-8, -7, -257]

export type Passkey = { readonly id: string; readonly publicKey: Buffer; readonly counter: number; readonly transports: readonly string[] }

type Row = { id: string; public_key: Buffer; counter: string; transports: string }

const passkeys: Statement<Row> = statement('accounts.passkeys', 'select id, public_key, counter, transports from accounts_passkey where person = $1 and added_at < $2 order by added_at, id')
const insertPasskey: Statement<never> = statement('accounts.insert-passkey', `insert into accounts_passkey (id, person, public_key, counter, transports, agent, added_at)
  values ($1, $2, $3, $4, $5, $6, app_now())`)
export const passkeyUsed: Statement<{ id: string }> = statement('accounts.passkey-used', 'update accounts_passkey set counter = $2, used_at = app_now() where id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning id')

/** The host a passkey belongs to, and the origin its answers must name. */
export const relyingParty = (publicUrl: string) => ({ id: new URL(publicUrl).hostname, origin: new URL(publicUrl).origin })

/** `boundBefore`: only those that were added earlier. */
export async function readPasskeys(tx: Tx, person: string, boundBefore: Date | null = null): Promise<readonly Passkey[]> {
  return (await tx.query(passkeys, [person, boundBefore ?? 'infinity'])).map((row) => ({ id: row.id, publicKey: row.public_key, counter: Number(row.counter), transports: row.transports.split(',').filter((one) => one !== '') }))
}

export type NewPasskeyFor = { readonly publicUrl: string; readonly site: string; readonly email: string; readonly name: string; readonly known: readonly Passkey[] }

/** Options for a new passkey, as JSON for the browser, and the challenge to keep until it answers. */
export async function passkeyOptions({ publicUrl, site, email, name, known }: NewPasskeyFor): Promise<{ options: unknown; challenge: string }> {
  const options = await generateRegistrationOptions({
    rpName: site,
    rpID: relyingParty(publicUrl).id,
    userName: email,
    userDisplayName: name,
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] as never })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
  return { options, challenge: options.challenge }
}

/** The new passkey, or null when the answer is not one we asked for. */
export async function checkNewPasskey({ answer, challenge, publicUrl }: { readonly answer: string; readonly challenge: string | null; readonly publicUrl: string }): Promise<Passkey | null> {
  const response = readAnswer<RegistrationResponseJSON>(answer)
  if (response === null || challenge === null) return null
  const { id, origin } = relyingParty(publicUrl)
  const checked = await verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true, supportedAlgorithmIDs: algorithms }).catch(() => null)
  if (checked === null || !checked.verified) return null
  const { credential } = checked.registrationInfo
  return { id: credential.id, publicKey: Buffer.from(credential.publicKey), counter: credential.counter, transports: credential.transports ?? [] }
}

export async function keepPasskey(tx: Tx, person: string, { passkey, agent }: { readonly passkey: Passkey; readonly agent: string }): Promise<void> {
  await tx.query(insertPasskey, [passkey.id, person, passkey.publicKey, passkey.counter, passkey.transports.join(','), agent])
}

/** Options to show a passkey of this person. */
export async function passkeyRequest(publicUrl: string, known: readonly Passkey[]): Promise<{ options: unknown; challenge: string }> {
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(publicUrl).id,
    userVerification: 'required',
    allowCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] as never })),
  })
  return { options, challenge: options.challenge }
}

/** True when one of the person's passkeys answered our challenge; its counter only ever grows (a copied key is noticed). */
export async function usePasskey(tx: Tx, person: string, { answer, challenge, publicUrl, boundBefore = null }: { readonly answer: string; readonly challenge: string | null; readonly publicUrl: string; readonly boundBefore?: Date | null }): Promise<boolean> {
  const known = await readPasskeys(tx, person, boundBefore)
  const response = readAnswer<AuthenticationResponseJSON>(answer)
  const passkey = known.find((one) => one.id === response?.id)
  if (response === null || challenge === null || passkey === undefined) return false
  const { id, origin } = relyingParty(publicUrl)
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter, transports: [...passkey.transports] as never },
  }).catch(() => null)
  if (checked === null || !checked.verified) return false
  return (await tx.query(passkeyUsed, [passkey.id, checked.authenticationInfo.newCounter])).length === 1
}

/** What a device's script sent, if it is an object at all. */
export function readAnswer<T extends object>(text: string): T | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as T) : null
  } catch {
    return null
  }
}
