// Does what a FHIR record said before come out the same in whatever order its versions come, by a file or a push, again, in the middle of a merge?
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type Canonical, canonicalOf, differences } from '../feeds/canonical-house.ts'
import { shownOf } from '../feeds/shown-record.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'
import { asOwner } from '../given/database.ts'

const seed = 20_261_128
type Resource = { readonly resourceType: string; readonly id: string }
/** One delivery: a resource, or a bundle of some. */
type Piece = readonly Resource[] | { readonly transaction: readonly object[] }
type Way = { readonly piece: Piece; readonly route: 'push' | 'file' }

let house: GivenHouse
let feed = ''
const folder = mkdtempSync(join(tmpdir(), 'portico-history-'))
before(async () => {
  house = await givenHouse()
  await house.composed.databases.operate.run(async (tx) => {
    const { directory } = house.composed.house
    await directory.put(tx, { id: 'lakeside', name: 'Lakeside', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'UTC', language: 'en' })
    await directory.putSource(tx, { id: 'lakeside:files', organization: 'lakeside', name: 'Record files' })
    feed = (await house.composed.inbound.feeds.registry.put(tx, { key: 'ehr', organization: 'lakeside', name: 'EHR', route: 'fhir', sameSystemAs: 'lakeside:files' })).id
  })
  process.stdout.write(`seed ${seed}\n`)
})
after(() => house.end())

const emptied = 'truncate inbound_raw, inbound_message, inbound_link, inbound_count, store_part, store_record, store_earlier, store_raw, store_document, store_replaced, store_wanted, store_called, store_delivery, release_ledger, release_waiting, patients_merge, patients_alike, patients_fact, patients_key, patients_patient cascade'

/** Time goes on here between deliveries: since when we have something, and from when it is shown, is told apart from what it says. */
const withoutArrival = (row: string): string => row.replaceAll(/"(final_at|visible_from)": "[^"]*"/g, '').replaceAll(/\{"label":"You could see it"[^}]*\}/g, '').replaceAll(/"seenFrom":"[^"]*"/g, '')

type Told = Canonical
/** What says no date itself is told of by its arrival. */
const dateless = (all: Told): Told => Object.fromEntries(Object.entries(all).map(([part, rows]) => [part, rows.map((row) => row.replaceAll(/"(when|as_of)": ?("[^"]*"|null)/g, '')).sort()]))

let files = 0
async function send({ piece, route }: Way): Promise<void> {
  const entries = 'transaction' in piece ? piece.transaction : piece.map((resource) => ({ resource }))
  const body = JSON.stringify(!('transaction' in piece) && piece.length === 1 ? piece[0] : { resourceType: 'Bundle', type: 'transaction' in piece ? 'transaction' : 'collection', entry: entries })
  files += 1
  if (route === 'push') {
    await house.composed.inbound.feeds.keep([{ feed, form: 'fhir', name: `${files}`, kind: 'Bundle', sentAt: null, bytes: Buffer.from(body) }])
    await house.composed.inbound.feeds.work()
    return
  }
  const path = join(folder, `${files}.json`)
  writeFileSync(path, body)
  await house.composed.inbound.importPaths([path], { organization: 'lakeside' })
}

/** Records, and earlier versions of them, that are attributed to a delivery which brought none of their texts. */
const strangers = `select e.record from (select patient, record, delivery from store_earlier union all select patient, id, delivery from store_record where same_as is null) e where not exists (select 1 from store_raw w where w.patient = e.patient and w.delivery = e.delivery
  and (w.id = e.record or w.id in (select p.part from store_part p where p.patient = e.patient and p.record = e.record)))`

async function comes(ways: readonly Way[]): Promise<Told> {
  await asOwner(house.owner, (client) => client.query(emptied))
  for (const way of ways) {
    house.clock.advance({ minutes: 7 })
    await send(way)
  }
  return told()
}

async function told(): Promise<Told> {
  assert.deepEqual(await rowsOf(house, strangers), [])
  const patients = (await rowsOf<{ id: string }>(house, 'select id from patients_patient order by id')).map((one) => one.id)
  const shown = await Promise.all(patients.map((one) => shownOf(house.composed, [one])))
  const records = shown.flatMap((one) => one.records)
  // By which way a record came last is told apart from what it says.
  const page = (record: object) => JSON.stringify(record, (name, value: unknown) => (name === 'provenance' || name === 'trace' ? undefined : value))
  const all = { ...(await canonicalOf(house.owner)), pages: records.map(page).sort(), histories: records.map(({ id, history }) => JSON.stringify({ id, history })).sort(), removed: shown.flatMap((one) => one.removed).map((one) => JSON.stringify(one)).sort() }
  return Object.fromEntries(Object.entries(all).map(([part, rows]) => [part, rows.map(withoutArrival).sort()]))
}

const at = (minute: number) => ({ meta: { lastUpdated: `2026-05-01T10:${String(minute).padStart(2, '0')}:00Z` } })
const subject = { reference: 'Patient/p1' }
const person = { resourceType: 'Patient', id: 'p1', identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, value: 'M1' }], name: [{ family: 'Alvarez', given: ['Rosa'] }], birthDate: '1968-02-29' }
const lab = (minute: number, value: number, more: object = {}) => ({ resourceType: 'Observation', id: 'o', ...at(minute), status: 'final', category: [{ coding: [{ code: 'laboratory' }] }], code: { coding: [{ system: 'http://loinc.org', code: '2951-2' }], text: 'Sodium' }, subject, effectiveDateTime: '2026-05-01', valueQuantity: { value, unit: 'mmol/L' }, ...more })
const report = (minute: number, text: string, results: readonly string[] = ['o']) => ({ resourceType: 'DiagnosticReport', id: 'r', ...at(minute), status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }], code: { text: 'Panel' }, subject, conclusion: text, result: results.map((id) => ({ reference: `Observation/${id}` })) })
const asthma = (minute: number, status: string, more: object = {}) => ({ resourceType: 'Condition', id: 'c', ...at(minute), clinicalStatus: { coding: [{ code: status }] }, code: { text: 'Asthma' }, subject, ...more })
const vaccine = (minute: number, status: string, lot: string) => ({ resourceType: 'Immunization', id: 'i', ...at(minute), status, vaccineCode: { text: 'Flu' }, patient: subject, occurrenceDateTime: '2026-04-01', lotNumber: lot })
const pulse = (minute: number, value: number, { hour, id = 'v' }: { readonly hour: number; readonly id?: string }) => ({ resourceType: 'Observation', id, ...at(minute), status: 'final', category: [{ coding: [{ code: 'vital-signs' }] }], code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }], text: 'Pulse' }, subject, effectiveDateTime: `2026-05-01T0${hour}:00:00Z`, valueQuantity: { value, unit: '/min' } })
const wrong = { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }

