// Why is a whole file refused? A closed list; words/en/inbound.ts says each in one line.

export const fileRefusals = [
  'not-found', 'not-a-file', 'not-read', 'too-large', 'unpacked-too-large', 'unpacks-too-much', 'packed-twice', 'not-packed', 'empty', 'not-utf8', 'syntax',
  'too-deep', 'too-many-entries', 'string-too-long', 'number-too-long', 'too-many-properties', 'property-twice', 'property-escaped', 'text-unkeepable', 'not-fhir', 'bundle-type', 'bundle-modified', 'not-stored', 'too-slow', 'too-much-memory', 'lines-too-large', 'line-too-long',
  'xml-too-large', 'xml-encoding', 'xml-syntax', 'xml-dtd', 'xml-too-deep', 'xml-too-many-nodes', 'xml-too-slow', 'not-a-document', 'two-patients', 'no-patient-named', 'header-broken', 'code-unreal', 'template-unreal', 'template-missing', 'patient-differs',
  'zip-broken', 'zip-too-many', 'zip-too-large', 'zip-too-packed', 'zip-locked', 'zip-without-document', 'zip-not-read',
  'v2-too-large', 'v2-field-too-long', 'v2-too-many-segments', 'v2-charset', 'v2-no-header', 'v2-delimiters', 'v2-no-type', 'v2-two-messages', 'v2-batch-count', 'v2-no-patient', 'v2-moves',
] as const
export type FileRefusal = (typeof fileRefusals)[number]

/** Thrown while a file is read: nothing of it may stay. `line` counts from 1. */
export class RefusedFile extends Error {
  readonly code: FileRefusal
  readonly line: number | null
  /** What was found, when that is a word of the standard (a bundle type), never a person's fact. */
  readonly found: string | null

  constructor(code: FileRefusal, where: { readonly line?: number; readonly found?: string } = {}) {
    super(code)
    this.name = 'RefusedFile'
    this.code = code
    this.line = where.line ?? null
    this.found = where.found ?? null
  }
}
