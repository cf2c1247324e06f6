// How does a code come about? One open code for a chart: the new one stops the old, whatever its way, also when two come at once.
import { randomBytes } from 'node:crypto'
import type { Audit } from '#audit'
import type { AccountMaking } from '#accounts'
import type { Organization } from '#directory'
import { type Keys, type Statement, type Tx, Refusal, instant, newId, newSecret, statement } from '#kernel'
import type { Patient } from '#patients'
import { type CodeChannel, codeLife } from '../../../../contract/code-channels.ts'
import { addDays, dateAndTime, localDay, startOfDay, yearsBetween } from '../../../../words/en/dates.ts'
import { newCode, newSquare, openCodeProofs } from '../codes.ts'
import type { OnFileUses } from './on-file.ts'
import { stopHash, tell } from './tell.ts'

/** What issuing must know of the chart. */
export type Chart = Pick<Patient, 'id' | 'name' | 'family' | 'given' | 'birthDate' | 'deceased' | 'mrn' | 'email' | 'phone'>
export type IssuedDetail = Readonly<Record<string, string | number>>
/** Staff leave the line of their own request in the trail: `note` is told what to write. */
export type Issuer = { readonly as: 'operator' } | { readonly as: 'staff'; readonly person: string; readonly name: string; readonly note: (detail: IssuedDetail) => void }

export type CodeOrder = {
  readonly organization: Organization
  readonly chart: Chart
  readonly channel: CodeChannel
  readonly by: Issuer
  /** A letter that leaves the country lives longer. */
  readonly abroad?: boolean
  /** YYYY-MM-DD, the day a letter will be printed, from which its days count; today there when absent. */
  readonly printedOn?: string
  /** Why a second letter goes out within a day (R34); null or absent: it does not. */
  readonly reason?: string | null
  /** The address or number it is sent to, as shown. */
  readonly sentTo?: string | null
}

export type IssuedCode = {
  readonly id: string
  readonly code: string
  readonly square: string
  /** YYYY-MM-DD, the last day it works, in the organization's zone. */
  readonly until: string
  readonly expiresAt: Date
}

export type IssueUses = OnFileUses & {
  readonly audit: Audit
  readonly making: AccountMaking
  readonly keys: Keys
  readonly publicUrl: string
  /** E-mail addresses of the accounts to which a chart is linked; access and accounts know (compose.ts). */
  readonly holders: (tx: Tx, patient: string) => Promise<readonly string[]>
}

const oneAtATime: Statement<never> = statement('identity.one-code-at-a-time', "select pg_advisory_xact_lock(hashtextextended('identity-code ' || $1, 0))")
const lastLetter: Statement<{ issued_at: string }> = statement('identity.last-letter', "select issued_at from identity_code where patient = $1 and channel = 'letter' and issued_at > app_now() - interval '24 hours' order by issued_at desc limit 1")
const voidOlder: Statement<never> = statement('identity.void-older', "update identity_code set voided_at = app_now(), ended = 'replaced', replaced_by = $2 where patient = $1 and spent_at is null and voided_at is null")
const insertCode: Statement<{ id: string }> = statement('identity.insert-code', `insert into identity_code (id, patient, organization, code_index, hash, square_hash, square_proof, salt, sealed, issued_at, expires_at, until, channel, issued_by, issued_as, issued_name, sent_to, stop_hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, app_now(), $10, $11, $12, $13, $14, $15, $16, $17) on conflict (code_index) where spent_at is null and voided_at is null do nothing returning id`)

/** What the password check must know of the person; sealed in the code's row. */
export type SealedPerson = { readonly name: string; readonly names: readonly string[]; readonly birthDate: string; readonly mrn: string; readonly organization: string }
export const sealedAbout = (code: string): string => `identity_code ${code}`
export const sentToAbout = (code: string): string => `identity_code sent ${code}`

/** When a code ends, and the last day to print. Letters and sheets end at a midnight there; the last day itself counts. */
function lifeOf({ channel, abroad = false, organization, printedOn }: CodeOrder, now: Date): { readonly expiresAt: Date; readonly until: string } {
  const life = codeLife[channel]
  if ('minutes' in life) {
    const expiresAt = instant(now.getTime() + life.minutes * 60_000)
    return { expiresAt, until: localDay(expiresAt, organization.timeZone) ?? '' }
  }
  const [from, days] = [printedOn ?? localDay(now, organization.timeZone) ?? '', abroad ? life.daysAbroad : life.days]
  return { expiresAt: instant(startOfDay(addDays(from, days), organization.timeZone)), until: addDays(from, days - 1) }
}

/**
 * May this chart have a code of its own now? Refuses: person-has-died (R36), too-young-for-code (T6: whoever reads a child's
 * letter is a grown-up, and an account made with it would become the young person's own; facts: age).
 */
