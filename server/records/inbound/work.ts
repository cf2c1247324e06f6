// What is a file or a message on its way in? What it means, before the database is asked anything; each form makes one of its own.
import type { Id } from '#kernel'
import type { MessageForm } from '../../../contract/message-states.ts'
import type { MappedBundle } from './fhir/map-bundle.ts'
import type { Chart } from './fhir/patient.ts'
import type { Directory, Key } from './fhir/references.ts'
import type { Subject } from './fhir/subjects.ts'
import type { Bundle, Entry } from './read-bundle.ts'

/** What is agreed with a source: which numbers are its organization's, and who may open a chart. */
export type Terms = {
  /** Names of assigning authorities (namespace, OID, identifier system) whose record numbers are this organization's; empty: every record number is. */
  readonly authorities: readonly string[]
  /** Does only registration open a chart, or anything that says enough? */
  readonly opensCharts: 'registration' | 'any'
  /** What HL7 v2 messages are written in when they do not say it; null: as the standard has it. */
  readonly charset: string | null
}

/** Where a file comes from and what is known of its organization; `files`: directory resources of earlier files. */
export type FileOrigin = {
  readonly organization: string
  readonly source: string
  /** Whose ids these are: the same id in another space is another thing. */
  readonly space: string
  readonly timeZone: string
  readonly name: string
  readonly files: Directory
  readonly terms: Terms
  /** Of a message: its own name for its kind ("ORU^R01"), and when its sender says it was sent (ISO 8601). */
  readonly kind?: string
  readonly sentAt?: string | null
  /** Whose the documents are, when an operator says it. */
  readonly mrn?: string
}

/** A record number as sent, with every name that its source has for who gave it; none: it does not say. */
export type RecordNumber = { readonly value: string; readonly authority: readonly string[] }

/** What registration says of a chart, field by field: a key that is absent says nothing and changes nothing, null takes away. */
export type Said = { readonly [F in Exclude<keyof Chart, 'mrn' | 'facts'>]?: Chart[F] } & { readonly facts?: Partial<NonNullable<Chart['facts']>> }

/** Somebody a file names, as its source does. */
export type Named = {
  /** The one under which a chart would be opened first. */
  readonly numbers: readonly RecordNumber[]
  /** Who it is said to be: compared with the chart, never matched by. The birth date whole or in part (YYYY, YYYY-MM, YYYY-MM-DD). */
  readonly person: { readonly birthDate: string | null; readonly names: readonly { readonly family: string; readonly given: string }[] }
  /** Enough to open a chart; null: too little. */
  readonly chart: Chart | null
  /** Registration opens and changes charts. A result or a paper may be old or wrong: it never changes one. */
  readonly registers: boolean
  /** What registration says, where that is less than all of `chart`. */
  readonly said?: Said
  /** When its source wrote this (ISO 8601 with a zone); what is older than what is known of a field does not change it. */
  readonly asOf?: string
}

/**
 * What a source says about two charts, by the keys under which `Readable.charts` has them. HL7 2.5.1 §3.3.40 (A40: `retired` is no longer
 * used, all of it is read under `survivor`), §3.3.37 (A37: they are two people after all).
 */
export type ChartChange = { readonly kind: 'merge' | 'unmerge' | 'unlink'; readonly survivor: string; readonly retired: string; readonly asOf?: string; /** The Patient whose link says it, or said it (`unlink`). */ readonly by?: string }

/** A thing that texts tell something of while it is not here: should it come, these texts belong to it. */
export type Touched = { readonly key: readonly [string, string]; readonly from: readonly Entry[] }
/** Patients by the source's id. */
export type Readable = { readonly subject: (entry: Entry) => Subject | null; readonly mapped: MappedBundle; readonly charts: ReadonlyMap<string, Named>; readonly touched?: readonly Touched[]; /** What is said of two charts. */ readonly changes?: readonly ChartChange[]; /** What FHIR resources point at and is not here. */ readonly missing?: ReadonlyMap<Entry, ReadonlyMap<string, Key>> }
/** A text that was kept before, and what its source called it then: the text alone may not say it. */
export type EarlierText = { readonly text: Buffer; readonly sourceId: string; /** In whose chart it was kept, and what its source called them. */ readonly kept?: Entry['kept'] }
/** One file or message on its way in. */
export type Work = {
  readonly form: MessageForm
  /** Version of the mapping that read it; kept with every text. */
  readonly mapping: number
  readonly bundle: Bundle
  readonly origin: FileOrigin
  readonly read: Readable
  /** Of a clinical document: what names it and what it replaces. */
  readonly document?: { readonly id: string; readonly set: string | undefined; readonly type: string | undefined; readonly version: number | undefined; readonly replaces: readonly string[] }
  readonly chartChanges?: readonly ChartChange[]
  /** Of a message: how many of its segments, by name, became part of a record. */
  readonly used?: ReadonlyMap<string, number>
  /** The same, read together with texts kept earlier that stand in one record with its own, and without entries that a newer text replaced before they came; absent: nothing stands in one record with others. */
  readonly together?: (earlier: readonly EarlierText[], without: ReadonlySet<Entry>) => Readable
}
/** Patients by the source's id. */
export type Known = { readonly ids: ReadonlyMap<string, Id>; /** Of those that staff placed: the link, by the source's id. */ readonly links: ReadonlyMap<string, Id>; readonly created: number }
