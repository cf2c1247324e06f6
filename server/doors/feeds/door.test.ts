// Does the door end well, and is a push answered with what became of it? The whole door on loopback with a real database.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { acknowledged, givenFeeds, labMessage, push, pushedPatient } from '../../../tests/feeds/wire.ts'

test('a door that closes while eight lines send: what was answered is kept, what is kept was answered or will be sent again, every line ends', async () => {
  const given = await givenFeeds()
  try {
    const lines = await Promise.all(Array.from({ length: 8 }, () => given.line()))
    const answered = new Set<string>()
    let [sent, closing] = [0, false]
    const sending = lines.map(async (line) => {
      for (;;) {
        const id = `S${(sent += 1)}`
        line.send(labMessage(id))
        const [code, about] = acknowledged(await line.answer())
        if (code === '') return
        assert.deepEqual([code, about], ['AA', id])
        answered.add(id)
        if (answered.size < 60 || closing) continue
        closing = true
        void given.door.close()
      }
    })
    await Promise.all([...sending, ...lines.map((line) => line.closed)])
    const kept = (await given.kept()).map((one) => one.name)
    assert.equal(new Set(kept).size, kept.length)
    assert.deepEqual([...answered].filter((id) => !kept.includes(id)), [])
    // Nothing is read after the farewell, so nothing was kept without an answer.
    assert.deepEqual(kept.filter((id) => !answered.has(id)), [])
    const late = await given.line()
    assert.equal(await late.answer(), null)
  } finally {
    await given.end()
  }
})

test('a push is kept as it came, once, and its sender learns what became of it', async () => {
  const given = await givenFeeds()
  const { feeds } = given.house.composed.inbound
  const stateOf = async (id: string | undefined) => {
    const { status, issue } = await push(given, null, { method: 'GET', path: `/feeds/lakeside:push/messages/${id}` })
    return [status, issue.severity, issue.details.coding[0].code, issue.diagnostics ?? null]
  }
  try {
    const first = await push(given, pushedPatient('LH-1'))
    assert.deepEqual([first.status, first.headers.get('location'), first.headers.get('content-type')], [202, `/feeds/lakeside:push/messages/${first.id}`, 'application/fhir+json; charset=utf-8'])
    assert.deepEqual(await stateOf(first.id), [200, 'information', 'waiting', null])
    const again = await push(given, gzipSync(pushedPatient('LH-1')), { headers: { 'content-encoding': 'gzip' } })
    const broken = await push(given, '{"resourceType": "Bundle", "type": "transaction", "entry": [', { type: 'application/json; charset=UTF-8' })
    const history = await push(given, '{"resourceType": "Bundle", "type": "history"}')
    await feeds.work()
    assert.deepEqual(await stateOf(first.id), [200, 'information', 'done', null])
    assert.deepEqual(await stateOf(again.id), [200, 'information', 'same', null])
    assert.deepEqual((await stateOf(broken.id)).slice(0, 3), [200, 'error', 'parked'])
    assert.match(String((await stateOf(history.id))[3]), /Bundles of this type carry no record: history/)
    assert.equal((await given.kept())[0]?.bytes?.toString(), pushedPatient('LH-1'))
    assert.deepEqual(await stateOf('999999'), [404, 'error', 'no-such-message', null])
  } finally {
    await given.end()
  }
})

test('what is no push is told what one is', async () => {
  const given = await givenFeeds()
  try {
    const code = async (...of: Parameters<typeof push> extends [unknown, ...infer Rest] ? Rest : never) => {
      const { status, issue } = await push(given, ...of)
      return [status, issue.details.coding[0].code]
    }
    assert.deepEqual(await code('<x/>', { type: 'application/fhir+xml' }), [415, 'content-type'])
    assert.deepEqual(await code('{}', { type: 'text/plain' }), [415, 'content-type'])
    assert.deepEqual(await code('{}', { type: 'application/fhir+json; charset=iso-8859-1' }), [415, 'charset'])
    assert.deepEqual(await code(''), [400, 'empty'])
    assert.deepEqual(await code('{}', { method: 'PUT' }), [405, 'method'])
    assert.deepEqual(await code(null, { method: 'GET' }), [405, 'method'])
    for (const path of ['/', '/feeds', '/feeds/', '/feeds/Lakeside:push', '/feeds/lakeside:push/', '/feeds/lakeside:push/messages/0', '/feeds/lakeside:push/messages/1%27', '/feeds/..%2f']) assert.deepEqual(await code('{}', { path }), [404, 'no-such-address'], path)
    assert.deepEqual(await given.kept(), [])
  } finally {
    await given.end()
  }
})

test('what is refused at the door is counted for its feed, by reason, and nothing of it kept', async () => {
  const given = await givenFeeds()
  try {
    const line = await given.line()
    for (const msh of [{ 11: 'T' }, { 11: 'D' }, { 12: '3.0' }]) {
      line.send(labMessage('1', msh))
      assert.equal(acknowledged(await line.answer())[0], 'AR')
    }
    assert.equal((await push(given, '<x/>', { type: 'text/html' })).status, 415)
    assert.equal((await push(given, '{}', { token: 'a'.repeat(40) })).status, 401)
    await given.door.close()
    const { databases, inbound } = given.house.composed
    const counted = await databases.operate.run((tx) => inbound.feeds.turnedAway(tx, 'lakeside', 7))
    assert.deepEqual(counted.map(({ feed, reason, count }) => [feed, reason, count]), [['lakeside:lab', 'processing', 2], ['lakeside:lab', 'version', 1], ['lakeside:push', 'content-type', 1]])
    assert.deepEqual(await given.kept(), [])
  } finally {
    await given.end()
  }
})
