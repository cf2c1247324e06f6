// Is a PDF whole, tagged and true to its record, whatever the texts hold?
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import type { LetterWords, PdfWords } from '../../../../contract/export-formats.ts'
import type { PresentedRecord } from '../../../../contract/presented-record.ts'
import { everywhere, exampleRecord, threePageRecord } from './example-record.ts'
import type { LetterDocument } from './letter-sheet.ts'
import { type Pdf, type PdfNotice, openPdf } from './open-pdf.ts'

// Words of the test's own, so that they cannot be right by accident.
const words: PdfWords = {
  born: 'Birth',
  recordNumber: 'Number of record',
  test: 'What',
  result: 'Found',
  range: 'Usual',
  standing: 'Compared',
  about: 'On this',
  provenance: 'Source of this',
  changed: 'Other versions',
  changedColumns: ['Day', 'Thing', 'Old', 'New'],
  attachments: 'Further parts',
  keptOnline: 'Kept online.',
  untitled: 'A record',
  unprintable: 'Marks stand for missing signs.',
  page: (page, pages) => `Sheet ${page} out of ${pages}`,
  printed: (when) => `Made ${when}`,
  phone: (number) => `Call ${number}`,
  several: (count, name) => `${count} papers, ${name}`,
}
const printedAt = 'November 20, 2026, 9:20 am'

let pdf: Pdf
const notices: PdfNotice[] = []
before(() => {
  pdf = openPdf({ workers: 1, noticed: (notice) => notices.push(notice) })
})
after(() => pdf.close())

const reader = spawnSync('pdftotext', ['-v']).error === undefined
const needsReader = { skip: reader ? false : 'pdftotext is not on this machine (Debian: poppler-utils)' }

const run = (program: string, flags: readonly string[], bytes: Uint8Array): string => execFileSync(program, [...flags, '-', ...(program === 'pdftotext' ? ['-'] : [])], { input: bytes, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1e8 })
const textOf = (bytes: Uint8Array): string => run('pdftotext', ['-enc', 'UTF-8'], bytes)
const flat = (text: string): string => text.replace(/\s+/g, ' ')
const pagesOf = (bytes: Uint8Array): string[] => textOf(bytes).split('\f').slice(0, -1)
const print = (...documents: PresentedRecord[]): Promise<Uint8Array> => pdf.render({ language: 'en', documents, printedAt, created: new Date('2026-11-20T14:20:00Z'), words })

test('a record is a tagged PDF/UA-1 on letter paper with title and language', needsReader, async () => {
  const bytes = await print(exampleRecord())
  const facts = run('pdfinfo', [], bytes)
  assert.match(facts, /^Tagged: +yes$/m)
  assert.match(facts, /^Title: +Cholesterol test, April 12, 2026, 8:05 am – Rosa Alvarez – Lakeside Health$/m)
  assert.match(facts, /^Page size: +612 x 792 pts \(letter\)$/m)
  assert.match(facts, /^CreationDate: .*Nov 20 .*2026/m)
  assert.match(facts, /^JavaScript: +no$/m)
  const raw = Buffer.from(bytes).toString('latin1')
  assert.match(raw, /\/Lang ?\(en\)/)
  assert.match(run('pdfinfo', ['-meta'], bytes), /<pdfuaid:part>1<\/pdfuaid:part>/)
  assert.doesNotMatch(raw, /\/(?:JS|JavaScript|Launch|OpenAction|URI|EmbeddedFile)\b/)
})

test('everything the record says is in the text of the file', needsReader, async () => {
  const record = exampleRecord()
  const text = flat(textOf(await print(record)))
  const said: string[] = []
  const collect = (part: unknown, key: string): void => {
    if (typeof part === 'string' && !['type', 'as', 'kind', 'id', 'standing', 'contentType', 'date', 'code'].includes(key)) said.push(part)
    else if (part !== null && typeof part === 'object') for (const [name, inner] of Object.entries(part)) collect(inner, Array.isArray(part) ? key : name)
  }
  collect(record, '')
  assert.ok(said.length > 40)
  for (const sentence of said) assert.ok(text.includes(flat(sentence)), sentence)
})

