// Does a reader see what was written, and all of it? Times, doses, values, ranges and names in every shape that HL7 v3 data types have and
// real systems use; what must be seen is from CDA R2 and the C-CDA guides, in one line for each fact.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { documentWith, problemEntry, sectionOf } from '../../../../tests/standards/ccda-written.ts'
import { toldIn } from '../../../../tests/standards/ccda-told.ts'

const arc = '2.16.840.1.113883.10.20.22.4.'
const product = (code: string): string => `<consumable><manufacturedProduct><manufacturedMaterial>${code}</manufacturedMaterial></manufacturedProduct></consumable>`
const aspirin = product('<code code="1191" codeSystem="2.16.840.1.113883.6.88" displayName="Aspirin"/>')
const medicine = (inside: string, { status = 'active', thing = aspirin, template = `${arc}16`, text }: { status?: string; thing?: string; template?: string | null; text?: string } = {}): string => documentWith({ code: '10160-0', title: 'Medications', ...(text === undefined ? {} : { text }), entries: `<entry><substanceAdministration classCode="SBADM" moodCode="EVN">${template === null ? '' : `<templateId root="${template}" extension="2014-06-09"/>`}<id root="1.3" extension="m"/><statusCode code="${status}"/>${inside.replace('THING', thing)}${inside.includes('THING') ? '' : thing}</substanceAdministration></entry>` })
const problem = (inside: string, { text = '', concern = 'active' }: { text?: string; concern?: string } = {}): string => documentWith({ text, entries: `<entry><act classCode="ACT" moodCode="EVN"><templateId root="${arc}3"/><statusCode code="${concern}"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"><templateId root="${arc}4"/><id root="1.2" extension="o"/>${inside}</observation></entryRelationship></act></entry>` })
const asthma = '<value xsi:type="CD" code="195967001" codeSystem="2.16.840.1.113883.6.96" displayName="Asthma"/>'
const observed = (inside: string, code = '<code code="718-7" codeSystem="2.16.840.1.113883.6.1" displayName="Test"/>', status = 'completed'): string => `<observation classCode="OBS" moodCode="EVN"><templateId root="${arc}2"/><id root="1.4" extension="r"/>${code}<statusCode code="${status}"/>${inside}</observation>`
const result = (inside: string, text = ''): string => documentWith({ code: '30954-2', title: 'Results', text, entries: `<entry>${observed(inside)}</entry>` })
const panel = (inside: string, { status = 'completed', id = '<id root="1.5" extension="p"/>', more = '' }: { status?: string; id?: string; more?: string } = {}): string => documentWith({ code: '30954-2', title: 'Results', entries: `<entry><organizer classCode="BATTERY" moodCode="EVN"><templateId root="${arc}1"/>${id}<code code="57021-8" codeSystem="2.16.840.1.113883.6.1" displayName="Panel"/><statusCode code="${status}"/>${more}${inside}</organizer></entry>` })
const status = (code: string, template = `${arc}6`): string => `<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN"><templateId root="${template}"/><code code="33999-4" codeSystem="2.16.840.1.113883.6.1"/><statusCode code="completed"/><value xsi:type="CD" code="${code}" codeSystem="2.16.840.1.113883.6.96"/></observation></entryRelationship>`

type Case = readonly [what: string, document: string | Uint8Array, told: readonly string[]]
const all = (name: string, cases: readonly Case[]): void => {
  describe(name, () => {
    for (const [what, document, told] of cases) test(what, () => assert.deepEqual(toldIn(document), told))
  })
}
const value = (what: string, inside: string, told: string): Case => [what, result(inside), [`lab Test final : Test ${told}`]]
const unsaid = ([what, document, told]: Case, why: string): Case => [what, document, [...told, `left ${why}`]]

