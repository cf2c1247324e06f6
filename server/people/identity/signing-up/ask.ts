// What happens when somebody has typed who they are? Tries are counted, a chart is looked for, a code goes to a contact that was
// on file before, the answers are kept. Outside it is one answer: the same page, work and number of messages, whoever it is.
import { randomInt } from 'node:crypto'
import type { AccountMaking } from '#accounts'
import type { Audit } from '#audit'
import { type Database, type Statement, type Tx, Refusal, instant, newId, newSecret, onTheBeat, statement } from '#kernel'
import type { OnFile } from '../../../../contract/identity.ts'
import type { SignUpOutcome } from '../../../../contract/sign-ups.ts'
import { type Begun, type Typed, askLimits, birthIndex, chartLimits, readClaim, sealBegun, sealClaim } from './claim.ts'
import type { Contact } from './contacts.ts'
import { helpCodeOf, helpIndex } from './help-code.ts'
import { type Found, type LookUses, lookFor } from './look.ts'
import { type SignUpRow, findSignUp, tokenHash } from './rows.ts'
import { type SealedSignUpPerson, nobodyThere, sealPerson, tell, tellOthers } from './tell.ts'

export type SignUpUses = LookUses & { readonly audit: Audit; readonly making: AccountMaking; /** As role `web`. */ readonly database: Database; readonly publicUrl: string }

/** How long the answers wait for a proof or for the desk. */
export const parkedDays = 30
/** R14, R25: how long a code works that went by text or by mail. */
export const codeMinutes = { text: 10, mail: 24 * 60 } as const
const dayMs = 86_400_000

const setSignUp: Statement<never> = statement('identity.set-sign-up', "select set_config('app.signup', $1, true)")
const insertSignUp: Statement<{ id: string }> = statement('identity.insert-sign-up', `insert into identity_signup (id, organization, state, visit, help_index, help_turn, claim, started_at, ends_at)
  values ($1, $2, 'begun', $3, $4, $5, $6, app_now(), $7) on conflict do nothing returning id`)
const keepAnswers: Statement<{ id: string }> = statement('identity.keep-answers', `update identity_signup set state = 'parked', claim = $2, birth_index = $3, asked_at = app_now(), outcome = $4, patient = $5, person = $6,
  challenge = $7, challenge_code = $8, challenge_until = $9, sent_to = $10, stop_link = $11, asks = asks + 1 where id = $1 and state in ('begun', 'parked') returning id`)

export const sentAbout = (signUp: string): string => `identity_signup sent ${signUp}`

type NewSignUp = { readonly organization: { readonly id: string; readonly name: string }; readonly begun: Begun | null }

/** A row of its own for this visit; gives the cookie. */
async function openSignUp(tx: Tx, uses: SignUpUses, { organization, begun }: NewSignUp): Promise<{ readonly id: string; readonly visit: string }> {
  const [id, visit] = [newId(), newSecret()]
  await tx.query(setSignUp, [id])
  // Another sign-up of these 30 days may have drawn the same four letters; the next draw of a million is another one.
  for (let turn = 0; turn < 50; turn += 1) {
    const index = helpIndex(uses.keys, helpCodeOf(uses.keys, { id, turn }, organization.name))
    const claim = begun === null ? null : sealBegun(uses.making.box, id, begun)
    const kept = await tx.query(insertSignUp, [id, organization.id, tokenHash(visit), index, turn, claim, instant(tx.now.getTime() + parkedDays * dayMs)])
    if (kept.length === 1) return { id, visit }
  }
  throw new Error('no free help code')
}

/** Somebody comes from elsewhere with a part of the answers (a code that ran out). Refuses: not-found. */
export async function beginSignUp(tx: Tx, uses: SignUpUses, about: { readonly organization: string } & Begun): Promise<{ readonly signUp: string }> {
  const organization = await uses.directory.organization(tx, about.organization)
  if (organization === null) throw new Refusal('not-found', 'no such organization')
  return { signUp: (await openSignUp(tx, uses, { organization, begun: { typed: about.typed } })).visit }
}

/** The sign-up of this visit, when its answers may still change; otherwise a new one. Two statements either way. */
async function ownOrNew(tx: Tx, uses: SignUpUses, { visit, organization }: { readonly visit: string | null; readonly organization: { readonly id: string; readonly name: string } }): Promise<{ readonly id: string; readonly visit: string }> {
  const found = await findSignUp(tx, visit)
  const open = found !== null && visit !== null && found.organization === organization.id && (found.state === 'begun' || found.state === 'parked')
  return open ? { id: found.id, visit } : openSignUp(tx, uses, { organization, begun: null })
}

/** As the organization writes it: the name in use. */
export const nameOnFile = (chart: OnFile): string => [...(chart.names[0]?.given ?? []), chart.names[0]?.family ?? '', chart.names[0]?.suffix ?? ''].filter((part) => part !== '').join(' ')

