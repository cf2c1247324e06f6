// What does one record page know? The record as facts, its earlier values, and what belongs to the same visit.
import type { Viewer } from '#access'
import { Refusal, isId } from '#kernel'
import type { Attachment, Clinical, LabValue } from '../../../../contract/clinical.ts'
import { type PresentedRecord, originalIndex } from '../../../../contract/presented-record.ts'
import { type RecordKind, kindOf } from '../../../../contract/record-kinds.ts'
import { type Waiting, waiting } from '../absences.ts'
import type { ChartUses } from '../chart.ts'
import { present } from '../kinds/index.ts'
import type { Places } from '../places.ts'
import { type Presenting, originalType } from '../presenting.ts'
import { type ListRow, listRow } from '../rows.ts'
import { type BodyRow, type EarlierRow, type LedgerRow, type PastValue, type ProvenanceRow, bodies, earlierVersions, family, named, originals, pastValues, provenances } from '../statements.ts'
import type { Past } from '../values/present-value.ts'
import { standingOf, whereOf } from '../values/standing.ts'
import { historyOf, withEarlierValues } from './history.ts'
import { provenanceOf, traceOf } from './whence.ts'

export type RecordPage = {
  readonly row: ListRow
  readonly record: PresentedRecord
  /** Of the same visit, without the visit and itself; newest kinds first as lists show them. */
  readonly siblings: readonly ListRow[]
  readonly visit: ListRow | null
  /** Of the same visit, known by name, not to be seen yet. */
  readonly notYet: readonly Waiting[]
  /** Earlier values of one number, for the trend, oldest first, this one last. */
  readonly trends: readonly TestTrend[]
  readonly places: Places
}

export type TrendValue = { readonly date: string; readonly value: LabValue; readonly lab?: string; readonly organization: string; readonly record: string }
export type TestTrend = { readonly code: string; readonly unit: string | undefined; readonly values: readonly TrendValue[] }

/** A record that is told of but not shown yet: its own page says why. */
export type WaitingPage = { readonly waiting: Waiting; readonly places: Places }

/** A record with the chart it is of, for the trail. */
export type KeptRecord = PresentedRecord & { readonly patient: string }

type Loaded = { readonly row: LedgerRow; readonly body: BodyRow }

const flat = (values: readonly LabValue[]): readonly LabValue[] => values.flatMap((value) => [value, ...flat(value.parts)])
const codesOf = (body: Clinical): readonly string[] => ('values' in body ? flat(body.values).flatMap((value) => (value.name.code === undefined || value.quantity === undefined ? [] : [value.name.code])) : [])

function pastOf(rows: readonly PastValue[], of: LedgerRow, places: Places): Presenting['past'] {
  const before = rows.filter((one) => one.record !== of.record && one.filed < of.filed && one.patient !== undefined)
  return (code, unit) =>
    before.flatMap((one): Past[] => {
      const { quantity } = one.value
      if (code === undefined || one.value.name.code !== code || quantity === undefined || quantity.unit !== unit || one.date === null) return []
      return [{ quantity, date: one.date, where: whereOf(one.value).where, organization: places.organizationOf(one.patient).name, ...(one.lab === null ? {} : { lab: one.lab }), ...(one.value.ranges[0] === undefined ? {} : { range: one.value.ranges[0] }) }]
    })
}

function seenFrom({ visibleFrom, receivedAt }: LedgerRow): string {
  return visibleFrom === '-infinity' || visibleFrom === 'infinity' || visibleFrom < receivedAt ? receivedAt : visibleFrom
}

/** What is told beside the records themselves: where each came from, and its earlier versions (oldest first). */
type Beside = { readonly provenance: ReadonlyMap<string, ProvenanceRow>; readonly earlier: ReadonlyMap<string, readonly EarlierRow[]> }

async function besides(viewer: Viewer, records: readonly string[]): Promise<Beside> {
  const [provenance, earlier] = await Promise.all([viewer.query(provenances, [viewer.patientIds, records]), viewer.query(earlierVersions, [viewer.patientIds, records])])
  return { provenance: new Map(provenance.map((one) => [one.record, one])), earlier: Map.groupBy(earlier, (one) => one.record) }
}

