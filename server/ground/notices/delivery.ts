// How does written mail reach the relay? A loop takes what is due, one mail at a time, and tries again later when the relay
// is away: after 5 s, then twice as long each time up to 15 minutes, for a day.
import { createTransport } from 'nodemailer'
import { type Database, type Log, type Statement, statement } from '#kernel'

type Due = { id: string; recipient: string; subject: string; body: string; tries: number }

// SKIP LOCKED: two processes never send the same row at the same time; the next try is set before sending.
const takeDue: Statement<Due> = statement('notices.take-due', `update notices_mail set tries = tries + 1, next_try_at = app_now() + make_interval(secs => least(5 * power(2, least(tries, 12)), 900))
  where id in (select id from notices_mail where via = 'smtp' and sent_at is null and given_up_at is null and next_try_at <= app_now() order by next_try_at, id limit $1 for update skip locked)
  returning id, recipient, subject, body, tries`)
const markSent: Statement<never> = statement('notices.mark-sent', "update notices_mail set sent_at = app_now(), body = '' where id = $1")
const giveUp: Statement<{ id: string }> = statement('notices.give-up', "update notices_mail set given_up_at = app_now(), body = '' where via = 'smtp' and sent_at is null and given_up_at is null and useful_until <= app_now() returning id")

/** Hands one mail to the relay; rejects when it was not taken. */
export type SendMail = (mail: { readonly messageId: string; readonly from: string; readonly to: string; readonly subject: string; readonly text: string }) => Promise<unknown>

export type DeliveryUses = {
  /** As role `job`. */
  readonly database: Database
  readonly log: Log
  readonly smtpUrl: string
  readonly from: string
  /** In place of the relay (tests). */
  readonly send?: SendMail
}

export type Delivery = {
  /** Sends what is due now; returns how many the relay took. */
  deliver(): Promise<number>
}

const batch = 20

function relay(smtpUrl: string): SendMail {
  // STARTTLS where the relay offers it; a mail holds links, so a certificate is checked.
  const transport = createTransport(smtpUrl, { connectionTimeout: 10_000, socketTimeout: 60_000, disableFileAccess: true, disableUrlAccess: true } as object)
  return (mail) => transport.sendMail(mail)
}

export function openDelivery({ database, log, smtpUrl, from, send = relay(smtpUrl) }: DeliveryUses): Delivery {
  async function deliver(): Promise<number> {
    const givenUp = await database.run((tx) => tx.query(giveUp))
    if (givenUp.length > 0) log.warn({ event: 'mail-given-up', count: givenUp.length })
    const due = await database.run((tx) => tx.query(takeDue, [batch]))
    let sent = 0
    for (const mail of due) {
      try {
        // The same id at each try: a relay or a reader can tell a repeat.
        await send({ messageId: `<${mail.id}@portico>`, from, to: mail.recipient, subject: mail.subject, text: mail.body })
        await database.run((tx) => tx.query(markSent, [mail.id]))
        sent += 1
      } catch (error) {
        log.warn({ event: 'mail-not-taken', count: mail.tries, error: (error as { code?: string }).code ?? 'unknown' })
      }
    }
    return sent
  }
  return { deliver }
}
