// How do rows leave and enter PostgreSQL in bulk? By COPY over the driver's own connection, with no more in memory than is on its way.
// The driver answers COPY only to a query object of its own kind; these two are such, so that no package is needed for it.
import { Readable } from 'node:stream'
import type pg from 'pg'

/** What the driver's connection offers and its types leave out. */
type Wire = {
  readonly stream: NodeJS.ReadWriteStream & { readonly writableNeedDrain: boolean }
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(because: string): void
}

const wireOf = (connection: pg.Connection): Wire => connection as unknown as Wire
/** "COPY 12" → 12 */
const countOf = (tag: string): number => Number(tag.split(' ')[1])

const blockBytes = 64 * 1024

/** Sends `copy … to stdout`. `text` must be read to its end; then `rows()` says how many there were. */
export function copyOut(client: pg.Client, statementText: string): { readonly text: Readable; rows(): number } {
  let wire: Wire | null = null
  let rows = Number.NaN
  let block = Buffer.allocUnsafe(blockBytes)
  let filled = 0
  const text = new Readable({ highWaterMark: 4 * blockBytes, read: () => void wire?.stream.resume() })
  const flush = (): void => {
    const more = filled === 0 || text.push(block.subarray(0, filled))
    block = Buffer.allocUnsafe(blockBytes)
    filled = 0
    if (!more) wire?.stream.pause()
  }
  // The driver uses its buffer again: each row is copied out of it at once.
  const take = (chunk: Buffer): void => {
    if (filled + chunk.length > blockBytes) flush()
    if (chunk.length > blockBytes) {
      if (!text.push(Buffer.from(chunk))) wire?.stream.pause()
    } else filled += chunk.copy(block, filled)
  }
  client.query({
    submit(connection) {
      wire = wireOf(connection)
      wire.query(statementText)
    },
    handleCopyData: ({ chunk }: { readonly chunk: Buffer }) => take(chunk),
    handleCommandComplete: (message: { readonly text: string }) => (rows = countOf(message.text)),
    handleReadyForQuery() {
      flush()
      text.push(null)
      // Nobody asks for more after the end: a connection left paused would never answer again.
      wire?.stream.resume()
    },
    handleError(error: Error) {
      text.destroy(error)
      wire?.stream.resume()
    },
  } satisfies pg.Submittable & Record<string, unknown>)
  return { text, rows: () => rows }
}

/** Until the network took what was sent, or there is none any more. */
const drained = (stream: Wire['stream']): Promise<void> => new Promise((done) => {
  const go = (): void => {
    stream.off('drain', go).off('close', go)
    done()
  }
  stream.on('drain', go).on('close', go)
})

/** Sends `copy … from stdin` and feeds it; returns how many rows went in. When the source fails, so does the statement, with its error. */
export function copyIn(client: pg.Client, statementText: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((done, fail) => {
    let over = false
    let cause: unknown = null
    let rows = Number.NaN
    const feed = async (wire: Wire): Promise<void> => {
      try {
        for await (const piece of source) {
          if (over) return
          wire.sendCopyFromChunk(piece)
          if (wire.stream.writableNeedDrain) await drained(wire.stream)
        }
        if (!over) wire.endCopyFrom()
      } catch (error) {
        cause = error
        if (over) return
        wire.sendCopyFail('the file cannot be read on')
      }
    }
    client.query({
      submit: (connection) => wireOf(connection).query(statementText),
      handleCopyInResponse: (connection: pg.Connection) => void feed(wireOf(connection)),
      handleCommandComplete: (message: { readonly text: string }) => (rows = countOf(message.text)),
      handleReadyForQuery: () => done(rows),
      handleError(error: Error) {
        over = true
        fail((cause ?? error) as Error)
      },
    } satisfies pg.Submittable & Record<string, unknown>)
  })
}
