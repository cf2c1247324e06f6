// How is a result told, by its kind? Values in rows, long words beside them, files to keep; nothing is computed into it.
import type { Attachment, Author, Coded, ImagingReport, LabResult, LabValue, Note, Questionnaire, VitalSigns } from '../../../../../contract/clinical.ts'
import { contentOf } from '../../fhir/attachments.ts'
import { present } from '../../fhir/element.ts'
import { cardAuthor, cardCounts, valueWords } from '../../fhir/record.ts'
import type { Folded } from '../told.ts'
import { distinct } from '../types/people.ts'
import { impressionHeading, parted } from './impression.ts'
import { type ResultPiece, type ResultState, type Standing, filesOf, stateOf } from './result.ts'
import { kindOfResult } from './result-kind.ts'

const prose = (one: Standing): Attachment[] => (one.gone || one.prose === undefined ? [] : [{ contentType: 'text/plain', title: one.name.text, text: one.prose, bytes: Buffer.byteLength(one.prose) }])
/** Has this one a row: a value, or the reason why there is none? Texts and files stand beside the rows. */
const inRow = (one: Standing): boolean => one.gone || (one.prose === undefined && one.attachments.length === 0) || one.value.parts.length > 0

/**
 * What stands under which germ: where one code has a row under several sub-ids, a sub-id is a group of its own (OBX-4, HL7 v2.5.1
 * §7.4.2.4), and what follows its first words explains those. Numbers that were measured several times stay rows.
 */
function grouped(rows: readonly Standing[]): readonly LabValue[] {
  const ids = new Set(rows.map((one) => one.subId))
  // "1.1" is a part of what "1" is.
  const idOf = ({ subId }: Standing): string | undefined => [subId?.split('.')[0]].find((id) => ids.has(id)) ?? subId
  const groups = Map.groupBy(rows.filter((one) => one.subId !== undefined), idOf)
  const heads = [...groups.values()].flatMap(([first]) => (first === undefined ? [] : [first]))
  const [head] = heads
  const apart = heads.length > 1 && heads.every((one) => one.name.text === head?.name.text && one.value.text !== undefined)
  if (!apart) return rows.map(({ value }) => value)
  return rows.flatMap((one) => {
    const [first, ...others] = one.subId === undefined ? [one] : (groups.get(idOf(one)) ?? [one])
    return first === one ? [{ ...one.value, parts: [...one.value.parts, ...others.map(({ value }) => value)] }] : []
  })
}

const valuesOf = (state: ResultState): readonly LabValue[] => grouped(state.observations.filter(inRow))

/** Every observation in a row, long words too. */
const worded = (state: ResultState): readonly LabValue[] => state.observations.map((one) => (one.prose === undefined ? one.value : { ...one.value, text: one.prose }))

const authorsOf = ({ last, observations }: ResultState): readonly Author[] => distinct([...last.readers, ...observations.flatMap((one) => one.people)])
const labOf = ({ observations }: ResultState): string | undefined => observations.map((one) => one.lab).find((one) => one !== undefined)
const named = ({ last, observations }: ResultState): Coded => last.name ?? observations[0]?.name ?? { text: '' }

type Shape = Pick<Folded, 'visit' | 'filed' | 'final' | 'removed'>
const shape = ({ last, final, removed }: ResultState): Shape => ({ visit: last.visit, filed: last.taken ?? last.issued, final, removed })

function lab(state: ResultState): Folded {
  const { last, status } = state
  const name = named(state)
  const values = valuesOf(state)
  const attachments = [...state.observations.flatMap(prose), ...filesOf(state)]
  const readers = authorsOf(state)
  const by = readers.length > 0 ? readers : last.ordered
  const place = labOf(state)
  const comments = last.comment === undefined ? [] : [{ text: last.comment }]
  const body = present<LabResult>({ kind: 'lab-result', name, status, taken: last.taken, issued: last.issued, lab: place, specimen: last.specimen, authors: readers, values, comments, conclusion: undefined, attachments, identifier: last.number })
  const card = present<Folded['card']>({ name: name.text, code: name.code, system: name.system, date: last.taken ?? last.issued, place, status, taken: last.taken, ...cardAuthor(by), ...cardCounts(values) })
  return { ...shape(state), kind: 'lab-result', card, search: [name.text, ...valueWords(values), place, last.specimen, ...[...readers, ...last.ordered].map((one) => one.name)], body }
}

const impressionCodes = new Set(['19005-8'])
const isImpression = ({ codings, suffix, name }: Standing): boolean => suffix?.toUpperCase() === 'IMP' || codings.some((one) => impressionCodes.has(one.code ?? '')) || /^(impression|conclusion)s?\b|\b(impression)\b/i.test(name.text)

/** HL7 table 0074 and DICOM modalities in the words of DICOM PS3.3. */
const modalities: Readonly<Record<string, string>> = { CT: 'Computed Tomography', NMR: 'Magnetic Resonance', MR: 'Magnetic Resonance', MRI: 'Magnetic Resonance', OUS: 'Ultrasound', RUS: 'Ultrasound', VUS: 'Ultrasound', CUS: 'Ultrasound', US: 'Ultrasound', NMS: 'Nuclear Medicine', MG: 'Mammography', DX: 'Digital Radiography', CR: 'Computed Radiography', PET: 'Positron emission tomography' }

