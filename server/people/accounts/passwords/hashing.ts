// How much hashing at once? Four at a time, sixty-four waiting, then "too busy" (R8): a storm of sign-ins cannot take the house down.
import { type Argon2Parameters, argon2 } from 'node:crypto'
import { Refusal, noteWork } from '#kernel'

export type HashCost = { readonly memoryKiB: number; readonly passes: number }

/** R6: the default for passwords and letter codes (ASVS 5.0 appendix C allows m=47104, t=1, p=1). */
export const passwordCost: HashCost = { memoryKiB: 47_104, passes: 1 }
/**
 * For recovery codes: random, 80 bits, 38 million years at a billion guesses a second even with a fast hash. R23 asks for
 * argon2id; a small cost is enough, so that ten codes are made without a wait.
 */
export const recoveryCodeCost: HashCost = { memoryKiB: 8_192, passes: 1 }

export type Hashing = {
  /** argon2id, 32 bytes. Refuses (too-busy) when the queue is full. */
  hash(message: Buffer | string, salt: Buffer, cost: HashCost): Promise<Buffer>
}

const tagLength = 32

function derive(parameters: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => argon2('argon2id', parameters, (error, key) => (error === null ? resolve(key) : reject(error))))
}

export function openHashing({ concurrent = 4, waiting = 64 } = {}): Hashing {
  let running = 0
  const queue: (() => void)[] = []
  return {
    async hash(message, salt, { memoryKiB, passes }) {
      if (running >= concurrent) {
        if (queue.length >= waiting) throw new Refusal('too-busy', 'the hash queue is full', { seconds: 10 })
        await new Promise<void>((resolve) => queue.push(resolve))
      } else running += 1
      noteWork('hashes')
      try {
        return await derive({ message: typeof message === 'string' ? Buffer.from(message) : message, nonce: salt, parallelism: 1, tagLength, memory: memoryKiB, passes })
      } finally {
        // The place goes to the next in line, or is free again.
        const next = queue.shift()
        if (next === undefined) running -= 1
        else next()
      }
    },
  }
}
