// Whose is what a FHIR file tells? A record number of this organization decides, or an operator; papers from anywhere need one
// that says what it is; what fits nobody is kept under nobody and said.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { type GivenImport, givenImport, organization, outside, patient, skipWithout } from './fhir-import-given.ts'

let given: GivenImport
beforeEach(async () => {
  given = await givenImport()
})
afterEach(() => given.end())

const person = (id: string, identifier: readonly object[] | undefined, more: object = {}) => ({ resourceType: 'Patient', id, identifier, name: [{ family: 'Ngata', given: ['Aroha'] }], birthDate: '1970-03-04', ...more })
const condition = (id: string, subject: object) => ({ resourceType: 'Condition', id, code: { text: id }, subject })
const document = (who: object, ...others: readonly object[]) => JSON.stringify({ resourceType: 'Bundle', type: 'document', identifier: { value: 'd' }, entry: [{ resource: { resourceType: 'Composition', id: 'c', status: 'final', type: { text: 'Summary' }, title: 'Summary', date: '2026-05-01', author: [{ display: 'x' }], subject: { reference: 'Patient/p' }, section: [] } }, { resource: who }, ...others.map((resource) => ({ resource }))] })
const charts = async () => (await given.look<{ mrn: string; name: string }>('select mrn, name from patients_patient order by 1')).map((one) => `${one.mrn} ${one.name}`)
const kinds = async (mrn: string) => (await given.records(mrn)).map((one) => one.body.kind)

function imported(text: string, mrn?: string) {
  const path = join(mkdtempSync(join(tmpdir(), 'portico-whose-')), 'x.json')
  writeFileSync(path, text)
  return given.inbound.importPaths([path], { organization, ...(mrn === undefined ? {} : { mrn }) })
}

test('a document from abroad whose patient has no record number waits under nobody, until an operator says whose it is', async () => {
  const paper = document(person('p', [{ system: 'https://standards.digital.health.nz/ns/nhi-id', value: 'ZZZ0008' }]), condition('asthma', { reference: 'Patient/p' }))
  const report = await imported(paper)
  assert.deepEqual(await charts(), [])
  assert.match(report.skipped[0]?.reason ?? '', /no record number.*Filed under nobody/)
  await imported(paper, 'M-77')
  assert.deepEqual(await charts(), ['M-77 Aroha Ngata'])
  assert.deepEqual(await kinds('M-77'), ['condition', 'document'])
})

test('a document changes no chart that is here, and is refused when the birth date contradicts it', async () => {
  await imported(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: person('p', [{ type: { coding: [{ code: 'MR' }] }, value: 'M-1' }]) }] }))
  const paper = (birthDate: string) => document(person('q', [{ type: { coding: [{ code: 'MR' }] }, value: 'M-1' }], { name: [{ family: 'Old-Name', given: ['Aroha'] }], birthDate })).replaceAll('Patient/p', 'Patient/q')
  await imported(paper('1970-03-04'))
  assert.deepEqual(await charts(), ['M-1 Aroha Ngata'])
  assert.match((await imported(paper('1999-09-09'))).files[0]?.refused ?? '', /another birth date/)
  assert.match((await imported(paper('1999-09-09'), 'M-1')).files[0]?.refused ?? '', /another birth date/)
})

test('others whom a document names get no chart and nothing of theirs is shown', async () => {
  await imported(document(person('p', [{ type: { coding: [{ code: 'MR' }] }, value: 'M-1' }]), { ...person('child', [{ type: { coding: [{ code: 'MR' }] }, value: 'M-2' }]) }, condition('theirs', { reference: 'Patient/child' })))
  assert.deepEqual(await charts(), ['M-1 Aroha Ngata'])
  assert.deepEqual(await kinds('M-1'), ['document'])
})

test('an operator can mean only one person in a file', async () => {
  const two = JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: person('a', undefined) }, { resource: person('b', undefined) }] })
  assert.match((await imported(two, 'M-1')).files[0]?.refused ?? '', /more than one patient/)
  await imported(JSON.stringify(condition('asthma', { reference: 'Patient/unknown' })), 'M-1')
  assert.deepEqual(await charts(), [], 'a number alone opens no chart')
  await imported(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: person('a', undefined) }, { resource: condition('gout', { reference: 'Patient/a' }) }] }), 'M-1')
  await imported(JSON.stringify(condition('asthma', { reference: 'Patient/unknown' })), 'M-1')
  assert.deepEqual((await given.records('M-1')).map((one) => one.card.name).sort(), ['asthma', 'gout'])
})

test('what came before its patient, in an import of its own, comes in when it is brought again', async () => {
  const asthma = condition('asthma', { reference: 'Patient/p1' })
  assert.match((await given.bundle([asthma])).skipped[0]?.reason ?? '', /bring it again once the patient is here/)
  await given.bundle([patient()])
  assert.deepEqual(await given.records(), [])
  await given.bundle([asthma])
  assert.deepEqual((await given.records()).map((one) => one.card.name), ['asthma'])
})

test('a subject called by its record number alone is found; by any other number it is nobody', async () => {
  await given.bundle([patient()])
  const by = (system: string) => ({ identifier: { system, value: 'M1' } })
  await given.bundle([condition('logical', by('https://lakeside.example/mrn')), condition('conditional', { reference: 'Patient?identifier=https://lakeside.example/mrn|M1' }), condition('insured', by('https://payer.example/member'))])
  assert.deepEqual((await given.records()).map((one) => one.card.name).sort(), ['conditional', 'logical'])
})

test('numbers of nations and payers are no record numbers, whatever their type', async () => {
  await given.bundle([person('own', [{ system: 'http://hl7.org/fhir/sid/us-ssn', value: '999-22-8844' }, { system: 'https://payer.example/passport', value: 'X1' }, { value: 'N-1' }])])
  assert.deepEqual(await charts(), ['N-1 Aroha Ngata'])
})

describe('summaries of many countries', { skip: skipWithout('ips') }, () => {
  test('open a chart only by what says that it is a record number; with an operator each of them comes in', async () => {
    const report = await given.inbound.importPaths([join(outside, 'ips')], { organization })
    assert.deepEqual(report.files.filter((one) => one.refused !== null && !/another birth date/.test(one.refused)), [])
    const opened = (await charts()).length
    assert.ok(opened >= 8 && opened <= 14, `${opened} charts`)
    const [file] = report.files
    assert.ok(file !== undefined)
    const nz = await given.inbound.importPaths([join(outside, 'ips/connectathon_samples__NZ_Peter_Jordan_AAA1234.json')], { organization, mrn: 'NZ-1' })
    assert.equal(nz.files[0]?.refused, null)
    assert.ok((await kinds('NZ-1')).includes('document'))
  })
})
