// What does the desk decide about a sign-up? Let them in, hand it to a supervisor, give it back, or report it; each exactly once.
import { type PhoneNumber, readPhone } from '#notices'
import { readEmail } from '#accounts'
import { type Id, type Tx, Refusal, instant, newId, newSecret } from '#kernel'
import { type DatedContact, emailKey, phoneDigits } from '#patients'
import { localDay } from '../../../../words/en/dates.ts'
import type { CorrectionField } from '../../../../contract/corrections.ts'
import { type DeskDecision, type IdCheck, type IdKind, idChecks } from '../../../../contract/desk-cases.ts'
import { personOnFile, sentAbout } from '../signing-up/ask.ts'
import { type Contact, chooseContacts, contactKey } from '../signing-up/contacts.ts'
import { elderContacts, yearsOn } from '../signing-up/look.ts'
import { tokenHash } from '../signing-up/rows.ts'
import { sealPerson, tell } from '../signing-up/tell.ts'
import { type DeskCase, type DeskStaff, type DeskUses, readCase } from './cases.ts'
import { approve, dropJoinings, insertDecision, moveCase, pickRecord } from './rows.ts'

/** The desk's link works as long as a mailed one (R25). */
const linkHours = 24

export type LettingIn = {
  readonly version: number
  /** Empty: nothing was chosen. */
  readonly decision: 'file' | 'typed' | ''
  readonly checks: readonly string[]
  readonly idKind: IdKind
  readonly idLast4: string
  readonly via: 'text' | 'mail'
  /** The phone or e-mail they can be reached at now, as they gave it. */
  readonly to: string
}

type About = { readonly staff: DeskStaff; readonly id: string }

function readContact(uses: DeskUses, { via, to }: Pick<LettingIn, 'via' | 'to'>): Contact {
  if (to.trim() === '') throw new Refusal('contact-missing', 'nothing typed', { field: via === 'text' ? 'phone' : 'email' })
  if (via === 'mail') {
    const { shown } = readEmail(to)
    return { via, to: shown, key: contactKey(shown) }
  }
  const phone: PhoneNumber = readPhone(to)
  if (!uses.notices.canTextTo(phone)) throw new Refusal('phone-not-usable', 'no texts to that country', { field: 'phone' })
  return { via, to: phone, key: contactKey(phone) }
}

function checkSeen({ checks, idLast4 }: LettingIn): readonly IdCheck[] {
  if (!idChecks.every((one) => checks.includes(one))) throw new Refusal('check-missing', 'not everything was looked at', { field: 'checks' })
  if (!/^[\p{L}\p{N}]{4}$/u.test(idLast4.trim())) throw new Refusal('check-missing', 'no last 4', { field: 'last4' })
  return idChecks
}

const fieldOf: Readonly<Record<string, CorrectionField>> = { family: 'name', given: 'name', 'birth-date': 'birth-date', phone: 'phone', email: 'email', address: 'address' }

/** What registration is asked to change: what differs, and the contact given at the desk where it is not on file. */
function changesOf(found: DeskCase, to: Contact): readonly { readonly field: CorrectionField; readonly was: string | null; readonly becomes: string }[] {
  const { claim, chart, onFile, compared } = found
  const changes = new Map<CorrectionField, { readonly was: string | null; readonly becomes: string }>()
  for (const row of compared.filter((one) => one.same === false && one.typed !== null && one.typed !== '')) {
    const field = fieldOf[row.field]
    if (field === 'name') changes.set('name', { was: chart?.name ?? null, becomes: `${claim.given} ${claim.family}` })
    else if (field !== undefined) changes.set(field, { was: row.onFile, becomes: row.typed ?? '' })
  }
  const field: CorrectionField = to.via === 'text' ? 'phone' : 'email'
  const onChart = (to.via === 'text' ? onFile?.phones : onFile?.emails) ?? []
  const key = (text: string): string => (to.via === 'text' ? phoneDigits(text).slice(-10) : emailKey(text))
  if (!onChart.some((one) => !one.old && key(one.value) === key(to.to))) changes.set(field, { was: onChart.find((one) => !one.old)?.value ?? null, becomes: to.to })
  return [...changes].map(([one, change]) => ({ field: one, ...change }))
}

const note = (tx: Tx, { staff, id }: About, about: { readonly decision: DeskDecision; readonly checks?: readonly IdCheck[]; readonly idKind?: IdKind; readonly idLast4?: string; readonly patient?: Id | null; readonly via?: 'text' | 'mail' }) =>
  tx.query(insertDecision, [newId(), id, staff.person, staff.name, about.decision, about.checks ?? [], about.idKind ?? null, about.idLast4 ?? null, about.patient ?? null, about.via ?? null])

/** T6: keys of contacts that belong to those who act for this chart, or to a parent. */
async function othersOf(tx: Tx, uses: DeskUses, { found, to }: { readonly found: DeskCase; readonly to: Contact }): Promise<{ readonly others: ReadonlySet<string>; readonly told: readonly Contact[] }> {
  const chart = found.onFile
  if (chart === null) return { others: new Set(), told: [] }
  const [around, dated, organization, ages] = await Promise.all([uses.around(tx, chart.patient), uses.patients.datedContacts(tx, chart.patient), uses.directory.organization(tx, chart.organization), uses.directory.ages(tx, chart.organization)])
  const young = yearsOn(localDay(tx.now, organization?.timeZone ?? 'UTC') ?? '', chart.birthDate) < (ages?.adultFrom ?? 18)
  // The contact given now is looked at too: it may be on nobody's chart but the parent's.
  const given: DatedContact = { kind: to.via === 'text' ? 'phone' : 'email', value: to.to, use: null, since: dated.chartSince, goneAt: null, old: false }
  const elders = await elderContacts(tx, uses, { organizations: [chart.organization], chart, contacts: [given, ...dated.contacts], young })
  const others = new Set([...around.contacts, ...elders].map(contactKey))
  const chosen = chooseContacts(dated, { others: new Set(), now: tx.now, notices: uses.notices })
  return { others, told: [...(chosen.opens === null ? [] : [chosen.opens]), ...chosen.told] }
}

