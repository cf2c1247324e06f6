// What becomes of a message that came in, why does one wait for a person, and which moves are there? Compared with docs/states.md by
// server/records/inbound/feeds/states.test.ts; words/en/inbound.ts has the words.

/** What is sent: HL7 v2 messages, FHIR R4 as JSON, clinical documents (C-CDA). */
export const messageForms = ['hl7v2', 'fhir', 'ccda'] as const
export type MessageForm = (typeof messageForms)[number]

/**
 * `waiting`: committed as it came, not worked on yet. `done`: what it says is in the record. `same`: the same bytes were here before.
 * `parked`: it cannot be read, or failed again and again. `unplaced`: whose is it? `set-aside`: a person decided that it stays out.
 */
export const messageStates = ['waiting', 'done', 'same', 'parked', 'unplaced', 'set-aside'] as const
export type MessageState = (typeof messageStates)[number]

export type MessageMove = { readonly from: MessageState; readonly to: MessageState; readonly by: string }

/** Every other move is refused; each is an `update … where state = from`, so that of two at once one wins. */
export const messageMoves: readonly MessageMove[] = [
  { from: 'waiting', to: 'done', by: 'it is worked on' },
  { from: 'waiting', to: 'parked', by: 'it is refused, or failed for the last time' },
  { from: 'waiting', to: 'unplaced', by: 'nobody, or more than one, could be meant' },
  { from: 'parked', to: 'waiting', by: 'replay' },
  { from: 'parked', to: 'set-aside', by: 'an administrator or an operator, with a reason' },
  { from: 'unplaced', to: 'waiting', by: 'replay, the chart is registered, or staff say whose it is' },
  { from: 'unplaced', to: 'set-aside', by: 'staff or an operator, with a reason' },
  { from: 'set-aside', to: 'waiting', by: 'replay' },
  { from: 'done', to: 'waiting', by: 'the link it came by is undone, and what it brought has left the chart' },
]

/** Why a message says nothing of anybody until a person, or a later message, decides. */
export const unplacedReasons = [
  'no-number', 'no-such-number', 'number-of-another-authority', 'number-without-authority', 'says-too-little', 'two-charts', 'birth-date-differs', 'name-differs',
  'not-known-here', 'merge-of-unknown', 'merge-differs', 'merge-ended-here', 'merge-too-large', 'merges-too-many',
] as const
export type UnplacedReason = (typeof unplacedReasons)[number]

/** Of these no link answers: they are about two charts, and are confirmed or set aside. */
const mergeReasons: ReadonlySet<string> = new Set<UnplacedReason>(['merge-of-unknown', 'merge-differs', 'merge-ended-here', 'merge-too-large', 'merges-too-many'])
export const aboutMerges = (reason: string): boolean => mergeReasons.has(reason)
