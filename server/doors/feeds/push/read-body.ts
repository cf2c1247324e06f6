// What did a push bring? Its bytes, unpacked, within the limits; what is refused is refused before it is in memory.
import type { IncomingMessage } from 'node:http'
import { RefusedFile, unpack } from '#inbound'
import type { PushRefusal } from '../../../../words/en/feeds.ts'

/** Bytes that all pushes together may hold. */
export type Budget = { take(bytes: number): boolean; giveBack(bytes: number): void }

export function openBudget(most: number): Budget {
  let taken = 0
  return {
    take(bytes) {
      if (taken + bytes > most) return false
      taken += bytes
      return true
    },
    giveBack(bytes) {
      taken -= bytes
    },
  }
}

export type Body = { readonly bytes: Buffer; /** To be called once the bytes are not needed any more. */ readonly release: () => void }

export type Reading = { readonly budget: Budget; /** Bytes of a body, packed or not. */ readonly most: number; readonly packed: boolean; /** Asks the sender for the body, when it waits for that (RFC 9110 §10.1.1). */ readonly goOn: () => void }

async function unpacked(bytes: Buffer): Promise<Buffer | PushRefusal> {
  try {
    return await unpack(bytes)
  } catch (error) {
    if (error instanceof RefusedFile) return error.code === 'not-packed' ? 'not-packed' : 'unpacks-too-much'
    throw error
  }
}

/** The body, or why it is not taken. A length that is announced as too large is refused unread; one that is not announced, at its limit. */
export async function readBody(request: IncomingMessage, { budget, most, packed, goOn }: Reading): Promise<Body | PushRefusal> {
  if (Number(request.headers['content-length'] ?? 0) > most) return 'too-large'
  goOn()
  const chunks: Buffer[] = []
  let size = 0
  const release = (): void => budget.giveBack(size)
  const refuse = (why: PushRefusal): PushRefusal => {
    release()
    return why
  }
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (size + chunk.length > most) return refuse('too-large')
      if (!budget.take(chunk.length)) return refuse('too-many')
      size += chunk.length
      chunks.push(chunk)
    }
  } catch {
    return refuse('broken-off')
  }
  const came = Buffer.concat(chunks, size)
  const bytes = packed ? await unpacked(came) : came
  if (typeof bytes === 'string') return refuse(bytes)
  if (bytes.length === 0) return refuse('empty')
  return bytes.length > most ? refuse('unpacks-too-much') : { bytes, release }
}
