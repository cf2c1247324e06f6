// Is what a document denies, doubts, plans, takes back or says of somebody else ever read as a fact of its patient? Never. Each case is
// written as real systems write it; what must be seen is from CDA R2 and the C-CDA guides (R1.1, R2.1), in one line for each fact.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { documentWith, sectionOf } from '../../../../tests/standards/ccda-written.ts'
import { toldIn } from '../../../../tests/standards/ccda-told.ts'

const arc = '2.16.840.1.113883.10.20.22.4.'
const snomed = 'codeSystem="2.16.840.1.113883.6.96"'
const template = (...numbers: readonly (number | string)[]): string => numbers.map((one) => `<templateId root="${typeof one === 'number' ? arc + String(one) : one}"/>`).join('')
const value = (code: string, name: string): string => `<value xsi:type="CD" code="${code}" ${snomed} displayName="${name}"/>`
const asthma = value('195967001', 'Asthma')
const low = '<effectiveTime><low value="2019"/></effectiveTime>'
const act = (inside: string, { number = 3, attributes = '', status = 'active' }: { number?: number | string; attributes?: string; status?: string } = {}): string => `<entry><act classCode="ACT" moodCode="EVN"${attributes}>${template(number)}<id root="1.1" extension="c"/><statusCode code="${status}"/>${inside}</act></entry>`
const inner = (inside: string, { number = 4, attributes = '', relation = '', mood = 'EVN' }: { number?: number | string; attributes?: string; relation?: string; mood?: string } = {}): string => `<entryRelationship typeCode="SUBJ"${relation}><observation classCode="OBS" moodCode="${mood}"${attributes}>${template(number)}<id root="1.2" extension="o"/><statusCode code="completed"/>${inside}</observation></entryRelationship>`
const given = (inside: string, { number = 16, attributes = '', mood = 'EVN', status = 'active' }: { number?: number | string; attributes?: string; mood?: string; status?: string } = {}): string => `<substanceAdministration classCode="SBADM" moodCode="${mood}"${attributes}>${template(number)}<id root="1.3" extension="m"/><statusCode code="${status}"/>${inside}</substanceAdministration>`
const product = (code: string): string => `<consumable><manufacturedProduct><manufacturedMaterial>${code}</manufacturedMaterial></manufacturedProduct></consumable>`
const aspirin = product('<code code="1191" codeSystem="2.16.840.1.113883.6.88" displayName="Aspirin"/>')
const flu = product('<code code="140" codeSystem="2.16.840.1.113883.12.292" displayName="Influenza"/>')
const about = (code: string): string => `<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">${code}</playingEntity></participantRole></participant>`
const penicillin = about('<code code="7980" codeSystem="2.16.840.1.113883.6.88" displayName="Penicillin"/>')
const drugAllergy = value('419511003', 'Propensity to adverse reactions to drug')
const anyAllergy = value('419199007', 'Allergy to substance')
const observed = (inside: string, { number = 2, attributes = '', code = '<code code="718-7" codeSystem="2.16.840.1.113883.6.1" displayName="Hemoglobin"/>' }: { number?: number | string; attributes?: string; code?: string } = {}): string => `<observation classCode="OBS" moodCode="EVN"${attributes}>${template(number)}<id root="1.4" extension="r"/>${code}<statusCode code="completed"/>${inside}</observation>`
const panel = (inside: string, attributes = ''): string => `<organizer classCode="BATTERY" moodCode="EVN"${attributes}>${template(1)}<id root="1.5" extension="p"/><code code="57021-8" codeSystem="2.16.840.1.113883.6.1" displayName="CBC"/><statusCode code="completed"/>${inside}</organizer>`
const number = '<value xsi:type="PQ" value="14" unit="g/dL"/>'
const done = (inside: string, { number: own = 14, attributes = '', status = 'completed', name = 'procedure' }: { number?: number | string; attributes?: string; status?: string; name?: string } = {}): string => `<entry><${name} classCode="PROC" moodCode="EVN"${attributes}>${template(own)}<id root="1.6" extension="x"/><code code="80146002" ${snomed} displayName="Appendectomy"/><statusCode code="${status}"/>${inside}</${name}></entry>`
const seen = (inside: string, { number: own = 49, attributes = '', mood = ' moodCode="EVN"' }: { number?: number | string; attributes?: string; mood?: string } = {}): string => `<entry><encounter classCode="ENC"${mood}${attributes}>${template(own)}<id root="1.7" extension="v"/><code code="99213" codeSystem="2.16.840.1.113883.6.12" displayName="Office visit"/>${inside}</encounter></entry>`
const mother = '<subject><relatedSubject classCode="PRS"><code code="MTH" codeSystem="2.16.840.1.113883.5.111" displayName="mother"/></relatedSubject></subject>'

