// Is what arrives kept before it is told so, worked on once and in order, and does one bad message cost only itself?
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { type Statement, statement } from '#kernel'
import { type GivenFeeds, givenFeeds, person, problem } from '../../../../../tests/feeds/given.ts'

const deskAs: Statement<never> = statement('test.desk_as', "select set_config('app.organization', $1, true), set_config('app.roles', $2, true)")
const emptied = `truncate inbound_raw, inbound_message, inbound_link, store_part, store_record, store_earlier, store_raw, store_document, store_replaced, release_ledger, release_waiting cascade`

describe('messages of a feed', () => {
  let given: GivenFeeds
  let feed = ''
  before(async () => {
    given = await givenFeeds()
    feed = await given.feed('ehr')
  })
  after(() => given.end())
  afterEach(() => given.look(emptied))

  const arrival = (name: string, resources: readonly object[]) => ({ feed, form: 'fhir' as const, name, kind: 'collection', sentAt: '2026-11-20T11:00:00Z', bytes: Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) })) })

  test('what is kept is committed as it came and waits; the same bytes again are the same message', async () => {
    const one = arrival('one', [person('p1', 'M1'), problem('c1', 'p1')])
    const two = arrival('two', [person('p1', 'M1'), problem('c2', 'p1')])
    const kept = await given.inbound.feeds.keep([one, two, { ...one, name: 'one again' }])
    assert.deepEqual(kept.map((message) => message.state), ['waiting', 'waiting', 'same'])
    const [again] = await given.inbound.feeds.keep([one])
    assert.equal(again?.state, 'same')
    const rows = await given.messages()
    assert.deepEqual(rows.map((row) => [row.name, row.state, row.same_as]), [['one', 'waiting', null], ['two', 'waiting', null], ['one again', 'same', rows[0]?.id], ['one', 'same', rows[0]?.id]])
    assert.deepEqual(kept.map((message) => message.id), rows.slice(0, 3).map((row) => row.id))
    const raw = await given.look<{ bytes: Buffer }>('select bytes from inbound_raw order by id')
    assert.deepEqual(raw.map((row) => row.bytes), [one.bytes, two.bytes])
  })

  test('many that arrive at once are each told their own number, and those that are kept together are numbered in their order', async () => {
    const all = Array.from({ length: 60 }, (_, at) => arrival(`m${at}`, [problem(`c${at}`, 'p1')]))
    const kept = await Promise.all(all.map((one) => given.inbound.feeds.keep([one])))
    const names = new Map((await given.messages()).map((row) => [row.id, row.name]))
    assert.deepEqual(kept.map(([one]) => names.get(one?.id ?? '')), all.map((one) => one.name))
    const ids = kept.map(([one]) => Number(one?.id))
    assert.deepEqual(ids, [...ids].sort((a, b) => a - b))
  })

  test('the same bytes on two connections at once are one message and one repetition', async () => {
    const [one, other] = [given.inbound, given.another()]
    for (let round = 0; round < 8; round += 1) {
      const message = arrival('twice', [problem(`r${round}`, 'p1')])
      const states = (await Promise.all([one.feeds.keep([message]), other.feeds.keep([message])])).map(([kept]) => kept?.state)
      assert.deepEqual(states.sort(), ['same', 'waiting'])
    }
  })

  test('a message of a feed that is not there is not kept, and costs its neighbours nothing', async () => {
    const good = given.inbound.feeds.keep([arrival('good', [problem('c1', 'p1')])])
    const lost = given.inbound.feeds.keep([{ ...arrival('lost', [problem('c2', 'p1')]), feed: 'lakeside:none' }])
    const odd = given.inbound.feeds.keep([{ ...arrival('odd\u0000\ud800', [problem('c3', 'p1')]), kind: 'x'.repeat(9_000) }])
    const wrong = given.inbound.feeds.keep([{ ...arrival('wrong', [problem('c4', 'p1')]), sentAt: 'yesterday' }])
    await assert.rejects(lost, RangeError)
    for (const one of [good, odd, wrong]) assert.equal((await one)[0]?.state, 'waiting')
    assert.deepEqual((await given.messages()).map((row) => row.name), ['good', 'odd\ufffd\ufffd', 'wrong'])
  })

  test('what is worked on is in the record, with its state and its delivery; working again does nothing', async () => {
    await given.send(feed, [person('p1', 'M1'), problem('c1', 'p1', { text: 'Asthma' })])
    assert.deepEqual(await given.inbound.feeds.work(), { done: 1, parked: 0, unplaced: 0, faults: 0 })
    assert.deepEqual((await given.records()).map((row) => [row.mrn, row.name]), [['M1', 'Asthma']])
    const [row] = await given.look<{ state: string; delivered: boolean; mapping: number; done: boolean }>('select state, delivery in (select id from store_delivery) as delivered, mapping, done_at is not null as done from inbound_message')
    assert.deepEqual([row?.state, row?.delivered, row?.done], ['done', true, true])
    assert.deepEqual(await given.inbound.feeds.work(), { done: 0, parked: 0, unplaced: 0, faults: 0 })
  })

  test('a paused feed keeps what comes and works on nothing; an ended one works on what came before', async () => {
    const other = await given.feed('old')
    const registry = given.inbound.feeds.registry
    await given.database.operate.run((tx) => registry.pause(tx, other, true))
    await given.send(other, [person('q1', 'M9'), problem('c9', 'q1')])
    assert.equal((await given.inbound.feeds.work()).done, 0)
    await given.database.operate.run((tx) => registry.pause(tx, other, false))
    await given.database.operate.run((tx) => registry.end(tx, other))
    assert.equal((await given.inbound.feeds.work()).done, 1)
    await assert.rejects(given.database.operate.run((tx) => registry.pause(tx, other, true)), { code: 'not-found' })
  })

  test('one that cannot be read is parked with its reason, and nothing behind it waits', async () => {
    await given.inbound.feeds.keep([{ ...arrival('broken', []), bytes: Buffer.from('{"resourceType": "Bundle",') }, { ...arrival('foreign', []), form: 'hl7v2', bytes: Buffer.from('not a message') }, arrival('good', [person('p1', 'M1'), problem('c1', 'p1')])])
    const worked = await given.inbound.feeds.work()
    assert.deepEqual([worked.done, worked.parked], [1, 2])
    assert.deepEqual((await given.messages()).map((row) => [row.name, row.state]), [['broken', 'parked'], ['foreign', 'parked'], ['good', 'done']])
    assert.deepEqual((await given.messages())[0]?.reasons, ['syntax'])
  })

  test('two processors at once do each message once, in order', async () => {
    const other = given.another()
    for (let at = 0; at < 40; at += 1) await given.send(feed, [person('p1', 'M1'), problem('c1', 'p1', { text: `Version ${at}` })])
    const [one, two] = await Promise.all([given.inbound.feeds.work(), other.feeds.work()])
    const rest = await given.inbound.feeds.work()
    assert.equal(one.done + two.done + rest.done, 40)
    assert.deepEqual((await given.records()).map((row) => row.name), ['Version 39'])
    const [lines] = await given.look<{ n: number }>("select count(*)::int as n from audit_event where kind = 'records-imported' and patient = (select id from patients_patient where mrn = 'M1') and at = (select max(at) from audit_event)")
    assert.ok((lines?.n ?? 0) > 0)
  })

  test('a fault of ours is tried again later, nothing behind it waits, and after some tries it is parked with the place and no word of it', async () => {
    await given.look(`create function breaks() returns trigger language plpgsql as $$ begin if new.card ->> 'name' like 'Gout%' then raise exception 'a fault about %', new.card ->> 'name' using errcode = 'XX000'; end if; return new; end $$;
      create trigger breaks before insert on store_record for each row execute function breaks()`)
    await given.send(feed, [person('p1', 'M1'), problem('c1', 'p1', { text: 'Gout of Rosa' })], 'breaks')
    await given.send(feed, [person('p1', 'M1'), problem('c2', 'p1', { text: 'Asthma' })], 'good')
    const first = await given.inbound.feeds.work()
    assert.deepEqual([first.done, first.faults], [1, 1])
    // Not at once.
    assert.deepEqual(await given.inbound.feeds.work(), { done: 0, parked: 0, unplaced: 0, faults: 0 })
    for (let tries = 1; tries < 6; tries += 1) {
      given.database.clock.advance({ minutes: 10 })
      await given.inbound.feeds.work()
    }
    const [broken] = await given.messages()
    assert.deepEqual([broken?.name, broken?.state, broken?.reasons, broken?.tries], ['breaks', 'parked', ['fault'], 6])
    assert.equal(JSON.stringify(broken).includes('Gout'), false)
    await given.look('drop trigger breaks on store_record; drop function breaks()')
  })

  test('what stays out is worked on again when it is named, alone or with all of a reason; what is set aside stays so until then', async () => {
    const { deciding } = given.inbound.feeds
    const bad = (name: string) => ({ ...arrival(name, []), bytes: Buffer.from(`{"resourceType": "Bundle", ${name}`) })
    const [one, two] = (await given.inbound.feeds.keep([bad('one'), bad('two')])).map((kept) => kept.id)
    await given.inbound.feeds.work()
    const run = <T>(work: (tx: Parameters<Parameters<typeof given.database.operate.run>[0]>[0]) => Promise<T>) => given.database.operate.run(work)
    const at = { organization: 'lakeside', feed, id: one ?? '' }
    await assert.rejects(run((tx) => deciding.setAside(tx, { ...at, reason: '  ', by: { name: 'Dana Cole' } })), { code: 'form-not-understood' })
    await assert.rejects(run((tx) => deciding.setAside(tx, { ...at, organization: 'riverside', reason: 'x', by: { name: 'Dana Cole' } })), { code: 'not-found' })
    await run((tx) => deciding.setAside(tx, { ...at, reason: 'The sender took it back.', by: { name: 'Dana Cole' } }))
    await assert.rejects(run((tx) => deciding.setAside(tx, { ...at, reason: 'x', by: { name: 'Dana Cole' } })), { code: 'not-found' })
    assert.equal(await run((tx) => deciding.replay(tx, { organization: 'riverside', feed, id: null })), 0)
    assert.equal(await run((tx) => deciding.replay(tx, { ...at, id: null, reason: 'fault' })), 0)
    assert.equal(await run((tx) => deciding.replay(tx, { ...at, id: null, reason: 'syntax' })), 1)
    await given.inbound.feeds.work()
    assert.equal((await given.message(two ?? '')).state, 'parked')
    assert.equal(await run((tx) => deciding.replay(tx, at)), 1)
    assert.equal((await given.message(one ?? '')).state, 'waiting')
    assert.equal(await run((tx) => deciding.replay(tx, { ...at, id: "1' or '1'='1" })), 0)
  })

  test('the desk decides at its own organization and as records office or administrator, and never reads the bytes of others', async () => {
    await given.inbound.feeds.keep([{ ...arrival('one', []), bytes: Buffer.from('{') }])
    await given.inbound.feeds.work()
    const [message] = await given.messages()
    let asked = 0
    const as = <T>(organization: string, roles: string, sql: string): Promise<T[]> => given.database.desk.run(async (tx) => {
      await tx.query(deskAs, [organization, roles])
      asked += 1
      return tx.query({ name: `test.desk_${asked}`, text: sql } as Statement<T>)
    })
    const bytes = `select inbound_bytes('${feed}', ${message?.id}) is not null as there`
    assert.deepEqual(await as('lakeside', 'records-office', bytes), [{ there: true }])
    assert.deepEqual(await as('lakeside', 'front-desk', bytes), [{ there: false }])
    assert.deepEqual(await as('riverside', 'administrator', bytes), [{ there: false }])
    await assert.rejects(as('lakeside', 'administrator', 'select * from inbound_raw'), { code: '42501' })
    const release_ = "update inbound_message set state = 'waiting' returning id"
    assert.equal((await as('riverside', 'administrator', release_)).length, 0)
    assert.equal((await as('lakeside', 'front-desk', release_)).length, 0)
    await assert.rejects(as('lakeside', 'administrator', "update inbound_message set state = 'done'"), { code: '42501' })
    await assert.rejects(as('lakeside', 'administrator', "update inbound_message set awaits = '{x}'"), { code: '42501' })
    assert.equal((await as('lakeside', 'administrator', release_)).length, 1)
  })
})
