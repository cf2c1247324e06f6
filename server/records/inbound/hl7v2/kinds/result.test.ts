// Are results told as they were sent: numbers, words, files, flags and ranges; is each its versions and no more; and is what was taken back
// gone? Any order of arrival ends the same.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LabResult, LabValue } from '../../../../../contract/clinical.ts'
import { type Written, bodies, leftOut, pid, prepare, recordsOf } from '../given.ts'

const obr = (status: string, { code = '24331-1^Lipid panel^LN', filler = 'F1^LAB', changed = '', section = 'LAB', more = '' } = {}): string => `OBR|1|P1^EHR|${filler}|${code}|||202601020700-0500|||||||||1^Ames^Ruth^^^^MD||||||${changed}||${section}|${status}${more}`
const oru = (at: string, ...lines: readonly string[]): Written => ({ type: 'ORU^R01^ORU_R01', at, lines: [pid, ...lines] })
const labs = (...all: readonly Written[]): readonly LabResult[] => bodies(recordsOf(...all), 'lab-result')
const value = (line: string, status = 'F'): LabValue => {
  const [only] = labs(oru('20260102', obr(status), line))
  const [first] = only?.values ?? []
  assert.ok(first !== undefined, line)
  return first
}
const valueOf = (type: string, said: string, more = ''): LabValue => value(`OBX|1|${type}|1^Test^L||${said}|${more}`)

test('a result has what was measured, when, where, by whom and for whom', () => {
  const [record] = recordsOf(oru('20260102090000-0500', 'ORC|RE|P1^EHR', obr('F', { changed: '202601020900-0500' }), 'NTE|1||Fasting', 'OBX|1|NM|2093-3^Cholesterol^LN||184|mg/dL|<200|N|||F|||202601020710-0500|||||||||Riverside Lab', 'NTE|1||Line one', 'NTE|2||Line two', 'SPM|1|||SER^Serum^HL70487'))
  assert.ok(record?.body.kind === 'lab-result')
  const { body } = record
  assert.deepEqual([body.name, body.status, body.taken, body.issued, body.lab, body.specimen, body.identifier], [{ text: 'Lipid panel', code: '24331-1', system: 'loinc' }, 'final', '2026-01-02T07:00-05:00', '2026-01-02T09:00-05:00', 'Riverside Lab', 'Serum', 'F1'])
  assert.deepEqual(body.values, [{ name: { text: 'Cholesterol', code: '2093-3', system: 'loinc' }, quantity: { value: '184', unit: 'mg/dL' }, ranges: [{ high: '200', text: '<200' }], flag: 'in-range', status: 'final', notes: ['Line one\nLine two'], parts: [], taken: '2026-01-02T07:10-05:00' }])
  assert.deepEqual([body.comments, record.card.who, record.final, record.filed, record.key], [[{ text: 'Fasting' }], 'Ruth Ames, MD', '2026-01-02T09:00-05:00', '2026-01-02T07:00-05:00', ['v2:result', 'filler|F1|LAB|24331-1']])
})

test('numbers keep their digits and their limits; what is no number is words', () => {
  for (const [sent, kept] of [['2.00', '2.00'], ['.5', '0.5'], ['+7', '7'], ['5.', '5'], ['-0.10', '-0.10'], ['1e3', '1e3']] as const) assert.deepEqual(valueOf('NM', sent, 'mg').quantity, { value: kept, unit: 'mg' }, sent)
  assert.deepEqual(valueOf('NM', '<0.1', 'mg').quantity, { value: '0.1', unit: 'mg', comparator: '<' })
  assert.deepEqual([valueOf('NM', 'hemolyzed').quantity, valueOf('NM', 'hemolyzed').text], [undefined, 'hemolyzed'])
  // A number among words is meant as one where it has a unit.
  assert.deepEqual([valueOf('ST', '7.4', 'g/dL').quantity?.value, valueOf('ST', '7.4').text], ['7.4', '7.4'])
  assert.equal(valueOf('NM', '27~25').text, '27, 25')
})

