// How fast could any door for HL7 v2 be on this machine? The least that still keeps its word: a message is found, committed, and then answered.
import { type AddressInfo, type Socket, createServer } from 'node:net'
import pg from 'pg'

export type FloorOrder = { readonly connection: pg.PoolConfig; readonly poolSize: number }

/** As owner. */
export const floorTable = 'create table if not exists floor_message (id bigint generated always as identity primary key, received_at timestamptz not null default now(), bytes bytea not null)'

const end = Buffer.of(0x1c, 0x0d)

/** No limits, no refusals, no feeds, no idle time, one reading of the header. */
function serve(socket: Socket, keep: (bytes: Buffer) => Promise<unknown>): void {
  let held: Buffer = Buffer.alloc(0)
  let answered: Promise<unknown> = Promise.resolve()
  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (let at = held.indexOf(end); at >= 0; at = held.indexOf(end)) {
      const message = held.subarray(1, at)
      held = held.subarray(at + 2)
      const kept = keep(message)
      answered = answered.then(() => kept).then(() => {
        const [id = ''] = message.toString('latin1', 0, message.indexOf(0x0d)).split('|').slice(9)
        socket.write(`\x0bMSH|^~\\&|F||L||20260101000000||ACK|1|P|2.5.1\rMSA|AA|${id}\r\x1c\r`)
      })
    }
  })
}

process.once('message', ({ connection, poolSize }: FloorOrder) => {
  const pool = new pg.Pool({ ...connection, max: poolSize })
  const server = createServer({ noDelay: true }, (socket) => serve(socket, (bytes) => pool.query({ name: 'keep', text: 'insert into floor_message (bytes) values ($1)', values: [bytes] })))
  server.listen(0, '127.0.0.1', () => process.send?.({ answer: { port: (server.address() as AddressInfo).port } }))
})
process.once('disconnect', () => process.exit(0))
