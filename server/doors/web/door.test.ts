// Do the small locks of the web door hold: form tokens, origins, networks, cookies, places of our own? R19, R40, R62.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refusal, openKeys } from '#kernel'
import { readCookies, setCookie } from './cookies.ts'
import { comesFromElsewhere, formTokenFits, makeFormToken } from './form-token.ts'
import { keyedNetwork, networkOf } from './network.ts'
import { openRates } from './rates.ts'
import { rateClasses } from './route.ts'
import { internalPath } from './send.ts'

const keys = openKeys(Buffer.alloc(32, 1))

test('a form token fits its own session only, and looks different on every page', () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (own, other) => {
    const token = makeFormToken(keys, own)
    assert.equal(formTokenFits(keys, own, token), true)
    assert.equal(formTokenFits(keys, other, token), own === other)
    assert.notEqual(token, makeFormToken(keys, own))
  }))
})

test('a form token that was changed anywhere does not fit', () => {
  const bytes = Buffer.from(makeFormToken(keys, 'session'), 'base64url')
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.equal(formTokenFits(keys, 'session', changed.toString('base64url')), false)
  }
  for (const sent of [undefined, '', 'x', ['a'], {}]) assert.equal(formTokenFits(keys, 'session', sent), false)
})

test('a form of another site is known by its origin or by what the browser says', () => {
  const own = ['https://record.example']
  assert.equal(comesFromElsewhere({ origin: 'https://record.example', 'sec-fetch-site': 'same-origin' }, own), false)
  assert.equal(comesFromElsewhere({}, own), false)
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'https://record.example.evil.example' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) assert.equal(comesFromElsewhere(headers, own), true)
})

test('addresses of one IPv6 /64 are one network, whatever their spelling', () => {
  const first = networkOf('2001:db8:1:2::1')
  for (const same of ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002::5', '2001:db8:1:2::1%eth0']) assert.equal(networkOf(same), first)
  assert.notEqual(networkOf('2001:db8:1:3::1'), first)
  assert.equal(networkOf('::ffff:203.0.113.9'), '203.0.113.9')
  assert.notEqual(networkOf('203.0.113.9'), networkOf('203.0.113.10'))
  assert.doesNotMatch(keyedNetwork(keys, '203.0.113.9'), /203/)
})

test('cookies carry every mark they must, and only values of our own shape are read', () => {
  assert.equal(setCookie('session', 'abcdefgh'), '__Host-session=abcdefgh; Path=/; Secure; HttpOnly; SameSite=Lax')
  assert.equal(setCookie('staff', 'abcdefgh'), '__Host-staff=abcdefgh; Path=/; Secure; HttpOnly; SameSite=Strict')
  for (const name of ['staff-half', 'staff-device', 'staff-invited'] as const) assert.match(setCookie(name, 'abcdefgh'), /Secure; HttpOnly; SameSite=Strict/)
  assert.match(setCookie('session', null), /Max-Age=0/)
  assert.deepEqual(readCookies('__Host-session=first-value; __Host-session=second-value; other=x; __Host-half=a b'), { session: 'first-value' })
})

test('a redirect leads only to a place of our own', () => {
  for (const good of ['/', '/me', '/me/results/1?from=2026-04-01']) assert.equal(internalPath(good), good)
  for (const bad of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a\nb', 'javascript:alert(1)', '', '/me\\..']) assert.equal(internalPath(bad), '/')
})

test('a caller over the limit is told how long to wait; another is not touched, and the next minute is new', () => {
  const rates = openRates()
  const at = (seconds: number) => ({ getTime: () => seconds * 1000 }) as Date
  for (let call = 0; call < rateClasses.write; call += 1) rates.take('one', 'write', at(0))
  assert.throws(() => rates.take('one', 'write', at(20)), (error) => error instanceof Refusal && error.code === 'too-many-tries' && error.facts.seconds === 40)
  rates.take('two', 'write', at(20))
  rates.take('one', 'write', at(60))
})
