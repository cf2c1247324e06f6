// Does one result that came under two numbers of one person stand once, whenever the numbers are merged, and with each again once they are parted?
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { type Canonical, canonicalOf, differences } from '../../../../tests/feeds/canonical-house.ts'
import { type GivenFeeds, type V2, givenFeeds, person, pid, problem, result } from '../../../../tests/feeds/given.ts'

const emptied = `truncate inbound_raw, inbound_message, inbound_link, inbound_count, store_part, store_record, store_earlier, store_raw, store_wanted, store_called, store_delivery, release_ledger, release_waiting, patients_merge, patients_alike, patients_fact, patients_key, patients_patient cascade`
const seed = 20_261_129

const at = (minute: number) => `2026110109${String(minute).padStart(2, '0')}00-0500`
const adt = (event: string, minute: number, lines: readonly string[]): V2 => ({ type: `ADT^${event}`, control: `${event}-${minute}`, at: at(minute), lines: [`EVN|${event}|${at(minute)}`, ...lines] })
const registered = (mrn: string, minute: number) => adt('A28', minute, [pid(mrn, { name: 'Hostile^Testa' })])
const merged = (survivor: string, retired: string, minute: number) => adt('A40', minute, [pid(survivor, { name: 'Hostile^Testa' }), `MRG|${retired}^^^LAKESIDE^MR||||||Hostile^Testa`])
const parted = (one: string, other: string, minute: number) => adt('A37', minute, [pid(one, { name: 'Hostile^Testa' }), pid(other, { name: 'Hostile^Testa' })])
const lab = (mrn: string, minute: number, more: { readonly order?: string; readonly status: string; readonly value: string }): V2 => ({ type: 'ORU^R01', control: `L${minute}`, at: at(minute), lines: [pid(mrn, { name: 'Hostile^Testa' }), ...result(more.order ?? 'O1', { ...more, at: '20261101080000-0500' })] })

type Sent = { readonly v2: V2; readonly route: string } | { readonly fhir: readonly object[] }