type About = { readonly places: Places; readonly now: Date; readonly past: readonly PastValue[]; readonly beside: Beside }

function toRecord({ row, body }: Loaded, { places, now, past, beside }: About): PresentedRecord {
  const organization = places.organizationOf(row.patient)
  const about = { zone: organization.timeZone, now, organization: organization.name }
  const presenting: Presenting = { ...about, past: pastOf(past, row, places), phone: organization.phone, recordsPhone: organization.recordsPhone, seenFrom: seenFrom(row) }
  const presented = present(kindOf(row.kind), body.body, presenting)
  const whence = beside.provenance.get(row.record)
  const before = (beside.earlier.get(row.record) ?? []).map((one) => ({ presented: present(kindOf(one.kind), one.body, { ...presenting, past: () => [] }), at: one.at, removed: one.removed }))
  const versions = before.length === 0 ? [] : [...before, { presented, at: whence?.asOf ?? whence?.cameAt ?? row.receivedAt, removed: false }]
  return {
    id: row.record,
    kind: kindOf(row.kind),
    ...presented,
    sections: withEarlierValues(presented.sections, versions, about),
    identity: places.identityOf(row.patient),
    provenance: provenanceOf(whence, body.body, about),
    trace: traceOf(whence),
    history: historyOf(versions, about),
    ...(row.visit === null ? {} : { visit: row.visit }),
  }
}

/** The order in which papers of a visit are kept: the summary first, then notes, measurements, tests, pictures, the rest. */
const paperOrder: readonly RecordKind[] = ['visit-summary', 'note', 'vital-signs', 'lab-result', 'imaging-report', 'document', 'questionnaire', 'procedure']
export const isPaper = (kind: RecordKind): boolean => paperOrder.includes(kind)
export function inPaperOrder(rows: readonly ListRow[]): readonly ListRow[] {
  const place = (row: ListRow) => (paperOrder.indexOf(row.kind) + paperOrder.length + 1) % (paperOrder.length + 1)
  return [...rows].sort((a, b) => place(a) - place(b) || (a.filed < b.filed ? -1 : a.filed > b.filed ? 1 : 0))
}

async function readPast(viewer: Viewer, loaded: readonly Loaded[]): Promise<readonly PastValue[]> {
  const labs = loaded.filter(({ body }) => kindOf(body.kind) === 'lab-result')
  const codes = [...new Set(labs.flatMap(({ body }) => codesOf(body.body)))]
  const latest = labs
    .map(({ row }) => row.filed)
    .filter((filed) => filed !== '-infinity')
    .sort()
    .at(-1)
  return codes.length === 0 || latest === undefined ? [] : viewer.query(pastValues, [viewer.patientIds, latest, codes])
}

/** Several records as facts, in the order asked for. Those that may not be seen are simply not among them. */
export async function readRecords({ places: placesFor }: ChartUses, viewer: Viewer, ids: readonly string[]): Promise<readonly KeptRecord[]> {
  const wanted = [...new Set(ids.filter(isId))]
  if (wanted.length === 0) return []
  const patients = viewer.patientIds
  const [places, rows, found, beside] = await Promise.all([placesFor(viewer), viewer.query(named, [patients, wanted]), viewer.query(bodies, [patients, wanted]), besides(viewer, wanted)])
  const loaded = wanted.flatMap((id): Loaded[] => {
    const [row, body] = [rows.find((one) => one.record === id && one.shown), found.find((one) => one.record === id)]
    return row === undefined || body === undefined ? [] : [{ row, body }]
  })
  const past = await readPast(viewer, loaded)
  return loaded.map((one) => ({ ...toRecord(one, { places, now: viewer.now, past, beside }), patient: one.row.patient }))
}

