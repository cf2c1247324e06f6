// What do our text messages say? At most 160 plain letters, whose they are and where to go; never anything about health,
// never a clinic's department, and nobody is asked to answer.

/** The facts each text needs. `organization` is cut when it is too long; `site` (the host alone) never is. */
export type TextFacts = {
  /** The second step of signing in, or the proof of a number. The last line binds the code to our address (origin-bound codes). */
  'sign-in-code': { readonly organization: string; readonly site: string; readonly code: string; readonly minutes: number }
  /** The code itself: a link that asks for the birth date. */
  'code-by-text': { readonly organization: string; readonly site: string; readonly link: string }
  /** To a number on file that did not get the code: that one is out, and how to stop it. */
  'code-notice': { readonly organization: string; readonly site: string; readonly link: string }
  /** Something about the account changed: which, only the account itself says. */
  'account-changed': { readonly organization: string; readonly site: string }
  /** From the desk, after a look at an ID: a new password and a new second step. */
  'desk-link': { readonly organization: string; readonly site: string; readonly link: string }
  /** A sign-up without a code, in the same five places as the mails. `link` and `stop` are whole addresses. */
  'sign-up-code': { readonly organization: string; readonly site: string; readonly code: string; readonly stop: string }
  'sign-up-known': { readonly organization: string; readonly site: string; readonly stop: string }
  'sign-up-begun': { readonly organization: string; readonly site: string; readonly stop: string }
  'sign-up-ready': { readonly organization: string; readonly site: string; readonly link: string }
  'sign-up-finished': { readonly organization: string; readonly site: string; readonly stop: string }
}

export const textWords: { readonly [K in keyof TextFacts]: (facts: TextFacts[K]) => string } = {
  'sign-in-code': ({ organization, site, code, minutes }) => `${organization}: your code is ${code}. It works for ${minutes} minutes. We never call to ask for it.\n@${site} #${code}`,
  'code-by-text': ({ organization, link }) => `${organization}: open ${link} and type your birth date. It works 10 minutes.`,
  'code-notice': ({ organization, link }) => `${organization}: a code to open your record was made. Not you? Stop it: ${link}`,
  'account-changed': ({ organization, site }) => `${organization}: your account was changed. Was it not you? Go to ${site}, sign in and open Account.`,
  'desk-link': ({ organization, link }) => `${organization}: get back in within 1 hour: ${link}`,
  'sign-up-code': ({ organization, code, stop }) => `${organization}: your code is ${code}. Is it not you who signs up? Stop it: ${stop}`,
  'sign-up-known': ({ organization, stop }) => `${organization}: you have an account there already. Sign in, or stop this: ${stop}`,
  'sign-up-begun': ({ organization, stop }) => `${organization}: someone is opening an account. Is it not you? Stop it: ${stop}`,
  'sign-up-ready': ({ organization, link }) => `${organization}: your sign-up is ready. Finish at ${link}\nWe never ask for your password.`,
  'sign-up-finished': ({ organization, stop }) => `${organization}: an account was opened. Was it not you? Stop it: ${stop}`,
}
