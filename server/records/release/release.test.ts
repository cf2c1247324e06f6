// Does the ledger follow what is stored, and only that? One room on a real database.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDirectory } from '#directory'
import { type Id, type Statement, newId, statement } from '#kernel'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'
import { type RecordRow, openStoreIn } from '#store/in'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'

let given: GivenDatabase
let patient: Id
const release = openRelease()
const store = openStoreIn()
const delivery = { id: newId(), organization: 'lakeside', source: 'lakeside-files', name: 'a file', sha256: new Uint8Array(32), bytes: 1, report: {} }
let version = 0
const row = (change: Partial<RecordRow> = {}): RecordRow => {
  version += 1
  return {
    patient,
    id: newId(),
    kind: 1,
    filed: '2026-11-01T00:00:00.000Z',
    visit: null,
    finalAt: null,
    labels: 0,
    removed: false,
    sameAs: null,
    content: null,
    card: { name: 'x' },
    search: 'x',
    body: { kind: 'document', type: { text: 'x' }, status: 'current', authors: [], attachments: [] },
    rawVersion: Uint8Array.of(version),
    ...change,
  }
}
const arrives = (...rows: readonly RecordRow[]): Promise<void> => given.feed.run(async (tx) => release.decideRows(tx, await store.write(tx, delivery, rows)))

type Line = { policy: number; kind: number; filed: string; record: Id; xmin: string }
const ledger: Statement<Line> = statement('test.release.ledger', 'select policy, kind, filed, record, xmin::text from release_ledger where patient = $1 order by policy, record')
const waiting: Statement<{ record: Id; xmin: string }> = statement('test.release.waiting', 'select record, xmin::text from release_waiting where patient = $1 order by record')
const read = (): Promise<Line[]> => given.operate.run((tx) => tx.query(ledger, [patient]))

before(async () => {
  given = await givenDatabase()
  await given.operate.run(async (tx) => {
    await openDirectory().put(tx, { id: 'lakeside', name: 'Lakeside', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'UTC', language: 'en' })
    await openDirectory().putSource(tx, { id: 'lakeside-files', organization: 'lakeside', name: 'files' })
    await store.begin(tx, delivery)
  })
  patient = (await given.feed.run((tx) => openPatients({ keys: given.keys }).register(tx, { organization: 'lakeside', mrn: '1', name: 'x', family: null, given: null, birthDate: '1980-01-01', deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null }))).id
})
after(() => given.end())

test('an organization that made no policy has one without rules', async () => {
  const one = row()
  await arrives(one)
  const lines = await read()
  assert.deepEqual(
    lines.map((line) => line.record),
    [one.id],
  )
})

test('deciding again, with nothing changed, writes nothing', async () => {
  await given.operate.run((tx) => release.activate(tx, 'lakeside', [{ id: 'r', kinds: ['lab-result'], labels: [], wait: 'until-final', reason: 'in-progress', tell: 'kind', basis: 'The lab works on it.' }]))
  const before = [await read(), await given.operate.run((tx) => tx.query(waiting, [patient]))]
  assert.equal(before[1]?.length, 1)
  await given.operate.run((tx) => release.decide(tx, { patient }))
  assert.deepEqual([await read(), await given.operate.run((tx) => tx.query(waiting, [patient]))], before)
})

test('a record that changes its kind or date moves, and leaves nothing behind', async () => {
  const one = row({ kind: 2 })
  await arrives(one)
  await arrives({ ...row({ kind: 3, filed: '-infinity' }), id: one.id })
  assert.deepEqual(
    (await read()).filter((line) => line.record === one.id).map(({ kind, filed }) => [kind, filed]),
    [[3, '-infinity']],
  )
})

test('a record that turns out to say the same as another loses its row, also where only its kind was told', async () => {
  const original = row()
  const again = row()
  await arrives(original, again)
  assert.equal(
    (await given.operate.run((tx) => tx.query(waiting, [patient]))).some((one) => one.record === again.id),
    true,
  )
  await arrives({ ...row({ sameAs: original.id }), id: again.id })
  assert.equal(
    (await read()).some((line) => line.record === again.id),
    false,
  )
  assert.equal(
    (await given.operate.run((tx) => tx.query(waiting, [patient]))).some((one) => one.record === again.id),
    false,
  )
})

test('a kind that waited is told no more once the source has signed', async () => {
  const one = row()
  await arrives(one)
  await arrives({ ...row({ finalAt: '2026-11-20T00:00:00.000Z' }), id: one.id })
  assert.equal(
    (await given.operate.run((tx) => tx.query(waiting, [patient]))).some((line) => line.record === one.id),
    false,
  )
})

test('rows of a version that no longer rules are cleared, those of the ruling and of coming ones stay', async () => {
  const later = new Date('2026-12-01T00:00:00Z')
  const { policy: coming } = await given.operate.run((tx) => release.activate(tx, 'lakeside', { rules: [], activeFrom: later }))
  const before = new Set((await read()).map((line) => line.policy))
  assert.equal(before.size, 3)
  assert.equal(await given.operate.run((tx) => release.clear(tx, 'lakeside', 100)), 0, 'somebody may still be reading')
  given.clock.advance({ hours: 2 })
  while ((await given.operate.run((tx) => release.clear(tx, 'lakeside', 2))) > 0);
  const left = new Set((await read()).map((line) => line.policy))
  assert.deepEqual([left.size, left.has(coming)], [2, true])
})

test('a record that comes twice in one batch is decided as it came last', async () => {
  const one = row()
  await given.feed.run(async (tx) => {
    const [written] = await store.write(tx, delivery, [one])
    if (written !== undefined) await release.decideRows(tx, [{ ...written, kind: 9 }, written])
  })
  assert.deepEqual(
    (await read()).filter((line) => line.record === one.id).map((line) => line.kind),
    [1, 1],
  )
})

test('records of nobody are not decided', async () => {
  const nobody = '00000000-0000-0000-0000-000000000000'
  await arrives({ ...row(), patient: nobody })
  assert.deepEqual(await given.operate.run((tx) => tx.query(ledger, [nobody])), [])
})

test('a rule without kinds or basis is refused, and so is the end of what has ended', async () => {
  const rule = { id: 'r', kinds: ['lab-result'] as const, labels: [], wait: { hours: 1 }, reason: 'later' as const, tell: 'full' as const, basis: 'law' }
  for (const wrong of [
    { ...rule, kinds: [] },
    { ...rule, basis: ' ' },
    { ...rule, wait: { hours: -1 } },
    { ...rule, wait: { hours: Number.NaN } },
  ]) {
    await assert.rejects(
      given.operate.run((tx) => release.draft(tx, 'lakeside', [wrong])),
      { code: 'form-not-understood' },
    )
  }
  await assert.rejects(
    given.operate.run((tx) => release.endHold(tx, newId())),
    { code: 'not-found' },
  )
  await assert.rejects(
    given.operate.run((tx) => release.flip(tx, 999_999)),
    { code: 'not-found' },
  )
})
