// What would somebody put into a clinical document who wants a page or a paper to run something? One document with their text
// in every attribute and every text that is ever read.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { payloads } from '../given/hostile-chart.ts'

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\t/g, '&#9;')

/** Words with the text in each, beside elements that would run or load were they markup. */
const wordsWith = (text: string): string => `<text styleCode="${text}" onclick="${text}"><paragraph ID="${text}" styleCode="Bold ${text}">${text}<script>window.__pwned=9</script><img src="http://127.0.0.1:9/t.png" onerror="window.__pwned=8"/><content styleCode="${text}" style="background:url(http://127.0.0.1:9/)" onclick="${text}">k${text}</content><linkHtml href="${text}">${text}</linkHtml><linkHtml href="https://x.example/${text.replace(/\s/g, '')}">d</linkHtml><renderMultiMedia referencedObject="m"><caption>${text}</caption></renderMultiMedia><sup>${text}</sup></paragraph><table border="${text}" background="http://127.0.0.1:9/"><caption>${text}</caption><colgroup><col width="${text}"/></colgroup><thead><tr><th scope="${text}" colspan="${text}">${text}</th></tr></thead><tbody><tr><td rowspan="${text}">${text}<footnoteRef IDREF="f"/></td></tr></tbody></table><list listType="${text}"><caption>${text}</caption><item><caption>${text}</caption>${text}</item></list><footnote ID="f">${text}</footnote><iframe src="http://127.0.0.1:9/"/><svg onload="window.__pwned=7"><script>window.__pwned=6</script></svg><object data="http://127.0.0.1:9/"/><form action="http://127.0.0.1:9/"><input autofocus="" onfocus="window.__pwned=5"/></form></text>`

const coded = (name: string, text: string): string => `<${name} xsi:type="CD" code="${text}" codeSystem="2.16.840.1.113883.6.96" displayName="${text}"><originalText>${text}</originalText></${name}>`
const who = (text: string): string => `<performer><assignedEntity><id nullFlavor="NI"/><code displayName="${text}"/><assignedPerson><name><given>${text}</given><family>${text}</family></name></assignedPerson><representedOrganization><name>${text}</name></representedOrganization></assignedEntity></performer>`

function sectionsWith(raw: string, at: number): string {
  const text = escaped(raw)
  const section = (code: string, entries: string) => `<component><section><code code="${code}" codeSystem="2.16.840.1.113883.6.1"/><title>${text}</title>${wordsWith(text)}${entries}</section></component>`
  const id = `<id root="1.2.${at}" extension="${text}"/>`
  const product = `<consumable><manufacturedProduct><manufacturedMaterial>${coded('code', text)}<name>${text}</name><lotNumberText>${text}</lotNumberText></manufacturedMaterial><manufacturerOrganization><name>${text}</name></manufacturerOrganization></manufacturedProduct></consumable>`
  return [
    section('11450-4', `<entry><observation classCode="OBS" moodCode="EVN">${id}${coded('value', text)}</observation></entry>`),
    section('48765-2', `<entry><observation classCode="OBS" moodCode="EVN">${id}<participant typeCode="CSM"><participantRole><playingEntity>${coded('code', text)}<name>${text}</name></playingEntity></participantRole></participant><entryRelationship typeCode="MFST"><observation>${coded('value', text)}</observation></entryRelationship></observation></entry>`),
    section('10160-0', `<entry><substanceAdministration classCode="SBADM" moodCode="EVN">${id}<text>${text}</text><statusCode code="active"/><doseQuantity value="1" unit="${text}"/>${product}${who(text)}</substanceAdministration></entry>`),
    section('11369-6', `<entry><substanceAdministration classCode="SBADM" moodCode="EVN">${id}<statusCode code="completed"/><effectiveTime value="2025010${1 + (at % 9)}"/>${product}${who(text)}</substanceAdministration></entry>`),
    section('30954-2', `<entry><observation classCode="OBS" moodCode="EVN">${id}${coded('code', text)}<statusCode code="completed"/><effectiveTime value="20250101"/><value xsi:type="ST">${text}</value><referenceRange><observationRange><text>${text}</text></observationRange></referenceRange>${who(text)}</observation></entry>`),
    section('46240-8', `<entry><encounter classCode="ENC" moodCode="EVN">${id}${coded('code', text)}<effectiveTime value="20250101"/>${who(text)}<participant typeCode="LOC"><participantRole><playingEntity><name>${text}</name></playingEntity></participantRole></participant></encounter></entry>`),
  ].join('')
}

/** Writes the document; gives its path. */
export function hostileDocument(): string {
  const [first = '', second = ''] = payloads.map(escaped)
  const name = `<name><given>${first}</given><family>${second}</family></name>`
  const xml = `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?><ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><id root="9.9" extension="${second}"/><code code="34133-9" codeSystem="2.16.840.1.113883.6.1" displayName="${first}"/><title>${first}${second}</title><effectiveTime value="20260304"/><recordTarget><patientRole><id root="1.2" extension="M-${second}"/><addr><streetAddressLine>${first}</streetAddressLine></addr><telecom value="tel:${second}"/><patient>${name}<birthTime value="19800101"/></patient></patientRole></recordTarget><author><assignedAuthor><assignedPerson>${name}</assignedPerson></assignedAuthor></author><custodian><assignedCustodian><representedCustodianOrganization><name>${first}</name></representedCustodianOrganization></assignedCustodian></custodian><component><structuredBody>${payloads.map(sectionsWith).join('')}</structuredBody></component></ClinicalDocument>`
  const path = join(mkdtempSync(join(tmpdir(), 'portico-hostile-')), '<img src=x onerror=window.__pwned=8>.xml')
  writeFileSync(path, xml)
  return path
}
