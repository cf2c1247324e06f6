// Somebody of staff takes joined charts apart, or would like to. Who may, of whom, with what said before and what kept? T2, T5, T12, T23, R50.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { closeBeside } from '../../server/doors/operate/records/merges-command.ts'
import type { Caller } from '../given/caller.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { givenMember, rowsOf } from '../given/member.ts'
import { givenStaff, staffAt, staffSignedIn } from '../given/staff.ts'

let house: GivenHouse
let office: Caller
before(async () => {
  house = await givenHouse({ demo: true })
  office = await staffAt(house, 'records-office')
})
after(() => house.end())

let numbers = 0
/** A new chart of somebody, at Lakeside unless it is said. */
function givenChart(organization = 'lakeside'): Promise<{ readonly id: string; readonly mrn: string }> {
  const mrn = `PART-${(numbers += 1)}`
  const { databases, patients } = house.composed
  return databases.operate.run(async (tx) => ({ id: (await patients.register(tx, { organization, mrn, name: `Pat Part ${numbers}`, family: `Part${numbers}`, given: 'Pat', birthDate: '1970-01-02', deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null })).id, mrn }))
}
const joined = async (one: { readonly id: string }, other: { readonly id: string }): Promise<string> => (await house.composed.databases.operate.run((tx) => house.composed.patients.merge(tx, one.id, other.id))).mergeId
const linked = (person: string, patient: string) => house.composed.databases.operate.run((tx) => house.composed.house.access.link(tx, { person, patient, provenBy: 'test' }))
const holds = async (merge: string): Promise<boolean> => (await rowsOf(house, "select 1 from patients_merge where id = $1 and valid_until = 'infinity'", [merge])).length === 1
const text = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const check = async (merge: string, who = office) => text((await who.post(`/staff/merges/${merge}/check`, { reason: 'Both are here.' }, { from: `/staff/merges/${merge}` })).body)

test('looking, asking what would happen, and a press without a reason change nothing; the press with one does, once, under their name', async () => {
  const [one, other] = [await givenChart(), await givenChart()]
  const merge = await joined(one, other)
  assert.match(text((await office.get('/staff/merges')).body), new RegExp(`${other.mrn} goes on as ${one.mrn}`))
  assert.match(await check(merge), /It has no records of its own\. No account opens it\./)
  assert.equal((await office.post(`/staff/merges/${merge}/end`, { reason: ' \u200b ' }, { from: `/staff/merges/${merge}` })).status, 422)
  assert.equal(await holds(merge), true)
  assert.equal((await office.post(`/staff/merges/${merge}/end`, { reason: 'Both are here.' }, { from: `/staff/merges/${merge}` })).headers.location, '/staff/merges?done=parted')
  assert.equal(await holds(merge), false)
  assert.equal((await office.post(`/staff/merges/${merge}/end`, { reason: 'Again.' }, { from: '/staff/merges' })).status, 404)
  const lines = await rowsOf<{ kind: string; purpose: string; n: number }>(house, "select kind, purpose, count(*)::int as n from audit_event where patient = any ($1) and actor_role = 'staff' group by 1, 2 order by 1, 2", [[one.id, other.id]])
  assert.deepEqual(lines.map((line) => [line.kind, line.purpose]), [['charts-parted', 'These two record numbers belong to two people.'], ['identity-viewed', 'before two charts are taken apart'], ['identity-viewed', 'to find out if two charts are one person']])
  assert.equal(lines[0]?.n, 2)
  assert.match(text((await office.get(`/staff/merges/${merge}`)).body), /Taken apart By Jo Park \d+, .*Both are here\./)
})

test('what other joins still tie, and an account that opens both, is said before', async () => {
  const [a, b, c] = [await givenChart(), await givenChart(), await givenChart()]
  const [ab, bc, ac] = [await joined(a, b), await joined(b, c), await joined(a, c)]
  const tied = await check(ab)
  assert.match(tied, /They stay one record\. Other joins tie them too\./)
  for (const by of [a, b]) assert.ok(tied.includes(`${c.mrn} goes on as ${by.mrn}`), tied)
  await office.post(`/staff/merges/${ac}/end`, { reason: 'x' }, { from: `/staff/merges/${ac}` })
  const { person } = await givenMember(house, { patients: [a.id], email: 'both@example.com' })
  const said = await check(ab)
  assert.match(said, /1 account opens it, and goes on with it alone\./)
  assert.match(said, new RegExp(`It stays joined with 1 other chart: ${c.mrn}\\.`))
  assert.doesNotMatch(said, /opens both charts/)
  await linked(person, c.id)
  assert.match(await check(ab), /One account opens both charts by itself\. It keeps both/)
  assert.ok(await holds(bc))

  // Taken apart, an operator ends what nobody else can: the account goes on with its own chart.
  const close = (beside: string) => closeBeside(house.composed, { organization: 'lakeside', mrn: c.mrn, beside, reason: 'They called.' })
  const opens = async () => (await rowsOf<{ patient: string }>(house, 'select patient from access_link where person = $1 and valid_until > $2', [person, house.clock.now()])).map((row) => row.patient).sort()
  await assert.rejects(close(b.mrn), { code: 'not-found' }, 'still joined')
  await office.post(`/staff/merges/${ab}/end`, { reason: 'x' }, { from: `/staff/merges/${ab}` })
  await assert.rejects(close('NOBODY'), { code: 'not-found' })
  house.clock.advance({ seconds: 1 })
  assert.deepEqual(await opens(), [a.id, c.id].sort())
  assert.equal(await close(a.mrn), `1 account opens ${a.mrn}, and ${c.mrn} no more`)
  assert.deepEqual(await opens(), [a.id])
  await assert.rejects(close(a.mrn), { code: 'not-found' }, 'once')
})

test('nobody takes apart their own charts, those of another organization, or a pair that reaches into one', async () => {
  const staff = await givenStaff(house, ['records-office', 'administrator'])
  house.clock.advance({ minutes: 1 })
  const who = await staffSignedIn(house, staff)
  const [own, other, there, alsoThere] = [await givenChart(), await givenChart(), await givenChart('northshore'), await givenChart('northshore')]
  await linked(staff.person, own.id)
  const merges = [await joined(other, own), await joined(other, there), await joined(there, alsoThere)]
  for (const merge of merges) {
    assert.equal((await who.get(`/staff/merges/${merge}`)).status, 404)
    for (const what of ['check', 'end']) assert.equal((await who.post(`/staff/merges/${merge}/${what}`, { reason: 'x' }, { from: '/staff/merges' })).status, 404)
    assert.equal(await holds(merge), true)
  }
  assert.equal((await who.post('/staff/merges/find', { number: own.mrn }, { from: '/staff/merges' })).status, 422)
  assert.ok(!(await who.get('/staff/merges')).body.includes(there.mrn), 'no number of another organization')
})

test('the role of the desk cannot end a merge in the database, nor read one without the role', async () => {
  const merge = await joined(await givenChart(), await givenChart())
  const { databases, patients } = house.composed
  await assert.rejects(databases.desk.run((tx) => patients.unmerge(tx, merge, { person: null, name: 'x', organization: 'lakeside', reason: 'x' })))
  assert.deepEqual(await databases.desk.run((tx) => patients.holding(tx, 'lakeside', { before: null, limit: 9 })), [])
})
