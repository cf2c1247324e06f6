// What if two things happen at once? A hold and a delivery, a new policy and a delivery: neither may miss the other.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDirectory } from '#directory'
import { type Id, type Statement, newId, statement } from '#kernel'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'
import { type RecordRow, openStoreIn } from '#store/in'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'

const rounds = 25
let given: GivenDatabase
const release = openRelease()
const store = openStoreIn()
const delivery = { id: newId(), organization: 'races', source: 'races-files', name: 'a file', sha256: new Uint8Array(32), bytes: 1, report: {} }

before(async () => {
  given = await givenDatabase()
  await given.operate.run(async (tx) => {
    await openDirectory().put(tx, { id: 'races', name: 'Races', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'UTC', language: 'en' })
    await openDirectory().putSource(tx, { id: 'races-files', organization: 'races', name: 'files' })
    await store.begin(tx, delivery)
  })
})
after(() => given.end())

const chart = (mrn: string): Promise<{ id: Id }> => given.feed.run((tx) => openPatients({ keys: given.keys }).register(tx, { organization: 'races', mrn, name: mrn, family: null, given: null, birthDate: '1980-01-01', deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null }))
const row = (patient: Id): RecordRow => ({
  patient,
  id: newId(),
  kind: 1,
  filed: '2026-11-01T00:00:00Z',
  visit: null,
  finalAt: '2026-11-01T00:00:00Z',
  labels: 0,
  removed: false,
  sameAs: null,
  content: null,
  card: { name: 'x' },
  search: 'x',
  body: { kind: 'document', type: { text: 'x' }, status: 'current', authors: [], attachments: [] },
  rawVersion: Uint8Array.of(1),
})
const arrives = (patient: Id, count = 1): Promise<void> =>
  given.feed.run(async (tx) =>
    release.decideRows(
      tx,
      await store.write(
        tx,
        delivery,
        Array.from({ length: count }, () => row(patient)),
      ),
    ),
  )

const silenced: Statement<{ open: number; all: number }> = statement('test.races.silenced', 'select count(*) filter (where silent_until <= app_now())::int as open, count(*)::int as all from release_ledger where patient = $1')
const missing: Statement<{ missing: number; all: number }> = statement(
  'test.races.missing',
  `select count(*) filter (where not exists (select 1 from release_ledger l where l.patient = s.patient and l.record = s.id and l.policy = $1))::int as missing, count(*)::int as all
  from store_record s where s.kind = 1`,
)

test('a hold placed while records arrive holds all of them', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const { id } = await chart(`hold-${round}`)
    await Promise.all([arrives(id), given.operate.run((tx) => release.placeHold(tx, { patient: id, record: null, kinds: ['lab-result'], basis: 'harm', tell: 'silent', whoToAsk: null, reviewAt: new Date('2027-01-01T00:00:00Z') })), arrives(id, 3)])
    assert.deepEqual(await given.operate.run((tx) => tx.query(silenced, [id])), [{ open: 0, all: 4 }])
  }
})

test('records that arrive while a policy is made and built are decided under it, also of charts that are new', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const old = await chart('old')
    let policy = 0
    const make = async (): Promise<void> => {
      policy = (await given.operate.run((tx) => release.draft(tx, 'races', [{ id: 'r', kinds: ['lab-result'], labels: [], wait: { hours: 72 }, reason: 'later', tell: 'full', basis: 'law' }]))).policy
      for (let after: Id | null = null, first = true; first || after !== null; first = false) after = await given.operate.run((tx) => release.build(tx, policy, { after, limit: 7 }))
    }
    await Promise.all([arrives(old.id), make(), chart(`new-${round}`).then(({ id }) => arrives(id, 2)), arrives(old.id)])
    const [found] = await given.operate.run((tx) => tx.query(missing, [policy]))
    assert.equal(found?.missing, 0, `round ${round}: ${found?.missing} of ${found?.all} records are not decided under the new policy`)
    await given.operate.run((tx) => release.flip(tx, policy))
  }
})
