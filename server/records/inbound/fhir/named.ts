// Whom does a Patient resource name, and by which numbers? Everything an EHR says of a Patient is what is on file from then on.
import type { Entry } from '../read-bundle.ts'
import { RefusedFile } from '../refused-file.ts'
import type { FileOrigin, Named, RecordNumber } from '../work.ts'
import { versionTime } from './as-of.ts'
import { codesOf } from './codings.ts'
import { type Fields, asFields, asText, each, texts } from './element.ts'
import { isPossible } from './dates.ts'
import { chartOf, recordNumber, saysRecord } from './patient.ts'
import type { Subject } from './subjects.ts'

/** More than this of one kind is no person's. */
const mostNumbers = 30

/** Who gave a number: its system, its assigner. */
const authorityOf = (identifier: Fields): readonly string[] => [asText(identifier.system), asText(asFields(identifier.assigner)?.display)].filter((name) => name !== undefined)

const authorityKey = (name: string): string => name.trim().replace(/^urn:oid:/i, '').toLowerCase()

/** The number of the authority that is agreed with the source: nothing else need say that it is a record number. */
function agreedNumber(patient: Fields, { authorities }: FileOrigin['terms']): string | null {
  const agreed = new Set(authorities.map(authorityKey))
  const all = each(patient.identifier).filter((one) => asText(one.value) !== undefined && authorityOf(one).some((name) => agreed.has(authorityKey(name))))
  return asText((all.find((one) => one.use !== 'old') ?? all[0])?.value) ?? null
}

/** The record number that the chart is opened under, then every other one of type MR, each with its system. */
function numbersOf(patient: Fields, first: string | null): readonly RecordNumber[] {
  if (first === null) return []
  const all = each(patient.identifier).flatMap((one) => {
    const value = asText(one.value)
    return value === undefined ? [] : [{ value, authority: authorityOf(one), isRecord: codesOf(one.type).includes('MR') }]
  })
  const own = all.find((one) => one.value === first) ?? { value: first, authority: [] }
  const others = all.filter((one) => one.isRecord && one !== own)
  return [own, ...others].slice(0, mostNumbers).map(({ value, authority }) => ({ value, authority }))
}

function birthDateOf(patient: Fields): string | null {
  const text = asText(patient.birthDate)
  return text === undefined || !isPossible(text) ? null : text.slice(0, 10)
}

const personOf = (patient: Fields): Named['person'] => ({
  birthDate: birthDateOf(patient),
  names: each(patient.name).slice(0, mostNumbers).map((one) => ({ family: texts(one.family)[0] ?? '', given: texts(one.given).join(' ') || (asText(one.text) ?? '') })),
})

export function namedPatient(patient: Fields, terms: FileOrigin['terms']): Named {
  const time = versionTime(patient)
  const number = agreedNumber(patient, terms) ?? recordNumber(patient)
  return { numbers: numbersOf(patient, number), person: personOf(patient), chart: chartOf(patient, number), registers: true, ...(time === null ? {} : { asOf: time.at }) }
}

/** In a paper from anywhere only what says that it is a record number counts; it may be old, so that it changes no chart. */
function namedInPaper(patient: Fields): Named {
  const numbers = each(patient.identifier).filter(saysRecord).map((one) => ({ value: asText(one.value) ?? '', authority: authorityOf(one) })).slice(0, mostNumbers)
  const [first] = numbers
  return { numbers, person: personOf(patient), chart: first === undefined ? null : chartOf(patient, first.value), registers: false }
}

/** An operator says whose it is; the Patient resource, where there is one, says who that should be. */
const namedByOperator = (patient: Fields | null, mrn: string): Named => ({ numbers: [{ value: mrn, authority: [] }], person: patient === null ? { birthDate: null, names: [] } : personOf(patient), chart: patient === null ? null : chartOf(patient, mrn), registers: false })

/** Somebody who is only called by a number: `?identifier=system|value`, as references do. */
function namedByNumber(id: string, { terms }: Pick<FileOrigin, 'terms'>): Named | null {
  const [, system = '', value = ''] = /^\?identifier=([^|]*)\|(.+)$/.exec(id) ?? []
  const agreed = saysRecord({ system, value }) || terms.authorities.some((one) => authorityKey(one) === authorityKey(system))
  return value === '' || !agreed ? null : { numbers: [{ value, authority: [system] }], person: { birthDate: null, names: [] }, chart: null, registers: false }
}

type NamedIn = { readonly entries: readonly Entry[]; readonly subject: (entry: Entry) => Subject | null; readonly origin: Omit<FileOrigin, 'name'> }

/** Whom an operator means: the person a document is about, else the only one a file tells of. Refuses a file of several. */
function meant({ entries, subject }: NamedIn): string | null {
  const document = entries.find((one) => one.opens !== undefined)
  const about = document === undefined ? null : subject(document)
  if (about !== null) return about.id
  const people = new Set(entries.flatMap((one) => subject(one)?.id ?? []))
  if (people.size > 1) throw new RefusedFile('two-patients')
  return [...people][0] ?? null
}

/** Everybody a file names, by the source's id. */
export function namedIn(about: NamedIn): ReadonlyMap<string, Named> {
  const { entries, subject, origin } = about
  const documents = new Set(entries.filter((one) => one.opens !== undefined).map((one) => subject(one)?.id))
  const named = new Map(entries.filter((one) => one.type === 'Patient').map(({ sourceId, resource }): [string, Named] => [sourceId, documents.size === 0 ? namedPatient(resource, origin.terms) : documents.has(sourceId) ? namedInPaper(resource) : { ...namedInPaper(resource), numbers: [], chart: null }]))
  for (const entry of entries) {
    const id = subject(entry)?.id ?? ''
    const byNumber = !id.startsWith('?') || named.has(id) ? null : namedByNumber(id, origin)
    if (byNumber !== null) named.set(id, byNumber)
  }
  const own = origin.mrn === undefined ? null : meant(about)
  if (own !== null && origin.mrn !== undefined) named.set(own, namedByOperator(entries.find((one) => one.type === 'Patient' && one.sourceId === own)?.resource ?? null, origin.mrn))
  return named
}
