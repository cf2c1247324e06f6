// What do odd, broken or enormous requests do? T16, T17, T27, T29, R56, R61, R94: a 4xx with every header, never a fault, never a word of what was sent in a header or the log.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import type { LogFields } from '#kernel'
import { type Caller, givenCaller } from '../given/caller.ts'
import { type GivenDoor, birth, givenDoor, passwordOf, signedIn } from '../given/door.ts'
import { everyAnswerCarries } from '../given/headers.ts'
import { staffCallers } from '../given/staff.ts'

const faults: LogFields[] = []
let door: GivenDoor
const callers: Record<string, Caller> = {}
before(async () => {
  door = await givenDoor({ rateFactor: 1000, log: { info: () => undefined, warn: () => undefined, fault: (fields: LogFields) => void faults.push(fields) } })
  callers.public = givenCaller(door, '10.2.0.1')
  callers.joining = givenCaller(door, '10.2.0.2')
  await callers.joining.post('/code', { code: await door.letter(), ...birth }, { from: '/code' })
  callers.half = givenCaller(door, '10.2.0.3')
  await passwordOf(door, callers.half)
  callers.patient = await signedIn(door, '10.2.0.4')
  Object.assign(callers, await staffCallers(door))
})
after(() => door.end())

const callerFor = (audience: string): Caller => callers[audience] as Caller
const oddParts = ['%00', '%ff%fe', '..%2f..%2fetc%2fpasswd', "'%20or%201=1--", '%F0%9F%92%A9', 'null', '-1', '%E2%80%AE', '00000000-0000-4000-8000-00000000000', 'x'.repeat(199), 'x'.repeat(900)]
const oddText = ['\u0000', 'a\u0000b@example.com', '\ud800', '\u202e', "'; drop table audit_event; --", '9'.repeat(400), '99999-99-99', '2026-02-31', '()[]{}*+?\\', '(a+)+$'.repeat(20), '%00', '\r\nset-cookie: a=b']
/** For addresses: what breaks a reader of days, of places in a list, of instants. */
const oddQueries = ['\u0000', '9'.repeat(400), '99999-99-99', '2026-02-31', '-infinity', '-infinity|00000000-0000-4000-8000-000000000000', 'infinity|x', ...['2026-13-45', '2026-02-31', '0000-01-01'].map((day) => `${day}T00:00:00Z|00000000-0000-4000-8000-000000000000`)]

test('no address makes a fault, whatever stands where an id should be', async () => {
  for (const route of door.web.declarations.filter((one) => one.method === 'GET' && one.path.includes(':'))) {
    for (const part of oddParts) {
      const path = route.path.replace(/:\w+/g, part)
      const reply = await callerFor(route.audience).get(path)
      assert.ok(reply.status < 500, `${path} ${reply.status}`)
      everyAnswerCarries(reply, path)
    }
  }
  assert.deepEqual(faults, [])
})

test('no query makes a fault: wrong types, twice the same, enormous, broken', async () => {
  for (const route of door.web.declarations.filter((one) => one.method === 'GET' && !one.path.includes(':'))) {
    const names = route.audience === 'patient' ? ['from', 'after', 'before', 'next'] : ['next', 'ended']
    const all = (value: string) => names.map((name) => `${name}=${value}`).join('&')
    const queries = [...oddQueries.map((text) => all(encodeURIComponent(text))), `${all('a')}&${all('b')}`, `${names[0]}[x]=a&${all('%E0%A4%A')}`, `__proto__[x]=1&${all('x'.repeat(900))}`, all('x'.repeat(3_000))]
    for (const query of queries) {
      const reply = await callerFor(route.audience).get(`${route.path}?${query}`)
      assert.ok(reply.status < 500, `${route.path}?${query} ${reply.status}`)
    }
  }
  assert.deepEqual(faults, [])
})

const fields = ['code', 'email', 'password', 'from', 'to', 'words', 'record', 'as', 'next', 'session', 'factor', 'passkey', 'step', 'shared', 'birth-month', 'birth-day', 'birth-year']

/** Which fields a form knows: those whose odd value is refused or taken for another reason than being unknown. */
async function knownFields(caller: Caller, path: string, from: string): Promise<readonly string[]> {
  const known: string[] = []
  for (const field of fields) {
    await caller.get(from)
    const reply = await caller.post(path, { [field]: '1' })
    if (reply.status !== 400) known.push(field)
  }
  return known
}