const problems = (entries: string) => documentWith({ entries })
const allergies = (entries: string) => documentWith({ code: '48765-2', title: 'Allergies', entries })
const medicines = (entries: string) => documentWith({ code: '10160-0', title: 'Medications', entries })
const vaccines = (entries: string) => documentWith({ code: '11369-6', title: 'Immunizations', entries })
const results = (entries: string) => documentWith({ code: '30954-2', title: 'Results', entries })
const procedures = (entries: string) => documentWith({ code: '47519-4', title: 'Procedures', entries })
const encounters = (entries: string) => documentWith({ code: '46240-8', title: 'Encounters', entries })
const entry = (inside: string): string => `<entry>${inside}</entry>`

type Case = readonly [what: string, document: string, told: readonly string[]]
const all = (name: string, cases: readonly Case[]): void => {
  describe(name, () => {
    for (const [what, document, told] of cases) test(what, () => assert.deepEqual(toldIn(document), told))
  })
}

all('denied', [
  ['a problem denied with the number one for true', problems(act(inner(low + asthma, { attributes: ' negationInd="1"' }))), ['left negated']],
  ['a problem denied by words alone is no "no known problems"', problems(act(inner(`${low}<value xsi:type="CD" nullFlavor="OTH"><originalText>Diabetes</originalText></value>`, { attributes: ' negationInd="true"' }))), ['left negated']],
  ['a problem denied in the words it points at', documentWith({ text: '<paragraph ID="p">Denies diabetes</paragraph>', entries: act(inner('<text><reference value="#p"/></text><value xsi:type="CD" nullFlavor="NI"/>', { attributes: ' negationInd="true"' })) }), ['left negated']],
  ['its value is denied (sdtc:valueNegationInd)', problems(act(inner(low + asthma, { attributes: ' sdtc:valueNegationInd="true"' }))), ['left negated']],
  ['the concern around it is denied', problems(act(inner(low + asthma), { attributes: ' negationInd="true"' })), ['left negated']],
  ['the relation to it is denied', problems(act(inner(low + asthma, { relation: ' negationInd="true"' }))), ['left negated']],
  ['a problem whose qualifier says that it is absent', problems(act(inner(`${low}<value xsi:type="CD" code="195967001" ${snomed} displayName="Asthma"><qualifier><name code="408729009"/><value code="410516002"/></qualifier></value>`))), ['left negated']],
  ['no known problems: all of them denied', problems(act(inner(value('55607006', 'Problem'), { attributes: ' negationInd="true"' }))), ['none: No known problems']],
  ['no known problems: its own code', problems(act(inner(value('160245001', 'No current problems or disability')))), ['none: No known problems']],
  ['no known problems: in words', problems(act(inner('<value xsi:type="CD" nullFlavor="NI"><originalText>No known problems</originalText></value>'))), ['none: No known problems']],
  ['no known problems: denied, with nothing named', problems(act(inner('<value xsi:type="CD" nullFlavor="NA"/>', { attributes: ' negationInd="true"' }))), ['none: No known problems']],
  ['an allergy to one thing, denied by its finding, denies no other', allergies(act(inner(value('91936005', 'Allergy to penicillin'), { number: 7, attributes: ' negationInd="true"' }), { number: 30 })), ['left negated']],
  ['an allergy denied with the number one for true', allergies(act(inner(drugAllergy + penicillin, { number: 7, attributes: ' negationInd="1"' }), { number: 30 })), ['left negated']],
  ['an allergy denied in the words it points at', documentWith({ code: '48765-2', title: 'Allergies', text: '<paragraph ID="a">Not allergic to latex</paragraph>', entries: act(inner(`<text><reference value="#a"/></text>${anyAllergy}`, { number: 7, attributes: ' negationInd="true"' }), { number: 30 }) }), ['left negated']],
  ['no known allergies: all of them denied, nothing named', allergies(act(inner(anyAllergy + about('<code nullFlavor="NA"/>'), { number: 7, attributes: ' negationInd="true"' }), { number: 30 })), ['none: No known allergies']],
  ['no known allergies: its own code', allergies(act(inner(value('716186003', 'No known allergy'), { number: 7 }), { number: 30 })), ['none: No known allergy']],
  ['no known allergies: in the words it points at', documentWith({ code: '48765-2', title: 'Allergies', text: '<paragraph ID="a">No Known Allergies</paragraph>', entries: act(inner(`<text><reference value="#a"/></text>${anyAllergy}`, { number: 7, attributes: ' negationInd="true"' }), { number: 30 }) }), ['none: No known allergies']],
  ['no known drug allergies, as "NKDA" in the substance', allergies(act(inner(drugAllergy + about('<code nullFlavor="OTH"><originalText>NKDA</originalText></code>'), { number: 7 }), { number: 30 })), ['none: NKDA']],
  ['a reaction that did not happen', allergies(act(inner(`${drugAllergy}${penicillin}<entryRelationship typeCode="MFST" inversionInd="true" negationInd="true"><observation classCode="OBS" moodCode="EVN">${template(9)}${value('247472004', 'Hives')}</observation></entryRelationship>`, { number: 7 }), { number: 30 })), ['allergy Penicillin active']],
  ['a medicine denied by the act around it', documentWith({ code: '10183-2', title: 'Discharge medications', entries: act(`<entryRelationship typeCode="SUBJ">${given(aspirin)}</entryRelationship>`, { number: 35, attributes: ' negationInd="true"' }) }), ['left negated']],
  ['a medicine denied', medicines(entry(given(aspirin, { attributes: ' negationInd="true"' }))), ['left negated']],
  ['a medicine that was not given (sdtc:actionNegationInd)', medicines(entry(given(aspirin, { attributes: ' sdtc:actionNegationInd="true"' }))), ['left negated']],
  ['no known medicines', medicines(entry(given(product('<code nullFlavor="NA"/>'), { attributes: ' negationInd="true"' }))), ['none: No known medicines']],
  ['one medicine denied in words is no "no known medicines"', medicines(entry(given(product('<code nullFlavor="OTH"><originalText>Warfarin</originalText></code>'), { attributes: ' negationInd="true"' }))), ['left negated']],
  ['no medicines, in the words it points at', documentWith({ code: '10160-0', title: 'Medications', text: '<paragraph ID="m">No known medications</paragraph>', entries: entry(given(`<text><reference value="#m"/></text>${product('<code nullFlavor="NI"/>')}`)) }), ['none: No known medicines']],
  ['a result inside a panel that was not done', results(entry(panel(`<component><organizer classCode="BATTERY" moodCode="EVN" negationInd="true"><code displayName="Diff"/><component>${observed(number)}</component></organizer></component>`))), ['left negated', 'left no-value']],
  ['a diagnosis of a visit, denied', encounters(seen(`<effectiveTime value="20200101"/><entryRelationship typeCode="SUBJ"><act classCode="ACT" moodCode="EVN" negationInd="true">${template(80)}<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${template(4)}${asthma}</observation></entryRelationship></act></entryRelationship>`)), ['visit Office visit office finished 2020-01-01', 'left negated']],
  ['what names nothing in words is no thing: a vaccine', vaccines(entry(given(product('<code nullFlavor="NA"><originalText>No immunization data is applicable</originalText></code>'), { number: 52, status: 'completed' }))), ['left said-unknown']],
  ['a procedure', procedures(done('').replace(/<code code="80146002"[^>]*>/, '<code code="x" displayName="No known procedures"/>')), ['left said-none']],
  ['a problem', problems(act(inner('<value xsi:type="CD" nullFlavor="OTH"><originalText>No problem data available</originalText></value>'))), ['left said-unknown']],
  ['a medicine', medicines(entry(given(product('<code nullFlavor="OTH"><originalText>No Medications Administered</originalText></code>')))), ['left said-none']],
  ['a history that is not there says nothing of what is taken', medicines(entry(given(product('<code nullFlavor="OTH"><originalText>No medication history available</originalText></code>')))), ['left said-none']],
  ['"no diagnosis of" one thing is not "no diagnosis"', problems(act(inner('<value xsi:type="CD" nullFlavor="OTH"><originalText>No diagnosis of cancer</originalText></value>'))), ['left said-none']],
  ['a procedure that was not done', procedures(done('', { attributes: ' negationInd="1"' })), ['left not-done']],
])

