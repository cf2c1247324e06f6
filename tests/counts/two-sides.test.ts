// Does the ledger of counts agree with itself where nothing is wrong, and say where something is, whatever went wrong?
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { checkRecent } from '#operate'
import { type Counts, takeCounts } from '../../server/doors/operate/counts/take-counts.ts'
import { asOwner } from '../given/database.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'

let house: GivenHouse
before(async () => {
  house = await givenHouse({ demo: true })
})
after(() => house.end())

const take = (mrn: string | null = null, days: { readonly from?: string; readonly until?: string } = {}): Promise<Counts> => takeCounts(house.composed, { organization: 'lakeside', mrn, from: days.from ?? null, until: days.until ?? null })
const sql = (text: string, values: readonly unknown[] = []) => asOwner(house.owner, async (client) => (await client.query(text, [...values])).rows as Record<string, string>[])
const alarms = async () => (await sql('select side, kind from inbound_alarm order by 1, 2')).map((row) => `${row.side} ${row.kind}`)
const incidents = async () => Number((await sql("select count(*) from directory_incident where what = 'counts' and ended_at is null"))[0]?.count)

/** What a damage changes is put back, whatever the test finds. */
async function damaged(damage: string, repair: readonly string[], body: () => Promise<void>): Promise<void> {
  await sql(damage)
  try {
    await body()
  } finally {
    for (const one of repair) await sql(one)
  }
}

beforeEach(async () => assert.deepEqual(await alarms(), []))

test('everything of the made-up hospital adds up, by type, by kind, and chart by chart', async () => {
  const counts = await take()
  assert.equal(counts.complete, true, JSON.stringify(counts.sources.flatMap((one) => [...one.received.filter((row) => row.off), ...one.records.filter((row) => row.off > 0)])))
  const [source] = counts.sources.filter((one) => one.received.length > 0)
  for (const row of source?.received ?? []) assert.equal(row.received, row.record + row.part + row.duplicate + row.version + row.reference + row.again + row.refused + Object.values(row.leftOut).reduce((sum, one) => sum + one, 0), row.type)
  const labs = source?.records.find((row) => row.kind === 'lab-result')
  assert.ok(labs !== undefined && labs.shown > 10 && labs.exported === labs.shown && labs.waiting > 0)
  const rosa = await take('00418822')
  assert.equal(rosa.charts, 1)
  assert.ok(rosa.complete && (rosa.sources[0]?.records.length ?? 0) > 5)
})

test('what comes again is merged, what cannot be read is refused; both are counted, and everything still adds up', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-counts-'))
  const observation = { resourceType: 'Observation', id: 'twice', status: 'final', category: [{ coding: [{ code: 'laboratory' }] }], code: { text: 'Glucose' }, subject: { reference: 'Patient/counted' }, effectiveDateTime: '2026-11-01', valueQuantity: { value: 92, unit: 'mg/dL' } }
  const person = { resourceType: 'Patient', id: 'counted', identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, value: 'COUNTED-1' }], name: [{ family: 'Count', given: ['Nadia'] }], birthDate: '1980-01-01' }
  const draft = { resourceType: 'ServiceRequest', id: 'draft', status: 'draft', intent: 'proposal', subject: { reference: 'Patient/counted' }, code: { text: 'Thing' } }
  const bundle = (...resources: readonly object[]) => JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: resources.map((resource) => ({ resource })) })
  writeFileSync(join(folder, '1.json'), bundle(person, observation, draft))
  writeFileSync(join(folder, '2.json'), bundle(person, observation))
  writeFileSync(join(folder, '3.json'), '{"resourceType":"Bundle",')
  const report = await house.composed.inbound.importPaths([folder], { organization: 'lakeside' })
  assert.deepEqual(report.files.map((file) => file.refused === null), [true, true, false])
  const counts = await take('COUNTED-1')
  assert.equal(counts.complete, true)
  const of = (type: string) => counts.sources.flatMap((one) => one.received).find((row) => row.type === type)
  assert.deepEqual([of('Observation')?.received, of('Observation')?.record, of('Observation')?.again], [2, 1, 1])
  assert.deepEqual(of('ServiceRequest')?.leftOut, { draft: 1 })
  const whole = await take()
  assert.equal(whole.complete, true)
  assert.equal(whole.sources.flatMap((one) => one.received).find((row) => row.type === 'file')?.refused, 1)
})

const [chart] = ["(select id from patients_patient where mrn = '00418822')"]

test('a text that is gone is an alarm, an incident, and a word on the pages, until it is back', async () => {
  await sql(`create table test_gone as select * from store_raw where patient = ${chart} and type = 'Immunization' limit 1`)
  await damaged('delete from store_raw w using test_gone g where w.patient = g.patient and w.id = g.id and w.version = g.version', ['insert into store_raw select * from test_gone', 'drop table test_gone'], async () => {
    assert.equal((await take('00418822')).complete, false)
    assert.deepEqual(await alarms(), ['received Immunization'])
    const { house: { directory, sources }, databases } = house.composed
    await databases.job.run(async (tx) => directory.site.begins(tx, await sources.balance.alarms(tx)))
    assert.equal(await incidents(), 1)
    assert.equal((await databases.operate.run((tx) => directory.sources(tx, ['lakeside']))).some((one) => one.incomplete), true)
  })
  // One chart in order closes nothing: only the whole organization does.
  assert.equal((await take('00418822')).complete, true)
  assert.deepEqual(await alarms(), ['received Immunization'])
  assert.equal((await take()).complete, true)
  assert.deepEqual(await alarms(), [])
})

test('a record that is gone, one that release never heard of, and one that no list shows are each noticed', async () => {
  const record = `(select l.record from release_ledger l join release_active a on a.policy = l.policy where l.patient = ${chart} and l.kind = 7 and l.visible_from < '2026-11-21' limit 1)`
  await sql(`create table test_id as select ${record} as id`)
  const damages = [
    { what: 'record', by: `delete from store_record where id = (select id from test_id)`, of: 'store_record', key: 'id' },
    { what: 'ledger', by: `delete from release_ledger where record = (select id from test_id)`, of: 'release_ledger', key: 'record' },
  ]
  for (const { what, by, of, key } of damages) {
    await sql(`create table test_kept as select * from ${of} where ${key} = (select id from test_id)`)
    await damaged(by, [`insert into ${of} select * from test_kept`, 'drop table test_kept'], async () => {
      const counts = await take()
      assert.equal(counts.complete, false, what)
      assert.ok((await alarms()).length > 0, what)
    })
    assert.equal((await take()).complete, true, `${what}, put back`)
  }
  await sql('drop table test_id')
})

test('while it serves, what came today is compared by itself', async () => {
  await sql(`create table test_gone as select * from store_raw where patient = ${chart} and type = 'Immunization' limit 1`)
  await damaged('delete from store_raw w using test_gone g where w.patient = g.patient and w.id = g.id and w.version = g.version', ['insert into store_raw select * from test_gone', 'drop table test_gone'], async () => {
    await checkRecent(house.composed)
    assert.deepEqual(await alarms(), ['received Immunization'])
  })
  await checkRecent(house.composed)
  assert.deepEqual(await alarms(), [])
})
