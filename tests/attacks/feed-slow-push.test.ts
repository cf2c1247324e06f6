// A sender opens pushes and hardly speaks (slow loris): is each line closed in time, whoever it is, and does another push get through meanwhile?
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { feedLimits } from '#feeds'
import { type GivenFeeds, givenFeeds, push, pushedPatient } from '../feeds/wire.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds({ limits: { headersMs: 400, idleMs: 600, pushMs: 1_500 } })))
after(() => given.end())

/** Drips the text a byte at a time; gives what was answered until the line was closed. `told`: the first words came. */
function drip(begin: string, every: number, told: () => void = () => undefined): Promise<string> {
  return new Promise((done) => {
    const socket = connect({ host: 'localhost', port: given.door.pushPort ?? 0 })
    let answer = ''
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()))
    socket.once('data', told)
    socket.write(begin)
    const timer = setInterval(() => socket.write('x'), every)
    socket.on('close', () => {
      clearInterval(timer)
      done(answer)
    })
  })
}

test('headers that do not end, a body that drips and one that stops are all cut off, and others are served', async () => {
  const head = `POST /feeds/lakeside:push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${given.token}\r\nContent-Type: application/fhir+json\r\nContent-Length: 100000\r\n\r\n{`
  const slow = [drip('POST /feeds/lakeside:push HTTP/1.1\r\nHost: x\r\nX-A: ', 50), drip(head, 50), drip(head, 100_000)]
  assert.equal((await push(given, pushedPatient('1'))).status, 202)
  for (const answer of await Promise.all(slow)) assert.ok(answer === '' || /^HTTP\/1\.1 (?:400|408) /.test(answer), answer)
  assert.deepEqual((await given.kept()).length, 1)
})

test('of one feed only so many pushes are under way at once', async () => {
  const head = `POST /feeds/lakeside:push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${given.token}\r\nContent-Type: application/fhir+json\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n\r\n`
  const slow: Promise<string>[] = []
  // Each is under way once it was told to go on.
  for (let at = 0; at < feedLimits.pushesOfFeed; at += 1) await new Promise<void>((told) => void slow.push(drip(head, 50, told)))
  assert.equal((await push(given, pushedPatient('2'))).status, 429)
  for (const answer of await Promise.all(slow)) assert.match(answer, /^HTTP\/1\.1 100 /)
  assert.equal((await push(given, pushedPatient('3'))).status, 202)
})