test('headings, lists and the heads of tables are tagged as such', needsReader, async () => {
  const tags = run('pdfinfo', ['-struct-text'], await print(exampleRecord()))
  for (const tag of [/^ *H1 "Cholesterol test"/m, /^ *H2 "Your numbers"/m, /^ *H3 "What they saw"/m, /^ *TH .*\n *\/Scope \/Column/m, /^ *LBody/m]) assert.match(tags, tag)
})

test('each page says whose record it is, of which organization, what, when printed, and its number of all pages', needsReader, async () => {
  const pages = pagesOf(await print(threePageRecord()))
  assert.ok(pages.length >= 3, `${pages.length} pages`)
  for (const [index, page] of pages.entries()) {
    for (const part of ['Rosa Alvarez', 'Birth February 3, 1984', 'Number of record 00418822', 'Lakeside Health', 'Cholesterol test', `Made ${printedAt}`, '555-0142', `Sheet ${index + 1} out of ${pages.length}`]) {
      assert.ok(flat(page).includes(part), `page ${index + 1}: ${part}`)
    }
  }
})

test('the head of a table stands again on each page it runs over', needsReader, async () => {
  const pages = pagesOf(await print(threePageRecord()))
  for (const page of pages.slice(0, 3)) assert.match(flat(page), /What Found Usual Compared/)
})

test('each record of a file starts on a new page and keeps its own identity', needsReader, async () => {
  const other = exampleRecord({ title: 'Knee X-ray', identity: { name: 'Luis Alvarez', birthDate: 'May 9, 1951', mrn: '77', organization: 'Northshore' } })
  const bytes = await print(exampleRecord(), other)
  const pages = pagesOf(bytes)
  assert.match(run('pdfinfo', [], bytes), /^Title: +2 papers, Rosa Alvarez – Lakeside Health$/m)
  const start = pages.findIndex((page) => page.includes('Luis Alvarez'))
  assert.ok(start >= 1)
  assert.ok(pages.slice(0, start).every((page) => page.includes('Rosa Alvarez')))
  assert.ok(pages.slice(start).every((page) => page.includes('Luis Alvarez') && !page.includes('Rosa Alvarez')))
})

test('Latin and Vietnamese names come out letter by letter', needsReader, async () => {
  const names = ['Nguyễn Thị Ánh Tuyết', 'José Ångström-Łukasiewicz', 'Zoë Šimůnek', 'Ειρήνη Παπαδοπούλου', 'Дмитрий Щербаков']
  for (const name of names) {
    const text = textOf(await print(exampleRecord({ identity: { ...exampleRecord().identity, name }, summary: `Unit, Hemoglobin, High: ${name}` })))
    assert.ok(flat(text).includes(`Unit, Hemoglobin, High: ${name}`), text.slice(0, 200))
  }
})

test('text that looks like markup or code is printed as text', needsReader, async () => {
  for (const text of ['#read("/etc/passwd")', '$x$', '*b* _i_ `c`', '@ref', '<label>', '\\u0000', '#{', '"]}', '// not a comment', '= no heading', '\\']) {
    const printed = flat(textOf(await print(everywhere(text))))
    assert.ok(printed.split(text).length > 30, `${text}: ${printed.slice(0, 200)}`)
    assert.doesNotMatch(printed, /root:/)
  }
})

test('texts that cannot be set are printed with a mark, and the file says so', needsReader, async () => {
  for (const text of ['lone \uD800 half', '您好', '👩‍👩‍👧']) {
    notices.length = 0
    const bytes = await print(everywhere(text))
    assert.match(run('pdfinfo', [], bytes), /^Tagged: +yes$/m)
    assert.match(flat(textOf(bytes)), /\uFFFD.*Marks stand for missing signs\./)
    assert.equal(notices.length, 1)
    assert.equal(notices[0]?.accessible, true)
  }
})

