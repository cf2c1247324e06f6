// How are appointments made, moved and ended (SIU: HL7 v2.5.1 §10.4)? By the scheduling system's number; the latest word on each part rules.
import type { Appointment, Author, Coded, SentDate } from '../../../../../contract/clinical.ts'
import { present } from '../../fhir/element.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { notesText } from '../groups.ts'
import { type Segment, component, fieldOf, word } from '../reading/segment.ts'
import { type Folded, type PieceOf, type Told, eventTime, leave, orderOf, use } from '../told.ts'
import { coded } from '../types/codes.ts'
import { entityOf, keyOf } from '../types/identifiers.ts'
import { distinct, peopleAt, placeOf } from '../types/people.ts'
import { timeAt, timeIn } from '../types/times.ts'

type Act = 'book' | 'move' | 'change' | 'end'
type Status = Appointment['status'] | 'deleted'
type Says = {
  readonly act: Act
  readonly status: Status | undefined
  readonly type: Coded | undefined
  readonly start: SentDate | undefined
  readonly end: SentDate | undefined
  readonly people: readonly Author[]
  readonly place: string | undefined
  readonly instructions: string | undefined
  readonly number: string | undefined
}
export type AppointmentPiece = PieceOf<'appointment', Says>

/** S12 booked, S13 moved, S14 changed, S15 cancelled, S16 discontinued, S17 deleted, S18 to S22 its services and people, S26 not kept. */
const acts: Readonly<Record<string, Act>> = { S12: 'book', S13: 'move', S14: 'change', S15: 'end', S16: 'end', S17: 'end', S18: 'change', S19: 'change', S20: 'change', S21: 'change', S22: 'change', S26: 'end' }
const ends: Readonly<Record<string, Status>> = { S15: 'cancelled', S16: 'cancelled', S17: 'deleted', S26: 'missed' }
const ranks: Readonly<Record<Act, number>> = { book: 1, change: 2, move: 3, end: 4 }
/** HL7 table 0278, filler status codes. Waitlist and Pending are no appointment yet. */
const statuses: Readonly<Record<string, Status | null>> = { BOOKED: 'booked', OVERBOOK: 'booked', STARTED: 'booked', COMPLETE: 'kept', COMPLETED: 'kept', CANCELLED: 'cancelled', CANCELED: 'cancelled', DC: 'cancelled', DELETED: 'deleted', BLOCKED: 'cancelled', 'NO-SHOW': 'missed', NOSHOW: 'missed', PENDING: null, WAITLIST: null }

/** What schedulers write there instead, once blanks and hyphens are taken out. */
const otherWords: Readonly<Record<string, Status>> = { SCHEDULED: 'booked', SCH: 'booked', CONFIRMED: 'booked', RESCHEDULED: 'booked', ARRIVED: 'booked', CHECKEDIN: 'booked', CHECKEDOUT: 'kept', COMP: 'kept', NOSHOW: 'missed', NS: 'missed', CAN: 'cancelled', CANCELED: 'cancelled', CANCELLED: 'cancelled' }

/** SCH-25 by its code, else by its words; null: no appointment yet, undefined: it does not say. */
function statusIn(sch: Segment): Status | null | undefined {
  const said = [word(sch, 25), component(fieldOf(sch, 25), 2)].flatMap((one) => (one === undefined ? [] : [one.toUpperCase()]))
  return said.map((one) => (one in statuses ? statuses[one] : otherWords[one.replace(/[\s-]+/g, '')])).find((one) => one !== undefined)
}

/** HL7 table 0277, sorts of requests: none says what an appointment is for. */
const sorts = new Set(['NORMAL', 'TENTATIVE', 'COMPLETE'])
const appointmentType = (sch: Segment): Coded | undefined => (sorts.has(word(sch, 8)?.toUpperCase() ?? '') ? undefined : coded(fieldOf(sch, 8)))

/** The first of these fields that has words; else the first with a code. */
function typeOf(fields: readonly (Coded | undefined)[]): Coded | undefined {
  const all = fields.filter((one) => one !== undefined)
  return all.find((one) => one.text !== one.code) ?? all[0]
}

type Parts = { readonly sch: Segment; readonly services: readonly Segment[]; readonly people: readonly Segment[]; readonly places: readonly Segment[]; readonly timings: readonly Segment[]; readonly notes: readonly Segment[] }

