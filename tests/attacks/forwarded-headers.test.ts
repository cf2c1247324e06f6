// Can somebody be another network, another host or another person by saying so in a header? T13, R19: without a trusted proxy no
// header counts; behind one only what the proxy itself added.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, signedIn } from '../given/door.ts'
import { rowsOf } from '../given/member.ts'

let door: GivenDoor
let behind: GivenDoor
before(async () => {
  door = await givenDoor()
  behind = await givenDoor({ trustedProxies: ['10.0.0.0/8'] })
})
after(async () => {
  await door.end()
  await behind.end()
})

/** What one wrong sign-in after another is answered; `from` and `headers` by turn. */
async function tries(house: GivenDoor, from: (turn: number) => string, headers: (turn: number) => Record<string, string>): Promise<number[]> {
  house.clock.advance({ hours: 2 })
  const all: number[] = []
  for (let turn = 0; turn < 14; turn += 1) all.push((await givenCaller(house, from(turn)).post('/sign-in', { email: `nobody-${house.clock.now().getTime()}-${turn}@example.com`, password: 'wrong-wrong-wrong' }, { from: '/sign-in', headers: headers(turn) })).status)
  return all
}
const stopped = (statuses: readonly number[]): number => statuses.filter((status) => status === 429).length

const claims: readonly ((address: string) => Record<string, string>)[] = [
  (address) => ({ 'x-forwarded-for': address }),
  (address) => ({ 'x-forwarded-for': `${address}, ${address}` }),
  (address) => ({ 'x-real-ip': address, 'x-client-ip': address, 'true-client-ip': address, 'cf-connecting-ip': address }),
  (address) => ({ forwarded: `for=${address};proto=https;by=${address}` }),
]

test('without a trusted proxy no header makes another network', async () => {
  for (const claim of claims) assert.equal(stopped(await tries(door, () => '198.51.100.7', (turn) => claim(`203.0.113.${turn}`))), 4, JSON.stringify(claim('x')))
})

test('a caller who is no trusted proxy is not believed, though there is one', async () => {
  for (const claim of claims) assert.equal(stopped(await tries(behind, () => '198.51.100.7', (turn) => claim(`203.0.113.${turn}`))), 4, JSON.stringify(claim('x')))
})

test('behind a trusted proxy what the caller claims stands to the left of what the proxy saw, and does not count', async () => {
  assert.equal(stopped(await tries(behind, () => '10.0.0.5', (turn) => ({ 'x-forwarded-for': `203.0.113.${turn}, 198.51.100.8` }))), 4)
  assert.equal(stopped(await tries(behind, () => '10.0.0.5', (turn) => ({ 'x-forwarded-for': `10.9.9.${turn}, ::1, 198.51.100.9, 10.1.2.3` }))), 4)
  // Different people behind one proxy are different networks.
  assert.equal(stopped(await tries(behind, () => '10.0.0.5', (turn) => ({ 'x-forwarded-for': `198.51.101.${turn}` }))), 0)
})

test('no header makes somebody of a stranger, raises a half sign-in, or changes a method', async () => {
  const stranger = { 'x-user-id': owner.email, 'x-forwarded-user': owner.email, 'x-remote-user': owner.email, 'remote-user': owner.email, 'x-authenticated-user': owner.email, authorization: 'Basic cm9zYTpyb3Nh', 'x-original-url': '/me', 'x-rewrite-url': '/me', 'x-http-method-override': 'POST', 'x-ssl-client-verify': 'SUCCESS' }
  for (const house of [door, behind]) {
    const caller = givenCaller(house, '10.0.0.5')
    const reply = await caller.get('/me', stranger)
    assert.equal(reply.status, 303)
    assert.match(String(reply.headers.location), /^\/sign-in/)
  }
})

test('mails name our own address also when a trusted proxy passes on another host', async () => {
  const names = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', 'x-forwarded-port': '81', 'x-forwarded-server': 'evil.example', forwarded: 'host=evil.example;proto=http' }
  for (const house of [door, behind]) {
    const caller = await signedIn(house, '10.0.0.6')
    const replies = [await caller.get('/account', names), await givenCaller(house, '10.0.0.7').post('/forgot', { email: owner.email }, { from: '/forgot', headers: { ...names, host: new URL(house.url).host } })]
    for (const reply of replies) assert.doesNotMatch(`${reply.body} ${String(reply.headers.location)}`, /evil\.example/)
    const mails = await rowsOf<{ body: string }>(house, 'select body from notices_mail')
    assert.ok(mails.length > 0)
    for (const { body } of mails) {
      assert.doesNotMatch(body, /evil\.example/)
      for (const link of body.match(/https?:\/\/\S+/g) ?? []) assert.ok(link.startsWith(house.url), link)
    }
  }
})

test('a form is taken only from our own address, whatever host the request names', async () => {
  for (const origin of ['https://evil.example', `${door.url}.evil.example`, door.url.replace('http:', 'https:'), `${door.url}:81`, 'null', '']) {
    const caller = givenCaller(door, '10.5.0.9')
    const reply = await caller.post('/sign-in', { email: owner.email, password: owner.password }, { from: '/sign-in', headers: { origin, host: origin.replace(/^https?:\/\//, '') || 'x', 'x-forwarded-host': origin } })
    assert.equal(reply.status, 403, origin)
  }
})
