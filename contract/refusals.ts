// Which "no" can the system say? A closed list: each has a status, a place (a field or a page) and words in words/en.
// What is kept for the log (`because`) never leaves; see ground/kernel/refusal.ts.

export const refusals = {
  'not-found': { status: 404, place: 'page' },
  'sign-in-first': { status: 401, place: 'page' },
  'session-ended': { status: 401, place: 'page' },
  'step-up-first': { status: 401, place: 'page' },
  'not-yours': { status: 404, place: 'page' },
  'form-expired': { status: 403, place: 'page' },
  'form-not-understood': { status: 400, place: 'page' },
  'too-many-tries': { status: 429, place: 'page' },
  'too-busy': { status: 503, place: 'page' },
  'too-large': { status: 413, place: 'page' },
  'code-no-match': { status: 422, place: 'field' },
  'code-expired': { status: 422, place: 'page' },
  'sign-in-no-match': { status: 422, place: 'field' },
  'second-step-no-match': { status: 422, place: 'field' },
  'link-not-usable': { status: 410, place: 'page' },
  'password-too-short': { status: 422, place: 'field' },
  'password-too-long': { status: 422, place: 'field' },
  'password-known': { status: 422, place: 'field' },
  'password-personal': { status: 422, place: 'field' },
  'email-not-usable': { status: 422, place: 'field' },
  'phone-not-usable': { status: 422, place: 'field' },
  'date-impossible': { status: 422, place: 'field' },
  'date-missing': { status: 422, place: 'field' },
  'code-missing': { status: 422, place: 'field' },
  'range-backwards': { status: 422, place: 'field' },
  'nothing-chosen': { status: 422, place: 'field' },
  'address-not-usable': { status: 422, place: 'field' },
  'hours-not-usable': { status: 422, place: 'field' },
  'organization-cannot-join': { status: 422, place: 'field' },
  'cannot-audit': { status: 503, place: 'page' },
  'our-fault': { status: 500, place: 'page' },
} as const satisfies Record<string, { status: number; place: 'field' | 'page' }>

export type RefusalCode = keyof typeof refusals
