// Does staff's word on whose something is file it, and does taking that word back leave nothing of it in the wrong chart?
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type GivenFeeds, givenFeeds, mr, person, pid, problem, result } from '../../../../tests/feeds/given.ts'

const emptied = `truncate inbound_raw, inbound_message, inbound_link, store_part, store_record, store_earlier, store_raw, store_document, store_replaced, release_ledger, release_waiting, release_call, release_hold, patients_merge, patients_alike, patients_fact, patients_key, patients_patient cascade`
const dana = { person: null, name: 'Dana Cole', organization: 'lakeside', role: 'records-office' }

describe('whose it is', () => {
  let given: GivenFeeds
  let [feed, lab] = ['', '']
  before(async () => {
    given = await givenFeeds()
    feed = await given.feed('ehr')
    lab = await given.feed('lab', { route: 'mllp', authorities: ['LAKESIDE'] })
  })
  after(() => given.end())
  beforeEach(async () => {
    await given.look(emptied)
    given.database.clock.advance({ hours: 1 })
    // Two people: Rosa, and Ben, whose results will be taken for hers.
    await given.send(feed, [person('p1', 'M1'), problem('c1', 'p1', { text: 'Asthma' })])
    await given.send(feed, [person('p2', 'M2', { name: [{ family: 'Okafor', given: ['Ben'] }], birthDate: '1991-01-01' })])
    await given.inbound.feeds.work()
  })

  const oru = (mrn: string, order: string, more: { readonly authority?: string; readonly value?: string; readonly control?: string; readonly person?: string } = {}) =>
    given.sendV2(lab, { type: 'ORU^R01', control: more.control ?? `${order}-${more.value ?? '184'}`, at: '20261101090000-0500', lines: [pid(mrn, { name: 'Okafor^Ben', born: '19910101', ...(more.authority === undefined ? {} : { authority: more.authority }) }), ...result(order, { value: more.value ?? '184' })] })
  const chart = async (mrn: string): Promise<string> => (await given.look<{ id: string }>('select id from patients_patient where mrn = $1', [mrn]))[0]?.id ?? ''
  const place = async (id: string, mrn: string, nth = 0) => {
    const message = await given.message(id)
    const whom = message.whom?.people[nth]?.whom ?? ''
    const { link } = await given.inbound.feeds.placement.place({ message, whom, patient: await chart(mrn), reason: 'Compared with the paper form.', by: dana })
    await given.inbound.feeds.work()
    return link
  }
  /** All that is kept or shown of a chart, as text: equal before and after, nothing is left of anybody else. */
  const everythingOf = async (mrn: string) => {
    const id = await chart(mrn)
    // Every table there is with a chart in it counts; but the trail and the ledger of counts, which only grow, and what was decided about whom.
    const tables = (await given.look<{ name: string }>("select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and c.column_name = 'patient' and t.table_type = 'BASE TABLE' and c.table_name not in ('audit_event', 'inbound_count', 'inbound_link') order by 1")).map((one) => one.name)
    assert.ok(tables.includes('store_raw') && tables.includes('release_ledger'))
    const all: Record<string, unknown[]> = {}
    for (const table of tables) all[table] = (await given.look<{ row: object }>(`select to_jsonb(t) as row from ${table} t where patient = $1 order by t::text`, [id])).map((one) => one.row)
    all.chart = await given.look('select name, birth_date, phone, email from patients_patient where id = $1', [id])
    return all
  }

  test('a number of another authority is nobody’s here, whatever its digits; placed, it is filed, and so is what follows', async () => {
    const first = await oru('M1', 'O1', { authority: 'ELSEWHERE' })
    await given.inbound.feeds.work()
    assert.deepEqual([(await given.message(first)).state, (await given.message(first)).reasons], ['unplaced', ['number-of-another-authority']])
    const waiting = await oru('M1', 'O2', { authority: 'ELSEWHERE' })
    await given.inbound.feeds.work()
    const link = await place(first, 'M2')
    const later = await oru('M1', 'O3', { authority: 'ELSEWHERE' })
    await given.inbound.feeds.work()
    for (const id of [first, waiting, later]) assert.deepEqual([(await given.message(id)).state, (await given.message(id)).links], ['done', [link]])
    assert.deepEqual((await given.records()).filter((row) => row.mrn === 'M2').length, 3)
    assert.deepEqual(await given.look("select kind, actor_name from audit_event where kind = 'records-placed' and patient = $1", [await chart('M2')]), [{ kind: 'records-placed', actor_name: 'Dana Cole' }])
  })

  test('a wrong link undone: the chart is as it was, byte for byte, and all that came by it waits again', async () => {
    const before_ = await everythingOf('M1')
    const first = await oru('M1', 'O1', { authority: 'ELSEWHERE' })
    await given.inbound.feeds.work()
    const link = await place(first, 'M1')
    for (const value of ['185', '186']) await oru('M1', 'O1', { authority: 'ELSEWHERE', value })
    await oru('M1', 'O9', { authority: 'ELSEWHERE' })
    await given.inbound.feeds.work()
    const wrong = await given.records()
    assert.equal(wrong.filter((row) => row.mrn === 'M1').length, 3)
    const shown = wrong.find((row) => row.name.startsWith('Cholesterol'))
    await given.look("insert into release_call (patient, record, done_at) values ($1, $2, '2026-11-20')", [await chart('M1'), shown?.id])
    const undone = await given.inbound.feeds.placement.undo({ link, reason: 'It was Ben’s.', by: dana })
    assert.deepEqual(undone, { records: 2, messages: 4 })
    assert.deepEqual(await everythingOf('M1'), before_)
    assert.deepEqual(await given.look("select type, sum(count)::int as n from inbound_count where patient = $1 and source = $2 group by type", [await chart('M1'), lab]), [{ type: 'ORU^R01', n: 0 }])
    await given.inbound.feeds.work()
    assert.deepEqual((await given.messages()).slice(2).map((row) => [row.state, row.reasons]), Array.from({ length: 4 }, () => ['unplaced', ['number-of-another-authority']]))
    await assert.rejects(given.inbound.feeds.placement.undo({ link, reason: 'again', by: dana }), { code: 'not-found' })
    // Nothing in the trail of the wrong chart says whose it was.
    const lines = await given.look<{ line: string }>('select e::text as line from audit_event e where patient = $1', [await chart('M1')])
    assert.ok(lines.length > 0 && lines.every(({ line }) => !/Okafor|Ben|ELSEWHERE|Compared/.test(line)))
    // The right chart gets it all.
    await place(first, 'M2')
    assert.deepEqual((await given.records()).filter((row) => row.mrn === 'M2').length, 2)
  })

  test('what the chart’s own messages say too stays, and says only what they say', async () => {
    // A Patient without a number, taken for Rosa, in the same system: its resources have the ids of hers.
    await given.send(feed, [{ resourceType: 'Patient', id: 'stray', name: [{ family: 'Okafor', given: ['Ben'] }], birthDate: '1991-01-01', identifier: [{ type: { coding: [{ code: 'MR' }] }, system: 'urn:oid:9.9.9', value: 'X1' }] }])
    await given.database.operate.run((tx) => given.inbound.feeds.registry.put(tx, { key: 'ehr', organization: 'lakeside', name: 'Lakeside ehr', route: 'fhir', authorities: ['https://lakeside.example/mrn'] }))
    await given.inbound.feeds.work()
    const before_ = await everythingOf('M1')
    const [stray] = (await given.messages()).slice(-1)
    assert.deepEqual(stray?.reasons, ['number-of-another-authority'])
    const link = await place(stray?.id ?? '', 'M1')
    // By the link: another version of her asthma, a new thing, and one that her own system repeats word for word.
    await given.send(feed, [problem('c1', 'stray', { text: 'Asthma of Ben' }), { ...problem('c8', 'stray', { text: 'Gout' }), encounter: { reference: 'Encounter/not-here' } }, problem('c9', 'stray', { text: 'Cough' })])
    await given.send(feed, [{ ...problem('c9', 'stray', { text: 'Cough' }) }, problem('c7', 'p1', { text: 'Her own' })])
    await given.inbound.feeds.work()
    assert.deepEqual((await given.records()).map((row) => row.name).sort(), ['Asthma of Ben', 'Cough', 'Gout', 'Her own'])
    await given.inbound.feeds.placement.undo({ link, reason: 'It was Ben’s.', by: dana })
    assert.deepEqual((await given.records()).map((row) => row.name).sort(), ['Asthma', 'Her own'])
    const after_ = await everythingOf('M1')
    const without = (all: Record<string, unknown[]>) => JSON.stringify(all)
    assert.ok(!/Ben|Gout|Cough/.test(without(after_)))
    for (const table of ['store_earlier', 'store_part', 'store_wanted']) assert.deepEqual(after_[table], before_[table], table)
    const card = (all: Record<string, unknown[]>) => all.release_ledger?.map((row) => JSON.stringify((row as { card: object }).card)).filter((one) => one.includes('Asthma'))
    assert.deepEqual(card(after_), card(before_))
  })

  test('a document that another person’s took the place of speaks again', async () => {
    const letter = (id: string, whose: string, more: object = {}) => ({ resourceType: 'DocumentReference', id, status: 'current', type: { text: `Letter ${id}` }, subject: { reference: `Patient/${whose}` }, date: '2026-11-01T10:00:00Z', content: [{ attachment: { contentType: 'text/plain', data: 'QQ==' } }], ...more })
    await given.send(feed, [letter('a', 'p1')])
    await given.send(feed, [{ resourceType: 'Patient', id: 'stray', name: [{ family: 'Okafor', given: ['Ben'] }], birthDate: '1991-01-01', identifier: [{ type: { coding: [{ code: 'MR' }] }, system: 'urn:oid:9.9.9', value: 'X1' }] }])
    await given.database.operate.run((tx) => given.inbound.feeds.registry.put(tx, { key: 'ehr', organization: 'lakeside', name: 'Lakeside ehr', route: 'fhir', authorities: ['https://lakeside.example/mrn'] }))
    await given.inbound.feeds.work()
    const before_ = await everythingOf('M1')
    const [stray] = (await given.messages()).slice(-1)
    const link = await place(stray?.id ?? '', 'M1')
    await given.send(feed, [letter('b', 'stray', { relatesTo: [{ code: 'replaces', target: { reference: 'DocumentReference/a' } }] })])
    await given.inbound.feeds.work()
    const statuses = () => given.look("select card ->> 'name' as name, body ->> 'status' as status from store_record where body ->> 'kind' in ('document', 'note') order by 1")
    assert.deepEqual(await statuses(), [{ name: 'Letter a', status: 'superseded' }, { name: 'Letter b', status: 'current' }])
    await given.inbound.feeds.placement.undo({ link, reason: 'It was Ben’s.', by: dana })
    assert.deepEqual(await statuses(), [{ name: 'Letter a', status: 'current' }])
    assert.deepEqual((await everythingOf('M1')).store_replaced, before_.store_replaced)
  })

  test('of a message of several people, what fits comes in, and what does not waits', async () => {
    const both = await given.send(feed, [person('p1', 'M1'), problem('c3', 'p1', { text: 'Hers' }), { ...person('px', 'M2'), birthDate: '1950-01-01', name: [{ family: 'Quill', given: ['Zed'] }] }, problem('c4', 'px', { text: 'Not his' })])
    await given.inbound.feeds.work()
    assert.deepEqual([(await given.message(both)).state, (await given.message(both)).whom?.people.map((one) => one.whom)], ['unplaced', ['number https://lakeside.example/mrn|M2']])
    assert.deepEqual((await given.records()).map((row) => `${row.mrn} ${row.name}`), ['M1 Asthma', 'M1 Hers'])
    assert.equal((await given.look("select 1 from store_raw where text like '%Not his%'")).length, 0)
    await place(both, 'M2')
    assert.deepEqual((await given.records()).map((row) => `${row.mrn} ${row.name}`), ['M1 Asthma', 'M1 Hers', 'M2 Not his'])
    assert.deepEqual(await given.look("select name, birth_date::text as born from patients_patient where mrn = 'M2'"), [{ name: 'Ben Okafor', born: '1991-01-01' }])
  })

  test('nobody places what does not wait, into another organization, or twice', async () => {
    const first = await oru('M1', 'O1', { authority: 'ELSEWHERE' })
    await given.inbound.feeds.work()
    const message = await given.message(first)
    const whom = message.whom?.people[0]?.whom ?? ''
    const good = { message, whom, patient: await chart('M1'), reason: 'x', by: dana }
    await given.database.feed.run((tx) => given.patients.register(tx, { organization: 'riverside', mrn: 'R1', name: 'Ben Okafor', family: 'Okafor', given: 'Ben', birthDate: '1991-01-01', deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null }))
    const refused = (change: Partial<typeof good>, code = 'not-found') => assert.rejects(given.inbound.feeds.placement.place({ ...good, ...change }), { code })
    await refused({ by: { ...dana, organization: 'riverside' } })
    await refused({ patient: await chart('R1') })
    await refused({ patient: '00000000-0000-4000-8000-000000000000' })
    await refused({ whom: 'number elsewhere|M9' })
    await refused({ message: { ...message, id: '999999' } })
    await refused({ message: { ...message, id: '1; drop table inbound_message' } })
    await refused({ reason: ' ' }, 'form-not-understood')
    const twice = await Promise.allSettled([given.inbound.feeds.placement.place(good), given.inbound.feeds.placement.place({ ...good, patient: await chart('M2') })])
    assert.deepEqual(twice.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    await assert.rejects(given.inbound.feeds.placement.undo({ link: (await given.look<{ id: string }>('select id from inbound_link'))[0]?.id ?? '', reason: 'x', by: { ...dana, organization: 'riverside' } }), { code: 'not-found' })
  })

  test('what waits for a chart comes in when the chart is registered, at whichever feed of the organization', async () => {
    const early = await oru('M3', 'O1')
    await given.inbound.feeds.work()
    assert.deepEqual([(await given.message(early)).reasons, (await given.message(early)).awaits[0]], [['no-such-number'], 'number M3'])
    await given.send(feed, [person('p3', 'M3', { name: [{ family: 'Okafor', given: ['Ben'] }], birthDate: '1991-01-01' })])
    await given.inbound.feeds.work()
    assert.equal((await given.message(early)).state, 'done')
    assert.deepEqual((await given.records()).filter((row) => row.mrn === 'M3').length, 1)
    // A thing of a Patient who is not here yet.
    const thing = await given.send(feed, [problem('c5', 'p4', { text: 'Later' })])
    await given.inbound.feeds.work()
    assert.deepEqual((await given.message(thing)).reasons, ['not-known-here'])
    await given.send(feed, [person('p4', 'M4')])
    await given.inbound.feeds.work()
    assert.equal((await given.message(thing)).state, 'done')
  })

  test('a birth date that contradicts waits, until registration corrects it', async () => {
    const wrong = await oru('M1', 'O1')
    await given.inbound.feeds.work()
    assert.deepEqual((await given.message(wrong)).reasons, ['birth-date-differs', 'name-differs'])
    // Registration itself may correct a birth date, not turn one person into another.
    await given.send(feed, [person('p1', 'M1', { name: [{ family: 'Okafor', given: ['Ben'] }], birthDate: '1991-01-01' })])
    await given.inbound.feeds.work()
    const overlay = (await given.messages()).at(-1)
    assert.deepEqual(overlay?.reasons, ['birth-date-differs', 'name-differs'])
    assert.deepEqual(await given.look("select name from patients_patient where mrn = 'M1'"), [{ name: 'Rosa Alvarez' }])
    await given.send(feed, [person('p1', 'M1', { birthDate: '1968-03-01' })])
    await given.inbound.feeds.work()
    assert.deepEqual(await given.look("select birth_date::text as born from patients_patient where mrn = 'M1'"), [{ born: '1968-03-01' }])
  })

  test('several numbers of one person that lead to two charts wait; once those are one, the message comes in', async () => {
    await given.send(feed, [person('p6', 'M6')])
    const both = await given.send(feed, [{ ...person('p9', 'M1'), identifier: [mr('M1'), mr('M6')] }, problem('c6', 'p9', { text: 'Whose' })])
    await given.inbound.feeds.work()
    assert.deepEqual((await given.message(both)).reasons, ['two-charts'])
    assert.equal((await given.records()).some((row) => row.name === 'Whose'), false)
    await given.sendV2(lab, { type: 'ADT^A40', control: 'A40', at: '20261101090000-0500', lines: [pid('M1'), 'MRG|M6^^^LAKESIDE^MR'] })
    await given.inbound.feeds.work()
    assert.equal((await given.message(both)).state, 'done')
    assert.equal((await given.records()).find((row) => row.name === 'Whose')?.mrn, 'M1')
  })
})
