// Do documents, orders, appointments, vaccines and prescriptions become what their messages say, once, in any order, and never more?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Mapped } from '../../fhir/record.ts'
import { type Written, bodies, leftOut, pid, recordsOf } from '../given.ts'

let minutes = 0
const at = (): string => `2026010${2 + Math.floor((minutes += 1) / 600)}${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}-0500`
const of = (type: string, ...lines: readonly string[]): Written => ({ type, at: at(), lines: [pid, ...lines] })
/** Both orders of arrival say the same. */
function both(first: Written, second: Written): readonly Mapped[] {
  const [one, other] = [recordsOf(first, second), recordsOf(second, first)]
  const said = (all: readonly Mapped[]) => all.map((record) => JSON.stringify([record.key, record.removed, record.body])).sort()
  assert.deepEqual(said(one), said(other))
  return one
}

type Paper = { readonly type?: string; readonly number?: string; readonly parent?: string; readonly completion?: string; readonly more?: string; readonly lines?: readonly string[] }
const mdm = (event: string, { type = 'PN', number = 'D1^HOSP', parent = '', completion = 'AU', more = '', lines = ['OBX|1|TX|11506-3^Progress note^LN||Seen today.', 'OBX|2|TX|11506-3^Progress note^LN||Plan: rest.'] }: Paper = {}): Written =>
  of(`MDM^${event}`, `TXA|1|${type}|TX|20260101|||||9^Fox^Lee|||${number}|${parent}||||${completion}${more}`, ...lines)

test('a signed document with its words, its author and its day', () => {
  const [record] = recordsOf(mdm('T02'))
  assert.ok(record?.body.kind === 'note')
  assert.deepEqual([record.body.type, record.body.status, record.body.written, record.body.authors, record.body.attachments.map((one) => one.text), record.body.identifier, record.final !== null], [{ text: 'Progress note', code: '11506-3', system: 'loinc' }, 'current', '2026-01-01', [{ name: 'Lee Fox' }], ['Seen today.\nPlan: rest.'], 'D1', true])
})

test('only authenticated is signed; dictated, incomplete or silent is not', () => {
  for (const [completion, signed] of [['AU', true], ['LA', true], ['DI', false], ['DO', false], ['IP', false], ['IN', false], ['PA', false], ['', false]] as const) {
    const [record] = recordsOf(mdm('T02', { completion }))
    assert.deepEqual([record?.final !== null, record?.body.kind === 'note' ? record.body.status : ''], [signed, signed ? 'current' : 'unsigned'], completion)
  }
  assert.equal(recordsOf(mdm('T02', { completion: '', more: '|||||9^Fox^Lee^^^^^^^^^^^^202601011200' }))[0]?.final, '2026-01-01T12:00-05:00')
  assert.deepEqual([recordsOf(mdm('T02', { more: '||UN' }))[0]?.final, recordsOf(mdm('T02', { more: '||CA' }))[0]?.removed], [null, true])
  // A later status signs the words that came before.
  const [now] = both(mdm('T02', { completion: 'DI' }), mdm('T04', { lines: [] }))
  assert.ok(now?.body.kind === 'note')
  assert.deepEqual([now.body.status, now.body.attachments.length], ['current', 1])
})

test('confidentiality and the kind of care are labels', () => {
  assert.deepEqual(recordsOf(mdm('T02', { more: '|R' }))[0]?.labels, ['restricted'])
  assert.deepEqual(recordsOf(mdm('T02', { type: 'PC', lines: ['OBX|1|TX|x^x^L||y'] }))[0]?.labels, ['behavioral-health'])
})

test('a replacement leaves the first readable as older, an edit under the same number is the same, a cancellation takes back', () => {
  const [first, next] = [mdm('T02'), mdm('T10', { number: 'D2^HOSP', parent: 'D1^HOSP' })]
  assert.deepEqual(both(first, next).map((one) => [one.key[1], one.card.status, one.removed]).sort(), [['D1|HOSP', 'superseded', false], ['D2|HOSP', 'current', false]])
  const edited = both(mdm('T02'), mdm('T08', { lines: ['OBX|1|TX|11506-3^Progress note^LN||Edited.'] }))
  assert.deepEqual(edited.map((one) => (one.body.kind === 'note' ? [one.body.attachments[0]?.text, one.body.status] : [])), [['Edited.', 'current']])
  assert.deepEqual(both(mdm('T02'), mdm('T11', { lines: [] })).map((one) => one.removed), [true])
  assert.deepEqual(recordsOf(mdm('T11', { type: '', lines: [] })), [])
})

