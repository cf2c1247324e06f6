// Who watches over what feeds sent while it is worked on? The house does, from outside: the work is done in a process of its own, and a
// message that makes it stand still or eat memory is parked at once, whatever it holds; pages and doors go on meanwhile (decision 0023).
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Database, type Log, databaseEnvironment, faultFields } from '#kernel'
import type { Directory as Organizations } from '#directory'
import { limits } from '../../limits.ts'
import { RefusedFile } from '../../refused-file.ts'
import { type Running, parkStopped } from './work.ts'
import type { At, Ordered, Told } from './told.ts'

export type ApartLimits = {
  /** How long a message may keep the process from answering, and how much longer for each MB it has. */
  readonly ms: number
  readonly msForMegabyte: number
  /** Resident memory of the process, where the system tells it (Linux); elsewhere its heap alone is held to it. */
  readonly megabytes: number
  /** What a process may hold between two messages; above that a new one takes its place, and each message begins with little. */
  readonly renewMegabytes: number
  readonly beatMs: number
  /** How long `stop` waits for the message that is worked on. */
  readonly stopMs: number
}

/** Where work is done apart: a program that calls `workApart`, and what it opens its rooms with. */
export type Apart = { readonly program: URL; readonly setup: unknown; readonly limits?: Partial<ApartLimits> }

export type GuardUses = { readonly database: Database; readonly directory: Organizations; readonly log: Log }

const usual: ApartLimits = { ms: limits.workingMs, msForMegabyte: limits.workingMsForMegabyte, megabytes: limits.workingMegabytes, renewMegabytes: 512, beatMs: 250, stopMs: 5_000 }
/** Whoever held the message is gone in a moment; a database that is away, in a while. */
const [busyMs, awayMs] = [100, 2_000]
/** A process that ends before it has ended a message is begun again after a second, then two, four … */
const longestPauseMs = 30_000
/** A poke that follows another one so soon travels with it. */
const pokeMs = 20

type Why = 'too-slow' | 'too-much-memory'
/** Why a process was ended, and at which message. */
type Verdict = { readonly why: Why; readonly at: At | null }

/** It reaches the database as this process does, and begins as fast. */
function environment(): Readonly<Record<string, string>> {
  const compiled = getCompileCacheDir()
  return { ...databaseEnvironment(), ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compiled) }) }
}

