// Do instants leave the database as the ISO 8601 texts that rooms compare and sort by?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Statement, statement } from '#kernel'
import { type GivenDatabase, givenDatabase } from './database.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
})
after(() => given.end())

const instants: Statement<{ said: string; at: string }> = statement('test.instants', 'select said, said::timestamptz as at from unnest($1::text[]) as said')
const elsewhere: Statement<{ at: string }> = statement('test.instants_elsewhere', "select set_config('timezone', 'America/New_York', true), '2026-11-20 14:35:20.5+00'::timestamptz as at")

test('an instant is ISO 8601 in UTC to the millisecond, whatever fraction it has; infinities stay', async () => {
  const expected: Readonly<Record<string, string>> = {
    '2026-11-20 14:35:20+00': '2026-11-20T14:35:20.000Z',
    '2026-11-20 14:35:20.2+00': '2026-11-20T14:35:20.200Z',
    '2026-11-20 14:35:20.26+00': '2026-11-20T14:35:20.260Z',
    '2026-11-20 14:35:20.123999+00': '2026-11-20T14:35:20.123Z',
    '1923-02-28 23:59:59.999-05': '1923-03-01T04:59:59.999Z',
    '0099-01-02 03:04:05+00': '0099-01-02T03:04:05.000Z',
    infinity: 'infinity',
    '-infinity': '-infinity',
  }
  const rows = await given.web.run((tx) => tx.query(instants, [Object.keys(expected)]))
  assert.deepEqual(Object.fromEntries(rows.map((row) => [row.said, row.at])), expected)
})

test('a connection that speaks another zone gives the same text', async () => {
  const [row] = await given.web.run((tx) => tx.query(elsewhere))
  assert.equal(row?.at, '2026-11-20T14:35:20.500Z')
})
