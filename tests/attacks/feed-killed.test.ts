// The server is killed (kill -9) between receiving messages and answering them, again and again: is everything that was answered AA there, exactly once? R66.
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { type Line, acknowledged, labMessage, openLine } from '../feeds/wire.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'

let house: GivenHouse
before(async () => {
  house = await givenHouse()
  const { inbound, databases } = house.composed
  await databases.operate.run(async (tx) => {
    await house.composed.house.directory.put(tx, { id: 'lakeside', name: 'Lakeside Health', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })
    const feed = await inbound.feeds.registry.put(tx, { key: 'lab', organization: 'lakeside', name: 'Lab', route: 'mllp' })
    await inbound.feeds.credentials.allowAddress(tx, feed.id, '127.0.0.1')
  })
})
after(() => house.end())

type Server = { readonly child: ChildProcess; readonly port: number; readonly gone: Promise<unknown> }

async function start(): Promise<Server> {
  const child = fork(new URL('../feeds/wire-process.ts', import.meta.url), { execArgv: ['--import', './server/tsx.ts'] })
  const gone = new Promise((done) => void child.once('exit', done))
  const ready = new Promise<{ port: number }>((done) => void child.once('message', (message) => done(message as { port: number })))
  child.send(house.owner)
  return { child, port: (await ready).port, gone }
}

/** Sends messages over four lines until there are none, or all lines are cut; a message without an answer goes back to the others. */
async function sendAll(port: number, waiting: string[], answered: (id: string) => void): Promise<void> {
  const lines: Line[] = await Promise.all(Array.from({ length: 4 }, () => openLine(connect({ host: '127.0.0.1', port, noDelay: true }))))
  await Promise.all(lines.map(async (line) => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      line.send(labMessage(id))
      const [code, about] = acknowledged(await line.answer())
      if (code !== 'AA') return void waiting.unshift(id)
      assert.equal(about, id)
      answered(id)
    }
  }))
  for (const line of lines) line.end()
}

const kept = () => rowsOf<{ name: string; state: string; times: number }>(house, `select name, min(state) as state, count(*)::int as times from inbound_message where state <> 'same' group by name order by name`)

test('killed in the middle five times: every AA stands, nothing twice, and the rest comes in when it is sent again', async () => {
  const all = Array.from({ length: 400 }, (_none, at) => `M${String(at).padStart(3, '0')}`)
  const waiting = [...all]
  const answered = new Set<string>()
  for (let round = 1; round <= 5; round += 1) {
    const server = await start()
    await sendAll(server.port, waiting, (id) => {
      answered.add(id)
      if (answered.size >= round * 50) server.child.kill('SIGKILL')
    })
    await server.gone
    const names = new Map((await kept()).map((one) => [one.name, one.times]))
    assert.deepEqual([...answered].filter((id) => names.get(id) !== 1), [])
    assert.ok(answered.size < all.length)
  }
  const last = await start()
  await sendAll(last.port, waiting, (id) => void answered.add(id))
  for (let tries = 0; tries < 300 && (await kept()).some((one) => one.state === 'waiting'); tries += 1) await new Promise((done) => setTimeout(done, 100))
  last.child.kill('SIGTERM')
  await last.gone
  assert.equal(answered.size, all.length)
  assert.deepEqual((await kept()).filter((one) => one.times !== 1 || one.state === 'waiting'), [])
  assert.equal((await kept()).length, all.length)
})
