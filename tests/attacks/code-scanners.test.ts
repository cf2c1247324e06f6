// Mail and link scanners, prefetching browsers and previews open every link, twice, as GET and HEAD: nothing is spent, only the button does.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Statement, statement } from '#kernel'
import { givenCaller } from '../given/caller.ts'
import { asOwner } from '../given/database.ts'
import { type GivenDoor, birth, givenDoor } from '../given/door.ts'
import { chart } from '../given/identity.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

type Row = { body: string }
const mailsTo: Statement<Row> = statement('test.mails-to', 'select body from notices_mail where recipient = $1 order by written_at desc, id')
const mailsOf = async (address: string): Promise<string> => (await door.composed.house.database.run((tx) => tx.query(mailsTo, [address]))).map((row) => row.body).join('\n')
const scanners: readonly Record<string, string>[] = [{}, { 'sec-purpose': 'prefetch' }, { purpose: 'prefetch', 'user-agent': 'Mozilla/5.0 (compatible; LinkPreview)' }, { 'user-agent': 'Barracuda Sentinel (EE)' }]

/** Everything that could be spent; counters of requests are not. */
const stateNow = () => asOwner(door.owner, async (client) => (await client.query<{ sum: string }>("select md5(string_agg(t, '|' order by t)) as sum from (select c::text as t from identity_code c union all select j::text from identity_joining j union all select a::text from accounts_account a) x")).rows[0]?.sum)

async function scan(path: string): Promise<void> {
  for (const headers of scanners) {
    const caller = givenCaller(door, '10.9.0.1')
    for (let turn = 0; turn < 2; turn += 1) assert.equal((await caller.get(path, headers)).status, 200, `${path} ${JSON.stringify(headers)}`)
    const head = await door.web.fastify.inject({ method: 'HEAD', url: path, headers: { host: new URL(door.url).host, ...headers } })
    assert.ok(head.statusCode < 500, `HEAD ${path} ${head.statusCode}`)
    assert.equal(head.body, '')
  }
}

test('a mailed code, its notice and a mail that proves an address survive every scanner, and then their buttons work', async () => {
  const mrn = 'S-1'
  await door.composed.databases.operate.run((tx) => door.composed.patients.register(tx, { ...chart, mrn, email: 'scanned@example.com' }))
  await door.composed.databases.operate.run((tx) => door.composed.house.identity.mailCode(tx, { organization: 'lakeside', mrn }))
  const code = /\/code\/[\w-]{22}(?![\w-])/.exec(await mailsOf('scanned@example.com'))?.[0] ?? ''
  const before_ = await stateNow()
  await scan(code)
  assert.equal(await stateNow(), before_)
  const caller = givenCaller(door, '10.9.0.2')
  assert.equal((await caller.post(code, birth, { from: code })).headers.location, '/join/password')

  await caller.post('/join/email', { email: 'other@example.com' }, { from: '/join/email' })
  const confirm = /\/join\/confirm\/[\w-]+/.exec(await mailsOf('other@example.com'))?.[0] ?? ''
  const between = await stateNow()
  await scan(confirm)
  assert.equal(await stateNow(), between)
  await caller.post(confirm, {}, { from: confirm })
  assert.equal((await caller.get('/join/email/sent')).headers.location, '/join/password')

  door.clock.advance({ days: 2 })
  await door.composed.databases.operate.run((tx) => door.composed.house.identity.issueLetter(tx, { organization: 'lakeside', mrn }))
  const stop = /\/code\/stop\/[\w-]+/.exec(await mailsOf('scanned@example.com'))?.[0] ?? ''
  const last = await stateNow()
  await scan(stop)
  assert.equal(await stateNow(), last)
  const owner = givenCaller(door, '10.9.0.3')
  assert.match((await owner.follow(await owner.post(stop, {}, { from: stop }))).body, /The code is stopped/)
})