function trendsOf(loaded: Loaded, past: readonly PastValue[], places: Places): readonly TestTrend[] {
  const { body } = loaded.body
  if (body.kind !== 'lab-result' || (body.taken === undefined && body.issued === undefined)) return []
  const own = body.values.filter((value) => value.quantity !== undefined && value.quantity.comparator === undefined && value.name.code !== undefined)
  // As the values stand above: outside first.
  const isOutside = (value: LabValue) => ['outside', 'critical'].includes(standingOf(whereOf(value).where))
  return [...own.filter(isOutside), ...own.filter((value) => !isOutside(value))].flatMap((value): TestTrend[] => {
    const [code, unit] = [value.name.code ?? '', value.quantity?.unit]
    const earlier = past.filter((one) => one.record !== loaded.row.record && one.filed < loaded.row.filed && one.value.name.code === code && one.value.quantity?.unit === unit && one.value.quantity?.comparator === undefined && one.date !== null)
    if (earlier.length === 0) return []
    const now: TrendValue = { date: body.taken ?? body.issued ?? '', value, ...(body.lab === undefined ? {} : { lab: body.lab }), organization: places.organizationOf(loaded.row.patient).name, record: loaded.row.record }
    const before = earlier.map((one): TrendValue => ({ date: one.date ?? '', value: one.value, organization: places.organizationOf(one.patient).name, record: one.record, ...(one.lab === null ? {} : { lab: one.lab }) }))
    return [{ code, unit, values: [...before.reverse(), now] }]
  })
}

/** One record with what stands beside it. Refuses `not-found` for an id that is missing, foreign, or not to be told of. */
export async function readRecord({ places: placesFor }: ChartUses, viewer: Viewer, id: string): Promise<RecordPage | WaitingPage> {
  if (!isId(id)) throw new Refusal('not-found', 'not an id')
  const patients = viewer.patientIds
  const [places, rows, [body], beside] = await Promise.all([placesFor(viewer), viewer.query(family, [patients, id]), viewer.query(bodies, [patients, [id]]), besides(viewer, [id])])
  const row = rows.find((one) => one.record === id)
  if (row === undefined) throw new Refusal('not-found', 'no such record within reach')
  if (!row.shown) return { waiting: waiting(row, places), places }
  if (body === undefined) throw new Refusal('not-found', 'the body may not be read')
  const loaded = { row, body }
  const past = await readPast(viewer, [loaded])
  const others = rows.filter((one) => one.record !== id)
  const visit = others.find((one) => one.record === row.visit && one.shown)
  return {
    row: listRow(row, places, viewer.now),
    record: toRecord(loaded, { places, now: viewer.now, past, beside }),
    siblings: inPaperOrder(others.filter((one) => one.shown && one.record !== row.visit).map((one) => listRow(one, places, viewer.now))),
    visit: visit === undefined ? null : listRow(visit, places, viewer.now),
    notYet: others.filter((one) => !one.shown && one.reason !== 'removed').map((one) => waiting(one, places)),
    trends: trendsOf(loaded, past, places),
    places,
  }
}

/** The file behind a clinical document, byte for byte. */
async function readOriginal(viewer: Viewer, id: string): Promise<{ readonly attachment: Attachment; readonly patient: string; readonly kind: RecordKind }> {
  const [found] = await viewer.query(originals, [viewer.patientIds, id])
  if (found === undefined || found.bytes === null) throw new Refusal('not-found', 'no such file within reach')
  return { attachment: { contentType: originalType(found.name), title: /\.\w{1,5}$/.test(found.name) ? found.name : `${found.name}.xml`, base64: found.bytes.toString('base64'), bytes: found.bytes.length }, patient: found.patient, kind: kindOf(found.kind) }
}

/** A file that came with a record, when we hold its bytes. Refuses `not-found` otherwise. */
export async function readFileOf(viewer: Viewer, id: string, index: number): Promise<{ readonly attachment: Attachment; readonly patient: string; readonly kind: RecordKind }> {
  if (!isId(id)) throw new Refusal('not-found', 'not an id')
  if (index === originalIndex) return readOriginal(viewer, id)
  const [body] = await viewer.query(bodies, [viewer.patientIds, [id]])
  const attachment = body !== undefined && 'attachments' in body.body ? body.body.attachments[index] : undefined
  if (body === undefined || attachment === undefined || attachment.base64 === undefined || attachment.damage !== undefined) throw new Refusal('not-found', 'no such file within reach')
  return { attachment, patient: body.patient, kind: kindOf(body.kind) }
}