test('structured numbers: limits, ranges, ratios, pluses', () => {
  assert.deepEqual(valueOf('SN', '>=^200', 'mg').quantity, { value: '200', unit: 'mg', comparator: '>=' })
  assert.deepEqual(valueOf('SN', '=^5').quantity, { value: '5' })
  assert.deepEqual(valueOf('SN', '^100').quantity, { value: '100' })
  for (const [sent, said] of [['^1^-^5', '1 – 5'], ['=^1^:^640', '1:640'], ['^3^+', '3+'], ['>^1^:^80', '>1:80'], ['^1^/^2', '1/2'], ['<>^5', '<>5']] as const) assert.deepEqual([valueOf('SN', sent).quantity, valueOf('SN', sent).text], [undefined, said], sent)
})

test('words: codes, texts, times, people, several answers', () => {
  assert.equal(valueOf('CWE', '260385009^Negative^SCT').text, 'Negative')
  assert.equal(valueOf('CWE', '10828004^Positive^SCT^^^^1^^Clearly positive').text, 'Clearly positive')
  assert.equal(valueOf('CE', 'POS').text, 'POS')
  assert.equal(valueOf('CWE', 'A^First^L~B^Second^L').text, 'First, Second')
  assert.equal(valueOf('DT', '20180625').text, '2018-06-25')
  assert.equal(valueOf('TS', '202001').text, '2020-01')
  assert.equal(valueOf('TM', '0930').text, '09:30')
  assert.equal(valueOf('XCN', '9^Ames^Ruth^^^Dr').text, 'Dr Ruth Ames')
  assert.equal(valueOf('TX', 'a ^ b & c').text, 'a ^ b & c')
  assert.equal(valueOf('ZZ', 'x^y&z').text, 'x y z')
})

test('ranges as sent: two numbers, a limit, words', () => {
  const range = (text: string) => value(`OBX|1|NM|1^T^L||5|mg|${text}`).ranges
  assert.deepEqual(range('3.5-5.1'), [{ low: '3.5', high: '5.1', text: '3.5-5.1' }])
  assert.deepEqual(range('-1 - 1'), [{ low: '-1', high: '1', text: '-1 - 1' }])
  assert.deepEqual(range('>40'), [{ low: '40', text: '>40' }])
  assert.deepEqual(range('<=200'), [{ high: '200', text: '<=200' }])
  assert.deepEqual(range('Negative'), [{ text: 'Negative' }])
  assert.deepEqual(range(''), [])
})

test('flags of table 0078, the gravest of several', () => {
  const flag = (text: string) => value(`OBX|1|NM|1^T^L||5|mg||${text}`).flag
  assert.deepEqual(['N', 'H', 'L', 'HH', 'LL', 'A', 'AA', '<', '>', 'H~HH', 'A^Abnormal^HL70078', 'POS', 'S', ''].map(flag), ['in-range', 'high', 'low', 'critical-high', 'critical-low', 'outside', 'critical', 'low', 'high', 'critical-high', 'outside', undefined, undefined, undefined])
})

test('units as they are written; those that nobody reads by their words', () => {
  const unit = (text: string) => value(`OBX|1|NM|1^T^L||5|${text}`).quantity?.unit
  assert.deepEqual(['mg/dL^milligram per deciliter^UCUM', 'a^Year^UCUM', '{titer}^Titer^UCUM', '^percent', '%', '10*3/uL'].map(unit), ['mg/dL', 'Year', 'Titer', 'percent', '%', '10*3/uL'])
})

