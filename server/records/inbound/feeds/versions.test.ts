// Does an older version that comes late ever overwrite a newer one: of a thing, of a part of a report, of what was taken back, of a chart?
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type GivenFeeds, givenFeeds, person, pid, problem, result } from '../../../../tests/feeds/given.ts'

const emptied = `truncate inbound_raw, inbound_message, inbound_link, store_part, store_record, store_earlier, store_raw, release_ledger, release_waiting, patients_merge, patients_alike, patients_fact, patients_key, patients_patient cascade`

describe('versions in any order', () => {
  let given: GivenFeeds
  let [ehr, adt] = ['', '']
  before(async () => {
    given = await givenFeeds()
    ehr = await given.feed('ehr')
    adt = await given.feed('adt', { route: 'mllp' })
  })
  after(() => given.end())
  beforeEach(async () => {
    await given.look(emptied)
    await given.send(ehr, [person('p1', 'M1')])
    await given.inbound.feeds.work()
  })

  const day = (at: number) => `2026-11-0${at}T10:00:00Z`
  const version = (text: string, meta: object | undefined, more: { readonly status?: string } = {}) => problem('c1', 'p1', { text, ...(meta === undefined ? {} : { meta }), ...more })
  async function after_(...versions: readonly object[]): Promise<readonly string[]> {
    for (const one of versions) {
      given.database.clock.advance({ minutes: 1 })
      await given.send(ehr, [one])
      await given.inbound.feeds.work()
    }
    return (await given.records()).map((row) => `${row.name}${row.removed ? ' removed' : ''}`)
  }

  test('by the server’s own word on when it changed, else when it was issued, else the number of the version', async () => {
    assert.deepEqual(await after_(version('new', { lastUpdated: day(2) }), version('old', { lastUpdated: day(1) })), ['new'])
    assert.deepEqual(await after_(version('newest', { lastUpdated: day(3) }), version('older', { lastUpdated: day(2), versionId: '99' })), ['newest'])
    await given.look(emptied)
    await given.send(ehr, [person('p1', 'M1')])
    assert.deepEqual(await after_(version('two', { versionId: '2' }), version('one', { versionId: '1' })), ['two'])
    assert.deepEqual(await after_(version('ten', { versionId: '10' }), version('nine', { versionId: '9' })), ['ten'])
  })

  test('what says no time is as new as its arrival, and so is what says it in another way', async () => {
    assert.deepEqual(await after_(version('one', undefined), version('two', undefined)), ['two'])
    assert.deepEqual(await after_(version('three', { lastUpdated: day(1) })), ['three'])
    assert.deepEqual(await after_(version('four', { versionId: '4' })), ['four'])
    assert.deepEqual(await after_(version('five', { versionId: 'W/"a"' })), ['five'])
  })

  test('what was taken back stays taken back when an older version comes late, and not when a newer one says it again', async () => {
    assert.deepEqual(await after_(version('gone', { lastUpdated: day(2) }, { status: 'entered-in-error' }), version('there', { lastUpdated: day(1) })), ['gone removed'])
    assert.deepEqual(await after_(version('back', { lastUpdated: day(3) })), ['back'])
  })

  test('a report keeps the newest of each of its parts, whichever comes when', async () => {
    const value = (mg: number, at: number): object => ({ resourceType: 'Observation', id: 'o1', status: 'final', meta: { lastUpdated: day(at) }, category: [{ coding: [{ code: 'laboratory' }] }], code: { text: 'Cholesterol' }, subject: { reference: 'Patient/p1' }, effectiveDateTime: '2026-11-01', valueQuantity: { value: mg } })
    const report = { resourceType: 'DiagnosticReport', id: 'r1', status: 'final', meta: { lastUpdated: day(2) }, category: [{ coding: [{ code: 'LAB' }] }], code: { text: 'Panel' }, subject: { reference: 'Patient/p1' }, effectiveDateTime: '2026-11-01', result: [{ reference: 'Observation/o1' }] }
    const read = async () => (await given.look<{ value: string }>("select body #>> '{values,0,quantity,value}' as value from store_record where same_as is null")).map((row) => row.value)
    for (const order of [[value(1, 1), report, value(3, 3), value(2, 2)], [value(3, 3), value(1, 1), report, value(2, 2)], [report, value(3, 3), value(2, 2), value(1, 1)]]) {
      await after_(...order)
      assert.deepEqual(await read(), ['3'])
      await given.look(emptied)
      await given.send(ehr, [person('p1', 'M1')])
      await given.inbound.feeds.work()
    }
  })

  test('results of HL7 v2 end as the last of them says, by the time of the message, in every order', async () => {
    const sent = (at: number, status: string, value: string) => ({ type: 'ORU^R01', control: `V${at}`, at: `2026110${at}090000-0500`, lines: [pid('M1'), ...result('O1', { status, value, at: '20261101080000-0500' })] })
    const all = [sent(1, 'P', '240'), sent(2, 'F', '204'), sent(3, 'C', '184')]
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]]) {
      for (const at of order) if (all[at] !== undefined) await given.sendV2(adt, all[at])
      await given.inbound.feeds.work()
      assert.deepEqual(await given.look("select body #>> '{values,0,quantity,value}' as value, body ->> 'status' as status from store_record where same_as is null and kind = 1"), [{ value: '184', status: 'corrected' }], order.join(' '))
      await given.look('truncate store_part, store_record, store_earlier, store_raw, inbound_raw, inbound_message, release_ledger cascade')
    }
  })

  test('a chart keeps the newest word on each of its fields, in every order of the messages', async () => {
    const said = (at: number, more: string) => ({ type: 'ADT^A08', control: `A${at}`, at: `2026110${at}090000-0500`, lines: [`EVN|A08|2026110${at}090000-0500`, `PID|1||M7^^^LAKESIDE^MR||Okafor^Ben||19910101|M${more}`] })
    const all = [said(1, '|||1 Old St^^Lakeside^OH^44101||555-0101'), said(2, '|||2 New St^^Lakeside^OH^44101'), said(3, '|||||""')]
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1], [2, 0, 1], [1, 2, 0]]) {
      for (const at of order) if (all[at] !== undefined) await given.sendV2(adt, all[at])
      await given.inbound.feeds.work()
      assert.deepEqual(await given.look("select phone, address from patients_patient where mrn = 'M7'"), [{ phone: null, address: '2 New St, Lakeside, OH 44101' }], order.join(' '))
      assert.deepEqual(await given.look("select value ->> 'value' as phone from patients_fact f join patients_patient p on p.id = f.patient where p.mrn = 'M7' and kind = 'phone' and gone_at is null"), [], order.join(' '))
      await given.look('truncate store_part, store_record, store_raw, inbound_raw, inbound_message, patients_fact, patients_key, patients_alike, patients_patient cascade')
    }
  })
})
