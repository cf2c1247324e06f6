// How do documents come in (MDM: HL7 v2.5.1 §9)? By their own number; addenda, edits, replacements and cancellations change the one they
// name, whichever comes first. Only what is authenticated is signed.
import type { Attachment, Author, Coded, ImagingReport, Note, SentDate } from '../../../../../contract/clinical.ts'
import type { SensitivityLabel } from '../../../../../contract/sensitivity-labels.ts'
import { contentOf } from '../../fhir/attachments.ts'
import { present } from '../../fhir/element.ts'
import { cardAuthor } from '../../fhir/record.ts'
import type { Observed } from '../groups.ts'
import { observationsOf } from '../observations.ts'
import { type Segment, component, fieldOf, rawOf, textAt, word } from '../reading/segment.ts'
import { type Folded, type PieceOf, type Told, confidential, eventTime, labelsOfCodes, leave, orderOf, use } from '../told.ts'
import { coded, codingsOf } from '../types/codes.ts'
import { entityOf, keyOf } from '../types/identifiers.ts'
import { distinct, peopleAt } from '../types/people.ts'
import { timeAt, timeIn } from '../types/times.ts'
import { words } from './fold-result.ts'
import { parted } from './impression.ts'
import { isImagingCode, isNoteCode } from './result-kind.ts'
import { visitKey } from './visit.ts'

/** What an event does to a document; `replaced`: another document takes its place. */
type Act = 'original' | 'status' | 'addendum' | 'edit' | 'replacement' | 'cancel' | 'replaced'
const acts: Readonly<Record<string, Act>> = { T01: 'original', T02: 'original', T03: 'status', T04: 'status', T05: 'addendum', T06: 'addendum', T07: 'edit', T08: 'edit', T09: 'replacement', T10: 'replacement', T11: 'cancel' }
const ranks: Readonly<Record<Act, number>> = { original: 1, edit: 2, replacement: 2, addendum: 3, status: 4, replaced: 5, cancel: 6 }

type Says = {
  readonly act: Act
  readonly type: Coded | undefined
  readonly imaging: boolean
  /** TXA-17; undefined: it does not say. */
  readonly signed: boolean | undefined
  readonly availability: string
  readonly title: string | undefined
  readonly written: SentDate | undefined
  readonly issued: SentDate | undefined
  readonly people: readonly Author[]
  readonly attachments: readonly Attachment[]
  readonly number: string | undefined
  readonly visit: string | null
}
export type DocumentPiece = PieceOf<'document', Says>

type Typed = { readonly text: string; readonly loinc?: string; readonly label?: SensitivityLabel }
/** HL7 table 0270, document type, with the LOINC code that says the same where there is one. */
const types: Readonly<Record<string, Typed>> = {
  AR: { text: 'Autopsy report', loinc: '18743-5' }, CD: { text: 'Cardiodiagnostics' }, CN: { text: 'Consultation', loinc: '11488-4' }, DI: { text: 'Diagnostic imaging', loinc: '18748-4' }, DS: { text: 'Discharge summary', loinc: '18842-5' }, ED: { text: 'Emergency department report', loinc: '34111-5' },
  HP: { text: 'History and physical examination', loinc: '34117-2' }, OP: { text: 'Operative report', loinc: '11504-8' }, PC: { text: 'Psychiatric consultation', label: 'behavioral-health' }, PH: { text: 'Psychiatric history and physical examination', label: 'behavioral-health' }, PN: { text: 'Procedure note', loinc: '28570-0' },
  PR: { text: 'Progress note', loinc: '11506-3' }, SP: { text: 'Surgical pathology', loinc: '11526-1' }, TS: { text: 'Transfer summary', loinc: '18761-7' },
}
const imagingTypes = new Set(['DI', 'RAD', 'XR', 'CT', 'MR', 'MRI', 'US', 'IMG'])
/** HL7 table 0271, completion status: authenticated and legally authenticated. */
const signed = new Set(['AU', 'LA'])

/** The sender's words for the type; else LOINC of what is inside; else what the table calls it. */
function typeOf(txa: Segment, observed: readonly Observed[]): Coded | undefined {
  const own = coded(fieldOf(txa, 2))
  const code = word(txa, 2)?.toUpperCase() ?? ''
  const inside = observed.map(({ obx }) => coded(fieldOf(obx, 3))).find((one) => one?.system === 'loinc' && (isNoteCode(one.code ?? '') || isImagingCode(one.code ?? '') || /\b(note|report|summary|document)\b/i.test(one.text)))
  if (own !== undefined && own.text !== own.code) return own
  if (inside !== undefined) return inside
  const known = types[code]
  return known === undefined ? own : present<Coded>({ text: known.text, code: known.loinc, system: known.loinc === undefined ? undefined : 'loinc' })
}

