// Who does work that may hang or die? A few processes with a short queue: a full queue refuses, a process that dies or
// takes too long is stopped and replaced, and only its own job is refused.
import { type ChildProcess, fork } from 'node:child_process'
import { Refusal } from '#kernel'

export type CrewOptions = {
  /** The program each process runs: it takes `{ id, order }` messages and answers `{ id, reply }`. */
  readonly program: URL
  readonly workers: number
  readonly patienceMs: number
  /** How many jobs may wait; one more is refused with `too-busy`. */
  readonly waitingMost: number
}

type Job<Order, Reply> = { readonly id: number; readonly order: Order; done(reply: Reply): void; refused(why: Refusal): void }
type Place<Order, Reply> = { process: ChildProcess | undefined; job: Job<Order, Reply> | undefined; timer: NodeJS.Timeout | undefined }

export class Crew<Order, Reply> {
  readonly #options: CrewOptions
  readonly #waiting: Job<Order, Reply>[] = []
  readonly #places: readonly Place<Order, Reply>[]
  #jobs = 0
  #closed = false

  /** Starts the processes at once, so that the first job finds one warm. */
  constructor(options: CrewOptions) {
    this.#options = options
    this.#places = Array.from({ length: options.workers }, () => ({ process: undefined, job: undefined, timer: undefined }))
    for (const place of this.#places) place.process = this.#start(place)
  }

  /** Refuses with `too-busy` when the queue is full or closed, with `our-fault` when the process died or hung. */
  ask(order: Order): Promise<Reply> {
    return new Promise<Reply>((done, refused) => {
      if (this.#closed) return refused(new Refusal('too-busy', 'the crew is closed'))
      if (this.#waiting.length >= this.#options.waitingMost) return refused(new Refusal('too-busy', `${this.#waiting.length} jobs are waiting`))
      this.#waiting.push({ id: ++this.#jobs, order, done, refused })
      this.#next()
    })
  }

  /** Refuses what waits or runs, stops every process and waits until they are gone. */
  async close(): Promise<void> {
    this.#closed = true
    for (const job of this.#waiting.splice(0)) job.refused(new Refusal('too-busy', 'the crew is closed'))
    const endings = this.#places.map(async (place) => {
      const ending = place.process
      this.#stop(place, 'the crew is closed')
      if (ending !== undefined && ending.exitCode === null && ending.signalCode === null) await new Promise((resolve) => ending.once('exit', resolve))
    })
    await Promise.all(endings)
  }

  #next(): void {
    for (const place of this.#places) {
      if (place.job !== undefined) continue
      const job = this.#waiting.shift()
      if (job === undefined) return
      place.process ??= this.#start(place)
      place.job = job
      place.timer = setTimeout(() => this.#stop(place, `no answer within ${this.#options.patienceMs} ms`), this.#options.patienceMs)
      // A message that cannot be sent means that the process is gone: its end is reported and refuses the job.
      place.process.send({ id: job.id, order: job.order }, () => undefined)
    }
  }

  #start(place: Place<Order, Reply>): ChildProcess {
    // No environment and no flags of ours: the process holds no secret and needs none.
    const started = fork(this.#options.program, [], { env: {}, execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    started.on('message', (message: { id: number; reply: Reply }) => {
      if (place.process !== started || place.job?.id !== message.id) return
      this.#leave(place)?.done(message.reply)
      this.#next()
    })
    const gone = (how: string): void => {
      if (place.process === started) this.#stop(place, how)
    }
    started.on('exit', (code, signal) => gone(`the process ended (${signal ?? code})`))
    started.on('error', (fault) => gone(`the process failed (${fault.name})`))
    return started
  }

  #leave(place: Place<Order, Reply>): Job<Order, Reply> | undefined {
    const job = place.job
    clearTimeout(place.timer)
    place.job = undefined
    return job
  }

  /** Ends the place's process and refuses its job; the next job starts a new process. */
  #stop(place: Place<Order, Reply>, because: string): void {
    place.process?.kill('SIGKILL')
    place.process = undefined
    this.#leave(place)?.refused(new Refusal('our-fault', because))
    if (!this.#closed) this.#next()
  }
}