all('times', [
  ['a year, a month', problem(`<effectiveTime><low value="2019"/><high value="201907"/></effectiveTime>${asthma}`), ['problem Asthma resolved 2019..2019-07']],
  ['a single value, and a center', problem(`<effectiveTime value="20190304"/>${asthma}`), ['problem Asthma active 2019-03-04']],
  ['a center alone', problem(`<effectiveTime><center value="20190304"/></effectiveTime>${asthma}`), ['problem Asthma active 2019-03-04']],
  ['a start and a width: only the start is said', problem(`<effectiveTime><low value="20190304"/><width value="3" unit="d"/></effectiveTime>${asthma}`), ['problem Asthma active 2019-03-04']],
  ['a start that is null, an end that is known', problem(`<effectiveTime><low nullFlavor="UNK"/><high value="2020"/></effectiveTime>${asthma}`), ['problem Asthma resolved ..2020']],
  ['an end that is unknown, of a concern that is closed: it has ended', problem(`<effectiveTime><low value="2019"/><high nullFlavor="UNK"/></effectiveTime>${asthma}`, { concern: 'completed' }), ['problem Asthma resolved 2019']],
  ['an end that is unknown, of a concern that is active: it has none', problem(`<effectiveTime><low value="2019"/><high nullFlavor="UNK"/></effectiveTime>${asthma}`), ['problem Asthma active 2019']],
  ['the last day that a program knows is no end', problem(`<effectiveTime><low value="2019"/><high value="99991231"/></effectiveTime>${asthma}`), ['problem Asthma active 2019']],
  ['the first day that a program knows is no start', problem(`<effectiveTime><low value="00010101000000"/></effectiveTime>${asthma}`), ['problem Asthma active']],
  ['midnight of no zone, or of one that is not known, is a day', problem(`<effectiveTime><low value="20190304000000"/><high value="20190305000000-0000"/></effectiveTime>${asthma}`), ['problem Asthma resolved 2019-03-04..2019-03-05']],
  ['a zone stays as it was sent; none is made up', result('<effectiveTime value="202603011015"/><value xsi:type="INT" value="3"/>'), ['lab Test final 2026-03-01T10:15 : Test = 3']],
  ['half an hour of a zone', result('<effectiveTime value="20260301101500.000+0530"/><value xsi:type="INT" value="3"/>'), ['lab Test final 2026-03-01T10:15:00.000+05:30 : Test = 3']],
  ['as ISO 8601 writes it', result('<effectiveTime value="2026-03-01T10:15:00-05:00"/><value xsi:type="INT" value="3"/>'), ['lab Test final 2026-03-01T10:15:00-05:00 : Test = 3']],
  ['an hour without minutes is a day', result('<effectiveTime value="2026030110"/><value xsi:type="INT" value="3"/>'), ['lab Test final 2026-03-01 : Test = 3']],
  ['a day that does not exist is left out and noted', result('<effectiveTime value="20260230"/><value xsi:type="INT" value="3"/>'), ['lab Test final : Test = 3', 'left impossible-date']],
  ['a time inside a set of times (SXPR_TS)', medicine('<effectiveTime xsi:type="SXPR_TS"><comp xsi:type="IVL_TS"><low value="20260101"/></comp><comp xsi:type="PIVL_TS" operator="A"><period value="8" unit="h"/></comp></effectiveTime>'), ['medicine Aspirin active 2026-01-01 (every 8 h)']],
])

