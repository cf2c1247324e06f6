// What do our mails say? Never anything about health: whoever reads the mailbox learns no more than that there is an account.

import type { CodeChannel } from '../../contract/code-channels.ts'
import { type AccountMailFacts, accountMailWords } from './account-mail.ts'

/** The facts each mail needs. */
export type MailFacts = AccountMailFacts & {
  /** Proving an address while joining. */
  'confirm-email': { readonly organization: string; readonly link: string; readonly code: string; readonly phone: string | null }
  /** The code itself, to an address on file or told at the desk. */
  'code-by-mail': { readonly organization: string; readonly link: string; readonly site: string; readonly code: string; readonly phone: string | null }
  /** To those who did not get the code: that one is out. */
  'code-notice': { readonly organization: string; readonly channel: CodeChannel; readonly stop: string; readonly phone: string | null }
  /** In its place, when the address is that of somebody who acts for the record. */
  'email-of-another': { readonly organization: string; readonly link: string; readonly code: string; readonly phone: string | null }
  'account-opened': { readonly organization: string; readonly site: string; readonly phone: string | null; readonly notMe?: string }
  'patient-linked': { readonly organization: string; readonly site: string; readonly phone: string | null; readonly notMe?: string }
  /** To the work address of staff. */
  'staff-invited': { readonly organization: string; readonly link: string; readonly until: string }
  'staff-added': { readonly organization: string; readonly site: string }
  'staff-reset': { readonly organization: string; readonly link: string; readonly until: string }
  'staff-roles-changed': { readonly organization: string; readonly roles: string; readonly by: string }
  'staff-dismissed': { readonly organization: string; readonly by: string }
  'staff-reset-told': { readonly organization: string; readonly name: string; readonly by: string }
  'staff-new-device': { readonly when: string; readonly device: string }
  'staff-code-used': { readonly when: string; readonly left: number }
  'staff-codes-made': { readonly when: string }
  /** To the contact on file that opens the door. */
  'sign-up-code': SignUpFacts
  /** In its place, when the record has an account. */
  'sign-up-known': SignUpFacts
  /** To every other contact on file. */
  'sign-up-begun': SignUpFacts
  /** From the desk. */
  'sign-up-ready': SignUpFacts
  /** To every contact on file, at the end. */
  'sign-up-finished': SignUpFacts
}

/** What the mails of a sign-up without a code need. `link`: where it goes on; `stop`: the page of "this was not me". */
type SignUpFacts = { readonly organization: string; readonly phone: string | null; readonly site: string; readonly code: string; readonly minutes: number; readonly link: string; readonly stop: string }

type MailText = { readonly subject: string; readonly text: string }

const lines = (...parts: readonly string[]): string => `${parts.join('\n\n')}\n`
/** R37: who did not open it closes it at one press. */
const notMine = (phone: string | null, notMe: string | undefined): string => (notMe === undefined ? `Was this not you? Call right away. ${help(phone)}` : `Was this not you? Open this page and press the button. It closes the account at once:\n${notMe}\n\n${help(phone)}`)
const help = (phone: string | null): string => (phone === null ? 'Questions? Call your hospital.' : `Questions? Call ${phone}.`)

/** How a code went out, as its owner is told who did not get it. */
const codeWent: Readonly<Record<CodeChannel, string>> = {
  letter: 'A letter with a code is on its way to the address we have for you.',
  mail: 'We sent a code by email.',
  text: 'We sent a code by text message.',
  desk: 'A code was printed at our front desk.',
  screen: 'A code was shown at our front desk.',
}

