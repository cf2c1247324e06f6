// How is one connection held? Frames are read, kept side by side and answered in their order; nothing is read that cannot be answered.
import type { Duplex } from 'node:stream'
import type { FeedLimits } from '../limits.ts'
import { openAnswers } from './answers.ts'
import type { Frame, FrameReader } from './frames.ts'

/** What of a socket is used; TLS and plain ones have it. */
export type Line = Duplex & { setTimeout(milliseconds: number): unknown }

/** Why a connection ended, for the log. */
export type Ending = 'left' | 'idle' | 'unended' | 'farewell' | 'cut-off'

export type ConnectionUses = {
  readonly limits: FeedLimits
  /** Of this line. */
  readonly frames: FrameReader
  /** The bytes to send back, when the frame is committed or refused. Empty: no answer was asked for. */
  readonly answer: (frame: Frame) => Promise<Buffer>
  readonly ended: (why: Ending) => void
}

export type Connection = {
  /** Reads no more, answers what was read whole, and closes. */
  finish(): Promise<void>
}

/** A clock that rings once, unless it is stopped or set anew. */
function alarm(milliseconds: number, ring: () => void) {
  let timer: NodeJS.Timeout | undefined
  return {
    set() {
      clearTimeout(timer)
      timer = setTimeout(ring, milliseconds)
    },
    stop: () => clearTimeout(timer),
  }
}

/** Resolves when the line is closed; closes it itself after a while. */
async function untilClosed(line: Line, milliseconds: number): Promise<void> {
  if (line.closed) return
  const late = setTimeout(() => line.destroy(), milliseconds)
  await new Promise<void>((done) => void line.once('close', () => done()))
  clearTimeout(late)
}

export function holdConnection(line: Line, { limits, frames, answer, ended }: ConnectionUses): Connection {
  let [reading, closed] = [true, false]

  const close = (why: Ending): void => {
    if (closed) return
    ;[reading, closed] = [false, true]
    for (const one of [frameLate, crLate, lingered]) one.stop()
    frames.drop()
    ended(why)
    line.destroy()
  }
  const answers = openAnswers({
    limits,
    send(bytes) {
      if (closed) return
      if (bytes.length > 0) line.write(bytes)
      balance()
    },
    failed: () => close('cut-off'),
  })
  const balance = (): unknown => (answers.full || line.writableNeedDrain ? line.pause() : line.resume())
  const take = (done: readonly Frame[]): void => {
    for (const frame of done) answers.add(frame.bytes.length, answer(frame).finally(frame.done))
  }
  // While it waits for our answers nothing more is read of it: then we are late, not the sender.
  const frameLate = alarm(limits.frameMs, () => (answers.waiting === 0 ? frames.inside && close('unended') : frameLate.set()))
  const crLate = alarm(limits.endMs, () => take(frames.endNow()))
  const lingered = alarm(limits.lingerMs, () => close('farewell'))

  line.on('data', (chunk: Buffer) => {
    // Said farewell: what still comes is not read, so it is not answered, and will be sent again.
    if (!reading) return
    const before = frames.inside
    const done = frames.push(chunk)
    take(done)
    // Each frame has its own time, from its first byte.
    if (frames.inside && (!before || done.length > 0)) frameLate.set()
    crLate[frames.atEnd ? 'set' : 'stop']()
    balance()
  })
  line.on('drain', balance)
  line.on('timeout', () => (answers.waiting === 0 ? close(frames.inside ? 'unended' : 'idle') : line.setTimeout(limits.idleMs)))
  line.on('error', () => close('cut-off'))
  line.on('close', () => close('left'))

  /** Answers what was read, says that nothing follows, and waits a moment for the other side to hear it: closing at once could cost it the last answers. */
  const finish = async (): Promise<void> => {
    reading = false
    await answers.all()
    if (closed) return
    line.end()
    line.resume()
    lingered.set()
  }
  line.on('end', () => {
    if (!reading) return
    take(frames.endNow())
    void finish()
  })
  line.setTimeout(limits.idleMs)
  return {
    finish() {
      void finish()
      return untilClosed(line, limits.farewellMs)
    },
  }
}
