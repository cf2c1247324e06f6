// The patients' door: one organization's chart of one human, and which charts are the same human.
export { type Patient, type Patients, openPatients } from './patients.ts'
export type { Registered, Registering, Registration, Said } from './registering.ts'
export type { Numbered } from './numbers.ts'
export type { EndingMerge, Merge, Merges, SaidOfPair } from './merges.ts'
export type { Correction, Corrections, NewCorrection } from './corrections.ts'
export type { RegisteredFacts } from './on-file.ts'
export { emailKey, foldName, foldNameWide, mrnSigns, normalizeMrn, phoneDigits, withoutZeros } from './normal-forms.ts'
export type { DatedContact } from './dated-contacts.ts'
