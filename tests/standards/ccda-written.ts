// Which small documents do the tests write themselves? One header, any words, any entries.

export type Written = {
  readonly text?: string
  readonly entries?: string
  readonly code?: string
  readonly title?: string
  readonly sections?: string
  readonly id?: string
  readonly mrn?: string
  readonly birth?: string
  readonly effective?: string
  readonly type?: string
  readonly documentTitle?: string
  readonly header?: string
  readonly confidentiality?: string
  readonly patient?: string
  readonly encounter?: string
  readonly body?: string
}

const loinc = '2.16.840.1.113883.6.1'

export const sectionOf = ({ code = '11450-4', title = 'Problems', text = '', entries = '', attributes = '' }: { code?: string; title?: string; text?: string; entries?: string; attributes?: string }): string =>
  `<component><section${attributes}><code code="${code}" codeSystem="${loinc}"/><title>${title}</title><text>${text}</text>${entries}</section></component>`

/** A document with one section, or with those given. */
export function documentWith(of: Written): string {
  const { id = 'D1', mrn = 'M1', birth = '19680229', effective = '20260304101500-0500', type = '34133-9', documentTitle = 'Summary of care', header = '', confidentiality = 'N', encounter = '' } = of
  const patient = of.patient ?? `<recordTarget><patientRole><id root="1.2.3.4" extension="${mrn}"/><patient><name use="L"><given>Rosa</given><family>Alvarez</family></name><administrativeGenderCode code="F"/><birthTime value="${birth}"/></patient></patientRole></recordTarget>`
  const body = of.body ?? `<structuredBody>${of.sections ?? sectionOf({ ...(of.code === undefined ? {} : { code: of.code }), ...(of.title === undefined ? {} : { title: of.title }), text: of.text ?? '', entries: of.entries ?? '' })}</structuredBody>`
  return `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sdtc="urn:hl7-org:sdtc"><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/><id root="9.9.9" extension="${id}"/><code code="${type}" codeSystem="${loinc}" displayName="Summarization of Episode Note"/><title>${documentTitle}</title><effectiveTime value="${effective}"/><confidentialityCode code="${confidentiality}"/>${header}${patient}<author><time value="${effective}"/><assignedAuthor><id nullFlavor="NI"/><assignedPerson><name><prefix>Dr.</prefix><given>Maya</given><family>Chen</family></name></assignedPerson></assignedAuthor></author><custodian><assignedCustodian><representedCustodianOrganization><id root="1.2.3"/><name>Lakeside Health</name></representedCustodianOrganization></assignedCustodian></custodian>${encounter}<component>${body}</component></ClinicalDocument>`
}

export const problemEntry = ({ name, code, id = name, negated = false, concern = 'active', value, low = '2019', high }: { name: string; code: string; id?: string; negated?: boolean; concern?: string; value?: string; low?: string; high?: string }): string =>
  `<entry><act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.3"/><statusCode code="${concern}"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"${negated ? ' negationInd="true"' : ''}><templateId root="2.16.840.1.113883.10.20.22.4.4"/><id root="5.5" extension="${id}"/><statusCode code="completed"/><effectiveTime><low value="${low}"/>${high === undefined ? '' : `<high value="${high}"/>`}</effectiveTime>${value ?? `<value xsi:type="CD" code="${code}" codeSystem="2.16.840.1.113883.6.96" displayName="${name}"/>`}</observation></entryRelationship></act></entry>`
