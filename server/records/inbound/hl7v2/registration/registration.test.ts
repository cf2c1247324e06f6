// Whom does a message name, and what does registration say: in the forms of 2.3 to 2.8, field by field, and nothing that it does not speak of?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RefusedFile } from '../../refused-file.ts'
import { type Written, named, prepare } from '../given.ts'

/** A PID with these fields by number. */
function pidWith(fields: Readonly<Record<number, string>>): string {
  const all = { 3: 'M1^^^HOSP^MR', 5: 'Alvarez^Rosa', 7: '19680229', 8: 'F', ...fields }
  const line = ['PID']
  for (const [at, text] of Object.entries(all)) line[Number(at)] = text
  return Array.from(line, (one) => one ?? '').join('|')
}
const adt = (fields: Readonly<Record<number, string>> = {}, event = 'A08'): Written => ({ type: `ADT^${event}`, lines: [`EVN|${event}|202601020800-0500`, pidWith(fields)] })
const said = (fields: Readonly<Record<number, string>>) => named(adt(fields)).said ?? {}

test('record numbers with who gave them; those of others are none', () => {
  const numbers = (text: string) => named(adt({ 3: text })).numbers.map((one) => `${one.value} ${one.authority.join(' ')}`.trim())
  assert.deepEqual(numbers('M1^^^HOSP&1.2.3&ISO^MR~123456789^^^SSA^SS~D1^^^^DL'), ['M1 HOSP 1.2.3'])
  assert.deepEqual(numbers('A9^^^ACC^AN~P7^^^HOSP^PI'), ['P7 HOSP'])
  assert.deepEqual(numbers('M1^^^A^MR~M2^^^A^MR~P1^^^A^PI'), ['M1 A', 'M2 A'])
  assert.deepEqual(numbers('77'), ['77'])
  assert.deepEqual(numbers('1^^^X^SS'), [])
  assert.deepEqual(named({ type: 'ADT^A08', lines: ['PID|1|OLD7|||Alvarez^Rosa||19680229|F'] }).numbers, [{ value: 'OLD7', authority: [] }])
})

test('names of every use, the legal one first; anonymized ones are nobody’s', () => {
  const facts = said({ 5: 'Alvarez&van&Alvarez^Rosa^Maria^Jr^Dr^MD^L~Rosie^Rose^^^^^N~Diaz^Rosa^^^^^M^^^^^19900101^20100101~^^^^^^S', 9: 'Alvares^Rosa' })
  assert.deepEqual([facts.name, facts.family, facts.given], ['Dr Rosa Maria Alvarez Jr', 'Alvarez', 'Rosa Maria'])
  assert.deepEqual(facts.facts?.names?.map((one) => [one.use, one.family, one.until]), [['official', 'Alvarez', null], ['nickname', 'Rosie', null], ['maiden', 'Diaz', '2010-01-01'], ['usual', 'Alvares', null]])
  assert.equal('name' in said({ 5: '""' }), false)
  assert.equal('name' in said({ 5: '~^^^^^^S' }), false)
})

test('phones and e-mail in the forms of 2.3, 2.5 and 2.7', () => {
  const contacts = (fields: Readonly<Record<number, string>>) => [said(fields).facts?.phones?.map((one) => `${one.value} ${one.use}`), said(fields).facts?.emails?.map((one) => one.value)]
  assert.deepEqual(contacts({ 13: '(555)555-0123^PRN^PH' }), [['(555)555-0123 home'], undefined])
  assert.deepEqual(contacts({ 13: '^PRN^PH^^^406^5557896~^NET^^a@b.org' }), [['406-555-7896 home'], ['a@b.org']])
  assert.deepEqual(contacts({ 13: '^PRN^CP^^1^406^5557896^12', 14: '^WPN^PH^^49^89^123456' }), [['406-555-7896 x12 mobile', '+49-89-123456 work'], undefined])
  assert.deepEqual(contacts({ 13: '^NET^Internet^c@d.org~^WPN^FX^^^1^1111111' }), [undefined, ['c@d.org']])
  assert.deepEqual(contacts({ 40: '^PRN^PH^^^^^^^^^555-0199' }), [['555-0199 home'], undefined])
  // A field with numbers alone says nothing of e-mail; quotation marks end both.
  assert.equal('email' in said({ 13: '555-0100' }), false)
  assert.deepEqual([said({ 13: '""' }).phone, said({ 13: '""' }).email, said({ 13: '""' }).facts?.phones], [null, null, []])
})