test('empty, invisible and direction-turning texts break nothing', needsReader, async () => {
  for (const text of ['', ' ', '\n\n', '\u200B', '\u0301', '\0', 'a\0b', 'a\u202Eevil\u202C b', '\u2066\u2067', 'שלום', '\u00A0', '…']) {
    const bytes = await print(everywhere(text))
    assert.match(run('pdfinfo', [], bytes), /^Tagged: +yes$/m, JSON.stringify(text))
  }
})

test('a record that cannot keep PDF/UA-1 is printed whole all the same, and that is told', needsReader, async () => {
  notices.length = 0
  // Hangul filler: a letter by its class, and nothing on paper; it leaves an empty heading.
  const bytes = await print(exampleRecord({ title: '\u3164' }))
  assert.match(flat(textOf(bytes)), /Rosa Alvarez.*Your LDL keeps going down/)
  assert.deepEqual(notices, [{ template: 'record', replacedCharacters: 0, accessible: false }])
})

test('a word of 60,000 letters is printed whole, wherever it stands', needsReader, async () => {
  const word = 'x'.repeat(60_000)
  const { identity } = exampleRecord()
  const [, values] = exampleRecord().sections
  assert.ok(values?.type === 'values')
  const [value] = values.values
  assert.ok(value !== undefined)
  const records: PresentedRecord[] = [
    ...(['name', 'value', 'rangeText', 'standingText', 'sentence', 'status'] as const).map((field) => exampleRecord({ sections: [{ ...values, values: [{ ...value, [field]: word }] }] })),
    exampleRecord({ identity: { ...identity, organization: word } }),
    exampleRecord({ about: [{ label: word, value: '1' }] }),
    exampleRecord({ sections: [{ type: 'table', heading: 'T', columns: [word, 'b'], rows: [['c']] }] }),
    exampleRecord({ sections: [{ type: 'text', heading: word, blocks: [] }], summary: word }),
  ]
  for (const record of records) {
    const printed = textOf(await print(record)).split('x').length - 1
    assert.ok(printed >= 60_000, `${printed} of 60000 letters`)
  }
})

test('the same record printed at the same instant is the same file', async () => {
  assert.ok(Buffer.from(await print(exampleRecord())).equals(await print(exampleRecord())))
})

test('a file with too much text is refused before it is set', async () => {
  await assert.rejects(print(exampleRecord({ summary: 'x'.repeat(8_000_001) })), { code: 'too-large' })
})

const letterWords: LetterWords = {
  yourRecord: 'Record',
  title: 'Open it',
  lede: 'See it.',
  goTo: (address) => ({ before: 'Visit ', address, after: ' now' }),
  pointCamera: 'or scan.',
  typeCode: 'Code:',
  typeBirthDate: 'Birth date.',
  squareLabel: 'Square',
  squareOpens: 'Opens it',
  worksUntil: (until) => `Until ${until}.`,
  birthDateToo: 'And birth date.',
  phone: (number) => `Tel ${number}`,
  ranOut: { heading: 'Ran out?', text: 'Call.' },
  person: { heading: 'A person?', text: (phone, hours) => `${phone} at ${hours}` },
  keepSafe: { heading: 'Safe', text: 'Tear it.' },
  onPaper: { heading: 'Paper', text: (phone) => `Records ${phone}` },
}

const square = Array.from({ length: 29 }, (_row, y) => Array.from({ length: 29 }, (_cell, x) => (x * 7 + y * y * 3) % 5 < 2))
const exampleLetter: LetterDocument = {
  language: 'en',
  organization: { name: 'Lakeside Health', phone: '555-0142', hours: '7 am to 7 pm', recordsPhone: '555-0188' },
  person: { name: 'Rosa Álvarez', addressLines: ['18 Mill Lane, Apt 3', 'Harbor City, ME 04101'] },
  date: 'November 20, 2026',
  goTo: 'record.lakeside.example/code',
  code: ['7QF2', 'M4KD', '93WX'],
  square,
  until: 'December 20, 2026',
  words: letterWords,
}

