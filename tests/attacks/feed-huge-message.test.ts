// R66: a message of 6 MB, a field of 30 MB, many large documents at once: is it answered AR or AE and let go, and the next one on the same line
// kept? A report of 15 MB inside of a message is kept, read and shown.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type GivenFeeds, type Line, acknowledged, framed, givenFeeds, labMessage } from '../feeds/wire.ts'
import { rowsOf } from '../given/member.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds()))
after(() => given.end())

test('6 MB are too much, and the line goes on', async () => {
  const line = await given.line()
  line.send(`${labMessage('1')}NTE|1||${'x'.repeat(6_000_000)}\r`)
  const answer = await line.answer()
  assert.deepEqual(acknowledged(answer), ['AR', '1'])
  assert.match(answer ?? '', /The message is over 5 MB/)
  line.send(`${labMessage('2')}NTE|1||${'x'.repeat(900_000)}\r`)
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '2'])
  assert.deepEqual((await given.kept()).map((one) => one.name), ['2'])
})

const document = (control: string, bytes: number): string => `${labMessage(control)}OBX|9|ED|PDF^Report||LAB^Application^PDF^Base64^${Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes, 7)]).toString('base64')}||||||F\r`

test('a report of 15 MB as PDF inside of a message is taken in, and what is said beside it too', async () => {
  const line = await given.line()
  line.send(document('doc', 15_000_000))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', 'doc'])
  line.send(document('huge', 22_000_000))
  assert.deepEqual(acknowledged(await line.answer()), ['AR', 'huge'])
  line.send(labMessage('4').replace('ORU^R01^ORU_R01', 'ADT^A04^ADT_A01'))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '4'])
  await given.house.composed.inbound.feeds.work('lakeside:lab')
  const found = await rowsOf<{ sizes: readonly number[]; values: number }>(given.house, `select jsonb_path_query_array(body, '$.attachments[*].bytes') as sizes, jsonb_array_length(body -> 'values') as values from store_record where body::text like '%application/pdf%'`)
  assert.deepEqual(found, [{ sizes: [15_000_009], values: 1 }])
})

test('more large messages at once than there is room for are asked to come again; those that are on their way come in, and a line that breaks off leaves its room', async () => {
  const narrow = await givenFeeds({ limits: { largeMessages: 1 } })
  try {
    const lines = [await narrow.line(), await narrow.line(), await narrow.line()] as const
    const sound = (name: string) => framed(document(name, 5_000_000))
    const sendOn = async (line: Line, bytes: Buffer): Promise<string | undefined> => {
      line.write(bytes)
      return acknowledged(await line.answer())[0]
    }
    // Whichever is read first takes the room; both come in where one ended before the other was large.
    let codes: (string | undefined)[] = []
    for (let round = 0; round < 10 && !codes.includes('AE'); round += 1) {
      const [one, other] = [sound(`one${round}`), sound(`other${round}`)]
      lines[0].write(one.subarray(0, 6_000_000))
      codes = [await sendOn(lines[1], other), await sendOn(lines[0], one.subarray(6_000_000))]
      assert.ok(codes.includes('AA') && codes.every((code) => code === 'AA' || code === 'AE'), codes.join())
    }
    assert.ok(codes.includes('AE'), 'there was always room')
    assert.deepEqual([await sendOn(lines[0], sound('again')), await sendOn(lines[1], sound('once more'))], ['AA', 'AA'])
    lines[2].write(sound('broken off').subarray(0, 6_000_000))
    lines[2].end()
    let last: string | undefined
    for (let tries = 0; tries < 50 && last !== 'AA'; tries += 1) last = await sendOn(lines[1], sound('last'))
    assert.equal(last, 'AA')
  } finally {
    await narrow.end()
  }
})

const file = '../shared/data/hostile/hl7v2/long-field.hl7.gz'
test('long-field.hl7: a field of 30 MB is read to its end, not held, and refused', { skip: existsSync(file) ? false : `${file} is not there` }, async () => {
  const line = await given.line()
  line.send(gunzipSync(readFileSync(file)))
  assert.equal(acknowledged(await line.answer())[0], 'AR')
  line.send(labMessage('3'))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '3'])
})
