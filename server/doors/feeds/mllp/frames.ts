// Where does a message begin and end on a stream of bytes? MLLP release 1: <VT> message <FS><CR>, in whatever pieces they come.

const vt = 0x0b
const fs = 0x1c
const cr = 0x0d

export type Frame = {
  /** `cut`: a new message began before this one ended. `too-large`: only its first bytes are kept. */
  readonly kind: 'whole' | 'cut' | 'too-large'
  /** What lay between VT and FS, as it came. */
  readonly bytes: Buffer
}

export type FrameReader = {
  /** The frames that these bytes end, in order. */
  push(chunk: Buffer): readonly Frame[]
  /** Ends the frame whose FS was the last byte that came; the CR is not waited for any longer. */
  endNow(): readonly Frame[]
  /** A frame has begun and not ended. */
  readonly inside: boolean
  /** The last byte was an FS: the next one tells whether the frame is over. */
  readonly atEnd: boolean
}

/** Of a message that is too large so much is kept: its header names it in the answer. */
const headBytes = 4_096

/** Segments that a message, a batch or a file of batches begins with. */
const beginnings = ['MSH', 'BHS', 'FHS'].map((name) => Buffer.from(`\x0b${name}`))

/**
 * A frame may hold a VT (word processors use it as a soft line end). One that is followed by a header is a message that begins
 * because the one before it was never ended.
 */
function splitWhereItBeganAgain(bytes: Buffer): readonly Frame[] {
  if (!bytes.includes(vt)) return [{ kind: 'whole', bytes }]
  const at = Math.max(...beginnings.map((beginning) => bytes.lastIndexOf(beginning)))
  return at < 0 ? [{ kind: 'whole', bytes }] : [{ kind: 'cut', bytes: bytes.subarray(0, at) }, { kind: 'whole', bytes: bytes.subarray(at + 1) }]
}

/** Bytes of a frame that came in pieces, in one growing buffer: however small the pieces, they cost what they hold. */
function openHeld(most: number) {
  let bytes: Buffer = Buffer.alloc(0)
  let size = 0
  let tooLarge = false
  return {
    add(piece: Buffer) {
      if (tooLarge) return
      if (size + piece.length > most) {
        tooLarge = true
        bytes = Buffer.concat([bytes.subarray(0, size), piece.subarray(0, headBytes)]).subarray(0, headBytes)
        size = bytes.length
        return
      }
      if (size + piece.length > bytes.length) {
        const grown = Buffer.allocUnsafe(Math.max(2 * bytes.length, size + piece.length, 8_192))
        bytes.copy(grown, 0, 0, size)
        bytes = grown
      }
      size += piece.copy(bytes, size)
    },
    /** Everything that was added, with the last piece; begins anew. */
    take(last: Buffer): readonly Frame[] {
      if (size > 0 || last.length > most) this.add(last)
      const whole = size > 0 || tooLarge ? bytes.subarray(0, size) : last
      const frames: readonly Frame[] = tooLarge ? [{ kind: 'too-large', bytes: whole }] : splitWhereItBeganAgain(whole)
      ;[bytes, size, tooLarge] = [Buffer.alloc(0), 0, false]
      return frames
    },
  }
}

/**
 * Reads frames of at most `most` bytes. An FS ends a frame when CR or the VT of the next one follows; any other FS is part of
 * the message. What lies between frames is noise and is passed over. Never holds more than twice `most`.
 */
export function openFrames(most: number): FrameReader {
  const held = openHeld(most)
  let inside = false
  let atEnd = false
  const nothing = Buffer.alloc(0)

  /** From inside a frame: where it goes on after `from`, having given out what ended. */
  const readInside = (chunk: Buffer, from: number, out: Frame[]): number => {
    let look = from
    for (;;) {
      const end = chunk.indexOf(fs, look)
      if (end < 0 || end === chunk.length - 1) {
        atEnd = end >= 0
        held.add(chunk.subarray(from, atEnd ? end : chunk.length))
        return chunk.length
      }
      if (chunk[end + 1] === cr || chunk[end + 1] === vt) {
        out.push(...held.take(chunk.subarray(from, end)))
        inside = false
        return end + 1
      }
      look = end + 1
    }
  }
  return {
    get inside() {
      return inside
    },
    get atEnd() {
      return atEnd
    },
    push(chunk) {
      if (chunk.length === 0) return []
      const out: Frame[] = []
      let at = 0
      if (atEnd) {
        atEnd = false
        if (chunk[0] === cr || chunk[0] === vt) {
          out.push(...held.take(nothing))
          inside = false
        } else held.add(Buffer.of(fs))
      }
      while (at < chunk.length) {
        if (!inside) {
          const begin = chunk.indexOf(vt, at)
          if (begin < 0) return out
          inside = true
          at = begin + 1
        }
        at = readInside(chunk, at, out)
      }
      return out
    },
    endNow() {
      if (!atEnd) return []
      ;[atEnd, inside] = [false, false]
      return held.take(nothing)
    },
  }
}