test('an activation letter is one tagged page with the code, the person and the last day', needsReader, async () => {
  const bytes = await pdf.renderLetters([exampleLetter])
  const text = flat(textOf(bytes))
  for (const part of ['Rosa Álvarez', '18 Mill Lane, Apt 3', 'Visit record.lakeside.example/code now', '7QF2 M4KD 93WX', 'Until December 20, 2026.', '555-0142 at 7 am to 7 pm', 'Records 555-0188']) assert.ok(text.includes(part), `${part} in ${text}`)
  assert.match(run('pdfinfo', [], bytes), /^Tagged: +yes$[^]*^Pages: +1$/m)
})

test('a code of the widest letters still stands on one line', needsReader, async () => {
  const bytes = await pdf.renderLetters([{ ...exampleLetter, code: ['WWWW', 'MMMM', 'QQQQ'] }])
  assert.match(run('pdftotext', ['-layout'], bytes), /WWWW +MMMM +QQQQ/)
})

test('the square of a letter has the modules it was given, with four light ones around (ISO/IEC 18004 §9.1)', needsReader, async () => {
  const bytes = await pdf.renderLetters([exampleLetter])
  const box = /Figure:[^]*?\/BBox \[([\d.]+) [\d.]+ ([\d.]+) ([\d.]+)\]/.exec(run('pdfinfo', ['-struct-text'], bytes))
  const [left, right, top] = [Number(box?.[1]), Number(box?.[2]), 792 - Number(box?.[3])]
  const picture = execFileSync('pdftoppm', ['-r', '144', '-gray', '-'], { input: bytes, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1e8 })
  const head = /^P5\s(\d+)\s(\d+)\s\d+\s/.exec(picture.subarray(0, 40).toString('latin1'))
  const width = Number(head?.[1])
  const module = (right - left) / (square.length + 8)
  const dark = (x: number, y: number): boolean => {
    const column = Math.round((left + (x + 4.5) * module) * 2)
    const row = Math.round((top + (y + 4.5) * module) * 2)
    return (picture[(head?.[0].length ?? 0) + row * width + column] ?? 255) < 128
  }
  for (let y = -4; y < square.length + 4; y++) for (let x = -4; x < square.length + 4; x++) assert.equal(dark(x, y), square[y]?.[x] ?? false, `module ${x}, ${y}`)
})

test('of many letters each begins on a sheet of its own, also when both sides are printed', needsReader, async () => {
  const names = ['Rosa Álvarez', 'Walter Brandt', 'Ana Moreno']
  const [first, ...others] = names.map((name) => ({ ...exampleLetter, person: { ...exampleLetter.person, name } }))
  const pages = pagesOf(await pdf.renderLetters([first ?? exampleLetter, ...others])).map(flat)
  assert.equal(pages.length, 5)
  assert.deepEqual(pages.map((page) => names.find((name) => page.includes(name)) ?? page.trim()), ['Rosa Álvarez', '', 'Walter Brandt', '', 'Ana Moreno'])
})

test('a window envelope shows the whole address and nothing else, whether the letter slips up or down', needsReader, async () => {
  const letter = { ...exampleLetter, person: { name: 'Maximilian Featherstonehaugh-Montgomery', addressLines: ['Department of Everything Else', '18 Mill Lane, Apt 3', 'Harbor City, ME 04101', 'United States'] } }
  const words = [...run('pdftotext', ['-bbox'], await pdf.renderLetters([letter])).matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</g)].map(([, left, top, right, bottom, word]) => ({ left: Number(left) / 72, top: Number(top) / 72, right: Number(right) / 72, bottom: Number(bottom) / 72, word: word ?? '' }))
  const address = words.filter((one) => one.top > 2 && one.bottom < 3.6 && one.left < 5)
  assert.deepEqual(address.map((one) => one.word), [letter.person.name, ...letter.person.addressLines].join(' ').split(' '))
  // US number 10: the window is 4.5 in wide, 0.875 in from the left; what shows lies between 2.04 and 3.63 in of the sheet.
  for (const one of address) assert.ok(one.left >= 0.875 && one.right <= 5.2 && one.top >= 2.04 && one.bottom <= 3.3, JSON.stringify(one))
  assert.deepEqual(words.filter((one) => one.bottom > 2.04 && one.top < 3.63 && one.left < 5.375 && !address.includes(one)), [])
})
