// How do admissions, transfers and discharges become a visit (HL7 v2.5.1 §3.3)? A visit is what its events leave when those that were
// cancelled are taken out.
import type { Author, Coded, SentDate, Visit } from '../../../../../contract/clinical.ts'
import { present } from '../../fhir/element.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { type Field, type Segment, component, fieldOf, isDeleted, part } from '../reading/segment.ts'
import { type Folded, type PieceOf, type Told, eventTime, orderOf, use } from '../told.ts'
import { coded, worded } from '../types/codes.ts'
import { keyOf, numberOf } from '../types/identifiers.ts'
import { distinct, peopleAt, placeOf } from '../types/people.ts'
import { hasTime, timeAt } from '../types/times.ts'

/** What an event does to a visit. `place` and the rest of PV1 come with any of them. */
type Step = 'plan' | 'arrive' | 'admit' | 'move' | 'discharge' | 'update' | 'undo-plan' | 'undo-arrive' | 'undo-admit' | 'undo-move' | 'undo-discharge' | 'renumber'
const steps: Readonly<Record<string, Step>> = {
  A05: 'plan', A14: 'plan', A01: 'admit', A04: 'admit', A10: 'arrive', A02: 'move', A06: 'update', A07: 'update', A08: 'update', A09: 'update', A15: 'update', A16: 'update', A17: 'move', A21: 'update', A22: 'update', A54: 'update',
  A03: 'discharge', A11: 'undo-admit', A32: 'undo-arrive', A12: 'undo-move', A13: 'undo-discharge', A25: 'update', A26: 'update', A27: 'undo-plan', A38: 'undo-plan', A52: 'update', A53: 'update', A55: 'update', A42: 'update', A45: 'update', A50: 'update',
}
/** At one and the same time: planned, come, changed, gone, taken back. */
const ranks: Readonly<Record<Step, number>> = { plan: 0, arrive: 1, admit: 1, update: 2, move: 3, discharge: 4, 'undo-move': 5, 'undo-discharge': 6, 'undo-arrive': 7, 'undo-admit': 8, 'undo-plan': 9, renumber: 10 }
const undoes: Readonly<Partial<Record<Step, Step>>> = { 'undo-plan': 'plan', 'undo-arrive': 'arrive', 'undo-admit': 'admit', 'undo-move': 'move', 'undo-discharge': 'discharge' }

/** HL7 table 0004, patient class. */
const classes: Readonly<Record<string, Visit['class']>> = { I: 'hospital', B: 'hospital', E: 'emergency', O: 'office', R: 'office', C: 'other' }
const classWords: Readonly<Record<string, string>> = { I: 'Inpatient', E: 'Emergency', O: 'Outpatient', P: 'Preadmit', R: 'Recurring patient', B: 'Obstetrics', C: 'Commercial Account' }
/** HL7 table 0069, hospital service. */
const services: Readonly<Record<string, string>> = { MED: 'Medical Service', SUR: 'Surgical Service', URO: 'Urology Service', PUL: 'Pulmonary Service', CAR: 'Cardiac Service' }
/** HL7 table 0112, discharge disposition, in the words of the standard. */
const dispositions: Readonly<Record<string, string>> = {
  '01': 'Discharged to home or self care', '02': 'Discharged/transferred to another short-term general hospital for inpatient care', '03': 'Discharged/transferred to skilled nursing facility', '04': 'Discharged/transferred to an intermediate-care facility', '05': 'Discharged/transferred to another type of institution',
  '06': 'Discharged/transferred to home under care of organized home health service', '07': 'Left against medical advice or discontinued care', '08': 'Discharged/transferred to home under care of home IV provider', '09': 'Admitted as an inpatient to this hospital', 20: 'Expired', 30: 'Still patient',
}

/** A field of PV1 as said: a value, gone (null), or not spoken of (absent). */
type SaidFields = { readonly [name in 'type' | 'class' | 'specialty' | 'place' | 'people' | 'reasons' | 'disposition' | 'admitted' | 'left' | 'expected']?: unknown }
type Says = { readonly step: Step; readonly at: SentDate | undefined; readonly number: string | undefined; readonly fields: SaidFields }
export type VisitPiece = PieceOf<'visit', Says>

const segmentIn = (told: Told, name: string): Segment | undefined => told.segments.find((one) => one.name === name)

/** The source's number of the visit a message is about, as the id of that visit; null: it has none. */
export function visitKey(told: Told): string | null {
  const number = numberOf(fieldOf(segmentIn(told, 'PV1'), 19)) ?? numberOf(fieldOf(segmentIn(told, 'PID'), 18))
  return number === undefined || number.id.length > 200 ? null : `v2|${keyOf(number)}`
}

