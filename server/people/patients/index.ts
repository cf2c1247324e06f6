// The patients' door: one organization's chart of one human, and which charts are the same human.
export { type Patient, type Patients, type Registration, normalizeMrn, openPatients } from './patients.ts'
export type { Correction, Corrections, NewCorrection } from './corrections.ts'
export type { RegisteredFacts } from './on-file.ts'
export { emailKey, foldName, foldNameWide, mrnSigns, phoneDigits, withoutZeros } from './normal-forms.ts'
export type { DatedContact } from './dated-contacts.ts'