test('lines of one text are put together and stand beside the values', () => {
  const [lab] = labs(oru('20260102', obr('F', { section: 'SP', code: 'SP^Surgical pathology^L' }), 'OBX|1|TX|DX^Diagnosis^L||Benign.', 'OBX|2|TX|DX^Diagnosis^L||No malignancy.', 'OBX|3|FT|GR^Gross^L||One\\.br\\two~three', 'OBX|4|ST|CD^Code^L||ok'))
  assert.deepEqual(lab?.attachments.map((one) => [one.title, one.text]), [['Diagnosis', 'Benign.\nNo malignancy.'], ['Gross', 'One\ntwo\nthree']])
  assert.deepEqual(lab?.values.map((one) => one.text), ['ok'])
})

test('lines that a sender numbers, and empty ones between paragraphs, are one text', () => {
  const [lab] = labs(oru('20260102', obr('F', { section: 'SP' }), 'OBX|1|TX|R^Report^L|1|First part', 'OBX|2|TX|R^Report^L|2|', 'OBX|3|TX|R^Report^L|3|Second part', 'OBX|4|FT|&GDT|1|Narrative'))
  assert.deepEqual([lab?.attachments.map((one) => one.text), lab?.values.map((one) => [one.name.text, one.text])], [['First part\n\nSecond part'], [['GDT', 'Narrative']]])
})

test('the same code with another sub-id, or a second number, is a value of its own', () => {
  const [lab] = labs(oru('20260102', obr('F'), 'OBX|1|CWE|600-7^Bacteria^LN|1|1^E. coli^L', 'OBX|2|CWE|600-7^Bacteria^LN|2|2^Proteus^L', 'OBX|3|NM|9^Pulse^L||60', 'OBX|4|NM|9^Pulse^L||70'))
  assert.deepEqual(lab?.values.map((one) => one.text ?? one.quantity?.value), ['E. coli', 'Proteus', '60', '70'])
})

test('files are kept, pointers are addresses that nobody follows', () => {
  const [lab] = labs(oru('20260102', obr('F'), 'OBX|1|ED|PDF^Report^L||^application^pdf^Base64^JVBERi0=', 'OBX|2|RP|IMG^Picture^L||https://elsewhere.example/1^PACS^SD^JPEG', 'OBX|3|ED|BAD^Scan^L||^IM^TIFF^Base64^!!!', 'OBX|4|ED|T^Text^L||^TEXT^^Base64^SGVsbG8=', 'OBX|5|ED|R^Letter^L||^TEXT^RTF^Base64^e1xydGYx', 'OBX|6|ED|N^None^L||^application^pdf^Base64^'))
  assert.deepEqual(lab?.attachments, [
    { contentType: 'application/pdf', title: 'Report', bytes: 5, base64: 'JVBERi0=' },
    { contentType: 'image/jpeg', title: 'Picture', address: 'https://elsewhere.example/1' },
    { contentType: 'image/tiff', title: 'Scan', damage: 'not base64' },
    { contentType: 'text/plain', title: 'Text', bytes: 5, text: 'Hello' },
    { contentType: 'application/rtf', title: 'Letter', bytes: 6, base64: 'e1xydGYx' },
    { contentType: 'application/pdf', title: 'None', damage: 'empty' },
  ])
  assert.deepEqual(lab?.values, [])
})

const cholesterol = (number: string, status: string, more = ''): string => `OBX|1|NM|2093-3^Cholesterol^LN||${number}|mg/dL|<200|${more}|||${status}`
const hdl = (number: string, status: string): string => `OBX|2|NM|2085-9^HDL^LN||${number}|mg/dL|>40||||${status}`
const [p, f, c, d] = [oru('202601021000-0500', obr('P'), cholesterol('240', 'P'), hdl('50', 'P')), oru('202601021100-0500', obr('F'), cholesterol('204', 'F'), hdl('52', 'F')), oru('202601021200-0500', obr('C'), cholesterol('184', 'C')), oru('202601021300-0500', obr('C'), cholesterol('184', 'D'))] as const

