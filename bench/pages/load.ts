// Who asks for the pages? A process of its own with so many connections kept open; each asks again as soon as it has its
// answer, for another session each time, and looks at what came: status 200, and words that only the right page holds.
import { Agent, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { percentile, round } from '../row.ts'

export type Visit = { readonly path: string; readonly cookie: string /** Words that only this page of this person holds. */; readonly marker: string }
export type LoadOrder = { readonly port: number; readonly visits: readonly Visit[]; readonly connections: number; readonly warmSeconds: number; readonly seconds: number; readonly gzip: boolean }
export type LoadResult = { /** Pages asked for, the warm-up's among them. */ readonly asked: number; readonly perSecond: number; readonly p50: number; readonly p95: number; readonly pages: number; readonly wrong: number; readonly firstWrong: string | null; readonly kilobytes: number }

/** Unpacking every page would load the cores that are measured: every so many-th is unpacked and read. */
const unpackEvery = 20

type Seen = { readonly ms: number; readonly bytes: number; readonly wrong: string | null }

function ask(order: LoadOrder, visit: Visit, about: { readonly agent: Agent; readonly read: boolean }): Promise<Seen> {
  const begun = performance.now()
  return new Promise((done) => {
    const fail = (why: string) => done({ ms: performance.now() - begun, bytes: 0, wrong: why })
    const headers = { cookie: visit.cookie, 'user-agent': 'bench', accept: 'text/html', ...(order.gzip ? { 'accept-encoding': 'gzip, deflate, br' } : {}) }
    const asking = request({ host: '127.0.0.1', port: order.port, path: visit.path, agent: about.agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', (error) => fail(error.message))
      response.on('end', () => {
        const ms = performance.now() - begun
        const body = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
        done({ ms, bytes: body.length, wrong: problemOf(order, visit, { status: response.statusCode, encoding: response.headers['content-encoding'], body, read: about.read }) })
      })
    })
    asking.on('error', (error) => fail(error.message))
    asking.end()
  })
}

function problemOf(order: LoadOrder, visit: Visit, got: { readonly status: number | undefined; readonly encoding: string | undefined; readonly body: Buffer; readonly read: boolean }): string | null {
  if (got.status !== 200) return `${visit.path}: status ${got.status}`
  if (order.gzip !== (got.encoding === 'gzip')) return `${visit.path}: encoding ${got.encoding}`
  if (order.gzip && !got.read) return null
  const html = order.gzip ? gunzipSync(got.body) : got.body
  return html.includes(visit.marker) ? null : `${visit.path}: "${visit.marker}" is not on the page`
}

async function load(order: LoadOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.connections })
  const begun = performance.now()
  const from = begun + order.warmSeconds * 1000
  const until = from + order.seconds * 1000
  const times: number[] = []
  let [turn, wrong, bytes] = [0, 0, 0]
  let firstWrong: string | null = null
  const connection = async () => {
    while (performance.now() < until) {
      const visit = order.visits[turn % order.visits.length] as Visit
      turn += 1
      const seen = await ask(order, visit, { agent, read: turn % unpackEvery === 0 })
      if (seen.wrong !== null) {
        wrong += 1
        firstWrong ??= seen.wrong
      }
      const now = performance.now()
      if (now < from || now >= until) continue
      times.push(seen.ms)
      bytes += seen.bytes
    }
  }
  await Promise.all(Array.from({ length: order.connections }, connection))
  agent.destroy()
  const sorted = Float64Array.from(times).sort()
  return { asked: turn, perSecond: round(times.length / order.seconds), p50: round(percentile(sorted, 0.5), 2), p95: round(percentile(sorted, 0.95), 2), pages: times.length, wrong, firstWrong, kilobytes: round(bytes / Math.max(1, times.length) / 1000, 2) }
}

process.on('message', (order: LoadOrder) => {
  load(order).then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  )
})
process.once('disconnect', () => process.exit(0))
