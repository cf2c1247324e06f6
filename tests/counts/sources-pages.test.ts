// Do administrators see what each source sent, add one while everything runs, and mend what could not be read?
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Caller } from '../given/caller.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { chartsOf, givenMember, rowsOf } from '../given/member.ts'
import { type GivenStaff, givenStaff, staffSignedIn } from '../given/staff.ts'
import { sendingTo } from '../feeds/feed-house.ts'
import { result } from '../feeds/given.ts'
import { givenLab, lab, sendBytes, sendResult, stateOf, unreadable } from './sending.ts'

const mrn = '00418822'
let house: GivenHouse
let administrator: GivenStaff
let amir: Caller
before(async () => {
  house = await givenHouse({ demo: true })
  await givenLab(house)
  administrator = await givenStaff(house, 'administrator')
})
after(() => house.end())
beforeEach(async () => {
  house.clock.advance({ minutes: 11 })
  amir = await staffSignedIn(house, administrator)
})

test('a source is added while everything runs; its token is shown once, opens the door, and is ended', async () => {
  const fields = { name: 'Imaging center', key: 'imaging', route: 'fhir', authorities: 'urn:imaging\nurn:other', opens: 'registration', senders: '', charset: '', zone: 'America/Chicago' }
  assert.match((await amir.get('/admin/sources/add')).body, /As the organization: Eastern Time \(New York\)/)
  for (const change of [{ key: 'files' }, { zone: 'America/Nowhere' }]) assert.equal((await amir.post('/admin/sources/add', { ...fields, ...change }, { from: '/admin/sources/add' })).status, 422)
  const added = await amir.post('/admin/sources/add', fields, { from: '/admin/sources/add' })
  assert.equal(added.headers.location, '/admin/sources/imaging/keys?done=added')
  assert.deepEqual(await rowsOf(house, "select time_zone from inbound_feed where id = 'lakeside:imaging'"), [{ time_zone: 'America/Chicago' }])
  assert.match((await amir.follow(added)).body, /Nothing can be pushed to us yet\./)
  const canSend = async () => !/It can’t send yet\./.test((await amir.get('/admin/sources/imaging')).body)
  assert.equal(await canSend(), false)
  assert.match((await amir.get('/admin/sources')).body, /Can’t send yet/)
  const sending = await sendingTo(house)
  const keys = await amir.get('/admin/sources/imaging/keys')
  const address = />POST (http:\/\/[^<\s]+\/feeds\/lakeside:imaging)</.exec(keys.body)?.[1] ?? assert.fail('no address')
  const shown = await amir.post('/admin/sources/imaging/keys/token', {}, { from: '/admin/sources/imaging/keys' })
  const token = /id="new-token">\s*([\w-]{20,})/.exec(shown.body)?.[1] ?? assert.fail('no token')
  assert.equal(await house.composed.databases.feed.run((tx) => house.composed.house.sources.credentials.byToken(tx, token)), 'lakeside:imaging')
  // What the page says is true: with that address and that token the sender gets in.
  const push = async (bearer: string) => (await fetch(address, { method: 'POST', headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${bearer}` }, body: '{"resourceType":"Bundle","type":"transaction","entry":[]}' })).status
  assert.deepEqual([await push(token), await push('TOKEN')], [202, 401])
  await sending.end()
  assert.equal(await canSend(), true)
  const again = await amir.get('/admin/sources/imaging/keys')
  assert.ok(!again.body.includes(token), 'a token is shown once')
  const end = /action="(\/admin\/sources\/imaging\/keys\/[\w-]+\/end)"/.exec(again.body)?.[1] ?? assert.fail('no way to end it')
  assert.equal((await amir.post(end, {})).status, 303)
  assert.equal(await canSend(), false)
  assert.equal(await house.composed.databases.feed.run((tx) => house.composed.house.sources.credentials.byToken(tx, token)), null)
  assert.match((await amir.get('/admin/sources')).body, /Imaging center/)
  assert.equal((await rowsOf(house, "select 1 from audit_event where kind = 'source-changed' and actor = $1", [administrator.person])).length, 3)
})

test('the page of an HL7 v2 source says the port it really listens on, and what each answer means', async () => {
  assert.match((await amir.get('/admin/sources/lab/keys')).body, /HL7 v2 can’t come in yet\./)
  const sending = await sendingTo(house)
  const page = (await amir.get('/admin/sources/lab/keys')).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  assert.ok(page.includes(`Host 127.0.0.1 Port ${sending.door.mllpPort} `), page)
  assert.match(page, /Security None: this is a trial\. .*Only programs on this computer reach it\. .*AE Send the same message again, later\./)
  await sending.end()
})

test('what could not be read says why and what helps; mended, it is read again and is in the record', async () => {
  const id = await sendBytes(house, { name: 'LATIN', bytes: unreadable(mrn, 'LATIN', result('LATIN')) })
  assert.equal(await stateOf(house, id), 'parked')
  const page = await amir.get('/admin/sources/lab')
  assert.match(page.body, /1 message/)
  assert.match((await amir.get('/admin')).body, /1 message could not be read/)
  const message = await amir.get(`/admin/sources/lab/messages/${id}`)
  assert.match(message.body, /character set/)
  assert.ok(!/lvarez/i.test(message.body), 'the page tells nothing of what it says')
  const agreed = await amir.get('/admin/sources/lab/agreed')
  assert.match(agreed.body, /LAKESIDE/)
  assert.equal((await amir.post('/admin/sources/lab/agreed', { name: 'Lab', authorities: 'LAKESIDE', opens: 'registration', senders: '', charset: '8859/1' }, { from: '/admin/sources/lab/agreed' })).status, 303)
  assert.equal((await amir.post('/admin/sources/lab/again', {}, { from: '/admin/sources/lab' })).headers.location, '/admin/sources/lab?done=replayed')
  await house.composed.inbound.feeds.work()
  assert.notEqual(await stateOf(house, id), 'parked')
})

test('the bytes leave only with a reason, which stands in the trail and where the patient reads it', async () => {
  const id = await sendResult(house, { name: 'RAW', mrn, who: { name: 'Alvarez^Rosa', born: '19840203' }, lines: result('RAW') })
  assert.equal(await stateOf(house, id), 'done')
  const at = `/admin/sources/lab/messages/${id}`
  const refused = await amir.post(`${at}/bytes`, { act: 'bytes', reason: '  ' }, { from: at })
  assert.equal(refused.status, 422)
  assert.match(refused.body, /Enter a reason/)
  const given = await amir.post(`${at}/bytes`, { act: 'bytes', reason: 'The lab asks what we got.' }, { from: at })
  assert.equal(given.status, 200)
  assert.equal(given.headers['content-type'], 'application/octet-stream')
  assert.match(String(given.headers['content-disposition']), /^attachment/)
  assert.match(given.bytes.toString(), /^MSH\|/)
  const [patient] = await rowsOf<{ id: string }>(house, 'select id from patients_patient where mrn = $1', [mrn])
  assert.deepEqual(await rowsOf(house, "select purpose, patient from audit_event where kind = 'message-downloaded'"), [{ purpose: 'The lab asks what we got.', patient: patient?.id }])
  const rosa = await givenMember(house, { patients: await chartsOf(house, '%Rosa%Alvarez%'), email: 'rosa.bytes@example.com', name: 'Rosa Alvarez' })
  assert.match((await rosa.caller.get('/me/access-log')).body, /The lab asks what we got\./)
})

test('what is set aside says why, by whom, and can be read again; a pause keeps what comes', async () => {
  const id = await sendBytes(house, { name: 'ASIDE', bytes: Buffer.from('MSH|^~\\&|EHR|LAKESIDE|P|P|20261101090000-0500||||P|2.5.1') })
  const at = `/admin/sources/lab/messages/${id}`
  assert.equal((await amir.post(`${at}/aside`, { act: 'aside', reason: '' }, { from: at })).status, 422)
  assert.equal(await stateOf(house, id), 'parked')
  const done = await amir.post(`${at}/aside`, { act: 'aside', reason: 'A test of the lab.' }, { from: at })
  assert.equal(done.headers.location, `${at}?done=aside`)
  assert.match((await amir.follow(done)).body, new RegExp(`Set aside by ${administrator.name}: A test of the lab\\.`))
  assert.match((await amir.get('/admin/sources/lab')).body, /A test of the lab\./)
  assert.equal((await amir.post(`${at}/again`, {}, { from: at })).headers.location, `${at}?done=replayed`)
  assert.equal(await stateOf(house, id), 'waiting')
  assert.equal((await amir.post('/admin/sources/lab/pause', {}, { from: '/admin/sources/lab' })).headers.location, '/admin/sources/lab?done=paused')
  const waits = await sendResult(house, { name: 'PAUSED', mrn, who: { name: 'Alvarez^Rosa', born: '19840203' }, lines: result('PAUSED') })
  assert.equal(await stateOf(house, waits), 'waiting')
  assert.match((await amir.get('/admin/sources/lab')).body, /It is paused\. What comes is kept and waits\. 2 messages wait now\./)
  await amir.post('/admin/sources/lab/resume', {}, { from: '/admin/sources/lab' })
  await house.composed.inbound.feeds.work()
  assert.equal(await stateOf(house, waits), 'done')
})

test('two messages under one control id are both in the record, and the pages of their source say so', async () => {
  const send = (value: string) => sendResult(house, { name: 'TWICE', mrn, who: { name: 'Alvarez^Rosa', born: '19840203' }, lines: result(`TWICE${value}`, { value }) })
  const twice = /One number, two messages/
  const first = await send('4')
  assert.doesNotMatch((await amir.get('/admin/sources/lab')).body, twice)
  assert.equal(await stateOf(house, await send('4')), 'same', 'the same bytes again are no other message')
  assert.doesNotMatch((await amir.get('/admin/sources/lab')).body, twice)
  const second = await send('5')
  assert.deepEqual([await stateOf(house, first), await stateOf(house, second)], ['done', 'done'])
  assert.match((await amir.get('/admin/sources/lab')).body, twice)
  for (const [one, other] of [[first, second], [second, first]]) {
    const page = (await amir.get(`/admin/sources/lab/messages/${one}`)).body
    assert.match(page, /Another message had the same control id\./)
    assert.ok(page.includes(`/admin/sources/lab/messages/${other}`))
  }
})

test('what people read while it is late is said here, and stands on their pages when it is', async () => {
  for (const hours of ['0', 'x', '5000', '1.5']) assert.equal((await amir.post('/admin/sources/lab/late', { hours, words: '' }, { from: '/admin/sources/lab' })).status, 422, hours)
  await amir.post('/admin/sources/lab/late', { hours: '2', words: 'The lab moves until Friday.' }, { from: '/admin/sources/lab' })
  house.clock.advance({ hours: 5 })
  const rosa = await givenMember(house, { patients: await chartsOf(house, '%Rosa%Alvarez%'), email: 'rosa.late@example.com', name: 'Rosa Alvarez' })
  assert.match((await rosa.caller.get('/me/results')).body, /The lab moves until Friday\./)
  amir = await staffSignedIn(house, administrator)
  assert.match((await amir.get('/admin/sources')).body, /Late since/)
  await amir.post('/admin/sources/lab/late', { hours: '', words: '' }, { from: '/admin/sources/lab' })
  assert.ok(!(await rosa.caller.get('/me/results')).body.includes('until Friday'))
  assert.match((await rosa.caller.get('/me')).body, /Lab/)
  assert.equal(lab, 'lakeside:lab')
})

test('what is brought by hand has its counts, and nothing to pause, end or read again', async () => {
  const page = await amir.get('/admin/sources/files')
  assert.equal(page.status, 200)
  assert.ok(!/Pause this source|End this source/.test(page.body))
  for (const act of ['pause', 'resume', 'end', 'again']) assert.equal((await amir.post(`/admin/sources/files/${act}`, {}, { from: '/admin/sources/files' })).status, 404, act)
  assert.equal((await amir.get('/admin/sources/files/keys')).status, 404)
})
