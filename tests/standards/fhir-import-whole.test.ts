// Is a file taken whole or not at all, told to release, written in the trail, and dated at its source?
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { openInbound } from '#inbound'
import { openPatients } from '#patients'
import { type GivenImport, everything, givenImport, organization, patient } from './fhir-import-given.ts'

let given: GivenImport
beforeEach(async () => {
  given = await givenImport()
})
afterEach(() => given.end())

const condition = (id: string, of: string) => ({ resourceType: 'Condition', id, code: { text: id }, subject: { reference: `Patient/${of}` } })
const bundle = (...resources: readonly object[]) => JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: resources.map((resource) => ({ resource })) })

test('an import that dies in a file leaves nothing of that file, and the next run goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-whole-'))
  for (const id of ['a', 'b', 'c']) writeFileSync(join(folder, `${id}.json`), bundle(patient(id, id.toUpperCase()), condition(`${id}-1`, id)))
  const { database } = given
  let files = 0
  const dying = openInbound({
    audit: openAudit(), directory: openDirectory(), patients: openPatients({ keys: database.keys }), keys: database.keys, clock: database.clock, database: database.feed,
    decided: async () => {
      files += 1
      if (files === 2) throw new Error('the power went')
    },
    forgotten: async () => undefined,
  })
  await assert.rejects(dying.importPaths([folder], { organization }), /the power went/)
  assert.deepEqual(await given.look('select mrn from patients_patient order by 1'), [{ mrn: 'A' }])
  assert.equal((await given.look('select 1 from store_raw')).length, 2)
  const report = await given.inbound.importPaths([folder], { organization })
  assert.deepEqual([report.total.stored, report.total.unchanged], [4, 2])
})

test('each patient gets one line in the trail; an import without news writes none', async () => {
  const both = bundle(patient('a', 'A'), patient('b', 'B'), condition('a-1', 'a'), condition('b-1', 'b'), condition('b-2', 'b'))
  await given.text(both)
  const lines = await given.look<{ mrn: string; kind: string; count: number; role: string }>('select p.mrn, e.kind, e.count, e.actor_role as role from audit_event e join patients_patient p on p.id = e.patient order by 1')
  assert.deepEqual(lines, [{ mrn: 'A', kind: 'records-imported', count: 2, role: 'system' }, { mrn: 'B', kind: 'records-imported', count: 3, role: 'system' }])
  await given.text(both)
  assert.equal((await given.look('select 1 from audit_event')).length, 2)
})

test('release decides every record in the same transaction', async () => {
  await given.text(bundle(patient(), condition('c1', 'p1'), condition('c2', 'p1')))
  const missing = await given.look('select 1 from store_record r where not exists (select 1 from release_ledger l where l.record = r.id and l.patient = r.patient and l.filed = r.filed)')
  assert.deepEqual(missing, [])
})

test('a source is as fresh as its last delivery; the same file again makes nothing fresher', async () => {
  const fresh = async () => (await given.look<{ at: string }>("select to_char(last_received at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at from directory_source"))[0]?.at
  await given.text(bundle(patient()))
  assert.equal(await fresh(), '2026-11-20 12:00')
  given.database.clock.advance({ days: 2 })
  const was = await everything(given)
  await given.text(bundle(patient()))
  assert.deepEqual(await everything(given), was)
  await given.text(bundle(condition('new', 'p1')))
  assert.equal(await fresh(), '2026-11-22 12:00')
})

test('the same bundle packed and plain is the same delivery', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-whole-'))
  const text = bundle(patient(), condition('c1', 'p1'))
  writeFileSync(join(folder, 'a.json'), text)
  writeFileSync(join(folder, 'b.json.gz'), gzipSync(text))
  const report = await given.inbound.importPaths([folder], { organization })
  assert.deepEqual([report.total.stored, report.total.unchanged], [2, 2])
  assert.equal((await given.look('select 1 from store_delivery')).length, 1)
})

test('directories in files that begin with "_" come first, so that later files find their names', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-whole-'))
  writeFileSync(join(folder, 'A.json'), bundle(patient(), { ...condition('c1', 'p1'), recorder: { reference: 'Practitioner?identifier=npi|7' } }))
  writeFileSync(join(folder, '_people.json'), bundle({ resourceType: 'Practitioner', id: 'd', identifier: [{ system: 'npi', value: '7' }], name: [{ given: ['Ada'], family: 'Byron' }] }))
  const report = await given.inbound.importPaths([folder], { organization })
  assert.deepEqual(report.files.map((file) => file.name.split('/').at(-1)), ['_people.json', 'A.json'])
  assert.equal((await given.records())[0]?.card.who, 'Ada Byron')
})

