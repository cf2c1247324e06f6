// What door of feeds does a test get? A house with Lakeside and its lab feed, both ports open on loopback, and senders that speak to them.
import { type Socket, connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type Feed, type NewFeed } from '#inbound'
import { systemClock } from '#kernel'
import { type FeedLimits, type FeedsDoor, openFeedsDoor } from '#feeds'
import { type GivenCertificate, givenCertificate } from './certificate.ts'
import { type GivenHouse, type HouseOptions, givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'

export type GivenFeeds = {
  readonly house: GivenHouse
  readonly door: FeedsDoor
  /** What senders are shown by the port of HL7 v2. */
  readonly server: GivenCertificate
  /** The certificate of the lab. */
  readonly lab: GivenCertificate
  /** The credential of the feed `lakeside:push`. */
  readonly token: string
  add(feed: Partial<NewFeed> & Pick<NewFeed, 'key' | 'route'>, by: { readonly certificate?: string; readonly address?: string; readonly token?: true }): Promise<{ readonly feed: Feed; readonly token: string | null }>
  /** A line of the lab, or of whoever's certificate is given; null shows none. */
  line(certificate?: GivenCertificate | null): Promise<Line>
  /** Everything that was kept, in the order of its numbers. */
  kept(): Promise<readonly Kept[]>
  end(): Promise<void>
}

export type Kept = { readonly feed: string; readonly id: string; readonly form: string; readonly name: string; readonly kind: string; readonly state: string; readonly bytes: Buffer | null }

export type GivenFeedsOptions = { readonly limits?: Partial<FeedLimits>; readonly trial?: boolean } & Pick<HouseOptions, 'feedsApart'>

/** A house whose organization Lakeside has two feeds: `lakeside:lab` by certificate, `lakeside:push` by credential. */
export async function givenFeeds({ limits = {}, trial = false, feedsApart = false }: GivenFeedsOptions = {}): Promise<GivenFeeds> {
  const house = await givenHouse({ feedsApart })
  const { databases, inbound } = house.composed
  await databases.operate.run((tx) => house.composed.house.directory.put(tx, { id: 'lakeside', name: 'Lakeside Health', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  const add: GivenFeeds['add'] = (feed, by) => databases.operate.run(async (tx) => {
    const made = await inbound.feeds.registry.put(tx, { organization: 'lakeside', name: feed.key, ...feed })
    if (by.certificate !== undefined) await inbound.feeds.credentials.allowCertificate(tx, made.id, by.certificate)
    if (by.address !== undefined) await inbound.feeds.credentials.allowAddress(tx, made.id, by.address)
    return { feed: made, token: by.token === undefined ? null : (await inbound.feeds.credentials.newToken(tx, made.id)).token }
  })
  const [server, lab] = [givenCertificate(), givenCertificate('lab')]
  await add({ key: 'lab', route: 'mllp' }, { certificate: lab.fingerprint })
  const { token } = await add({ key: 'push', route: 'fhir' }, { token: true })
  // A real clock: lines are held by time.
  const door = await openFeedsDoor({ log: house.composed.house.log, clock: systemClock, database: databases.feed, feeds: inbound.feeds, trial, limits }, {
    mllp: { host: 'localhost', port: 0, portGiven: true, tls: server }, push: { host: 'localhost', port: 0, portGiven: true },
  })
  return {
    house, door, server, lab, token: token ?? '', add,
    line: (certificate = lab) => openLine(connectTls({ host: 'localhost', port: door.mllpPort ?? 0, ca: [server.cert], ...(certificate === null ? {} : { key: certificate.key, cert: certificate.cert }) }), 'secureConnect'),
    kept: () => rowsOf<Kept>(house, 'select m.feed, m.id, m.form, m.name, m.kind, m.state, r.bytes from inbound_message m left join inbound_raw r on r.feed = m.feed and r.id = m.id order by m.id'),
    async end() {
      await door.close()
      await house.end()
    },
  }
}

export type Line = {
  readonly socket: Socket
  /** Writes bytes as they are. */
  write(bytes: Buffer | string): void
  /** Writes a message in its frame. */
  send(message: Buffer | string): void
  /** The next answer, without its frame; null when the line was closed before it came. */
  answer(): Promise<string | null>
  /** Resolves when the other side closed the line. */
  readonly closed: Promise<void>
  end(): void
}

export const framed = (message: Buffer | string): Buffer => Buffer.concat([Buffer.of(0x0b), Buffer.from(message as string, 'latin1'), Buffer.of(0x1c, 0x0d)])

/** A sender on an open socket. */
export async function openLine(socket: Socket, ready: 'connect' | 'secureConnect' = 'connect'): Promise<Line> {
  let held = ''
  const answers: string[] = []
  const asked: ((answer: string | null) => void)[] = []
  const closed = new Promise<void>((done) => void socket.once('close', () => done()))
  socket.on('error', () => undefined)
  socket.on('data', (bytes: Buffer) => {
    held += bytes.toString('latin1')
    const frames = held.split('\x1c\r')
    held = frames.pop() ?? ''
    for (const one of frames.map((frame) => frame.replace(/^\x0b/, ''))) {
      const next = asked.shift()
      if (next === undefined) answers.push(one)
      else next(one)
    }
  })
  socket.once('close', () => {
    for (const next of asked.splice(0)) next(null)
  })
  await Promise.race([new Promise((done) => void socket.once(ready, done)), closed])
  return {
    socket, closed,
    write: (bytes) => void socket.write(Buffer.from(bytes as string, 'latin1')),
    send: (message) => void socket.write(framed(message)),
    answer: () => new Promise((done) => {
      const [next] = answers.splice(0, 1)
      if (next !== undefined) done(next)
      else if (socket.destroyed) done(null)
      else asked.push(done)
    }),
    end: () => socket.destroy(),
  }
}

/** A line without TLS. */
export const plainLine = (port: number): Promise<Line> => openLine(connect({ host: 'localhost', port }))

/** MSA-1 of an answer, and the control id it is about. */
export const acknowledged = (answer: string | null): readonly [code: string, id: string] => {
  const [, code = '', id = ''] = /\rMSA\|([A-Z]{2})\|([^|\r]*)/.exec(answer ?? '') ?? []
  return [code, id]
}

/** A message as a lab sends it; `msh` changes fields of its header by their number. */
export function labMessage(id: string, msh: Readonly<Record<number, string>> = {}): string {
  const fields = ['MSH', '^~\\&', 'LAB', 'LAKESIDE', 'PORTICO', 'LAKESIDE', '20261120080000-0500', '', 'ORU^R01^ORU_R01', id, 'P', '2.5.1']
  for (const [number, value] of Object.entries(msh)) fields[Number(number) - 1] = value
  const segments = [fields.map((one) => one ?? '').join('|'), 'PID|1||LH-1^^^LAKESIDE^MR||Test^Ana||19800101|F', `OBR|1|O1|${id}|2093-3^Cholesterol^LN|||20261120070000-0500`, 'OBX|1|NM|2093-3^Cholesterol^LN||180|mg/dL|<200||||F|||20261120070000-0500']
  return `${segments.join('\r')}\r`
}

export type Pushed = { readonly status: number; readonly headers: Headers; /** `OperationOutcome.issue[0]`. */ readonly issue: { readonly severity: string; readonly code: string; readonly details: { readonly coding: readonly [{ readonly code: string }]; readonly text: string }; readonly diagnostics?: string }; readonly id: string | undefined }

export type PushOptions = { readonly path?: string; readonly method?: string; readonly token?: string | null; readonly type?: string; readonly headers?: Readonly<Record<string, string>> }

/** Pushes to `lakeside:push` with its credential; what is left out is as it should be. */
export async function push({ door, token: own }: GivenFeeds, body: string | Buffer | null, { path = '/feeds/lakeside:push', method = 'POST', token = own, type = 'application/fhir+json', headers = {} }: PushOptions = {}): Promise<Pushed> {
  const answer = await fetch(`http://localhost:${door.pushPort}${path}`, { method, headers: { 'content-type': type, ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers }, ...(body === null ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }) })
  const outcome = (await answer.json()) as { readonly id?: string; readonly issue: readonly [Pushed['issue']] }
  return { status: answer.status, headers: answer.headers, issue: outcome.issue[0], id: outcome.id }
}

/** A patient of Lakeside as FHIR. */
export const pushedPatient = (mrn: string): string => JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: [{ fullUrl: `urn:uuid:${mrn}`, resource: { resourceType: 'Patient', id: mrn, identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, system: 'https://lakeside.example/mrn', value: mrn }], name: [{ family: 'Test', given: ['Ana'] }], birthDate: '1980-01-01', gender: 'female' } }] })
