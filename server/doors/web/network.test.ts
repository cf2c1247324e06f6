// Is one network one network, however its address is written? R19.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf } from './network.ts'

const same = (...addresses: readonly string[]) => assert.equal(new Set(addresses.map(networkOf)).size, 1, addresses.map((one) => `${one} → ${networkOf(one)}`).join(', '))
const apart = (...addresses: readonly string[]) => assert.equal(new Set(addresses.map(networkOf)).size, addresses.length)

test('a thousand addresses of one /64 are one network, and the next /64 is another', () => {
  assert.equal(new Set(Array.from({ length: 1_000 }, (_, at) => networkOf(`2001:db8:1:2:${((at * 7919) % 65_536).toString(16)}:${at.toString(16)}::${(at + 1).toString(16)}`))).size, 1)
  apart('2001:db8:1:2::1', '2001:db8:1:3::1')
})

test('spelling does not make another network: capitals, zeros, zone ids', () => {
  same('2001:DB8:1:2::1', '2001:0db8:0001:0002:0000:0000:0000:0001', '2001:db8:1:2::1%eth0', '2001:db8:1:2:ffff:ffff:ffff:ffff%25en1')
  same('fe80::1', 'fe80::1%eth0', 'fe80::2%lo')
})

test('an IPv4 address is itself, also mapped into IPv6, in figures or in hexadecimal, and with the port that some proxies add', () => {
  same('203.0.113.9', '::ffff:203.0.113.9', '::FFFF:203.0.113.9', '::ffff:cb00:7109', '0:0:0:0:0:ffff:cb00:7109', '203.0.113.9:51234', '::ffff:203.0.113.9%eth0')
  apart('203.0.113.9', '203.0.113.10', '::ffff:203.0.113.11')
})

test('an IPv6 address in brackets, with or without a port, is itself', () => same('2001:db8:1:2::1', '[2001:db8:1:2::1]', '[2001:db8:1:2::1]:443'))

test('somebody with one IPv4 address does not own 65,536 networks by 6to4', () => {
  same('2002:cb00:7109:1::1', '2002:cb00:7109:ffff::1', '203.0.113.9')
  apart('2002:cb00:7109:1::1', '2002:cb00:710a:1::1')
})

test('what is no address at all is one network of its own', () => same('', 'unknown', 'evil.example', '999.1.1', 'x'.repeat(10_000)))
