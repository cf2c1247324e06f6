// How does what was kept become the record? In order of arrival, one message in one transaction, one processor for each feed at a time;
// whatever goes wrong with one message, the next one is worked on.
import { type Clock, type Database, type Log, type Tx, faultFields, instant } from '#kernel'
import type { Directory as Organizations } from '#directory'
import type { Feed } from '../feed.ts'
import { type FileUses, type Written, ofContent, write } from '../../writing/import-file.ts'
import { RefusedFile } from '../../refused-file.ts'
import type { FileOrigin, Work } from '../../work.ts'
import type { FinishReading, Forms } from '../forms.ts'
import { type Settled, type Taken, claim, feedsWithWork, giveBack, putOff, settle, take } from '../messages.ts'
import type { OriginOf } from '../origins.ts'
import type { Registry } from '../registry.ts'

export type Worked = { readonly done: number; readonly parked: number; readonly unplaced: number; /** Tries that failed and come again. */ readonly faults: number }

export type WorkingUses = FileUses & { readonly database: Database; readonly directory: Organizations; readonly registry: Registry; readonly originOf: OriginOf; readonly forms: Forms; readonly clock: Clock; readonly log: Log; /** Who watches over the work; nobody where it is done by whoever asked for it. */ readonly steps?: Steps }

/** The message that is worked on now is said before anything of it is read: whoever watches knows at which one the work stands still. */
export type Steps = {
  /** `alone`: nothing else is read on other threads meanwhile. */
  begin(message: Taken, alone: boolean): Promise<void>
  end(): void
  /** Nothing is at hand now. */
  rest(): void
}

/** So many are taken at once, and begun to be read where that is done on other threads. */
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

/** A reading that was begun; what is left of it is done in turn. */
type Begun = Promise<FinishReading>

function beginReading({ uses, origin }: At, message: Taken): Begun {
  const begun = (async () => {
    const form = uses.forms[message.form]
    if (form === undefined) throw new RefusedFile('not-read')
    return form(message.bytes, { ...origin, name: message.name, kind: message.kind, sentAt: message.sentAt })
  })()
  // What goes wrong is met in its turn.
  begun.catch(() => undefined)
  return begun
}

async function finishReading(begun: Begun): Promise<Work | RefusedFile> {
  try {
    return (await begun)()
  } catch (error) {
    if (error instanceof RefusedFile) return error
    throw error
  }
}

type End = 'done' | 'parked' | 'unplaced' | 'fault' | 'over' | 'busy'

/** Parks a message that was stopped from outside, if it still waits; `busy`: whoever was at it is not gone yet. */
export function parkStopped(uses: Pick<WorkingUses, 'database' | 'directory'>, message: Pick<Taken, 'feed' | 'id'>, why: RefusedFile): Promise<'parked' | 'busy' | 'over'> {
  return uses.database.run(async (tx) => {
    const claimed = await claim(tx, message)
    if (claimed !== 'mine') return claimed
    await Promise.all([settle(tx, message, parkedBy(why)), uses.directory.received(tx, message.feed, tx.now)])
    return 'parked'
  })
}

async function settleInside(tx: Tx, { uses, feed }: At, { message, prepared }: { readonly message: Taken; readonly prepared: Work | RefusedFile | Fault }): Promise<End> {
  const claimed = await claim(tx, message)
  if (claimed !== 'mine') return claimed
  const settled = prepared instanceof RefusedFile ? parkedBy(prepared) : 'fault' in prepared ? { ...nothing, state: 'parked' as const, reasons: ['fault' as const], detail: prepared } : settledBy(prepared, await write(tx, uses, { work: prepared, manner: { by: 'feed', overlook: message.overlook } }))
  await Promise.all([settle(tx, message, settled), uses.directory.received(tx, feed.id, tx.now)])
  return settled.state
}

/** One message, whatever happens: done, parked, waiting for staff, or put off. Throws when the database is away. */
async function workOn(at: At, message: Taken, begun: Begun): Promise<End> {
  const { uses } = at
  try {
    // Tried so often without an end: each try ended the house.
    if (message.tries > mostTries) return await uses.database.run((tx) => settleInside(tx, at, { message, prepared: endedTheHouse }))
    const prepared = await finishReading(begun)
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

/** The next ones; that the try is counted is committed before anything of them is here. */
const taking = (database: Database, feed: string): Promise<readonly Taken[]> => database.run((tx) => {
  const taken = take(tx, feed, atOnce)
  tx.last()
  return taken
})

async function workOnFeed(at: At, tell: (end: End) => void, stopped: () => boolean): Promise<void> {
  const { database, steps } = at.uses
  while (!stopped()) {
    const taken = await taking(database, at.feed.id)
    if (taken.length === 0) return
    const reading = taken.map((message) => beginReading(at, message))
    for (const [nth, message] of taken.entries()) {
      await steps?.begin(message, taken.length === 1)
      const end = await workOn(at, message, reading[nth] ?? beginReading(at, message))
      steps?.end()
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

/** `poke`: something was kept. `stop` ends with the message that is worked on. */
export type Running = { readonly poke: () => void; stop(): Promise<void> }

export type Working = {
  /** Works on what waits, of one feed or of all, until nothing is due; what arrives meanwhile too. */
  work(feed?: string): Promise<Worked>
  /** Works whenever something was kept or is due again, until it is stopped; `stop` resolves when nothing is under way. */
  run(everySeconds?: number): Running
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
        if (at !== null) await workOnFeed(at, tell, () => stopping).finally(() => uses.steps?.rest())
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
