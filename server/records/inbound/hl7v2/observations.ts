// What do the observations of one message become? Segments with the same code and sub-id are one: lines of a text are put together.
// Each says what it is called, how far it is (OBX-11), and its value.
import type { Attachment, Coded, LabValue, ReportStatus, SentDate } from '../../../../contract/clinical.ts'
import { present } from '../fhir/element.ts'
import { interpreted } from '../values/interpretations.ts'
import { type Observed, notesText } from './groups.ts'
import { type Segment, component, fieldOf, part, repeats, textAt, word } from './reading/segment.ts'
import { type Told, leave, use } from './told.ts'
import { type Coding, coded, codingsOf } from './types/codes.ts'
import { organizationOf, peopleAt } from './types/people.ts'
import { timeAt } from './types/times.ts'
import { fileInText, flagOf, interpretationsOf, isLine, isProse, observedIn, rangesOf } from './types/values.ts'

/** What a message says of one observation. `gone`: taken back by the source. `kept`: final now, without being said again. */
export type Observation = {
  /** Tells it from the others of its report: code and sub-id, and a number where they come again. */
  readonly identity: string
  /** Code and sub-id. */
  readonly base: string
  readonly name: Coded
  readonly codings: readonly Coding[]
  /** OBX-3.1.2 or the code: the part of a report that a text is (HL7 v2.5.1 §7.2.4). */
  readonly suffix: string | undefined
  readonly mark: 'says' | 'gone' | 'kept'
  /** Null: OBX-11 is empty, the report's own rules. */
  readonly status: ReportStatus | null
  readonly value: LabValue
  /** A text of several lines, or longer than a row: told beside the values. */
  readonly prose: string | undefined
  readonly attachments: readonly Attachment[]
  readonly lab: string | undefined
  readonly taken: SentDate | undefined
  readonly people: ReturnType<typeof peopleAt>
  readonly subId: string | undefined
}

/** HL7 table 0085, observation result status. */
const statuses: Readonly<Record<string, ReportStatus>> = { F: 'final', U: 'final', V: 'final', C: 'corrected', A: 'corrected', B: 'corrected', P: 'preliminary', R: 'preliminary', S: 'preliminary', I: 'registered', O: 'ordered', X: 'cancelled', N: 'cancelled', D: 'entered-in-error', W: 'entered-in-error' }
const gone = new Set(['D', 'W'])

/** More than this is no value of a row. */
const rowLength = 200

type Line = Observed & { readonly told: Told }

function nameOf(obx: Segment): Coded | undefined {
  const name = coded(fieldOf(obx, 3))
  if (name === undefined) return undefined
  // "71020&IMP": the part of a report stands behind the code.
  const suffix = part(fieldOf(obx, 3), 1, 2)
  const bare = part(fieldOf(obx, 3), 1, 1)
  return suffix !== undefined && name.code === component(fieldOf(obx, 3), 1) ? present<Coded>({ text: name.text === name.code ? (bare ?? suffix) : name.text, code: bare, system: name.system }) : name
}

/** Code and sub-id; of a text the code alone, for senders number its lines. */
function identityOf(obx: Segment): string {
  const [first] = codingsOf(fieldOf(obx, 3))
  return `${first?.code ?? first?.text ?? ''}|${first?.table ?? ''}|${isProse(obx) ? '' : (component(fieldOf(obx, 4), 1) ?? '')}`
}