all('refused, stopped, taken back', [
  ['a vaccine with a reason why it was refused, and called done: nobody may count on it', vaccines(entry(given(`<effectiveTime value="20251001"/>${flu}<entryRelationship typeCode="RSON"><observation classCode="OBS" moodCode="EVN">${template(53)}<code code="PATOBJ" displayName="Patient objection"/></observation></entryRelationship>`, { number: 52, attributes: ' negationInd="false"', status: 'completed' }))), ['vaccine Influenza unknown 2025-10-01 because Patient objection']],
  ['a vaccine refused and called off was not given', vaccines(entry(given(`${flu}<entryRelationship typeCode="RSON"><observation classCode="OBS" moodCode="EVN">${template(53)}<code code="PATOBJ" displayName="Patient objection"/></observation></entryRelationship>`, { number: 52, status: 'cancelled' }))), ['vaccine Influenza not-given because Patient objection']],
  ['a vaccine called off', vaccines(entry(given(flu, { number: 52, status: 'cancelled' }))), ['left taken-back']],
  ['a vaccine nullified', vaccines(entry(given(flu, { number: 52, status: 'nullified' }))), ['left taken-back']],
  ['a problem nullified inside its concern', problems(act(inner(low + asthma).replace('"completed"', '"nullified"'))), ['left taken-back']],
  ['a panel inside a panel, taken back', results(entry(panel(`<component><organizer classCode="BATTERY" moodCode="EVN"><code displayName="Diff"/><statusCode code="nullified"/><component>${observed(number)}</component></organizer></component><component>${observed(number)}</component>`))), ['lab CBC final : Hemoglobin = 14 g/dL', 'left taken-back']],
  ['a medicine that was stopped', medicines(entry(given(`<effectiveTime xsi:type="IVL_TS"><low value="2019"/><high value="2020"/></effectiveTime>${aspirin}`, { status: 'aborted' }))), ['medicine Aspirin stopped 2019..2020']],
  ['a discharge medicine whose act was nullified', documentWith({ code: '10183-2', title: 'Discharge medications', entries: act(`<entryRelationship typeCode="SUBJ">${given(aspirin)}</entryRelationship>`, { number: 35, status: 'nullified' }) }), ['left taken-back']],
  ['a procedure broken off', procedures(done('', { status: 'aborted' })), ['left not-done']],
  ['a diagnosis of a visit, taken back', encounters(seen(`<effectiveTime value="20200101"/><entryRelationship typeCode="SUBJ"><act classCode="ACT" moodCode="EVN">${template(80)}<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${template(4)}<statusCode code="nullified"/>${asthma}</observation></entryRelationship></act></entryRelationship>`)), ['visit Office visit office finished 2020-01-01', 'left taken-back']],
])

