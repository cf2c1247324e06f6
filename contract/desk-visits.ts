// How does somebody stand before the desk, what is checked, and by which ways may they go on? Closed lists of assisted sign-up.
import type { CodeChannel } from './code-channels.ts'

/** Why a record was looked up. `here`: they stand at the desk; `phone`: called back on a number on file. */
export const visitReasons = ['here', 'phone'] as const
export type VisitReason = (typeof visitReasons)[number]

/** What staff say they checked; all of them, when somebody is here. */
export const visitChecks = ['id-good', 'photo-fits', 'record-fits'] as const
export type VisitCheck = (typeof visitChecks)[number]

export const idKinds = ['license', 'state-id', 'passport', 'other'] as const
export type IdKind = (typeof idKinds)[number]

/**
 * Ways on. Who is here may tell a phone or an address of their own, scan a square or take a sheet along; who calls gets a code only
 * where the organization had them before: at a contact on file, or by letter.
 */
export const waysFor: Readonly<Record<VisitReason, readonly CodeChannel[]>> = { here: ['text', 'mail', 'screen', 'desk', 'letter'], phone: ['text', 'mail', 'letter'] }
