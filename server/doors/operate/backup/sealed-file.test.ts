// Can a byte of a sealed file change, move, go or come unnoticed? T25: written as abuse first.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openKeys } from '#kernel'
import { BackupRefused } from './refused.ts'
import { newHeader, openSealedFile, sealed } from './sealed-file.ts'

const keys = openKeys(Buffer.alloc(32, 1))
const folder = mkdtempSync(join(tmpdir(), 'portico-sealed-'))
after(() => rmSync(folder, { recursive: true }))
const mebi = 1024 * 1024
const sealedPiece = mebi + 16
const about = { madeAt: '2026-11-20T12:00:00.000Z', schema: 'ab'.repeat(32) }

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function seal(plain: Buffer, size = 70_001): Promise<{ line: Buffer; body: Buffer }> {
  const { line, key } = newHeader(keys, about)
  const pieces: Buffer[] = []
  for await (const piece of sealed(key, cut(plain, size))) pieces.push(piece)
  return { line: Buffer.from(line), body: Buffer.concat(pieces) }
}

async function read(bytes: Buffer, with_ = keys): Promise<Buffer> {
  const file = join(folder, 'file')
  writeFileSync(file, bytes)
  const pieces: Buffer[] = []
  for await (const piece of (await openSealedFile(file, with_)).pieces()) pieces.push(piece)
  return Buffer.concat(pieces)
}

const refuses = (bytes: Buffer, why: string) => assert.rejects(read(bytes), BackupRefused, why)

test('what was sealed comes back, whatever its length', async () => {
  for (const length of [0, 1, mebi - 1, mebi, mebi + 1, 2 * mebi, 3 * mebi + 17]) {
    const plain = randomBytes(length)
    const { line, body } = await seal(plain)
    assert.equal(body.length, length + 16 * Math.max(1, Math.ceil(length / mebi)))
    assert.ok((await read(Buffer.concat([line, body]))).equals(plain), `${length} bytes`)
  }
})

test('a changed bit is noticed wherever it lies: each byte of the first line, first, middle and last of each piece', async () => {
  const { line, body } = await seal(randomBytes(2 * mebi + 500))
  const whole = Buffer.concat([line, body])
  const places = [...line.keys(), ...[0, 1, 2].flatMap((piece) => [0, 250, 499, 515].map((at) => line.length + piece * sealedPiece + at)), line.length + sealedPiece - 1, line.length + 2 * sealedPiece - 1, whole.length - 1]
  for (const place of places) {
    const changed = Buffer.from(whole)
    changed[place] = (changed[place] ?? 0) ^ 1
    await refuses(changed, `byte ${place}`)
  }
})

test('pieces that are missing, moved, doubled or added are noticed', async () => {
  const { line, body } = await seal(randomBytes(3 * mebi))
  const piece = (at: number) => body.subarray(at * sealedPiece, (at + 1) * sealedPiece)
  const [one, two, three] = [piece(0), piece(1), piece(2)]
  for (const [why, parts] of Object.entries({
    'the last is missing': [one, two], 'the middle one is missing': [one, three], 'the first is missing': [two, three], 'all are missing': [],
    'two are exchanged': [two, one, three], 'one is doubled': [one, one, two, three], 'something follows': [one, two, three, Buffer.from('x')], 'cut short': [one, two, three.subarray(0, -1)],
  })) await refuses(Buffer.concat([line, ...parts]), why)
})

test('a piece of another backup of the same key does not fit', async () => {
  const [mine, other] = [await seal(randomBytes(2 * mebi)), await seal(randomBytes(2 * mebi))]
  await refuses(Buffer.concat([mine.line, mine.body.subarray(0, sealedPiece), other.body.subarray(sealedPiece)]), 'spliced')
  await refuses(Buffer.concat([other.line, mine.body]), 'another first line')
})

test('another key is told from damage', async () => {
  const { line, body } = await seal(Buffer.from('something'))
  await assert.rejects(read(Buffer.concat([line, body]), openKeys(Buffer.alloc(32, 2))), /made under another key/)
  body[0] = (body[0] ?? 0) ^ 1
  await assert.rejects(read(Buffer.concat([line, body])), /damaged or not whole/)
})

test('a file that is no backup is refused: empty, text, a line without an end', async () => {
  for (const bytes of ['', 'hello\n', 'portico-backup {', 'portico-backup {}\n', 'portico-backup null\n', `portico-backup ${'x'.repeat(5000)}`]) await refuses(Buffer.from(bytes), bytes.slice(0, 30))
})