/** Segments of the schedule; notes of the appointment and its services are for the patient, those of rooms and devices for staff. */
function partsOf(told: Told, sch: Segment): Parts {
  const of = (name: string) => told.segments.filter((one) => one.name === name)
  const notes: Segment[] = []
  let anchor = ''
  for (const segment of told.segments) {
    if (segment.name === 'NTE' && (anchor === 'SCH' || anchor === 'AIS')) notes.push(segment)
    else if (segment.name !== 'NTE' && segment.name !== 'TQ1') anchor = segment.name
  }
  return { sch, services: of('AIS'), people: of('AIP'), places: of('AIL'), timings: of('TQ1'), notes }
}

function times({ sch, services, timings }: Parts, told: Told): Pick<Says, 'start' | 'end'> {
  const [timing] = timings
  return {
    // TQ1 took the place of SCH-11 in 2.5: where both are there, it is the one that is kept up.
    start: timeAt(timing, 7, told.clock) ?? timeIn(sch, { field: 11, component: 4 }, told.clock) ?? services.map((one) => timeAt(one, 4, told.clock)).find((one) => one !== undefined),
    end: timeAt(timing, 8, told.clock) ?? timeIn(sch, { field: 11, component: 5 }, told.clock),
  }
}

/** What a message says of an appointment. */
export function appointmentPieces(told: Told): readonly AppointmentPiece[] {
  const sch = told.segments.find((one) => one.name === 'SCH')
  const act = acts[told.event]
  if (told.type !== 'SIU' || sch === undefined || act === undefined) return []
  const number = entityOf(fieldOf(sch, 2)) ?? entityOf(fieldOf(sch, 1))
  const told0278 = statusIn(sch)
  // A place on a list is no appointment, unless the event itself ends one.
  if (told0278 === null && act !== 'end') {
    leave(told, sch, ['draft', 'SCH-25'])
    return []
  }
  const parts = partsOf(told, sch)
  use(told, sch, ...parts.notes)
  const people = distinct(parts.people.flatMap((one) => peopleAt(one, 3)))
  const places = parts.places.map((one) => placeOf(fieldOf(one, 3))).filter((one) => one !== undefined)
  const pv1 = told.segments.find((one) => one.name === 'PV1')
  const says: Says = {
    act, status: ends[told.event] ?? told0278 ?? (act === 'book' || act === 'move' ? 'booked' : undefined), ...times(parts, told), people: people.length > 0 ? people : peopleAt(pv1, 7),
    type: typeOf([...parts.services.map((one) => coded(fieldOf(one, 3))), coded(fieldOf(sch, 7)), appointmentType(sch)]), place: places[0] ?? placeOf(fieldOf(pv1, 3)), instructions: notesText(parts.notes), number: component(fieldOf(sch, 2), 1) ?? component(fieldOf(sch, 1), 1),
  }
  const key = number === undefined ? `message|${told.entry.sourceId}` : keyOf(number)
  return [{ kind: 'appointment', key: ['v2:appointment', key], told, order: orderOf(told, { at: eventTime(told), rank: ranks[act] }), labels: [], says }]
}

/** One appointment from what its messages say; null: only what became of it is known. */
export function foldAppointment(pieces: readonly AppointmentPiece[]): Folded | null {
  const last = <K extends keyof Says>(name: K): Says[K] | undefined => pieces.map((one) => one.says[name]).findLast((one) => one !== undefined)
  const moved = pieces.findLast((one) => one.says.start !== undefined)?.says
  // That somebody is expected is told also where nobody says for what.
  const type: Coded | undefined = last('type') ?? (moved === undefined ? undefined : { text: 'Appointment' })
  if (type === undefined) return null
  const status = last('status') ?? 'unknown'
  const authors = pieces.map((one) => one.says.people).findLast((one) => one.length > 0) ?? []
  const [place, instructions] = [last('place'), last('instructions')]
  const shown = status === 'deleted' ? 'cancelled' : status
  const body = present<Appointment>({ kind: 'appointment', type, status: shown, start: moved?.start, end: moved?.end, address: undefined, instructions, authors, place, identifier: last('number') })
  const card = present<Folded['card']>({ name: type.text, code: type.code, system: type.system, date: body.start, endDate: body.end, place, status: shown, line: instructions, ...cardAuthor(authors) })
  return { kind: 'appointment', visit: null, filed: body.start, final: true, removed: status === 'deleted', card, search: [type.text, place, ...authors.map((one) => one.name)], body }
}
