// Is every cell of a spreadsheet exact, and harmless to open? R71.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LabCsvRow, csvCell, labCsv, labCsvColumns } from './csv.ts'

const heads = { date: 'Date', test: 'Test', plainName: 'Everyday name', code: 'Code', value: 'Value', unit: 'Unit', range: 'Range', flag: 'Flag', status: 'Status', earlier: 'It said before', source: 'Source', reportId: 'Report' }

/** Reads RFC 4180 back, written from its grammar and not from the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '"' && text[at + 1] === '"') cell += text[at++]
      else if (character === '"') quoted = false
      else cell += character
    } else if (character === '"') quoted = true
    else if (character === ',' || character === '\r') {
      rows.at(-1)?.push(cell)
      cell = ''
      if (character === '\r') {
        assert.equal(text[++at], '\n', 'a line ends with CRLF')
        rows.push([])
      }
    } else cell += character
  }
  assert.deepEqual(rows.pop(), [], 'the file ends with a line end')
  return rows
}

test('a spreadsheet starts with the byte order mark and a head, and reads back as it was', () => {
  const row: LabCsvRow = { date: '2026-04-12', test: 'Lipid panel, "fasting"', plainName: 'Cholesterol\ntest', code: '2089-1', value: '2.00', unit: 'mg/dL', range: 'under 100', flag: 'Above; see note', status: 'Final', earlier: '1.98 (April 11)', source: 'Bệnh viện', reportId: 'LR-26-104417' }
  const text = labCsv([row], heads)
  assert.equal(text[0], '\uFEFF')
  assert.deepEqual(readCsv(text.slice(1)), [labCsvColumns.map((column) => heads[column]), labCsvColumns.map((column) => row[column])])
})

test('an absent fact is an empty cell', () => {
  assert.deepEqual(readCsv(labCsv([{ test: 'A1c', reportId: '1' }], heads).slice(1))[1], ['', 'A1c', '', '', '', '', '', '', '', '', '', '1'])
})

test('pure numbers stay as they were sent', () => {
  for (const number of ['-5', '-1.5', '+3', '2.00', '.5', '-0', '1e-3', '+1.2E+10', '007']) assert.equal(csvCell(number), number)
})

test('what a spreadsheet could take for a formula is disarmed', () => {
  const formulas = ['=1+1', '+1+1', '-1+cmd', '@SUM(A1)', "=cmd|' /C calc'!A0", '\t=1', '\r=1', '\n=1', ' =1+1', '\u00A0=1', '\u200B=1', '\uFEFF=1', '\0=1', '＝1', '＋1', '－1', '＠A', '-', '+', '--5', '-5-5', '=', '-1,5', '+49 30 1234', '=HYPERLINK("https://example.org","x")', '-5\0']
  for (const formula of formulas) {
    const read = readCsv(`${csvCell(formula)}\r\n`)[0]?.[0]
    assert.equal(read, `'${formula.replaceAll('\0', '')}`, JSON.stringify(formula))
  }
})

test('a range or a date that holds a minus inside is left alone', () => {
  for (const text of ['3.5-5.1', '2026-04-12', '< 5', '1:40', '50 or more', 'a=b']) assert.equal(csvCell(text), text)
})

test('a half character does not break the file', () => {
  assert.equal(csvCell('a\uD800b'), 'a\uFFFDb')
})
