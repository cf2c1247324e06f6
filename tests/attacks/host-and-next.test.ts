// Can a request make our mails, redirects or links lead elsewhere? T13, T21: the host it names, the address it asks to go on to, the proxy it claims to be.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, birth, givenDoor, signedIn } from '../given/door.ts'
import { rowsOf } from '../given/member.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

const spoofed = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9;host=evil.example', 'x-original-url': '/me', 'x-rewrite-url': '/me' }

test('mails, letters and pages lead to our own address, whatever host the request names', async () => {
  const caller = givenCaller(door, '10.5.0.1')
  await caller.post('/code', { code: await door.letter(), ...birth }, { from: '/code', headers: spoofed })
  assert.ok(caller.cookies.has('__Host-join'))
  await caller.post('/join/email', { email: 'host@example.com' }, { from: '/join/email', headers: spoofed })
  const [mail] = await rowsOf<{ body: string }>(door, "select body from notices_mail where recipient = 'host@example.com'")
  assert.ok(mail?.body.includes(`${door.url}/join/confirm/`), mail?.body)
  assert.doesNotMatch(mail?.body ?? '', /evil/)
  for (const path of ['/', '/sign-in', '/code', '/me', '/nowhere']) {
    const reply = await caller.get(path, spoofed)
    assert.doesNotMatch(`${reply.body} ${String(reply.headers.location)}`, /evil/, path)
  }
})

test('a network is not what a header says: from one address the limit of tries holds', async () => {
  const statuses: number[] = []
  for (let turn = 0; turn < 12; turn += 1) {
    const caller = givenCaller(door, '10.5.0.2')
    statuses.push((await caller.post('/sign-in', { email: `nobody-${turn}@example.com`, password: 'wrong-wrong-wrong' }, { from: '/sign-in', headers: { ...spoofed, 'x-forwarded-for': `203.0.113.${turn}`, host: new URL(door.url).host } })).status)
  }
  assert.equal(statuses.at(-1), 429)
})

const elsewhere = ['https://evil.example/', '//evil.example', '/\\evil.example', '\\\\evil.example', '/me//evil.example', '/me/../../evil', '/me?x=//evil', '/me#@evil', 'javascript:alert(1)', '/%2f%2fevil.example', '/me\r\nset-cookie: a=b', ' /me', '/sign-out', 'me']

test('showing the factor again leads only to pages of our own', async () => {
  for (const next of elsewhere) {
    door.clock.advance({ minutes: 2 })
    const caller = await signedIn(door, '10.5.0.3')
    door.clock.advance({ minutes: 1 })
    const page = await caller.get(`/step-up?next=${encodeURIComponent(next)}`)
    assert.doesNotMatch(page.body, /evil|javascript:|alert/, next)
    const done = await caller.post('/step-up', { code: door.code(), next })
    assert.equal(done.headers.location, '/account', next)
    const refused = await caller.post(`/step-up/passkey/${Buffer.from(next).toString('base64url')}`, { passkey: '{}' })
    assert.ok(refused.status >= 400 && refused.status < 500, `${next} ${refused.status}`)
    assert.doesNotMatch(refused.body, /evil|javascript:/, next)
  }
})
