// Is a database server refused whose row level security can be passed? R54.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusedServer } from './installation.ts'

test('a server with a known hole is refused by its number, the first one without it is not', () => {
  for (const version of [140_020, 150_000, 150_013, 160_009, 170_005]) assert.notEqual(refusedServer(version), null, String(version))
  for (const version of [150_014, 150_018, 160_010, 170_006, 180_000, 180_003]) assert.equal(refusedServer(version), null, String(version))
  assert.match(refusedServer(170_005) ?? '', /17\.5 .* 17\.6/)
})
