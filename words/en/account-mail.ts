// What do we mail when something about an account changes, or somebody cannot get in? Never anything about health. Each mail of a
// change carries a link that closes the account at one press: whoever did not do it needs no password for that.

type Change = { readonly when: string; readonly site: string; /** Freezes the account; staff mails have none. */ readonly notMe?: string }

/** The facts each of these mails needs. */
export type AccountMailFacts = {
  'new-device': Change & { readonly device: string }
  'password-changed': Change
  'password-reset': Change
  'passkey-added': Change
  'app-added': Change
  'factor-removed': Change
  'recovery-codes-made': Change
  'recovery-code-used': Change & { readonly left: number }
  'second-step-replaced': Change
  /** `undo`: only in the mail to the address that was replaced. `until`: the end of the hold; empty when something was removed. */
  'contact-changed': Change & { readonly what: 'email' | 'second-email' | 'phone'; readonly until: string; readonly undo: string | null }
  'contact-taken-back': Change
  'account-frozen': Change
  'account-thawed': Change
  'wait-begun': Change & { readonly opens: string; readonly cancel: string }
  'wait-stopped': Change
  'accounts-joined': Change & { readonly kept: string; readonly closed: string; readonly undo: string }
  'accounts-parted': Change
  'desk-reset': Change & { readonly organization: string; readonly phone: string }
  /** To the address that was typed, and only there. */
  'reset-password': { readonly link: string; readonly minutes: number; readonly site: string }
  'no-account': { readonly site: string }
  'signs-in-with': { readonly emails: readonly string[]; readonly site: string }
  /** Proving an address that is to be added. */
  'confirm-contact': { readonly code: string; readonly site: string }
  'lost-phone-code': { readonly code: string; readonly site: string }
  /** From the desk, after a look at an ID. */
  'desk-link': { readonly organization: string; readonly link: string; readonly minutes: number }
}

type MailText = { readonly subject: string; readonly text: string }