export function personOnFile(chart: OnFile, organization: string, told: readonly Contact[]): SealedSignUpPerson {
  return { name: nameOnFile(chart), names: chart.names.flatMap((name) => [name.given.join(' '), name.family]), birthDate: chart.birthDate, mrn: chart.mrns[0] ?? '', organization, told }
}

type Sending = { readonly id: string; readonly found: Found; readonly outcome: SignUpOutcome; readonly challenge: string; readonly code: string; readonly stop: string; readonly until: Date }

/** Six messages: the one that opens, or that says there is an account; and to all others on file that somebody signs up. */
async function sendMessages(tx: Tx, uses: SignUpUses, { found, outcome, code, stop, until }: Sending): Promise<void> {
  const { organization, chosen } = found
  const facts = { organization: organization.name, phone: organization.phone, site: uses.publicUrl, code, minutes: codeMinutes[chosen.opens?.via ?? 'text'], link: `${uses.publicUrl}/sign-in`, stop: `${uses.publicUrl}/not-me/${stop}` }
  const heard = outcome === 'sent' || outcome === 'known'
  await tell(tx, uses.notices, { to: heard ? chosen.opens : null, kind: outcome === 'known' ? 'sign-up-known' : 'sign-up-code', facts, usefulUntil: until })
  await tellOthers(tx, uses.notices, { told: heard || outcome === 'no-contact' ? chosen.told : [], kind: 'sign-up-begun', facts })
}

export type Asked = {
  /** The cookie of the sign-up; null: there is none yet. */
  readonly signUp: string | null
  readonly organization: string
  readonly typed: Typed
  readonly network: string
}

/**
 * Takes the answers. Gives the cookie of the sign-up; nothing of it tells whether anybody was found.
 * Refuses: own-name-missing, proof-missing, proof-unlike, nothing-chosen (form only); too-many-tries (facts: seconds); not-found
 * (no such organization, or it opens no accounts online). Answers on a beat: charts that were looked at take milliseconds (R22).
 */
export const askSignUp = (uses: SignUpUses, asked: Asked): Promise<{ readonly signUp: string; readonly id: string }> => onTheBeat(() => askNow(uses, asked))

async function askNow(uses: SignUpUses, { signUp, organization, typed, network }: Asked): Promise<{ readonly signUp: string; readonly id: string }> {
  const run = uses.database.run
  const offer = await run((tx) => uses.directory.offer(tx, organization))
  if (offer.signUp !== 'online') throw new Refusal('not-found', 'no accounts online here')
  const claim = readClaim(uses.patients, typed, offer.proofs)
  await uses.making.tries.take(run, askLimits(organization, claim, network))
  const found = await run((tx) => lookFor(tx, uses, { organization, claim }))
  if (found === null) throw new Refusal('not-found', 'no such organization')
  const { paused } = await uses.making.tries.count(run, chartLimits(found.chart?.patient ?? newId()))
  const outcome: SignUpOutcome = paused.length > 0 && (found.outcome === 'sent' || found.outcome === 'known' || found.outcome === 'no-contact') ? 'asked-too-often' : found.outcome
  return run(async (tx) => {
    const own = await ownOrNew(tx, uses, { visit: signUp, organization: found.organization })
    const [challenge, code, stop] = [newId(), String(randomInt(1_000_000)).padStart(6, '0'), newSecret(16)]
    const until = instant(tx.now.getTime() + codeMinutes[found.chosen.opens?.via ?? 'text'] * 60_000)
    const { box } = uses.making
    // Where nothing was sent no six numbers are right.
    const right = uses.keys.mac('code-index', 'sign-up', challenge, outcome === 'sent' ? code : newSecret())
    const person = sealPerson(box, own.id, found.chart === null ? nobodyThere : personOnFile(found.chart, found.organization.name, [...(found.chosen.opens === null ? [] : [found.chosen.opens]), ...found.chosen.told]))
    const kept = await tx.query(keepAnswers, [own.id, sealClaim(box, own.id, { claim, typed }), birthIndex(uses.keys, organization, claim.birthDate), outcome, found.chart?.patient ?? null, person,
      challenge, right, until, box.seal(JSON.stringify(outcome === 'sent' ? found.chosen.opens : null), sentAbout(own.id)), tokenHash(stop)])
    if (kept.length === 0) throw new Refusal('form-expired', 'the sign-up went on meanwhile')
    await sendMessages(tx, uses, { id: own.id, found, outcome, challenge, code, stop, until })
    await uses.audit.note(tx, { kind: 'sign-up-asked', patient: found.chart?.patient ?? null, actor: null, actorRole: 'nobody', detail: { organization } })
    return { signUp: own.visit, id: own.id }
  })
}

export type { SignUpRow }
