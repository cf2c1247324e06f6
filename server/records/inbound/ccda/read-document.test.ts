// What does a clinical document say, and what does it not say? Negations, refusals, what was taken back, and numbers as sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clinical } from '../../../../contract/clinical.ts'
import { narrativeWords } from '../../../../contract/narrative.ts'
import { documentWith, problemEntry, sectionOf } from '../../../../tests/standards/ccda-written.ts'
import { isGivenOut, isLoinc } from './conformance.ts'
import { type ReadDocument, readDocument } from './read-document.ts'
import { timeOf } from './types/values.ts'

const read = (xml: string): ReadDocument => readDocument(Buffer.from(xml), 'x.xml')
const bodies = (xml: string): readonly Clinical[] => read(xml).facts.slice(1).map((one) => one.body)
const reasons = (xml: string): readonly string[] => read(xml).unread.map((one) => `${one.section}: ${one.reason}`)
const refusal = (xml: string): string => {
  try {
    read(xml)
    return 'read'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}
const medicine = (inside: string, attributes = ''): string => `<entry><substanceAdministration classCode="SBADM" moodCode="EVN"${attributes}><templateId root="2.16.840.1.113883.10.20.22.4.16"/><id root="7.7" extension="1"/>${inside}</substanceAdministration></entry>`
const product = (code: string): string => `<consumable><manufacturedProduct><manufacturedMaterial>${code}</manufacturedMaterial></manufacturedProduct></consumable>`
const medicines = (entries: string) => documentWith({ code: '10160-0', title: 'Medications', entries })
const vaccine = (inside: string, attributes = ''): string => documentWith({ code: '11369-6', title: 'Immunizations', entries: `<entry><substanceAdministration classCode="SBADM" moodCode="EVN"${attributes}><templateId root="2.16.840.1.113883.10.20.22.4.52"/><id root="8.8" extension="1"/>${inside}${product('<code code="140" codeSystem="2.16.840.1.113883.12.292" displayName="Influenza"/>')}</substanceAdministration></entry>` })
const allergy = (inside: string, attributes = ''): string => documentWith({ code: '48765-2', title: 'Allergies', entries: `<entry><act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.30"/><statusCode code="active"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"${attributes}><templateId root="2.16.840.1.113883.10.20.22.4.7"/><id root="6.6"/>${inside}</observation></entryRelationship></act></entry>` })
const substance = (code: string): string => `<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">${code}</playingEntity></participantRole></participant>`

test('a problem is read with its dates; a denied one, one taken back and an unknown one are not', () => {
  const [asthma] = bodies(documentWith({ entries: problemEntry({ name: 'Asthma', code: '195967001', low: '201903' }) }))
  assert.ok(asthma?.kind === 'condition')
  assert.deepEqual([asthma.name.text, asthma.clinical, asthma.onset, asthma.found], ['Asthma', 'active', '2019-03', { document: 'Summary of care', part: 'Problems', dated: '2026-03-04T10:15:00-05:00' }])
  for (const [entry, reason] of [
    [problemEntry({ name: 'Diabetes', code: '44054006', negated: true }), 'negated'],
    [problemEntry({ name: 'Diabetes', code: '44054006', concern: 'aborted' }), 'taken-back'],
    [problemEntry({ name: 'x', code: 'x', value: '<value xsi:type="CD" nullFlavor="UNK"/>' }), 'said-unknown'],
    [problemEntry({ name: 'Diabetes', code: '44054006' }).replace('<act ', '<act nullFlavor="NI" '), 'said-unknown'],
    [problemEntry({ name: 'Diabetes', code: '44054006', concern: 'nullified' }), 'taken-back'],
  ] as const) {
    assert.deepEqual(bodies(documentWith({ entries: entry })), [], reason)
    assert.deepEqual(reasons(documentWith({ entries: entry })), [`Problems: ${reason}`])
  }
})

test('"no known" is an answer of its own, never the thing it denies', () => {
  const [problems] = bodies(documentWith({ entries: problemEntry({ name: 'Problem', code: '55607006', negated: true }) }))
  assert.ok(problems?.kind === 'condition' && problems.saidNone === true)
  const [allergies] = bodies(allergy(`<value xsi:type="CD" code="419199007"/>${substance('<code nullFlavor="NA"/>')}`, ' negationInd="true"'))
  assert.ok(allergies?.kind === 'allergy' && allergies.saidNone)
  const [taken] = bodies(medicines(medicine(product('<code code="410942007" codeSystem="2.16.840.1.113883.6.96" displayName="drug or medication"/>'), ' negationInd="true"')))
  assert.ok(taken?.kind === 'medicine' && taken.saidNone === true)
})

test('an allergy has what happens; a denied one is none', () => {
  const penicillin = substance('<code code="7980" codeSystem="2.16.840.1.113883.6.88" displayName="Penicillin"/>')
  const reaction = '<entryRelationship typeCode="MFST" inversionInd="true"><observation><templateId root="2.16.840.1.113883.10.20.22.4.9"/><value xsi:type="CD" code="247472004" displayName="Hives"/></observation></entryRelationship>'
  const [one] = bodies(allergy(penicillin + reaction))
  assert.ok(one?.kind === 'allergy')
  assert.deepEqual([one.name.text, one.name.system, one.reactions, one.saidNone, one.clinical], ['Penicillin', 'rxnorm', ['Hives'], false, 'active'])
  assert.deepEqual(bodies(allergy(penicillin, ' negationInd="true"')), [])
})

test('a refused vaccine is not given, with the reason; a stopped or a planned one is none', () => {
  const refused = '<entryRelationship typeCode="RSON"><observation><templateId root="2.16.840.1.113883.10.20.22.4.53"/><code code="PATOBJ" displayName="Patient objection"/></observation></entryRelationship>'
  const [one] = bodies(vaccine(`<statusCode code="completed"/><effectiveTime value="20251001"/>${refused}`, ' negationInd="true"'))
  assert.ok(one?.kind === 'vaccine')
  assert.deepEqual([one.status, one.given, one.reason], ['not-given', '2025-10-01', 'Patient objection'])
  assert.deepEqual(bodies(vaccine('<statusCode code="aborted"/><effectiveTime value="20251001"/>')), [])
  assert.deepEqual(bodies(vaccine('<statusCode code="active"/>').replace('moodCode="EVN"', 'moodCode="INT"')), [])
})

test('a medicine: stopped when its end has passed or it was stopped; its own words how to use it', () => {
  const named = product('<code nullFlavor="OTH"><originalText><reference value="#m1"/></originalText></code>')
  const text = '<table><tbody><tr><td ID="m1">Aspirin 81 mg</td></tr></tbody></table>'
  const at = (inside: string) => bodies(documentWith({ code: '10160-0', title: 'Medications', text, entries: medicine(inside + named) }))[0]
  const active = at('<statusCode code="active"/><effectiveTime xsi:type="IVL_TS"><low value="20260101"/></effectiveTime><effectiveTime xsi:type="PIVL_TS" operator="A"><period value="12" unit="h"/></effectiveTime><routeCode code="C38288" displayName="Oral"/><doseQuantity value="1.50" unit="{tablet}"/>')
  assert.ok(active?.kind === 'medicine')
  assert.deepEqual([active.name, active.status, active.prescribed, active.instructions], [{ text: 'Aspirin 81 mg' }, 'active', '2026-01-01', ['1.50 tablet, Oral, every 12 h']])
  const over = at('<statusCode code="active"/><effectiveTime xsi:type="IVL_TS"><low value="20250101"/><high value="20250201"/></effectiveTime>')
  assert.ok(over?.kind === 'medicine' && over.status === 'completed' && over.ended === '2025-02-01')
  const stopped = at('<statusCode code="aborted"/>')
  assert.ok(stopped?.kind === 'medicine' && stopped.status === 'stopped')
})

const result = (value: string, more = '', status = 'completed'): string => documentWith({ code: '30954-2', title: 'Results', entries: `<entry><organizer classCode="BATTERY" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.1"/><id root="4.4" extension="r"/><code code="57021-8" codeSystem="2.16.840.1.113883.6.1" displayName="CBC"/><statusCode code="${status}"/><component><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.2"/><id root="4.5"/><code code="718-7" codeSystem="2.16.840.1.113883.6.1" displayName="Hemoglobin"/><statusCode code="${status}"/><effectiveTime value="20260301"/>${value}${more}</observation></component></organizer></entry>` })
test('a number stays as it was sent, with its range and flag; words, limits and missing values too', () => {
  const range = '<interpretationCode code="L"/><referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="12.0" unit="g/dL"/><high value="15.50" unit="g/dL"/></value></observationRange></referenceRange>'
  const of = (value: string, more = '') => {
    const [body] = bodies(result(value, more))
    assert.ok(body?.kind === 'lab-result')
    const { quantity, text, absent, flag, ranges } = body.values[0] ?? {}
    return { quantity, text, absent, flag, ranges }
  }
  const none = { quantity: undefined, text: undefined, absent: undefined, flag: undefined, ranges: [] }
  assert.deepEqual(of('<value xsi:type="PQ" value="2.00" unit="g/dL"/>', range), { ...none, quantity: { value: '2.00', unit: 'g/dL' }, flag: 'low', ranges: [{ low: '12.0', high: '15.50', unit: 'g/dL' }] })
  assert.deepEqual(of('<value xsi:type="IVL_PQ"><high value="5" unit="mg" inclusive="false"/></value>'), { ...none, quantity: { value: '5', unit: 'mg', comparator: '<' } })
  assert.deepEqual(of('<value xsi:type="ST">Negative</value>'), { ...none, text: 'Negative' })
  assert.deepEqual(of('<value xsi:type="PQ" nullFlavor="NAV"/>'), { ...none, absent: 'not available yet' })
  assert.deepEqual(bodies(result('<value xsi:type="ST">x</value>').replace('<observation ', '<observation negationInd="true" ')), [])
  const [pending] = read(result('<value xsi:type="PQ" nullFlavor="NAV"/>', '', 'active')).facts.slice(1)
  assert.deepEqual([pending?.final, pending?.card.status], [null, 'preliminary'])
  const [called] = bodies(result('<value xsi:type="ST">x</value>', '', 'aborted'))
  assert.ok(called?.kind === 'lab-result' && called.status === 'cancelled')
})

test('procedures that were not done and visits that are only planned are not read as done', () => {
  const procedure = (attributes: string, status = 'completed') => documentWith({ code: '47519-4', title: 'Procedures', entries: `<entry><procedure classCode="PROC" moodCode="EVN"${attributes}><templateId root="2.16.840.1.113883.10.20.22.4.14"/><code code="80146002" codeSystem="2.16.840.1.113883.6.96" displayName="Appendectomy"/><statusCode code="${status}"/></procedure></entry>` })
  assert.equal(bodies(procedure('')).length, 1)
  assert.deepEqual([bodies(procedure(' negationInd="true"')), bodies(procedure('', 'cancelled'))], [[], []])
  const encounter = (mood: string, time = '') => documentWith({ code: '18776-5', title: 'Plan', entries: `<entry><encounter classCode="ENC" moodCode="${mood}"><templateId root="2.16.840.1.113883.10.20.22.4.40"/><id root="3.3" extension="e"/><code code="99213" displayName="Office visit"/>${time}</encounter></entry>` })
  assert.deepEqual(bodies(encounter('INT')), [])
  const [booked] = bodies(encounter('APT', '<effectiveTime value="202612011030-0500"/>'))
  assert.ok(booked?.kind === 'appointment' && booked.status === 'booked' && booked.start === '2026-12-01T10:30-05:00')
})

test('times keep how exact they are; impossible ones are none', () => {
  const of = (value: string) => timeOf(value).date ?? null
  assert.deepEqual(['2026', '202603', '20260304', '2026030410', '202603041015', '20260304101530-0500', '20260304101530.123+0000', '20260304000000', '20260230', '20261301', 'soon', '732497932932937937327393270'].map(of), ['2026', '2026-03', '2026-03-04', '2026-03-04', '2026-03-04T10:15', '2026-03-04T10:15:30-05:00', '2026-03-04T10:15:30.123+00:00', '2026-03-04', null, null, null, null])
})

test('the words are a tree of text: tables with heads, lists, footnotes, and nothing that runs', () => {
  const text = '<table border="1" onclick="x()"><caption>All</caption><thead><tr><th>Name</th><th colspan="2">When</th></tr></thead><tbody><tr><th>Asthma</th><td styleCode="Bold" style="color:red">2019<footnoteRef IDREF="f"/></td><td/></tr></tbody></table><list listType="ordered"><item>one</item><item><content styleCode="Bold Underline">two</content><br/>three</item></list><footnote ID="f">told by her</footnote><linkHtml href="javascript:x()">a</linkHtml> <linkHtml href="https://x.example/">b</linkHtml><script>no</script>'
  const [own] = read(documentWith({ text })).facts
  assert.ok(own !== undefined && 'told' in own.body)
  const [part] = own.body.told?.parts ?? []
  assert.deepEqual(part?.words, [
    { as: 'table', caption: ['All'], head: [[{ heads: 'col', inside: [{ as: 'paragraph', inside: ['Name'] }] }, { heads: 'col', across: 2, inside: [{ as: 'paragraph', inside: ['When'] }] }]], rows: [[{ heads: 'row', inside: [{ as: 'paragraph', inside: ['Asthma'] }] }, { inside: [{ as: 'paragraph', inside: ['2019', { as: 'mark', number: 1 }] }] }, { inside: [] }]] },
    { as: 'list', numbered: true, items: [[{ as: 'paragraph', inside: ['one'] }], [{ as: 'paragraph', inside: [{ as: 'bold', inside: ['two'] }, { as: 'break' }, 'three'] }]] },
    { as: 'footnote', number: 1, inside: [{ as: 'paragraph', inside: ['told by her'] }] },
    { as: 'paragraph', inside: ['a ', { as: 'link', inside: ['b'], address: 'https://x.example/' }] },
  ])
  assert.equal(narrativeWords(part?.words ?? []), 'All Name When Asthma 2019 one two three told by her a b')
})

test('a document without namespaces, with prefixes, or with an unknown one is read; no document and two patients are not', () => {
  const plain = documentWith({ entries: problemEntry({ name: 'Asthma', code: '1' }) })
  for (const xml of [plain.replaceAll(' xmlns="urn:hl7-org:v3"', ''), plain.replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1n1:'), plain.replace('urn:hl7-org:v3', 'urn:other')]) assert.equal(bodies(xml).length, 1)
  assert.equal(refusal('<Bundle/>'), 'not-a-document')
  const patient = /<recordTarget>.*<\/recordTarget>/.exec(plain)?.[0] ?? ''
  assert.equal(refusal(plain.replace(patient, patient + patient)), 'two-patients')
  assert.equal(refusal(plain.replace('<name use="L"><given>Rosa</given><family>Alvarez</family></name>', '')), 'no-patient-named')
  assert.equal(refusal(plain.replace('code="F"', 'code="woman"')), 'header-broken')
  assert.equal(refusal(documentWith({ birth: '19681340' })), 'header-broken')
})

test('a restricted document, section or entry marks what is in it, and the document with it', () => {
  const entry = problemEntry({ name: 'Asthma', code: '195967001' })
  assert.deepEqual(read(documentWith({ confidentiality: 'R', entries: entry })).facts.map((one) => one.labels), [['restricted'], ['restricted']])
  const apart = sectionOf({ entries: entry }).replace('<title>', '<confidentialityCode code="R"/><title>') + sectionOf({ entries: problemEntry({ name: 'Cold', code: '82272006' }) })
  assert.deepEqual(read(documentWith({ sections: apart })).facts.map((one) => one.labels), [['restricted'], ['restricted'], []])
  const hiv = read(documentWith({ entries: problemEntry({ name: 'HIV', code: '86406008' }) })).facts
  assert.deepEqual(hiv.map((one) => one.labels), [['hiv'], ['hiv']])
})

test('numbers that others gave are no record number', () => {
  const whose = (ids: string) => read(documentWith({}).replace('<id root="1.2.3.4" extension="M1"/>', ids)).mrn
  assert.equal(whose('<id root="2.16.840.1.113883.4.1" extension="123-45-6789"/><id root="1.2.3" extension="77"/>'), '77')
  assert.equal(whose('<id root="2.16.840.1.113883.4.1" extension="123456789"/>'), null)
  assert.equal(whose('<id root="2.16.840.1.113883.4.1" extension="MUBatJer"/>'), 'MUBatJer')
  assert.equal(whose('<id nullFlavor="UNK"/><id root="2.16.840.1.113883.4.3.36" extension="D1"/><id root="1.2.3" extension="7" assigningAuthorityName="Lakeside MRN"/>'), '7')
})

test('LOINC codes have a check digit, HL7 templates a place', () => {
  assert.deepEqual(['11450-4', '48765-2', '11450-5', 'Not_a_real_code', 'LP7839-6'].map(isLoinc), [true, true, false, false, true])
  assert.deepEqual(['2.16.840.1.113883.10.20.1.28', '2.16.840.1.113883.10.20.22.4.9', '2.16.840.1.113883.10.20.1.2.3.4.5', '1.2.3'].map(isGivenOut), [true, true, false, true])
})

test('the same id for several things in one document names several things', () => {
  const entries = problemEntry({ name: 'Asthma', code: '1', id: 'same' }) + problemEntry({ name: 'Cold', code: '2', id: 'same' }) + problemEntry({ name: 'Cold', code: '2', id: 'same', low: '2024' })
  assert.equal(new Set(read(documentWith({ entries })).facts.map((one) => one.key.join(' '))).size, 4)
})
