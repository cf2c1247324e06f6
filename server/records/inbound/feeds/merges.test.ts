// Do two numbers become one record when their source says so, in whatever order, and two again when it takes that back?
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { limits } from '../limits.ts'
import { type GivenFeeds, type V2, givenFeeds, person, pid, result } from '../../../../tests/feeds/given.ts'

const emptied = `truncate inbound_raw, inbound_message, inbound_link, store_part, store_record, store_earlier, store_raw, release_ledger, release_waiting, patients_merge, patients_alike, patients_fact, patients_key, patients_patient cascade`

describe('merges of charts', () => {
  let given: GivenFeeds
  let feed = ''
  before(async () => {
    given = await givenFeeds()
    feed = await given.feed('adt', { route: 'mllp', authorities: ['LAKESIDE'] })
  })
  after(() => given.end())
  beforeEach(async () => {
    await given.look(emptied)
    given.database.clock.advance({ hours: 1 })
  })

  let controls = 0
  const adt = (event: string, minute: number, lines: readonly string[]): V2 => ({ type: `ADT^${event}`, control: `M${(controls += 1)}`, at: `2026110109${String(minute).padStart(2, '0')}00-0500`, lines: [`EVN|${event}|2026110109${String(minute).padStart(2, '0')}00-0500`, ...lines] })
  const one = (minute = 1) => adt('A28', minute, [pid('HX0001', { name: 'Hostile^Testa' })])
  const other = (minute = 2) => adt('A28', minute, [pid('HX0777', { name: 'Hostyle^Testa' })])
  const merge = (minute = 3, survivor = 'HX0001', retired = 'HX0777') => adt('A40', minute, [pid(survivor, { name: 'Hostile^Testa' }), `MRG|${retired}^^^LAKESIDE^MR||||||Hostyle^Testa`])
  const unmerge = (minute = 4) => adt('A37', minute, [pid('HX0001', { name: 'Hostile^Testa' }), pid('HX0777', { name: 'Hostyle^Testa' })])
  const lab = (mrn: string, order: string): V2 => ({ type: 'ORU^R01', control: `L${(controls += 1)}`, at: '20261102090000-0500', lines: [pid(mrn, { name: 'Hostyle^Testa' }), ...result(order)] })

  async function play(...all: readonly V2[]): Promise<void> {
    for (const message of all) await given.sendV2(feed, message)
    await given.inbound.feeds.work()
  }
  /** Which numbers are read together now, group by group. */
  async function groups(): Promise<string[]> {
    const rows = await given.look<{ group: string }>(`select string_agg(m.mrn, ' ' order by m.mrn) as group from patients_alike a join patients_patient m on m.id = a.member where a.valid_until = 'infinity' group by a.patient`)
    return [...new Set(rows.map((row) => row.group))].sort()
  }
  const states = async () => (await given.messages()).map((row) => row.state === 'unplaced' ? `${row.state} ${row.reasons.join(' ')}` : row.state)

  test('the number that ends and the one that goes on find one record, in every order of their messages', async () => {
    const all = [one(), other(), merge()]
    const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    for (const order of orders) {
      await play(...order.map((at) => all[at]).filter((message) => message !== undefined))
      assert.deepEqual([await groups(), await states()], [['HX0001 HX0777'], ['done', 'done', 'done']], order.join(' '))
      const names = await given.look<{ mrn: string; name: string }>('select mrn, name from patients_patient order by mrn')
      assert.deepEqual(names, [{ mrn: 'HX0001', name: 'Testa Hostile' }, { mrn: 'HX0777', name: 'Testa Hostyle' }], order.join(' '))
      await given.look(emptied)
    }
  })

  test('a number that ended before it was registered here still finds its record: results under it are read with the other', async () => {
    await play(one(), merge(), lab('HX0777', 'O1'))
    assert.deepEqual([await groups(), await states()], [['HX0001 HX0777'], ['done', 'done', 'done']])
    assert.deepEqual((await given.records()).map((row) => row.mrn), ['HX0777'])
    // Nobody proves who they are by contacts that registration never gave for this number.
    assert.deepEqual(await given.look("select kind from patients_fact f join patients_patient p on p.id = f.patient where p.mrn = 'HX0777' and kind <> 'name'"), [])
  })

  test('said again it is said once; ended it leaves two charts, each with what came under its number', async () => {
    await play(one(), other(), merge(), merge(), { ...merge(), control: 'again' }, lab('HX0001', 'O1'), lab('HX0777', 'O2'))
    assert.deepEqual(await given.look("select count(*)::int as n from patients_merge"), [{ n: 1 }])
    await play(unmerge())
    assert.deepEqual(await groups(), ['HX0001', 'HX0777'])
    assert.deepEqual((await given.records()).map((row) => row.mrn), ['HX0001', 'HX0777'])
    const lines = await given.look<{ kind: string; mrn: string }>("select e.kind, p.mrn from audit_event e join patients_patient p on p.id = e.patient where e.kind like 'charts-%' and e.at = $1 order by e.kind, p.mrn", [given.database.clock.now()])
    assert.deepEqual(lines, [{ kind: 'charts-merged', mrn: 'HX0001' }, { kind: 'charts-merged', mrn: 'HX0777' }, { kind: 'charts-parted', mrn: 'HX0001' }, { kind: 'charts-parted', mrn: 'HX0777' }])
  })

  test('of a merge and its end the later one counts, whichever comes first', async () => {
    await play(one(), other(), unmerge(), merge())
    assert.deepEqual(await groups(), ['HX0001', 'HX0777'])
    await play(merge(5))
    assert.deepEqual(await groups(), ['HX0001 HX0777'])
  })

  test('chains and merges of merges are one record; the end of one merge ends that one', async () => {
    const chart = (mrn: string) => adt('A28', 1, [pid(mrn, { name: 'Hostile^Testa' })])
    await play(chart('A'), chart('B'), chart('C'), chart('D'), merge(3, 'B', 'A'), merge(3, 'C', 'B'), merge(3, 'D', 'C'))
    assert.deepEqual(await groups(), ['A B C D'])
    await play(adt('A37', 5, [pid('C', { name: 'Hostile^Testa' }), pid('B', { name: 'Hostile^Testa' })]))
    assert.deepEqual(await groups(), ['A B', 'C D'])
  })

  test('two people by name and birth date are not merged by a number; staff may say that they are one', async () => {
    await play(one(), adt('A28', 1, [pid('HX0777', { name: 'Okafor^Ben', born: '19910101' })]), merge())
    assert.deepEqual([await groups(), (await states())[2]], [['HX0001', 'HX0777'], 'unplaced merge-differs'])
    const message = (await given.messages())[2]
    assert.ok(message !== undefined)
    const by = { person: null, name: 'Dana Cole', organization: 'lakeside', role: 'records-office' }
    await assert.rejects(given.inbound.feeds.placement.accept({ message, reason: 'x', by: { ...by, organization: 'riverside' } }), { code: 'not-found' })
    await given.inbound.feeds.placement.accept({ message, reason: 'A new name and a corrected date.', by })
    await given.inbound.feeds.work()
    assert.deepEqual([await groups(), (await states())[2]], [['HX0001 HX0777'], 'done'])
  })

  describe('two people after all', () => {
    const by = { person: null, name: 'Dana Cole', organization: 'lakeside', role: 'records-office' }
    const holding = () => given.database.operate.run((tx) => given.patients.holding(tx, 'lakeside', { before: null, limit: 10 }))
    async function part(): Promise<string> {
      const [open] = await holding()
      assert.ok(open !== undefined)
      await given.inbound.feeds.parting.end({ merge: open.id, reason: 'They stood at the desk together.', by })
      return open.id
    }

    test('staff end a merge: each chart shows what came under its number, both are told, and it is known who said so and why', async () => {
      await play(one(), other(), merge(), lab('HX0001', 'O1'), lab('HX0777', 'O2'))
      const [open] = await holding()
      const said = await given.look<{ delivery: string }>("select delivery from inbound_message where kind = 'ADT^A40'")
      assert.deepEqual([open?.survivor, open?.retired, open?.source, open?.saidIn], ['HX0001', 'HX0777', feed, said[0]?.delivery])
      const charts = open === undefined ? [] : [open.patient, open.other]
      assert.deepEqual((await given.inbound.feeds.parting.standing('lakeside', charts)).map(({ patient, count }) => [charts.indexOf(patient), count]).sort(), [[0, 1], [1, 1]])
      assert.deepEqual(await given.inbound.feeds.parting.standing('riverside', charts), [])

      given.database.clock.advance({ minutes: 5 })
      const id = await part()
      assert.deepEqual([await groups(), await holding()], [['HX0001', 'HX0777'], []])
      const [parted] = await given.database.operate.run((tx) => given.patients.parted(tx, 'lakeside', 10))
      assert.deepEqual([parted?.id, parted?.endedBy, parted?.endedReason], [id, 'Dana Cole', 'They stood at the desk together.'])
      const lines = await given.look<{ mrn: string; role: string; name: string; purpose: string }>("select p.mrn, e.actor_role as role, e.actor_name as name, e.purpose from audit_event e join patients_patient p on p.id = e.patient where e.kind = 'charts-parted' and e.at = $1 order by 1", [given.database.clock.now()])
      assert.deepEqual(lines, ['HX0001', 'HX0777'].map((mrn) => ({ mrn, role: 'staff', name: 'Dana Cole', purpose: 'These two record numbers belong to two people.' })))
    })

    test('another organization, a second time, and no reason end nothing', async () => {
      await play(one(), other(), merge())
      const [open] = await holding()
      const end = async (more: { readonly reason?: string; readonly organization?: string }) => given.inbound.feeds.parting.end({ merge: open?.id ?? '', reason: more.reason ?? 'x', by: { ...by, organization: more.organization ?? 'lakeside' } })
      await assert.rejects(end({ organization: 'riverside' }), { code: 'not-found' })
      await assert.rejects(end({ reason: '  ' }), { code: 'form-not-understood' })
      assert.deepEqual(await groups(), ['HX0001 HX0777'])
      await end({})
      await assert.rejects(end({}), { code: 'not-found' })
    })

    test('what the source says again later waits for staff, in a chain too; what it said before is answered; staff may say that it is right', async () => {
      given.database.clock.set('2026-11-01T18:00:00Z')
      await play(one(), other(), merge())
      await part()
      given.database.clock.advance({ hours: 1 })
      const again = (event: string, lines: readonly string[]): V2 => ({ ...adt(event, 1, lines), at: '20261101143000-0500', lines: [`EVN|${event}|20261101143000-0500`, ...lines] })
      await play({ ...merge(), control: 'sent once more' })
      assert.deepEqual([await groups(), (await states()).at(-1)], [['HX0001', 'HX0777'], 'done'])
      await play(again('A40', [pid('HX0001', { name: 'Hostile^Testa' }), 'MRG|HX0777^^^LAKESIDE^MR']))
      assert.deepEqual([await groups(), (await states()).at(-1)], [['HX0001', 'HX0777'], 'unplaced merge-ended-here'])
      // By a third number they would be one again.
      await play(adt('A28', 6, [pid('HX0300', { name: 'Hostile^Testa' })]), again('A40', [pid('HX0300', { name: 'Hostile^Testa' }), 'MRG|HX0777^^^LAKESIDE^MR']), again('A40', [pid('HX0001', { name: 'Hostile^Testa' }), 'MRG|HX0300^^^LAKESIDE^MR']))
      assert.deepEqual([await groups(), (await states()).at(-1)], [['HX0001', 'HX0300 HX0777'], 'unplaced merge-ended-here'])
      const waiting = (await given.messages()).filter((row) => row.state === 'unplaced')
      assert.equal(waiting.length, 2)
      for (const message of waiting) await given.inbound.feeds.placement.accept({ message, reason: 'The sender checked it.', by })
      await given.inbound.feeds.work()
      assert.deepEqual([await groups(), (await given.messages()).filter((row) => row.state !== 'done')], [['HX0001 HX0300 HX0777'], []])
    })
  })

  test('a FHIR server says by links which Patient is no longer used, in whatever order they come', async () => {
    const ehr = await given.feed('ehr')
    const old = { ...person('old', 'F2'), link: [{ type: 'replaced-by', other: { reference: 'Patient/new' } }, { type: 'seealso', other: { reference: 'Patient/third' } }] }
    for (const order of [[person('new', 'F1'), old], [old, person('new', 'F1')]]) {
      for (const one of [...order, person('third', 'F3')]) await given.send(ehr, [one])
      await given.inbound.feeds.work()
      assert.deepEqual(await groups(), ['F1 F2', 'F3'])
      assert.deepEqual([...new Set(await states())], ['done'])
      await given.look(emptied)
    }
  })

  test('a storm of merges ends where one human would have too many charts, and what is behind it comes in', async () => {
    const many = limits.chartsOfOne + 4
    await play(one(), ...Array.from({ length: many }, (_, at) => merge(3, 'HX0001', `S${at}`)), lab('HX0001', 'O1'))
    const waiting = (await given.messages()).filter((row) => row.state === 'unplaced')
    assert.equal(waiting.length, many - limits.chartsOfOne + 1)
    assert.deepEqual([...new Set(waiting.flatMap((row) => row.reasons))], ['merge-too-large'])
    assert.equal((await given.look<{ n: number }>("select count(*)::int as n from patients_alike where valid_until = 'infinity'"))[0]?.n, limits.chartsOfOne ** 2 + waiting.length)
    assert.equal((await given.records()).length, 1)
  })
})
