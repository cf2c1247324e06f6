// Do frames come out whole, however the network cuts them, and is nothing held that is too large?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Frame, openFrames, openRoom } from './frames.ts'

const most = 100_000
const limitsOf = (bytes: number) => ({ most: bytes, ordinary: bytes, room: openRoom(0) })
const wrap = (bytes: Buffer): Buffer => Buffer.concat([Buffer.of(0x0b), bytes, Buffer.of(0x1c, 0x0d)])
const shown = (frames: readonly Frame[]) => frames.map(({ kind, bytes }) => `${kind} ${bytes.toString('latin1')}`)
const read = (...chunks: readonly (string | Buffer)[]) => {
  const frames = openFrames(limitsOf(most))
  return shown(chunks.flatMap((chunk) => frames.push(Buffer.from(chunk as string, 'latin1'))))
}

test('one message over several pieces, several in one piece, and noise between them', () => {
  assert.deepEqual(read('\x0bMSH|1\r\x1c\r'), ['whole MSH|1\r'])
  assert.deepEqual(read('\x0bMS', 'H|1', '\r', '\x1c', '\r'), ['whole MSH|1\r'])
  assert.deepEqual(read('\x0bMSH|1\x1c\r\x0bMSH|2\x1c\r\x0bMSH|3\x1c\r'), ['whole MSH|1', 'whole MSH|2', 'whole MSH|3'])
  assert.deepEqual(read('noise\x1c\r\r\n', '\x0bMSH|1\x1c\r\r\n more', '\x0bMSH|2\x1c\r'), ['whole MSH|1', 'whole MSH|2'])
})

test('a message may end with FS alone when the next one follows, and after a while when nothing does', () => {
  assert.deepEqual(read('\x0bMSH|1\x1c\x0bMSH|2\x1c\r'), ['whole MSH|1', 'whole MSH|2'])
  const frames = openFrames(limitsOf(most))
  assert.deepEqual(frames.push(Buffer.from('\x0bMSH|1\x1c')), [])
  assert.equal(frames.atEnd, true)
  assert.deepEqual(shown(frames.endNow()), ['whole MSH|1'])
  assert.equal(frames.inside, false)
  assert.deepEqual(frames.endNow(), [])
})

test('FS and VT inside of a text are part of it; VT before a header is a message that begins', () => {
  assert.deepEqual(read('\x0bMSH|a\x1cb\x0bc\x1c\r'), ['whole MSH|a\x1cb\x0bc'])
  assert.deepEqual(read('\x0bMSH|a\x1c', 'b\x1c\r'), ['whole MSH|a\x1cb'])
  assert.deepEqual(read('\x0bMSH|1 never ended', '\x0bMSH|2\x1c\r'), ['cut MSH|1 never ended', 'whole MSH|2'])
})

test('a message over the limit gives its head only, and the next one is read', () => {
  const frames = openFrames(limitsOf(10_000))
  const huge = Buffer.concat([Buffer.from('MSH|^~\\&|'), Buffer.alloc(50_000_000, 'x')])
  const out: Frame[] = []
  const sent = wrap(huge)
  for (let at = 0; at < sent.length; at += 65_536) out.push(...frames.push(sent.subarray(at, at + 65_536)))
  out.push(...frames.push(wrap(Buffer.from('MSH|2'))))
  assert.deepEqual(out.map(({ kind }) => kind), ['too-large', 'whole'])
  assert.ok(out[0]?.bytes.toString().startsWith('MSH|^~\\&|x'))
  assert.ok((out[0]?.bytes.length ?? Infinity) <= 4_096)
})

test('a message in one piece that is over the limit is refused like one in many', () => {
  const frames = openFrames(limitsOf(10))
  assert.deepEqual(frames.push(wrap(Buffer.alloc(11, 'x'))).map(({ kind }) => kind), ['too-large'])
  assert.deepEqual(frames.push(wrap(Buffer.alloc(10, 'x'))).map(({ kind }) => kind), ['whole'])
})

test('of messages over the ordinary size as many are held as there is room for, of all lines; the others give their heads', () => {
  const room = openRoom(1)
  const [one, other] = [openFrames({ most: 1_000, ordinary: 100, room }), openFrames({ most: 1_000, ordinary: 100, room })]
  const large = wrap(Buffer.concat([Buffer.from('MSH|1'), Buffer.alloc(500, 'x')]))
  assert.deepEqual(one.push(large.subarray(0, 300)), [])
  assert.deepEqual(other.push(large).map(({ kind }) => kind), ['no-room'])
  assert.deepEqual(other.push(wrap(Buffer.alloc(100, 'x'))).map(({ kind }) => kind), ['whole'])
  const [whole] = one.push(large.subarray(300))
  assert.deepEqual([whole?.kind, whole?.bytes.length], ['whole', 505])
  assert.deepEqual(other.push(large).map(({ kind }) => kind), ['no-room'], 'until its bytes are needed no more')
  whole?.done?.()
  assert.deepEqual(other.push(large.subarray(0, 300)), [])
  other.drop()
  assert.deepEqual(one.push(large).map(({ kind }) => kind), ['whole'], 'a line that broke off takes no room')
})

test('any messages, cut anywhere, with noise between, come out as they went in', () => {
  // Content without the bytes of the framing itself, and noise without VT.
  const bytes = (not: readonly number[]) => fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array.filter((one) => !not.includes(one))))
  fc.assert(fc.property(fc.array(fc.tuple(bytes([0x0b, 0x1c]), bytes([0x0b])), { maxLength: 8 }), fc.array(fc.nat(400), { maxLength: 20 }), (messages, cuts) => {
    const sent = Buffer.concat(messages.flatMap(([message, noise]) => [wrap(message), noise]))
    const frames = openFrames(limitsOf(most))
    const out: Frame[] = []
    let at = 0
    for (const cut of [...cuts, sent.length]) {
      out.push(...frames.push(sent.subarray(at, at + cut)))
      at = Math.min(sent.length, at + cut)
    }
    assert.deepEqual(out.map((one) => one.bytes.toString('hex')), messages.map(([message]) => message.toString('hex')))
    assert.ok(out.every(({ kind }) => kind === 'whole'))
  }))
})
