// What do we tell a person by mail, and where can it be read in a trial? No mail says anything about health (R-T27).
import type { Audit } from '#audit'
import { type Clock, type Database, type Log, type Statement, type Tx, instant, newId, noteWork, statement } from '#kernel'
import { type MailFacts, mailWords } from '../../../words/en/mail.ts'
import { type SendMail, openDelivery } from './delivery.ts'

export type MailKind = keyof MailFacts

/** One mail to write: its kind, the facts its words need, and to whom. */
export type MailedThing = { readonly [K in MailKind]: { readonly kind: K; readonly to: string; readonly facts: MailFacts[K]; /** After this the mail is of no use and is not sent any more; 7 days when absent. */ readonly usefulUntil?: Date } }[MailKind]

/** A mail in the trial's own mailbox. */
export type Mail = { readonly id: string; readonly kind: string; readonly to: string; readonly subject: string; readonly text: string; readonly writtenAt: Date }

export type Notices = {
  /** Writes one mail into the outbox, in the caller's transaction: no cause, no mail; no mail, no cause. */
  mail(tx: Tx, thing: MailedThing): Promise<void>
  /** The newest mails of the trial's mailbox (none outside a trial). */
  mailbox(tx: Tx): Promise<readonly Mail[]>
  /** One of them, or null. */
  message(tx: Tx, id: string): Promise<Mail | null>
  /** Hands what is due to the relay; gives how many it took. Nothing to do with the built-in mailbox. */
  deliver(): Promise<number>
}

export type NoticeUses = {
  readonly audit: Audit
  readonly clock: Clock
  readonly log: Log
  /** As role `job`. */
  readonly database: Database
  readonly trial: boolean
  /** The relay; null: the built-in mailbox, in a trial only. */
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** In place of the relay (tests). */
  readonly send?: SendMail
}

type Row = { id: string; kind: string; recipient: string; subject: string; body: string; written_at: string }

const insertMail: Statement<never> = statement('notices.insert-mail', `insert into notices_mail (id, via, kind, recipient, subject, body, written_at, useful_until, next_try_at)
  values ($1, $2, $3, $4, $5, $6, app_now(), $7, app_now())`)
const newestMail: Statement<Row> = statement('notices.newest-mail', "select id, kind, recipient, subject, body, written_at from notices_mail where via = 'mailbox' order by written_at desc, id limit 100")
const oneMail: Statement<Row> = statement('notices.one-mail', "select id, kind, recipient, subject, body, written_at from notices_mail where via = 'mailbox' and id = $1")

const usefulDays = 7

/** A header line: no line breaks, whatever a name holds. */
const oneLine = (text: string): string => text.replace(/[\r\n\u0000-\u001f\u2028\u2029]+/g, ' ').trim()

const mailOf = (row: Row): Mail => ({ id: row.id, kind: row.kind, to: row.recipient, subject: row.subject, text: row.body, writtenAt: instant(row.written_at) })

export function openNotices({ log, database, trial, smtpUrl, mailFrom, send }: NoticeUses): Notices {
  if (smtpUrl === null && !trial) throw new Error('the built-in mailbox is for trials: real mail needs a relay')
  const via = smtpUrl === null ? 'mailbox' : 'smtp'
  const delivery = smtpUrl === null ? null : openDelivery({ database, log, smtpUrl, from: mailFrom, ...(send === undefined ? {} : { send }) })
  return {
    deliver: async () => delivery?.deliver() ?? 0,
    async mail(tx, thing) {
      const words = mailWords[thing.kind] as (facts: MailFacts[MailKind]) => { subject: string; text: string }
      const { subject, text } = words(thing.facts)
      noteWork('mails')
      await tx.query(insertMail, [newId(), via, thing.kind, oneLine(thing.to), oneLine(subject), text, thing.usefulUntil ?? instant(tx.now.getTime() + usefulDays * 86_400_000)])
    },
    mailbox: async (tx) => (await tx.query(newestMail)).map(mailOf),
    async message(tx, id) {
      const [row] = await tx.query(oneMail, [id])
      return row === undefined ? null : mailOf(row)
    },
  }
}