test('an addendum of its own number is a paper of its own, one of the same number stands after the words', () => {
  const own = recordsOf(mdm('T02'), mdm('T06', { number: 'D2^HOSP', parent: 'D1^HOSP', lines: ['OBX|1|TX|11506-3^Progress note^LN||More.'] }))
  assert.deepEqual(bodies(own, 'note').map((one) => [one.title ?? '', one.status]).sort(), [['', 'current'], ['Addendum', 'current']])
  const same = both(mdm('T02'), mdm('T06', { lines: ['OBX|1|TX|11506-3^Progress note^LN||More.'] }))
  assert.deepEqual(same.map((one) => (one.body.kind === 'note' ? one.body.attachments.map((part) => part.text) : [])), [['Seen today.\nPlan: rest.', 'More.']])
})

test('a document of imaging is a report of pictures with its file', () => {
  const [record] = recordsOf(mdm('T02', { type: 'RAD', lines: ['OBX|1|ED|18748-4^Diagnostic imaging study^LN||^application^pdf^Base64^JVBERi0=||||||F'] }))
  assert.ok(record?.body.kind === 'imaging-report')
  assert.deepEqual([record.body.name.text, record.body.attachments.map((one) => [one.contentType, one.base64])], ['Diagnostic imaging study', [['application/pdf', 'JVBERi0=']]])
})

const orm = (control: string, { status = '', section = 'LAB', code = '24331-1^Lipid panel^LN', filler = '' } = {}): Written => of('ORM^O01', `ORC|${control}|P1^EHR|${filler}||${status}||||20260101`, `OBR|1|P1^EHR|${filler}|${code}||||||||||||1^Ames^Ruth||||||||${section}|||||||Z00.0^Check-up^I10`)
const oru = (status: string, placer = 'P1^EHR'): Written => of('ORU^R01', `OBR|1|${placer}|F1^LAB|24331-1^Lipid panel^LN|||202601020700-0500||||||||||||||||LAB|${status}`, `OBX|1|NM|2093-3^Cholesterol^LN||184|mg/dL|||||${status}`)
const orders = (all: readonly Mapped[]) => bodies(all, 'order')

test('an order, who gave it, why, and what it is for', () => {
  const [order] = orders(recordsOf(orm('NW')))
  assert.deepEqual(order, { kind: 'order', name: { text: 'Lipid panel', code: '24331-1', system: 'loinc' }, of: 'lab', status: 'active', ordered: '2026-01-01', reasons: [{ text: 'Check-up', code: 'Z00.0', system: 'icd10' }], authors: [{ name: 'Ruth Ames' }], identifier: 'P1' })
  assert.deepEqual(['NMR', 'XX'].map((section) => orders(recordsOf(orm('NW', { section })))[0]?.of), ['imaging', 'other'])
})

test('orders end by their sender’s word or by their result, whichever comes first', () => {
  for (const [control, status, now] of [['CA', '', 'cancelled'], ['DC', '', 'cancelled'], ['OC', '', 'cancelled'], ['SC', 'CM', 'completed'], ['SC', 'IP', 'active'], ['HD', '', 'active'], ['XO', '', 'active']] as const) assert.deepEqual(orders(both(orm('NW'), orm(control, { status }))).map((one) => one.status), [now], control)
  assert.deepEqual(orders(both(orm('NW'), oru('F'))).map((one) => [one.status, one.taken]), [['completed', '2026-01-02T07:00-05:00']])
  assert.deepEqual(orders(both(orm('NW'), oru('P'))).map((one) => [one.status, one.taken]), [['active', '2026-01-02T07:00-05:00']])
  assert.deepEqual(orders(both(oru('F'), orm('SC', { status: 'IP' }))).map((one) => one.status), ['completed'])
  // The result of another order ends nothing.
  assert.deepEqual(orders(recordsOf(orm('NW'), oru('F', 'P9^EHR'))).map((one) => one.status), ['active'])
})

test('a result alone makes no order, and names the one that may come', () => {
  assert.deepEqual(orders(recordsOf(oru('F'))), [])
})

const siu = (event: string, { start = '20261208140000-0500', end = '20261208143000-0500', status = 'Booked', more = [] as readonly string[] } = {}): Written =>
  of(`SIU^${event}`, `SCH|A1|A1^SCHED|||||FOLLOWUP^Follow-up visit||30|MIN|^^30^${start}^${end}|||||5^Desk|||||||||${status}`, 'NTE|1||Bring your glasses.', 'RGS|1', `AIS|1||FOLLOWUP|${start}`, 'AIG|1', 'NTE|1||Check the device', 'AIL|1||CLINIC^2^^RIVERSIDE', 'AIP|1||1^Ames^Ruth^^^^MD', ...more)

