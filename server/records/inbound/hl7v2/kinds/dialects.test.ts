// Do the habits of other senders read as they mean them: germs under sub-ids, letters for resistance, reflex tests, files inside texts,
// numbers that are no single one, words of schedulers?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LabResult, LabValue } from '../../../../../contract/clinical.ts'
import { type Written, bodies, pid, recordsOf } from '../given.ts'

const of = (type: string, ...lines: readonly string[]): Written => ({ type, at: '20260102090000-0500', lines: [pid, ...lines] })
/** A segment by the numbers of its fields. */
const segment = (name: string, fields: Readonly<Record<number, string>>): string => [name, ...Array.from({ length: Math.max(...Object.keys(fields).map(Number)) }, (_, at) => fields[at + 1] ?? '')].join('|')
const obr = (filler: string, name: string, more: Readonly<Record<number, string>> = {}): string => segment('OBR', { 3: `${filler}^LAB`, 4: `${name}^${name}^L`, 7: '202601020700-0500', 22: '202601020900-0500', 24: 'MB', 25: 'F', ...more })
const lab = (...lines: readonly string[]): LabResult => {
  const [only, ...others] = bodies(recordsOf(of('ORU^R01', ...lines)), 'lab-result')
  assert.ok(only !== undefined && others.length === 0)
  return only
}
const said = (value: LabValue): string => `${value.name.text} ${value.quantity === undefined ? (value.text ?? '') : `${value.quantity.comparator ?? ''}${value.quantity.value}`}${value.notes.map((note) => ` (${note})`).join('')}`

test('medicines stand under the germ whose sub-id they have', () => {
  const { values } = lab(obr('F1', 'URINE CULTURE'), 'OBX|1|CE|SDES^Specimen^L||CC^Clean catch^L||||||F', 'OBX|2|CE|ORG^Organism^L|1|EC^Escherichia coli^L||||||F', 'OBX|3|CE|ORG^Organism^L|2|PM^Proteus mirabilis^L||||||F', 'OBX|4|ST|AMP^Ampicillin^L|1|>=32|ug/mL||R|||F', 'OBX|5|ST|AMP^Ampicillin^L|2|<=2|ug/mL||S|||F', 'OBX|6|ST|NIT^Nitrofurantoin^L|1||||I|||F')
  assert.deepEqual(values.map((one) => [said(one), one.parts.map(said)]), [['Specimen Clean catch', []], ['Organism Escherichia coli', ['Ampicillin >=32 (Resistant)', 'Nitrofurantoin Intermediate']], ['Organism Proteus mirabilis', ['Ampicillin <=2 (Susceptible)']]])
})

test('numbers measured several times, and one germ alone, stay rows', () => {
  assert.deepEqual(lab(obr('F1', 'PULSE', { 24: 'LAB' }), 'OBX|1|NM|P^Pulse^L|1|60', 'OBX|2|ST|N^Note^L|1|sitting', 'OBX|3|NM|P^Pulse^L|2|80').values.map(said), ['Pulse 60', 'Note sitting', 'Pulse 80'])
  assert.deepEqual(lab(obr('F1', 'CULTURE'), 'OBX|1|CE|ORG^Organism^L|1|EC^E. coli^L', 'OBX|2|ST|AMP^Ampicillin^L|1|8').values.map(said), ['Organism E. coli', 'Ampicillin 8'])
})

test('what was found may be said by the flag alone; words that say it need no second word', () => {
  const value = (type: string, text: string, flag: string) => said(lab(obr('F1', 'X'), `OBX|1|${type}|T^Test^L||${text}|||${flag}|||F`).values[0] as LabValue)
  assert.deepEqual([value('ST', '', 'POS'), value('ST', 'Not seen', 'NEG'), value('NM', '0.2', 'NEG'), value('NM', '7', 'H'), value('ST', '', '')], ['Test Positive', 'Test Not seen', 'Test 0.2 (Negative)', 'Test 7', 'Test '])
})