test('an organization that is not in the directory is refused before any file is read', async () => {
  await assert.rejects(given.inbound.importPaths(['/nowhere'], { organization: 'nobody' }), RangeError)
})

test('the record number is of type MR, else no number that others gave, else the id', async () => {
  const numbered = (id: string, identifier: readonly object[] | undefined) => ({ resourceType: 'Patient', id, birthDate: '1990-01-01', name: [{ family: id }], identifier })
  const kind = (code: string) => ({ coding: [{ code }] })
  await given.text(bundle(numbered('x1', [{ type: kind('SS'), value: '999' }, { type: kind('MR'), value: 'M-1' }]), numbered('x2', [{ type: kind('SS'), value: '998' }, { value: 'N-2' }]), numbered('x3', [{ type: kind('DL'), value: '997' }]), numbered('x4', undefined)))
  assert.deepEqual((await given.look<{ mrn: string }>('select mrn from patients_patient order by 1')).map((one) => one.mrn), ['M-1', 'N-2', 'x3', 'x4'])
})

const measured = (id: string, value: number, more: object = {}) => ({ resourceType: 'Observation', id, status: 'final', category: [{ coding: [{ code: 'laboratory' }] }], code: { text: id }, subject: { reference: 'Patient/p1' }, effectiveDateTime: '2026-04-12', valueQuantity: { value }, ...more })
const panel = (status: string, ...results: readonly string[]) => ({ resourceType: 'DiagnosticReport', id: 'r', status, category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'Panel' }, subject: { reference: 'Patient/p1' }, result: results.map((id) => ({ reference: `Observation/${id}` })) })
const shown = async () => (await given.records()).filter((one) => one.sameAs === null).map((one) => ('values' in one.body ? [one.card.status, ...one.body.values.map((value) => `${value.name.text} ${value.quantity?.value}`)] : []))

test('a measurement corrected alone corrects the report it stands in; the old file again changes nothing', async () => {
  const first = bundle(patient(), measured('ldl', 240), measured('hdl', 50), panel('final', 'ldl', 'hdl'))
  await given.text(first)
  given.database.clock.advance({ hours: 1 })
  await given.text(bundle(measured('ldl', 140, { status: 'corrected' })))
  assert.deepEqual(await shown(), [['final', 'ldl 140', 'hdl 50']])
  const was = await everything(given)
  await given.text(first)
  assert.deepEqual(await everything(given), was)
})

test('a report that becomes final without its measurements keeps them', async () => {
  await given.text(bundle(patient(), measured('ldl', 240), panel('preliminary', 'ldl')))
  await given.text(bundle(panel('final', 'ldl')))
  assert.deepEqual(await shown(), [['final', 'ldl 240']])
  assert.notEqual((await given.records())[0]?.finalAt, null)
})

test('a measurement that came before its report is told by the report from then on', async () => {
  await given.text(bundle(patient(), measured('ldl', 240)))
  await given.text(bundle(measured('ldl', 240), panel('final', 'ldl')))
  assert.deepEqual(await shown(), [['final', 'ldl 240']])
  const ledger = await given.look('select 1 from release_ledger')
  assert.equal(ledger.length, 1)
})

test('vital signs of one moment in two files are one record', async () => {
  const vital = (id: string) => measured(id, 70, { category: [{ coding: [{ code: 'vital-signs' }] }] })
  await given.text(bundle(patient(), vital('pulse')))
  await given.text(bundle(vital('weight')))
  const [record, ...others] = await given.records()
  assert.equal(others.length, 0)
  assert.deepEqual(record?.body.kind === 'vital-signs' && record.body.values.map((one) => one.name.text).sort((a, b) => (a < b ? -1 : 1)), ['pulse', 'weight'])
})

test('a copy that is marked sensitive marks the note that is shown', async () => {
  const data = Buffer.from('The same words.').toString('base64')
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }]
  await given.text(bundle(patient(), { resourceType: 'DiagnosticReport', id: 'r', meta: { security }, status: 'final', code: { text: 'Progress note' }, subject: { reference: 'Patient/p1' }, effectiveDateTime: '2026-04-12', presentedForm: [{ contentType: 'text/plain', data }] },
    { resourceType: 'DocumentReference', id: 'd', status: 'current', type: { text: 'Progress note' }, subject: { reference: 'Patient/p1' }, date: '2026-04-12', content: [{ attachment: { contentType: 'text/plain', data } }] }))
  const records = (await given.records()).filter((one) => one.sameAs === null)
  assert.deepEqual(records.map((one) => one.labels), [1])
})
