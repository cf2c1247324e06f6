// Do the habits of other senders read as they mean them: germs under sub-ids, letters for resistance, reflex tests, files inside texts,
// numbers that are no single one, words of schedulers?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LabResult, LabValue } from '../../../../../contract/clinical.ts'
import { type Written, bodies, leftOut, pid, recordsOf } from '../given.ts'

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

test('a power of ten is a unit, also where its sign parts it in two; nothing else is joined', () => {
  const unit = (text: string) => lab(obr('F1', 'X'), `OBX|1|NM|T^Test^L||5|${text}|||||F`).values[0]?.quantity?.unit
  assert.deepEqual(['10^9/L', 'x10^3/uL', '10\\S\\9/L', 'X 10^6/uL', '10*3/uL^K/uL^UCUM', '10^percent^L', 'mm(hg)^mmHg^ISO+'].map(unit), ['10^9/L', 'x10^3/uL', '10^9/L', 'X 10^6/uL', '10*3/uL', '10', 'mm(hg)'])
})

test('ranges of every shape: numbers where they leave no doubt, otherwise the words, all of them', () => {
  const range = (text: string) => lab(obr('F1', 'X'), `OBX|1|NM|T^Test^L||5|mg/dL|${text}||||F`).values[0]?.ranges
  const kept: readonly (readonly [string, string | undefined, string | undefined])[] = [['3.5 - 5.1', '3.5', '5.1'], ['3.5-5.1 mg/dL', '3.5', '5.1'], ['<150 mg/dL', undefined, '150'], ['< or = 200', undefined, '200'], ['>OR=60', '60', undefined], ['≤40', undefined, '40'], ['.4-1.2', '0.4', '1.2'], ['-5--1', '-5', '-1']]
  for (const [text, low, high] of kept) assert.deepEqual(range(text), [{ ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }), text }], text)
  for (const text of ['5.1-3.5', '3.5-', '1,000-4,800', 'Up to 40', '(3.5-5.1)', '3.5^5.1', '3-5 g/L', '1-2-3']) assert.deepEqual(range(text), [{ text }], text)
  assert.deepEqual(range('M: 3-5~F: 2-4'), [{ text: 'M: 3-5; F: 2-4' }])
})

test('flags in small letters, and a code without a type, say what they say', () => {
  const value = (line: string) => lab(obr('F1', 'X'), line).values[0]
  assert.deepEqual(['h', 'll', 'H~U', 'null'].map((flag) => value(`OBX|1|NM|T^Test^L||5|mg||${flag}|||F`)?.flag), ['high', 'critical-low', 'high', undefined])
  assert.deepEqual(['POS^Positive^L', 'a^b', '5.1'].map((said) => value(`OBX|1||T^Test^L||${said}||||||F`)?.text), ['Positive', 'a^b', '5.1'])
})

test('parts of a sub-id stand under the germ of the whole one', () => {
  const { values } = lab(obr('F1', 'CULTURE'), 'OBX|1|CWE|ORG^Organism^L|1|EC^E. coli^L||||||F', 'OBX|2|ST|AMP^Ampicillin^L|1.1|>16|ug/mL||R|||F', 'OBX|3|CWE|ORG^Organism^L|2|PM^Proteus^L||||||F', 'OBX|4|ST|AMP^Ampicillin^L|2.1|<=2|ug/mL||S|||F')
  assert.deepEqual(values.map((one) => [said(one), one.parts.map(said)]), [['Organism E. coli', ['Ampicillin >16 (Resistant)']], ['Organism Proteus', ['Ampicillin <=2 (Susceptible)']]])
})

test('a visit between an order and its observations parts them not', () => {
  assert.deepEqual(lab(obr('F1', 'X'), 'PV1|1|O', 'OBX|1|NM|T^Test^L||5|mg|||||F').values.map(said), ['Test 5'])
})

test('a file is what its first bytes are where nobody says it, and never what they contradict', () => {
  const file = (kind: string, bytes: string) => lab(obr('F1', 'X'), `OBX|1|ED|P^Scan^L||^${kind}^Base64^${Buffer.from(bytes, 'latin1').toString('base64')}||||||F`).attachments.map((one) => [one.contentType, one.differs])
  assert.deepEqual([file('AP^', '%PDF-1.4'), file('IM^', '\u00ff\u00d8\u00ff\u00e0'), file('AP^', 'x'), file('application^pdf', '<html>'), file('text^plain', 'MZ')], [[['application/pdf', undefined]], [['image/jpeg', undefined]], [['application/octet-stream', undefined]], [['application/octet-stream', 'type']], [['application/octet-stream', 'type']]])
})