/** When it happened: EVN-6, else when it was written down. */
const happened = (told: Told): SentDate | undefined => timeAt(segmentIn(told, 'EVN'), 6, told.clock) ?? timeAt(segmentIn(told, 'EVN'), 2, told.clock) ?? told.sent

/** A visit without a number is known by its beginning, where the message that begins it says one. */
function fallbackKey(told: Told, step: Step): string | null {
  const begun = timeAt(segmentIn(told, 'PV1'), 44, told.clock) ?? (step === 'admit' || step === 'plan' ? happened(told) : undefined)
  return begun === undefined ? null : `v2|at|${begun}`
}

/** In the words of the table: what the site calls the urgency (PV1-4) is no sort of visit. */
function typeOf(pv1: Segment): Coded | undefined {
  const text = worded(fieldOf(pv1, 2), classWords)
  return text === undefined ? undefined : { text }
}

function peopleOf(pv1: Segment): readonly Author[] {
  return distinct([...peopleAt(pv1, 7, 'attender'), ...peopleAt(pv1, 17, 'admitter'), ...peopleAt(pv1, 9, 'consultant'), ...peopleAt(pv1, 8, 'referrer')])
}

function reasonsOf(told: Told): readonly Coded[] {
  const reason = coded(fieldOf(segmentIn(told, 'PV2'), 3))
  return reason === undefined ? [] : [reason]
}

function fieldsOf(told: Told, pv1: Segment): SaidFields {
  const said: Record<string, unknown> = {}
  const say = (name: keyof SaidFields, at: number, value: unknown) => {
    if (isDeleted(pv1, at)) said[name] = null
    else if (value !== undefined) said[name] = value
  }
  const code = part(fieldOf(pv1, 2), 1)?.toUpperCase()
  say('class', 2, code === undefined ? undefined : classes[code])
  say('type', 2, typeOf(pv1))
  say('place', 3, placeOf(fieldOf(pv1, 3)))
  say('specialty', 10, worded(fieldOf(pv1, 10), services))
  const people = peopleOf(pv1)
  say('people', 7, people.length === 0 ? undefined : people)
  say('disposition', 36, worded(fieldOf(pv1, 36), dispositions))
  say('admitted', 44, timeAt(pv1, 44, told.clock))
  say('left', 45, timeAt(pv1, 45, told.clock))
  const expected = timeAt(segmentIn(told, 'PV2'), 8, told.clock)
  if (expected !== undefined) said.expected = expected
  const reasons = reasonsOf(told)
  if (reasons.length > 0) said.reasons = reasons
  return said
}

/** A42, A45 and A50 name the number that a visit had before (MRG-5): under that one it is no longer known (§3.3.42, §3.3.50). */
function renumbered(told: Told): { readonly key: string; readonly number: string } | null {
  if (!['A42', 'A45', 'A50'].includes(told.event)) return null
  const mrg = segmentIn(told, 'MRG')
  const number = numberOf(fieldOf(mrg, 5))
  if (number === undefined || number.id.length > 200) return null
  use(told, mrg)
  return { key: `v2|${keyOf(number)}`, number: number.id }
}

const isProtected = (field: Field | undefined): boolean => part(field, 1)?.toUpperCase() === 'Y'

/** What an ADT message says about a visit; none where it is about a person only, or about no visit that can be known again. */
export function visitPieces(told: Told): readonly VisitPiece[] {
  const pv1 = segmentIn(told, 'PV1')
  const step = steps[told.event]
  if (pv1 === undefined || step === undefined || told.type !== 'ADT') return []
  const key = visitKey(told) ?? fallbackKey(told, step)
  // "N": not applicable, which is how messages about a person fill the field.
  if (key === null || (part(fieldOf(pv1, 2), 1)?.toUpperCase() === 'N' && step === 'update')) return []
  const at = eventTime(told)
  const before = renumbered(told)
  const piece = (id: string, says: Says): VisitPiece => ({ kind: 'visit', key: ['Encounter', id], told, order: orderOf(told, { at, rank: ranks[says.step] }), labels: isProtected(fieldOf(segmentIn(told, 'PV2'), 22)) ? ['restricted'] : [], says })
  return [
    piece(key, { step, at: happened(told), number: component(fieldOf(pv1, 19), 1), fields: fieldsOf(told, pv1) }),
    ...(before === null || before.key === key ? [] : [piece(before.key, { step: 'renumber', at: undefined, number: before.number, fields: {} })]),
  ]
}