test('no form makes a fault: NUL, lone surrogates, lists for words, expressions, far too long', async () => {
  const pages: Readonly<Record<string, string>> = { public: '/code', joining: '/join/email', half: '/sign-in/second-step', patient: '/account', staff: '/staff', 'half-staff': '/staff/sign-in/recovery-code', invited: '/staff/set-up/password' }
  // Sending oneself out comes last, or nothing after it is tried.
  const routes = door.web.declarations.filter((one) => one.method === 'POST').sort((a, b) => Number(/sign-out$/.test(a.path)) - Number(/sign-out$/.test(b.path)))
  for (const route of routes) {
    const caller = callerFor(route.audience)
    const path = route.path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000')
    for (const field of await knownFields(caller, path, pages[route.audience] ?? '/')) {
      for (const value of [...oddText, 'x'.repeat(60_000), ['a', 'b'], ['\u0000', '\u0000']]) {
        if (route.audience === 'patient' && !caller.cookies.has('__Host-session')) continue
        if (route.audience === 'staff' && !caller.cookies.has('__Host-staff')) continue
        const reply = await caller.post(path, { ...(field.startsWith('birth') ? { ...birth, code: 'ABCD' } : {}), [field]: value })
        assert.ok(reply.status < 500 || reply.status === 503, `${path} ${field}=${String(value).slice(0, 40)} ${reply.status}`)
      }
    }
  }
  assert.deepEqual(faults, [])
})

/** Sends bytes as they are and reads what comes until the other side ends or is silent. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(door.url)
  return new Promise((done) => {
    const socket = connect(Number(port), hostname)
    let got = ''
    socket.setTimeout(2_000, () => socket.destroy())
    socket.on('data', (chunk) => (got += chunk.toString('latin1')))
    socket.on('close', () => done(got))
    socket.on('error', () => done(got))
    // Not half-closed: Node drops an answer that is not ready by then, and a page asks the database first.
    socket.write(bytes)
  })
}

const asReply = (text: string) => {
  const [head = ''] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])) }
}

test('on the wire too: odd methods, forms of address and broken requests get a 4xx with every header, and say nothing of the software', async () => {
  const host = new URL(door.url).host
  const ask = (line: string, more = '') => `${line} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`
  const requests = [
    ...['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'SEARCH', 'BREW'].flatMap((method) => [ask(`${method} /me`), ask(`${method} /`)]),
    ask('GET /%'), ask('GET /%E0%A4%A'), ask('GET /me/results/%zz'), ask('GET //evil.example/me'), ask('GET /\\evil'), ask('GET /me/../../etc/passwd'), ask('GET /me;a=b'), ask('GET /ME'), ask('GET /me/'), ask('GET /.git/config'),
    ask(`GET http://evil.example/me`), ask('GET *'), ask(`GET /${'a'.repeat(5_000)}`), ask(`GET /sign-in?next=${'a'.repeat(5_000)}`), ask('GET /', `X: ${'a'.repeat(20_000)}\r\n`), ask('GET /', 'Cookie: __Host-session=\u00ff\r\n'),
    'GET / HTTP/9.9\r\nHost: x\r\n\r\n', 'nonsense\r\n\r\n', ask('POST /sign-in', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'), ask('POST /sign-in', 'Content-Length: 99999999\r\nContent-Type: application/x-www-form-urlencoded\r\n'),
    ask('POST /sign-in', 'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 0\r\n'), ask('GET /', 'Content-Length: -1\r\n'),
  ]
  for (const request of requests) {
    const text = await raw(request)
    const what = JSON.stringify(request.slice(0, 60))
    const reply = asReply(text)
    assert.ok(reply.status >= 200 && reply.status < 500, `${what} ${reply.status} ${text.slice(0, 200)}`)
    if (!/^GET (\/|\*|\/\/evil.example\/me|http:..evil.example.me|\/me\/..\/..\/etc\/passwd) |^HEAD \/ /.test(request)) assert.ok(reply.status >= 300, `${what} ${reply.status}`)
    everyAnswerCarries(reply, what)
    assert.doesNotMatch(text, /fastify|node|FST_|is not a valid/i, what)
  }
  assert.deepEqual(faults, [])
})
