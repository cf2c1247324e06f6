// T23: does a message that names two people, or an order of another's number, put anything of one into the other's chart?
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type GivenImport, givenImport, organization } from '../standards/fhir-import-given.ts'

let given: GivenImport
let files = 0
const folder = mkdtempSync(join(tmpdir(), 'portico-two-'))
before(async () => {
  given = await givenImport()
})
after(() => given.end())

const take = (...lines: readonly string[]) => {
  files += 1
  const path = join(folder, `${files}.hl7`)
  writeFileSync(path, ['MSH|^~\\&|LAB|HOSP|||20260102||ORU^R01|' + files + '|P|2.5.1', ...lines].join('\r'))
  return given.inbound.importPaths([path], { organization })
}
const pid = (mrn: string, name: string) => `PID|1||${mrn}^^^HOSP^MR||${name}||19680229|F`
const result = (filler: string, number: string) => [`OBR|1||${filler}^LAB|1^Test^L|||20260101||||||||||||||||||LAB|F`, `OBX|1|NM|2^Value^L||${number}|mg|||||F`]
const values = async (mrn: string) => (await given.records(mrn)).flatMap(({ body }) => (body.kind === 'lab-result' ? body.values.map((one) => one.quantity?.value) : []))

test('two people in one message: each gets their own, and the text kept in a chart holds nothing of the other', async () => {
  await take(pid('M1', 'Alvarez^Rosa'), ...result('F1', '111'), pid('M2', 'Smith^Ann'), ...result('F2', '222'))
  assert.deepEqual([await values('M1'), await values('M2')], [['111'], ['222']])
  const texts = await given.look<{ mrn: string; text: string }>('select p.mrn, w.text from store_raw w join patients_patient p on p.id = w.patient order by p.mrn')
  assert.deepEqual(texts.map((one) => [one.mrn, one.text.includes('Alvarez'), one.text.includes('Smith')]), [['M1', true, false], ['M2', false, true]])
})

test('a correction of another’s order number is a result of its own, and changes nothing of theirs', async () => {
  await take(pid('M2', 'Smith^Ann'), ...result('F1', '999'))
  assert.deepEqual([await values('M1'), (await values('M2')).sort()], [['111'], ['222', '999']])
})

test('a child report that names another’s order as its parent stays where its own patient is', async () => {
  await take(pid('M2', 'Smith^Ann'), 'OBR|1||F3^LAB|9^Child^L|||20260101||||||||||||||||||LAB|F|2&Value&L^^111|||P&EHR^F1&LAB', 'OBX|1|NM|3^Other^L||333|mg|||||F')
  assert.deepEqual([await values('M1'), (await values('M2')).sort()], [['111'], ['222', '333', '999']])
})
