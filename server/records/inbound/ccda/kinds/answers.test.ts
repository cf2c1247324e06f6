// Are smoking, social history, functional and mental status, scales and pregnancy told as answers, and what is denied or unknown as none?
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { documentWith } from '../../../../../tests/standards/ccda-written.ts'
import { toldIn } from '../../../../../tests/standards/ccda-told.ts'
import { readDocument } from '../read-document.ts'

const arc = '2.16.840.1.113883.10.20.22.4.'
const snomed = (code: string, name: string): string => `<value xsi:type="CD" code="${code}" codeSystem="2.16.840.1.113883.6.96" displayName="${name}"/>`
const assertion = '<code code="ASSERTION" codeSystem="2.16.840.1.113883.5.4"/>'
const smoking = '<code code="72166-2" codeSystem="2.16.840.1.113883.6.1" displayName="Tobacco smoking status NHIS"/>'
const answer = (inside: string, { template = `${arc}78`, attributes = '', code = smoking, status = 'completed' }: { template?: string; attributes?: string; code?: string; status?: string } = {}): string => `<observation classCode="OBS" moodCode="EVN"${attributes}><templateId root="${template}"/><id root="1.4" extension="a"/>${code}<statusCode code="${status}"/><effectiveTime value="20260101"/>${inside}</observation>`
const section = (entries: string, code = '29762-2', title = 'Social history'): string => documentWith({ code, title, entries: `<entry>${entries}</entry>` })
const former = snomed('8517006', 'Former smoker')

describe('answers', () => {
  for (const [what, xml, told] of [
    ['a smoking status of R2.1', section(answer(former)), ['answers Tobacco smoking status NHIS 2026-01-01 : Tobacco smoking status NHIS = Former smoker']],
    ['one of R1.1, which asserts it', section(answer(former, { code: assertion })), ['answers Smoking status 2026-01-01 : Smoking status = Former smoker']],
    ['smoking that is unknown by its null', section(answer('<value xsi:type="CD" nullFlavor="UNK"/>')), ['left said-unknown']],
    ['what is denied', section(answer(former, { attributes: ' negationInd="true"' })), ['left negated']],
    ['what was taken back', section(answer(former, { status: 'nullified' })), ['left taken-back']],
    ['an answer in words', section(answer('<value xsi:type="ST">2 glasses a week</value>', { template: `${arc}38`, code: '<code code="160573003" codeSystem="2.16.840.1.113883.6.96" displayName="Alcohol consumption"/>' })), ['answers Alcohol consumption 2026-01-01 : Alcohol consumption = 2 glasses a week']],
    ['what was so until a day', section(answer(former).replace('<effectiveTime value="20260101"/>', '<effectiveTime><low value="1947"/><high value="1972"/></effectiveTime>')), ['answers Tobacco smoking status NHIS 1947 : Tobacco smoking status NHIS = Former smoker {1947 – 1972}']],
    ['one whose source sends numbers without names', section(answer('<value xsi:type="CD" code="449868002" codeSystem="2.16.840.1.113883.6.96"/>', { code: '<code code="72166-2" codeSystem="2.16.840.1.113883.6.1"/>' })), ['answers Smoking status 2026-01-01 : Smoking status = Current every day smoker']],
    ['a number nobody can read', section(answer('<value xsi:type="CD" code="105504002" codeSystem="2.16.840.1.113883.6.96"/>', { template: `${arc}67` })), ['left value-unread']],
    ['a code that says only that it is a finding takes the name of its section', section(answer(snomed('105504002', 'Dependence on cane'), { template: `${arc}68`, code: '<code code="404684003" codeSystem="2.16.840.1.113883.6.96" displayName="Finding"/>' }), '47420-5', 'Functional status'), ['answers Functional status 2026-01-01 : Functional status = Dependence on cane']],
    ['an answer without a template, in its section', section(answer(former, { template: '1.2.3' })), ['answers Tobacco smoking status NHIS 2026-01-01 : Tobacco smoking status NHIS = Former smoker']],
    ['what somebody can do, in a group', section(`<organizer classCode="CLUSTER" moodCode="EVN"><templateId root="${arc}66"/><id root="1.5"/><code code="d5" codeSystem="2.16.840.1.113883.6.254" displayName="Self-Care"/><statusCode code="completed"/><component>${answer(snomed('129035000', 'Independent'), { template: `${arc}67`, code: '<code code="54522-8" codeSystem="2.16.840.1.113883.6.1" displayName="Walking"/>' })}</component></organizer>`, '47420-5', 'Functional status'), ['answers Self-Care 2026-01-01 : Walking = Independent']],
    ['a scale with its questions', section(answer(`<value xsi:type="INT" value="3"/><entryRelationship typeCode="COMP">${answer('<value xsi:type="INT" value="1"/>', { template: `${arc}86`, code: '<code code="44250-9" codeSystem="2.16.840.1.113883.6.1" displayName="Little interest"/>' })}</entryRelationship>`, { template: `${arc}69`, code: '<code code="55758-7" codeSystem="2.16.840.1.113883.6.1" displayName="PHQ-2 score"/>' }), '10190-7', 'Mental status'), ['answers PHQ-2 score 2026-01-01 : PHQ-2 score = 3; Little interest = 1']],
    ['how somebody feels, among the problems', section(answer(snomed('81323004', 'Alive and well'), { template: `${arc}5`, code: '<code code="11323-3" codeSystem="2.16.840.1.113883.6.1" displayName="Health status"/>' }), '11450-4', 'Problems'), ['answers Health status 2026-01-01 : Health status = Alive and well']],
    ['a goal in a section of answers is none', section(answer(snomed('1', 'Walk'), { template: `${arc}121` }).replace('moodCode="EVN"', 'moodCode="GOL"'), '47420-5'), ['left planned']],
    ['of the mother it is none', section(answer(`<subject><relatedSubject classCode="PRS"><code code="MTH"/></relatedSubject></subject>${former}`)), ['left of-another']],
  ] as const) test(what, () => assert.deepEqual(toldIn(xml), told))
})

test('what leaves no doubt is marked, by its question and by its answer', () => {
  const labels = (xml: string) => readDocument(Buffer.from(xml), 'x.xml').facts.map((one) => one.labels)
  assert.deepEqual(labels(section(answer(snomed('77386006', 'Pregnant'), { template: '2.16.840.1.113883.10.20.15.3.8', code: assertion }))), [['reproductive'], ['reproductive']])
  assert.deepEqual(labels(section(answer('<value xsi:type="INT" value="3"/>', { template: `${arc}69`, code: '<code code="55758-7" codeSystem="2.16.840.1.113883.6.1" displayName="PHQ-2"/>' }))), [['behavioral-health'], ['behavioral-health']])
})