test('a reflex test brings its comment and its files into the row that it explains', () => {
  const report = lab(obr('F1', 'HEP C'), 'OBX|1|ST|HCV^HCV antibody^L||REACTIVE||NON-REACTIVE|A|||F', obr('F2', 'RNA', { 11: 'G', 26: 'HCV&HCV antibody&L', 29: '^F1&LAB' }), 'NTE|1||Sent to the state lab', 'OBX|1|ST|RNA^HCV RNA^L||NOT DETECTED||NOT DETECTED|N|||F', 'OBX|2|ED|PDF^Report^L||^application^pdf^Base64^JVBERi0=')
  assert.deepEqual([report.values.map(said), report.values[0]?.parts.map(said), report.attachments.map((one) => one.contentType)], [['HCV antibody REACTIVE (Sent to the state lab)'], ['HCV RNA NOT DETECTED'], ['application/pdf']])
})

test('numbers that are no single one keep their unit; words have none', () => {
  const text = (said: string, unit = 'u') => lab(obr('F1', 'X'), `OBX|1|ST|T^Test^L||${said}|${unit}||||F`).values[0]?.text
  assert.deepEqual([text('2-3', '/HPF'), text('1,250', 'mg/dL'), text('1:160', 'titer'), text('Negative'), text('>100,000 CFU/mL', 'CFU/mL'), text('2+', '')], ['2-3 /HPF', '1,250 mg/dL', '1:160 titer', 'Negative', '>100,000 CFU/mL', '2+'])
})

test('a file inside a text is a file', () => {
  const rich = bodies(recordsOf(of('MDM^T02', segment('TXA', { 2: 'PN', 4: '20260101', 12: 'D1', 17: 'AU' }), 'OBX|1|TX|1^Note^L||{\\E\\rtf1\\E\\ansi Seen.}', 'OBX|2|TX|1^Note^L||}')), 'note')
  assert.deepEqual(rich[0]?.attachments.map((one) => [one.contentType, one.text, Buffer.from(one.base64 ?? '', 'base64').toString()]), [['application/rtf', undefined, '{\\rtf1\\ansi Seen.}\n}']])
  assert.deepEqual(lab(obr('F1', 'X'), 'OBX|1|TX|P^Scan^L||JVBERi0xLjQK||||||F').attachments, [{ contentType: 'application/pdf', title: 'Scan', bytes: 9, base64: 'JVBERi0xLjQK' }])
})

test('what schedulers write for a status, as code or in words', () => {
  const status = (event: string, text: string) => bodies(recordsOf(of(`SIU^${event}`, segment('SCH', { 2: 'A1', 7: '^Check-up', 11: '^^30^202612011000', 25: text }))), 'appointment')[0]?.status
  assert.deepEqual([status('S14', 'No Show'), status('S14', 'NS^No Show'), status('S14', 'Scheduled'), status('S14', 'X1^Canceled'), status('S14', 'Left'), status('S12', 'Confirmed'), status('S26', 'Scheduled'), status('S14', 'constructor')], ['missed', 'missed', 'booked', 'cancelled', 'unknown', 'booked', 'missed', 'unknown'])
})

test('who is registered ahead has not come yet, whatever day the admission is for', () => {
  const [visit] = bodies(recordsOf(of('ADT^A05', segment('PV1', { 2: 'P', 3: '5N', 19: 'V1', 44: '202612011000' }))), 'visit')
  assert.deepEqual([visit?.status, visit?.period.start], ['planned', '2026-12-01T10:00-05:00'])
})

test('a problem that is ruled out is taken back, and nobody has what its name denies', () => {
  const problem = (certainty: string, name = 'Cancer') => of('PPR^PC1', segment('PRB', { 1: 'AD', 2: '20260101', 3: `1^${name}^L`, 4: 'P1', 13: certainty, 14: 'active' }))
  assert.deepEqual([recordsOf(problem('confirmed'))[0]?.removed, recordsOf(problem('confirmed'), { ...problem('ruled out'), at: '20260103' })[0]?.removed, bodies(recordsOf(problem('', 'No evidence of cancer')), 'condition')[0]?.clinical], [false, true, 'unknown'])
})
