// What does every declared route do for nobody, for half a sign-in, for a joining and for a stranger’s forms, and with which headers? T1, T12, T15, R50, R51, R57, R58, R59, R60. The list is the registry’s own.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Caller, type Reply, givenCaller } from '../given/caller.ts'
import { asOwner } from '../given/database.ts'
import { type GivenDoor, birth, givenDoor, passwordOf, signedIn } from '../given/door.ts'
import { everyAnswerCarries } from '../given/headers.ts'
import { staffAt, staffCallers } from '../given/staff.ts'
import { staffRoles } from '../../contract/staff-roles.ts'

let door: GivenDoor
const callers: Record<string, Caller> = {}
before(async () => {
  door = await givenDoor()
  callers.nobody = givenCaller(door, '10.1.0.1')
  callers.joining = givenCaller(door, '10.1.0.2')
  const code = await door.letter()
  await callers.joining.post('/code', { code, ...birth }, { from: '/code' })
  callers.half = givenCaller(door, '10.1.0.3')
  await passwordOf(door, callers.half)
  Object.assign(callers, await staffCallers(door))
  assert.ok(callers.invited!.cookies.has('__Host-staff-invited'))
  assert.ok(callers['half-staff']!.cookies.has('__Host-staff-half') && callers.staff!.cookies.has('__Host-staff'))
  assert.ok(callers.joining.cookies.has('__Host-join') && callers.half.cookies.has('__Host-half'))
})
after(() => door.end())

const filled = (path: string): string => path.replace(/:index/g, '0').replace(/:\w+/g, '00000000-0000-4000-8000-000000000000')
const routes = (method: string) => door.web.declarations.filter((route) => route.method === method).map((route) => ({ ...route, path: filled(route.path) }))
const secrets = ['Rosa Alvarez', 'Ana Moreno', 'LH-']

/** Everything a page could change, counted and hashed; the trail and the counters of tries only grow by refusals. */
async function worldNow(): Promise<string> {
  return asOwner(door.owner, async (client) => {
    const { rows } = await client.query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '^(audit_|accounts_try$|kernel_)' order by 1")
    const sums: string[] = []
    for (const { name } of rows) sums.push(`${name} ${(await client.query<{ sum: string }>(`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${name} t`)).rows[0]?.sum ?? ''}`)
    return sums.join('\n')
  })
}

const leak = (reply: Reply) => secrets.filter((one) => reply.body.includes(one))

test('a page of the record or the account opens to nobody, nor to half a sign-in or a joining: it leads to signing in', async () => {
  assert.ok(routes('GET').filter((route) => route.audience === 'patient').length > 25)
  for (const [who, caller] of Object.entries(callers)) {
    for (const route of routes('GET').filter((one) => one.audience === 'patient')) {
      const reply = await caller.get(route.path)
      assert.equal(reply.status, 303, `${who} ${route.path}`)
      assert.match(String(reply.headers.location), /^\/sign-in\?next=%2F/, `${who} ${route.path}`)
      assert.deepEqual(leak(reply), [], `${who} ${route.path}`)
      everyAnswerCarries(reply, `${who} ${route.path}`)
    }
  }
})

test('a page at the door answers nobody without a fault and without a word of anybody’s record', async () => {
  for (const route of routes('GET').filter((one) => one.audience !== 'patient')) {
    const reply = await callers.nobody!.get(route.path)
    assert.ok(reply.status < 500, `${route.path} ${reply.status}`)
    assert.deepEqual(leak(reply), [], route.path)
    if (route.audience !== 'public') assert.ok(reply.status === 303 || reply.status >= 400, `${route.path} ${reply.status}`)
    everyAnswerCarries(reply, route.path, { forAll: route.reads === 'published' })
  }
})

type Forgery = { readonly name: string; send(caller: Caller, path: string, fields: Record<string, string>): Promise<Reply> }

test('a form without its token, with a stranger’s, from another site or of another kind is refused and changes nothing', async () => {
  const member = await signedIn(door, '10.1.0.4')
  const stranger = givenCaller(door, '10.1.0.5')
  const theirs = /name="form-token" value="([^"]+)"/.exec((await stranger.get('/sign-in')).body)?.[1] ?? ''
  assert.notEqual(theirs, '')
  const forgeries: readonly Forgery[] = [
    { name: 'no token', send: (caller, path, fields) => caller.post(path, fields, { token: null }) },
    { name: 'a stranger’s token', send: (caller, path, fields) => caller.post(path, fields, { token: theirs }) },
    { name: 'two tokens', send: (caller, path, fields) => caller.post(path, { ...fields, 'form-token': [theirs, theirs] }, { token: null }) },
    { name: 'foreign origin', send: (caller, path, fields) => caller.post(path, fields, { headers: { origin: 'https://evil.example' } }) },
    { name: 'origin null', send: (caller, path, fields) => caller.post(path, fields, { headers: { origin: 'null' } }) },
    { name: 'cross-site', send: (caller, path, fields) => caller.post(path, fields, { headers: { 'sec-fetch-site': 'cross-site' } }) },
    { name: 'same-site', send: (caller, path, fields) => caller.post(path, fields, { headers: { 'sec-fetch-site': 'same-site' } }) },
    { name: 'JSON', send: (caller, path, fields) => caller.post(path, fields, { headers: { 'content-type': 'application/json' } }) },
    { name: 'text', send: (caller, path, fields) => caller.post(path, fields, { headers: { 'content-type': 'text/plain' } }) },
    { name: 'another method', send: (caller, path, fields) => caller.post(path, fields, { token: null, headers: { 'x-http-method-override': 'GET' } }) },
  ]
  const before = await worldNow()
  for (const forgery of forgeries) {
    for (const route of routes('POST')) {
      const caller = route.audience === 'patient' ? member : route.audience === 'public' ? callers.nobody! : callers[route.audience]!
      const reply = await forgery.send(caller, route.path, { code: '000000', password: 'kettle-orbit-mango-99', session: 'others', email: 'a@example.com', words: 'x' })
      assert.ok([400, 403].includes(reply.status), `${forgery.name} ${route.path} ${reply.status}`)
      everyAnswerCarries(reply, `${forgery.name} ${route.path}`)
      assert.deepEqual(leak(reply), [], `${forgery.name} ${route.path}`)
    }
  }
  assert.equal(await worldNow(), before)
})

test('every form refuses fields it does not know (R56)', async () => {
  door.clock.advance({ minutes: 2 })
  const member = await signedIn(door, '10.1.0.6')
  callers.staff = await staffAt(door, staffRoles)
  const before = await worldNow()
  for (const route of routes('POST')) {
    const caller = route.audience === 'patient' ? member : route.audience === 'public' ? callers.nobody! : callers[route.audience]!
    const from = ({ patient: '/account', staff: '/staff', 'half-staff': '/staff/sign-in/recovery-code', half: '/sign-in/recovery-code', invited: '/staff/set-up/password' } as Readonly<Record<string, string>>)[route.audience] ?? '/sign-in'
    await caller.get(from)
    for (const field of ['role', 'patient', 'person', '__proto__', 'constructor', 'verified']) {
      const reply = await caller.post(route.path, { [field]: 'x' })
      assert.ok(reply.status >= 400 && reply.status < 500, `${route.path} ${field} ${reply.status}`)
    }
  }
  const touched = (world: string) => world.split('\n').filter((line) => !/^(accounts_session|accounts_half) /.test(line)).join('\n')
  assert.equal(touched(await worldNow()), touched(before))
})
