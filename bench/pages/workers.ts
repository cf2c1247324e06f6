// How are the processes of a run spoken to? One order at a time, one answer each; processor time is read from /proc.
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { root } from '../row.ts'

export type Worker = {
  ask<Answer>(order: object): Promise<Answer>
  /** Processor time of the process so far, in microseconds. */
  micros(): number
  stop(): Promise<void>
}

/** Starts a file of bench/ as a process. `flags`: of node, as `--cpu-prof`. */
export function startWorker(file: string, flags: readonly string[] = []): Worker {
  const child: ChildProcess = fork(join(root, 'bench', file), { cwd: root, execArgv: ['--import', './server/tsx.ts', ...flags], serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<never>((_done, fail) => void child.once('exit', (code) => fail(new Error(`${file} ended (${code})`))))
  ended.catch(() => undefined)
  return {
    async ask<Answer>(order: object) {
      const answered = new Promise<{ answer?: Answer; error?: string }>((done) => void child.once('message', (message) => done(message as { answer?: Answer; error?: string })))
      child.send(order)
      const { answer, error } = await Promise.race([answered, ended])
      if (error !== undefined) throw new Error(`${file}: ${error}`)
      return answer as Answer
    },
    micros: () => microsOf((id) => id === child.pid),
    async stop() {
      if (child.exitCode !== null) return
      const gone = new Promise<void>((done) => void child.once('exit', () => done()))
      child.disconnect()
      await gone
    },
  }
}

const ticksPerSecond = 100

/** Processor time, in microseconds, of the processes that `ours` says are ours and of their ended children; it is given the id and the parent's id. */
function microsOf(ours: (id: number, parent: number) => boolean): number {
  const ticks = processes().filter((one) => ours(one.id, one.parent)).reduce((sum, one) => sum + one.ticks, 0)
  return (ticks / ticksPerSecond) * 1_000_000
}

type Process = { readonly id: number; readonly parent: number; readonly ticks: number }
const processes = (): readonly Process[] => readdirSync('/proc').filter((one) => /^\d+$/.test(one)).flatMap((id) => {
  try {
    const [, after = ''] = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')
    const fields = after.split(' ')
    return [{ id: Number(id), parent: Number(fields[1]), ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) }]
  } catch {
    // The process ended between the listing and the reading.
    return []
  }
})

/** Processes that a process began and that are there now. */
export const childrenOf = (parent: number): readonly number[] => processes().flatMap((one) => (one.parent === parent ? [one.id] : []))

const serverOf = (folder: string): number => Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])

/** Processor time of a PostgreSQL server and its connections so far, in microseconds. */
export function serverMicros(folder: string): number {
  const main = serverOf(folder)
  return microsOf((id, parent) => id === main || parent === main)
}

/** Processor time of all that belongs to this run (itself, its workers, the server), and of the whole machine. */
function timesOf(folder: string): { readonly own: number; readonly machine: number; readonly at: number } {
  // The server may be a child of this process, too: it is counted once.
  const server = serverOf(folder)
  const workers = new Set(childrenOf(process.pid))
  // A worker may have begun processes itself, as the house does for feeds.
  const own = serverMicros(folder) + microsOf((id, parent) => id !== server && (id === process.pid || parent === process.pid || (workers.has(parent) && parent !== server)))
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/).map(Number)
  return { own, machine: ((user + nice + system + irq + softirq + steal) / ticksPerSecond) * 1_000_000, at: performance.now() }
}

/** Below this share of the machine, others do not matter. */
const quietPercent = 5

/**
 * Runs a cell until nobody else used the machine meanwhile, at most `tries` times, and gives the quietest run with the share of
 * the machine's processor time that others took in it.
 */
export async function quietest<Result>(folder: string, tries: number, run: () => Promise<Result>): Promise<Result & { readonly elsewherePercent: number }> {
  let best: (Result & { readonly elsewherePercent: number }) | null = null
  for (let turn = 0; turn < tries && (best === null || best.elsewherePercent > quietPercent); turn += 1) {
    const before = timesOf(folder)
    const result = await run()
    const after = timesOf(folder)
    const others = after.machine - before.machine - (after.own - before.own)
    const elsewherePercent = Math.max(0, Math.round((others / ((after.at - before.at) * 1000 * cpus().length)) * 100))
    if (best === null || elsewherePercent < best.elsewherePercent) best = { ...result, elsewherePercent }
  }
  if (best === null) throw new Error('a cell needs at least one try')
  return best
}
