// What does somebody learn who reads the log and the mails? T27, R85, R93: rules, routes and numbers; no name, address, code, word of a record, nor what the database says of a value.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openLog } from '#kernel'
import { givenCaller } from '../given/caller.ts'
import { birth, wrongBirth } from '../given/door.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { chartsOf, givenMember, rowsOf } from '../given/member.ts'

const lines: string[] = []
let house: GivenHouse
before(async () => {
  house = await givenHouse({ demo: true, log: openLog(null, (line) => void lines.push(line)) })
})
after(() => house.end())

const typed = ['rosa.log@example.com', 'stranger.log@example.com', 'kettle-orbit-secret-77', 'ZZZZ9999ZZZZ', '739184', 'chol3sterol-w0rd', 'Kettle-Orbit-Mango-Seven-77']

test('a day at the door and in the record, with everything that is refused and a database that fails, leaves no word of a person', async () => {
  const patients = await chartsOf(house, '%Rosa%Alvarez%')
  const { caller } = await givenMember(house, { patients, email: 'rosa.log@example.com', name: 'Rosa Alvarez' })
  const stranger = givenCaller(house, '10.4.0.1')
  await stranger.post('/sign-in', { email: 'stranger.log@example.com', password: 'kettle-orbit-secret-77' }, { from: '/sign-in' })
  await stranger.post('/code', { code: 'ZZZZ9999ZZZZ', ...wrongBirth }, { from: '/code' })
  await stranger.post('/code', { code: 'ZZZZ9999ZZZZ', ...birth, 'chol3sterol-w0rd': 'x' }, { from: '/code' })
  await stranger.post('/sign-in', { email: 'stranger.log@example.com' }, { token: 'chol3sterol-w0rd' })
  await caller.post('/me/find', { words: 'chol3sterol-w0rd' }, { from: '/me' })
  await caller.post('/step-up', { code: '739184' }, { from: '/step-up' })
  await caller.get('/me/results?from=chol3sterol-w0rd&after=chol3sterol-w0rd')
  await caller.get('/me/chol3sterol-w0rd')
  const records = await rowsOf<{ record: string }>(house, 'select record from release_ledger where patient = any ($1) and kind = 1 limit 1', [patients])
  // A record that cannot be read any more, and a table that says in its complaint what it was given.
  await rowsOf(house, `update store_record set body = '"Rosa Alvarez has hiv-w0rd"' where id = $1`, [records[0]?.record])
  await caller.get(`/me/results/${records[0]?.record}`)
  await rowsOf(house, `alter table chart_search add constraint planted check (words <> 'chol3sterol-w0rd') not valid`)
  assert.equal((await caller.post('/me/find', { words: 'chol3sterol-w0rd' }, { from: '/me' })).status, 500)
  await rowsOf(house, `create function planted() returns trigger language plpgsql as $$ begin raise exception 'value % of Rosa Alvarez', new.words; end $$; create trigger planted before insert on chart_search for each row execute function planted()`)
  assert.equal((await caller.post('/me/find', { words: 'other-w0rd' }, { from: '/me' })).status, 500)
  assert.ok(lines.length > 3, lines.join(''))
  assert.ok(lines.some((line) => line.includes('"event":"fault"')))
  const names = (await rowsOf<{ name: string; mrn: string }>(house, 'select name, mrn from patients_patient')).flatMap((row) => [row.name, ...row.name.split(' ').filter((word) => word.length > 4)])
  for (const word of [...typed, ...names, 'hiv-w0rd', 'other-w0rd', ...patients]) assert.deepEqual(lines.filter((line) => line.includes(word)), [], word)
})

test('no mail names a finding, a test, a medicine, a visit or a birth date', async () => {
  const mails = await rowsOf<{ subject: string; body: string }>(house, 'select subject, body from notices_mail')
  assert.ok(mails.length > 0)
  const facts = await rowsOf<{ word: string }>(house, "select distinct card ->> 'name' as word from release_ledger where length(card ->> 'name') > 5")
  const births = await rowsOf<{ day: string }>(house, 'select distinct birth_date::text as day from patients_patient')
  for (const { subject, body } of mails) for (const word of [...facts.map((row) => row.word), ...births.map((row) => row.day)]) assert.ok(!`${subject} ${body}`.includes(word), `${subject}: ${word}`)
})