test('times without an offset have that of the message, and in the zone of its feed they change with the summer', () => {
  const taken = (sent: string, at: string) => bodies(recordsOf({ type: 'ORU^R01', at: sent, lines: [pid, obr('F1', 'X', { 7: at }), 'OBX|1|NM|T^Test^L||5|mg|||||F'] }), 'lab-result')[0]?.taken
  assert.deepEqual([taken('20260702080000+0000', '202607020700'), taken('20260702080000-0400', '202601020700'), taken('20260702080000', '202601020700'), taken('20260702080000-0600', '202607020700'), taken('20260702080000+0000', '202607020700-0500')],
    ['2026-07-02T07:00+00:00', '2026-01-02T07:00-05:00', '2026-01-02T07:00-05:00', '2026-07-02T07:00-06:00', '2026-07-02T07:00-05:00'])
})

test('the words of a document stand in their order, also where a code comes again', () => {
  const [note] = bodies(recordsOf(of('MDM^T02', segment('TXA', { 2: 'DS', 4: '20260101', 12: 'D1', 17: 'AU' }), 'OBX|1|TX|A^Course^L||One', 'OBX|2|TX|A^Course^L||two', 'OBX|3|TX|B^Medicines^L||Three', 'OBX|4|TX|A^Course^L||Four')), 'note')
  assert.deepEqual(note?.attachments.map((one) => one.text), ['One\ntwo\nThree\nFour'])
})

test('vaccines: no number is none, a part of a dose says so, and immunity is no plan', () => {
  const vxu = (filler: string, more: Readonly<Record<number, string>>, ...lines: readonly string[]) => of('VXU^V04', `ORC|RE||${filler}^REG`, segment('RXA', { 3: '20250915', 5: '140^Influenza^CVX', 6: '0.5', 7: 'mL', 20: 'CP', ...more }), ...lines)
  const [none, part] = [vxu('9999', {}), vxu('V1', { 20: 'PA' })].map((one) => bodies(recordsOf(one), 'vaccine')[0])
  assert.deepEqual([none?.identifier, part?.identifier, part?.dose], [undefined, 'V1', '0.5 mL, Partially administered'])
  const told = vxu('9999', { 5: '998^No vaccine administered^CVX', 20: 'NA' }, 'OBX|1|CE|59784-9^Immunity^LN|1|38907003^Varicella^SCT||||||F', 'OBX|2|CE|30956-7^Vaccine^LN|2|107^DTP^CVX||||||F')
  assert.deepEqual(leftOut(told).filter((one) => one.startsWith('OBX')), ['OBX: observation-category OBX', 'OBX: planned OBX'])
})

test('what an order or a vaccine cannot show is not told as shown; an answer ends an order too', () => {
  const order = (type: string, control: string) => of(type, `ORC|${control}|P1^EHR`, segment('OBR', { 2: 'P1^EHR', 4: 'CBC^Blood count^L', 24: 'LAB' }), 'NTE|1||Fasting')
  assert.deepEqual(leftOut(order('ORM^O01', 'NW')), ['NTE: in-passing'])
  const [first, answer] = [{ ...order('ORM^O01', 'NW'), at: '20260102' }, { ...order('ORR^O02', 'CR'), at: '20260103' }]
  assert.deepEqual(bodies(recordsOf(first, answer), 'order').map((one) => one.status), ['cancelled'])
})

test('of a message whose type nobody knows nothing is said to come in another way', () => {
  assert.deepEqual(leftOut(of('ZRU^Z01', obr('F1', 'X'), 'OBX|1|NM|T^Test^L||5')), ['OBR: no-kind', 'OBX: no-kind'])
})

test('an appointment of which nobody says what it is for is still one; a sort of request is no name', () => {
  const names = (event: string, more: Readonly<Record<number, string>>) => bodies(recordsOf(of(`SIU^${event}`, segment('SCH', { 2: 'A1', 25: 'Booked', ...more }))), 'appointment').map((one) => one.type.text)
  assert.deepEqual([names('S12', { 8: 'NORMAL^Normal', 11: '^^^202612011000' }), names('S12', { 8: 'FU^Follow-up', 11: '^^^202612011000' }), names('S15', {})], [['Appointment'], ['Follow-up'], []])
})

