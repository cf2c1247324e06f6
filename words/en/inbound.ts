// What does the import say of files it refuses and of resources it keeps but does not show? One line each, for operators.

export const fileRefusals = {
  'not-found': 'There is no such file or folder.',
  'not-a-file': 'This is not a plain file. Links are not followed.',
  'not-read': 'Only FHIR R4 as JSON (.json, .ndjson, .phr), clinical documents (.xml, .ccda, .cda) and XDM packages (.zip) are read.',
  'too-large': 'The file is over 100 MB.',
  'unpacked-too-large': 'The file unpacks to more than 100 MB.',
  'unpacks-too-much': 'The file unpacks to more than 200 times its size.',
  'packed-twice': 'The file is packed twice.',
  'not-packed': 'The name says gzip, but the file cannot be unpacked.',
  empty: 'The file is empty.',
  'not-utf8': 'The file has bytes that are not UTF-8.',
  syntax: 'This is not sound JSON.',
  'too-deep': 'Objects and lists are nested more than 64 deep.',
  'too-many-entries': 'The bundle has more than 200,000 entries.',
  'string-too-long': 'A text is over 20 MB.',
  'number-too-long': 'A number has more than 400 digits.',
  'too-many-properties': 'An object has more than 256 properties.',
  'property-twice': 'An object has the same property twice, so it has two readings.',
  'property-escaped': 'A property name has an escape in it.',
  'text-unkeepable': 'A text outside of the entries has a sign that cannot be kept.',
  'not-fhir': 'This is not a FHIR bundle or resource.',
  'bundle-type': 'Bundles of this type carry no record',
  'not-stored': 'The database did not take this file. Nothing of it was kept. Run the import again.',
  'lines-too-large': 'The file has more than 4 GB of lines.',
  'line-too-long': 'A line is over 25 MB.',
  'xml-too-large': 'The document is over 10 MB.',
  'xml-encoding': 'The bytes are not in the encoding that the document names',
  'xml-syntax': 'This is not sound XML.',
  'xml-dtd': 'The document has a DTD. No DTD and no entity is ever read.',
  'xml-too-deep': 'Elements are nested more than 256 deep.',
  'xml-too-many-nodes': 'The document has more than 200,000 elements and texts.',
  'xml-too-slow': 'Reading it took over 2 seconds or 256 MB, so it was stopped.',
  'not-a-document': 'This is not a clinical document (CDA)',
  'two-patients': 'The document names more than one patient. It is filed under none.',
  'no-patient-named': 'The header does not name the patient: a first and a last name are needed.',
  'header-broken': 'The header has a value that cannot be right',
  'code-unreal': 'A part has a LOINC code that does not exist, so what it says is in doubt',
  'template-unreal': 'A part follows an HL7 template that does not exist, so what it says is in doubt',
  'template-missing': 'A part that must have entries has one that says by no template what it is',
  'patient-differs': 'The record number is known here with another birth date. Find out whose it is first.',
  'zip-broken': 'The package cannot be unpacked.',
  'zip-too-many': 'The package has more than 2,000 files.',
  'zip-too-large': 'The package unpacks to more than 100 MB.',
  'zip-too-packed': 'The package unpacks to more than 100 times its size.',
  'zip-locked': 'The package is locked with a password.',
  'zip-without-document': 'The package has no clinical document in it.',
} as const

/** The line for a refused file; `found` is a word of the standard. */
export function fileRefusalText(code: keyof typeof fileRefusals, line: number | null, found: string | null): string {
  const text = found === null ? fileRefusals[code] : `${fileRefusals[code]}: ${found}.`
  return line === null ? text : `Line ${line}: ${text}`
}

const leftOut = {
  'no-kind': 'Kept. Not a kind that the record shows yet.',
  'no-patient': 'It names no patient, or more than one. Filed under nobody.',
  'patient-without-birth-date': 'The patient has no record number, name or whole birth date. Filed under nobody.',
  'patient-not-here': 'Its patient is not known here. Filed under nobody.',
  'impossible-date': 'A date does not exist',
  'unkeepable-text': 'A text has a sign that cannot be kept (U+0000 or half a letter).',
  'no-name': 'It does not say what it is',
  'not-a-resource': 'It is not a resource.',
  'broken-line': 'The line cannot be read',
  asks: 'It asks a server to do something, and holds no resource. What it asks is never done.',
  'asks-to-delete': 'Its sender asks to delete it. That is never done, and nothing of it is shown.',
  'observation-category': 'Kept. The record does not show observations of this category yet',
  draft: 'A draft or proposal, not an order',
  'inner-bundle': 'A bundle inside the bundle that asks for something. What it asks is never done.',
  parameters: 'Kept. It asks for an operation or answers one. What it asks is never done, what it holds is not read.',
  'report-kind': 'A report without results, text or file.',
  'twice-in-file': 'The file has a later one with the same id.',
  negated: 'It says that something is not so. Only the words of the document show it',
  'not-done': 'It says that something was not done. Only the words of the document show it',
  'taken-back': 'It was stopped or taken back by the source. Only the words of the document show it',
  'said-unknown': 'The source says that it does not know. Only the words of the document show it',
  planned: 'A plan or a wish, nothing that was done. Only the words of the document show it',
  'unknown-here': 'It says that nobody knows. That is no answer, and is shown in no list',
  'none-of-one-sort': 'It says that there is none of one sort only. The list could only say that there is none at all',
  'said-none': 'It says that there are none. This list has no place for that',
  'changed-meaning': 'Kept. It carries a rule that changes its meaning and that is not known here, so it may mean the opposite',
  forbidden: 'It says what must not be done, which is no order and no medicine',
  'ruled-out': 'It says that something was ruled out',
  'not-taken': 'It says that a medicine was not taken',
  'not-happened': 'It says that something was not done',
  'not-yet': 'A plan: nothing was done yet',
  'no-value': 'It has no value. Only the words of the document show it',
} as const

/** Why a resource is kept but not shown; `what` is the name of a field or category. */
export function leftOutText(reason: keyof typeof leftOut, what: string | null): string {
  // Of a broken line, what is wrong with it: one of the refusals above.
  if (reason === 'broken-line' && what !== null && what in fileRefusals) return `${leftOut[reason]}: ${fileRefusals[what as keyof typeof fileRefusals]}`
  return what === null ? leftOut[reason] : `${leftOut[reason].replace(/\.$/, '')}: ${what}.`
}
