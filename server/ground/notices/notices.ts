// What do we tell a person by mail or text, and where can it be read in a trial? Nothing of it says anything about health (R-T27).
import type { Audit } from '#audit'
import { type Clock, type Database, type Log, type Statement, type Tx, instant, newId, noteWork, statement } from '#kernel'
import { type MailFacts, mailWords } from '../../../words/en/mail.ts'
import { type TextFacts, textWords } from '../../../words/en/text.ts'
import { mailOutbox, openDelivery, textOutbox } from './delivery.ts'
import { type SendText, type TextGateway, NotTaken, openGateway } from './gateway.ts'
import { fitText } from './gsm.ts'
import { type WayHealth, readHealth } from './health.ts'
import { type PhoneNumber, isInCountries } from './phone.ts'
import { type SendMail, mailTrouble, openRelay } from './relay.ts'

export type MailKind = keyof MailFacts
export type TextKind = keyof TextFacts

/** One mail to write: its kind, the facts its words need, and to whom. */
export type MailedThing = { readonly [K in MailKind]: { readonly kind: K; readonly to: string; readonly facts: MailFacts[K]; /** After this the mail is of no use and is not sent any more; 7 days when absent. */ readonly usefulUntil?: Date } }[MailKind]

/** One text to write. `to` as readPhone gives it; `site` is filled in. After `usefulUntil` it is not sent any more; 1 day when absent. */
export type TextedThing = { readonly [K in TextKind]: { readonly kind: K; readonly to: PhoneNumber; readonly facts: Omit<TextFacts[K], 'site'>; readonly usefulUntil?: Date } }[TextKind]

/** A mail in the trial's own mailbox. */
export type Mail = { readonly id: string; readonly kind: string; readonly to: string; readonly subject: string; readonly text: string; readonly writtenAt: Date }

/** A text in the trial's own mailbox. */
export type TextMessage = Omit<Mail, 'subject'>

export type Notices = {
  /** Writes one mail into the outbox, in the caller's transaction: no cause, no mail; no mail, no cause. */
  mail(tx: Tx, thing: MailedThing): Promise<void>
  /** A row that goes to nobody and is shown nowhere: where a message would tell who exists, one is always written. */
  nobody(tx: Tx): Promise<void>
  /** False without a gateway: texts are then not offered anywhere. True in a trial. */
  readonly canText: boolean
  /** May this number be sent to? False without a gateway, and for countries the installation does not send to. */
  canTextTo(to: PhoneNumber): boolean
  /** The same for a text of at most 160 letters. Fails where canTextTo says no: ask before offering. */
  text(tx: Tx, thing: TextedThing): Promise<void>
  /** The newest mails of the trial's mailbox (none outside a trial). */
  mailbox(tx: Tx): Promise<readonly Mail[]>
  /** The newest texts of the trial (none outside a trial). */
  texts(tx: Tx): Promise<readonly TextMessage[]>
  /** One mail, or null. */
  message(tx: Tx, id: string): Promise<Mail | null>
  /** Hands what is due to the relay and the gateway; gives how many they took. Nothing to do with the built-in mailbox. */
  deliver(): Promise<number>
  /** Does mail go out, do texts? For pages that need them, before anybody types. */
  health(tx: Tx): Promise<WayHealth>
  /** Removes what was sent or given up long ago (role operate). */
  purge(tx: Tx): Promise<void>
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
  /** Whose address the texts name. */
  readonly publicUrl?: string
  /** The gateway for texts; null: none, or in a trial the built-in mailbox. */
  readonly textGateway?: (TextGateway & { readonly countries: readonly string[] }) | null
  /** In place of the relay (tests). */
  readonly send?: SendMail
  /** In place of the gateway (tests). */
  readonly sendText?: SendText
}

type Row = { id: string; kind: string; recipient: string; subject: string; body: string; written_at: string }

const insertMail: Statement<never> = statement('notices.insert-mail', `insert into notices_mail (id, via, kind, recipient, subject, body, written_at, useful_until, next_try_at)
  values ($1, $2, $3, $4, $5, $6, app_now(), $7, app_now())`)
const insertText: Statement<never> = statement('notices.insert-text', `insert into notices_text (id, via, kind, recipient, body, written_at, useful_until, next_try_at)
  values ($1, $2, $3, $4, $5, app_now(), $6, app_now())`)
const insertNobody: Statement<never> = statement('notices.insert-nobody', `insert into notices_mail (id, via, kind, recipient, subject, body, written_at, useful_until, next_try_at, sent_at)
  values ($1, 'smtp', 'nobody', '', '', '', app_now(), $2, app_now(), app_now())`)