test('addresses: where somebody lives or gets letters', () => {
  const facts = said({ 11: '12 River Rd&River Rd&12^Apt 3^Milford^MA^01757^USA^H~1 Work St^^Boston^MA^02101^^B~^^^NY^^^BDL~9 Gone^^X^^^^BA' })
  assert.equal(facts.address, '12 River Rd, Apt 3, Milford, MA 01757')
  assert.deepEqual(facts.facts?.addresses?.map((one) => [one.lines, one.use]), [[['12 River Rd', 'Apt 3'], 'home'], [['1 Work St'], 'work']])
  assert.equal(said({ 11: '""' }).address, null)
})

test('birth, sex, language, twins, death', () => {
  assert.deepEqual([said({ 7: '196802291030-0500' }).birthDate, said({ 7: '1968' }).birthDate, said({ 7: '19680231' }).birthDate, named(adt({ 7: '1968' })).person.birthDate, named(adt({ 7: '1968' })).chart], ['1968-02-29', undefined, undefined, '1968', null])
  assert.deepEqual(['F', 'M', 'O', 'A', 'U', '?', '""'].map((sex) => said({ 8: sex }).sex), ['female', 'male', 'other', 'other', 'unknown', undefined, null])
  assert.deepEqual(['eng^English^ISO639', 'es', 'SPA', 'en_US', ''].map((text) => said({ 15: text }).language), ['en', 'es', 'es', 'en-US', undefined])
  assert.deepEqual([said({ 24: 'Y' }).facts?.multipleBirth, said({ 25: '2' }).facts?.multipleBirth, said({ 25: '1' }).facts?.multipleBirth, said({ 24: 'N' }).facts?.multipleBirth], [true, true, undefined, false])
  assert.deepEqual([said({ 29: '20260101' }).deceasedOn, said({ 29: '202601011200' }).facts?.deceased, said({ 30: 'Y' }).facts?.deceased, said({ 30: 'Y' }).deceasedOn, said({ 29: '20260101', 30: 'N' }).facts?.deceased, said({ 30: '""' }).facts?.deceased, 'deceasedOn' in said({})], ['2026-01-01', true, true, null, false, false, false])
})

test('of a social security number only the end, and only when it is one', () => {
  assert.deepEqual([said({ 19: '123-45-6789' }).facts?.ssn4, said({ 3: 'M1^^^HOSP^MR~123456789^^^SSA^SS' }).facts?.ssn4, said({ 19: '999999999' }).facts?.ssn4, said({ 19: '6789' }).facts?.ssn4, said({ 19: '""' }).facts?.ssn4], ['6789', '6789', undefined, undefined, null])
})

test('only ADT registers; every message says who it is about', () => {
  const oru = named({ type: 'ORU^R01', lines: [pidWith({})] })
  // Where only registration opens charts, nothing else needs one.
  assert.deepEqual([oru.chart, named({ type: 'ORU^R01', lines: [pidWith({})] }, { opensCharts: 'any' }).chart?.birthDate], [null, '1968-02-29'])
  assert.deepEqual([oru.registers, oru.said, oru.person], [false, undefined, { birthDate: '1968-02-29', names: [{ family: 'Alvarez', given: 'Rosa' }] }])
  assert.deepEqual(['A01', 'A08', 'A28', 'A31', 'A40', 'A29'].map((event) => named(adt({}, event)).registers), [true, true, true, true, true, false])
  assert.equal(named(adt()).asOf, '2026-01-02T13:00:00.000Z')
})

