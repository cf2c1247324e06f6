// In which order are the messages of one line answered? In theirs, each when its answer is there; and how many wait for one?
import type { FeedLimits } from '../limits.ts'

export type Answers = {
  /** One more message of so many bytes, whose answer is being made. */
  add(bytes: number, made: Promise<Buffer>): void
  /** Messages that were read and not answered. */
  readonly waiting: number
  /** No more should be read until some are answered. */
  readonly full: boolean
  /** Resolves when everything read so far is answered. */
  all(): Promise<void>
}

export type AnswersUses = { readonly limits: FeedLimits; readonly send: (answer: Buffer) => void; /** An answer could not be made, which is a fault of ours. */ readonly failed: () => void }

export function openAnswers({ limits, send, failed }: AnswersUses): Answers {
  let last: Promise<void> = Promise.resolve()
  let [messages, bytes] = [0, 0]
  return {
    add(size, made) {
      messages += 1
      bytes += size
      // Waited for below, in its order: until then a failure must not go unheard.
      made.catch(() => undefined)
      last = last.then(async () => {
        const answer = await made
        messages -= 1
        bytes -= size
        send(answer)
      }).catch(failed)
    },
    get waiting() {
      return messages
    },
    get full() {
      return messages >= limits.unansweredMessages || bytes >= limits.unansweredBytes
    },
    all: () => last,
  }
}