const newestMail: Statement<Row> = statement('notices.newest-mail', "select id, kind, recipient, subject, body, written_at from notices_mail where via = 'mailbox' order by written_at desc, id limit 100")
const newestTexts: Statement<Row> = statement('notices.newest-texts', "select id, kind, recipient, '' as subject, body, written_at from notices_text where via = 'mailbox' order by written_at desc, id limit 100")
const oneMail: Statement<Row> = statement('notices.one-mail', "select id, kind, recipient, subject, body, written_at from notices_mail where via = 'mailbox' and id = $1")
const purgeOld: Statement<never> = statement('notices.purge', 'select notices_purge()')

const usefulDays = { mail: 7, text: 1 } as const
const daysOn = (tx: Tx, days: number): Date => instant(tx.now.getTime() + days * 86_400_000)

/** A header line: no line breaks, whatever a name holds. */
const oneLine = (text: string): string => text.replace(/[\r\n\u0000-\u001f\u2028\u2029]+/g, ' ').trim()

const mailOf = (row: Row): Mail => ({ id: row.id, kind: row.kind, to: row.recipient, subject: row.subject, text: row.body, writtenAt: instant(row.written_at) })

function openMailWay({ database, log, smtpUrl, mailFrom: from, send }: NoticeUses) {
  if (smtpUrl === null) return null
  const relay = send ?? openRelay(smtpUrl)
  return openDelivery({ database, log, outbox: mailOutbox, trouble: mailTrouble, send: ({ id, to, subject, text }) => relay({ messageId: `<${id}@portico>`, from, to, subject, text }) })
}

function openTextWay({ database, log, textGateway = null, sendText }: NoticeUses) {
  if (textGateway === null) return null
  const gateway = sendText ?? openGateway(textGateway)
  return openDelivery({ database, log, outbox: textOutbox, trouble: (error) => (error instanceof NotTaken && error.refusedForGood ? 'refused' : 'away'), send: ({ id, to, text }) => gateway({ id, to, text }) })
}

export function openNotices(uses: NoticeUses): Notices {
  const { trial, smtpUrl, textGateway = null, publicUrl = 'http://localhost' } = uses
  if (smtpUrl === null && !trial) throw new Error('the built-in mailbox is for trials: real mail needs a relay')
  const mailWay = openMailWay(uses)
  const textWay = openTextWay(uses)
  const canText = textGateway !== null || trial
  const canTextTo = (to: PhoneNumber): boolean => canText && (textGateway === null || isInCountries(to, textGateway.countries))
  const site = new URL(publicUrl).host
  return {
    canText,
    canTextTo,
    deliver: async () => (await Promise.all([mailWay?.deliver() ?? 0, textWay?.deliver() ?? 0])).reduce((sum, one) => sum + one, 0),
    async mail(tx, thing) {
      const words = mailWords[thing.kind] as (facts: MailFacts[MailKind]) => { subject: string; text: string }
      const { subject, text } = words(thing.facts)
      noteWork('mails')
      await tx.query(insertMail, [newId(), mailWay === null ? 'mailbox' : 'smtp', thing.kind, oneLine(thing.to), oneLine(subject), text, thing.usefulUntil ?? daysOn(tx, usefulDays.mail)])
    },
    async nobody(tx) {
      noteWork('mails')
      await tx.query(insertNobody, [newId(), daysOn(tx, usefulDays.mail)])
    },
    async text(tx, thing) {
      if (!canTextTo(thing.to)) throw new Error('a text was written where none can be sent')
      const words = textWords[thing.kind] as (facts: TextFacts[TextKind]) => string
      noteWork('texts')
      const body = fitText(thing.facts.organization, (organization) => words({ ...thing.facts, site, organization } as TextFacts[TextKind]))
      await tx.query(insertText, [newId(), textWay === null ? 'mailbox' : 'gateway', thing.kind, thing.to, body, thing.usefulUntil ?? daysOn(tx, usefulDays.text)])
    },
    mailbox: async (tx) => (await tx.query(newestMail)).map(mailOf),
    texts: async (tx) => (await tx.query(newestTexts)).map(mailOf),
    async message(tx, id) {
      const [row] = await tx.query(oneMail, [id])
      return row === undefined ? null : mailOf(row)
    },
    health: readHealth,
    async purge(tx) {
      await tx.query(purgeOld)
    },
  }
}