/** Several lines of one text, or one value. */
function valueOf(lines: readonly Line[], name: Coded): Pick<Observation, 'value' | 'prose' | 'attachments'> {
  const [first] = lines
  const read = lines.map(({ obx, told }) => observedIn(obx, { title: name.text, clock: told.clock }))
  // A line without words parts the paragraphs of a text.
  const whole = read.map((one) => one.text ?? '').join('\n').trim() || undefined
  const file = fileInText(whole, name.text)
  const text = file === undefined ? whole : undefined
  const attachments = [...read.flatMap((one) => one.attachments), ...(file === undefined ? [] : [file])]
  const note = notesText(lines.flatMap((one) => one.notes))
  const status = statusOf(first?.obx) ?? 'unknown'
  const prose = text !== undefined && (text.includes('\n') || text.length > rowLength) ? text : undefined
  // What was cancelled, or never asked, stands nowhere in a range.
  const obx = status === 'cancelled' ? undefined : first?.obx
  const value = present<LabValue>({
    name, quantity: read.map((one) => one.quantity).find((one) => one !== undefined), text: prose === undefined ? text : undefined, ranges: obx === undefined ? [] : rangesOf(obx),
    flag: obx === undefined ? undefined : flagOf(obx), status, notes: note === undefined ? [] : [note], parts: [], taken: first === undefined ? undefined : timeAt(first.obx, 14, first.told.clock), absent: undefined,
  })
  const told = obx === undefined || prose !== undefined || attachments.length > 0 ? value : interpreted(value, interpretationsOf(obx))
  return { value: told, prose, attachments }
}

const codeOf = (obx: Segment | undefined): string => word(obx, 11)?.toUpperCase() ?? ''
const statusOf = (obx: Segment | undefined): ReportStatus | null => statuses[codeOf(obx)] ?? null

function observation(all: readonly Line[], identity: string): Observation | null {
  // A line that is taken back is not in the text that stands; a text is taken back with all its lines.
  const stand = all.filter(({ obx }) => !gone.has(codeOf(obx)))
  const lines = stand.length > 0 ? stand : all
  const [first] = lines
  if (first === undefined) return null
  const { obx, told } = first
  const name = nameOf(obx)
  if (name === undefined) return null
  const code = codeOf(lines.find((one) => codeOf(one.obx) !== '')?.obx)
  return {
    identity, base: identityOf(obx), name, codings: codingsOf(fieldOf(obx, 3)), suffix: part(fieldOf(obx, 3), 1, 2), mark: gone.has(code) ? 'gone' : code === 'U' && textAt(obx, 5) === undefined ? 'kept' : 'says', status: statuses[code] ?? null,
    ...valueOf(lines, name),
    lab: organizationOf(fieldOf(obx, 23)) ?? component(fieldOf(obx, 15), 2), taken: timeAt(obx, 14, told.clock), people: peopleAt(obx, 16), subId: component(fieldOf(obx, 4), 1),
  }
}

/** Segments of a group by what they tell of, in their order; those that do not say what they are left out. */
function linesOf(observed: readonly Observed[], told: Told): ReadonlyMap<string, readonly Line[]> {
  const groups = new Map<string, Line[]>()
  const times = new Map<string, number>()
  for (const one of observed) {
    if (nameOf(one.obx) === undefined) continue
    const plain = identityOf(one.obx)
    const before = times.get(plain) ?? 0
    const last = groups.get(before < 2 ? plain : `${plain}|${before}`)
    // Only texts go on in the next segment; a second number of the same code is a second value.
    if (last !== undefined && isLine(one.obx) && isLine(last[0]?.obx ?? one.obx)) last.push({ ...one, told })
    else {
      times.set(plain, before + 1)
      groups.set(before === 0 ? plain : `${plain}|${before + 1}`, [{ ...one, told }])
    }
  }
  return groups
}

/** By which identity the observation that a segment is part of is known in its group. */
export const identitiesIn = (observed: readonly Observed[], told: Told): ReadonlyMap<Segment, string> => new Map([...linesOf(observed, told)].flatMap(([identity, lines]) => lines.map(({ obx }) => [obx, identity] as const)))

/** The observations of a group in their order. One that does not say what it is stays as it came. */
export function observationsOf(observed: readonly Observed[], told: Told): readonly Observation[] {
  for (const { obx, notes } of observed) {
    if (nameOf(obx) === undefined) leave(told, obx, ['no-name', 'OBX-3'])
    else use(told, obx, ...notes)
  }
  return [...linesOf(observed, told)].map(([identity, lines]) => observation(lines, identity)).filter((one) => one !== null)
}

/** Does an OBX-5 hold anything? For orders of which nothing came yet. */
export const isEmpty = (obx: Segment): boolean => repeats(obx, 5).length === 0
