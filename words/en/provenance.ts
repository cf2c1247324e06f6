// Which words tell where a record came from, and what it said before?

export const provenanceLabels = { from: 'Came from', how: 'How it came', received: 'Received', documents: 'Written by', found: 'Read from', part: 'Part of it', entry: 'Entry', reference: 'Reference', mapping: 'Read by' } as const

/** HL7 v2.5.1 message codes (MSH-9.1), as a person would call what they carry. */
const messages: Readonly<Record<string, string>> = {
  ORU: 'A message with a result', ORM: 'A message with an order', OML: 'A message with an order', OMG: 'A message with an order', MDM: 'A message with a note or letter', SIU: 'A message about an appointment',
  VXU: 'A message with a vaccine', ADT: 'A message about a visit', RDE: 'A message with a medicine', OMP: 'A message with a medicine', RDS: 'A message with a medicine', DFT: 'A message with a bill', BAR: 'A message with a bill',
}

/** FHIR R4 Bundle.type; anything else is a type of resource, sent without a bundle. */
const sets: Readonly<Record<string, string>> = { document: 'A health summary', message: 'A message', transaction: 'A set of records', batch: 'A set of records', collection: 'A set of records', searchset: 'A set of records' }

const wholes: Readonly<Record<string, (kind: string) => string>> = {
  hl7v2: (kind) => messages[kind.slice(0, 3)] ?? 'A message',
  fhir: (kind) => sets[kind] ?? 'Records sent one by one',
  ccda: () => 'A clinical document',
}

export const provenanceWords = {
  heading: 'Where this came from',
  more: 'For the records office',
  /** "A message with a result, sent Nov 3, 9:00 am". */
  how: ({ form, kind, sent }: { readonly form: string | null; readonly kind: string | null; readonly sent: string | undefined }): string | undefined => {
    const what = form === null ? undefined : wholes[form]?.(kind ?? '')
    return what === undefined || sent === undefined ? what : `${what}, sent ${sent}`
  },
  from: (organization: string, source: string) => `${organization}, ${source}`,
  /** "3", "3 and 4", "3 to 9", "3, 5 and 9 more". */
  entries: (entries: readonly number[]): string => {
    const [first, last] = [entries[0] ?? 0, entries.at(-1) ?? 0]
    if (entries.length === 1) return String(first)
    if (entries.length === 2) return `${first} and ${last}`
    if (last - first === entries.length - 1) return `${first} to ${last}`
    return entries.length < 6 ? `${entries.slice(0, -1).join(', ')} and ${last}` : `${entries.slice(0, 3).join(', ')} and ${entries.length - 3} more`
  },
  mapping: (version: number) => `version ${version} of our rules`,
} as const

export const historyWords = {
  heading: 'What changed',
  see: 'See what changed',
  first: 'First sent',
  changed: 'Changed',
  takenBack: 'Taken back',
  more: (count: number) => (count === 1 ? '1 more thing' : `${count} more things`),
  before: (text: string) => `Before: ${text}`,
  gone: (text: string) => `Taken out: ${text}`,
  columns: ['When', 'What', 'Before', 'Then'],
  /** The version before was final. */
  corrected: (day: string, before: string) => `Corrected on ${day}. It said ${before} before.`,
  /** The version before was not. */
  notFinal: (day: string, before: string) => `On ${day}, before it was final, it said ${before}.`,
  same: 'The correction did not change this',
  title: 'Name',
  date: 'Date',
  who: 'Who',
  summary: 'In short',
  value: (value: string, unit: string | undefined) => (unit === undefined ? value : `${value} ${unit}`),
  range: (name: string) => `${name}, standard range`,
  /** In a spreadsheet. */
  until: (value: string, when: string) => `${value} (${when})`,
} as const
