// Is the relay or the gateway dead? Known from what became of real mail and texts, not from a knock at a port.
import { type Statement, type Tx, instant, statement } from '#kernel'

export type OneWay = {
  /** Tries failed for so long that people wait: it is said before they type. */
  readonly dead: boolean
  /** The first of the tries that failed and were not followed by one that worked; null while it works. */
  readonly failingSince: Date | null
  /** The last time something was taken. */
  readonly lastTaken: Date | null
  /** When the oldest of what waits was written. */
  readonly oldestWaiting: Date | null
}

export type WayHealth = { readonly mail: OneWay; readonly text: OneWay }

type Row = { way: 'mail' | 'text'; oldest_waiting: string | null; last_taken_at: string | null; failing_since: string | null; last_failed_at: string | null }

const read: Statement<Row> = statement('notices.health', 'select way, oldest_waiting, last_taken_at, failing_since, last_failed_at from notices_health()')

/** One refused connection is a hiccup: the third try comes after 15 s. Two minutes of waiting mail is an outage, also when nothing fails (a stopped loop). */
const patience = { failingSeconds: 30, waitingSeconds: 120 } as const
/** While something waits a try comes at least every 15 minutes. With nothing waiting and no newer failure nobody knows, and nothing is said. */
const knownSeconds = 20 * 60

const at = (value: string | null): Date | null => (value === null ? null : instant(value))

function stateOf(row: Row | undefined, now: Date): OneWay {
  const failingSince = at(row?.failing_since ?? null)
  const oldestWaiting = at(row?.oldest_waiting ?? null)
  const lastTaken = at(row?.last_taken_at ?? null)
  const older = (than: Date | null, seconds: number): boolean => than !== null && now.getTime() - than.getTime() >= seconds * 1000
  // A mail that waits alone while others go out is its own trouble (greylisting), not the relay's.
  const stuck = older(oldestWaiting, patience.waitingSeconds) && (lastTaken === null || older(lastTaken, patience.waitingSeconds))
  const known = oldestWaiting !== null || !older(at(row?.last_failed_at ?? null), knownSeconds)
  return { dead: (known && older(failingSince, patience.failingSeconds)) || stuck, failingSince, lastTaken, oldestWaiting }
}

export async function readHealth(tx: Tx): Promise<WayHealth> {
  const rows = await tx.query(read)
  const of = (way: 'mail' | 'text') => stateOf(rows.find((row) => row.way === way), tx.now)
  return { mail: of('mail'), text: of('text') }
}
