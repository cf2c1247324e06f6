// What does the process do that works on feeds? It opens the rooms it is given, says at which message it is and that it is not standing
// still, and ends when it is told so, when the house is gone, or when it holds too much for the next message.
import { writeFileSync } from 'node:fs'
import { type Log, type LogFields, faultFields } from '#kernel'
import type { Feeds } from '../open-feeds.ts'
import type { Steps } from './work.ts'
import type { LogLevel, Ordered, Told } from './told.ts'

/** What is worked on, and how the rooms are shut afterwards. */
export type WorkingRooms = { readonly feeds: Pick<Feeds, 'start' | 'poke' | 'stop'>; close(): Promise<void> }
/** Opens rooms with what the house handed on; `log` writes where the house writes, `steps` is given to the rooms. */
export type OpenRooms = (setup: unknown, given: { readonly log: Log; readonly steps: Steps }) => WorkingRooms

/** Resolves when it is written: whatever happens here afterwards, the house has it. */
function tell(told: Told): Promise<void> {
  return new Promise((written) => {
    if (process.send === undefined || !process.connected) return written()
    process.send(told, undefined, undefined, () => written())
  })
}

function openLogThere(): Log {
  const write = (level: LogLevel) => (fields: LogFields): void => void tell({ what: 'log', level, fields })
  return { info: write('info'), warn: write('warn'), fault: write('fault') }
}

/** Where memory is short, this process is the one to end, and not the house (Linux). */
function offerItself(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '500')
  } catch {
    // Another system, or one that does not let us: nothing hangs on it.
  }
}

/** Where, and never what it was about: what an engine prints of an error may be somebody's finding. */
async function fail(error: unknown): Promise<void> {
  await tell({ what: 'log', level: 'fault', fields: { event: 'feeds-process-failed', ...faultFields(error) } })
  process.exit(1)
}

type Opening = Extract<Ordered, { what: 'open' }>

function openSteps({ beatMs, renewMegabytes }: Opening, renew: () => void): Steps {
  let beating: NodeJS.Timeout | null = null
  return {
    async begin({ feed, id, bytes }, alone) {
      beating ??= setInterval(() => void tell({ what: 'beat' }), beatMs)
      await tell({ what: 'at', message: { feed, id, bytes: bytes.length, alone } })
    },
    end() {
      if (process.memoryUsage.rss() > renewMegabytes * 2 ** 20) renew()
    },
    rest() {
      if (beating !== null) clearInterval(beating)
      beating = null
      void tell({ what: 'at', message: null })
    },
  }
}

/** Makes this process the one that works on feeds: everything else comes from the house that began it. */
export function workApart(open: OpenRooms): void {
  const log = openLogThere()
  let rooms: WorkingRooms | null = null
  let leaving: Promise<void> | null = null
  const leave = (): void => {
    leaving ??= (async () => {
      await rooms?.feeds.stop()
      await rooms?.close()
      await tell({ what: 'at', message: null })
      process.exit(0)
    })()
  }
  offerItself()
  // Ctrl-C in a terminal reaches this process too: it ends when the house says so.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
  process.once('disconnect', () => process.exit(0))
  process.once('uncaughtException', (error) => void fail(error))
  process.on('message', (order: Ordered) => {
    if (order.what === 'stop') leave()
    if (order.what === 'poke') rooms?.feeds.poke()
    if (order.what !== 'open') return
    rooms = open(order.setup, { log, steps: openSteps(order, leave) })
    rooms.feeds.start(order.everySeconds)
  })
}
