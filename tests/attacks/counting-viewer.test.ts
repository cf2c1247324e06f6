// Can the way in which the house counts what it shows be used to look? T1, R52: only the role of jobs counts, which has no door to the
// outside; for every other role the setting opens nothing, and it never widens what a signed-in person reaches.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { chartsOf, givenMember, rowsOf } from '../given/member.ts'
import { statement } from '#kernel'

let house: GivenHouse
let walter = ''
let rosa: { readonly person: string; readonly patients: readonly string[] }
const counting = statement<never>('test.counting', `select set_config('app.counting', $1, true)`)
const actAs = statement<never>('test.counting_person', `select set_config('app.person', $1, true)`)
const seen = statement<{ patient: string }>('test.counting_seen', 'select distinct patient from release_out')

before(async () => {
  house = await givenHouse({ demo: true })
  rosa = await givenMember(house, { patients: await chartsOf(house, '%Rosa%Alvarez%'), email: 'rosa.counting@example.com' })
  walter = (await chartsOf(house, '%Walter%'))[0] ?? ''
})
after(() => house.end())

const access = { viewerForCount: (...given: Parameters<GivenHouse['composed']['house']['access']['viewerForCount']>) => house.composed.house.access.viewerForCount(...given) }

test('the role of jobs counts a chart as its own person reads it: what is shown, and nothing that waits silently', async () => {
  const { databases, house: { chart } } = house.composed
  const page = await databases.job.run(async (tx) => chart.list(await access.viewerForCount(tx, walter), { kinds: ['lab-result'] }))
  const [shown] = await rowsOf<{ count: number }>(house, "select count(*)::int as count from release_ledger l join release_active a on a.policy = l.policy where l.patient = $1 and l.kind = 1 and l.visible_from <= $2", [walter, house.clock.now()])
  assert.ok(page.total > 0)
  assert.equal(page.total, shown?.count)
})

test('in the web role and at the desk the setting opens nothing', async () => {
  const { databases } = house.composed
  for (const role of ['web', 'desk'] as const) {
    await assert.rejects(databases[role].run((tx) => access.viewerForCount(tx, walter)))
  }
  assert.deepEqual(await databases.web.run(async (tx) => {
    await tx.query(counting, [walter])
    return tx.query(seen)
  }), [])
})

test('a signed-in person who could set it would see less, never more', async () => {
  const reached = await house.composed.databases.web.run(async (tx) => {
    await tx.query(actAs, [rosa.person])
    await tx.query(counting, [walter])
    return tx.query(seen)
  })
  assert.deepEqual(reached, [])
  const asJob = await house.composed.databases.job.run(async (tx) => {
    await tx.query(actAs, [rosa.person])
    await tx.query(counting, [walter])
    return tx.query(seen)
  })
  assert.deepEqual(asJob, [])
})

test('it ends with its transaction', async () => {
  const { databases } = house.composed
  await databases.job.run((tx) => access.viewerForCount(tx, walter))
  assert.deepEqual(await databases.job.run((tx) => tx.query(seen)), [])
})
