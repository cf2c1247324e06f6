// Which forms of FHIR R4 are read? Bundles that tell something, a bundle in a bundle, one resource alone, NDJSON of one type and
// of mixed types, a bulk export. What a sender asks a server to do is never done.
import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type GivenImport, everything, givenImport, organization, outside, patient, skipWithout } from './fhir-import-given.ts'

let given: GivenImport
beforeEach(async () => {
  given = await givenImport()
})
afterEach(() => given.end())

const condition = (id: string, of = 'p1') => ({ resourceType: 'Condition', id, code: { text: id }, subject: { reference: `Patient/${of}` } })
const names = async (mrn = 'M1') => (await given.records(mrn)).filter((one) => one.sameAs === null).map((one) => one.card.name).sort((a, b) => (a < b ? -1 : 1))
const folder = () => mkdtempSync(join(tmpdir(), 'portico-forms-'))
const lines = (...resources: readonly (object | string)[]) => resources.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n')
/** Files by name, imported as one folder. */
function files(all: Readonly<Record<string, string | Buffer>>) {
  const at = folder()
  for (const [name, text] of Object.entries(all)) writeFileSync(join(at, name), text)
  return given.inbound.importPaths([at], { organization })
}

for (const type of ['transaction', 'batch', 'collection', 'searchset', 'message', 'batch-response', 'transaction-response']) {
  test(`a bundle of type ${type} is read`, async () => {
    const report = await given.bundle([...(type === 'message' ? [{ resourceType: 'MessageHeader', id: 'h', eventCoding: { code: 'x' }, source: { endpoint: 'urn:x' }, focus: [{ reference: 'Condition/asthma' }] }] : []), patient(), condition('asthma')], type)
    assert.equal(report.files[0]?.refused, null)
    assert.deepEqual(await names(), ['asthma'])
  })
}

test('a history, a subscription notice and a type that does not exist are refused by name', async () => {
  for (const type of ['history', 'subscription-notification', 'nothing']) assert.match((await given.bundle([patient()], type)).files[0]?.refused ?? '', new RegExp(`carry no record: ${type}`))
})

test('a resource alone is read', async () => {
  await given.text(JSON.stringify(patient()))
  await given.text(JSON.stringify(condition('asthma')))
  assert.deepEqual(await names(), ['asthma'])
})

test('a bundle in a bundle that tells something is read one step deep; what asks something is kept whole and not done', async () => {
  const inner = (type: string, id: string) => ({ resourceType: 'Bundle', id: `b-${id}`, type, entry: [{ resource: condition(id), request: { method: 'DELETE', url: 'Condition/kept' } }, { request: { method: 'DELETE', url: 'Condition/kept' } }] })
  const told = (id: string) => ({ resourceType: 'Bundle', id: `b-${id}`, type: 'searchset', entry: [{ resource: condition(id) }, { resource: inner('collection', 'too-deep') }] })
  const report = await given.bundle([patient(), condition('kept'), told('read'), inner('transaction', 'asked')])
  assert.deepEqual(await names(), ['kept', 'read'])
  assert.match(report.skipped.find((one) => one.type === 'Bundle')?.reason ?? '', /never done/)
  assert.equal(report.byType.Bundle?.received, 3)
})

test('what a transaction asks for is never done: a deletion with its resource is no fact, one without is said by its number', async () => {
  const text = JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: [{ resource: patient() }, { resource: condition('asthma') }, { request: { method: 'DELETE', url: 'Condition/asthma' } }, { resource: condition('gout'), request: { method: 'DELETE', url: 'Condition/gout' } }, {}] })
  const report = await given.text(text)
  assert.deepEqual(await names(), ['asthma'])
  assert.deepEqual(report.skipped.map((one) => [one.type, one.entry]).sort(), [['Condition', 4], ['not a resource', 0], ['not a resource', 3]])
})

test('Parameters are kept and not read: a question is no fact', async () => {
  const report = await given.text(JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'MemberPatient', resource: patient() }] }))
  assert.deepEqual(await given.look('select id from patients_patient'), [])
  assert.match(report.skipped[0]?.reason ?? '', /operation/)
})

test('a resource without an id is known by the number under which its sender creates it once', async () => {
  const asthma = { ...condition('x'), id: undefined, code: { text: 'Asthma' } }
  const sent = (url: string, more: object) => given.text(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: [{ resource: patient() }, { fullUrl: url, resource: { ...asthma, ...more }, request: { method: 'POST', url: 'Condition', ifNoneExist: 'identifier=https%3A%2F%2Fx.example|7' } }] }))
  await sent('urn:uuid:0b1a4f9e-0000-4000-8000-000000000001', {})
  await sent('urn:uuid:0b1a4f9e-0000-4000-8000-000000000002', { recordedDate: '2026-05-01' })
  assert.deepEqual(await names(), ['Asthma'])
})

test('NDJSON: a resource in each line, broken ones named by their number and kept as they came, the others in', async () => {
  const text = lines(patient(), '', condition('a'), '{"resourceType":"Condition"', condition('b'), '[1]', '{"no":"resource"}', Buffer.from('ff').toString())
  const report = await files({ 'x.ndjson': Buffer.concat([Buffer.from(`${text}\n`), Buffer.from([0x22, 0xff, 0x22, 0x0d, 0x0a])]) })
  assert.deepEqual(await names(), ['a', 'b'])
  assert.deepEqual(report.skipped.map((one) => [one.entries, one.reason.split(': ').at(-1)]).sort(), [[[4, 8], 'This is not sound JSON.'], [[6, 7], 'This is not a FHIR bundle or resource.'], [[9], 'The file has bytes that are not UTF-8.']])
  const kept = await given.look<{ text: string; bytes: Buffer | null }>("select text, bytes from store_raw where type = '' order by line")
  assert.deepEqual(kept.map((one) => one.bytes?.toString('latin1') ?? one.text), ['{"resourceType":"Condition"', '[1]', '{"no":"resource"}', 'ff', '"\u00ff"\r'])
})