/** Segments of one code that follow each other. */
function runsOf(observed: readonly Observed[]): readonly (readonly Observed[])[] {
  const runs: Observed[][] = []
  let before: string | undefined
  for (const one of observed) {
    const name = rawOf(one.obx, 3)
    if (name === before) runs.at(-1)?.push(one)
    else runs.push([one])
    before = name
  }
  return runs
}

/** The words of a document stand in the order in which they were written, also where a code comes again. */
function attachmentsOf(observed: readonly Observed[], told: Told): readonly Attachment[] {
  const all = runsOf(observed).flatMap((run) => observationsOf(run, told)).filter((one) => one.mark === 'says')
  const lines = all.flatMap((one) => [words(one), ...one.value.notes]).filter((one) => one !== undefined)
  const text = lines.join('\n').trim()
  return [...(text === '' ? [] : [{ contentType: 'text/plain', text, bytes: Buffer.byteLength(text) }]), ...all.flatMap((one) => one.attachments)]
}

/** TXA-22: who signed, and when (XCN with a time in component 15). */
const signedAt = (txa: Segment, told: Told): SentDate | undefined => timeIn(txa, { field: 22, component: 15 }, told.clock) ?? timeIn(txa, { field: 22, component: 19 }, told.clock)

function saysOf(txa: Segment, observed: readonly Observed[], told: Told): Omit<Says, 'act'> {
  const completion = word(txa, 17)?.toUpperCase()
  const when = signedAt(txa, told)
  const people = [peopleAt(txa, 22), peopleAt(txa, 5), peopleAt(txa, 9)].find((one) => one.length > 0) ?? []
  return {
    type: typeOf(txa, observed), imaging: imagingTypes.has(word(txa, 2)?.toUpperCase() ?? '') || observed.some(({ obx }) => codingsOf(fieldOf(obx, 3)).some((one) => one.system === 'loinc' && isImagingCode(one.code ?? ''))),
    signed: completion === undefined ? (when === undefined ? undefined : true) : signed.has(completion), availability: word(txa, 19)?.toUpperCase() ?? '', title: textAt(txa, 25),
    written: timeAt(txa, 4, told.clock) ?? timeAt(txa, 6, told.clock) ?? timeAt(txa, 7, told.clock), issued: when ?? timeAt(txa, 8, told.clock) ?? told.sent, people: distinct(people), attachments: attachmentsOf(observed, told), number: component(fieldOf(txa, 12), 1), visit: visitKey(told),
  }
}

/** What a message says of a document, and of the one it replaces. */
export function documentPieces(told: Told, observed: readonly Observed[]): readonly DocumentPiece[] {
  if (told.type !== 'MDM') return []
  const txa = told.segments.find((one) => one.name === 'TXA')
  const act = acts[told.event]
  if (txa === undefined || act === undefined) {
    for (const { obx } of observed) leave(told, obx, ['no-name', 'TXA'])
    return []
  }
  for (const other of told.segments.filter((one) => one.name === 'TXA' && one !== txa)) leave(told, other, ['no-kind'])
  const [number, parent] = [entityOf(fieldOf(txa, 12)), entityOf(fieldOf(txa, 13))]
  const own = number === undefined ? `message|${told.entry.sourceId}` : keyOf(number)
  const of = parent === undefined ? undefined : keyOf(parent)
  const says = saysOf(txa, observed, told)
  use(told, txa)
  const label = types[word(txa, 2)?.toUpperCase() ?? '']?.label
  const labels = [...confidential(fieldOf(txa, 18)), ...labelsOfCodes([fieldOf(txa, 2), ...observed.map(({ obx }) => fieldOf(obx, 3))]), ...(label === undefined ? [] : [label])]
  const at = eventTime(told)
  const piece = (key: string, does: Act): DocumentPiece => ({ kind: 'document', key: ['v2:document', key], told, order: orderOf(told, { at, rank: ranks[does] }), labels: does === 'replaced' ? [] : labels, says: { ...says, act: does } })
  // A text edited under its own number is the same document; under another one it takes the place of the first.
  const replaces = (act === 'edit' || act === 'replacement') && of !== undefined && of !== own
  return [piece(own, act), ...(replaces ? [piece(of, 'replaced')] : [])]
}