all('of somebody else', [
  ['a problem of the mother, in an entry of its own', problems(act(inner(`${low}${asthma}`).replace('<statusCode', `${mother}<statusCode`))), ['left of-another']],
  ['a panel of the newborn', results(entry(panel(`<subject><relatedSubject classCode="PRS"><code code="CHILD"/></relatedSubject></subject><component>${observed(number)}</component>`))), ['left of-another']],
  ['one value of a fetus among values of the patient', results(entry(panel(`<component>${observed(`<subject><relatedSubject classCode="PRS"><code code="FETUS"/></relatedSubject></subject>${number}`)}</component><component>${observed(number)}</component>`))), ['lab CBC final : Hemoglobin = 14 g/dL', 'left of-another']],
  ['a problem whose qualifier gives it to a relative', problems(act(inner(`${low}<value xsi:type="CD" code="195967001" ${snomed} displayName="Asthma"><qualifier><name code="408732007"/><value code="72705000"/></qualifier></value>`))), ['left of-another']],
  ['a whole section about another person', documentWith({ entries: '' }).replace('<text></text>', `<text>Mother: asthma</text><subject><relatedSubject classCode="PRS"><code code="MTH"/></relatedSubject></subject>${act(inner(low + asthma))}`), ['left of-another']],
  ['family history written with problem entries', documentWith({ code: '10157-6', title: 'Family history', entries: act(inner(low + asthma)) + entry(`<observation classCode="OBS" moodCode="EVN">${template(4)}${asthma}</observation>`) }), ['left of-another', 'left of-another']],
  ['a medicine given to the child', medicines(entry(given(`<subject><relatedSubject classCode="PRS"><code code="CHILD"/></relatedSubject></subject>${aspirin}`))), ['left of-another']],
  ['a subject who is called oneself is the patient', medicines(entry(given(`<subject><relatedSubject classCode="PRS"><code code="ONESELF" codeSystem="2.16.840.1.113883.5.111"/></relatedSubject></subject>${aspirin}`))), ['medicine Aspirin active']],
  ['a subject that is the patient is the patient', problems(act(inner(`${low}${asthma}`).replace('<statusCode', '<subject><relatedSubject classCode="PRS"><code code="SELF" codeSystem="2.16.840.1.113883.5.111"/></relatedSubject></subject><statusCode'))), ['problem Asthma active 2019']],
])

