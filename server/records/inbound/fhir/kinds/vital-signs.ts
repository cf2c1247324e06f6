// How do vital signs come in? Everything measured at one visit at one time is one record.
import type { LabValue, SentDate, VitalSigns } from '../../../../../contract/clinical.ts'
import type { Entry } from '../../read-bundle.ts'
import { each, present } from '../element.ts'
import { sentDate } from '../dates.ts'
import { refuseUnknownModifiers } from '../denials.ts'
import { noteForms } from '../forms.ts'
import { authorsOf } from '../people.ts'
import { type Context, type Mapped, cardAuthor, common, valueWords, visitOf } from '../record.ts'
import { isFinal, valueOf } from '../values.ts'
import { partsOf, valuesOf, entriesOf } from './lab.ts'

type Measured = { readonly entry: Entry; readonly values: readonly LabValue[]; readonly inside: readonly Entry[]; readonly taken: SentDate | undefined; readonly issued: SentDate | undefined }

/** LOINC of the numbers that a list row shows first. */
const pressure = '85354-9'

function lineOf(values: readonly LabValue[]): string | undefined {
  const found = values.find((one) => one.name.code === pressure || one.name.code === '55284-4')
  // Sources send the two in either order: the code says which is the upper one (LOINC 8480-6 systolic, 8462-4 diastolic).
  const [upper, lower] = ['8480-6', '8462-4'].map((code) => found?.parts.find((one) => one.name.code === code)?.quantity?.value)
  return upper !== undefined && lower !== undefined ? `${upper}/${lower}` : undefined
}

/** In the order of a chart: pressure, pulse, breath, heat, oxygen, height, weight; the others by their codes. The same whoever came first. */
const chartOrder = ['85354-9', '55284-4', '8867-4', '9279-1', '8310-5', '2708-6', '59408-5', '8302-2', '29463-7', '39156-5']
const rankOf = ({ values }: Measured): string => {
  const code = values[0]?.name.code ?? ''
  const at = chartOrder.indexOf(code)
  return `${String(at === -1 ? chartOrder.length : at).padStart(2, '0')} ${code}`
}
function inChartOrder(a: Measured, b: Measured): number {
  const [one, other] = [`${rankOf(a)} ${a.entry.sourceId}`, `${rankOf(b)} ${b.entry.sourceId}`]
  return one < other ? -1 : one > other ? 1 : 0
}

function record(unordered: readonly Measured[], key: string, context: Context): Mapped | null {
  const group = [...unordered].sort(inChartOrder)
  const [first] = group
  if (first === undefined) return null
  const values = group.flatMap((one) => one.values)
  const authors = group.flatMap((one) => {
    context.resolve.reads(one.entry)
    return authorsOf(one.entry.resource.performer, context.resolve, one.entry.resource)
  }).filter((one, at, all) => all.findIndex((other) => other.name === one.name) === at)
  const { taken, issued } = first
  const parts = group.map((one) => common({ entry: one.entry, context }))
  const standing = group.some((one, at) => parts[at]?.removed === false)
  const body = present<VitalSigns>({ kind: 'vital-signs', taken, issued, values: standing ? values.filter((one) => one.status !== 'entered-in-error') : values, authors })
  const card = present<Mapped['card']>({ name: 'Vital signs', date: taken ?? issued, taken, values: body.values.length, line: lineOf(body.values), ...cardAuthor(authors) })
  return {
    key: ['vital-signs', key], from: group.flatMap((one) => [one.entry, ...one.inside]), visit: parts[0]?.visit ?? null, removed: !standing, labels: [...new Set(parts.flatMap((one) => one.labels))],
    kind: 'vital-signs', filed: taken ?? issued, final: values.every((one) => isFinal(one.status) || one.status === 'entered-in-error') ? true : null, card, search: ['Vital signs', ...valueWords(values)], body,
  }
}

/** Groups measurements of one patient by visit and time; `subject` names the patient at the source. */
export function vitalSigns(entries: readonly { readonly entry: Entry; readonly subject: string }[], context: Context): readonly Mapped[] {
  const groups = new Map<string, Measured[]>()
  for (const { entry, subject } of entries) {
    if (context.used.has(entry)) continue
    context.resolve.reads(entry)
    try {
      refuseUnknownModifiers(entry.resource, entry.text)
      const unread = context.unread(entry)
      noteForms(entry.type, entry.resource, unread)
      const own = valueOf(entry.resource, unread)
      context.used.add(entry)
      const parts = partsOf(entry, each(entry.resource.hasMember), context)
      // Without a time and a visit nothing says that two belong together.
      const when = own.taken ?? entry.sourceId
      const key = `${subject}|${visitOf(entry.resource, context.resolve) ?? ''}|${when}`
      const measured = { entry, values: valuesOf([{ entry, value: own, members: parts }]), inside: entriesOf(parts), taken: own.taken, issued: sentDate(entry.resource.issued, 'issued', unread) }
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [measured])
      else group.push(measured)
    } catch (error) {
      context.leaveOut(entry, error)
    }
  }
  return [...groups].map(([key, group]) => record(group, key, context)).filter((one) => one !== null)
}