/** Without when somebody came and left, and where to. */
function timeless(piece: VisitPiece, names: readonly (keyof SaidFields)[]): VisitPiece {
  const fields = Object.fromEntries(Object.entries(piece.says.fields).filter(([name]) => !names.includes(name as keyof SaidFields)))
  return { ...piece, says: { ...piece.says, fields } }
}

const timesOf: Readonly<Partial<Record<Step, readonly (keyof SaidFields)[]>>> = { admit: ['admitted', 'left', 'disposition'], plan: ['expected'], discharge: ['left', 'disposition'] }

/** The events that stand: a cancellation takes out what it cancels and keeps the rest. A transfer is one of several, an admission is the only one. */
function standing(pieces: readonly VisitPiece[]): { readonly stand: readonly VisitPiece[]; readonly undone: boolean } {
  let stand: VisitPiece[] = []
  let undone = false
  for (const piece of pieces) {
    const taken = undoes[piece.says.step]
    if (taken === undefined) {
      stand.push(piece)
      continue
    }
    undone ||= taken === 'plan' || taken === 'admit'
    const last = stand.findLastIndex((one) => one.says.step === taken)
    // Whoever was never admitted was never discharged.
    stand = stand.filter((one, at) => (taken === 'move' ? at !== last : one.says.step !== taken && (taken !== 'admit' || one.says.step !== 'discharge')))
    stand = [...stand, piece].map((one) => timeless(one, timesOf[taken] ?? []))
  }
  return { stand, undone }
}

type State = { readonly fields: Record<string, unknown>; readonly planned: boolean; readonly came: SentDate | true | null; readonly left: SentDate | true | null }

function stateOf(stand: readonly VisitPiece[]): State {
  const fields: Record<string, unknown> = {}
  let [planned, came, left]: [boolean, SentDate | true | null, SentDate | true | null] = [false, null, null]
  for (const { says } of stand) {
    for (const [name, value] of Object.entries(says.fields)) {
      if (value === null) delete fields[name]
      else fields[name] = value
    }
    if (says.step === 'plan') planned = true
    if (says.step === 'arrive') came ??= says.at ?? true
    if (says.step === 'admit') [came, left] = [says.at ?? true, null]
    if (says.step === 'discharge') left = says.at ?? true
  }
  return { fields, planned, came, left }
}

function statusOf({ fields, planned, came, left }: State, undone: boolean): Visit['status'] {
  if (left !== null || fields.left !== undefined) return 'finished'
  // An outpatient's registration says that somebody came; most senders never say when they left.
  if (came !== null || (fields.admitted !== undefined && !undone && !planned)) return fields.class === 'office' ? 'unknown' : 'in-progress'
  if (planned) return 'planned'
  return undone ? 'cancelled' : 'unknown'
}

const date = (value: unknown): SentDate | undefined => (typeof value === 'string' ? value : undefined)

/** One visit from what its messages say, in their order; null when none of them says what sort of visit it is. */
export function foldVisit(pieces: readonly VisitPiece[]): Folded | null {
  const { stand, undone } = standing(pieces)
  const state = stateOf(stand)
  const fields = state.fields as { type?: Coded; class?: Visit['class']; specialty?: string; place?: string; people?: readonly Author[]; reasons?: readonly Coded[]; disposition?: string; admitted?: SentDate; left?: SentDate; expected?: SentDate }
  const status = statusOf(state, undone)
  const named = fields.specialty ?? fields.place
  const type = fields.type ?? (named === undefined ? undefined : { text: named })
  if (type === undefined) return null
  const start = date(fields.admitted) ?? date(state.came) ?? (status === 'planned' ? (date(fields.expected) ?? undefined) : undefined)
  const end = status === 'finished' ? (date(fields.left) ?? date(state.left)) : undefined
  const period = present<Visit['period']>({ start, end })
  const authors = fields.people ?? []
  const reasons = fields.reasons ?? []
  const [first] = pieces
  const body = present<Visit>({ kind: 'visit', type, class: fields.class, status, period, reasons, specialty: fields.specialty, discharge: status === 'finished' ? fields.disposition : undefined, authors, place: fields.place, identifier: first?.says.number })
  const card = present<Folded['card']>({ name: type.text, code: type.code, system: type.system, date: start, endDate: end, place: fields.place, status, line: reasons[0]?.text, ...cardAuthor(authors) })
  const removed = pieces.some((one) => one.says.step === 'renumber')
  return { kind: 'visit', removed, visit: first?.key[1] ?? null, filed: start ?? (hasTime(first?.says.at) ? first?.says.at : undefined), final: true, card, search: [type.text, fields.place, fields.specialty, ...authors.map((one) => one.name), ...reasons.map((one) => one.text)], body }
}
