// Do documents of other vendors read as they mean them: values in another unit, several ranges, letters for resistance, denials of one
// sort, doses by range, words that were crossed out?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clinical, LabValue } from '../../../../contract/clinical.ts'
import { narrativeWords } from '../../../../contract/narrative.ts'
import { documentWith, problemEntry } from '../../../../tests/standards/ccda-written.ts'
import { type ReadDocument, readDocument } from './read-document.ts'

const read = (xml: string): ReadDocument => readDocument(Buffer.from(xml), 'x.xml')
const bodies = (xml: string): readonly Clinical[] => read(xml).facts.slice(1).map((one) => one.body)
const reasons = (xml: string): readonly string[] => read(xml).unread.map((one) => one.reason)
const valueOf = (inside: string): LabValue => {
  const [body] = bodies(documentWith({ code: '30954-2', title: 'Results', entries: `<entry><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.2"/><id root="1.2" extension="1"/><code code="1" codeSystem="9.9" displayName="Test"/><statusCode code="completed"/>${inside}</observation></entry>` }))
  assert.ok(body?.kind === 'lab-result' && body.values[0] !== undefined)
  return body.values[0]
}
const range = (low: string, high: string, more = ''): string => `<referenceRange><observationRange>${more}<value xsi:type="IVL_PQ"><low value="${low}" unit="g/dL"/><high value="${high}" unit="g/dL"/></value></observationRange></referenceRange>`
const given = '<value xsi:type="PQ" value="14" unit="g/dL"/>'
const administered = ({ section, template, code, more = '', attributes = '' }: { section: string; template: string; code: string; more?: string; attributes?: string }): string =>
  documentWith({ code: section, title: 'Given', entries: `<entry><substanceAdministration classCode="SBADM" moodCode="EVN"${attributes}><templateId root="2.16.840.1.113883.10.20.22.4.${template}"/><id nullFlavor="NI"/><statusCode code="completed"/>${more}<consumable><manufacturedProduct><manufacturedMaterial>${code}</manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>` })

test('a value that is null in its own unit is the one beside it, never the name of its unit', () => {
  assert.deepEqual(valueOf('<value xsi:type="PQ" nullFlavor="OTH"><translation value="5.0" code="[IU]" codeSystem="2.16.840.1.113883.6.8" displayName="IU"/></value>').quantity, { value: '5.0', unit: 'IU' })
  assert.equal(valueOf('<value xsi:type="PQ" nullFlavor="OTH"><translation value="12"><originalText>12 cells/hpf</originalText></translation></value>').text, '12 cells/hpf')
  assert.deepEqual(valueOf('<value xsi:type="PQ" value="5.00" unit="mg/dL"><translation value="0.28" code="mmol/L"/></value>').quantity, { value: '5.00', unit: 'mg/dL' })
})

test('of several ranges none is chosen; critical limits are no usual range; letters for resistance are said', () => {
  assert.deepEqual(valueOf(given + range('15', '17', '<text>Male</text>') + range('12', '15', '<text>Female</text>')).ranges, [{ text: 'Male: 15 – 17 g/dL; Female: 12 – 15 g/dL' }])
  const critical = range('6', '20').replace('</value></observationRange>', '</value><interpretationCode code="HH"/></observationRange>')
  assert.deepEqual(valueOf(given + critical + range('12', '16')).ranges, [{ low: '12', high: '16', unit: 'g/dL' }])
  assert.deepEqual([valueOf(`${given}<interpretationCode code="R"/>`).notes, valueOf('<interpretationCode code="S"/>').text], [['Resistant'], 'Susceptible'])
})

test('denying one sort of allergy denies no other; one that nobody asked for is none', () => {
  const allergy = (value: string, code: string, attributes = '') => documentWith({ code: '48765-2', title: 'Allergies', entries: `<entry><act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.30"/><statusCode code="active"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"${attributes}><templateId root="2.16.840.1.113883.10.20.22.4.7"/><value xsi:type="CD" code="${value}" codeSystem="2.16.840.1.113883.6.96"/><participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">${code}</playingEntity></participantRole></participant></observation></entryRelationship></act></entry>` })
  const denied = (value: string) => allergy(value, '<code nullFlavor="NA"/>', ' negationInd="true"')
  assert.deepEqual([bodies(denied('414285001')), reasons(denied('414285001')), reasons(denied('426232007'))], [[], ['none-of-one-sort'], ['none-of-one-sort']])
  assert.deepEqual(bodies(denied('419199007')).map((one) => one.kind === 'allergy' && one.saidNone), [true])
  assert.deepEqual(reasons(allergy('416098002', '<code nullFlavor="OTH"><originalText>Not on File</originalText></code>')), ['said-unknown'])
})

test('"no vaccine administered" is no vaccine, and 999 no amount', () => {
  const cvx = (code: string) => `<code code="${code}" codeSystem="2.16.840.1.113883.12.292" displayName="words"/>`
  assert.deepEqual(reasons(administered({ section: '11369-6', template: '52', code: cvx('998') })), ['said-none'])
  const [vaccine] = bodies(administered({ section: '11369-6', template: '52', code: cvx('33'), more: '<doseQuantity value="999"/>' }))
  assert.equal(vaccine?.kind === 'vaccine' && vaccine.dose, undefined)
})

test('a dose may be a range, and a medicine only for when it is needed', () => {
  const more = '<doseQuantity><low value="1"/><high value="2"/></doseQuantity><precondition><criterion><value xsi:type="CD" displayName="Pain"/></criterion></precondition>'
  const [medicine] = bodies(administered({ section: '10160-0', template: '16', code: '<code code="161" codeSystem="2.16.840.1.113883.6.88" displayName="Acetaminophen"/>', more }))
  assert.deepEqual(medicine?.kind === 'medicine' && medicine.instructions, ['1 – 2, as needed: Pain'])
})

test('nobody has now what the very name of a problem denies', () => {
  const clinical = (name: string) => bodies(documentWith({ entries: problemEntry({ name, code: '1' }) })).map((one) => one.kind === 'condition' && one.clinical)
  assert.deepEqual(['No evidence of recurrence', 'Denies chest pain', 'Rule out sepsis', 'Nodule'].map(clinical), [['unknown'], ['unknown'], ['unknown'], ['active']])
})

test('what was crossed out is marked, however its source does it, and is not said', () => {
  for (const gone of ['<content revised="delete">Cancer</content>', '<content styleCode="Bold Strikethrough">Cancer</content>', '<del>Cancer</del>']) {
    const [document] = read(documentWith({ text: `<paragraph>${gone} Polyp</paragraph>` })).facts
    const words = document !== undefined && 'told' in document.body ? (document.body.told?.parts[0]?.words ?? []) : []
    assert.deepEqual([words, narrativeWords(words)], [[{ as: 'paragraph', inside: [{ as: 'struck', inside: ['Cancer'] }, ' Polyp'] }], 'Polyp'], gone)
  }
})