/** Resident memory in MB; 0 where the system does not tell. */
function megabytesOf(id: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, 'latin1'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/**
 * Is it this message's doing? Not if it came to its turn after that was decided. Memory may be what another message took that was read ahead:
 * who is not alone is worked on again, and whatever was tried before is worked on alone.
 */
const isGuilty = (verdict: Verdict, at: At): boolean => verdict.at === at && (verdict.why === 'too-slow' || at.alone)

class Guard implements Running {
  private readonly apart: Apart
  private readonly uses: GuardUses
  private readonly limits: ApartLimits
  private readonly everySeconds: number | undefined
  private child: ChildProcess | null = null
  private at: At | null = null
  private verdict: Verdict | null = null
  /** How long nothing was heard while a message was worked on. */
  private quietMs = 0
  private ended = 0
  /** Processes in a row that ended no message. */
  private idle = 0
  private readonly ticking: NodeJS.Timeout
  private ticked = performance.now()
  private readonly stopping = new AbortController()
  /** Resolves when no process is there and none follows. */
  private life: Promise<void>
  private poking: NodeJS.Timeout | null = null
  private pokedAgain = false

  constructor(apart: Apart, uses: GuardUses, everySeconds: number | undefined) {
    this.apart = apart
    this.uses = uses
    this.everySeconds = everySeconds
    this.limits = { ...usual, ...apart.limits }
    this.ticking = setInterval(() => this.tick(), this.limits.beatMs)
    this.life = this.live()
  }

  readonly poke = (): void => {
    if (this.poking !== null) {
      this.pokedAgain = true
      return
    }
    this.order({ what: 'poke' })
    this.poking = setTimeout(() => {
      this.poking = null
      if (!this.pokedAgain) return
      this.pokedAgain = false
      this.poke()
    }, pokeMs)
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    this.order({ what: 'stop' })
    const late = setTimeout(() => this.child?.kill('SIGKILL'), this.limits.stopMs)
    await this.life
    clearTimeout(late)
    clearInterval(this.ticking)
    if (this.poking !== null) clearTimeout(this.poking)
  }

  /** One process after another until the house stops. */
  private async live(): Promise<void> {
    const { log } = this.uses
    while (!this.stopping.signal.aborted) {
      const how = await this.one().catch((error: unknown) => {
        log.fault({ event: 'feeds-process-not-started', ...faultFields(error) })
        return 'not started'
      })
      const { at, verdict } = this
      this.at = null
      this.verdict = null
      if (this.stopping.signal.aborted) return
      if (at === null && how === 'renewed') log.info({ event: 'feeds-process-renewed' })
      else log.fault({ event: 'feeds-process-ended', code: verdict?.why ?? how, ...(at === null ? {} : { feed: at.feed, message: at.id }) })
      if (verdict !== null && at !== null && isGuilty(verdict, at)) await this.park(at, verdict.why)
      this.idle = this.ended > 0 || verdict !== null ? 0 : this.idle + 1
      if (this.idle > 0) await this.pause(Math.min(longestPauseMs, 1_000 * 2 ** (this.idle - 1)))
    }
  }

  /** Begins one process; resolves with how it ended once it is gone and all it said was heard. */
  private one(): Promise<string> {
    const { program, setup } = this.apart
    const { beatMs, renewMegabytes, megabytes } = this.limits
    return new Promise((gone, failed) => {
      const child = fork(program, [], { execArgv: [`--max-old-space-size=${megabytes}`], env: environment(), serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      this.child = child
      this.ended = 0
      child.on('message', (told: Told) => this.hear(told))
      child.once('error', failed)
      child.once('close', (code, signal) => {
        this.child = null
        // The engine ends its process so when its heap is full.
        if (signal === 'SIGABRT') this.verdict ??= { why: 'too-much-memory', at: this.at }
        gone(signal ?? (code === 0 ? 'renewed' : `exit ${code}`))
      })
      this.order({ what: 'open', setup, everySeconds: this.everySeconds, beatMs, renewMegabytes })
    })
  }

  private order(order: Ordered): void {
    // What cannot be sent is for a process that is gone: its end is met elsewhere.
    if (this.child?.connected === true) this.child.send(order, () => undefined)
  }

  private hear(told: Told): void {
    this.quietMs = 0
    if (told.what === 'log') this.uses.log[told.level](told.fields)
    if (told.what !== 'at') return
    if (this.at !== null) this.ended += 1
    this.at = told.message
  }

  private tick(): void {
    const now = performance.now()
    // While this house stood still itself, nothing could be heard.
    this.quietMs += Math.min(now - this.ticked, 2 * this.limits.beatMs)
    this.ticked = now
    const id = this.child?.pid
    if (id === undefined || this.verdict !== null) return
    const { ms, msForMegabyte, megabytes } = this.limits
    if (megabytesOf(id) > megabytes) this.end('too-much-memory')
    else if (this.at !== null && this.quietMs > ms + (msForMegabyte * this.at.bytes) / 1_000_000) this.end('too-slow')
  }

  private end(why: Why): void {
    this.verdict = { why, at: this.at }
    this.child?.kill('SIGKILL')
  }

  /** Waits until whoever held it is gone from the database too: the next process must not begin with it again. */
  private async park(at: At, why: Why): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const parked = await parkStopped(this.uses, at, new RefusedFile(why)).catch((error: unknown) => {
        this.uses.log.fault({ event: 'message-not-parked', feed: at.feed, message: at.id, ...faultFields(error) })
        return 'away' as const
      })
      if (parked === 'parked' || parked === 'over') return
      await this.pause(parked === 'busy' ? busyMs : awayMs)
    }
  }

  private async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined)
  }
}

/**
 * Works on what waits in a process of its own, and on whatever is kept or due again from then on. A message that takes too long or too much
 * is parked (`too-slow`, `too-much-memory`) and the next process goes on with the one behind it; ended in any other way, the process is
 * begun again, and each message is there once: what was not committed is gone with its connection.
 */
export const workElsewhere = (uses: GuardUses, apart: Apart, everySeconds: number | undefined): Running => new Guard(apart, uses, everySeconds)
