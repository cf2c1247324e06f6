// Can somebody read a record without leaving a line? R81, T26: each answer with something of a record stands in the trail, and where no line can be written nothing is shown.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { LogFields } from '#kernel'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { everyAnswerCarries } from '../given/headers.ts'
import { type Member, chartsOf, givenMember, rowsOf } from '../given/member.ts'

const faults: LogFields[] = []
let house: GivenHouse
let rosa: Member
let paths: string[] = []
before(async () => {
  house = await givenHouse({ demo: true, log: { info: () => undefined, warn: () => undefined, fault: (fields) => void faults.push(fields) } })
  rosa = await givenMember(house, { patients: await chartsOf(house, '%Rosa%Alvarez%'), email: 'rosa.trail@example.com', name: 'Rosa Alvarez' })
  const shown = await rowsOf<{ kind: number; record: string }>(house, "select distinct on (kind) kind, record from release_ledger where patient = any ($1) and visible_from <= $2 and removed_at is null order by kind, filed desc", [rosa.patients, house.clock.now()])
  const of = (kind: number) => shown.find((row) => row.kind === kind)?.record ?? assert.fail(`no record of kind ${kind}`)
  const search = String((await rosa.caller.post('/me/find', { words: 'cholesterol' }, { from: '/me' })).headers.location)
  paths = house.web.declarations.filter((route) => route.method === 'GET' && route.reads === 'own-record').flatMap(({ path }) => {
    if (path.startsWith('/me/find/')) return [search]
    if (path.includes('/files/')) return []
    if (path.startsWith('/me/results/:')) return [path.replace(':id', of(1))]
    if (path.startsWith('/me/visits/:')) return [path.replace(':id', of(3))]
    return [path.includes(':id') ? path.replace(':id', of(4)) : path]
  })
})
after(() => house.end())

const lines = () => rowsOf<{ kind: string; patient: string; count: number | null; request: string }>(house, 'select kind, patient, count, request from audit_event where actor = $1', [rosa.person])
const sentinels = ['mg/dL', 'Cholesterol', 'Lisinopril', 'Rosa Alvarez', '%PDF-']

test('each page and file of the record that answers leaves a line with the person, the chart and the kind of look', async () => {
  assert.ok(paths.length > 20, paths.join(' '))
  for (const path of paths) {
    const before = new Set((await lines()).map((line) => line.request))
    const reply = await rosa.caller.get(path)
    assert.equal(reply.status, 200, path)
    const fresh = (await lines()).filter((line) => !before.has(line.request))
    assert.ok(fresh.length > 0, path)
    assert.equal(new Set(fresh.map((line) => line.request)).size, 1, path)
    for (const line of fresh) {
      assert.match(line.kind, /^record-|^access-log-viewed$/, path)
      assert.ok(rosa.patients.includes(line.patient), path)
    }
  }
})

test('when the trail takes no line no page, file or list of the record is shown: a 503 with no word of it', async () => {
  await rowsOf(house, 'revoke insert on audit_event from portico_web')
  try {
    for (const path of paths) {
      const reply = await rosa.caller.get(path)
      assert.equal(reply.status, 503, path)
      for (const word of sentinels) assert.ok(!reply.body.includes(word), `${path}: ${word}`)
      everyAnswerCarries(reply, path)
    }
    assert.ok(faults.length >= paths.length, 'the operator is told')
    assert.ok(faults.every((fault) => !sentinels.some((word) => JSON.stringify(fault).includes(word))))
  } finally {
    await rowsOf(house, 'grant insert on audit_event to portico_web')
  }
  assert.equal((await rosa.caller.get('/me')).status, 200)
})
