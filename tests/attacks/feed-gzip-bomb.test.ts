// A push of a few kilobytes unpacks to gigabytes, is packed twice, or says a length that it has not: is it refused within the limits? T18.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type GivenFeeds, givenFeeds, push, pushedPatient } from '../feeds/wire.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds()))
after(() => given.end())
const packed = { 'content-encoding': 'gzip' }

test('what unpacks to more than its limits is refused, what is honest comes in', async () => {
  const { status, issue } = await push(given, gzipSync(Buffer.alloc(300_000_000)), { headers: packed })
  assert.deepEqual([status, issue.details.coding[0].code], [413, 'unpacks-too-much'])
  assert.equal((await push(given, gzipSync(gzipSync(pushedPatient('1'))), { headers: packed })).status, 413)
  assert.deepEqual([(await push(given, 'no gzip', { headers: packed })).status, (await push(given, gzipSync(pushedPatient('1')).subarray(0, 60), { headers: packed })).status], [400, 400])
  assert.deepEqual([(await push(given, pushedPatient('1'), { headers: { 'content-encoding': 'br' } })).status, (await push(given, pushedPatient('1'), { headers: { 'content-encoding': 'gzip, gzip' } })).status], [415, 415])
  assert.equal((await push(given, gzipSync(pushedPatient('1')), { headers: packed })).status, 202)
  assert.deepEqual((await given.kept()).map((one) => one.bytes?.toString()), [pushedPatient('1')])
})

test('more than a clinical document may have is refused at its limit, announced or not', async () => {
  const huge = Buffer.alloc(11_000_000, ' ')
  assert.equal((await push(given, huge, { type: 'application/xml' })).status, 413)
  const chunked = await fetch(`http://localhost:${given.door.pushPort}/feeds/lakeside:push`, {
    method: 'POST', headers: { authorization: `Bearer ${given.token}`, 'content-type': 'application/xml' }, duplex: 'half',
    body: new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1_000_000)) }),
  } as RequestInit).then((answer) => answer.status, () => 'cut off')
  assert.ok(chunked === 413 || chunked === 'cut off', String(chunked))
})

const file = '../shared/data/hostile/archive/gzip-bomb.json.gz'
test('gzip-bomb.json.gz is refused', { skip: existsSync(file) ? false : `${file} is not there` }, async () => {
  assert.equal((await push(given, readFileSync(file), { headers: packed })).status, 413)
})
