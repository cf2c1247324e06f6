// What do printed records and letters say in English? Labels and sentences only; facts come from the record.
import type { LetterWords, PdfWords } from '../../contract/export-formats.ts'
import { historyWords, provenanceWords } from './provenance.ts'

export const pdf: PdfWords = {
  born: 'Born',
  recordNumber: 'Record number',
  test: 'Test',
  result: 'Result',
  range: 'Standard range',
  standing: 'Where it stands',
  about: 'About this',
  provenance: provenanceWords.heading,
  changed: historyWords.heading,
  changedColumns: historyWords.columns,
  attachments: 'Also kept with this',
  keptOnline: 'Not printed here. Open it online.',
  untitled: 'From your health record',
  unprintable: 'This file shows � where a letter or sign could not be printed. Your online record has the original.',
  page: (page, pages) => `Page ${page} of ${pages}`,
  printed: (when) => `Printed ${when}`,
  phone: (number) => `Phone ${number}`,
  several: (count, name) => `${count} records of ${name}`,
}

export const letter: LetterWords = {
  yourRecord: 'Your health record',
  title: 'Your code to open your health record',
  lede: 'You can see your tests, visits and medicines online, and keep a copy. It is free.',
  goTo: (address) => ({ before: 'Go to ', address, after: '' }),
  pointCamera: 'or point your phone camera at the square.',
  typeCode: 'Type this code:',
  typeBirthDate: 'Type your birth date. Then choose a password.',
  squareLabel: 'Square code that opens the same page.',
  squareOpens: 'Opens the page with the code filled in',
  worksUntil: (until) => `The code works 1 time, until ${until}.`,
  birthDateToo: 'You need your birth date too.',
  phone: (number) => `Phone ${number}. TTY 711`,
  ranOut: { heading: 'Did the code run out?', text: 'You don’t need a new letter. Go to the same page and choose “No code, or it ran out?” You answer a few questions instead.' },
  person: {
    heading: 'Do you need a person?',
    text: (phone, hours) => `Call ${phone}${hours === undefined ? '' : `, ${hours.replace(/(?<=\d) (?=[ap]m\b)/g, '\u00A0')}`}. Or come to the front desk with a photo ID.`,
  },
  keepSafe: { heading: 'Keep it safe', text: 'We never call to ask for this code or your password. Is this letter not for you? Call us, then tear it up.' },
  onPaper: {
    heading: 'No computer or phone?',
    text: (recordsPhone) => `You have a right to your record without an account. Call the records office at ${recordsPhone} for a copy on paper.`,
  },
}

/** Where accounts open only with a code. */
export const letterInPerson: LetterWords = { ...letter, ranOut: { ...letter.ranOut, text: 'Call us. We send you a new one.' } }

/** The column heads of a list of lab results. */
export const labCsvHeads = {
  date: 'Date',
  test: 'Test',
  plainName: 'Everyday name',
  code: 'Code',
  value: 'Value',
  unit: 'Unit',
  range: 'Standard range',
  flag: 'Where it stands',
  status: 'Status',
  earlier: 'It said before',
  source: 'Source',
  reportId: 'Report number',
}
