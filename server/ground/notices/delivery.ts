// How does what is written reach the relay, or the gateway? A loop takes what is due and tries again later when it was not taken:
// after 5 s, then twice as long each time up to 15 minutes, while it is of use. The first one taken after a bad time wakes the others.
import { type Database, type Log, type Statement, statement } from '#kernel'

type Due = { id: string; recipient: string; subject: string; body: string; tries: number }

/** One of the two ways out: its table's statements. */
export type Outbox = {
  readonly way: 'mail' | 'text'
  readonly takeDue: Statement<Due>
  readonly markSent: Statement<never>
  readonly refused: Statement<never>
  readonly giveUp: Statement<{ id: string }>
  readonly wake: Statement<never>
}

/** Connecting, greeting and one silent minute: by then a try has ended. */
const longestTrySeconds = 90

function outbox(way: 'mail' | 'text'): Outbox {
  const { table, via, subject } = { mail: { table: 'notices_mail', via: 'smtp', subject: 'subject' }, text: { table: 'notices_text', via: 'gateway', subject: "'' as subject" } }[way]
  const open = `via = '${via}' and sent_at is null and given_up_at is null`
  return {
    way,
    // SKIP LOCKED: two processes never send the same row at the same time; the next try is set before sending.
    takeDue: statement(`notices.take-due-${way}`, `update ${table} set tries = tries + 1, taken_at = app_now(), next_try_at = app_now() + make_interval(secs => least(5 * power(2, least(tries, 12)), 900))
      where id in (select id from ${table} where ${open} and next_try_at <= app_now() and useful_until > app_now() order by next_try_at, id limit $1 for update skip locked)
      returning id, recipient, ${subject}, body, tries`),
    markSent: statement(`notices.mark-sent-${way}`, `update ${table} set sent_at = app_now(), body = '' where id = $1`),
    refused: statement(`notices.refused-${way}`, `update ${table} set given_up_at = app_now(), body = '' where id = $1`),
    giveUp: statement(`notices.give-up-${way}`, `update ${table} set given_up_at = app_now(), body = '' where ${open} and useful_until <= app_now() returning id`),
    wake: statement(`notices.wake-${way}`, `update ${table} set next_try_at = greatest(app_now(), taken_at + make_interval(secs => ${longestTrySeconds})) where ${open} and next_try_at > app_now()`),
  }
}

export const mailOutbox = outbox('mail')
export const textOutbox = outbox('text')

const taken: Statement<{ failed: boolean }> = statement('notices.way-taken', `insert into notices_way as w (way, last_taken_at) values ($1, app_now())
  on conflict (way) do update set last_taken_at = app_now(), failing_since = null returning (select failing_since is not null from notices_way where way = $1) as failed`)
const failed: Statement<never> = statement('notices.way-failed', `insert into notices_way as w (way, failing_since, last_failed_at) values ($1, app_now(), app_now())
  on conflict (way) do update set failing_since = coalesce(w.failing_since, app_now()), last_failed_at = app_now()`)

export type Parcel = { readonly id: string; readonly to: string; readonly subject: string; readonly text: string }

/** What became of one try: `refused` is about this recipient alone, `away` about the relay or gateway, `later` about neither (greylisting). */
export type Trouble = 'refused' | 'away' | 'later'

export type DeliveryUses = {
  /** As role `job`. */
  readonly database: Database
  readonly log: Log
  readonly outbox: Outbox
  readonly send: (parcel: Parcel) => Promise<unknown>
  readonly trouble: (error: unknown) => Trouble
}

export type Delivery = {
  /** Sends what is due now; returns how many were taken. */
  deliver(): Promise<number>
}

const batch = 20
/** So many are under way at once: a relay that takes a minute for each does not hold up the others by an hour. */
const atOnce = 5

export function openDelivery({ database, log, outbox: { way, ...own }, send, trouble }: DeliveryUses): Delivery {
  let away = false
  let cameBack = false
  async function handOver(due: Due): Promise<boolean> {
    try {
      // The same id at each try: a relay or a reader can tell a repeat.
      await send({ id: due.id, to: due.recipient, subject: due.subject, text: due.body })
    } catch (error) {
      const what = trouble(error)
      log.warn({ event: `${way}-not-taken`, count: due.tries, error: (error as { code?: string }).code ?? 'unknown', because: what })
      away ||= what === 'away'
      if (what === 'refused') await database.run((tx) => tx.query(own.refused, [due.id]))
      if (what === 'away') await database.run((tx) => tx.query(failed, [way]))
      return false
    }
    await database.run((tx) => tx.query(own.markSent, [due.id]))
    const [row] = await database.run((tx) => tx.query(taken, [way]))
    cameBack ||= row?.failed === true
    return true
  }
  async function deliver(): Promise<number> {
    const givenUp = await database.run((tx) => tx.query(own.giveUp))
    if (givenUp.length > 0) log.warn({ event: `${way}-given-up`, count: givenUp.length })
    const due = await database.run((tx) => tx.query(own.takeDue, [batch]))
    away = false
    cameBack = false
    let sent = 0
    const next = async (): Promise<void> => {
      // Whoever is away for one is away for all: the rest of the batch has its next try set already.
      for (let one = away ? undefined : due.shift(); one !== undefined; one = away ? undefined : due.shift()) if (await handOver(one)) sent += 1
    }
    await Promise.all(Array.from({ length: atOnce }, next))
    // Alone, after the others: it locks rows that they lock one by one.
    if (cameBack) await database.run((tx) => tx.query(own.wake))
    return sent
  }
  return { deliver }
}
