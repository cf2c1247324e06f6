// What would somebody send who wants a page, a paper or a spreadsheet to run something? One bundle with their text in every field we show.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Each sets window.__pwned when it runs as markup or script, calls out when it loads, and reads as letters when it is text. */
export const payloads = ['<script>window.__pwned=1</script>', '"><img src=x onerror="window.__pwned=2">', "'><svg onload=window.__pwned=3>", '</title></textarea></style><script>window.__pwned=4</script>', 'javascript:window.__pwned=5', '<a href="http://127.0.0.1:9/leak">x</a>', '{{constructor.constructor("window.__pwned=6")()}}', '=HYPERLINK("http://127.0.0.1:9/","x")', '+1+1', '@SUM(1)', '\t=1+1', '#read("/etc/passwd")', '#{panic("typst")}', '\\input{/etc/passwd}', 'abc\u202efdp.exe', '%0d%0aset-cookie: a=b'] as const

const subject = { reference: 'Patient/hostile' }
const coded = (text: string, code: string, system = 'http://loinc.org') => ({ text, coding: [{ system, code, display: text }] })
const active = { coding: [{ code: 'active' }] }

/** One visit with a result, a report, notes, files and one of each list, every text being `text`. */
function resourcesWith(text: string, at: number): readonly object[] {
  const day = `2026-0${1 + (at % 9)}-0${1 + (at % 7)}T09:00:00-05:00`
  const encounter = { reference: `Encounter/e${at}` }
  const attachment = { contentType: 'text/html', data: Buffer.from(`${text}<script>window.__pwned=7</script>`).toString('base64'), title: `../../${text}.html` }
  return [
    { resourceType: 'Encounter', id: `e${at}`, status: 'finished', class: { code: 'AMB' }, type: [{ text }], subject, period: { start: day, end: day }, participant: [{ individual: { display: text } }], location: [{ location: { display: text } }], reasonCode: [{ text }] },
    { resourceType: 'Observation', id: `o${at}`, status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] }], code: { text }, subject, encounter, effectiveDateTime: day, valueQuantity: { value: 5 + at, unit: text.slice(0, 20) }, referenceRange: [{ text }], note: [{ text }], performer: [{ display: text }] },
    { resourceType: 'Observation', id: `s${at}`, status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] }], code: { text }, subject, encounter, effectiveDateTime: day, valueString: text, text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>visible</p>${text}<iframe src="http://127.0.0.1:9/"></iframe></div>` } },
    { resourceType: 'DiagnosticReport', id: `r${at}`, status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }], code: { text }, subject, encounter, effectiveDateTime: day, issued: day, conclusion: text, result: [{ reference: `Observation/o${at}` }], presentedForm: [attachment] },
    { resourceType: 'DocumentReference', id: `d${at}`, status: 'current', type: { text }, description: text, subject, date: '2026-01-02T08:00:00Z', context: { encounter: [encounter] }, content: [{ attachment }, { attachment: { contentType: 'text/plain', data: Buffer.from(`# ${text}\n${text}`).toString('base64'), title: text } }, { attachment: { contentType: 'application/x-msdownload', data: 'TVrCkA==', title: `${text}\u202efdp.exe` } }] },
    { resourceType: 'Condition', id: `c${at}`, clinicalStatus: active, category: [{ coding: [{ code: 'problem-list-item' }] }], code: { text }, subject, onsetDateTime: day, note: [{ text }] },
    { resourceType: 'MedicationRequest', id: `m${at}`, status: 'active', intent: 'order', medicationCodeableConcept: { text }, subject, authoredOn: day, requester: { display: text }, dosageInstruction: [{ text }] },
    { resourceType: 'AllergyIntolerance', id: `a${at}`, clinicalStatus: active, code: { text }, patient: subject, recordedDate: day, reaction: [{ manifestation: [{ text }], description: text }] },
    { resourceType: 'Immunization', id: `i${at}`, status: 'completed', vaccineCode: coded(text, '140', 'http://hl7.org/fhir/sid/cvx'), patient: subject, occurrenceDateTime: day, lotNumber: text, location: { display: text } },
    { resourceType: 'Appointment', id: `p${at}`, status: 'booked', description: text, start: '2027-01-05T09:00:00-05:00', end: '2027-01-05T09:30:00-05:00', participant: [{ actor: subject, status: 'accepted' }, { actor: { display: text }, status: 'accepted' }] },
  ]
}

/** Writes the bundle; gives its path. */
export function hostileBundle(): string {
  const [first, second] = payloads
  const patient = { resourceType: 'Patient', id: 'hostile', identifier: [{ type: { coding: [{ code: 'MR' }] }, system: 'urn:example:mrn', value: `M-${second}` }], name: [{ family: first, given: [second, '=1+1'] }], birthDate: '1980-01-01', gender: 'female' }
  const entry = [patient, ...payloads.flatMap((text, at) => resourcesWith(text, at))].map((one) => one as { resourceType: string; id: string }).map((resource) => ({ fullUrl: `urn:uuid:${resource.resourceType}-${resource.id}`.toLowerCase(), resource }))
  const path = join(mkdtempSync(join(tmpdir(), 'portico-hostile-')), '<img src=x onerror=window.__pwned=8>.json')
  writeFileSync(path, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }))
  return path
}
