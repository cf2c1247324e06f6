// When is a message safe? When its transaction is committed, and not before: then the sender is told. Those that arrive while commits
// are under way travel together in the next (security.md R66, T23; HL7 2.5.1 §2.9.2: the receiver takes responsibility by its AA).
import { hash } from 'node:crypto'
import type { Database } from '#kernel'
import { type Arrival, type Kept, keepAll } from './messages.ts'

export type NewArrival = Omit<Arrival, 'sha256'>

/** More bytes than this do not travel together. */
const bytesTogether = 8_000_000
const mostTogether = 200
/** So many commits are under way at once: while one waits for the disk, another is prepared. */
const sideBySide = 2

type Waiting = { readonly arrivals: readonly Arrival[]; readonly done: (kept: readonly Kept[]) => void; readonly failed: (why: unknown) => void }

const size = (arrivals: readonly Arrival[]): number => arrivals.reduce((sum, one) => sum + one.bytes.length, 0)

/** What leaves next: as much as may travel together, the first in any case. */
function nextOf(waiting: Waiting[]): Waiting[] {
  const next: Waiting[] = []
  let [bytes, count] = [0, 0]
  for (const one of waiting) {
    bytes += size(one.arrivals)
    count += one.arrivals.length
    if (next.length > 0 && (bytes > bytesTogether || count > mostTogether)) break
    next.push(one)
  }
  waiting.splice(0, next.length)
  return next
}

/**
 * Keeps what arrives; each call resolves when what it brought is committed, and rejects when it is not kept (then the sender is told to
 * send it again). What one call brings is numbered in its order; of calls that overlap nobody knows which comes first, so whoever must
 * keep an order waits for one call before the next. `kept` is told after each commit.
 */
export function openKeeping(database: Database, kept: () => void): (arrivals: readonly NewArrival[]) => Promise<readonly Kept[]> {
  const waiting: Waiting[] = []
  let busy = 0

  async function commit(batch: readonly Waiting[]): Promise<void> {
    const all = batch.flatMap((one) => one.arrivals)
    const found = await keepAll(database, all)
    let at = 0
    for (const one of batch) {
      const own = one.arrivals.flatMap((_arrival, nth) => found.get(at + nth) ?? [])
      at += one.arrivals.length
      if (own.length === one.arrivals.length) one.done(own)
      else one.failed(new RangeError('no such feed'))
    }
  }

  async function keepGoing(): Promise<void> {
    busy += 1
    // What other lines bring in the same turn of the loop travels along.
    await new Promise((turn) => setImmediate(turn))
    while (waiting.length > 0) {
      const batch = nextOf(waiting)
      try {
        await commit(batch)
        kept()
      } catch (error) {
        // One that the database does not take must not cost the others: each is tried alone, once.
        if (batch.length === 1) batch[0]?.failed(error)
        else for (const one of batch) await commit([one]).catch((why: unknown) => one.failed(why))
      }
    }
    busy -= 1
  }

  return (arrivals) => new Promise((done, failed) => {
    waiting.push({ arrivals: arrivals.map((one) => ({ ...one, sha256: hash('sha256', one.bytes, 'buffer') })), done, failed })
    if (busy < sideBySide) void keepGoing()
  })
}
