// What happens to a document whose place another one takes (FHIR R4 document-relationship-type `replaces`)? It stays to be read as
// an older version, whichever of the two came first; nobody else's document is touched.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { type GivenImport, givenImport, patient } from './fhir-import-given.ts'

let given: GivenImport
beforeEach(async () => {
  given = await givenImport()
})
afterEach(() => given.end())

const subject = { reference: 'Patient/p1' }
const written = '2026-03-01T10:00:00Z'
const letter = (id: string, more: object = {}) => ({ resourceType: 'DocumentReference', id, status: 'current', type: { text: `Letter ${id}` }, subject, date: written, content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(id).toString('base64') } }], ...more })
const summary = (id: string, more: object = {}) => ({ resourceType: 'Composition', id, identifier: { system: 'urn:here', value: `number-${id}` }, status: 'final', type: { text: `Summary ${id}` }, title: id, subject, date: written, ...more })
const noAllergies = { section: [{ title: 'Allergies', code: { coding: [{ system: 'http://loinc.org', code: '48765-2' }] }, emptyReason: { coding: [{ code: 'nilknown' }] } }] }
const sent = (...resources: readonly object[]) => given.text(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }))
const statuses = async (mrn = 'M1') => Object.fromEntries((await given.records(mrn)).flatMap(({ body, card, removed }) => ('status' in body && body.kind === 'document' || body.kind === 'note' ? [[card.name, removed ? 'removed' : `${body.status} ${card.status}`]] : [])))

const relations: Readonly<Record<string, readonly [object, object]>> = {
  'a letter, by reference': [letter('a'), letter('b', { relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/a' } }] })],
  'a summary, by reference': [summary('a'), summary('b', { relatesTo: [{ code: 'replaces', targetReference: { reference: 'Composition/a' } }] })],
  'a summary, by its number': [summary('a'), summary('b', { relatesTo: [{ code: 'replaces', targetIdentifier: { system: 'urn:here', value: 'number-a' } }] })],
}
for (const [name, [old, newer]] of Object.entries(relations)) {
  const word = name.startsWith('a letter') ? 'Letter' : 'Summary'
  const ends = { [`${word} a`]: 'superseded superseded', [`${word} b`]: 'current current' }
  test(`${name}: the older one is an older version in any order`, async () => {
    await sent(patient(), old)
    assert.deepEqual(await statuses(), { [`${word} a`]: 'current current' })
    await sent(newer)
    assert.deepEqual(await statuses(), ends)
    await sent(old, newer)
    assert.deepEqual(await statuses(), ends, 'the same again changes nothing')
    await sent({ ...old, language: 'en' })
    assert.deepEqual(await statuses(), ends, 'what is sent once more with a change is still replaced')
  })
  test(`${name}: the newer one first`, async () => {
    await sent(patient(), newer)
    await sent(old)
    assert.deepEqual(await statuses(), ends)
  })
  test(`${name}: both at once`, async () => {
    await sent(patient(), newer, old)
    assert.deepEqual(await statuses(), ends)
  })
}

test('what only adds to a document, or is another person’s, replaces nothing', async () => {
  await sent(patient(), patient('p2', 'M2'), letter('a'), letter('c', { subject: { reference: 'Patient/p2' } }))
  await sent(letter('b', { relatesTo: [{ code: 'appends', target: { reference: 'DocumentReference/a' } }, { code: 'replaces', target: { reference: 'DocumentReference/c' } }, { code: 'replaces', target: { display: 'Letter a' } }] }))
  assert.deepEqual({ ...(await statuses()), ...(await statuses('M2')) }, { 'Letter a': 'current current', 'Letter b': 'current current', 'Letter c': 'current current' })
})

test('a correction that was itself sent in error replaces nothing', async () => {
  await sent(patient(), letter('a'), letter('b', { status: 'entered-in-error', relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/a' } }] }))
  assert.deepEqual(await statuses(), { 'Letter a': 'current current', 'Letter b': 'removed' })
})

test('what a replaced summary said of a whole list is taken back with it', async () => {
  const said = async () => (await given.records()).filter(({ body, removed }) => body.kind === 'allergy' && !removed).map((one) => one.card.name)
  await sent(patient(), summary('a', noAllergies))
  assert.deepEqual(await said(), ['No known allergies'])
  await sent(summary('b', { relatesTo: [{ code: 'replaces', targetReference: { reference: 'Composition/a' } }] }))
  assert.deepEqual(await said(), [])
})

test('of two versions of a summary the one that was written last rules, whichever came last', async () => {
  await sent(patient(), summary('a', { title: 'new', date: '2026-04-01T00:00:00Z' }))
  await sent(summary('a', { title: 'old' }))
  assert.deepEqual((await given.records()).map(({ body }) => (body.kind === 'document' ? body.title : '')), ['new'])
})
