// What happens when the database's connections are cut while pages are being made? T29: some answers are a fault of ours; the process lives, and the next page opens.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { type Member, chartsOf, givenMember, rowsOf } from '../given/member.ts'

let house: GivenHouse
let rosa: Member
const unheard: string[] = []
// One rejection that nobody waits for ends a Node process.
const hear = (reason: unknown): void => void unheard.push(String(reason))
before(async () => {
  process.on('unhandledRejection', hear)
  house = await givenHouse({ demo: true })
  rosa = await givenMember(house, { patients: await chartsOf(house, '%Rosa%Alvarez%'), email: 'rosa.cut@example.com', name: 'Rosa Alvarez' })
})
after(async () => {
  process.off('unhandledRejection', hear)
  await house.end()
})

const cut = () => rowsOf(house, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'portico_web'")

test('of many pages some fail while connections are cut, none hangs or shows half, nothing is left unheard', async () => {
  const paths = ['/me', '/me/results', '/me/timeline', '/me/access-log', '/account', '/me/results.csv', '/code', '/me/visits']
  const statuses = new Set<number>()
  for (let turn = 0; turn < 12; turn += 1) {
    const asked = paths.map((path) => rosa.caller.get(path))
    const [replies] = await Promise.all([Promise.all(asked), cut()])
    for (const reply of replies) {
      statuses.add(reply.status)
      if (reply.status >= 500) assert.ok(!reply.body.includes('mg/dL') && !/terminat|connection|pg_|at async/i.test(reply.body))
    }
  }
  assert.deepEqual([...statuses].filter((status) => ![200, 500, 503].includes(status)), [])
  assert.ok(statuses.has(500) || statuses.has(503), 'something was cut')
  assert.deepEqual(unheard, [])
  assert.equal((await rosa.caller.get('/me')).status, 200)
})