test('preliminary, final, corrected are versions of one result; a correction that names one value leaves the others', () => {
  const [record, ...others] = recordsOf(p, f, c)
  assert.ok(record?.body.kind === 'lab-result' && others.length === 0)
  assert.deepEqual([record.body.status, record.body.values.map((one) => [one.quantity?.value, one.status])], ['corrected', [['184', 'corrected'], ['52', 'final']]])
  assert.deepEqual((record.before ?? []).map((one) => (one.body.kind === 'lab-result' ? [one.asOf, one.body.status, one.body.values[0]?.quantity?.value] : [])), [['2026-01-02T15:00:00.000Z', 'preliminary', '240'], ['2026-01-02T16:00:00.000Z', 'final', '204']])
})

test('what is deleted leaves the result; when nothing is left, the result is taken back', () => {
  const [record] = recordsOf(p, f, c, d)
  assert.ok(record?.body.kind === 'lab-result')
  assert.deepEqual([record.removed, record.body.values.map((one) => [one.name.text, one.quantity?.value, one.status])], [false, [['Cholesterol', undefined, 'entered-in-error'], ['HDL', '52', 'final']]])
  const [all] = recordsOf(p, f, oru('202601021400-0500', obr('C'), cholesterol('', 'W'), hdl('', 'D')))
  assert.equal(all?.removed, true)
  for (const status of ['X', 'W']) assert.equal(recordsOf(f, oru('202601021400-0500', obr(status)))[0]?.removed, true, status)
  assert.equal(recordsOf(f, oru('202601021400-0500', obr('X')), oru('202601021500-0500', obr('F'), cholesterol('190', 'F')))[0]?.removed, false)
})

test('any order of arrival, and repeats, end in the same record with the same history', () => {
  const all = [p, f, c, d]
  const said = (some: readonly Written[]) => createHash('sha256').update(JSON.stringify(recordsOf(...some), (name, one: unknown) => (name === 'from' ? undefined : one))).digest('hex')
  const whole = said(all)
  fc.assert(fc.property(fc.shuffledSubarray([0, 1, 2, 3, 0, 1, 2, 3], { minLength: 8 }), (order) => said(order.map((at) => all[at] ?? p)) === whole), { numRuns: 40 })
})

test('the status time of the result rules over the time of the message; of two of one moment the more final one', () => {
  const late = oru('202601050000-0500', obr('F', { changed: '202601021100-0500' }), cholesterol('204', 'F'))
  const corrected = oru('202601040000-0500', obr('C', { changed: '202601031100-0500' }), cholesterol('184', 'C'))
  assert.equal(labs(corrected, late)[0]?.values[0]?.quantity?.value, '184')
  const same = (status: string, number: string) => oru('20260102', obr(status), cholesterol(number, status))
  assert.equal(labs(same('C', '3'), same('P', '1'), same('F', '2'))[0]?.values[0]?.quantity?.value, '3')
})

test('what a final report does not repeat of unfinished values is not in it; a kept value is final without being said again', () => {
  const [lab] = labs(oru('202601021000', obr('P'), cholesterol('240', 'P'), hdl('50', 'F')), oru('202601021100', obr('F'), 'OBX|3|NM|1^LDL^L||90|||||F'))
  assert.deepEqual(lab?.values.map((one) => one.name.text), ['LDL', 'HDL'])
  const [kept] = labs(oru('202601021000', obr('P'), cholesterol('240', 'P')), oru('202601021100', obr('F'), cholesterol('', 'U')))
  assert.deepEqual(kept?.values.map((one) => [one.quantity?.value, one.status]), [['240', 'final']])
})

test('only final and corrected results are final', () => {
  for (const [status, final] of [['F', true], ['C', true], ['P', false], ['A', false], ['I', false], ['S', false], ['R', false], ['O', false], ['', false]] as const) assert.equal(recordsOf(oru('20260102', obr(status), cholesterol('1', '')))[0]?.final !== null, final, status)
  // Without a word of the report, its values speak.
  assert.deepEqual(['F', 'P', 'C'].map((status) => labs(oru('20260102', obr(''), cholesterol('1', status)))[0]?.status), ['final', 'preliminary', 'corrected'])
  assert.equal(labs(oru('20260102', obr('F'), cholesterol('1', 'C')))[0]?.status, 'corrected')
})

