// A feed of one organization names charts of another: by its record numbers, by the ids its system gave, by its authority, by its space. T23.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type GivenFeeds, givenFeeds, mr, person, pid, problem, result } from '../feeds/given.ts'

const emptied = `truncate inbound_raw, inbound_message, inbound_link, store_part, store_record, store_earlier, store_raw, release_ledger, release_waiting, patients_merge, patients_alike, patients_fact, patients_key, patients_patient cascade`
let given: GivenFeeds
let [own, other, wire] = ['', '', '']
before(async () => {
  given = await givenFeeds()
  own = await given.feed('ehr')
  other = await given.feed('ehr', { organization: 'riverside' })
  wire = await given.feed('adt', { organization: 'riverside', route: 'mllp', opensCharts: 'any' })
})
after(() => given.end())
beforeEach(async () => {
  await given.look(emptied)
  await given.send(own, [person('p1', 'M1', { telecom: [{ system: 'phone', value: '555-0100' }] }), problem('c1', 'p1', { text: 'Asthma' })])
  await given.inbound.feeds.work()
})

/** Everything of the charts of Lakeside. */
const theirs = async () => JSON.stringify([await given.records('lakeside'), await given.look("select mrn, name, birth_date, phone, email, address from patients_patient where organization = 'lakeside' order by mrn"), await given.look("select r.* from store_raw r join patients_patient p on p.id = r.patient where p.organization = 'lakeside' order by r.id, r.version")])

test('its record numbers open charts of its own organization, or wait; the other’s chart is not touched', async () => {
  const was = await theirs()
  await given.send(other, [person('p1', 'M1', { telecom: [{ system: 'phone', value: '555-0666' }] }), problem('c1', 'p1', { text: 'Overwritten' }), problem('c9', 'p1', { text: 'Planted' })])
  await given.sendV2(wire, { type: 'ORU^R01', control: 'X1', at: '20261101090000-0500', lines: [pid('M1'), ...result('O1')] })
  await given.sendV2(wire, { type: 'ADT^A08', control: 'X2', at: '20261101090000-0500', lines: [`${pid('M1', { authority: 'LAKESIDE' })}|||1 Thief St`] })
  await given.inbound.feeds.work()
  assert.equal(await theirs(), was)
  assert.ok((await given.records('riverside')).every((row) => row.mrn === 'M1'))
})

test('the id of a Patient of the other’s system is nobody here', async () => {
  const was = await theirs()
  const id = await given.send(other, [problem('c1', 'p1', { text: 'Overwritten' })])
  await given.inbound.feeds.work()
  assert.deepEqual([(await given.message(id)).state, (await given.message(id)).reasons], ['unplaced', ['not-known-here']])
  assert.equal(await theirs(), was)
})

test('where an authority is agreed, a number of another one is nobody’s, whatever its digits', async () => {
  await given.database.operate.run((tx) => given.inbound.feeds.registry.put(tx, { key: 'adt', organization: 'riverside', name: 'Riverside adt', route: 'mllp', opensCharts: 'any', authorities: ['RIVERSIDE'] }))
  const id = await given.sendV2(wire, { type: 'ADT^A04', control: 'X3', at: '20261101090000-0500', lines: [pid('M1', { authority: 'LAKESIDE' })] })
  await given.inbound.feeds.work()
  assert.deepEqual((await given.message(id)).reasons, ['number-of-another-authority'])
  await given.database.operate.run((tx) => given.inbound.feeds.registry.put(tx, { key: 'adt', organization: 'riverside', name: 'Riverside adt', route: 'mllp', opensCharts: 'any' }))
})

test('no feed gets the space of another organization, nor the name of one, nor that of imports by hand', async () => {
  const put = (change: object) => given.database.operate.run((tx) => given.inbound.feeds.registry.put(tx, { key: 'thief', organization: 'riverside', name: 'Thief', route: 'fhir', ...change }))
  await assert.rejects(put({ sameSystemAs: own }), { code: 'not-found' })
  await assert.rejects(put({ sameSystemAs: 'lakeside:files' }), { code: 'not-found' })
  await assert.rejects(put({ key: 'lakeside:ehr' }), { code: 'form-not-understood' })
  await assert.rejects(put({ key: 'files' }), { code: 'form-not-understood' })
})

test('of two sources of one organization, the same id is another thing; of two ways out of one system, the same', async () => {
  const lab = await given.feed('lab-system')
  await given.send(lab, [{ ...person('p1', 'M1'), identifier: [mr('M1')] }, problem('c1', 'p1', { text: 'Gout' })])
  await given.inbound.feeds.work()
  assert.deepEqual((await given.records()).map((row) => row.name), ['Asthma', 'Gout'])
  const bulk = await given.feed('ehr-bulk', { sameSystemAs: own })
  await given.send(bulk, [problem('c1', 'p1', { text: 'Asthma, corrected' })])
  await given.inbound.feeds.work()
  assert.deepEqual((await given.records()).map((row) => row.name), ['Asthma, corrected', 'Gout'])
})
