// Does the records office find out whose a message is, say so, take it back, and does each look stand where the patient reads it?
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Caller } from '../given/caller.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'
import { type GivenStaff, givenStaff, staffSignedIn } from '../given/staff.ts'
import { result } from '../feeds/given.ts'
import { givenLab, sendResult, stateOf } from './sending.ts'

const mrn = '00418822'
let house: GivenHouse
let office: GivenStaff
let dana: Caller
let rosa = ''
before(async () => {
  house = await givenHouse({ demo: true })
  await givenLab(house)
  office = await givenStaff(house, 'records-office')
  rosa = (await rowsOf<{ id: string }>(house, 'select id from patients_patient where mrn = $1', [mrn]))[0]?.id ?? ''
})
after(() => house.end())
beforeEach(async () => {
  house.clock.advance({ minutes: 11 })
  dana = await staffSignedIn(house, office)
})

const strange = (name: string, born = '19860101') => sendResult(house, { name, mrn, who: { name: 'Alvarez^Rosa', born }, lines: result(name) })
const records = (name: string) => rowsOf(house, "select 1 from store_record where patient = $1 and removed_at is null and body::text like $2", [rosa, `%${name}%`])
const looks = () => rowsOf<{ kind: string; purpose: string }>(house, "select kind, purpose from audit_event where patient = $1 and actor = $2 order by at", [rosa, office.person])

test('the list names nobody; the page lays what is said beside the chart, and the look stands in the trail', async () => {
  const id = await strange('W1')
  assert.equal(await stateOf(house, id), 'unplaced')
  const list = await dana.get('/staff/whose')
  assert.match(list.body, /The chart has another birth date/)
  assert.ok(!/Alvarez|00418822/.test(list.body))
  assert.deepEqual(await looks(), [])
  const page = await dana.get(`/staff/whose/lab/${id}`)
  for (const said of ['Jan 1, 1986', 'Feb 3, 1984', 'Rosa Alvarez', 'Differs', 'Same']) assert.ok(page.body.includes(said), said)
  assert.ok(!/Cholesterol|184/.test(page.body), 'what the result says is not shown')
  assert.deepEqual(await looks(), [{ kind: 'message-viewed', purpose: 'to find out whose a message is' }])
  assert.match((await dana.get('/staff')).body, /1 message fits no chart/)
})

test('filed with a reason it is in the chart, and what follows under that number too; taken back it is gone, and waits', async () => {
  const id = await strange('W2')
  const at = `/staff/whose/lab/${id}`
  const page = await dana.get(at)
  const whom = (/name="whom" value="([^"]+)"/.exec(page.body)?.[1] ?? '').replaceAll('&amp;', '&')
  assert.equal((await dana.post(`${at}/place`, { whom, chart: rosa, reason: '' }, { from: at })).status, 422)
  assert.equal((await dana.post(`${at}/place`, { whom: 'number x|y', chart: rosa, reason: 'Because.' }, { from: at })).status, 404)
  assert.equal((await dana.post(`${at}/place`, { whom, chart: rosa, reason: 'Called the lab: a typing mistake.' }, { from: at })).headers.location, '/staff/whose?done=placed')
  await house.composed.inbound.feeds.work()
  assert.equal((await records('W2')).length, 1)
  assert.equal(await stateOf(house, await strange('W3')), 'done', 'it holds for what follows')
  const list = await dana.get('/staff/whose')
  const filed = /href="(\/staff\/filed\/[\w-]+)"/.exec(list.body)?.[1] ?? assert.fail('no link to what was filed')
  const link = await dana.get(filed)
  assert.match(link.body, /Called the lab: a typing mistake\./)
  assert.match(link.body, /Rosa Alvarez/)
  assert.equal((await dana.post(`${filed}/undo`, { reason: '' }, { from: filed })).status, 422)
  assert.equal((await dana.post(`${filed}/undo`, { reason: 'It was her cousin.' }, { from: filed })).headers.location, '/staff/whose?done=undone')
  assert.equal((await records('W2')).length + (await records('W3')).length, 0)
  await house.composed.inbound.feeds.work()
  assert.equal(await stateOf(house, id), 'unplaced')
  assert.match((await dana.get(filed)).body, /It was her cousin\./)
  const kinds = (await looks()).map((one) => one.kind)
  for (const kind of ['records-placed', 'records-taken-out']) assert.ok(kinds.includes(kind), kind)
})

test('another chart is found by its number, which stands in no address; their own chart staff never see', async () => {
  const id = await sendResult(house, { name: 'W4', mrn: '', who: { name: 'Unknown^Una', born: '19500101' }, lines: result('W4') })
  const at = `/staff/whose/lab/${id}`
  assert.match((await dana.get(at)).body, /No chart here fits/)
  const none = await dana.post(`${at}/find`, { number: 'NO-SUCH' }, { from: at })
  assert.equal(none.status, 422)
  assert.match(none.body, /No chart here has this number/)
  const found = await dana.post(`${at}/find`, { number: mrn }, { from: at })
  assert.equal(found.headers.location, `${at}?chart=${rosa}`)
  assert.match((await dana.follow(found)).body, /Rosa Alvarez/)
  await house.composed.databases.operate.run((tx) => house.composed.house.access.link(tx, { person: office.person, patient: rosa, provenBy: 'test' }))
  try {
    assert.ok(!(await dana.get(`${at}?chart=${rosa}`)).body.includes('Rosa Alvarez'))
    const whom = (await rowsOf<{ whom: string }>(house, "select whom -> 'people' -> 0 ->> 'whom' as whom from inbound_message where id = $1", [id]))[0]?.whom ?? ''
    assert.equal((await dana.post(`${at}/place`, { whom, chart: rosa, reason: 'Mine.' }, { from: at })).status, 404)
  } finally {
    await rowsOf(house, 'delete from access_link where person = $1', [office.person])
  }
})

test('what is nobody’s here is set aside with a reason, stands in the list, and can come back', async () => {
  const id = await sendResult(house, { name: 'W5', mrn: 'STRANGER', who: { name: 'Stranger^Sam', born: '19700101' }, lines: result('W5') })
  const at = `/staff/whose/lab/${id}`
  assert.equal((await dana.post(`${at}/aside`, { act: 'aside', reason: '' }, { from: at })).status, 422)
  assert.equal((await dana.post(`${at}/aside`, { act: 'aside', reason: 'Sent to us by mistake.' }, { from: at })).headers.location, '/staff/whose?done=aside')
  assert.match((await dana.get('/staff/whose')).body, /Sent to us by mistake\./)
  assert.match((await dana.get(at)).body, new RegExp(`Set aside by ${office.name}`))
  assert.equal((await dana.post(`${at}/again`, {}, { from: at })).headers.location, '/staff/whose?done=replayed')
  await house.composed.inbound.feeds.work()
  assert.equal(await stateOf(house, id), 'unplaced')
})