/**
 * The front desk, or a supervisor, lets somebody in: a link goes to the contact they gave, once, and goes on where they stopped.
 * What was typed and is right goes to registration. Gives the record, for the trail.
 * Refuses: not-found, supervisor-decides (not this role, not alone, or nobody from here), check-missing, contact-missing,
 * phone-not-usable, email-not-usable, contact-of-another (a parent's or trusted person's: T6), case-not-open (decided meanwhile).
 */
export async function letIn(tx: Tx, uses: DeskUses, about: About & { readonly letting: LettingIn }): Promise<{ readonly patient: Id; readonly changes: number }> {
  const { staff, id, letting } = about
  const found = await readCase(tx, uses, about)
  if (found.version !== letting.version) throw new Refusal('case-not-open', 'somebody decided meanwhile')
  if (!found.mine || found.onFile === null) throw new Refusal('supervisor-decides', found.concerns.join(', '))
  const checks = checkSeen(letting)
  if (letting.decision === '') throw new Refusal('nothing-chosen', 'no decision', { field: 'decision' })
  const to = readContact(uses, letting)
  const { others, told } = await othersOf(tx, uses, { found, to })
  if (others.has(to.key)) throw new Refusal('contact-of-another', 'a parent or a trusted person has it', { field: to.via === 'text' ? 'phone' : 'email' })
  const organization = await uses.directory.organization(tx, staff.organization)
  const [link, stop] = [newSecret(16), newSecret(16)]
  const until = instant(tx.now.getTime() + linkHours * 3_600_000)
  const { box } = uses.making
  const person = sealPerson(box, id, personOnFile(found.onFile, organization?.name ?? '', told))
  const [approved] = await tx.query(approve, [id, letting.version, found.onFile.patient, person, tokenHash(link), until, box.seal(JSON.stringify(to), sentAbout(id)), tokenHash(stop)])
  if (approved === undefined) throw new Refusal('case-not-open', 'somebody decided meanwhile')
  await tx.query(dropJoinings, [id])
  await note(tx, about, { decision: letting.decision, checks, idKind: letting.idKind, idLast4: letting.idLast4.trim(), patient: found.onFile.patient, via: to.via })
  const facts = { organization: organization?.name ?? '', phone: organization?.phone ?? null, site: uses.publicUrl, code: '', minutes: 0, link: `${uses.publicUrl}/create/go/${link}`, stop: `${uses.publicUrl}/not-me/${stop}` }
  await tell(tx, uses.notices, { to, kind: 'sign-up-ready', facts, usefulUntil: until })
  // R37: the old phone is told too.
  for (const other of told.filter((one) => one.key !== to.key)) await tell(tx, uses.notices, { to: other, kind: 'sign-up-begun', facts })
  const changes = letting.decision === 'typed' ? changesOf(found, to) : []
  for (const change of changes) await uses.patients.corrections.ask(tx, { patient: found.onFile.patient, ...change, source: 'desk', by: { person: staff.person, name: staff.name } })
  return { patient: found.onFile.patient, changes: changes.length }
}

type Moving = About & { readonly version: number }

/** Hands a case on, gives it back, or reports it. Gives the record, for the trail. Refuses: not-found, supervisor-decides, case-not-open. */
export async function move(tx: Tx, uses: DeskUses, about: Moving & { readonly decision: 'unsure' | 'clear' | 'report' }): Promise<{ readonly patient: Id | null }> {
  const { staff, id, version, decision } = about
  const found = await readCase(tx, uses, about)
  const supervisor = staff.roles.includes('supervisor')
  if (decision === 'clear' && !supervisor) throw new Refusal('supervisor-decides', 'only a supervisor gives it back')
  const moves = { unsure: { to: 'referred', from: ['parked'] }, clear: { to: 'parked', from: ['referred'] }, report: { to: 'stopped', from: supervisor ? ['parked', 'referred', 'approved', 'proven'] : ['parked', 'approved', 'proven'] } } as const
  const [moved] = await tx.query(moveCase, [id, version, moves[decision].to, moves[decision].from])
  if (moved === undefined) throw new Refusal('case-not-open', 'somebody decided meanwhile')
  if (decision === 'report') await tx.query(dropJoinings, [id])
  await note(tx, about, { decision, patient: found.chart?.patient ?? null })
  return { patient: found.chart?.patient ?? null }
}

/**
 * Says which record is meant: one of several (a supervisor), or one by its number where none was found. Gives the record.
 * Refuses: not-found (also a number that is not there), supervisor-decides, case-not-open.
 */
export async function pick(tx: Tx, uses: DeskUses, about: Moving & { readonly record: string }): Promise<{ readonly patient: Id }> {
  const { staff, id, version, record } = about
  const found = await readCase(tx, uses, about)
  if (found.records.length > 1 && !staff.roles.includes('supervisor')) throw new Refusal('supervisor-decides', 'two possible records')
  const patient = found.records.find((one) => one.patient === record)?.patient ?? (found.records.length === 0 ? (await uses.patients.byMrn(tx, staff.organization, record))?.id : undefined)
  if (patient === undefined) throw new Refusal('record-number-unknown', 'no such record', { field: 'record' })
  if ((await tx.query(pickRecord, [id, version, patient])).length === 0) throw new Refusal('case-not-open', 'somebody decided meanwhile')
  return { patient }
}