/** What one observation says, in words: text, or its number under its name. */
export const words = ({ value, prose: long }: Pick<Standing, 'value' | 'prose'>): string | undefined => long ?? value.text ?? (value.quantity === undefined ? undefined : `${value.name.text}: ${value.quantity.comparator ?? ''}${value.quantity.value}${value.quantity.unit === undefined ? '' : ` ${value.quantity.unit}`}`)
const textOf = (some: readonly Standing[]): string | undefined => some.map(words).filter((one) => one !== undefined).join('\n').trim() || undefined

function imaging(state: ResultState): Folded {
  const { last, status } = state
  const name = named(state)
  const stand = state.observations.filter((one) => !one.gone)
  const apart = stand.filter(isImpression)
  const rest = parted(textOf(stand.filter((one) => !isImpression(one))) ?? '')
  const conclusion = textOf(apart)?.replace(impressionHeading, '').trim() || rest.conclusion
  const findings = apart.length > 0 ? textOf(stand.filter((one) => !isImpression(one))) : rest.findings
  const readers = authorsOf(state)
  const place = labOf(state)
  const comments = [last.comment, ...stand.flatMap((one) => one.value.notes)].filter((one) => one !== undefined).map((text): Attachment => ({ contentType: 'text/plain', text, bytes: Buffer.byteLength(text) }))
  const body = present<ImagingReport>({
    kind: 'imaging-report', name, status, taken: last.taken, issued: last.issued, authors: readers, place, findings, conclusion, bodySite: undefined, modality: modalities[last.section], why: last.why,
    attachments: [...comments, ...filesOf(state)], pictures: 0, identifier: last.number,
  })
  const card = present<Folded['card']>({ name: name.text, code: name.code, system: name.system, date: last.taken ?? last.issued, place, status, taken: last.taken, pictures: 0, ...cardAuthor(readers.length > 0 ? readers : last.ordered) })
  return { ...shape(state), kind: 'imaging-report', card, search: [name.text, body.modality, ...[...readers, ...last.ordered].map((one) => one.name)], body }
}

const upper = new Set(['8480-6'])
const lower = new Set(['8462-4'])
function vitals(state: ResultState): Folded {
  const { last } = state
  const values = worded(state)
  const number = (codes: ReadonlySet<string>): string | undefined => values.find((one) => codes.has(one.name.code ?? ''))?.quantity?.value
  const [high, low] = [number(upper), number(lower)]
  const authors = authorsOf(state)
  const body = present<VitalSigns>({ kind: 'vital-signs', taken: last.taken, issued: last.issued, values, authors })
  const card = present<Folded['card']>({ name: 'Vital signs', date: last.taken ?? last.issued, taken: last.taken, values: values.length, line: high !== undefined && low !== undefined ? `${high}/${low}` : undefined, ...cardAuthor(authors) })
  return { ...shape(state), kind: 'vital-signs', card, search: ['Vital signs', ...valueWords(values)], body }
}

function questionnaire(state: ResultState): Folded {
  const { last, status } = state
  const name = named(state)
  const values = worded(state)
  const authors = authorsOf(state)
  const body = present<Questionnaire>({ kind: 'questionnaire', name, taken: last.taken, issued: last.issued, authors, values, identifier: last.number })
  const card = present<Folded['card']>({ name: name.text, code: name.code, system: name.system, date: last.taken ?? last.issued, status, taken: last.taken, values: values.length, ...cardAuthor(authors) })
  return { ...shape(state), kind: 'questionnaire', card, search: [name.text, ...valueWords(values)], body }
}

function note(state: ResultState): Folded {
  const { last } = state
  const type = named(state)
  const stand = state.observations.filter((one) => !one.gone)
  const text = [textOf(stand), last.comment].filter((one) => one !== undefined).join('\n\n')
  const attachments: Attachment[] = [...(text === '' ? [] : [{ contentType: 'text/plain', text, bytes: Buffer.byteLength(text) }]), ...filesOf(state)]
  const authors = authorsOf(state)
  const signed = state.final !== null
  const body = present<Note>({ kind: 'note', type, status: signed ? 'current' : 'unsigned', written: last.issued ?? last.taken, attachments, authors, identifier: last.number, issued: last.issued })
  const card = present<Folded['card']>({ name: type.text, code: type.code, system: type.system, date: last.taken ?? last.issued, status: body.status, ...cardAuthor(authors.length > 0 ? authors : last.ordered) })
  return { ...shape(state), kind: 'note', card, search: [type.text, ...[...authors, ...last.ordered].map((one) => one.name)], body, content: contentOf(attachments) }
}

const kinds = { lab, imaging, 'vital-signs': vitals, questionnaire, note } as const

/** One result from what its messages say, in their order. */
export function foldResult(pieces: readonly ResultPiece[]): Folded | null {
  const state = stateOf(pieces)
  return state === null ? null : kinds[kindOfResult(state)](state)
}
