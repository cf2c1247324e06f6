// How fast could any portal be on this machine? The least server that still does what none can leave out: the session by its
// hash, one list of one patient, one durable line in the trail, a page of 10 kB. Started by bench/pages.ts as a process.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import pg from 'pg'

export const floorMarker = 'the floor'

export type FloorStart = { readonly connection: pg.PoolConfig; readonly poolSize: number }
export type FloorReady = { readonly ready: number }

type Line = { filed: string; name: string | null; who: string | null; place: string | null }

const enter = 'select patient from floor_session where hash = $1 and ends_at > now()'
const list = `select filed, card->>'name' as name, card->>'who' as who, card->>'place' as place from floor_record
  where patient = (select patient from floor_session where hash = $1) and kind = 1 order by filed desc limit 50`
const note = 'insert into floor_trail (patient, at, kind, actor) select patient, now(), $2, person from floor_session where hash = $1'

/** As owner: the tables of the floor, filled with the same records and as many sessions. */
export const floorTables = `
  create table floor_session (hash bytea primary key, person uuid not null, patient uuid not null, ends_at timestamptz not null);
  create table floor_record (patient uuid not null, kind smallint not null, filed timestamptz not null, record uuid not null, card jsonb not null, primary key (patient, kind, filed, record));
  insert into floor_record select patient, kind, filed, record, card from release_ledger order by patient, kind, filed, record;
  create table floor_trail (patient uuid not null, at timestamptz not null, id uuid not null default gen_random_uuid(), kind text not null, actor uuid not null, primary key (patient, at, id));
  analyze floor_record`

const escape = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)

function pageOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => `<tr><td>${escape(line.filed)}</td><td>${escape(line.name ?? '')}</td><td>${escape(line.who ?? '')}</td><td>${escape(line.place ?? '')}</td></tr>`).join('\n')
  const page = `<!doctype html><html lang="en"><title>${floorMarker}</title><table>${rows}</table>`
  return page.padEnd(10_240, `\n<p>Filled up to ten kilobytes, as a page of the product is.</p>`)
}

function serve({ connection, poolSize }: FloorStart): void {
  const pool = new pg.Pool({ ...connection, max: poolSize, pipeline: true, types: { getTypeParser: () => (value: string) => value } } as pg.PoolConfig)
  const answer = async (cookie: string): Promise<string | null> => {
    const hash = createHash('sha256')
      .update(cookie.slice(cookie.indexOf('=') + 1))
      .digest()
    const client = await pool.connect()
    try {
      const [, session, lines] = await Promise.all([
        client.query({ name: 'begin', text: 'begin' }),
        client.query({ name: 'enter', text: enter, values: [hash] }),
        client.query<Line>({ name: 'list', text: list, values: [hash] }),
        client.query({ name: 'note', text: note, values: [hash, 'record-listed'] }),
        client.query({ name: 'commit', text: 'commit' }),
      ])
      return session.rows.length === 1 ? pageOf(lines.rows) : null
    } finally {
      client.release()
    }
  }
  const server = createServer((request, response) => {
    void answer(request.headers.cookie ?? '').then(
      (page) => {
        if (page === null) return response.writeHead(403).end()
        const pack = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
        const body = pack ? gzipSync(page, { level: 1 }) : Buffer.from(page)
        return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length, ...(pack ? { 'content-encoding': 'gzip' } : {}) }).end(body)
      },
      () => response.writeHead(500).end(),
    )
  })
  server.listen(0, '127.0.0.1', () => process.send?.({ answer: { ready: (server.address() as AddressInfo).port } satisfies FloorReady }))
}

if (process.send !== undefined && import.meta.main) {
  process.once('message', (start: FloorStart) => serve(start))
  process.once('disconnect', () => process.exit(0))
}