test('a merge names who goes on and who ends; a link and its end name both', () => {
  const merged = prepare({ type: 'ADT^A40', lines: ['EVN|A40|202601020800-0500', pidWith({}), 'MRG|M7^^^HOSP^MR||||||Alvares^Rosa'] })
  assert.deepEqual(merged.chartChanges, [{ kind: 'merge', survivor: 'v2|M1|HOSP', retired: 'v2|M7|HOSP', asOf: '2026-01-02T13:00:00.000Z' }])
  assert.deepEqual(merged.read.charts.get('v2|M7|HOSP'), { numbers: [{ value: 'M7', authority: ['HOSP'] }], person: { birthDate: null, names: [{ family: 'Alvares', given: 'Rosa' }] }, chart: null, registers: false })
  const pairs = (event: string) => prepare({ type: `ADT^${event}`, lines: [pidWith({}), pidWith({ 3: 'M2^^^HOSP^MR' })] }).chartChanges?.map((one) => [one.kind, one.survivor, one.retired])
  assert.deepEqual([pairs('A24'), pairs('A37'), pairs('A17')], [[['merge', 'v2|M1|HOSP', 'v2|M2|HOSP']], [['unmerge', 'v2|M1|HOSP', 'v2|M2|HOSP']], []])
  // Into itself is no merge; a merge of accounts is none of charts.
  assert.deepEqual([prepare({ type: 'ADT^A40', lines: [pidWith({}), 'MRG|M1^^^HOSP^MR'] }).chartChanges, prepare({ type: 'ADT^A41', lines: [pidWith({}), 'MRG|M7^^^HOSP^MR'] }).chartChanges], [[], []])
})

test('a message without a patient is about nobody', () => {
  const work = prepare({ type: 'MFN^M02', lines: ['MFI|STF'] })
  assert.deepEqual([work.read.charts.size, work.bundle.entries.map((one) => work.read.subject(one))], [0, [null]])
})

test('what moves between two charts waits for a person; within one chart it does not', () => {
  const refused = (event: string, mrg: string): string => {
    try {
      prepare({ type: `ADT^${event}`, lines: [pidWith({}), mrg] })
    } catch (error) {
      assert.ok(error instanceof RefusedFile, String(error))
      return `${error.code} ${error.found ?? ''}`
    }
    return 'read'
  }
  for (const event of ['A43', 'A44', 'A45']) assert.equal(refused(event, 'MRG|M7^^^HOSP^MR||ACC2||V9'), `v2-moves ${event}`)
  for (const event of ['A44', 'A45', 'A42', 'A50', 'A35']) assert.equal(refused(event, 'MRG|M1^^^HOSP^MR||ACC2||V9'), 'read', event)
  assert.deepEqual([refused('A45', 'MRG|||ACC2||V9'), refused('A43', 'MRG|M1^^^HOSP^MR|||M8')], ['read', 'v2-moves A43'])
  // A merge of accounts alone (A35) makes no two people one, whatever number stands in MRG-1.
  assert.deepEqual(prepare({ type: 'ADT^A35', lines: [pidWith({}), 'MRG|M7^^^HOSP^MR||ACC2'] }).chartChanges, [])
})

test('a message that must have a patient and has none is refused, also when only its beginning came', () => {
  for (const [type, lines] of [['ORU^R01', ['OBR|1||F1|1^T^L', 'OBX|1|NM|1^T^L||1']], ['ORU^R01', []], ['VXU^V04', ['ORC|RE']], ['SIU^S12', ['SCH|A1|A1|||||^Check-up']]] as const) assert.throws(() => prepare({ type, lines }), { message: 'v2-no-patient' }, type)
  assert.deepEqual(prepare({ type: 'ADT^A20', lines: ['NPU|3W^1^A|U'] }).read.mapped.records, [])
})