test('of several values of one code a correction changes the one that was taken at the same time', () => {
  const glucose = (value: string, at: string, status: string) => segment('OBX', { 2: 'NM', 3: 'GLU^Glucose^L', 5: value, 6: 'mg/dL', 11: status, 14: at === '' ? '' : `2026010${at}` })
  const sent = (day: string, ...lines: readonly string[]): Written => ({ type: 'ORU^R01', at: `202601${day}`, lines: [pid, obr('F1', 'OGTT', { 22: '' }), ...lines] })
  const first = sent('02', glucose('90', '20700', 'F'), glucose('150', '20800', 'F'), glucose('120', '20900', 'F'))
  const values = (...all: readonly Written[]) => [[...all], [...all].reverse()].map((some) => bodies(recordsOf(...some), 'lab-result').flatMap((one) => one.values.map(({ quantity, taken }) => `${quantity?.value ?? 'none'} ${taken?.slice(11, 16)}`).sort()))
  const both = (rows: readonly string[]) => [rows, rows]
  assert.deepEqual(values(first, sent('03', glucose('121', '20900', 'C'))), both(['121 09:00', '150 08:00', '90 07:00']))
  assert.deepEqual(values(first, sent('03', glucose('', '20800', 'D'))), both(['120 09:00', '90 07:00', 'none 08:00']))
  assert.deepEqual(values(first, sent('03', glucose('100', '21000', 'F'))), both(['100 10:00', '120 09:00', '150 08:00', '90 07:00']))
  // A time that is corrected belongs to the only value there is.
  assert.deepEqual(values(sent('02', glucose('90', '20700', 'F')), sent('03', glucose('91', '20730', 'C'))), both(['91 07:30']))
})

test('susceptibilities of one of several germs without sub-ids stand under the one that is named, and under none in doubt', () => {
  const culture = (parent: string) => bodies(recordsOf(of('ORU^R01', obr('F1', 'CULTURE'), 'OBX|1|CE|ORG^Organism^L||EC^E. coli^L||||||F', 'OBX|2|CE|ORG^Organism^L||PM^Proteus^L||||||F', obr('F2', 'SUS', { 26: parent, 29: '^F1&LAB' }), 'OBX|1|ST|AMP^Ampicillin^L||8|ug/mL||R|||F')), 'lab-result').map((one) => one.values.map((value) => [said(value), value.parts.map(said)]))
  const germs = (first: readonly string[], second: readonly string[]) => [['Organism E. coli', first], ['Organism Proteus', second]]
  assert.deepEqual([culture('ORG&Organism&L^^Proteus'), culture('ORG&Organism&L^^E. coli')], [[germs([], ['Ampicillin 8 (Resistant)'])], [germs(['Ampicillin 8 (Resistant)'], [])]])
  assert.deepEqual(culture('ORG&Organism&L'), [germs([], []), [['Ampicillin 8 (Resistant)', []]]])
})

test('what is noted about the patient before all orders stands with each result', () => {
  const message = of('ORU^R01', 'NTE|1||Fasting: yes', 'PV1|1|O', obr('F1', 'X'), 'NTE|1||Diluted', 'OBX|1|NM|T^Test^L||5', obr('F2', 'Y'), 'OBX|1|NM|T^Test^L||6')
  assert.deepEqual([bodies(recordsOf(message), 'lab-result').map((one) => one.comments.map(({ text }) => text)), leftOut(message)], [[['Fasting: yes\n\nDiluted'], ['Fasting: yes']], []])
})

test('a germ that is told again alone keeps its susceptibilities, another germ has none of them', () => {
  const parent = (germ: string, more: Readonly<Record<number, string>> = {}) => [obr('F1', 'CULTURE', more), `OBX|1|CE|ORG^Organism^L|1|${germ}||||||${more[25] ?? 'F'}`]
  const child = [obr('F2', 'SUS', { 26: 'ORG&Organism&L^1', 29: '^F1&LAB' }), 'OBX|1|ST|AMP^Ampicillin^L||8|ug/mL||R|||F']
  const first: Written = { type: 'ORU^R01', at: '20260102', lines: [pid, ...parent('EC^E. coli^L'), ...child] }
  const then = (germ: string): Written => ({ type: 'ORU^R01', at: '20260103', lines: [pid, ...parent(germ, { 22: '202601030900-0500', 25: 'C' })] })
  const parts = (...all: readonly Written[]) => bodies(recordsOf(...all), 'lab-result').flatMap((one) => one.values.map((value) => [value.text, value.parts.map(said)]))
  for (const all of [[first, then('EC^E. coli^L')], [then('EC^E. coli^L'), first]]) assert.deepEqual(parts(...all), [['E. coli', ['Ampicillin 8 (Resistant)']]])
  assert.deepEqual(parts(first, then('PM^Proteus^L')), [['Proteus', []]])
})

