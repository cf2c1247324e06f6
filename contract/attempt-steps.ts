// Which steps of getting in leave a line when somebody tries them, and how can a try end? Closed lists: a page that is such a
// step declares it (`step`), and the words stand in words/en/attempts.ts.

export const attemptSteps = [
  'code', 'email', 'email-proof', 'password-choice', 'second-step-choice',
  'sign-up', 'sign-up-code', 'sign-up-link', 'sign-in', 'second-step', 'recovery-code', 'forgot',
] as const
export type AttemptStep = (typeof attemptSteps)[number]

/** A try that was not refused: `in`: the record opened; `sent`: a mail, text or letter is on its way; `parked`: kept for the desk, with a help code; `passed`: the next step came. */
export const attemptEnds = ['in', 'sent', 'parked', 'passed'] as const
export type AttemptEnd = (typeof attemptEnds)[number]