export async function mayHaveCode(tx: Tx, { directory }: Pick<IssueUses, 'directory'>, { organization, chart }: { readonly organization: Organization; readonly chart: Pick<Chart, 'birthDate' | 'deceased'> }): Promise<void> {
  if (chart.deceased) throw new Refusal('person-has-died', 'no code for a person who has died: the records office helps those who may ask')
  const ages = await directory.ages(tx, organization.id)
  const today = localDay(tx.now, organization.timeZone) ?? ''
  if (ages !== null && yearsBetween(chart.birthDate, today) < ages.teenFrom) throw new Refusal('too-young-for-code', `no code of their own before the age of ${ages.teenFrom}: the records office helps parents`, { age: ages.teenFrom })
}

type Made = { readonly code: string; readonly square: string; readonly salt: Buffer; readonly index: Buffer; readonly hash: Buffer; readonly squareHash: Buffer; readonly squareProof: Buffer }

async function makeSecret(uses: IssueUses, birthDate: string): Promise<Made> {
  const proofs = openCodeProofs(uses.keys, uses.making.hashing)
  const [code, square, salt] = [newCode(), newSquare(), randomBytes(16)]
  const hash = await proofs.prove(code, birthDate, salt)
  return { code, square, salt, index: proofs.index(code), hash, squareHash: proofs.squareHash(square), squareProof: await proofs.prove(square, birthDate, salt) }
}

type Keeping = { readonly order: CodeOrder; readonly id: string; readonly life: { readonly expiresAt: Date; readonly until: string }; readonly stop: Buffer; readonly made: Made }

async function keepCode(tx: Tx, uses: IssueUses, { order, id, life, stop, made }: Keeping): Promise<Made> {
  const { chart, organization, by } = order
  const person: SealedPerson = { name: chart.name, names: [chart.name, chart.family ?? '', chart.given ?? ''], birthDate: chart.birthDate, mrn: chart.mrn, organization: organization.name }
  const sealed = uses.making.box.seal(JSON.stringify(person), sealedAbout(id))
  const sentTo = order.sentTo === undefined || order.sentTo === null ? null : uses.making.box.seal(order.sentTo, sentToAbout(id))
  // Two open codes never share an index: then one look-up, one hash. The next draw of 16 million is another one.
  for (let turn = 0, now = made; turn < 50; turn += 1, now = await makeSecret(uses, chart.birthDate)) {
    const kept = await tx.query(insertCode, [id, chart.id, organization.id, now.index, now.hash, now.squareHash, now.squareProof, now.salt, sealed, life.expiresAt, life.until, order.channel, by.as === 'staff' ? by.person : null, by.as, by.as === 'staff' ? by.name : null, sentTo, stop])
    if (kept.length === 0) continue
    // Whatever was tried on this index before belongs to no code that was out.
    await uses.making.tries.giveBack(tx, [{ about: ['code', now.index.toString('hex')], tries: 0, windowSeconds: 0, pauseSeconds: 0, forget: true }])
    return now
  }
  throw new Error('no free code index')
}

/**
 * Makes a code for a chart (role operate, or desk in its own organization); the older one of the chart stops, and the
 * contacts on file and the account's holder are told, with a way to stop it (R37). The code is known only to the answer.
 * Refuses: person-has-died, too-young-for-code, letter-too-soon (R34: within a day and no reason given; facts: when).
 */
export async function issueCode(tx: Tx, uses: IssueUses, order: CodeOrder): Promise<IssuedCode> {
  const { chart, organization, channel, by } = order
  await mayHaveCode(tx, uses, order)
  // Hashing takes its time: nobody waits for it who waits for this chart.
  const ready = await makeSecret(uses, chart.birthDate)
  await tx.query(oneAtATime, [chart.id])
  const [recent] = channel === 'letter' ? await tx.query(lastLetter, [chart.id]) : []
  const reason = order.reason?.trim() ?? ''
  if (recent !== undefined && reason === '') {
    const when = dateAndTime(recent.issued_at, organization.timeZone)
    throw new Refusal('letter-too-soon', `a letter went out on ${when}; a second one within a day needs a reason`, { when })
  }
  // 128 bits: the link must fit into a text message.
  const [id, stop, life] = [newId(), newSecret(16), lifeOf(order, tx.now)]
  await tx.query(voidOlder, [chart.id, id])
  const { code, square } = await keepCode(tx, uses, { order, id, life, stop: stopHash(stop), made: ready })
  const detail = { channel, by: by.as, ...(reason === '' ? {} : { reason: reason.slice(0, 300) }) }
  if (by.as === 'staff') by.note(detail)
  else await uses.audit.note(tx, { kind: 'code-issued', patient: chart.id, actor: null, actorRole: 'staff', purpose: channel, detail })
  await tell(tx, uses, { order, stop })
  return { id, code, square, ...life }
}


