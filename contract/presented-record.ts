// What is one record as a person meets it: on the screen, in a PDF, in a spreadsheet? One shape for all three.
// Every text is ready to read in the language asked for; nothing in it is markup.
import type { Narrative } from './narrative.ts'
import type { RecordKind } from './record-kinds.ts'

/** Where a value stands, for the number line and the tag; `told-by` says whether the source flagged it or its range shows it. */
export type Standing = 'in-range' | 'outside' | 'critical' | 'no-range' | 'text'

export type NumberLine = {
  /** The value as a number for drawing; the text beside it is what the source sent. */
  readonly value: number
  readonly low?: number
  readonly high?: number
  readonly previous?: number
  readonly comparator?: '<' | '<=' | '>' | '>='
  readonly preliminary: boolean
}

export type PresentedValue = {
  /** Plain name ("LDL, the \"bad\" cholesterol"). */
  readonly name: string
  /** The source's own name, when it differs. */
  readonly alias?: string
  readonly code?: string
  /** As sent, with its unit apart. */
  readonly value: string
  readonly unit?: string
  readonly rangeText?: string
  readonly standing: Standing
  /** "Above the standard range": words for the tag. */
  readonly standingText: string
  /** The whole sentence that a screen reader and the PDF give. */
  readonly sentence: string
  readonly line?: NumberLine
  readonly notes: readonly string[]
  readonly status?: string
  /** "Corrected on November 3. It said 184 before." */
  readonly changed?: string
  /** What it said before, newest first. */
  readonly earlier?: readonly EarlierValue[]
  readonly parts: readonly PresentedValue[]
}

/** The value in words with its unit, and since when the source said so. */
export type EarlierValue = { readonly value: string; readonly when: string }

export type Fact = { readonly label: string; readonly value: string }

export type Section =
  | { readonly type: 'values'; readonly heading: string; readonly values: readonly PresentedValue[] }
  | { readonly type: 'facts'; readonly heading: string; readonly facts: readonly Fact[] }
  /** Paragraphs; a paragraph that starts a part of a note is marked as its heading. */
  | { readonly type: 'text'; readonly heading: string; readonly blocks: readonly TextBlock[] }
  | { readonly type: 'quote'; readonly heading: string; readonly who?: string; readonly when?: string; readonly text: string }
  | { readonly type: 'table'; readonly heading: string; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** A part of a document in the source's own words; `depth`: how deep inside other parts. `empty`: why it has none. */
  | { readonly type: 'narrative'; readonly heading: string; readonly depth: number; readonly blocks: readonly Narrative[]; readonly empty?: string }

export type TextBlock = { readonly as: 'heading' | 'paragraph' | 'item'; readonly text: string }

/** One thing that a version says otherwise than the one before it; without `before` it is new, without `after` it is gone. */
export type HistoryChange = { readonly what: string; readonly before?: string; readonly after?: string }

/** A version of a record: when its source said so, what it was then ("Corrected"), and what differs from the one before. */
export type HistoryStep = { readonly when: string; readonly what: string; readonly changes: readonly HistoryChange[] }

/** The place of the file itself among the files of a clinical document: after every other. */
export const originalIndex = 999

export type PresentedAttachment = { readonly title: string; readonly contentType: string; readonly bytes?: number; readonly index: number; readonly available: boolean; readonly why?: string }

/** Whose record, from where: repeated on every page of a PDF. */
export type Identity = { readonly name: string; readonly birthDate: string; readonly mrn: string; readonly organization: string; readonly organizationPhone?: string; readonly organizationAddress?: string }

export type PresentedRecord = {
  readonly id: string
  readonly kind: RecordKind
  readonly title: string
  /** The clinical name, when the title is the everyday one. */
  readonly subtitle?: string
  /** The date in words ("April 12, 2026, 8:05 am") and as sent for sorting and file names. */
  readonly when: string
  readonly date?: string
  readonly who?: string
  readonly identity: Identity
  /** "Not final yet. Numbers may change." */
  readonly notice?: string
  /** "2 of 4 numbers are outside the lab's standard range. …" */
  readonly summary?: string
  readonly sections: readonly Section[]
  /** Status, lab, times, report number: the side box "About this". */
  readonly about: readonly Fact[]
  /** Where this came from: source, sort of message or file, received. Never a file's name: those can hold people's names. */
  readonly provenance: readonly Fact[]
  /** By what the records office finds the very message or file: entry, reference, mapping. */
  readonly trace: readonly Fact[]
  /** Every version, newest first; empty when it never said anything else. */
  readonly history: readonly HistoryStep[]
  readonly attachments: readonly PresentedAttachment[]
  readonly visit?: string
}