test('a file of lines of which none can be read is refused, with nothing kept', async () => {
  const was = await everything(given)
  const report = await files({ 'a.ndjson': 'hello\nworld\n', 'b.phr': '\n\n', 'c.ndjson': '', 'd.ndjson.gz': 'no gzip' })
  assert.deepEqual(report.files.map((one) => one.refused), ['Line 1: This is not sound JSON.', 'The file is empty.', 'The file is empty.', 'The name says gzip, but the file cannot be unpacked.'])
  assert.deepEqual(await everything(given), was)
})

test('lines of many batches come in as one file would: numbers of lines, references backwards, the same again changes nothing', async () => {
  const many = Array.from({ length: 9_000 }, (_, at) => ({ ...condition(`c${at}`), note: [{ text: 'x'.repeat(800) }] }))
  const text = lines(patient(), ...many.slice(0, 8_000), '{', ...many.slice(8_000))
  const all = { 'plain.ndjson': text, 'packed.ndjson.gz': gzipSync(text) }
  const report = await files({ 'plain.ndjson': text })
  assert.equal((await given.records()).length, 9_000)
  assert.deepEqual(report.skipped.map((one) => one.entries), [[8_002]])
  assert.equal(report.files[0]?.received, 9_002)
  assert.ok((await given.look('select 1 from store_delivery')).length > 1, 'in batches')
  const was = await everything(given)
  assert.equal((await files(all)).total.stored, 0)
  assert.deepEqual(await everything(given), was)
})

test('a bulk export comes in whatever the files are called: patients first, then what others point at', async () => {
  const report = await files({
    '1.ndjson': lines(condition('asthma')), '2.ndjson.gz': gzipSync(lines({ resourceType: 'MedicationRequest', id: 'm', status: 'active', intent: 'order', medicationReference: { reference: 'Medication/m1' }, subject: { reference: 'Patient/p1' } })),
    '3.ndjson': lines({ resourceType: 'Medication', id: 'm1', code: { text: 'Aspirin' } }), '4.ndjson': lines(patient()),
  })
  assert.deepEqual(report.files.map((one) => one.name.split('/').at(-1)), ['4.ndjson', '3.ndjson', '1.ndjson', '2.ndjson.gz'])
  assert.deepEqual(await names(), ['Aspirin', 'asthma'])
})

test('a line that is far too long stops its file there; what came before stays', async () => {
  const report = await files({ 'x.ndjson': `${lines(patient(), ...Array.from({ length: 5_000 }, (_, at) => ({ ...condition(`c${at}`), note: [{ text: 'x'.repeat(900) }] })))}\n{"a":"${'x'.repeat(33_000_000)}"}` })
  assert.match(report.files[0]?.refused ?? '', /^Line 5002: A line is over 32 MB/)
  assert.ok((report.files[0]?.received ?? 0) > 3_000)
})

test('the bulk export of others: seven patients, every line kept', { skip: skipWithout('fhir-bulk-ndjson') }, async () => {
  const at = folder()
  // Named so that by their names the patients would come last.
  for (const name of readdirSync(join(outside, 'fhir-bulk-ndjson')).filter((one) => /ndjson/.test(one))) copyFileSync(join(outside, 'fhir-bulk-ndjson', name), join(at, name.startsWith('Patient') ? `z-${name}` : name))
  const report = await given.inbound.importPaths([at], { organization })
  assert.deepEqual(report.files.filter((one) => one.refused !== null), [])
  assert.equal(report.patients.created, 7)
  assert.equal(report.total.stored, report.total.received)
  assert.deepEqual(report.skipped.map((one) => [one.type, one.reason.slice(0, 4)]), [['Device', 'Kept']])
})

test('personal records of mixed lines: broken ones are named, the rest comes in', { skip: skipWithout('fhir-phr-ndjson') }, async () => {
  const report = await given.inbound.importPaths([join(outside, 'fhir-phr-ndjson')], { organization })
  assert.deepEqual(report.files.filter((one) => one.refused !== null), [])
  const broken = report.skipped.filter((one) => one.type === 'not a resource')
  assert.equal(broken.reduce((sum, one) => sum + one.count, 0), 366)
  assert.ok(broken.every((one) => one.entries.length > 0))
})

test('a thing that stands a thousand times in one file is settled at once, and the last one rules; "undefined" is no id', async () => {
  const thousand = Array.from({ length: 1_000 }, (_, at) => ({ resource: { ...condition('same'), code: { text: `version ${at}` } } }))
  await given.text(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient() }, ...thousand, { fullUrl: 'Condition/undefined', resource: { ...condition('x'), id: undefined, code: { text: 'one' } } }, { fullUrl: 'Condition/undefined', resource: { ...condition('x'), id: undefined, code: { text: 'another' } } }] }))
  assert.deepEqual(await names(), ['another', 'one', 'version 999'])
  assert.deepEqual(await given.look("select count(*)::int as n from store_raw where source_id = 'same' and not superseded"), [{ n: 1 }])
})
