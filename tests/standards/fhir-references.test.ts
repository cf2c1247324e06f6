// Does a reference lead to what it means and to nothing else; and does a file hold what it is said to hold?
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Attachment } from '../../contract/clinical.ts'
import { type GivenImport, givenImport, patient } from './fhir-import-given.ts'

let given: GivenImport
before(async () => {
  given = await givenImport()
})
after(() => given.end())

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const condition = (id: string, subject: object, more: object = {}) => ({ resourceType: 'Condition', id, code: { text: id }, subject, ...more })
const bundle = (...entries: readonly object[]) => given.text(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: entries }))
const names = async (mrn: string) => (await given.records(mrn)).map((one) => one.card.name).sort((a, b) => (a < b ? -1 : 1))

test('a subject is found by urn:uuid, urn:oid, type and id, address, address of a version, and by number', async () => {
  const at = 'https://a.example/fhir/'
  await bundle(
    { fullUrl: `${at}Patient/s1`, resource: patient('s1', 'S1') }, { fullUrl: 'urn:oid:2.25.1', resource: patient('s2', 'S2') }, { fullUrl: 'urn:uuid:s3', resource: patient('s3', 'S3') },
    { resource: condition('relative', { reference: 'Patient/s1' }) }, { resource: condition('address', { reference: `${at}Patient/s1` }) }, { resource: condition('version', { reference: `${at}Patient/s1/_history/4` }) }, { resource: condition('relative version', { reference: 'Patient/s1/_history/4' }) },
    { resource: condition('oid', { reference: 'urn:oid:2.25.1' }) }, { resource: condition('uuid', { reference: 'urn:uuid:s3' }) },
    { resource: condition('conditional', { reference: 'Patient?identifier=https://lakeside.example/mrn|S1' }) }, { resource: condition('logical', { type: 'Patient', identifier: { system: 'https://lakeside.example/mrn', value: 'S1' } }) }, { resource: condition('logical without type', { identifier: { system: 'https://lakeside.example/mrn', value: 'S1' } }) },
    { resource: condition('contained', { reference: '#p' }, { contained: [{ ...patient('p', 'S1') }] }) },
  )
  assert.deepEqual(await names('S1'), ['address', 'conditional', 'contained', 'logical', 'logical without type', 'relative', 'relative version', 'version'])
  assert.deepEqual(await names('S2'), ['oid'])
  assert.deepEqual(await names('S3'), ['uuid'])
})

test("another server's patient of the same id is somebody else", async () => {
  const report = await bundle({ fullUrl: 'https://a.example/fhir/Patient/1', resource: patient('1', 'O1') }, { fullUrl: 'https://a.example/fhir/Condition/c', resource: condition('theirs', { reference: 'https://b.example/fhir/Patient/1' }) })
  assert.deepEqual(await names('O1'), [])
  assert.match(report.skipped[0]?.reason ?? '', /names no patient/)
})

test('a name that two people of one file have leads to neither', async () => {
  const report = await bundle({ fullUrl: 'urn:uuid:same', resource: patient('d1', 'D1') }, { fullUrl: 'urn:uuid:same', resource: patient('d2', 'D2') }, { resource: condition('by url', { reference: 'urn:uuid:same' }) }, { resource: patient('d3', 'D3') }, { resource: patient('d4', 'D3') }, { resource: condition('by number', { reference: 'Patient?identifier=https://lakeside.example/mrn|D3' }) }, { resource: condition('by id', { reference: 'Patient/d1' }) })
  assert.deepEqual([await names('D1'), await names('D2')], [['by id'], []])
  assert.ok(report.skipped.some((one) => one.type === 'Condition' && /names no patient/.test(one.reason)))
})

test('a circle of references and one to itself end', async () => {
  const member = (id: string, of: string) => ({ resource: { resourceType: 'Observation', id, status: 'final', category: [{ coding: [{ code: 'laboratory' }] }], code: { text: id }, subject: { reference: 'Patient/c1' }, hasMember: [{ reference: `Observation/${of}` }] } })
  await bundle({ resource: patient('c1', 'C1') }, member('a', 'b'), member('b', 'a'), member('self', 'self'), { resource: { resourceType: 'PractitionerRole', id: 'r', practitioner: { reference: 'PractitionerRole/r' } } }, { resource: condition('x', { reference: 'Patient/c1' }, { recorder: { reference: 'PractitionerRole/r' } }) })
  assert.deepEqual(await names('C1'), ['a', 'self', 'x'])
})