all('statuses', [
  ['a problem status observation rules over the concern', problem(`<effectiveTime><low value="2019"/></effectiveTime>${asthma}${status('73425007')}`), ['problem Asthma inactive 2019']],
  ['resolved, by its status', problem(`<effectiveTime><low value="2019"/></effectiveTime>${asthma}${status('413322009')}`), ['problem Asthma resolved 2019']],
  ['a concern that is no longer followed', problem(`<effectiveTime><low value="2019"/></effectiveTime>${asthma}`, { concern: 'completed' }), ['problem Asthma inactive 2019']],
  ['a medicine of CCD is completed as an act and active as its status says', medicine(status('55561003', '2.16.840.1.113883.10.20.1.47'), { status: 'completed', template: '2.16.840.1.113883.10.20.1.24' }), ['medicine Aspirin active']],
  ['a medicine of CCD that is on hold', medicine(status('421139008', '2.16.840.1.113883.10.20.1.47'), { status: 'completed', template: '2.16.840.1.113883.10.20.1.24' }), ['medicine Aspirin on-hold']],
  ['a medicine of CCD of former times', medicine(status('392521001', '2.16.840.1.113883.10.20.1.47'), { status: 'completed', template: '2.16.840.1.113883.10.20.1.24' }), ['medicine Aspirin completed']],
  ['a medicine that is completed, without an end: nobody knows', medicine('<effectiveTime xsi:type="IVL_TS"><low value="2025"/><high nullFlavor="UNK"/></effectiveTime>', { status: 'completed' }), ['medicine Aspirin 2025']],
  ['a medicine that is completed, with its end', medicine('<effectiveTime xsi:type="IVL_TS"><low value="2024"/><high value="2025"/></effectiveTime>', { status: 'completed' }), ['medicine Aspirin completed 2024..2025']],
  ['an allergy whose concern is no longer followed may still be one', documentWith({ code: '48765-2', title: 'Allergies', entries: `<entry><act classCode="ACT" moodCode="EVN"><templateId root="${arc}30"/><statusCode code="completed"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"><templateId root="${arc}7"/><value xsi:type="CD" code="419511003" codeSystem="2.16.840.1.113883.6.96"/><participant typeCode="CSM"><participantRole><playingEntity><code code="7980" codeSystem="2.16.840.1.113883.6.88" displayName="Penicillin"/></playingEntity></participantRole></participant></observation></entryRelationship></act></entry>` }), ['allergy Penicillin']],
  ['a panel that is not finished', panel(`<component>${observed('<value xsi:type="INT" value="3"/>')}</component>`, { status: 'active' }), ['lab Panel preliminary : Test = 3']],
  ['a panel called off', panel(`<component>${observed('<value nullFlavor="NAV" xsi:type="PQ"/>', undefined, 'cancelled')}</component>`, { status: 'cancelled' }), ['lab Panel cancelled : Test = absent: not available yet']],
])

const saying = (words: string): string => medicine(status('421139008', '2.16.840.1.113883.10.20.1.47').replace('/></observation>', ` displayName="${words}"/></observation>`), { status: 'completed', template: '2.16.840.1.113883.10.20.1.24' })
all('a status whose word and code disagree is its word', [
  ['no longer active', saying('No Longer Active'), ['medicine Aspirin stopped']],
  ['on hold', saying('On Hold'), ['medicine Aspirin on-hold']],
])