all('planned or wished for', [
  ['a problem as a risk, a goal or a criterion', problems(act(inner(low + asthma, { mood: 'RSK' })) + act(inner(low + asthma, { mood: 'GOL' })) + act(inner(low + asthma, { mood: 'EVN.CRT' }))), ['left planned', 'left planned', 'left planned']],
  ['an allergy in another mood than an event', allergies(act(inner(drugAllergy + penicillin, { number: 7, mood: 'RQO' }), { number: 30 })), ['left planned']],
  ['a visit in a plan, without a mood', documentWith({ code: '18776-5', title: 'Plan of treatment', entries: seen('<effectiveTime value="20270101"/>', { number: 40, mood: '' }) }), ['left planned']],
  ['a visit in a plan, written as an event', documentWith({ code: '18776-5', title: 'Plan of treatment', entries: seen('<effectiveTime value="20270101"/>', { number: 40 }) }), ['left planned']],
  ['a plan whose section names itself by its template alone', documentWith({ sections: sectionOf({ code: 'X', entries: entry(given(aspirin)) }).replace(/<code code="X"[^>]*>/, '<templateId root="2.16.840.1.113883.10.20.22.2.10"/><code nullFlavor="UNK"/>') }), ['left planned']],
  ['a visit that begins after the document was written is to come', encounters(seen('<effectiveTime value="20270101"/>')), ['visit Office visit office planned 2027-01-01']],
  ['a planned vaccine', vaccines(entry(given(flu, { number: 120, mood: 'INT' }))), ['left planned']],
  ['a planned procedure among the procedures', procedures(done('', { number: 41 }).replace('moodCode="EVN"', 'moodCode="RQO"')), ['left planned']],
  ['an appointment that was called off', documentWith({ code: '18776-5', title: 'Plan of treatment', entries: seen('<statusCode code="cancelled"/><effectiveTime value="20270101"/>', { number: 40, mood: ' moodCode="APT"' }) }), ['appointment Office visit cancelled 2027-01-01']],
])