test('orders that share a number are told apart by what was ordered; without a filler the placer names them', () => {
  const two = recordsOf(oru('20260102', obr('F', { code: 'A^One^L' }), 'OBX|1|NM|1^x^L||1', obr('F', { code: 'B^Two^L' }), 'OBX|1|NM|1^x^L||2'))
  assert.deepEqual(two.map((one) => one.card.name), ['One', 'Two'])
  assert.deepEqual(recordsOf(oru('20260102', obr('F', { filler: '' }), cholesterol('1', 'F')))[0]?.key, ['v2:result', 'placer|P1|EHR|24331-1'])
  const twice = recordsOf(oru('20260102', obr('F'), cholesterol('1', 'F'), obr('F'), cholesterol('2', 'F')))
  assert.deepEqual(twice.map((one) => one.key[1]), ['filler|F1|LAB|24331-1', 'filler|F1|LAB|24331-1|2'])
})

test('susceptibilities stand under their germ', () => {
  const child = (parent: string) => `OBR|2|P2^EHR|F2^LAB|29576-6^Susceptibility^LN|||||||||||||||||||||F|${parent}|||P1&EHR^F1&LAB`
  const [lab, ...others] = labs(oru('20260102', obr('F', { section: 'MB' }), 'OBX|1|CWE|600-7^Bacteria^LN|1|1^E. coli^L', 'OBX|2|CWE|600-7^Bacteria^LN|2|2^Proteus^L', child('600-7&Bacteria&LN^1^E. coli'), 'OBX|1|SN|18864-9^Ampicillin^LN||<=^2|ug/mL||S|||F', 'OBX|2|CWE|18906-8^Cipro^LN||R^Resistant^L|||R|||F'))
  assert.equal(others.length, 0)
  assert.deepEqual(lab?.values.map((one) => [one.text, one.parts.map((part) => `${part.name.text} ${part.quantity?.comparator ?? ''}${part.quantity?.value ?? part.text}`)]), [['E. coli', ['Ampicillin <=2', 'Cipro Resistant']], ['Proteus', []]])
})

test('reports of pictures: what was seen, what it means, why, and files', () => {
  const rad = (...lines: readonly string[]) => bodies(recordsOf(oru('20260102', obr('F', { code: '24590-2^MR Brain^LN', section: 'NMR', more: '||||||R51^Headache^I10|9&Fox&Lee' }), ...lines)), 'imaging-report')[0]
  const apart = rad('OBX|1|TX|18782-3^Findings^LN||Ventricles are normal.', 'OBX|2|TX|18782-3^Findings^LN||No mass.', 'OBX|3|TX|19005-8^Impression^LN||IMPRESSION: Normal MRI.')
  assert.deepEqual([apart?.findings, apart?.conclusion, apart?.modality, apart?.why, apart?.authors], ['Ventricles are normal.\nNo mass.', 'Normal MRI.', 'Magnetic Resonance', 'Headache', [{ name: 'Lee Fox' }]])
  const blob = rad('OBX|1|FT|RAD^Report^L||FINDINGS: No mass.\\.br\\IMPRESSION: Normal.\\.br\\No follow-up.\\.br\\SIGNED BY: Fox')
  assert.deepEqual([blob?.findings, blob?.conclusion], ['FINDINGS: No mass.\nSIGNED BY: Fox', 'Normal.\nNo follow-up.'])
  const suffix = rad('OBX|1|TX|70551&GDT^Brain||No mass.', 'OBX|2|TX|70551&IMP^Brain||Normal.', 'OBX|3|ED|PDF^Report^L||^application^pdf^Base64^JVBERi0=')
  assert.deepEqual([suffix?.findings, suffix?.conclusion, suffix?.attachments.map((one) => one.contentType)], ['No mass.', 'Normal.', ['application/pdf']])
})

