// Which facts of a chart may be asked to be corrected, and where does such a request stand? Closed lists.

export const correctionFields = ['name', 'birth-date', 'phone', 'email', 'address', 'language'] as const
export type CorrectionField = (typeof correctionFields)[number]

/** `sent`: registration has not decided; `done`: their system says so now; `refused`: with a reason. */
export const correctionStates = ['sent', 'done', 'refused'] as const
export type CorrectionState = (typeof correctionStates)[number]

/** Who asked: the patient from their own details, or the desk while helping somebody ("typed is right"). */
export const correctionSources = ['patient', 'desk'] as const
export type CorrectionSource = (typeof correctionSources)[number]
