// By which number, contact and address is somebody known whose Patient resource has several, of now and of before?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBundle } from '../read-bundle.ts'
import { understand } from './understand.ts'
import { openDirectoryOfFiles } from './references.ts'

const record = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }
function named(patient: object, authorities: readonly string[] = []) {
  const bundle = readBundle(Buffer.from(JSON.stringify({ resourceType: 'Patient', id: 'p', name: [{ family: 'Alvarez', given: ['Rosa'] }], birthDate: '1968-02-29', ...patient })))
  const { read } = understand(bundle, { organization: 'lakeside', source: 'lakeside:ehr', space: 'lakeside:ehr', timeZone: 'America/New_York', name: 'x.json', files: openDirectoryOfFiles(), terms: { authorities, opensCharts: 'any', charset: null } })
  const found = read.charts.get('p')
  assert.ok(found !== undefined)
  return found
}
const numbers = (identifier: readonly object[], authorities?: readonly string[]) => {
  const { chart, numbers: all } = named({ identifier }, authorities)
  return [chart?.mrn, all.map((one) => one.value)]
}

test('a number in use comes before one used beside it, and that before an old one', () => {
  const mr = (value: string, more: object = {}) => ({ type: record, system: 'https://lakeside.example/mrn', value, ...more })
  assert.deepEqual(numbers([mr('OLD', { use: 'old' }), mr('NOW', { use: 'usual' })]), ['NOW', ['NOW', 'OLD']])
  assert.deepEqual(numbers([mr('ENDED', { period: { end: '2020-01-01' } }), mr('BESIDE', { use: 'secondary' }), mr('NOW')])[0], 'NOW')
  assert.deepEqual(numbers([mr('FIRST'), mr('SECOND')]), ['FIRST', ['FIRST', 'SECOND']])
  assert.deepEqual(numbers([mr('OLD', { use: 'old' })])[0], 'OLD')
  // What nobody calls a record number is none, however old the one is that somebody does.
  assert.deepEqual(numbers([{ value: 'X1' }, mr('OLD', { use: 'old' })])[0], 'OLD')
})

test('the number of the authority that was agreed with the source, whatever its type says', () => {
  const epic = [{ use: 'usual', type: { text: 'EXTERNAL' }, system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.698084', value: 'Z6127' }, { use: 'usual', type: { text: 'EPI' }, system: 'urn:oid:1.2.840.114350.1.13.0.1.7.5.737384.14', value: '202500' }]
  assert.deepEqual(numbers(epic, ['1.2.840.114350.1.13.0.1.7.5.737384.14']), ['202500', ['202500']])
  assert.deepEqual(numbers(epic, ['9.9.9'])[0], 'Z6127')
  assert.deepEqual(numbers([...epic.slice(0, 1), { ...epic[1], use: 'old', value: 'OLD' }, ...epic.slice(1)], ['urn:oid:1.2.840.114350.1.13.0.1.7.5.737384.14'])[0], '202500')
})

test('contacts and addresses of now', () => {
  const { chart } = named({
    identifier: [{ type: record, value: 'M1' }],
    telecom: [{ system: 'phone', value: '1', use: 'old' }, { system: 'phone', value: '2', period: { end: '2019' } }, { system: 'phone', value: '3' }, { system: 'email', value: 'a@b.org', period: { end: '2019' } }],
    address: [{ use: 'old', line: ['1 Old'] }, { use: 'temp', line: ['2 Beach'] }, { line: ['3 Main'], city: 'Milford' }],
  })
  assert.deepEqual([chart?.phone, chart?.email, chart?.address], ['3', null, '3 Main, Milford'])
  assert.deepEqual([named({ identifier: [{ type: record, value: 'M1' }], address: [{ use: 'old', line: ['1 Old'] }] }).chart?.address, named({ identifier: [{ type: record, value: 'M1' }], address: [{ use: 'temp', line: ['2 Beach'] }] }).chart?.address], [null, '2 Beach'])
})
