// What does a stored record hold, whatever dialect brought it? One shape for each kind: every inbound format maps to
// these, one presenter per kind reads them. A field is from the record or absent; numbers and dates are text as sent.

import type { Narrative } from './narrative.ts'

/** A code with the words that came with it. */
export type Coded = { readonly text: string; readonly code?: string; readonly system?: 'loinc' | 'snomed' | 'rxnorm' | 'cvx' | 'icd10' | 'other' }

/** A date or instant exactly as sent ("2026", "2026-03", "2026-03-04T10:00:00-05:00"). */
export type SentDate = string
export type SentPeriod = { readonly start?: SentDate; readonly end?: SentDate }

/** A number with its text, so that 2.00 stays 2.00. */
export type Quantity = { readonly value: string; readonly unit?: string; readonly comparator?: '<' | '<=' | '>' | '>=' }

export type Range = { readonly low?: string; readonly high?: string; readonly text?: string; readonly unit?: string }

/** HL7 v3 ObservationInterpretation reduced to what a page can say. Absent: the source gave none. */
export type Flag = 'in-range' | 'low' | 'high' | 'outside' | 'critical-low' | 'critical-high' | 'critical'

export type ReportStatus = 'ordered' | 'registered' | 'preliminary' | 'final' | 'corrected' | 'cancelled' | 'entered-in-error' | 'unknown'

export type LabValue = {
  readonly name: Coded
  readonly quantity?: Quantity
  /** A result in words ("Negative"). */
  readonly text?: string
  readonly ranges: readonly Range[]
  /** As the source said it; never computed by us into this field. */
  readonly flag?: Flag
  readonly status: ReportStatus
  readonly notes: readonly string[]
  /** Why there is no value, in the source's words. */
  readonly absent?: string
  /** There is a value, of a form that cannot be shown here. */
  readonly unread?: boolean
  /** Components of one observation (blood pressure), one level. */
  readonly parts: readonly LabValue[]
  readonly taken?: SentDate
}

export type Author = { readonly name: string; readonly role?: string }

/** Words of a document: plain text, or safe blocks; other content is an attachment. */
export type Attachment = {
  readonly contentType: string
  readonly title?: string
  /** UTF-8 text when the content is readable text. */
  readonly text?: string
  /** Base64 bytes otherwise. */
  readonly base64?: string
  /** An address we do not fetch; shown as "kept elsewhere". */
  readonly address?: string
  readonly bytes?: number
  /** Why it cannot be shown ("not base64"). */
  readonly damage?: string
  /** In what it is not what its source says it is. */
  readonly differs?: 'type' | 'size' | 'hash'
}

/** The document a fact was found in, and the part of it. */
export type FoundIn = { readonly document: string; readonly part?: string; readonly dated?: SentDate }

/** A part of a document with its words; parts inside parts follow it, one step deeper. */
export type DocumentPart = {
  readonly title?: string
  /** LOINC code of the part. */
  readonly code?: string
  readonly depth: number
  readonly words: readonly Narrative[]
  /** Why there are no words, in the source's terms (HL7 v3 NullFlavor). */
  readonly empty?: string
  /** How many of its entries stand in the lists of the record too, and how many only here. */
  readonly listed: number
  readonly unlisted: number
}

/** The file as it came, kept byte for byte. */
export type Original = { readonly version: string; readonly bytes: number; readonly name: string }

/** What a clinical document carries beside what every paper has. */
export type Told = { readonly parts: readonly DocumentPart[]; readonly original: Original; readonly version?: string }

type Common = {
  readonly found?: FoundIn
  readonly organization?: string
  readonly place?: string
  readonly authors: readonly Author[]
  /** When the source finished or issued it. */
  readonly issued?: SentDate
  readonly identifier?: string
}