function permutations<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length < 2) return [all]
  return all.flatMap((one, nth) => permutations([...all.slice(0, nth), ...all.slice(nth + 1)]).map((rest) => [one, ...rest]))
}

/** Every order of a few deliveries ends as their own order does; some of them come again, by either way. */
function everyOrder(title: string, pieces: readonly Piece[], expects: (all: Told) => void): void {
  const dated = pieces.every((one) => !JSON.stringify(one).includes('versionId'))
  const same = (one: Told, other: Told): readonly string[] => (dated ? differences(one, other) : differences(dateless(one), dateless(other)))
  test(title, async () => {
    const push = (piece: Piece): Way => ({ piece, route: 'push' })
    const twin = await comes([[person], ...pieces].map(push))
    expects(twin)
    // Read anew from the texts that are kept it says the same, and said the same before.
    await asOwner(house.owner, (client) => client.query("update store_raw set mapping = 0 where patient <> '00000000-0000-0000-0000-000000000000'"))
    assert.ok((await house.composed.inbound.feeds.reread()).charts > 0)
    assert.deepEqual(same(twin, await told()), [])
    for (const order of permutations(pieces)) {
      assert.deepEqual(same(twin, await comes([push([person]), ...order.map(push)])), [], JSON.stringify(order.map((one) => pieces.indexOf(one))))
    }
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray([...pieces, ...pieces], { minLength: pieces.length * 2, maxLength: pieces.length * 2 }), fc.array(fc.constantFrom('push' as const, 'file' as const), { minLength: pieces.length * 2, maxLength: pieces.length * 2 }), async (order, routes) => {
      assert.deepEqual(same(twin, await comes([push([person]), ...order.map((piece, nth): Way => ({ piece, route: routes[nth] ?? 'push' }))])), [])
    }), { seed, numRuns: 6 })
  })
}

const said = (all: Told) => all['earlier versions'] ?? []