test('bytes of a file without their four components are a file; anything else there is none', () => {
  const files = (data: string) => lab(obr('F1', 'X'), `OBX|1|ED|P^Scan^L||${data}||||||F`).attachments.map((one) => [one.contentType, one.bytes, one.damage])
  assert.deepEqual([files('JVBERi0xLjQK'), files('JVBERi0xLjQ'), files('HOSP')], [[['application/pdf', 9, undefined]], [['application/octet-stream', undefined, 'empty']], [['application/octet-stream', undefined, 'empty']]])
})

test('a result that explains one of another message says which', () => {
  const alone = (parent: string) => lab(obr('F2', 'SUS', { 26: parent, 29: '^F1&LAB' }), 'OBX|1|ST|AMP^Ampicillin^L||8|ug/mL||R|||F').comments.map(({ text }) => text)
  assert.deepEqual([alone('600-7&Bacteria&LN^1^Escherichia coli'), alone('600-7&Bacteria&LN^1')], [['Bacteria: Escherichia coli'], []])
})

test('what explains a value of another message stands in its row, in any order, and its corrections with it', () => {
  const sent = (day: string, ...lines: readonly string[]): Written => ({ type: 'ORU^R01', at: `202601${day}`, lines: [pid, ...lines] })
  const culture = (day: string, germ: string) => sent(day, obr('F1', 'CULTURE', { 22: '' }), `OBX|1|CE|ORG^Organism^L|1|${germ}||||||F`)
  const sus = (day: string, amp: string, { more = '', parent = 'ORG&Organism&L^1' } = {}) => sent(day, obr('F2', 'SUS', { 22: '', 26: parent, 29: '^F1&LAB' }), `OBX|1|ST|AMP^Ampicillin^L||${amp}||||||C`, ...(more === '' ? [] : [`OBX|2|ST|CIP^Cipro^L||${more}||||||F`]))
  const rows = (...all: readonly Written[]) => bodies(recordsOf(...all), 'lab-result').map((one) => [one.name.text, one.values.map((value) => [said(value), value.parts.map(said)])])
  const [first, r, late] = [culture('02', 'EC^E. coli^L'), sus('03', 'R', { more: 'S' }), sus('04', 'I')]
  for (const all of [[first, r, late], [r, first, late], [late, r, first], [r, late, first]]) assert.deepEqual(rows(...all), [['CULTURE', [['Organism E. coli', ['Ampicillin I', 'Cipro S']]]]])
  assert.deepEqual(recordsOf(r, first)[0]?.takesIn, [['v2:result', 'filler|F2|LAB|SUS|ORG&Organism&L^1']])
  // Where its value is not here, or of nobody it says, it is a result of its own.
  assert.deepEqual(rows(r), [['SUS', [['Ampicillin R', []], ['Cipro S', []]]]])
  assert.deepEqual(rows(first, sus('03', 'R', { parent: 'ORG&Organism&L^9' })).map(([name]) => name).sort(), ['CULTURE', 'SUS'])
  // An order is not ended by a result that only explains another one.
  const order = { ...of('ORM^O01', 'ORC|NW|P1^EHR|F1^LAB', segment('OBR', { 2: 'P1^EHR', 3: 'F1^LAB', 4: 'CULTURE^Culture^L' })), at: '20260101' }
  assert.deepEqual(bodies(recordsOf(order, r), 'order').map((one) => one.status), ['active'])
})

test('a line of a text that is taken back is not in it', () => {
  const text = (...marks: readonly string[]) => {
    const { values, attachments } = lab(obr('F1', 'X'), ...marks.map((mark, at) => `OBX|${at + 1}|TX|R^Report^L||Line ${at + 1}||||||${mark}`))
    return [...values.map((one) => one.text ?? one.status), ...attachments.map((one) => one.text)]
  }
  assert.deepEqual([text('F', 'W'), text('D', 'F', 'F'), text('D', 'W'), text('F', 'F')], [['Line 1'], ['Line 2\nLine 3'], ['entered-in-error'], ['Line 1\nLine 2']])
})

test('what was cancelled or never asked stands nowhere in a range', () => {
  const value = (mark: string) => lab(obr('F1', 'X'), `OBX|1|NM|T^Test^L||5|mg|0-3|H|||${mark}`).values.map((one) => [one.status, one.flag, one.ranges.length])
  assert.deepEqual([value('X'), value('N'), value('F')], [[['cancelled', undefined, 0]], [['cancelled', undefined, 0]], [['final', 'high', 1]]])
})