all('medicines: how much, how often', [
  ['twice a day, by a period', medicine('<effectiveTime xsi:type="IVL_TS"><low value="20260101"/></effectiveTime><effectiveTime xsi:type="PIVL_TS" institutionSpecified="true" operator="A"><period value="12" unit="h"/></effectiveTime><doseQuantity value="1"/>'), ['medicine Aspirin active 2026-01-01 (1, every 12 h)']],
  ['every four to six hours', medicine('<effectiveTime xsi:type="PIVL_TS" operator="A"><period xsi:type="IVL_PQ"><low value="4" unit="h"/><high value="6" unit="h"/></period></effectiveTime>'), ['medicine Aspirin active (every 4 h – 6 h)']],
  ['at bedtime, before meals: events', medicine('<effectiveTime xsi:type="EIVL_TS" operator="A"><event code="HS"/></effectiveTime><effectiveTime xsi:type="EIVL_TS"><event code="AC"/></effectiveTime>'), ['medicine Aspirin active (at bedtime, before meals)']],
  ['an amount from one to two', medicine('<doseQuantity><low value="1" unit="{tablet}"/><high value="2" unit="{tablet}"/></doseQuantity>'), ['medicine Aspirin active (1 tablet – 2 tablet)']],
  ['what is counted stands beside the amount', medicine('<doseQuantity value="2"/>THING<administrationUnitCode code="C48542" codeSystem="2.16.840.1.113883.3.26.1.1" displayName="Tablet"/>'), ['medicine Aspirin active (2 Tablet)']],
  ['how fast, and how much at most', medicine('<rateQuantity value="90" unit="mL/h"/><maxDoseQuantity><numerator value="8" unit="{tablet}"/><denominator value="1" unit="d"/></maxDoseQuantity>'), ['medicine Aspirin active (90 mL/h, at most 8 tablet in 1 d)']],
  ['no amount, said in words', medicine('<text>Take one tablet twice a day</text><doseQuantity nullFlavor="UNK"/>'), ['medicine Aspirin active (Take one tablet twice a day)']],
  ['a single time', medicine('<effectiveTime value="20260101103000-0500"/>', { status: 'completed' }), ['medicine Aspirin completed 2026-01-01T10:30:00-05:00']],
  ['a name in the words that are pointed at', medicine('', { text: '<table><tbody><tr><td ID="m1">Lisinopril 10 mg</td></tr></tbody></table>', thing: product('<code nullFlavor="OTH"><originalText><reference value="#m1"/></originalText></code>') }), ['medicine Lisinopril 10 mg active']],
  ['a name in a translation', medicine('', { thing: product('<code nullFlavor="OTH"><translation code="314076" codeSystem="2.16.840.1.113883.6.88" displayName="Lisinopril 10 MG Oral Tablet"/></code>') }), ['medicine Lisinopril 10 MG Oral Tablet active']],
  ['a name beside the code', medicine('', { thing: product('<code nullFlavor="NI"/><name>Lisinopril</name>') }), ['medicine Lisinopril active']],
  ['a drug that a pharmacy calls a labeled one (C32)', medicine('', { template: '2.16.840.1.113883.3.88.11.83.8', thing: '<consumable><manufacturedProduct><manufacturedLabeledDrug><code code="1" displayName="Zocor"/></manufacturedLabeledDrug></manufacturedProduct></consumable>' }), ['medicine Zocor active']],
  ['how often it may be fetched again', medicine('<entryRelationship typeCode="REFR"><supply classCode="SPLY" moodCode="INT"><repeatNumber value="3"/></supply></entryRelationship>'), ['medicine Aspirin active refills 3']],
])