all('another thing than its section tells of', [
  ['how somebody feels is an answer, no problem (Health Status Observation)', problems(entry(observed(value('81323004', 'Alive and well'), { number: 5, code: '<code code="11323-3" codeSystem="2.16.840.1.113883.6.1" displayName="Health status"/>' }))), ['answers Health status : Health status = Alive and well']],
  ['how much it matters is no problem (Priority Preference)', problems(act(inner(low + asthma) + inner(value('394849002', 'High priority'), { number: 143 }))), ['problem Asthma active 2019']],
  ['how often it came is no problem (CCD episode observation)', problems(act(inner(low + asthma, { number: '2.16.840.1.113883.10.20.1.28' }) + inner(value('404684003', 'Clinical finding'), { number: '2.16.840.1.113883.10.20.1.41' }), { number: '2.16.840.1.113883.10.20.1.27' })), ['problem Asthma active 2019']],
  ['its status is no problem, also without templates', problems('<entry><act classCode="ACT" moodCode="EVN"><statusCode code="active"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"><value xsi:type="CD" code="3" displayName="Gout"/></observation></entryRelationship><entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN"><code code="33999-4" codeSystem="2.16.840.1.113883.6.1"/><value xsi:type="CD" code="55561003" displayName="Active"/></observation></entryRelationship></act></entry>'), ['problem Gout active']],
  ['a note among the procedures is no procedure (Note Activity)', procedures(entry(`<act classCode="ACT" moodCode="EVN">${template(202)}<code code="34109-9" codeSystem="2.16.840.1.113883.6.1" displayName="Note"/><statusCode code="completed"/></act>`)), ['left no-kind']],
  ['a pointer to an entry elsewhere is no problem (Entry Reference)', problems(entry(`<act classCode="ACT" moodCode="EVN">${template(122)}<id root="1.2" extension="o"/><code nullFlavor="NP"/><statusCode code="completed"/></act>`)), ['left no-kind']],
  ['what happened after a procedure is no reason for it', procedures(done(`<entryRelationship typeCode="COMP"><observation classCode="OBS" moodCode="EVN">${template(9)}${value('247472004', 'Hives')}</observation></entryRelationship><entryRelationship typeCode="RSON"><observation classCode="OBS" moodCode="EVN">${template(19)}${value('74400008', 'Appendicitis')}</observation></entryRelationship>`)), ['procedure Appendectomy completed for Appendicitis']],
  ['a reason that is denied is none', procedures(done(`<entryRelationship typeCode="RSON"><observation classCode="OBS" moodCode="EVN" negationInd="true">${template(19)}${value('74400008', 'Appendicitis')}</observation></entryRelationship>`)), ['procedure Appendectomy completed', 'left negated']],
  ['a reason for a medicine that is denied is none', medicines(entry(given(`${aspirin}<entryRelationship typeCode="RSON"><observation classCode="OBS" moodCode="EVN" negationInd="true">${template(19)}${value('29857009', 'Chest pain')}</observation></entryRelationship>`))), ['medicine Aspirin active', 'left negated']],
  ['elements of a vendor inside an entry say nothing of it', problems(act(inner(`<v:value xmlns:v="urn:vendor" code="1" displayName="Sepsis"/>${low}${asthma}`))), ['problem Asthma active 2019']],
])

all('null', [
  ['an entry that is null', problems('<entry nullFlavor="NI"><act classCode="ACT" moodCode="EVN" nullFlavor="NI"/></entry>'), ['left said-unknown']],
  ['one of two values that is null', problems(act(inner(`${low}<value xsi:type="CD" nullFlavor="UNK"/>${asthma}`))), ['problem Asthma active 2019']],
  ['a null written as a code', results(entry(panel(`<component>${observed(number, { code: '<code code="UNK" codeSystem="2.16.840.1.113883.5.1008"/>' })}</component>`))), ['left no-name']],
  ['a medicine of which a null is the code', medicines(entry(given(product('<code code="NI"/>')))), ['left no-name']],
  ['a value that nobody knows', problems(act(inner('<value xsi:type="CD" nullFlavor="UNK"/>'))), ['left said-unknown']],
  ['a substance that nobody asked for', allergies(act(inner(drugAllergy + about('<code nullFlavor="NASK"/>'), { number: 7 }), { number: 30 })), ['left said-unknown']],
  ['a medicine that is kept private', medicines(entry(given(product('<code nullFlavor="MSK"/>')))), ['left said-unknown']],
  ['a procedure that is unknown', procedures(done('').replace(/<code code="80146002"[^>]*>/, '<code nullFlavor="UNK"/>')), ['left said-unknown']],
  ['times and ids that are null', problems(act(inner(`<effectiveTime nullFlavor="UNK"/>${asthma}`).replace(/<id [^>]*>/, '<id nullFlavor="UNK"/>'))), ['problem Asthma active']],
  ['a section that is null, and one with a null text', documentWith({ sections: '<component><section nullFlavor="NI"><code code="48765-2" codeSystem="2.16.840.1.113883.6.1"/><title>Allergies</title><text>No information</text></section></component><component><section><code code="11450-4" codeSystem="2.16.840.1.113883.6.1"/><title>Problems</title><text xsi:nil="true"/></section></component>' }), []],
])
