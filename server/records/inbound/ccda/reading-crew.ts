// Who reads documents that may be made to hang or to eat memory? A few threads, started when the first document comes; one that
// takes too long or too much is stopped and replaced, and only its document is refused (security.md R65).
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { limits } from '../limits.ts'
import { RefusedFile } from '../refused-file.ts'
import type { ReadDocument } from './read-document.ts'
import type { ReadingReply } from './reading-thread.ts'

type Job = { readonly id: number; readonly bytes: Uint8Array; readonly name: string; done(read: ReadDocument): void; refused(why: Error): void }
type Place = { thread: Worker | undefined; job: Job | undefined; timer: NodeJS.Timeout | undefined; ready: boolean }

export type ReadingCrew = {
  /** What a document means. Throws RefusedFile, `xml-too-slow` when it had to be stopped. */
  read(bytes: Uint8Array, name: string): Promise<ReadDocument>
  close(): Promise<void>
}

const program = new URL('./reading-thread.ts', import.meta.url)

class Crew implements ReadingCrew {
  private readonly places: readonly Place[]
  private readonly waiting: Job[] = []
  private jobs = 0
  private closed = false

  constructor(threads: number) {
    this.places = Array.from({ length: threads }, () => ({ thread: undefined, job: undefined, timer: undefined, ready: false }))
  }

  read(bytes: Uint8Array, name: string): Promise<ReadDocument> {
    return new Promise((done, refused) => {
      if (this.closed) return refused(new RefusedFile('xml-too-slow'))
      this.jobs += 1
      this.waiting.push({ id: this.jobs, bytes, name, done, refused })
      this.next()
    })
  }

  async close(): Promise<void> {
    this.closed = true
    for (const job of this.waiting.splice(0)) job.refused(new RefusedFile('xml-too-slow'))
    await Promise.all(this.places.map(async (place) => {
      const { thread } = place
      this.leave(place)?.refused(new RefusedFile('xml-too-slow'))
      place.thread = undefined
      await thread?.terminate()
    }))
  }

  private next(): void {
    for (const place of this.places) {
      if (place.job !== undefined) continue
      const job = this.waiting.shift()
      if (job === undefined) return
      place.thread ??= this.start(place)
      place.job = job
      place.thread.ref()
      // A thread that is still starting is given the time to start.
      place.timer = setTimeout(() => this.stop(place), place.ready ? limits.xmlMs : limits.xmlMs + 10_000)
      place.thread.postMessage({ id: job.id, bytes: job.bytes, name: job.name }, [])
    }
  }

  private start(place: Place): Worker {
    const thread = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: limits.xmlMegabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }, env: {}, stdin: false })
    place.ready = false
    thread.on('message', (reply: ReadingReply) => {
      if (place.thread !== thread || place.job?.id !== reply.id) return
      place.ready = true
      // A program that has nothing else to do may end.
      thread.unref()
      const job = this.leave(place)
      if (reply.read !== undefined) job?.done(reply.read)
      else if (reply.refused !== undefined) job?.refused(new RefusedFile(reply.refused.code, { ...(reply.refused.line === null ? {} : { line: reply.refused.line }), ...(reply.refused.found === null ? {} : { found: reply.refused.found }) }))
      else job?.refused(new Error(`reading a document failed: ${reply.fault ?? ''}`))
      this.next()
    })
    const gone = () => {
      if (place.thread === thread) this.stop(place)
    }
    // Out of memory, or stopped by us: the document is refused, the next one gets a new thread.
    thread.on('error', gone)
    thread.on('exit', gone)
    return thread
  }

  private leave(place: Place): Job | undefined {
    const { job } = place
    clearTimeout(place.timer)
    place.job = undefined
    return job
  }

  private stop(place: Place): void {
    const { thread } = place
    place.thread = undefined
    this.leave(place)?.refused(new RefusedFile('xml-too-slow'))
    void thread?.terminate()
    if (!this.closed) this.next()
  }
}

/** A crew of as many threads as cores, four at most; none is started before it is needed. */
export const openReadingCrew = (threads = Math.min(4, Math.max(1, availableParallelism()))): ReadingCrew => new Crew(threads)