all('values', [
  value('a number with its unit, as sent', '<value xsi:type="PQ" value="4.50" unit="mmol/L"/>', '= 4.50 mmol/L'),
  value('a number beyond what can be measured', '<value xsi:type="IVL_PQ"><low value="500" unit="mg/dL" inclusive="false"/></value>', '= >500 mg/dL'),
  value('at most', '<value xsi:type="IVL_PQ"><high value="5" unit="mg/dL"/></value>', '= <=5 mg/dL'),
  value('below, with the other end null', '<value xsi:type="IVL_PQ"><low nullFlavor="NINF"/><high value="5" unit="mg/dL" inclusive="false"/></value>', '= <5 mg/dL'),
  value('from one number to another', '<value xsi:type="IVL_PQ"><low value="3" unit="mg"/><high value="5" unit="mg"/></value>', '= 3 mg – 5 mg'),
  value('a span of days is no number', '<value xsi:type="IVL_TS"><low value="20260101"/><high value="20260105"/></value>', '= 2026-01-01 – 2026-01-05'),
  value('a span of days with one end', '<value xsi:type="IVL_TS"><low value="20260101"/></value>', '= 2026-01-01 –'),
  value('a titre', '<value xsi:type="RTO_PQ_PQ"><numerator value="1"/><denominator value="128"/></value>', '= 1 : 128'),
  value('a whole number, a real one, a truth, a day', '<value xsi:type="INT" value="3"/>', '= 3'),
  value('a real number', '<value xsi:type="REAL" value="0.50"/>', '= 0.50'),
  value('a truth', '<value xsi:type="BL" value="false"/>', '= false'),
  value('a day', '<value xsi:type="TS" value="20260101"/>', '= 2026-01-01'),
  value('words', '<value xsi:type="ST">Yellow,  clear</value>', '= Yellow, clear'),
  value('words that look like a number and a sign', '<value xsi:type="ST">&gt;1.030</value>', '= >1.030'),
  value('a code with its name', '<value xsi:type="CD" code="260385009" codeSystem="2.16.840.1.113883.6.96" displayName="Negative"/>', '= Negative'),
  value('an ordinal', '<value xsi:type="CO" code="2+" displayName="2+"/>', '= 2+'),
  value('a code nobody has, in words', '<value xsi:type="CD" nullFlavor="OTH"><originalText>Few bacteria</originalText></value>', '= Few bacteria'),
  value('a number that is not there, with its reason', '<value xsi:type="PQ" nullFlavor="UNK"/>', '= absent: unknown'),
  value('a report in words (ED)', '<value xsi:type="ED">No growth after 5 days</value>', '= No growth after 5 days'),
  ['a report in the words it points at', result('<value xsi:type="ED"><reference value="#r1"/></value>', '<paragraph ID="r1">Clear lungs</paragraph>'), ['lab Test final : Test = Clear lungs']],
  ['a file is a file, never letters to read', result(`<value xsi:type="ED" mediaType="application/pdf" representation="B64">${Buffer.from('%PDF-1.4 x').toString('base64')}</value>`), ['lab Test final : Test = nothing files application/pdf']],
  ['words that came packed (B64) are words', result(`<value xsi:type="ED" mediaType="text/plain" representation="B64">${Buffer.from('No growth').toString('base64')}</value>`), ['lab Test final : Test = No growth']],
  unsaid(value('a unit without a number is no value', '<value xsi:type="PQ" unit="mg"/>', '= nothing'), 'no-value'),
  value('what was found, by its number alone', '<value xsi:type="CD" code="260415000" codeSystem="2.16.840.1.113883.6.96"/>', '= Not detected'),
  unsaid(value('a number of a code that nobody can read', '<value xsi:type="CD" code="112283007" codeSystem="2.16.840.1.113883.6.96"/>', '= unread'), 'value-unread'),
  unsaid(value('half of a ratio', '<value xsi:type="RTO_PQ_PQ"><numerator value="1"/></value>', '= unread'), 'value-unread'),
  value('several values', '<value xsi:type="ST">E. coli</value><value xsi:type="ST">K. oxytoca</value>', '= E. coli; K. oxytoca'),
  value('low by its letter', '<value xsi:type="PQ" value="9" unit="g/dL"/><interpretationCode code="L" codeSystem="2.16.840.1.113883.5.83"/>', '= 9 g/dL low'),
  value('what stands of it in words only', '<value xsi:type="PQ" value="9" unit="g/dL"/><interpretationCode nullFlavor="OTH"><originalText>Low for age</originalText></interpretationCode>', '= 9 g/dL {Low for age}'),
  value('a range in numbers', '<value xsi:type="PQ" value="9" unit="g/dL"/><referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="12" unit="g/dL"/><high value="15.5" unit="g/dL"/></value></observationRange></referenceRange>', '= 9 g/dL [12-15.5 g/dL]'),
  value('a range in words', '<value xsi:type="PQ" value="9" unit="g/dL"/><referenceRange><observationRange><text>Adults: 12 to 15</text></observationRange></referenceRange>', '= 9 g/dL [Adults: 12 to 15]'),
  value('a range with one end', '<value xsi:type="PQ" value="9" unit="g/dL"/><referenceRange><observationRange><value xsi:type="IVL_PQ"><high value="15" unit="g/dL"/></value></observationRange></referenceRange>', '= 9 g/dL [-15 g/dL]'),
  value('a comment', '<value xsi:type="PQ" value="9" unit="g/dL"/><entryRelationship typeCode="SUBJ"><act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.64"/><code code="48767-8" codeSystem="2.16.840.1.113883.6.1"/><text>Hemolyzed</text></act></entryRelationship>', '= 9 g/dL {Hemolyzed}'),
  ['a panel inside a panel, without ids', panel(`<component><organizer classCode="BATTERY" moodCode="EVN"><code displayName="Diff"/><statusCode code="completed"/><component>${observed('<value xsi:type="INT" value="3"/>')}</component></organizer></component>`, { id: '' }), ['lab Panel final : Test = 3']],
  ['values under a value (a germ and what it answers to)', panel(`<component>${observed(`<value xsi:type="ST">E. coli</value><entryRelationship typeCode="COMP">${observed('<value xsi:type="PQ" value="2" unit="ug/mL"/><interpretationCode code="S"/>', '<code code="18906-8" codeSystem="2.16.840.1.113883.6.1" displayName="Ciprofloxacin"/>')}</entryRelationship>`)}</component>`), ['lab Panel final : Test = E. coli; Ciprofloxacin = 2 ug/mL {Susceptible}']],
  ['what was tested', panel(`<component>${observed('<value xsi:type="INT" value="3"/>')}</component>`, { more: '<specimen><specimenRole><specimenPlayingEntity><code code="119297000" codeSystem="2.16.840.1.113883.6.96" displayName="Blood specimen"/></specimenPlayingEntity></specimenRole></specimen>' }), ['lab Panel final of Blood specimen : Test = 3']],
  ['types with the prefix of their document', result('<x:value xmlns:x="urn:hl7-org:v3" xsi:type="x:IVL_PQ"><x:high value="5" unit="mg" inclusive="false"/></x:value>'), ['lab Test final : Test = <5 mg']],
])

