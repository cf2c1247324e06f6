// How does an HL7 v2 message go the same way into the house as a FHIR file? One text for each patient it names, the records made of it
// and of the earlier texts about the same things, and what it says of the charts themselves.
import { hash } from 'node:crypto'
import { startInstant } from '../fhir/dates.ts'
import type { LeftOutEntry } from '../fhir/map-bundle.ts'
import type { Entry } from '../read-bundle.ts'
import { RefusedFile } from '../refused-file.ts'
import type { FileOrigin, Named, Readable, Work } from '../work.ts'
import { changesOf, movesElsewhere, nameOfChart } from './changes.ts'
import { type Piece, leftOutOf, piecesOf, recordsOf, usedOf } from './pieces.ts'
import { type Message, readKept, readMessage } from './reading/message.ts'
import { type Segment, fieldOf, part, word } from './reading/segment.ts'
import { chartOf, numbersOf, personIn, saidIn } from './registration/index.ts'
import { type Told, eventTime } from './told.ts'
import { hasTime, timeAt } from './types/times.ts'

/** Raised when a mapping changes: records are then written anew from what came. */
export const mappingVersion = 4

/** Dates of a message that do not exist, by their fields. */
type Damaged = { readonly told: Told; readonly missing: ReadonlySet<string> }
/** One patient of a message, as the message names them. */
type Patient = { readonly told: Told; readonly pid: Segment | undefined; readonly subject: string | null }
type Read = { readonly patients: readonly Patient[]; readonly damaged: readonly Damaged[] }

const written = ({ name, fields, signs }: Segment): string => (name === 'MSH' ? `MSH${signs.field}${fields.slice(2).join(signs.field)}` : fields.join(signs.field))

/** Segments before the first patient belong to all of them. */
function groupsIn({ segments }: Message): readonly (readonly Segment[])[] {
  const starts = segments.flatMap((one, at) => (one.name === 'PID' ? [at] : []))
  if (starts.length < 2) return [segments]
  const before = segments.slice(0, starts[0])
  return starts.map((from, at) => [...before, ...segments.slice(from, starts[at + 1])])
}

type Whole = { readonly bytes: Buffer | undefined; readonly alone: boolean }

function entryOf(message: Message, group: readonly Segment[], { bytes, alone }: Whole): Omit<Entry, 'line'> {
  // What is another person's is never kept in this person's chart.
  const text = Buffer.from(alone ? message.text : group.map(written).join('\r'))
  const version = hash('sha256', text, 'buffer')
  const type = message.event === '' ? message.type : `${message.type}^${message.event}`
  return { fullUrl: null, type, sourceId: `${(message.control ?? '').slice(0, 100)}#${version.toString('hex').slice(0, 16)}`, text, ...(alone && bytes !== undefined && !message.exact ? { bytes } : {}), version, unkeepable: false, resource: {} }
}

function subjectOf(pid: Segment | undefined, entry: Entry): string | null {
  if (pid === undefined) return null
  const [first] = numbersOf(pid)
  return first === undefined ? `v2|message|${entry.sourceId}` : nameOfChart(first)
}

/** MSH-7 as an instant. */
function sentAt({ header }: Message, timeZone: string): string | null {
  const sent = timeAt(header, 7, { timeZone, damage: () => undefined })
  return sent === undefined ? null : startInstant(sent, timeZone)
}

/**
 * In which zone are times that say no offset? MSH-7 has the offset of the whole message (HL7 v2.5.1 §2.15.9.7); where its feed's zone has
 * the same at that moment, it is that zone, in summer and in winter.
 */
function zoneOf({ header }: Message, timeZone: string): string {
  const sent = timeAt(header, 7, { timeZone, damage: () => undefined })
  const [, sign, hours, minutes] = /([+-])(\d\d)(\d\d)$/.exec(word(header, 7)?.replace(/\s+/g, '') ?? '') ?? []
  if (sign === undefined || !hasTime(sent)) return timeZone
  const offset = `${sign}${hours}:${minutes}`
  return startInstant(sent, timeZone) === startInstant(sent.slice(0, -offset.length), timeZone) ? timeZone : offset
}

function read(message: Message, origin: FileOrigin, bytes: Buffer | undefined): Read {
  const damaged: Damaged[] = []
  const groups = groupsIn(message)
  const timeZone = zoneOf(message, origin.timeZone)
  const patients = groups.map((segments, at): Patient => {
    const sent = sentAt(message, origin.timeZone)
    const entry: Entry = { ...entryOf(message, segments, { bytes, alone: groups.length === 1 }), line: at + 1, ...(sent === null ? {} : { asOf: { at: sent, by: 'message' } }) }
    const missing = new Set<string>()
    const clock = { timeZone, damage: (what: string) => void missing.add(what) }
    const told: Told = { type: message.type, event: message.event, header: message.header, segments, entry, clock, sent: timeAt(message.header, 7, clock), control: message.control ?? '', claims: new Map() }
    damaged.push({ told, missing })
    const pid = segments.find((one) => one.name === 'PID')
    return { told, pid, subject: subjectOf(pid, entry) }
  })
  return { patients, damaged }
}

const instantOf = (told: Told): string | undefined => {
  const at = eventTime(told)
  return hasTime(at) ? startInstant(at, told.clock.timeZone) : undefined
}

/** Messages that cannot be about nobody: PID is required, but where a bed is told of (A20). */
const needsPatient = ({ type, event }: Told): boolean => ['ADT', 'ORU', 'MDM', 'VXU', 'PPR'].includes(type) && event !== 'A20'

/** Events by which a person's registration is not told anew: deleted, or a step that names charts only. */
const notRegistering = new Set(['A23', 'A29', 'A30'])

