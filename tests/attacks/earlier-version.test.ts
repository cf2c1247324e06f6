// Can somebody read what a record said before, where the record itself is not to be read? T1, R51: waiting again, taken back,
// labelled otherwise since, or another person's: its earlier versions are as closed as it is.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Viewer, openAccess } from '#access'
import { openAudit } from '#audit'
import { type Chart, openChart } from '#chart'
import { openDirectory } from '#directory'
import { type Inbound, openInbound } from '#inbound'
import { type Tx, newId, statement } from '#kernel'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'
import { labelMask } from '../../contract/sensitivity-labels.ts'
import { type GivenDatabase, asOwner, givenDatabase } from '../given/database.ts'

const actAs = statement<never>('test.act_as', `select set_config('app.person', $1, true)`)
const everyEarlier = statement<{ record: string; body: object }>('test.every_earlier', 'select record, body from store_earlier')
const [access, release, directory, audit] = [openAccess(), openRelease(), openDirectory(), openAudit()]
let given: GivenDatabase
let inbound: Inbound
let chart: Chart
const folder = mkdtempSync(join(tmpdir(), 'portico-earlier-'))
const [rosa, other, friend] = [newId(), newId(), newId()]
let patient = ''

const person = '{"resourceType":"Patient","id":"p1","identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},"value":"M1"}],"name":[{"given":["Rosa"],"family":"Alvarez"}],"birthDate":"1984-02-03"}'
const result = (number: string, status: string) => `{"resourceType":"Observation","id":"o1","status":"${status}","category":[{"coding":[{"code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}],"text":"Glucose"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-01","valueQuantity":{"value":${number},"unit":"mg/dL"}}`
let files = 0
async function sends(number: string, status: string): Promise<void> {
  files += 1
  // The name of the file is a person's: no page may show it.
  const path = join(folder, `Alvarez_Rosa_and_Doe_Jane-${files}.json`)
  writeFileSync(path, `{"resourceType":"Bundle","type":"transaction","entry":[{"resource":${person}},{"resource":${result(number, status)}}]}`)
  const report = await inbound.importPaths([path], { organization: 'lakeside' })
  assert.deepEqual(report.files.map((file) => file.refused), [null])
  given.clock.advance({ minutes: 5 })
}
function as<T>(who: string, body: (viewer: Viewer, tx: Tx) => Promise<T>): Promise<T> {
  return given.web.run(async (tx) => {
    await tx.query(actAs, [who])
    return body(await access.viewerFor(tx, { person: who, name: 'x' }), tx)
  })
}
const raw = (who: string) => as(who, (_viewer, tx) => tx.query(everyEarlier))
const record = (who: string) => as(who, async (viewer) => (await chart.list(viewer, { kinds: ['lab-result'] })).items[0]?.id ?? '')
const pageOf = (who: string) => as(who, async (viewer) => (await chart.records(viewer, [(await chart.list(viewer, { kinds: ['lab-result'] })).items[0]?.id ?? '']))[0])

before(async () => {
  given = await givenDatabase()
  const patients = openPatients({ keys: given.keys })
  chart = openChart({ audit, directory, keys: given.keys })
  inbound = openInbound({ audit, directory, patients, keys: given.keys, clock: given.clock, database: given.feed, decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records) })
  await given.operate.run(async (tx) => {
    await directory.put(tx, { id: 'lakeside', name: 'Lakeside Health', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })
    await release.activate(tx, 'lakeside', [{ id: 'unsigned', kinds: ['lab-result'], labels: [], wait: 'until-final', reason: 'in-progress', tell: 'full', basis: 'The lab is not done' }])
  })
  await sends('101', 'final')
  await sends('102', 'amended')
  await given.operate.run(async (tx) => {
    patient = (await patients.byMrn(tx, 'lakeside', 'M1'))?.id ?? ''
    await access.link(tx, { person: rosa, patient, provenBy: 'test' })
    await access.grant(tx, { person: friend, patient, relation: 'trusted', kinds: -1n, hidden: labelMask(['hiv']) })
  })
})
after(async () => {
  await inbound.close()
  await given.end()
})

test('its own person reads what it said before, and no name of a file anywhere', async () => {
  const page = await pageOf(rosa)
  assert.deepEqual(page?.history.map((step) => [step.what, step.changes]), [['Corrected', [{ what: 'Blood sugar', before: '101 mg/dL', after: '102 mg/dL' }]], ['First sent. Final', []]])
  assert.equal((await raw(rosa)).length, 1)
  assert.doesNotMatch(JSON.stringify(page), /Doe|\.json/)
})

test('somebody else has no look at it', async () => {
  assert.deepEqual(await raw(other), [])
  assert.deepEqual(await raw(newId()), [])
})

test('a version with a label that is hidden from a trusted person stays hidden from them when the label is gone', async () => {
  const id = await record(friend)
  assert.notEqual(id, '')
  assert.equal((await raw(friend)).length, 1)
  await asOwner(given.owner, (client) => client.query('update store_earlier set labels = $2 where record = $1', [id, labelMask(['hiv'])]))
  assert.deepEqual(await raw(friend), [])
  assert.deepEqual((await pageOf(friend))?.history, [])
  assert.equal((await raw(rosa)).length, 1)
})

test('a record that is not final any more waits, and what it said before waits with it', async () => {
  await sends('103', 'preliminary')
  assert.equal(await record(rosa), '')
  assert.deepEqual(await raw(rosa), [])
})

test('a record that its source took back takes what it said before with it', async () => {
  await sends('104', 'final')
  assert.equal((await raw(rosa)).length, 3)
  await sends('105', 'entered-in-error')
  assert.equal(await record(rosa), '')
  assert.deepEqual(await raw(rosa), [])
})
