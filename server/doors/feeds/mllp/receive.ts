// What becomes of one frame? Whose it is and whether it is HL7 v2 is decided by its header; then it is kept, and then it is answered.
import { isTooLargeV2 } from '#inbound'
import { type Log, faultFields, instant, newId } from '#kernel'
import { type Verdict, type WireRefusal, ackText, answersTo } from './ack.ts'
import type { Frame } from './frames.ts'
import { type Arrival, type Header, readArrival, readHeader } from './header.ts'

/** Which messages a feed takes: its senders as MSH-3 and MSH-4 name them. Empty: whatever they say. */
export type FeedOfPeer = { readonly id: string; readonly senders: readonly string[] }

/** A message on its way to be kept. */
export type V2Arrival = { readonly feed: string; readonly form: 'hl7v2'; readonly name: string; readonly kind: string; readonly sentAt: string | null; readonly bytes: Buffer }

export type ReceiveUses = {
  readonly log: Log
  readonly now: () => Date
  /** HL7 table 0103: what MSH-11 may say. A trial takes everything. */
  readonly processing: readonly string[] | null
  /** Resolves when all of them are committed; rejects when none is. Numbers them in their order; calls that overlap, in any. */
  readonly keep: Keep
  /** Told of each message that was not taken. */
  readonly turnedAway: (feeds: readonly string[], reason: WireRefusal) => void
}

type Keep = (arrivals: readonly V2Arrival[]) => Promise<unknown>

/** "LAB" or "LAB|HOSP": namespace or universal id of MSH-3 and MSH-4, as the feed is registered with. */
function isSender(header: Header, registered: string): boolean {
  const named = (field: number, name: string) => name === '' || name === header.component(field, 1) || name === header.component(field, 2)
  const [application = '', facility = ''] = registered.split('|')
  return named(3, application) && named(4, facility)
}

/** The one feed whose message this is; null when it is no feed's, or could be several's. */
function feedOf(header: Header, feeds: readonly FeedOfPeer[]): FeedOfPeer | null {
  const fitting = feeds.filter(({ senders }) => senders.length === 0 || senders.some((one) => isSender(header, one)))
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}

const stampShape = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d{1,4})?([+-])(\d\d)(\d\d)$/

/** HL7 2.5.1 §2.A.77, "20260102080000.000-0500", as ISO 8601. Only with its zone is it an instant; a day that does not exist is none. */
function instantOf(text: string): string | null {
  const [, year, month, day, hour, minute, second = '00', sign, hours, minutes] = stampShape.exec(text) ?? []
  if (year === undefined || year < '1900' || Number(hours) > 14 || Number(minutes) > 59) return null
  const local = instant(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)))
  if (!local.toISOString().startsWith(`${year}-${month}-${day}T${hour}:${minute}:${second}.`)) return null
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return instant(local.getTime() + (sign === '-' ? offset : -offset)).toISOString()
}

type Judging = { readonly processing: ReceiveUses['processing']; readonly feeds: readonly FeedOfPeer[] }
type Judged = { readonly header: Header | null; readonly verdict: Verdict; readonly arrival: V2Arrival | null }

/** An answer is no message: it is neither kept nor answered, or two systems would thank each other for ever. */
const isAnswer = (header: Header): boolean => header.component(9, 1) === 'ACK'

function judge({ header, bytes }: Arrival['messages'][number], { processing, feeds }: Judging): Judged {
  const refused = (verdict: Verdict): Judged => ({ header, verdict, arrival: null })
  if (header === null) return refused('not-hl7')
  if (isTooLargeV2(bytes)) return refused('too-large')
  if (isAnswer(header)) return { header, verdict: 'kept', arrival: null }
  // What a sender leaves out is not held against it: the message is kept, and what cannot be read of it is parked.
  const [mode, version] = [header.component(11, 1), header.component(12, 1)]
  if (version !== '' && !/^2(?:\.\d){0,2}$/.test(version)) return refused('version')
  if (processing !== null && mode !== '' && !processing.includes(mode)) return refused('processing')
  if (feeds.length === 0) return refused('not-a-peer')
  const feed = feedOf(header, feeds)
  if (feed === null) return refused('sender')
  const kind = [header.component(9, 1), header.component(9, 2)].filter((one) => one !== '').join('^')
  return { header, verdict: 'kept', arrival: { feed: feed.id, form: 'hl7v2', name: header.field(10), kind, sentAt: instantOf(header.component(7, 1)), bytes } }
}

async function keepAll(judged: readonly Judged[], { keep, log }: { readonly keep: Keep; readonly log: Log }): Promise<readonly Judged[]> {
  const arrivals = judged.flatMap(({ arrival }) => (arrival === null ? [] : [arrival]))
  if (arrivals.length === 0) return judged
  try {
    await keep(arrivals)
    return judged
  } catch (error) {
    log.fault({ event: 'feed-not-kept', feed: arrivals[0]?.feed ?? '', ...faultFields(error) })
    return judged.map((one) => (one.arrival === null ? one : { ...one, verdict: 'not-kept' }))
  }
}

