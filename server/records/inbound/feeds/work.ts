// How does what was kept become the record? In order of arrival, one message in one transaction, one processor for each feed at a time;
// whatever goes wrong with one message, the next one is worked on.
import { type Clock, type Database, type Log, type Tx, faultFields, instant } from '#kernel'
import type { Directory as Organizations } from '#directory'
import type { Feed } from './feed.ts'
import { type FileUses, type Written, ofContent, write } from '../writing/import-file.ts'
import { RefusedFile } from '../refused-file.ts'
import type { FileOrigin, Work } from '../understand.ts'
import type { Forms } from './forms.ts'
import { type Settled, type Taken, claim, feedsWithWork, giveBack, putOff, settle, take } from './messages.ts'
import type { OriginOf } from './origins.ts'
import type { Registry } from './registry.ts'

export type Worked = { readonly done: number; readonly parked: number; readonly unplaced: number; /** Tries that failed and come again. */ readonly faults: number }

export type WorkingUses = FileUses & { readonly database: Database; readonly directory: Organizations; readonly registry: Registry; readonly originOf: OriginOf; readonly forms: Forms; readonly clock: Clock; readonly log: Log }

/** So many are prepared ahead of the one that is written. */
const atOnce = 16
/** A message that failed so often is parked: somebody has to look. */
const mostTries = 6
/** After the first failure a second, then four, sixteen …, five minutes at most. */
const pauseMs = (tries: number): number => Math.min(300_000, 1_000 * 4 ** (tries - 1))

/** The database was away, or another held what was needed: not the message's fault, and not counted. */
const momentMs = 2_000

const nothing = { reasons: [], detail: null, whom: null, awaits: [], delivery: null, links: [], mapping: null } as const

const parkedBy = (why: RefusedFile): Settled => ({ ...nothing, state: 'parked', reasons: [why.code], detail: { ...(why.line === null ? {} : { line: why.line }), ...(why.found === null ? {} : { found: why.found }) } })

function settledBy(work: Work, { unplaced, links, delivery }: Written): Settled {
  if (unplaced.length === 0) return { ...nothing, state: 'done', delivery, links, mapping: work.mapping }
  const few = unplaced.slice(0, 20)
  return {
    ...nothing, state: 'unplaced', delivery, links, mapping: work.mapping, reasons: [...new Set(unplaced.flatMap((one) => one.reasons))], awaits: [...new Set(unplaced.flatMap((one) => one.awaits))],
    whom: { people: few.map(({ whom, says, reasons }) => ({ whom, ...says, reasons })), more: unplaced.length - few.length },
  }
}

/** Where in the program it went wrong: names of errors and places, no word of a message. */
type Fault = { readonly fault: string; readonly at: string | null }
const endedTheHouse: Fault = { fault: 'it ended the process', at: null }

function placeOf(error: unknown): Fault {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const at = error instanceof Error ? (/\b(server\/[\w./-]+:\d+)/.exec(error.stack ?? '')?.[1] ?? null) : null
  return { fault: `${error instanceof Error ? error.constructor.name : typeof error}${code}`, at }
}

/** The database was away, or another held what was needed: nothing that speaks against the message. */
const isOfTheMoment = (error: unknown): boolean => error instanceof Error && (('code' in error && typeof error.code === 'string' && /^(08|40|55P03|57|53|ECONN|EPIPE|ETIMEDOUT)/.test(error.code)) || /connection|timeout exceeded/i.test(error.message))

type At = { readonly feed: Feed; readonly origin: Omit<FileOrigin, 'name'>; readonly uses: WorkingUses }

async function prepare({ uses, origin }: At, message: Taken): Promise<Work | RefusedFile> {
  const form = uses.forms[message.form]
  if (form === undefined) return new RefusedFile('not-read')
  try {
    return await form(message.bytes, { ...origin, name: message.name, kind: message.kind, sentAt: message.sentAt })
  } catch (error) {
    if (error instanceof RefusedFile) return error
    throw error
  }
}

type End = 'done' | 'parked' | 'unplaced' | 'fault' | 'over' | 'busy'

async function settleInside(tx: Tx, { uses, feed }: At, { message, prepared }: { readonly message: Taken; readonly prepared: Work | RefusedFile | Fault }): Promise<End> {
  const claimed = await claim(tx, message)
  if (claimed !== 'mine') return claimed
  const settled = prepared instanceof RefusedFile ? parkedBy(prepared) : 'fault' in prepared ? { ...nothing, state: 'parked' as const, reasons: ['fault' as const], detail: prepared } : settledBy(prepared, await write(tx, uses, { work: prepared, manner: { by: 'feed', overlook: message.overlook } }))
  await Promise.all([settle(tx, message, settled), uses.directory.received(tx, feed.id, tx.now)])
  return settled.state
}

