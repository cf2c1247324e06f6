// How does a mail reach the relay, and what does its "no" mean?
import { createTransport } from 'nodemailer'
import type { Trouble } from './delivery.ts'

/** Hands one mail to the relay; rejects when it was not taken. */
export type SendMail = (mail: { readonly messageId: string; readonly from: string; readonly to: string; readonly subject: string; readonly text: string }) => Promise<unknown>

export function openRelay(smtpUrl: string): SendMail {
  // STARTTLS where the relay offers it; a mail holds links, so a certificate is checked.
  const transport = createTransport(smtpUrl, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000, disableFileAccess: true, disableUrlAccess: true } as object)
  return (mail) => transport.sendMail(mail)
}

/**
 * RFC 5321 4.2.1: 5yz about the recipient or the text of this mail is for good, 4yz about them means later (greylisting).
 * Anything else (no connection, no TLS, not let in, a reply that never came) is about the relay.
 */
export function mailTrouble(error: unknown): Trouble {
  const { code, responseCode } = Object(error) as { code?: string; responseCode?: number }
  if (responseCode === undefined || (code !== 'EENVELOPE' && code !== 'EMESSAGE')) return 'away'
  // 421: the relay is closing; 530-538: it wants somebody else.
  if (responseCode === 421 || (responseCode >= 530 && responseCode <= 538)) return 'away'
  return responseCode >= 500 ? 'refused' : 'later'
}
