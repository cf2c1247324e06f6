// How do the messages of many connections share one commit? While one is under way the next ones gather; each is answered after its own.

export type Keeper<Arrival, Kept> = {
  /** Resolves once the arrival is committed; rejects when it could not be. Arrivals are committed in the order of the calls. */
  keep(arrival: Arrival): Promise<Kept>
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>
}

export type KeeperOptions<Arrival, Kept> = {
  /** Commits all of them in one transaction, or none; one result for each, in their order. */
  readonly commit: (arrivals: readonly Arrival[]) => Promise<readonly Kept[]>
  readonly bytesOf: (arrival: Arrival) => number
}

/** One commit takes so much; what is beyond it waits for the next one. */
const most = { arrivals: 256, bytes: 16_000_000 } as const

type Waiting<Arrival, Kept> = { readonly arrival: Arrival; readonly done: (kept: Kept) => void; readonly failed: (error: unknown) => void }

export function openKeeper<Arrival, Kept>({ commit, bytesOf }: KeeperOptions<Arrival, Kept>): Keeper<Arrival, Kept> {
  const waiting: Waiting<Arrival, Kept>[] = []
  let running: Promise<void> = Promise.resolve()
  let idle = true

  const nextGroup = (): readonly Waiting<Arrival, Kept>[] => {
    let bytes = 0
    const end = waiting.findIndex((one, at) => at >= most.arrivals || (bytes += bytesOf(one.arrival)) > most.bytes)
    return waiting.splice(0, end < 0 ? waiting.length : Math.max(end, 1))
  }
  const settle = async (group: readonly Waiting<Arrival, Kept>[]): Promise<void> => {
    try {
      const kept = await commit(group.map((one) => one.arrival))
      group.forEach((one, at) => one.done(kept[at] as Kept))
    } catch (error) {
      const [only] = group
      if (group.length === 1) return only?.failed(error)
      // One that the database does not take must not take its neighbours along.
      for (const one of group) await settle([one])
    }
  }
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await settle(nextGroup())
    idle = true
  }
  return {
    keep: (arrival) => new Promise((done, failed) => {
      waiting.push({ arrival, done, failed })
      if (!idle) return
      idle = false
      // Those that come in the same turn of the loop go together.
      running = Promise.resolve().then(run)
    }),
    quiet: () => running,
  }
}