all('words that are pointed at', [
  ['ids that each section counts anew', documentWith({ sections: sectionOf({ text: '<paragraph ID="n1">Asthma</paragraph>', entries: '' }) + sectionOf({ code: '10160-0', title: 'Medications', text: '<paragraph ID="n1">Lisinopril</paragraph>', entries: `<entry><substanceAdministration classCode="SBADM" moodCode="EVN"><templateId root="${arc}16"/><statusCode code="active"/>${product('<code nullFlavor="OTH"><originalText><reference value="#n1"/></originalText></code>')}</substanceAdministration></entry>` }) }), ['medicine Lisinopril active']],
  ['an id on two things of another section names neither', documentWith({ sections: sectionOf({ text: '<paragraph ID="n1">Asthma</paragraph><paragraph ID="n1">Cough</paragraph>', entries: '' }) + sectionOf({ code: '11348-0', title: 'History', text: 'x', entries: `<entry><observation classCode="OBS" moodCode="EVN"><templateId root="${arc}4"/><value xsi:type="CD" nullFlavor="OTH"><originalText><reference value="#n1"/></originalText></value></observation></entry>` }) }), ['left said-unknown']],
  ['a reference without its mark', problem('<value xsi:type="CD" nullFlavor="OTH"><originalText><reference value="p1"/></originalText></value>', { text: '<paragraph ID="p1">Gout</paragraph>' }), ['problem Gout active']],
  ['a number without a name takes the words of its entry', problem('<text><reference value="#p1"/></text><value xsi:type="CD" code="90560007" codeSystem="2.16.840.1.113883.6.96"/>', { text: '<paragraph ID="p1">Gout</paragraph>' }), ['problem Gout active']],
  ['a reference that leads nowhere leaves what is there', problem('<value xsi:type="CD" code="90560007" codeSystem="2.16.840.1.113883.6.96"><originalText>Gout<reference value="#none"/></originalText></value>'), ['problem Gout active']],
])

const hives = '<paragraph ID="w1">Hives</paragraph><table><tbody><tr ID="r1"><td>Hives</td><td>severe</td></tr></tbody></table>'
const translated = (id: string): string => problem(`<value xsi:type="CD" nullFlavor="OTH"><originalText><reference value="#${id}"/></originalText><translation code="247472004" codeSystem="2.16.840.1.113883.6.96" displayName="Wheal"/></value>`, { text: hives })
all('what its writer saw', [
  ['comes before the name of a translation', translated('w1'), ['problem Hives active']],
  ['a whole row comes after it', translated('r1'), ['problem Wheal active']],
])

