// Can any parameter of any page send somebody to another site? T21: every page at the door, every usual name, forty spellings.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDoor, givenDoor, owner, signedIn } from '../given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor({ rateFactor: 10_000 })
})
after(() => door.end())

const names = ['next', 'return', 'returnTo', 'return_to', 'redirect', 'redirect_uri', 'url', 'continue', 'to', 'from', 'dest', 'goto', 'back', 'u', 'target']

const spellings = [
  'https://evil.example', 'http://evil.example/', '//evil.example', '///evil.example', '////evil.example', '/\\evil.example', '\\/evil.example', '\\\\evil.example', '/\\/evil.example', '/%5cevil.example',
  '%2f%2fevil.example', '/%2f%2fevil.example', '/%09/evil.example', '/\tevil.example', '/\n/evil.example', '\t//evil.example', ' //evil.example', '/ /evil.example', 'https:evil.example', 'https:/evil.example',
  'https:\\\\evil.example', 'HTTPS://EVIL.EXAMPLE', 'javascript:alert(1)//evil.example', 'data:text/html,evil.example', 'vbscript:evil.example', '/me//evil.example', '/me/..//evil.example', '/me/../..//evil.example', '/.//evil.example', '/..//evil.example',
  '/me?x=//evil.example', '/me#//evil.example', '/me@evil.example', '@evil.example', '.evil.example', 'evil.example', '//evil%E3%80%82example', '//evil。example', '//[::ffff:203.0.113.9]/evil.example', '/me\u2028//evil.example',
]

/** Links, forms, refreshes and scripts that leave; a hidden field that carries what was typed is harmless only if it is not there. */
const leaves = (body: string): string | undefined => /(?:href|src|action|content|formaction|value)="[^"]*evil[^"]*"/i.exec(body)?.[0]

test('forty spellings of elsewhere under fifteen names lead nowhere from any page at the door', async () => {
  assert.equal(spellings.length, 40)
  const caller = givenCaller(door, '10.8.0.1')
  const paths = door.web.declarations.filter((route) => route.method === 'GET' && route.audience !== 'patient' && route.audience !== 'staff').map((route) => route.path.replace(':organization', 'lakeside').replace(/:\w+/g, 'x'))
  assert.ok(paths.length > 20)
  // The directory's own search shows what was typed, in its box; no link of it may leave.
  const own = (path: string): boolean => path.startsWith('/find')
  for (const path of new Set(paths)) {
    for (const spelling of spellings) {
      const query = names.map((name) => `${name}=${encodeURIComponent(spelling)}`).join('&')
      const reply = await caller.get(`${path}?${query}`)
      assert.doesNotMatch(String(reply.headers.location ?? ''), /evil/i, `${path} ${spelling}`)
      assert.doesNotMatch(String(reply.headers.refresh ?? ''), /evil/i)
      if (!own(path)) assert.equal(leaves(reply.body), undefined, `${path} ${spelling}`)
    }
  }
})

test('signing in with any of them leads home', async () => {
  for (const next of spellings.filter((_one, at) => at % 8 === 0)) {
    door.clock.advance({ minutes: 2 })
    const caller = givenCaller(door, '10.8.0.2')
    await caller.get(`/sign-in?next=${encodeURIComponent(next)}`)
    await caller.post('/sign-in', { email: owner.email, password: owner.password, next })
    const reply = await caller.post('/sign-in/second-step', { code: door.code() }, { from: '/sign-in/second-step' })
    assert.equal(reply.headers.location, '/me', next)
  }
})

test('inside the record none of them leads out either', async () => {
  door.clock.advance({ minutes: 2 })
  const caller = await signedIn(door, '10.8.0.3')
  const paths = door.web.declarations.filter((route) => route.method === 'GET' && route.audience === 'patient').map((route) => route.path.replace(/:\w+/g, 'x'))
  for (const path of new Set(paths)) {
    for (const spelling of spellings.filter((_one, at) => at % 10 === 0)) {
      // The days of a filter, `from` and `to`, come back into their own boxes.
      const reply = await caller.get(`${path}?${names.filter((name) => name !== 'from' && name !== 'to').map((name) => `${name}=${encodeURIComponent(spelling)}`).join('&')}`)
      assert.doesNotMatch(String(reply.headers.location ?? ''), /evil/i, `${path} ${spelling}`)
      assert.equal(leaves(reply.body), undefined, `${path} ${spelling}`)
    }
  }
})