describe('things of merged charts', () => {
  let given: GivenFeeds
  let routes: readonly string[] = []
  let ehr = ''
  before(async () => {
    given = await givenFeeds()
    const first = await given.feed('adt', { route: 'mllp', authorities: ['LAKESIDE'] })
    routes = [first, await given.feed('adt-2', { route: 'mllp', authorities: ['LAKESIDE'], sameSystemAs: first })]
    ehr = await given.feed('ehr')
  })
  after(() => given.end())

  async function ends(all: readonly Sent[]): Promise<Canonical> {
    await given.look(emptied)
    for (const one of all) {
      if ('fhir' in one) await given.send(ehr, one.fhir)
      else await given.sendV2(one.route, one.v2)
      await given.inbound.feeds.work()
    }
    assert.deepEqual((await given.messages()).map((one) => one.state).filter((one) => one !== 'done' && one !== 'same'), [])
    return canonicalOf(given.database.owner)
  }
  const byFirst = (all: readonly V2[]): readonly Sent[] => all.map((v2) => ({ v2, route: routes[0] ?? '' }))
  const byAny = (all: readonly V2[]): fc.Arbitrary<readonly Sent[]> => fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }).chain((order) => fc.array(fc.constantFrom(...routes), { minLength: order.length, maxLength: order.length }).map((ways) => order.map((v2, nth): Sent => ({ v2, route: ways[nth] ?? '' }))))
  const permutations = <T>(all: readonly T[]): readonly (readonly T[])[] => (all.length < 2 ? [all] : all.flatMap((one, nth) => permutations([...all.slice(0, nth), ...all.slice(nth + 1)]).map((rest) => [one, ...rest])))

  const charts = [registered('HX0001', 1), registered('HX0777', 2)]
  const results = [lab('HX0001', 3, { status: 'P', value: '240' }), lab('HX0777', 4, { status: 'F', value: '204' })]
  const shown = (all: Canonical): readonly string[] => (all['what is shown'] ?? []).filter((row) => row.includes('"removed": false'))

  test('one result under both numbers is one record with one history, whatever came first', async (t) => {
    t.diagnostic(`seed ${seed}`)
    const all = [...charts, ...results, merged('HX0001', 'HX0777', 5)]
    const twin = await ends(byFirst([...charts, merged('HX0001', 'HX0777', 5), ...results]))
    assert.deepEqual([shown(twin).length, twin.records?.length, twin['earlier versions']?.length], [1, 1, 1])
    assert.match(twin.records?.join() ?? '', /"204"/)
    const [one, other, ...rest] = all
    for (const order of permutations(rest)) assert.deepEqual(differences(twin, await ends(byFirst([one, other, ...order].filter((message) => message !== undefined)))), [], order.map((message) => message.control).join(' '))
    await fc.assert(fc.asyncProperty(byAny(all), async (order) => assert.deepEqual(differences(twin, await ends(order)), [])), { seed, numRuns: 8 })
  })

  test('parted again, each number has what came under it, as if they had never been merged', async () => {
    const all = [...charts, ...results, merged('HX0001', 'HX0777', 5), parted('HX0001', 'HX0777', 6)]
    // An older merge that comes after its end makes nothing one.
    const never = await ends(byFirst([...charts, parted('HX0001', 'HX0777', 6), merged('HX0001', 'HX0777', 5), ...results]))
    assert.deepEqual([shown(never).length, never['earlier versions']?.length], [2, 0])
    await fc.assert(fc.asyncProperty(byAny(all), async (order) => assert.deepEqual(differences(never, await ends(order)), [])), { seed: seed + 1, numRuns: 8 })
  })

  test('a message about two results goes with both of them; other results stay where they are', async () => {
    const two: V2 = { ...lab('HX0777', 6, { status: 'F', value: '204' }), lines: [pid('HX0777', { name: 'Hostile^Testa' }), ...result('O1', { value: '204', at: '20261101080000-0500' }), ...result('O2', { value: '7', at: '20261101080000-0500' })] }
    const all = [...charts, lab('HX0001', 3, { status: 'P', value: '240' }), two, lab('HX0777', 7, { order: 'O2', status: 'C', value: '8' }), lab('HX0777', 8, { order: 'O3', status: 'F', value: '1' }), merged('HX0777', 'HX0001', 5)]
    const twin = await ends(byFirst(all))
    assert.equal(shown(twin).length, 3)
    await fc.assert(fc.asyncProperty(byAny(all), async (order) => assert.deepEqual(differences(twin, await ends(order)), [])), { seed: seed + 2, numRuns: 8 })
  })

  test('of three numbers, when one leaves, the other two still have one record', async () => {
    const three = [...charts, registered('HX0900', 2), ...results, lab('HX0900', 5, { status: 'C', value: '184' })]
    const merges = [merged('HX0001', 'HX0777', 6), merged('HX0900', 'HX0001', 7)]
    const all = [...three, ...merges, parted('HX0001', 'HX0777', 9)]
    const twin = await ends(byFirst([...charts, registered('HX0900', 2), parted('HX0001', 'HX0777', 9), ...merges, ...three.slice(3)]))
    assert.equal(shown(twin).length, 2)
    await fc.assert(fc.asyncProperty(byAny(all), async (order) => assert.deepEqual(differences(twin, await ends(order)), [])), { seed: seed + 3, numRuns: 10 })
  })

  test('a resource that a server hung from one Patient to the other is one record, in any order', async () => {
    const day = (one: number) => ({ meta: { lastUpdated: `2026-11-0${one}T10:00:00Z` } })
    const link = { link: [{ type: 'replaced-by', other: { reference: 'Patient/new' } }] }
    const all: readonly Sent[] = [{ fhir: [person('old', 'F2', { ...day(3), ...link })] }, { fhir: [person('new', 'F1', day(1))] }, { fhir: [problem('c1', 'old', { text: 'Asthma', ...day(2) })] }, { fhir: [problem('c1', 'new', { text: 'Mild asthma', ...day(4) })] }]
    const twin = await ends(all)
    assert.deepEqual([shown(twin).length, twin['earlier versions']?.length], [1, 1])
    assert.match(twin.records?.join() ?? '', /Mild asthma/)
    for (const order of permutations(all)) assert.deepEqual(differences(twin, await ends(order)), [], JSON.stringify(order.map((one) => all.indexOf(one))))
  })

  test('a link that is gone from the newer version of its Patient ends what it began; the other’s link, or a message, holds it', async () => {
    const day = (one: number) => ({ meta: { lastUpdated: `2026-11-0${one}T10:00:00Z` } })
    const linked = (type: string, to: string) => ({ link: [{ type, other: { reference: `Patient/${to}` } }] })
    const [old, gone, fresh] = [person('old', 'F2', { ...day(1), ...linked('replaced-by', 'new') }), person('old', 'F2', day(5)), person('new', 'F1', day(2))]
    const problems: readonly Sent[] = [{ fhir: [problem('c1', 'old', { text: 'Asthma', ...day(2) })] }, { fhir: [problem('c1', 'new', { text: 'Mild asthma', ...day(4) })] }]
    const ended: readonly Sent[] = [...problems, { fhir: [old] }, { fhir: [fresh] }, { fhir: [gone] }]
    const twin = await ends(ended)
    assert.deepEqual([shown(twin).length, twin.merges?.length], [2, 0])
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray([...ended, ...ended.slice(2)], { minLength: 8, maxLength: 8 }), async (order) => assert.deepEqual(differences(twin, await ends(order)), [])), { seed, numRuns: 12 })
    for (const holds of [[{ fhir: [person('new', 'F1', { ...day(3), ...linked('replaces', 'old') })] }], [{ route: routes[0] ?? '', v2: adt('A40', 7, [pid('F1'), 'MRG|F2^^^LAKESIDE^MR||||||Alvarez^Rosa']) }]] satisfies readonly (readonly Sent[])[]) {
      const held = await ends([...ended, ...holds])
      assert.deepEqual([shown(held).length, held.merges?.length], [1, 1])
      await fc.assert(fc.asyncProperty(fc.shuffledSubarray([...ended, ...holds], { minLength: 6, maxLength: 6 }), async (order) => {
        const told = await ends(order)
        assert.deepEqual([shown(told).length, told.merges?.length, told.records], [1, 1, held.records])
      }), { seed: seed + 1, numRuns: 8 })
    }
  })
})
