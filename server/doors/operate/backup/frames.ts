// What is inside a backup? Frames: what it is, then for each table its name, its rows as COPY text and their number, then the end.
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BackupRefused } from './refused.ts'
import type { OpenedFile } from './sealed-file.ts'

/** `began` comes first; then `table`, `rows`…, `counted` for each table; `ended` is the last. */
export type FrameKind = 'began' | 'table' | 'rows' | 'counted' | 'ended'
export type Frame = { readonly kind: FrameKind; readonly payload: Buffer }

export type Migration = { readonly name: string; readonly hash: string }
export type Began = { readonly migrations: readonly Migration[]; readonly server: string }
export type TableFrame = { readonly name: string; readonly columns: readonly string[] }
export type Counted = { readonly rows: number }
export type SequenceState = { readonly name: string; readonly last: string; readonly called: boolean }
export type Ended = { readonly tables: number; readonly rows: number; readonly sequences: readonly SequenceState[] }

const letters: readonly FrameKind[] = ['began', 'table', 'rows', 'counted', 'ended']
const prefixBytes = 5
const longestFrame = 256 * 1024

function frame(kind: FrameKind, payload: Buffer): Buffer {
  const prefix = Buffer.alloc(prefixBytes)
  prefix.writeUInt8(letters.indexOf(kind), 0)
  prefix.writeUInt32BE(payload.length, 1)
  return Buffer.concat([prefix, payload])
}

/** A frame that carries facts. */
export const factsFrame = (kind: Exclude<FrameKind, 'rows'>, facts: Began | TableFrame | Counted | Ended): Buffer => frame(kind, Buffer.from(JSON.stringify(facts)))
export const factsOf = <Facts>(one: Frame): Facts => JSON.parse(one.payload.toString('utf8')) as Facts

/** Frames of rows: COPY text may be cut anywhere, it is joined again where it is read. */
export function* rowFrames(text: Buffer): Generator<Buffer> {
  for (let at = 0; at < text.length; at += longestFrame) yield frame('rows', text.subarray(at, at + longestFrame))
}

/** The frames of an opened backup, from its beginning. Ends with `ended`, or refuses. */
export async function* framesOf(file: OpenedFile): AsyncGenerator<Frame> {
  const plain = createGunzip({ chunkSize: longestFrame })
  // A refusal of the file destroys `plain` with itself: the loop below throws it.
  const feeding = pipeline(Readable.from(file.pieces(), { objectMode: false, highWaterMark: longestFrame }), plain).catch(() => undefined)
  let held: Buffer = Buffer.alloc(0)
  let last: FrameKind | null = null
  try {
    for await (const piece of plain as AsyncIterable<Buffer>) {
      held = held.length === 0 ? piece : Buffer.concat([held, piece])
      let at = 0
      while (held.length - at >= prefixBytes && held.length - at - prefixBytes >= held.readUInt32BE(at + 1)) {
        const end = at + prefixBytes + held.readUInt32BE(at + 1)
        const kind = letters[held.readUInt8(at)]
        if (kind === undefined || last === 'ended') throw new BackupRefused('the backup holds something this Portico does not know')
        last = kind
        yield { kind, payload: held.subarray(at + prefixBytes, end) }
        at = end
      }
      held = held.subarray(at)
    }
  } finally {
    plain.destroy()
    await feeding
  }
  if (last !== 'ended' || held.length > 0) throw new BackupRefused('the backup is not whole: its end is missing')
}
