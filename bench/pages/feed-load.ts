// Who sends the messages? A process of its own with so many lines; each sends its next message when the one before is answered, as engines do.
import { type Socket, connect } from 'node:net'
import { registrationAt, reportAt } from '../../demo/feed/volume.ts'
import { percentile, round } from '../row.ts'

export type SendOrder = {
  readonly port: number
  readonly lines: number
  readonly kind: 'registrations' | 'reports'
  readonly people: number
  readonly day: string
  /** Number of the first message; every number is another message. */
  readonly from: number
  /** How many are sent at most, and for how many seconds. */
  readonly most: number
  readonly seconds: number
}
export type Sent = { readonly answered: number; readonly perSecond: number; readonly p50: number; readonly p95: number; /** Not AA. */ readonly refused: number; readonly firstRefused: string | null }

/** Made before the clock runs: making them must not load the cores that are measured. */
function messages({ kind, people, day, from, most }: SendOrder): readonly Buffer[] {
  return Array.from({ length: most }, (_none, at) => {
    const text = kind === 'reports' ? reportAt(from + at, { people, day }) : registrationAt(from + at, { day })
    return Buffer.concat([Buffer.of(0x0b), Buffer.from(text), Buffer.of(0x1c, 0x0d)])
  })
}

type Line = { readonly socket: Socket; ask(message: Buffer): Promise<string> }

async function openLine(port: number): Promise<Line> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await new Promise<void>((done, failed) => void socket.once('connect', () => done()).once('error', failed))
  let held = ''
  let told: ((answer: string) => void) | null = null
  socket.on('data', (bytes: Buffer) => {
    held += bytes.toString('latin1')
    if (!held.endsWith('\x1c\r')) return
    const answer = held
    held = ''
    told?.(answer)
  })
  socket.on('close', () => told?.('closed'))
  return { socket, ask: (message) => new Promise((done) => ((told = done), void socket.write(message))) }
}

async function send(order: SendOrder): Promise<Sent> {
  const all = messages(order)
  const lines = await Promise.all(Array.from({ length: order.lines }, () => openLine(order.port)))
  const times: number[] = []
  let [next, refused] = [0, 0]
  let firstRefused: string | null = null
  const begun = performance.now()
  const until = begun + order.seconds * 1000
  await Promise.all(lines.map(async (line) => {
    while (next < all.length && performance.now() < until) {
      const message = all[next] as Buffer
      next += 1
      const at = performance.now()
      const answer = await line.ask(message)
      times.push(performance.now() - at)
      if (answer.includes('\rMSA|AA|')) continue
      refused += 1
      firstRefused ??= answer
      if (answer === 'closed') return
    }
  }))
  const seconds = (performance.now() - begun) / 1000
  for (const line of lines) line.socket.destroy()
  const sorted = Float64Array.from(times).sort()
  return { answered: times.length, perSecond: round(times.length / seconds), p50: round(percentile(sorted, 0.5), 2), p95: round(percentile(sorted, 0.95), 2), refused, firstRefused }
}

process.on('message', (order: SendOrder) => {
  send(order).then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  )
})
process.once('disconnect', () => process.exit(0))
