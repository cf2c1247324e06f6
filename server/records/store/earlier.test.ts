// Is nothing that a record ever said lost, in whatever order its versions come?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDirectory } from '#directory'
import { type Id, type Statement, newId, statement } from '#kernel'
import { openPatients } from '#patients'
import { type RecordRow, openStoreIn } from '#store/in'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'

let given: GivenDatabase
let patient: Id
const store = openStoreIn()
const delivery = { id: newId(), organization: 'lakeside', source: 'lakeside-lab', name: 'M1', sha256: new Uint8Array(32), bytes: 1, form: 'hl7v2', kind: 'ORU^R01', sentAt: '2026-11-01T14:00:00Z', report: { mapping: 1 } } as const
const row = (id: Id, version: number, asOf: string | null): RecordRow => ({
  patient, id, kind: 1, filed: '2026-11-01T00:00:00.000Z', visit: null, finalAt: null, labels: 0, removed: false, asOf, sameAs: null, content: null, card: { name: 'x' }, search: 'x',
  body: { kind: 'lab-result', name: { text: `version ${version}` }, status: 'final', authors: [], values: [], comments: [], attachments: [] }, rawVersion: Uint8Array.of(version),
})
const arrive = (...rows: readonly RecordRow[]) => given.feed.run((tx) => store.write(tx, delivery, rows))
const earlier: Statement<{ said: string; as_of: string | null }> = statement('test.store.earlier', `select body #>> '{name,text}' as said, as_of from store_earlier where record = $1 order by as_of, said`)
const current: Statement<{ said: string }> = statement('test.store.current', `select body #>> '{name,text}' as said from store_record where id = $1`)
const said = async (id: Id) => ({ now: (await given.operate.run((tx) => tx.query(current, [id])))[0]?.said, before: (await given.operate.run((tx) => tx.query(earlier, [id]))).map((one) => one.said) })

before(async () => {
  given = await givenDatabase()
  await given.operate.run(async (tx) => {
    await openDirectory().put(tx, { id: 'lakeside', name: 'Lakeside', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'UTC', language: 'en' })
    await openDirectory().putSource(tx, { id: 'lakeside-lab', organization: 'lakeside', name: 'Lab' })
    await store.begin(tx, delivery)
  })
  patient = (await given.feed.run((tx) => openPatients({ keys: given.keys }).register(tx, { organization: 'lakeside', mrn: '1', name: 'x', family: null, given: null, birthDate: '1980-01-01', deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null }))).id
})
after(() => given.end())

test('what a newer version takes the place of is kept; the same one again leaves nothing', async () => {
  const id = newId()
  for (const version of [1, 1, 2, 3]) await arrive(row(id, version, null))
  assert.deepEqual(await said(id), { now: 'version 3', before: ['version 1', 'version 2'] })
})

test('versions in any order end in the same record with the same history', async () => {
  const days = ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z']
  const orders = [[1, 2, 3], [3, 2, 1], [2, 3, 1], [2, 1, 3], [3, 1, 2, 3, 1], [1, 3, 2]]
  for (const order of orders) {
    const id = newId()
    for (const version of order) await arrive(row(id, version, days[version - 1] ?? null))
    assert.deepEqual(await said(id), { now: 'version 3', before: ['version 1', 'version 2'] }, order.join(' '))
  }
})