test('an appointment: what, when, with whom, where, what to bring', () => {
  const [record] = recordsOf(siu('S12'))
  assert.deepEqual(record?.body, { kind: 'appointment', type: { text: 'Follow-up visit', code: 'FOLLOWUP', system: 'other' }, status: 'booked', start: '2026-12-08T14:00:00-05:00', end: '2026-12-08T14:30:00-05:00', instructions: 'Bring your glasses.', authors: [{ name: 'Ruth Ames, MD' }], place: 'CLINIC, RIVERSIDE', identifier: 'A1' })
  assert.deepEqual(record?.key, ['v2:appointment', 'A1|SCHED'])
})

test('moved, cancelled, not kept, deleted; the time before is in its history', () => {
  const [moved] = both(siu('S12'), siu('S13', { start: '20261210100000-0500', end: '20261210103000-0500' }))
  assert.ok(moved?.body.kind === 'appointment')
  assert.deepEqual([moved.body.start, moved.body.status, (recordsOf(siu('S12'), siu('S13', { start: '20261210100000-0500' }))[0]?.before ?? []).map((one) => one.filed)], ['2026-12-10T10:00:00-05:00', 'booked', ['2026-12-08T14:00:00-05:00']])
  for (const [event, status] of [['S15', 'cancelled'], ['S16', 'cancelled'], ['S26', 'missed']] as const) assert.deepEqual(bodies(both(siu('S12'), siu(event)), 'appointment').map((one) => one.status), [status], event)
  assert.deepEqual(both(siu('S12'), siu('S17')).map((one) => one.removed), [true])
  assert.deepEqual(bodies(recordsOf(siu('S14', { status: 'Complete' })), 'appointment').map((one) => one.status), ['kept'])
  assert.deepEqual(leftOut(siu('S12', { status: 'Waitlist' })).filter((one) => one.startsWith('SCH')), ['SCH: draft SCH-25'])
  assert.deepEqual(leftOut(siu('S23')).filter((one) => one.startsWith('SCH')), ['SCH: no-kind'])
})

const vxu = (rxa: string, ...more: readonly string[]): Written => of('VXU^V04', 'ORC|RE|P1^EHR|V1^REG', rxa, ...more)
const given = 'RXA|0|1|20240915||140^Influenza, seasonal^CVX^49281-0215-88^FLU^NDC|0.5|mL^mL^UCUM||00^New^NIP001|7^Jackson^Lily^^^^RN|^^^Clinic-1||||LOT7~LOT8|20251216|PMC^Sanofi Pasteur^MVX|||CP|A'

test('a vaccine with its lot, maker, site, dose, place and who gave it', () => {
  const [record] = recordsOf(vxu(given, 'RXR|C28161^Intramuscular^NCIT|RD^Right Deltoid^HL70163', 'OBX|1|CE|64994-7^Eligibility^LN|1|V01^Not eligible^HL70064', 'OBX|2|NM|30973-2^Dose number^LN|1|2'))
  assert.deepEqual(record?.body, { kind: 'vaccine', name: { text: 'Influenza, seasonal', code: '140', system: 'cvx' }, status: 'given', given: '2024-09-15', lot: 'LOT7, LOT8', site: 'Right Deltoid', dose: '2', manufacturer: 'Sanofi Pasteur', authors: [{ name: 'Lily Jackson, RN' }], place: 'Clinic-1', identifier: 'V1' })
})

test('refused, not given, deleted and forecast are never vaccines that were given', () => {
  const status = (completion: string, refusal = '') => bodies(recordsOf(vxu(`RXA|0|1|20240915||140^Flu^CVX|999||||||||||||${refusal}||${completion}|A`)), 'vaccine').map((one) => [one.status, one.reason])
  assert.deepEqual([status('CP'), status(''), status('PA'), status('NA'), status('RE', '00^Parental decision^NIP002'), status('', '03'), status('??')], [[['given', undefined]], [['given', undefined]], [['given', undefined]], [['not-given', undefined]], [['not-given', 'Parental decision']], [['not-given', 'Patient decision']], [['unknown', undefined]]])
  assert.deepEqual(both(vxu(given), vxu(given.replace(/A$/, 'D'))).map((one) => one.removed), [true])
  const none = vxu('RXA|0|1|20240915||998^No vaccine administered^CVX|999||||||||||||||NA', 'OBX|1|CE|30956-7^Vaccine type^LN|1|107^DTP^CVX', 'OBX|2|TS|30980-7^Due^LN|1|20250101')
  assert.deepEqual([recordsOf(none), leftOut(none).filter((one) => !one.startsWith('ORC'))], [[], ['RXA: said-none', 'OBX: planned OBX', 'OBX: planned OBX']])
  assert.deepEqual(leftOut(vxu(given, 'OBX|1|TS|30980-7^Due^LN|1|20250101')), ['OBX: planned OBX'])
})

