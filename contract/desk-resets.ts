// Why does a second member of staff decide before the desk lets somebody back in? A closed list; words in words/en/desk-reset.ts.

/** `frozen`: "this was not me" was said; `changed`: an address or factor changed lately; `tries`: somebody is guessing; `helped`: the desk helped within 30 days. */
export const resetRisks = ['frozen', 'changed', 'tries', 'helped'] as const
export type ResetRisk = (typeof resetRisks)[number]