everyOrder('three versions of one thing, one of them taken back and told again', [[asthma(1, 'active')], [asthma(2, 'active', wrong)], [asthma(3, 'resolved')]], (all) => {
  assert.equal(said(all).length, 2)
  assert.match(said(all).join(), /"removed": true/)
})
everyOrder('a measurement, its corrections, and the report that holds it', [[lab(1, 130)], [lab(3, 138)], [lab(5, 140)], [report(2, 'first')]], (all) => assert.equal(said(all).length, 2))
everyOrder('a report and its measurement, each corrected by itself', [[report(1, 'first'), lab(1, 130)], [lab(4, 138)], [report(6, 'second')], [report(8, 'third'), lab(8, 139)]], (all) => assert.equal(said(all).length, 3))
everyOrder('a report that names another measurement later', [[report(1, 'first', ['o'])], [report(5, 'second', ['o2'])], [lab(1, 130)], [lab(5, 7, { id: 'o2', code: { text: 'Potassium' } })]], (all) => assert.equal(all.pages?.length, 2))
everyOrder('what is said not to have been done after it was told, and told again', [[vaccine(1, 'completed', 'A')], [vaccine(2, 'not-done', 'A')], [vaccine(3, 'completed', 'B')]], (all) => assert.equal(said(all).length, 2))
everyOrder('what is ruled out at the end', [[asthma(1, 'active')], [asthma(2, 'remission')], [asthma(3, 'active', { verificationStatus: { coding: [{ code: 'refuted' }] } })]], (all) => assert.deepEqual([all.pages?.length, all.removed?.length], [0, 1]))
everyOrder('several versions in one bundle, in any place of it', [[asthma(3, 'resolved'), asthma(1, 'active'), asthma(2, 'remission')], [asthma(4, 'active')]], (all) => assert.equal(said(all).length, 3))
everyOrder('two versions that are dated to one instant', [[asthma(1, 'active')], [asthma(2, 'resolved')], [asthma(2, 'remission')], [asthma(2, 'active', wrong)]], (all) => assert.equal(said(all).length, 3))
everyOrder('something that is asked to be deleted in between', [[asthma(1, 'active')], { transaction: [{ request: { method: 'DELETE', url: 'Condition/c' }, resource: asthma(9, 'inactive') }] }, [asthma(2, 'resolved')]], (all) => assert.equal(said(all).length, 1))
everyOrder('a vital sign that is moved to another time', [[pulse(1, 70, { hour: 8 })], [pulse(2, 72, { hour: 8 })], [pulse(3, 72, { hour: 9 })], [pulse(1, 90, { hour: 8, id: 'w' })]], (all) => assert.equal(all.pages?.length, 2))
everyOrder('a panel in a report, its members corrected, some before the report', [[report(3, 'first', ['panel'])], [lab(1, 5, { id: 'panel', valueQuantity: undefined, hasMember: [{ reference: 'Observation/m1' }, { reference: 'Observation/m2' }] })], [lab(1, 1, { id: 'm1' }), lab(1, 2, { id: 'm2', code: { text: 'Potassium' } })], [lab(8, 9, { id: 'm1' })]], (all) => assert.deepEqual([all.pages?.length, said(all).length], [1, 1]))
everyOrder('a medicine whose name comes apart, and later', [[{ resourceType: 'MedicationRequest', id: 'mr', ...at(1), status: 'active', intent: 'order', subject, medicationReference: { reference: 'Medication/m' } } as Resource], [{ resourceType: 'MedicationRequest', id: 'mr', ...at(4), status: 'stopped', intent: 'order', subject, medicationReference: { reference: 'Medication/m' } } as Resource], [{ resourceType: 'Medication', id: 'm', code: { text: 'Lisinopril 10 mg' } } as Resource]], (all) => assert.equal(said(all).length, 1))
everyOrder('versions that have numbers and no dates', ['1', '9', '10'].map((versionId, nth) => [asthma(0, ['active', 'remission', 'resolved'][nth] ?? '', { meta: { versionId } })]), (all) => {
  assert.equal(said(all).length, 2)
  assert.match(all.records?.join() ?? '', /"clinical": "resolved"/)
})

test('what says neither date nor number is as new as its arrival; what comes again changes nothing', async () => {
  const versions = ['active', 'remission', 'resolved'].map((status): Way => ({ piece: [asthma(0, status, { meta: {} })], route: 'push' }))
  const twin = await comes([{ piece: [person], route: 'push' }, ...versions])
  assert.equal(said(twin).length, 2)
  const again = [0, 0, 1, 0, 2, 1, 0].flatMap((nth) => versions[nth] ?? [])
  const dateless = (all: typeof twin) => Object.fromEntries(Object.entries(all).map(([part, rows]) => [part, rows.map((row) => row.replaceAll(/"when":"[^"]*"/g, '')).sort()]))
  assert.deepEqual(differences(dateless(twin), dateless(await comes([{ piece: [person], route: 'file' }, ...again.map((way, nth): Way => ({ ...way, route: nth % 2 === 0 ? 'file' : 'push' }))]))), [])
})