/** MSH-7 of an answer, with its zone: UTC. */
const timestamp = (now: Date): string => `${now.toISOString().replace(/\D/g, '').slice(0, 14)}+0000`

const framed = (text: string): Buffer => Buffer.from(`\x0b${text}\x1c\r`, 'latin1')

function answersOf(judged: readonly Judged[], at: string): readonly string[] {
  return judged.filter(({ header }) => header === null || !isAnswer(header)).flatMap(({ header, verdict }) => answersTo(header, verdict).map((code) => ackText({ header, verdict, code, at, id: newId().replaceAll('-', '').slice(0, 20) })))
}

/**
 * Batches (HL7 2.5.1 §2.10.3.3, the first way): the answers travel as a batch of their own, which names the one that came (BHS-12,
 * FHS-12). Messages without such an envelope that came in one frame are answered in one frame.
 */
function enveloped(envelope: readonly Header[], answers: readonly string[], at: string): string {
  const head = (header: Header): string => {
    const f = header.separators.field
    return [header.segment, header.field(2), header.field(5), header.field(6), header.field(3), header.field(4), at, '', '', '', newId().replaceAll('-', '').slice(0, 20), header.field(11)].join(f) + '\r'
  }
  const [file, batch] = [envelope.find((one) => one.segment === 'FHS'), envelope.find((one) => one.segment === 'BHS')]
  const inBatch = batch === undefined ? answers.join('') : `${head(batch)}${answers.join('')}BTS${batch.separators.field}${answers.length}\r`
  return file === undefined ? inBatch : `${head(file)}${inBatch}FTS${file.separators.field}1\r`
}

/** What a frame holds, and what is to be said of each message before anything is kept. */
function judgeFrame({ kind, bytes }: Frame, judging: Judging): { readonly envelope: readonly Header[]; readonly judged: readonly Judged[] } {
  if (kind !== 'whole') return { envelope: [], judged: [{ header: readHeader(bytes), verdict: kind, arrival: null }] }
  const { envelope, messages } = readArrival(bytes)
  return { envelope, judged: messages.length === 0 ? [{ header: null, verdict: 'not-hl7', arrival: null }] : messages.map((one) => judge(one, judging)) }
}

/** What one line sends is kept in its order, also when it sends on without waiting for answers: while some is committed the next gathers. */
function inOrder(keep: Keep): Keep {
  let gathering: { readonly arrivals: V2Arrival[]; readonly kept: Promise<unknown> } | null = null
  let last: Promise<unknown> = Promise.resolve()
  return (arrivals) => {
    if (gathering === null) {
      const group: V2Arrival[] = []
      const kept = last.then(() => {
        gathering = null
        return keep(group)
      })
      gathering = { arrivals: group, kept }
      last = kept.catch(() => undefined)
    }
    gathering.arrivals.push(...arrivals)
    return gathering.kept
  }
}

/** One line's: gives the bytes to answer a frame with. */
export type Receiving = (feedsOf: () => Promise<readonly FeedOfPeer[]>) => (frame: Frame) => Promise<Buffer>

/**
 * Keeps what a frame holds and gives the bytes to answer with: AA only for what is committed. A batch is committed whole or not at
 * all; each of its messages waits, is worked on and is parked by itself. A message that waits for no answer (MSH-15, MSH-16) gets none.
 */
export function openReceiving(uses: ReceiveUses): Receiving {
  return (feedsOf) => {
    const keep = inOrder(uses.keep)
    return (frame) => receive(frame, { ...uses, keep, feedsOf })
  }
}

async function receive(frame: Frame, { log, keep, turnedAway, ...uses }: ReceiveUses & { readonly feedsOf: () => Promise<readonly FeedOfPeer[]> }): Promise<Buffer> {
  // Whose line it is stands in the database too: when that is away, nothing can be kept.
  const feeds = await uses.feedsOf().catch(() => null)
  const { envelope, judged } = judgeFrame(frame, { processing: uses.processing, feeds: feeds ?? [] })
  const settled = feeds === null ? judged.map((one): Judged => ({ ...one, verdict: 'not-kept' })) : await keepAll(judged, { keep, log })
  const named = (feeds ?? []).map((one) => one.id)
  for (const { verdict } of settled) {
    if (verdict === 'kept') continue
    turnedAway(named, verdict)
    log.warn({ event: 'feed-message-refused', code: verdict, feed: named.join(' ') })
  }
  const at = timestamp(uses.now())
  const answers = answersOf(settled, at)
  if (envelope.length > 0) return framed(enveloped(envelope, answers, at))
  if (settled.length > 1) return answers.length === 0 ? Buffer.alloc(0) : framed(answers.join(''))
  // Two answers to one message (received, then taken) are two messages.
  return Buffer.concat(answers.map(framed))
}
