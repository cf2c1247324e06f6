// A credential in the address of a push: addresses are logged on the way. Is it refused, and is it in no line of our log? T23.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLog } from '#kernel'
import { openFeedsDoor } from '#feeds'
import { systemClock } from '#kernel'
import { givenFeeds, push, pushedPatient } from '../feeds/wire.ts'

test('whatever stands after a ? is refused, also beside the right header, and is not logged', async () => {
  const given = await givenFeeds()
  const lines: string[] = []
  const { composed } = given.house
  const door = await openFeedsDoor({ log: openLog(null, (line) => lines.push(line)), clock: systemClock, database: composed.databases.feed, feeds: composed.inbound.feeds, trial: false }, { mllp: null, push: { host: 'localhost', port: 0, portGiven: true } })
  try {
    for (const [query, token] of [[`access_token=${given.token}`, null], [`token=${given.token}`, given.token], ['', given.token]] as const) {
      const { status, issue } = await push({ ...given, door }, pushedPatient('1'), { path: `/feeds/lakeside:push?${query}`, token })
      assert.deepEqual([status, issue.details.coding[0].code], [400, 'credential-in-address'])
    }
    assert.deepEqual(await given.kept(), [])
    assert.ok(lines.length > 0)
    assert.ok(lines.every((line) => !line.includes(given.token)))
  } finally {
    await door.close()
    await given.end()
  }
})
