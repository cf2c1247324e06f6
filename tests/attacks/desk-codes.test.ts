// What can staff do with codes they should not? Another organization's desk, another's look, roles without a desk, their own record, a parent's phone for a teen. T3, T4, T6.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { roleConnection } from '#kernel'
import { asOwner } from '../given/database.ts'
import { type GivenDoor, birth, givenDoor } from '../given/door.ts'
import { chart } from '../given/identity.ts'
import { givenStaff, staffAt, staffSignedIn } from '../given/staff.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
  await door.composed.databases.operate.run((tx) => door.composed.house.directory.put(tx, { id: 'northshore', name: 'Northshore', phone: '555-0177', hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  await door.composed.house.organizations.refresh()
})
after(() => door.end())

const register = (mrn: string, change: object = {}) => door.composed.databases.operate.run(async (tx) => (await door.composed.patients.register(tx, { ...chart, mrn, ...change })).id)
const asked = (mrn: string, change: Record<string, string> = {}) => ({ mrn, name: '', reason: 'here', ...birth, ...change })
const checked = { 'check-id-good': 'yes', 'check-photo-fits': 'yes', 'check-record-fits': 'yes', kind: 'license', last4: '4417' }
const codeCount = () => asOwner(door.owner, async (client) => (await client.query<{ count: number }>('select count(*)::int as count from identity_code')).rows[0]?.count)

test('a desk finds nobody of another organization, and another’s look is not there', async () => {
  await register('X-1')
  const here = await staffAt(door, 'front-desk')
  const look = String((await here.post('/staff/desk/start', asked('X-1'), { from: '/staff/desk/start' })).headers.location)
  const there = await staffAt(door, 'front-desk', 'northshore')
  const refused = await there.post('/staff/desk/start', asked('X-1'), { from: '/staff/desk/start' })
  assert.equal(refused.status, 422)
  assert.match(refused.body, /No record here has both/)
  const colleague = await staffAt(door, 'front-desk')
  for (const [who, caller] of [['another organization', there], ['a colleague', colleague]] as const) {
    for (const path of [look, look.replace('/start/', '/codes/')]) {
      assert.equal((await caller.get(path)).status, 404, `${who} ${path}`)
      assert.equal((await caller.post(path, { ...checked, way: 'desk', code: '00000000-0000-4000-8000-000000000000', why: 'lost' }, { from: '/staff/desk/start' })).status >= 400, true, `${who} ${path}`)
    }
  }
  assert.equal(await codeCount(), 0)
})

test('records office, clinicians and administrators have no desk', async () => {
  for (const role of ['records-office', 'clinician', 'administrator'] as const) {
    const caller = await staffAt(door, role)
    for (const path of ['/staff/desk/start', '/staff/desk/codes']) assert.equal((await caller.get(path)).status, 404, `${role} ${path}`)
  }
})

test('a look ends after half an hour', async () => {
  await register('X-half')
  const staff = await givenStaff(door, 'front-desk')
  const caller = await staffSignedIn(door, staff)
  const look = String((await caller.post('/staff/desk/start', asked('X-half'), { from: '/staff/desk/start' })).headers.location)
  for (const minutes of [9, 9, 9]) {
    door.clock.advance({ minutes })
    assert.equal((await caller.get(look)).status, 200)
  }
  door.clock.advance({ minutes: 4 })
  assert.equal((await caller.get(look)).status, 404)
})

test('any SQL of the role desk reads and makes codes of its own organization only, and reads no hash and nothing sealed', async () => {
  await register('X-sql')
  await door.letter('X-sql')
  const staff = await givenStaff(door, 'front-desk', 'northshore')
  const client = new pg.Client(roleConnection(door.owner, 'desk', door.composed.keys))
  await client.connect()
  try {
    const count = async (organization: string): Promise<number | null> => {
      await client.query('begin')
      await client.query("select set_config('app.now', $1, true), set_config('app.person', $2, true), set_config('app.organization', $3, true), set_config('app.roles', 'front-desk', true)", [door.clock.now().toISOString(), staff.person, organization])
      const { rowCount } = await client.query('select id, patient, channel from identity_code')
      await client.query('rollback')
      return rowCount
    }
    assert.deepEqual([await count(''), await count('northshore'), (await count('lakeside')) ?? 0], [0, 0, 1])
    for (const column of ['hash', 'square_hash', 'square_proof', 'salt', 'sealed', 'sent_to', 'stop_hash']) await assert.rejects(client.query(`select ${column} from identity_code`), /permission denied/, column)
  } finally {
    await client.end()
  }
})

test('a teen’s code goes to no phone or mailbox that a grown-up of the same files has', async () => {
  const teen = { birthDate: '2011-03-04', name: 'Ana Moreno Paz', family: 'Moreno Paz', given: 'Ana' }
  await register('X-mother', { name: 'Eva Paz', family: 'Paz', given: 'Eva', birthDate: '1980-01-01', phone: '202-555-0161', email: 'eva@example.com' })
  await register('X-teen', teen)
  const caller = await staffAt(door, 'front-desk')
  const look = String((await caller.post('/staff/desk/start', asked('X-teen', { 'birth-month': '3', 'birth-day': '4', 'birth-year': '2011' }), { from: '/staff/desk/start' })).headers.location)
  const made = await codeCount()
  for (const [way, field, value] of [['text', 'phone', '(202) 555 0161'], ['mail', 'email', 'EVA@example.com']] as const) {
    const refused = await caller.post(look, { ...checked, way, [field]: value }, { from: look })
    assert.match(refused.body, /A grown-up in their files uses this one too/, way)
  }
  assert.equal(await codeCount(), made)
  assert.equal((await caller.post(look, { ...checked, way: 'text', phone: '202-555-0162' }, { from: look })).headers.location, look)
})