const lines = (...parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('\n\n')}\n`
const notYou = ({ site, notMe }: Change): string => (notMe === undefined ? `Was this not you? Sign in at ${site} and open Account. Sign out all devices and change your password.` : `Was this not you? Open this page and press the button. It closes your account at once:\n${notMe}`)
const changed = { email: 'The email you sign in with', 'second-email': 'Your second email', phone: 'The phone that gets your codes' } as const

export const accountMailWords: { readonly [K in keyof AccountMailFacts]: (facts: AccountMailFacts[K]) => MailText } = {
  'new-device': (facts) => ({ subject: 'New sign-in to your account', text: lines('Your account was opened on a device we did not know.', `When: ${facts.when}\nDevice: ${facts.device}`, 'If it was you, there is nothing to do.', notYou(facts)) }),
  'password-changed': (facts) => ({ subject: 'Your password was changed', text: lines(`The password of your account was changed on ${facts.when}.`, 'All other devices were signed out.', notYou(facts)) }),
  'password-reset': (facts) => ({ subject: 'Your password was reset', text: lines(`A new password was set for your account on ${facts.when}, with a link from an email.`, 'All devices were signed out. Your second step is still asked for.', notYou(facts)) }),
  'passkey-added': (facts) => ({ subject: 'A passkey was added', text: lines(`A passkey was added to your account on ${facts.when}.`, notYou(facts)) }),
  'app-added': (facts) => ({ subject: 'A code app was added', text: lines(`An app that shows sign-in codes was added to your account on ${facts.when}.`, notYou(facts)) }),
  'factor-removed': (facts) => ({ subject: 'A way to sign in was removed', text: lines(`A passkey, a code app or a phone was removed from your account on ${facts.when}.`, notYou(facts)) }),
  'recovery-codes-made': (facts) => ({ subject: 'New recovery codes', text: lines(`New recovery codes were made for your account on ${facts.when}. The old ones stopped working.`, notYou(facts)) }),
  'recovery-code-used': (facts) => ({ subject: 'A recovery code was used', text: lines(`Your account was opened with a recovery code on ${facts.when}. You have ${facts.left} left.`, notYou(facts)) }),
  'second-step-replaced': (facts) => ({ subject: 'You have a new second step', text: lines(`A new second step was set up for your account on ${facts.when}. The apps and phones from before stopped working.`, notYou(facts)) }),
  'contact-changed': (facts) => ({
    subject: `${changed[facts.what]} was changed`,
    text: lines(
      `${changed[facts.what]} was changed on ${facts.when}.`,
      facts.until === '' || facts.what === 'phone' ? '' : `A new address can reset your password from ${facts.until} on. Until then the old one can.`,
      facts.undo === null ? '' : `Do you want the old address back? Open this page before then and press the button:\n${facts.undo}`,
      notYou(facts),
    ),
  }),
  'contact-taken-back': (facts) => ({ subject: 'Your old email is back', text: lines(`A change of your email was taken back on ${facts.when}. The old address signs in again. All devices were signed out.`, notYou(facts)) }),
  'account-frozen': (facts) => ({ subject: 'Your account is closed for now', text: lines(`Someone said “this was not me” on ${facts.when}. All devices were signed out, and nothing opens now.`, `To open it again, sign in at ${facts.site}. We ask for your second step and a new password.`, 'You can also come to the front desk with a photo ID.') }),
  'account-thawed': (facts) => ({ subject: 'Your account is open again', text: lines(`Your account was opened again on ${facts.when}, with your second step and a new password.`, notYou(facts)) }),
  'wait-begun': (facts) => ({
    subject: 'Someone says they lost your phone',
    text: lines(`On ${facts.when} someone with your password asked for a new second step.`, `Is it you? Sign in again after ${facts.opens}. Then you set up a new second step.`, `Is it not you? Open this page and press the button. Then nothing opens:\n${facts.cancel}`, notYou(facts)),
  }),
  'wait-stopped': (facts) => ({ subject: 'The new second step was stopped', text: lines(`On ${facts.when} someone pressed “stop it” in our email. Your account is as it was before.`, 'Change your password, if someone else may know it.', notYou(facts)) }),
  'accounts-joined': (facts) => ({ subject: 'Two accounts are one now', text: lines(`On ${facts.when} the account of ${facts.closed} was joined to the account of ${facts.kept}.`, 'Both emails sign in to it, with the one password and second step.', `Do you want two accounts again? Open this page in the next 3 days and press the button:\n${facts.undo}`, notYou(facts)) }),
  'accounts-parted': (facts) => ({ subject: 'Your accounts are two again', text: lines(`On ${facts.when} the joining of your two accounts was taken back. Each opens with its own password.`, notYou(facts)) }),
  'desk-reset': (facts) => ({ subject: 'The front desk helped with your sign-in', text: lines(`On ${facts.when} the front desk at ${facts.organization} helped with your sign-in, after a look at an ID.`, 'A link for a new password and a new second step was sent.', facts.phone === '' ? '' : `Questions? Call ${facts.phone}.`, notYou(facts)) }),
  'reset-password': ({ link, minutes, site }) => ({ subject: 'Choose a new password', text: lines('Someone asked for a new password for your account. If it was you, open this page:', link, `The link works for ${minutes} minutes, 1 time. After that, ask again at ${site}/forgot`, 'If it was not you, do nothing. Your password stays as it is.') }),
  'no-account': ({ site }) => ({ subject: 'No account has this email', text: lines('Someone asked us about an account with this email address. There is none.', `If it was you: you may have used another email. Try it at ${site}/sign-in/which-email`, 'Or call your hospital. If it was not you, do nothing.') }),
  'signs-in-with': ({ emails, site }) => ({ subject: 'The email you sign in with', text: lines(`You asked which email you sign in with. It is:\n${emails.join('\n')}`, `Sign in at ${site}/sign-in`, 'If you did not ask, do nothing.') }),
  'confirm-contact': ({ code, site }) => ({ subject: 'Your 6 numbers', text: lines(`Someone wants to use this email address for their account at ${site}`, `If it is you, type these 6 numbers there: ${code}`, 'They work for 1 hour, 1 time.', 'Is it not you? Then do nothing. We never call to ask for these numbers.') }),
  'lost-phone-code': ({ code, site }) => ({ subject: 'Your 6 numbers for a lost phone', text: lines(`Someone with your password says they lost the phone for your account at ${site}`, `If it is you, type these 6 numbers there: ${code}`, 'Then you wait 24 hours, to keep your record safe.', 'Is it not you? Someone else knows your password. Change it now.') }),
  'desk-link': ({ organization, link, minutes }) => ({ subject: `Get back in to your record at ${organization}`, text: lines(`The front desk at ${organization} made this link for you. Open it and press the button:\n${link}`, `It works for ${minutes} minutes, 1 time. You choose a new password and a new second step.`, 'Did you not ask for this? Call the front desk right away.') }),
}