let round = 0
async function attached(attachment: object, ...others: readonly object[]): Promise<Attachment> {
  round += 1
  const subject = { reference: `Patient/f${round}` }
  await bundle({ resource: patient(`f${round}`, `F${round}`) }, { resource: { resourceType: 'DocumentReference', id: `doc${round}`, status: 'current', type: { text: 'Letter' }, subject, content: [{ attachment }] } }, ...others)
  const body = (await given.records(`F${round}`))[0]?.body
  assert.ok(body !== undefined && 'attachments' in body)
  const [one] = body.attachments
  assert.ok(one !== undefined)
  return one
}
const pdf = Buffer.from('%PDF-1.7\n%\u00ff\n')

test('a file is inside, in a Binary beside it, or elsewhere; each says so', async () => {
  assert.equal((await attached({ contentType: 'text/plain', data: base64('words') })).text, 'words')
  const binary = { resourceType: 'Binary', id: 'bin', contentType: 'application/pdf', data: base64(pdf) }
  assert.equal((await attached({ url: 'Binary/bin', title: 'a.pdf' }, { resource: binary })).base64, base64(pdf))
  assert.equal((await attached({ url: 'urn:uuid:bin-2' }, { fullUrl: 'urn:uuid:bin-2', resource: { ...binary, id: 'bin-2' } })).contentType, 'application/pdf')
  const [raw] = await given.look<{ patient: string; document: string }>("select b.patient, d.patient as document from store_raw b, store_raw d where b.source_id = 'bin' and d.source_id = 'doc2'")
  assert.equal(raw?.patient, raw?.document, 'a Binary is whose its document is')
  assert.equal((await attached({ contentType: 'application/pdf', url: 'https://a.example/Binary/7' })).address, 'https://a.example/Binary/7')
})

test("another person's Binary is never taken for one's own", async () => {
  const one = await attached({ contentType: 'application/pdf', url: 'Binary/foreign' }, { resource: patient('stranger', 'STRANGER') }, { resource: { resourceType: 'Binary', id: 'foreign', contentType: 'application/pdf', data: base64(pdf), securityContext: { reference: 'Patient/stranger' } } })
  assert.deepEqual([one.base64, one.address], [undefined, 'Binary/foreign'])
})

test('what a file is called is compared with what it is: type, size and hash', async () => {
  const page = '<html><script>1</script></html>'
  const lie = await attached({ contentType: 'application/pdf', data: base64(page) })
  assert.deepEqual([lie.contentType, lie.differs, lie.text], ['application/octet-stream', 'type', undefined])
  assert.equal((await attached({ contentType: 'text/plain', data: base64(pdf) })).differs, 'type')
  assert.equal((await attached({ contentType: 'image/png', data: base64('MZ program') })).differs, 'type')
  assert.equal((await attached({ contentType: 'application/pdf', data: base64(pdf) })).differs, undefined)
  assert.equal((await attached({ contentType: 'text/plain', data: base64('words'), size: 6 })).differs, 'size')
  const sha1 = hash('sha1', 'words', 'buffer')
  for (const right of [sha1.toString('base64'), sha1.toString('hex'), base64(sha1.toString('hex'))]) assert.equal((await attached({ contentType: 'text/plain', data: base64('words'), size: 5, hash: right })).differs, undefined)
  assert.equal((await attached({ contentType: 'text/plain', data: base64('other'), hash: sha1.toString('base64') })).differs, 'hash')
  assert.equal((await attached({ contentType: 'application/pdf', data: 'not base64!' })).damage, 'not base64')
  assert.equal((await attached({ contentType: 'text/xml', data: base64('<a/>') })).text, undefined)
})

test('a scanned letter of 20 MB comes in whole; one that is too large refuses its file and says so', async () => {
  const scan = Buffer.concat([pdf, Buffer.alloc(20_000_000)])
  assert.equal((await attached({ contentType: 'application/pdf', data: base64(scan) })).bytes, scan.length)
  const report = await bundle({ resource: { resourceType: 'Binary', id: 'huge', contentType: 'application/pdf', data: base64(Buffer.alloc(21_500_000)) } })
  assert.match(report.files[0]?.refused ?? '', /A text is over 28 MB/)
})
