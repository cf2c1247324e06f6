// What do the lines of NDJSON hold? Each line is read for itself: one that is broken is kept as it came and named by its
// number, the others come in. A file is read in batches, so that one of any size needs the memory of a small one.
import { hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { limits } from '../limits.ts'
import { type Bundle, type Entry, readLine } from '../read-bundle.ts'
import { type FileRefusal, RefusedFile } from '../refused-file.ts'

/** Some lines of a file, whole; the first has the number `from`. */
export type LineBatch = { readonly bytes: Buffer; readonly from: number }

const newline = 10
const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 32 || byte === 9 || byte === 13)

/** A line that is no JSON or no resource, as it came: what the database cannot keep as text is kept as bytes. */
function brokenLine(bytes: Buffer, line: number, code: FileRefusal): Entry {
  const version = hash('sha256', bytes, 'buffer')
  const text = Buffer.from(bytes.toString('utf8').replaceAll('\u0000', '\uFFFD'))
  return { line, fullUrl: null, type: '', sourceId: `sha256-${version.toString('hex')}`, text, version, unkeepable: false, resource: {}, broken: code, ...(text.equals(bytes) ? {} : { bytes }) }
}

function entriesOf(bytes: Buffer, line: number): readonly Entry[] {
  try {
    return readLine(bytes, line)
  } catch (error) {
    if (error instanceof RefusedFile) return [brokenLine(bytes, line, error.code)]
    throw error
  }
}

/** The lines of a batch as one bundle. */
export function readLines({ bytes, from }: LineBatch): Bundle {
  const entries: Entry[] = []
  let line = from
  for (let at = 0; at < bytes.length; line += 1) {
    const next = bytes.indexOf(newline, at)
    const end = next === -1 ? bytes.length : next
    const one = bytes.subarray(at, end)
    if (!isBlank(one)) for (const entry of entriesOf(one, line)) entries.push(entry)
    at = end + 1
  }
  return { type: 'ndjson', entries, without: 0, sha256: hash('sha256', bytes, 'buffer'), bytes: bytes.length }
}

const newlinesIn = (bytes: Buffer): number => {
  let count = 0
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1
  return count
}

/** How a file begins, and how large it is as it lies there. */
async function beginOf(path: string): Promise<{ readonly size: number; readonly packed: boolean }> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new RefusedFile(error.code === 'ENOENT' ? 'not-found' : 'not-a-file')
  })
  try {
    const found = await file.stat()
    if (!found.isFile()) throw new RefusedFile('not-a-file')
    if (found.size === 0) throw new RefusedFile('empty')
    if (found.size > limits.linesBytes) throw new RefusedFile('lines-too-large')
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return { size: found.size, packed: buffer[0] === 0x1f && buffer[1] === 0x8b }
  } finally {
    await file.close()
  }
}

/** The unpacked bytes of a file, piece by piece. */
async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const { size, packed } = await beginOf(path)
  if (!packed && /\.gz$/i.test(path)) throw new RefusedFile('not-packed')
  const most = packed ? Math.min(limits.linesBytes, Math.max(size * limits.packing, limits.packingFloor)) : limits.linesBytes
  const file = createReadStream(path, { highWaterMark: 1 << 20 })
  // The iteration below tells of an error; the pipeline only closes both ends.
  const stream = packed ? pipeline(file, createGunzip({ chunkSize: 1 << 18 }), () => undefined) : file
  let all = 0
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      if (all === 0 && packed && piece[0] === 0x1f && piece[1] === 0x8b) throw new RefusedFile('packed-twice')
      all += piece.length
      if (all > most) throw new RefusedFile(most < limits.linesBytes ? 'unpacks-too-much' : 'lines-too-large')
      yield piece
    }
  } catch (error) {
    if (error instanceof RefusedFile || !packed) throw error
    throw new RefusedFile('not-packed')
  }
}

/** The whole lines of a file in batches of some megabytes. Throws RefusedFile; what was given before stays given. */
export async function* lineBatches(path: string): AsyncGenerator<LineBatch> {
  let kept: Buffer[] = []
  let [size, unfinished, from] = [0, 0, 1]
  for await (const piece of piecesOf(path)) {
    const [first, last] = [piece.indexOf(newline), piece.lastIndexOf(newline)]
    if (unfinished + (first === -1 ? piece.length : first) > limits.lineBytes) throw new RefusedFile('line-too-long', { line: from + newlinesIn(Buffer.concat(kept)) })
    unfinished = last === -1 ? unfinished + piece.length : piece.length - last - 1
    kept.push(piece)
    size += piece.length
    if (last === -1 || size < limits.batchBytes) continue
    const all = Buffer.concat(kept)
    const bytes = all.subarray(0, all.length - unfinished)
    yield { bytes, from }
    from += newlinesIn(bytes)
    kept = [Buffer.from(all.subarray(bytes.length))]
    size = unfinished
  }
  if (size > 0) yield { bytes: Buffer.concat(kept), from }
}