type State = { readonly says: Says; readonly attachments: readonly Attachment[]; readonly removed: boolean; readonly superseded: boolean; readonly addendum: boolean }

/** The document after one more message about it. */
function after(before: State | null, says: Says): State {
  // An addendum under the document's own number stands after its words.
  const grows = says.act === 'addendum' && before !== null
  const more = says.attachments.map((one) => ({ ...one, title: one.title ?? 'Addendum' }))
  const attachments = says.attachments.length === 0 ? (before?.attachments ?? []) : grows ? [...before.attachments, ...more] : says.attachments
  const stays = says.act === 'status' || grows
  return {
    says: before === null ? says : merged(before.says, says), attachments, addendum: before === null ? says.act === 'addendum' : before.addendum,
    removed: stays && before?.removed === true, superseded: stays && before?.superseded === true,
  }
}

/** What becomes of a document may be said before it is here: the marks wait for it. */
function stateOf(pieces: readonly DocumentPiece[]): State | null {
  let state: State | null = null
  let marks = { removed: false, superseded: false }
  for (const { says } of pieces) {
    if (says.act === 'cancel') marks = { ...marks, removed: true }
    else if (says.act === 'replaced') marks = { ...marks, superseded: true }
    else {
      const next: State = after(state === null ? null : { ...state, ...marks }, says)
      state = next
      marks = { removed: next.removed, superseded: next.superseded }
    }
  }
  if (state === null) return null
  const { availability } = state.says
  return { ...state, removed: marks.removed || availability === 'CA', superseded: marks.superseded || availability === 'OB' }
}

/** A later message's words, where it has some. */
function merged(before: Says, now: Says): Says {
  return { ...now, type: now.type ?? before.type, imaging: now.imaging || before.imaging, signed: now.signed ?? before.signed, availability: now.availability || before.availability, title: now.title ?? before.title, written: now.written ?? before.written, people: now.people.length > 0 ? now.people : before.people, number: now.number ?? before.number, visit: now.visit ?? before.visit }
}

const summaryWords = /after[- ]visit[- ]summary|^avs$|visit summary/i
const noteWords = /\b(note|notes|report|summary|consultation|examination|history|pathology)\b/i
function kindOf(type: Coded): Note['kind'] {
  if (summaryWords.test(type.text) || type.code === '34133-9' || type.code === '69981-9') return 'visit-summary'
  return isNoteCode(type.code ?? '') || noteWords.test(type.text) ? 'note' : 'document'
}

/** One document from what its messages say; null: only what becomes of it is known, not what it is. */
export function foldDocument(pieces: readonly DocumentPiece[]): Folded | null {
  const state = stateOf(pieces)
  if (state === null) return null
  const { says, attachments, removed, superseded } = state
  const type = says.type ?? (says.title === undefined ? undefined : { text: says.title })
  if (type === undefined) return null
  // Whoever may not use it yet sees that it waits (table 0273: UN, unavailable for patient care).
  const ready = says.signed === true && says.availability !== 'UN'
  const final: Folded['final'] = ready ? (says.issued ?? true) : null
  const card = present<Folded['card']>({ name: type.text, code: type.code, system: type.system, date: says.written ?? says.issued, line: says.title === type.text ? undefined : says.title, ...cardAuthor(says.people) })
  const all = { visit: says.visit, filed: says.written ?? says.issued, final, removed, search: [type.text, says.title, ...says.people.map((one) => one.name)] }
  if (says.imaging) {
    const text = attachments.filter((one) => one.text !== undefined).map((one) => one.text).join('\n')
    const read = parted(text)
    const body = present<ImagingReport>({ kind: 'imaging-report', name: type, status: ready ? 'final' : 'preliminary', taken: says.written, issued: says.issued, authors: says.people, findings: read.findings, conclusion: read.conclusion, attachments: attachments.filter((one) => one.text === undefined), pictures: 0, identifier: says.number })
    return { ...all, kind: 'imaging-report', removed: removed || superseded, card: { ...card, status: body.status, pictures: 0 }, body }
  }
  const kind = kindOf(type)
  const status: Note['status'] = superseded ? 'superseded' : says.signed === true ? 'current' : 'unsigned'
  const title = says.title ?? (state.addendum ? 'Addendum' : undefined)
  const body = present<Note>({ kind, type, status, written: says.written, title, attachments, authors: says.people, identifier: says.number, issued: says.issued })
  return { ...all, kind, card: { ...card, status, ...(title === undefined || title === type.text ? {} : { line: title }) }, body, content: contentOf(attachments), preferred: true }
}