test('vital signs, questionnaires and notes are no lab results', () => {
  const kinds = (...lines: readonly string[]) => recordsOf(oru('20260102', ...lines)).map((one) => [one.kind, one.card.line])
  assert.deepEqual(kinds(obr('F', { code: '85353-1^Vitals^LN', section: '' }), 'OBX|1|NM|8480-6^Systolic^LN||120|mm[Hg]', 'OBX|2|NM|8462-4^Diastolic^LN||80|mm[Hg]'), [['vital-signs', '120/80']])
  assert.deepEqual(kinds(obr('F', { code: '44249-1^PHQ-9^LN', section: '' }), 'OBX|1|NM|44261-6^Score^LN||4'), [['questionnaire', undefined]])
  assert.deepEqual(kinds(obr('F', { code: '11506-3^Progress note^LN', section: '' }), 'OBX|1|FT|11506-3^Progress note^LN||Well.'), [['note', undefined]])
})

test('certain codes and the sender’s own mark are labels', () => {
  const labels = (...lines: readonly string[]) => recordsOf(oru('20260102', ...lines))[0]?.labels
  assert.deepEqual(labels(obr('F', { code: '75622-1^HIV^LN' }), 'OBX|1|ST|x||y'), ['hiv'])
  assert.deepEqual(labels(`ORC|RE${'|'.repeat(27)}R`, obr('F'), cholesterol('1', 'F')), ['restricted'])
  assert.deepEqual(labels(obr('F', { section: 'GE' }), cholesterol('1', 'F')), ['genetic'])
  assert.deepEqual(labels(obr('F'), cholesterol('1', 'F')), [])
})

test('observations without an order are results of their own; one that says not what it is stays as it came', () => {
  assert.deepEqual(recordsOf(oru('20260102', 'OBX|1|NM|2093-3^Cholesterol^LN||180|mg/dL|||||F')).map((one) => one.card.name), ['Cholesterol'])
  assert.deepEqual(leftOut(oru('20260102', obr('F'), 'OBX|1|NM|||180')), ['OBX: no-name OBX-3'])
  assert.deepEqual(leftOut(oru('20260102', 'OBR|1||F9|', 'OBX|1|NM|1^a^L||1', 'OBX|2|NM|2^b^L||2')), ['OBR: no-name OBR-4', 'OBX: no-name OBR-4', 'OBX: no-name OBR-4'])
  assert.deepEqual(leftOut(oru('20260102', obr('F'), cholesterol('1', 'F'), 'ZLR|1|x', 'AL1|1||P')), ['AL1: in-passing'])
})

test('a date that does not exist is left out of its fact, and said', () => {
  const wrong = oru('20260102', 'OBR|1||F1|1^T^L|||20260231', cholesterol('1', 'F'))
  assert.deepEqual([labs(wrong)[0]?.taken, leftOut(wrong)], [undefined, ['OBR: impossible-date OBR-7']])
})

test('results of two people in one message go to each of them, and nothing of the other goes with it', () => {
  const work = prepare(oru('20260102', obr('F'), cholesterol('1', 'F'), 'PID|2||M2^^^HOSP^MR||Other^Ann||19700101|F', obr('F', { filler: 'F2^LAB' }), cholesterol('2', 'F')))
  assert.deepEqual(work.read.mapped.records.filter((one) => one.kind === 'lab-result').map((one) => [work.read.subject(one.from[0] ?? work.bundle.entries[0]!)?.id, one.body.kind === 'lab-result' ? one.body.values[0]?.quantity?.value : '']), [['v2|M1|HOSP', '1'], ['v2|M2|HOSP', '2']])
  assert.deepEqual(work.bundle.entries.map((one) => [one.text.includes('M1'), one.text.includes('M2')]), [[true, false], [false, true]])
})