all('once', [
  ['the same entry with the same id in two sections is one thing', documentWith({ sections: sectionOf({ entries: problemEntry({ name: 'Asthma', code: '195967001' }) }) + sectionOf({ code: '75310-3', title: 'Health concerns', entries: problemEntry({ name: 'Asthma', code: '195967001' }) }) }), ['problem Asthma active 2019']],
  ['the same id for two problems is two things', documentWith({ entries: problemEntry({ name: 'Asthma', code: '195967001', id: 'same' }) + problemEntry({ name: 'Gout', code: '90560007', id: 'same' }) }), ['problem Asthma active 2019', 'problem Gout active 2019']],
  ['the same id and code with another beginning is two things', documentWith({ entries: problemEntry({ name: 'Asthma', code: '195967001', id: 'same' }) + problemEntry({ name: 'Asthma', code: '195967001', id: 'same', low: '2024' }) }), ['problem Asthma active 2019', 'problem Asthma active 2024']],
  ['alike without ids is two things', documentWith({ entries: [1, 2].map(() => problemEntry({ name: 'Asthma', code: '195967001' }).replace(/<id [^>]*>/, '<id nullFlavor="NI"/>')).join('') }), ['problem Asthma active 2019', 'problem Asthma active 2019']],
])

const plain = documentWith({ entries: problemEntry({ name: 'Asthme sévère', code: '195967001' }) })
const told = ['problem Asthme sévère active 2019']
const declared = (encoding: string): string => plain.replace('<?xml version="1.0"?>', `<?xml version="1.0" encoding="${encoding}"?>`)
const utf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
all('bytes and names', [
  ['UTF-8 with its mark', Buffer.from(`\ufeff${declared('UTF-8')}`), told],
  ['UTF-16, little end first', Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le'), told],
  ['UTF-16, big end first', utf16be(declared('UTF-16')), told],
  ['UTF-16 without a mark', Buffer.from(declared('UTF-16'), 'utf16le'), told],
  ['UTF-8 that calls itself UTF-16, as programs do that write into memory first', Buffer.from(declared('utf-16')), told],
  ['ISO-8859-1', Buffer.from(declared('ISO-8859-1'), 'latin1'), told],
  ['windows-1252', Buffer.from(declared('windows-1252'), 'latin1'), told],
  ['a blank line before the declaration', Buffer.from(`\r\n${declared('UTF-8')}`), told],
  ['US-ASCII with marks for other letters', Buffer.from(declared('US-ASCII').replaceAll('é', '&#233;').replaceAll('è', '&#232;')), told],
  ['the prefix cda: everywhere, types too', plain.replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1cda:').replace('xmlns="urn:hl7-org:v3"', 'xmlns:cda="urn:hl7-org:v3"').replace('xsi:type="CD"', 'xsi:type="cda:CD"'), told],
  ['another prefix for the extension of HL7', documentWith({ code: '46240-8', title: 'Encounters', entries: `<entry><encounter classCode="ENC" moodCode="EVN"><templateId root="${arc}49"/><id root="1.7" extension="v"/><code code="99213" displayName="Visit"/><effectiveTime value="20200101"/><h:dischargeDispositionCode xmlns:h="urn:hl7-org:sdtc" code="01" displayName="Home"/></encounter></entry>` }), ['visit Visit office finished 2020-01-01']],
  ['an empty namespace on a child', plain.replace('<entry>', '<entry xmlns="">'), told],
  ['letters that the encoding does not have', Buffer.from(declared('UTF-8'), 'latin1'), ['refused xml-encoding']],
  ['an encoding nobody knows', Buffer.from(declared('x-klingon')), ['refused xml-encoding']],
])