export type LabResult = Common & { readonly kind: 'lab-result'; readonly name: Coded; readonly status: ReportStatus; readonly taken?: SentDate; readonly lab?: string; /** What was tested ("Serum"). */ readonly specimen?: string; readonly values: readonly LabValue[]; readonly comments: readonly { who?: string; when?: SentDate; text: string }[]; readonly conclusion?: string; readonly attachments: readonly Attachment[] }
export type ImagingReport = Common & { readonly kind: 'imaging-report'; readonly name: Coded; readonly status: ReportStatus; readonly taken?: SentDate; readonly bodySite?: string; readonly modality?: string; readonly why?: string; readonly findings?: string; readonly conclusion?: string; readonly attachments: readonly Attachment[]; /** Pictures exist at the source; we do not hold them. */ readonly pictures: number; readonly told?: Told }
export type Visit = Common & { readonly kind: 'visit'; readonly type: Coded; readonly class?: 'office' | 'hospital' | 'emergency' | 'virtual' | 'home' | 'other'; readonly status: 'planned' | 'in-progress' | 'finished' | 'cancelled' | 'unknown'; readonly period: SentPeriod; readonly specialty?: string; readonly reasons: readonly Coded[]; readonly discharge?: string }
export type Note = Common & { readonly kind: 'note' | 'visit-summary' | 'document'; readonly type: Coded; readonly status: 'current' | 'superseded' | 'unsigned'; readonly written?: SentDate; readonly title?: string; readonly attachments: readonly Attachment[]; readonly told?: Told }
export type Medicine = Common & { readonly kind: 'medicine'; readonly name: Coded; readonly status: 'active' | 'stopped' | 'completed' | 'on-hold' | 'cancelled' | 'unknown'; readonly prescribed?: SentDate; readonly ended?: SentDate; readonly instructions: readonly string[]; readonly reasons: readonly Coded[]; readonly refills?: string; /** "No known medicines" said by somebody. */ readonly saidNone?: boolean }
export type Vaccine = Common & { readonly kind: 'vaccine'; readonly name: Coded; readonly status: 'given' | 'not-given' | 'unknown'; readonly given?: SentDate; readonly lot?: string; readonly site?: string; readonly dose?: string; readonly manufacturer?: string; readonly reason?: string }
export type Condition = Common & { readonly kind: 'condition'; readonly name: Coded; readonly clinical: 'active' | 'inactive' | 'resolved' | 'unknown'; readonly certainty: 'confirmed' | 'unconfirmed' | 'refuted' | 'unknown'; readonly onset?: SentDate; readonly ended?: SentDate; readonly recorded?: SentDate; readonly social: boolean; readonly notes: readonly string[]; /** "No known problems" said by somebody. */ readonly saidNone?: boolean }
export type Allergy = Common & { readonly kind: 'allergy'; readonly name: Coded; readonly clinical: 'active' | 'inactive' | 'resolved' | 'unknown'; readonly certainty: 'confirmed' | 'unconfirmed' | 'refuted' | 'unknown'; readonly severe?: 'low' | 'high' | 'unknown'; readonly reactions: readonly string[]; readonly onset?: SentDate; readonly recorded?: SentDate; /** "No known allergies" said by somebody. */ readonly saidNone: boolean }
export type Appointment = Common & { readonly kind: 'appointment'; readonly type: Coded; readonly status: 'booked' | 'cancelled' | 'kept' | 'missed' | 'unknown'; readonly start?: SentDate; readonly end?: SentDate; readonly address?: string; readonly instructions?: string }
export type VitalSigns = Common & { readonly kind: 'vital-signs'; readonly taken?: SentDate; readonly values: readonly LabValue[] }
export type Order = Common & { readonly kind: 'order'; readonly name: Coded; readonly of: 'lab' | 'imaging' | 'other'; readonly status: 'active' | 'completed' | 'cancelled' | 'unknown'; readonly ordered?: SentDate; readonly taken?: SentDate; readonly expected?: SentDate; readonly reasons: readonly Coded[] }
export type Questionnaire = Common & { readonly kind: 'questionnaire'; readonly name: Coded; readonly taken?: SentDate; readonly values: readonly LabValue[] }
export type Procedure = Common & { readonly kind: 'procedure'; readonly name: Coded; readonly status: string; readonly period: SentPeriod; readonly reasons: readonly Coded[] }

export type Clinical = LabResult | ImagingReport | Visit | Note | Medicine | Vaccine | Condition | Allergy | Appointment | VitalSigns | Order | Questionnaire | Procedure
