// What does one reading thread do? It gets the bytes of a document and gives back what they mean, or why not. It is a thread of
// its own, with a cap on its memory: whatever a file holds, only the thread can be stopped by it.
import { parentPort } from 'node:worker_threads'
import type { FileRefusal } from '../refused-file.ts'
import { RefusedFile } from '../refused-file.ts'
import { type ReadDocument, readDocument } from './read-document.ts'

export type ReadingOrder = { readonly id: number; readonly bytes: Uint8Array; readonly name: string }
export type ReadingReply = { readonly id: number; readonly read?: ReadDocument; readonly refused?: { readonly code: FileRefusal; readonly line: number | null; readonly found: string | null }; readonly fault?: string }

function answer({ id, bytes, name }: ReadingOrder): ReadingReply {
  try {
    return { id, read: readDocument(bytes, name) }
  } catch (error) {
    if (error instanceof RefusedFile) return { id, refused: { code: error.code, line: error.line, found: error.found } }
    return { id, fault: error instanceof Error ? `${error.name} ${(error.stack ?? '').split('\n')[1]?.trim() ?? ''}` : typeof error }
  }
}

parentPort?.on('message', (order: ReadingOrder) => parentPort?.postMessage(answer(order), []))