test('historical vaccinations without a number are told apart by vaccine and day', () => {
  const historical = (day: string) => ['ORC|RE||9999^REG', `RXA|0|1|${day}||88^influenza^CVX|999|||01^Historical^NIP001|||||||||||CP|A`]
  assert.deepEqual(recordsOf(of('VXU^V04', ...historical('20141012'), ...historical('20131112'))).map((one) => [one.key[1], one.filed]), [['at|88|20141012', '2014-10-12'], ['at|88|20131112', '2013-11-12']])
})

const rde = (control: string, status = ''): Written => of('RDE^O11', `ORC|${control}|RX1^EHR|||${status}||||202601020900-0500|||1^Ames^Ruth`, 'RXE||197361^Amlodipine 5 MG Oral Tablet^RXNORM|1||TAB||1^Take one tablet by mouth daily|||||3')

test('a prescription, how to use it, and when it ends', () => {
  assert.deepEqual(recordsOf(rde('NW'))[0]?.body, { kind: 'medicine', name: { text: 'Amlodipine 5 MG Oral Tablet', code: '197361', system: 'rxnorm' }, status: 'active', prescribed: '2026-01-02T09:00-05:00', instructions: ['Take one tablet by mouth daily'], reasons: [], refills: '3', authors: [{ name: 'Ruth Ames' }], identifier: 'RX1' })
  for (const [control, status, now] of [['DC', '', 'stopped'], ['CA', '', 'cancelled'], ['HD', '', 'on-hold'], ['SC', 'CM', 'completed']] as const) assert.deepEqual(bodies(both(rde('NW'), rde(control, status)), 'medicine').map((one) => one.status), [now], control)
})

const ppr = (event: string, life: string, { action = 'AD', when = '202601020800', ended = '' } = {}): Written => of(`PPR^${event}`, `PRB|${action}|${when}|38341003^High blood pressure^SCT|PR7^EHR|||20260101||${ended}|||||${life}||2025`)

test('a problem: since when, whether it lasts, and taken back when it is deleted', () => {
  const [record] = recordsOf(ppr('PC1', 'ACTIVE'))
  assert.deepEqual(record?.body, { kind: 'condition', name: { text: 'High blood pressure', code: '38341003', system: 'snomed' }, clinical: 'active', certainty: 'unknown', onset: '2025', recorded: '2026-01-01', social: false, notes: [], authors: [], identifier: 'PR7' })
  assert.deepEqual(bodies(both(ppr('PC1', 'ACTIVE'), ppr('PC2', 'Resolved', { action: 'UP', when: '202603010800', ended: '20260301' })), 'condition').map((one) => [one.clinical, one.ended]), [['resolved', '2026-03-01']])
  assert.deepEqual(both(ppr('PC1', 'ACTIVE'), ppr('PC3', 'Deleted', { action: 'DE' })).map((one) => one.removed), [true])
})

const iam = (action: string, { status = 'C', code = '91935009^Allergy to peanuts^SCT' } = {}): Written => of('ADT^A60', `IAM|1|FA|${code}|SV|Hives~Swelling|${action}|AL7^EHR||||2018||20201005||||${status}`)

test('an allergy that a message is about; a list told in passing makes none', () => {
  const [record] = recordsOf(iam('A'))
  assert.deepEqual(record?.body, { kind: 'allergy', name: { text: 'Allergy to peanuts', code: '91935009', system: 'snomed' }, clinical: 'active', certainty: 'confirmed', severe: 'high', reactions: ['Hives', 'Swelling'], onset: '2018', recorded: '2020-10-05', saidNone: false, authors: [], identifier: 'AL7' })
  assert.deepEqual([both(iam('A'), iam('D')).map((one) => one.removed), both(iam('A'), iam('U', { status: 'E' })).map((one) => one.removed), bodies(both(iam('A'), iam('U', { status: 'I' })), 'allergy').map((one) => one.clinical)], [[true], [true], ['inactive']])
  assert.deepEqual(bodies(recordsOf(iam('A', { code: '716186003^No known allergy^SCT' })), 'allergy').map((one) => one.saidNone), [true])
  assert.deepEqual(leftOut(iam('A', { code: '1003774007^No known Hevea brasiliensis latex allergy^SCT' })), ['IAM: none-of-one-sort IAM-3'])
  assert.deepEqual(leftOut(of('ADT^A31', 'AL1|1|DA|P^Penicillin^L')), ['AL1: in-passing'])
})

test('vital signs that come by the way are a record, other observations say not what they are', () => {
  const adt = of('ADT^A31', 'OBX|1|NM|8867-4^Heart rate^LN||60|/min|||||F', 'OBX|2|NM|8480-6^Systolic^LN||120|mm[Hg]|||||F', 'OBX|3|ST|LMP^Last period^L||x')
  assert.deepEqual([bodies(recordsOf(adt), 'vital-signs').map((one) => one.values.length), leftOut(adt)], [[2], ['OBX: observation-category OBX']])
})