function namedIn({ told, pid }: Patient, { opensCharts }: FileOrigin['terms']): Named | null {
  if (pid === undefined) return null
  const numbers = numbersOf(pid)
  const [first, ...others] = numbers
  const registers = told.type === 'ADT' && !notRegistering.has(told.event)
  const asOf = instantOf(told)
  const named = { numbers, person: personIn(pid, told.clock), registers, ...(asOf === undefined ? {} : { asOf }) }
  if (first === undefined || (!registers && opensCharts === 'registration')) return { ...named, chart: null }
  const also = others.filter((one) => one.authority[0] === first.authority[0]).map((one) => one.value)
  const said = saidIn(pid, { clock: told.clock, numbers: also })
  return { ...named, chart: chartOf(first.value, said), ...(registers ? { said } : {}) }
}

function leftOut({ patients, damaged }: Read, strays: number): readonly LeftOutEntry[] {
  const [first] = patients
  const stray: LeftOutEntry[] = first === undefined ? [] : Array.from({ length: strays }, () => ({ entry: { ...first.told.entry, type: `${first.told.entry.type}: line` }, reason: 'not-a-segment' as const, what: null }))
  const dates = damaged.flatMap(({ told, missing }) => [...missing].map((what): LeftOutEntry => ({ entry: { ...told.entry, type: `${told.entry.type}: ${what.split('-')[0] ?? what}` }, reason: 'impossible-date', what })))
  return [...patients.flatMap(({ told }) => leftOutOf(told)), ...dates, ...stray]
}

/** What one message means. `bytes`: as it came. Throws RefusedFile. */
export function prepareHl7v2(bytes: Buffer, origin: FileOrigin): Work {
  const charset = origin.terms.charset ?? undefined
  const message = readMessage(bytes, charset)
  const own = read(message, origin, bytes)
  const charts = new Map(own.patients.flatMap((one) => {
    const named = namedIn(one, origin.terms)
    return named === null || one.subject === null ? [] : [[one.subject, named] as const]
  }))
  const about = own.patients.flatMap(({ told, subject }) => (subject === null ? [] : [{ told, subject }]))
  const { changes, retired } = changesOf(about, instantOf)
  const subjects = new Map(own.patients.map(({ told, subject }) => [told.entry, subject]))
  const pieces = own.patients.flatMap(({ told }) => piecesOf(told))
  // A result of nobody is not done: it waits for its sender to say whose it is. So does a message of which its first lines alone came.
  if (own.patients.some(({ told, pid }) => pid === undefined && (needsPatient(told) || piecesOf(told).length > 0))) throw new RefusedFile('v2-no-patient')
  if (own.patients.some(movesElsewhere)) throw new RefusedFile('v2-moves', { found: message.event })
  const unread = leftOut(own, message.strays)
  // Whatever was kept in the chart of the one patient is theirs; of several patients, its own number tells whose.
  const only = own.patients.length === 1 ? own.patients[0] : undefined
  const readable = (all: readonly Piece[]): Readable => {
    const { records, touched } = recordsOf(all)
    return {
      subject: (entry) => {
        const subject = subjects.get(entry) ?? only?.subject ?? null
        return subject === null ? null : { id: subject, entry: null }
      },
      mapped: { records, leftOut: unread }, charts: new Map([...charts, ...retired]), touched,
    }
  }
  return {
    form: 'hl7v2', mapping: mappingVersion, origin,
    bundle: { type: own.patients[0]?.told.entry.type ?? '', entries: own.patients.map(({ told }) => told.entry), without: 0, sha256: hash('sha256', bytes, 'buffer'), bytes: bytes.length },
    read: readable(pieces),
    chartChanges: changes,
    used: usedOf(own.patients.map(({ told }) => told)),
    together: (earlier) => {
      const seen = new Set(own.patients.map(({ told }) => told.entry.version.toString('hex')))
      return readable([...earlier.flatMap(({ text }) => again(text, { origin, subjects, known: charts, seen })), ...pieces])
    },
  }
}

type Again = { readonly origin: FileOrigin; readonly subjects: Map<Entry, string | null>; readonly known: ReadonlyMap<string, Named>; /** Texts that are in already. */ readonly seen: Set<string> }

/** Pieces of a text that was kept before. */
function again(text: Buffer, { origin, subjects, known, seen }: Again): readonly Piece[] {
  const { patients } = read(readKept(text.toString('utf8'), origin.terms.charset ?? undefined), origin, undefined)
  return patients.flatMap(({ told, subject }) => {
    const version = told.entry.version.toString('hex')
    if (seen.has(version)) return []
    seen.add(version)
    if (subject !== null && known.has(subject)) subjects.set(told.entry, subject)
    return piecesOf(told)
  })
}

/** What a message calls itself, before anything else is known of it; never refuses. */
export type Label = { readonly control: string; readonly kind: string; /** ISO 8601 in UTC; null: it does not say. */ readonly sentAt: string | null }
export function labelOf(bytes: Buffer, origin: Pick<FileOrigin, 'timeZone' | 'terms'>): Label {
  try {
    const head = bytes.subarray(0, 4_096)
    const [line = ''] = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').replace(/^[\s\u000b]+/, '').split(/[\r\n]/, 1)
    const message = readKept(line, origin.terms.charset ?? undefined)
    const { header, type, event, control } = message
    const trigger = event !== '' ? event : (part(fieldOf(header, 9), 2) ?? '')
    return { control: control ?? '', kind: trigger === '' ? type : `${type}^${trigger}`, sentAt: sentAt(message, origin.timeZone) }
  } catch {
    return { control: '', kind: '', sentAt: null }
  }
}