export const mailWords: { readonly [K in keyof MailFacts]: (facts: MailFacts[K]) => MailText } = {
  ...accountMailWords,
  'confirm-email': ({ organization, link, code, phone }) => ({
    subject: `Confirm your email for ${organization}`,
    text: lines(
      `Someone is opening an account at ${organization} with this email address.`,
      `If it is you, open this page and press the button:\n${link}`,
      `Or type these 6 numbers on the page you came from: ${code}`,
      'The link and the numbers work for 24 hours, 1 time.',
      `Is it not you? Then do nothing. ${help(phone)}`,
    ),
  }),
  'code-by-mail': ({ organization, link, site, code, phone }) => ({
    subject: `Your ${organization} code`,
    text: lines(
      `With this code you open your health record at ${organization}.`,
      `Open this page and type your birth date:\n${link}`,
      `Or go to ${site} and type this code: ${code}`,
      'It works for 24 hours, 1 time, and only with your birth date.',
      'We never call to ask for this code or your password.',
      `Did you not ask for it? Then do nothing. ${help(phone)}`,
    ),
  }),
  'code-notice': ({ organization, channel, stop, phone }) => ({
    subject: `A code for your ${organization} record`,
    text: lines(
      `${codeWent[channel]} It opens your health record at ${organization}.`,
      'If you asked for it, there is nothing to do.',
      `Was this not you? Open this page and press the button. The code stops at once:\n${stop}`,
      help(phone),
    ),
  }),
  'email-of-another': ({ organization, phone }) => ({
    subject: `Another email is needed at ${organization}`,
    text: lines(
      `Someone is opening an account of their own at ${organization} and typed this email address.`,
      'You use it already, and you help with that record. An account of their own needs an address that only they read.',
      'Go back and type another address. Your own account stays as it is.',
      `Is it not you? Then do nothing. ${help(phone)}`,
    ),
  }),
  'account-opened': ({ organization, site, phone, notMe }) => ({
    subject: `Your ${organization} account is open`,
    text: lines(`You made an account at ${organization} with this email address.`, `Sign in at ${site}`, notMine(phone, notMe)),
  }),
  'patient-linked': ({ organization, site, phone, notMe }) => ({
    subject: `${organization} was added to your account`,
    text: lines(`A record at ${organization} was added to your account.`, `See it at ${site}`, notMine(phone, notMe)),
  }),
  'staff-invited': ({ organization, link, until }) => ({
    subject: `Set up your staff sign-in for ${organization}`,
    text: lines(`${organization} has added you as staff.`, `Open this page and press the button:\n${link}`, `The link works until ${until}, 1 time. You choose a password and a second step.`, 'Did you not expect this? Then do nothing, and tell your administrator.'),
  }),
  'staff-added': ({ organization, site }) => ({
    subject: `You now also work at ${organization}`,
    text: lines(`${organization} has added you as staff.`, `Sign in as before: ${site}`, 'You choose there where you are working. Did you not expect this? Tell your administrator.'),
  }),
  'staff-reset': ({ organization, link, until }) => ({
    subject: `Set up your staff sign-in again for ${organization}`,
    text: lines('An administrator ended your second step and signed you out everywhere.', `To come back, open this page and press the button:\n${link}`, `The link works until ${until}, 1 time.`, 'Did you not ask for this? Call your administrator right away.'),
  }),
  'staff-reset-told': ({ organization, name, by }) => ({
    subject: `A staff sign-in was reset at ${organization}`,
    text: lines(`${by} ended the second step of ${name} and sent them a new link.`, 'If that is wrong, look at it now with the other administrators.'),
  }),
  'staff-roles-changed': ({ organization, roles, by }) => ({
    subject: `Your roles at ${organization} were changed`,
    text: lines(`${by} changed what you may do at ${organization}. You are now: ${roles}.`, 'Questions? Ask your administrator.'),
  }),
  'staff-dismissed': ({ organization, by }) => ({
    subject: `Your staff sign-in at ${organization} ended`,
    text: lines(`${by} ended your access as staff of ${organization}.`, 'Questions? Ask your administrator.'),
  }),
  'staff-code-used': ({ when, left }) => ({
    subject: 'A recovery code of your staff account was used',
    text: lines(`Your staff account was opened with a recovery code on ${when}. You have ${left} left.`, 'Was this not you? Call your administrator right away. They can end your sign-in.'),
  }),
  'staff-codes-made': ({ when }) => ({
    subject: 'New recovery codes for your staff account',
    text: lines(`New recovery codes were made for your staff account on ${when}. The old ones stopped working.`, 'Was this not you? Call your administrator right away. They can end your sign-in.'),
  }),
  'staff-new-device': ({ when, device }) => ({
    subject: 'New sign-in to your staff account',
    text: lines('Your staff account was opened on a device we did not know.', `When: ${when}\nDevice: ${device}`, 'Was this not you? Call your administrator right away. They can end your sign-in.'),
  }),
  'sign-up-code': ({ organization, code, minutes, stop, phone }) => ({
    subject: `Your code for ${organization}`,
    text: lines(
      `Someone asked to open an account at ${organization}. Your address is on file there.`,
      `If it is you, type these 6 numbers on the page you came from: ${code}`,
      `They work ${minutes > 60 ? `for ${Math.round(minutes / 60)} hours` : `for ${minutes} minutes`}, 1 time. We never call to ask for them.`,
      `Is it not you? Open this page and stop it:\n${stop}`,
      help(phone),
    ),
  }),
  'sign-up-known': ({ organization, link, stop, phone }) => ({
    subject: `You have an account at ${organization}`,
    text: lines(
      `Someone asked to open a new account at ${organization}. You have one already.`,
      `If it is you, sign in:\n${link}`,
      'Did you forget your password, or lose your phone? The sign-in page helps you get back in.',
      `Is it not you? Open this page and stop it:\n${stop}`,
      help(phone),
    ),
  }),
  'sign-up-begun': ({ organization, stop, phone }) => ({
    subject: `Someone is opening an account at ${organization}`,
    text: lines(`Someone is opening an account at ${organization}. Your address is on file there.`, 'If it is you, there is nothing to do.', `Is it not you? Open this page and stop it:\n${stop}`, help(phone)),
  }),
  'sign-up-ready': ({ organization, link, phone }) => ({
    subject: `${organization}: your sign-up is ready`,
    text: lines(`${organization}: your sign-up is ready.`, `Finish at:\n${link}`, 'The link works for 24 hours, 1 time. Your answers are saved.', 'We never ask for your password.', `Did you not ask for this? Call right away. ${help(phone)}`),
  }),
  'sign-up-finished': ({ organization, stop, phone }) => ({
    subject: `An account was opened at ${organization}`,
    text: lines(`An account for a record at ${organization} was opened. Your address is on file there.`, 'If it was you, there is nothing to do.', `Was it not you? Open this page and stop it:\n${stop}`, help(phone)),
  }),
}
