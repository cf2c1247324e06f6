// Are records made by an older mapping made anew, all of them, once, and is nothing else touched?
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { documentWith, problemEntry } from '../../../../tests/standards/ccda-written.ts'
import { type GivenFeeds, givenFeeds, person, pid, problem, result } from '../../../../tests/feeds/given.ts'

const observation = (id: string, value: number, more: object = {}): object => ({ resourceType: 'Observation', id, status: 'final', category: [{ coding: [{ code: 'laboratory' }] }], code: { coding: [{ system: 'http://loinc.org', code: '2093-3' }], text: `Test ${id}` }, subject: { reference: 'Patient/p1' }, effectiveDateTime: '2026-04-12T08:05:00-04:00', valueQuantity: { value, unit: 'mg/dL' }, ...more })

describe('records of an older mapping', () => {
  let given: GivenFeeds
  let [ehr, lab, papers] = ['', '', '']
  before(async () => {
    given = await givenFeeds()
    ehr = await given.feed('ehr')
    lab = await given.feed('lab', { route: 'mllp', authorities: ['LAKESIDE'] })
    papers = await given.feed('papers')
    const hour = async () => {
      await given.inbound.feeds.work()
      given.database.clock.advance({ hours: 1 })
    }
    const document = (id: string, text: string, header = '') => given.inbound.feeds.keep([{ feed: papers, form: 'ccda', name: `${id}.xml`, kind: 'document', sentAt: null, bytes: Buffer.from(documentWith({ id, entries: text, header })) }])
    await given.send(ehr, [{ resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Byron', given: ['Ada'] }] }, person('p1', 'M1'), person('p2', 'M2'), problem('c1', 'p1'), problem('c2', 'p2'), { ...observation('o0', 1), performer: [{ reference: 'Practitioner/d1' }] }])
    await hour()
    // A measurement alone, then the report that takes it in, then a correction of the measurement alone.
    await given.send(ehr, [observation('o1', 240)])
    await hour()
    await given.send(ehr, [{ resourceType: 'DiagnosticReport', id: 'r1', status: 'final', category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'Panel' }, subject: { reference: 'Patient/p1' }, effectiveDateTime: '2026-04-12', result: [{ reference: 'Observation/o1' }, { reference: 'Observation/o2' }] }, observation('o2', 50)])
    await hour()
    await given.send(ehr, [observation('o1', 204, { status: 'corrected' }), problem('c1', 'p1', { status: 'entered-in-error' })])
    for (const [at, status, value] of [['20261101090000-0500', 'P', '240'], ['20261102090000-0500', 'F', '204'], ['20261103090000-0500', 'C', '184']] as const) {
      await given.sendV2(lab, { type: 'ORU^R01', control: `V${status}`, at, lines: [pid('M1'), ...result('O1', { status, value, at: '20261101090000-0500' })] })
      await hour()
    }
    const asthma = problemEntry({ name: 'Asthma', code: '195967001' })
    await document('A', asthma + problemEntry({ name: 'Cold', code: '82272006' }))
    await hour()
    await document('B', asthma, '<relatedDocument typeCode="RPLC"><parentDocument><id root="9.9.9" extension="A"/></parentDocument></relatedDocument>')
    await hour()
    await given.send(ehr, [{ ...observation('o3', 7), id: undefined }])
    await given.inbound.feeds.work()
    assert.deepEqual((await given.messages()).map((row) => row.state).filter((state) => state !== 'done'), [])
    await hour()
  })
  after(() => given.end())

  const everything = async () => {
    const all: Record<string, unknown[]> = {}
    for (const table of ['store_raw', 'store_record', 'store_part', 'store_earlier', 'store_document', 'store_replaced', 'release_ledger', 'release_waiting', 'patients_patient', 'patients_fact']) all[table] = await given.look(`select to_jsonb(t) as row from ${table} t order by (to_jsonb(t))::text`)
    return all
  }
  const readBefore = () => given.look("update store_raw set mapping = 0 where patient <> '00000000-0000-0000-0000-000000000000'")

  test('a mapping that reads the same makes the same, to the last byte', async () => {
    const was = await everything()
    assert.ok((was.store_record?.length ?? 0) > 10)
    await readBefore()
    const done = await given.inbound.feeds.reread()
    assert.ok(done.charts >= 3 && done.gone === 0, JSON.stringify(done))
    const is = await everything()
    for (const [table, rows] of Object.entries(was)) assert.deepEqual(is[table], rows, table)
    assert.deepEqual(await given.inbound.feeds.reread(), { charts: 0, records: 0, gone: 0 })
  })

  test('what the older mapping read wrongly is mended, what it made of nothing is gone, and neither is an earlier version', async () => {
    const was = await everything()
    await readBefore()
    await given.look(`update store_record set body = jsonb_set(body, '{name,text}', '"misread"'), card = jsonb_set(card, '{name}', '"misread"') where patient = (select id from patients_patient where mrn = 'M1') and same_as is null`)
    await given.look(`truncate store_earlier`)
    const [stray] = await given.look<{ id: string }>(`insert into store_record (patient, id, kind, filed, received_at, labels, card, search, body, raw_version, delivery)
      select patient, gen_random_uuid(), kind, filed, received_at, labels, card, search, body, raw_version, delivery from store_record where patient = (select id from patients_patient where mrn = 'M2') limit 1 returning id`)
    await given.look(`insert into store_part (patient, record, part) select p.patient, $1, p.id from store_record p where p.patient = (select id from patients_patient where mrn = 'M2') and p.id <> $1`, [stray?.id])
    assert.equal((await given.inbound.feeds.reread()).gone, 1)
    const is = await everything()
    for (const table of ['store_record', 'store_part', 'release_ledger']) assert.deepEqual(is[table], was[table], table)
    assert.equal(JSON.stringify(is.store_earlier).includes('misread'), false)
  })

  test('what the older mapping left out is in the record, as something that came now', async () => {
    const told = () => given.look('select patient, id, kind, filed, card, body, visit, removed_at from store_record order by id')
    const was = await told()
    await readBefore()
    const lost = await given.look<{ id: string }>(`delete from store_record where body -> 'name' ->> 'text' = 'Test o0' returning id`)
    assert.equal(lost.length, 1)
    await given.look('delete from release_ledger where record = $1', [lost[0]?.id])
    assert.equal((await given.inbound.feeds.reread()).gone, 0)
    assert.deepEqual(await told(), was)
    assert.equal((await given.look('select 1 from release_ledger where record = $1', [lost[0]?.id])).length, 1)
  })

  test('what was said before is read anew too', async () => {
    const was = await everything()
    const before = "delete from store_earlier e using store_delivery d where d.id = e.delivery and d.form = 'fhir' returning 1 as one"
    assert.ok((await given.look(before)).length >= 2)
    await readBefore()
    await given.inbound.feeds.reread()
    const is = await everything()
    const told = (rows: readonly unknown[] | undefined) => (rows ?? []).map((one) => ({ ...(one as { row: object }).row, replaced_at: '' }))
    assert.deepEqual(told(is.store_earlier), told(was.store_earlier))
  })

  test('ended after any chart it goes on where it stopped', async () => {
    await readBefore()
    let charts = 0
    const first = await given.inbound.feeds.reread({ onChart: () => void (charts += 1), stop: () => charts >= 1 })
    assert.equal(first.charts, 1)
    assert.ok((await given.look<{ n: number }>('select count(*)::int as n from store_raw where mapping = 0'))[0]?.n)
    const rest = await given.another().feeds.reread()
    assert.ok(rest.charts >= 2)
    const [left] = await given.look<{ n: number }>('select count(*)::int as n from store_raw where mapping = 0')
    assert.equal(left?.n, 0)
  })
})