/** One message, whatever happens: done, parked, waiting for staff, or put off. Throws when the database is away. */
async function workOn(at: At, message: Taken, preparing: Promise<Work | RefusedFile>): Promise<End> {
  const { uses } = at
  try {
    // Tried so often without an end: each try ended the house.
    if (message.tries > mostTries) return await uses.database.run((tx) => settleInside(tx, at, { message, prepared: endedTheHouse }))
    const prepared = await preparing
    return await uses.database.run((tx) => settleInside(tx, at, { message, prepared })).catch((error: unknown) => {
      if (!(error instanceof RefusedFile) && !ofContent(error)) throw error
      // The database does not take what it says: nothing stayed, and the message is parked with the reason.
      const why = error instanceof RefusedFile ? error : new RefusedFile('not-stored')
      return uses.database.run((tx) => settleInside(tx, at, { message, prepared: why }))
    })
  } catch (error) {
    const where = placeOf(error)
    const [momentary, last] = [isOfTheMoment(error), message.tries >= mostTries]
    uses.log.fault({ event: 'message-failed', feed: message.feed, message: message.id, tries: message.tries, ...faultFields(error) })
    return uses.database.run(async (tx) => {
      if (last && !momentary) return settleInside(tx, at, { message, prepared: where })
      await putOff(tx, message, { due: instant(tx.now.getTime() + (momentary ? momentMs : pauseMs(message.tries))), where })
      if (momentary) await giveBack(tx, message.feed, [message.id])
      return 'fault'
    })
  }
}

async function workOnFeed(at: At, tell: (end: End) => void, stopped: () => boolean): Promise<void> {
  const { database } = at.uses
  while (!stopped()) {
    const taken = await database.run((tx) => take(tx, at.feed.id, atOnce))
    if (taken.length === 0) return
    const preparing = taken.map((message) => {
      const one = prepare(at, message)
      one.catch(() => undefined)
      return one
    })
    for (const [nth, message] of taken.entries()) {
      const end = await workOn(at, message, preparing[nth] ?? prepare(at, message))
      tell(end)
      // Another processor is at this feed: it goes on in order.
      if (end === 'busy' || stopped()) {
        const left = taken.slice(end === 'busy' ? nth : nth + 1).map((one) => one.id)
        await database.run((tx) => giveBack(tx, at.feed.id, left))
        return
      }
    }
  }
}

export type Working = {
  /** Works on what waits, of one feed or of all, until nothing is due; what arrives meanwhile too. */
  work(feed?: string): Promise<Worked>
  /** Works whenever something was kept or is due again, until it is stopped; `stop` resolves when nothing is under way. */
  run(everySeconds?: number): { readonly poke: () => void; stop(): Promise<void> }
}

export function openWorking(uses: WorkingUses): Working {
  let stopping = false

  const atFeed = (id: string): Promise<At | null> => uses.database.run(async (tx) => {
    const feed = await uses.registry.any(tx, id)
    return feed === null ? null : { uses, feed, origin: await uses.originOf(tx, feed.id, feed.organization) }
  })

  async function work(feed?: string): Promise<Worked> {
    const counts = { done: 0, parked: 0, unplaced: 0, fault: 0, over: 0, busy: 0 }
    const tell = (end: End) => void (counts[end] += 1)
    const settled = () => counts.done + counts.parked + counts.unplaced
    // What one feed registers may be what messages of another wait for: until nothing moves.
    for (let before = -1; before !== settled(); ) {
      before = settled()
      for (const id of await uses.database.run((tx) => feedsWithWork(tx, feed ?? null))) {
        const at = await atFeed(id)
        if (at !== null) await workOnFeed(at, tell, () => stopping)
      }
    }
    return { done: counts.done, parked: counts.parked, unplaced: counts.unplaced, faults: counts.fault }
  }

  return {
    work,
    run(everySeconds = 2) {
      const turn = () => work().catch((error: unknown) => uses.log.fault({ event: 'loop-failed', job: 'feeds', ...faultFields(error) }))
      let running: Promise<unknown> = Promise.resolve()
      let asked = false
      // One turn at a time; asked for again meanwhile, one more follows.
      const poke = (): void => {
        if (asked || stopping) return
        asked = true
        running = running.then(() => {
          asked = false
          return turn()
        })
      }
      const timer = setInterval(poke, everySeconds * 1_000)
      poke()
      return {
        poke,
        async stop() {
          stopping = true
          clearInterval(timer)
          await running
        },
      }
    },
  }
}
