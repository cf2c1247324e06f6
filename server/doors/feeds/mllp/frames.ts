// Where does a message begin and end on a stream of bytes? MLLP release 1: <VT> message <FS><CR>, in whatever pieces they come.

const vt = 0x0b
const fs = 0x1c
const cr = 0x0d

export type Frame = {
  /** `cut`: a new message began before this one ended. `too-large`, and `no-room` while too many large ones are on their way: only its first bytes are kept. */
  readonly kind: 'whole' | 'cut' | 'too-large' | 'no-room'
  /** What lay between VT and FS, as it came. */
  readonly bytes: Buffer
  /** To be called once its bytes are needed no more. */
  readonly done?: () => void
}

/** Room for large messages, of all lines together. */
export type Room = { take(): boolean; giveBack(): void }

export function openRoom(most: number): Room {
  let taken = 0
  return {
    take() {
      if (taken >= most) return false
      taken += 1
      return true
    },
    giveBack() {
      taken -= 1
    },
  }
}

export type FrameLimits = { /** Bytes of a frame. */ readonly most: number; /** Up to so many it needs no room among the large ones. */ readonly ordinary: number; readonly room: Room }

export type FrameReader = {
  /** The frames that these bytes end, in order. */
  push(chunk: Buffer): readonly Frame[]
  /** Ends the frame whose FS was the last byte that came; the CR is not waited for any longer. */
  endNow(): readonly Frame[]
  /** The line is closed: what began and did not end takes no room any more. */
  drop(): void
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
function openHeld({ most, ordinary, room }: FrameLimits) {
  let bytes: Buffer = Buffer.alloc(0)
  let size = 0
  let refused: 'too-large' | 'no-room' | null = null
  let inRoom = false

  /** Why a frame of so many bytes is not held; null: it is. */
  const refusal = (of: number): typeof refused => {
    if (of > most) return 'too-large'
    if (of <= ordinary || inRoom) return null
    inRoom = room.take()
    return inRoom ? null : 'no-room'
  }
  const leaveRoom = (): void => {
    if (inRoom) room.giveBack()
    inRoom = false
  }
  const held = {
    add(piece: Buffer) {
      if (refused !== null) return
      refused = refusal(size + piece.length)
      if (refused !== null) {
        bytes = Buffer.concat([bytes.subarray(0, size), piece.subarray(0, headBytes)]).subarray(0, headBytes)
        size = bytes.length
        leaveRoom()
        return
      }
      if (size + piece.length > bytes.length) {
        const grown = Buffer.allocUnsafe(Math.max(Math.min(2 * bytes.length, most), size + piece.length, 8_192))
        bytes.copy(grown, 0, 0, size)
        bytes = grown
      }
      size += piece.copy(bytes, size)
    },
    /** Everything that was added, with the last piece; begins anew. */
    take(last: Buffer): readonly Frame[] {
      if (size > 0 || refused !== null || last.length > ordinary) held.add(last)
      const whole = size > 0 ? bytes.subarray(0, size) : last
      const frames: readonly Frame[] = refused === null ? splitWhereItBeganAgain(whole) : [{ kind: refused, bytes: whole }]
      const done = inRoom ? room.giveBack : undefined
      ;[bytes, size, refused, inRoom] = [Buffer.alloc(0), 0, null, false]
      return done === undefined ? frames : frames.map((one, at) => (at === frames.length - 1 ? { ...one, done } : one))
    },
    drop() {
      leaveRoom()
      bytes = Buffer.alloc(0)
      size = 0
    },
  }
  return held
}

/**
 * Reads frames of at most `most` bytes; of those over `ordinary` as many as there is room for. An FS ends a frame when CR or the VT of the next one follows; any other FS is part of
 * the message. What lies between frames is noise and is passed over. Never holds more than `most`, and while it grows half of that again.
 */
export function openFrames(limits: FrameLimits): FrameReader {
  const held = openHeld(limits)
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
    drop: () => held.drop(),
  }
}
