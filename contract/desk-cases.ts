// What may stand against letting somebody in, and what may the desk decide? Closed lists; the words are in words/en/desk.ts.

/** `blocks`: nobody lets them in from here; `supervisor`: a supervisor decides; `second`: a second member of staff must agree. */
export const caseConcerns = {
  'no-record': 'blocks',
  'has-account': 'blocks',
  deceased: 'blocks',
  'too-young': 'blocks',
  'own-record': 'blocks',
  'two-records': 'supervisor',
  'name-and-birth-differ': 'supervisor',
  'contact-changed': 'second',
  'many-tries': 'second',
  'referred-unsure': 'supervisor',
} as const satisfies Record<string, 'blocks' | 'supervisor' | 'second'>
export type CaseConcern = keyof typeof caseConcerns

/** `file`: what is on file is right; `typed`: what they say is right, and registration is asked to change it; `unsure`: a supervisor takes over; `clear`: a supervisor gives it back; `report`: this may not be them. */
export const deskDecisions = ['file', 'typed', 'unsure', 'clear', 'report'] as const
export type DeskDecision = (typeof deskDecisions)[number]

/** What was looked at before somebody is let in; all of them, each time. */
export const idChecks = ['photo-id', 'photo-fits', 'details-fit', 'told-why'] as const
export type IdCheck = (typeof idChecks)[number]

export const idKinds = ['license', 'state-id', 'passport', 'other'] as const
export type IdKind = (typeof idKinds)[number]

/** How one typed fact compares with what is on file. */
export const comparedFields = ['family', 'given', 'birth-date', 'mrn', 'phone', 'email', 'address', 'ssn4'] as const
export type ComparedField = (typeof comparedFields)[number]
/** `alike`: spelled otherwise; `zeros`: zeros left out; `former`: once on file; `added`, `left-out`, `part`: where they differ; `none`: nothing on file. */
export const compareNotes = ['alike', 'zeros', 'former', 'added', 'left-out', 'part', 'none', 'hidden'] as const
export type CompareNote = (typeof compareNotes)[number]
