// Does each presenter tell the facts of its kind, in order, and nothing that was not sent?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clinical, LabValue } from '../../../../contract/clinical.ts'
import { type RecordKind, allRecordKinds } from '../../../../contract/record-kinds.ts'
import type { Presenting } from '../presenting.ts'
import { present } from './index.ts'

const about: Presenting = { zone: 'America/New_York', now: new Date('2026-11-20T14:00:00Z'), organization: 'Lakeside Health', phone: '555-0142', recordsPhone: '555-0188', past: () => [] }
const by = { authors: [{ name: 'Dr. Maya Chen', role: 'Family Medicine' }] }
const number = (text: string, flag?: LabValue['flag']): LabValue => ({ name: { text: `Test ${text}` }, quantity: { value: text }, ranges: [{ low: '1', high: '9' }], status: 'final', notes: [], parts: [], ...(flag === undefined ? {} : { flag }) })
const lab = (values: readonly LabValue[]): Clinical => ({ kind: 'lab-result', name: { text: 'Lipid panel', code: '57698-3', system: 'loinc' }, status: 'final', values, comments: [], attachments: [], ...by })

const bare: Readonly<Record<RecordKind, Clinical>> = {
  'lab-result': lab([]),
  'imaging-report': { kind: 'imaging-report', name: { text: 'X-ray' }, status: 'final', attachments: [], pictures: 0, authors: [] },
  visit: { kind: 'visit', type: { text: 'Check-up' }, status: 'finished', period: {}, reasons: [], authors: [] },
  note: { kind: 'note', type: { text: 'Progress note' }, status: 'current', attachments: [], authors: [] },
  'visit-summary': { kind: 'visit-summary', type: { text: 'Patient instructions' }, status: 'current', attachments: [], authors: [] },
  document: { kind: 'document', type: { text: 'Letter' }, status: 'current', attachments: [], authors: [] },
  medicine: { kind: 'medicine', name: { text: 'Aspirin' }, status: 'active', instructions: [], reasons: [], authors: [] },
  vaccine: { kind: 'vaccine', name: { text: 'Influenza, seasonal', code: '140', system: 'cvx' }, status: 'given', authors: [] },
  condition: { kind: 'condition', name: { text: 'Anemia (disorder)' }, clinical: 'active', certainty: 'confirmed', social: false, notes: [], authors: [] },
  allergy: { kind: 'allergy', name: { text: 'Penicillin' }, clinical: 'active', certainty: 'confirmed', reactions: [], saidNone: false, authors: [] },
  appointment: { kind: 'appointment', type: { text: 'Follow-up' }, status: 'booked', authors: [] },
  'vital-signs': { kind: 'vital-signs', values: [], authors: [] },
  order: { kind: 'order', name: { text: 'MRI of knee' }, of: 'imaging', status: 'active', reasons: [], authors: [] },
  questionnaire: { kind: 'questionnaire', name: { text: 'PHQ-2', code: '55757-9', system: 'loinc' }, values: [], authors: [] },
  procedure: { kind: 'procedure', name: { text: 'Biopsy (procedure)' }, status: 'completed', period: {}, reasons: [], authors: [] },
}

test('a record with nothing but its name is told without one made-up fact', () => {
  for (const kind of allRecordKinds) {
    const record = present(kind, bare[kind], about)
    assert.ok(record.title.length > 0, kind)
    assert.equal(record.when, 'No date given', kind)
    assert.equal(record.date, undefined, kind)
    assert.doesNotMatch(JSON.stringify(record), /undefined|null|Invalid|NaN/, kind)
  }
})

test('the everyday name leads and the clinical one follows', () => {
  assert.deepEqual([present('lab-result', bare['lab-result'], about).title, present('lab-result', bare['lab-result'], about).subtitle], ['Cholesterol test', 'Lipid panel'])
  assert.deepEqual([present('vaccine', bare.vaccine, about).title, present('vaccine', bare.vaccine, about).subtitle], ['Flu shot', 'Influenza, seasonal'])
  assert.equal(present('condition', bare.condition, about).title, 'Anemia')
  assert.equal(present('visit-summary', bare['visit-summary'], about).title, 'After Visit Summary')
})

test('one sentence counts what is outside, and says when there is no range', () => {
  const summary = (values: readonly LabValue[]) => present('lab-result', lab(values), about).summary
  assert.equal(summary([number('5'), number('10'), number('0'), number('2')]), '2 of 4 numbers are outside the lab’s standard range. This is common, and it does not always mean a problem.')
  assert.equal(summary([number('5'), number('6')]), 'All 2 numbers are in the lab’s standard range.')
  assert.equal(summary([{ ...number('5'), ranges: [] }]), 'The lab gave no range for this number. Your care team can tell you what it means for you.')
  assert.equal(summary([number('5'), { ...number('6'), ranges: [] }]), '1 of 2 numbers came with a range. It is in the lab’s standard range.')
  assert.match(summary([number('99', 'critical-high')]) ?? '', /call 911\. To talk about it now, call 555-0142\.$/)
  assert.equal(summary([]), undefined)
})

test('a preliminary, a corrected and a mistaken result each say so first', () => {
  const notice = (status: 'preliminary' | 'corrected' | 'entered-in-error' | 'final') => present('lab-result', { ...(bare['lab-result'] as Extract<Clinical, { kind: 'lab-result' }>), status }, about).notice
  assert.equal(notice('preliminary'), 'Not final yet. Numbers may change.')
  assert.equal(notice('corrected'), 'This was changed after it was first sent. You see the newest version.')
  assert.equal(notice('entered-in-error'), 'This was entered by mistake. Do not rely on it.')
  assert.equal(notice('final'), undefined)
})

test('what an image means stands before what they saw and why', () => {
  const record = present('imaging-report', { ...(bare['imaging-report'] as Extract<Clinical, { kind: 'imaging-report' }>), conclusion: 'No fracture.', findings: 'Bones are whole.', why: 'Knee pain.', pictures: 3 }, about)
  assert.deepEqual(
    record.sections.map((section) => section.heading),
    ['What it means', 'What they saw', 'Why it was done', 'Pictures'],
  )
})

test('a partial date stays partial; an instant is told in the zone of the organization', () => {
  const medicine = bare.medicine as Extract<Clinical, { kind: 'medicine' }>
  assert.equal(present('medicine', { ...medicine, prescribed: '2019' }, about).when, '2019')
  assert.equal(present('medicine', { ...medicine, prescribed: '2019-03' }, about).when, 'March 2019')
  assert.equal(present('vital-signs', { ...(bare['vital-signs'] as Extract<Clinical, { kind: 'vital-signs' }>), taken: '2026-04-13T02:30:00Z' }, about).when, 'April 12, 2026, 10:30 pm')
})

test('an attachment is text, a file we hold, or named with the reason why not', () => {
  const record = present(
    'document',
    {
      ...(bare.document as Extract<Clinical, { kind: 'note' | 'visit-summary' | 'document' }>),
      attachments: [
        { contentType: 'text/plain', text: 'Dear Rosa,\n\nAll is well.' },
        { contentType: 'application/pdf', title: 'Scan', base64: 'JVBERi0=', bytes: 5 },
        { contentType: 'image/jpeg', address: 'https://elsewhere.example/1' },
        { contentType: 'application/pdf', base64: '!!!', damage: 'not base64' },
      ],
    },
    about,
  )
  assert.deepEqual(
    record.sections.map((section) => section.type),
    ['text'],
  )
  assert.deepEqual(
    record.attachments.map((one) => [one.index, one.available, one.why ?? '']),
    [
      [1, true, ''],
      [2, false, 'Kept at the hospital. We do not have it.'],
      [3, false, 'This file came in damaged. Ask for a new copy.'],
    ],
  )
})

test('technical words of a coding are left out of who took part', () => {
  const visit = bare.visit as Extract<Clinical, { kind: 'visit' }>
  const doctor = present(
    'visit',
    {
      ...visit,
      authors: [
        { name: 'Dr. Maya Chen', role: 'attender' },
        { name: 'Lee Brandt, RN', role: 'Nurse' },
      ],
    },
    about,
  ).about.find((fact) => fact.label === 'Who you saw')
  assert.equal(doctor?.value, 'Dr. Maya Chen, Lee Brandt, RN (Nurse)')
})

test('the code of a vaccine is called CVX only where it is one', () => {
  const code = (name: Extract<Clinical, { kind: 'vaccine' }>['name']) => present('vaccine', { ...(bare.vaccine as Extract<Clinical, { kind: 'vaccine' }>), name }, about).sections.flatMap((one) => (one.type === 'facts' ? one.facts : [])).find((fact) => fact.label === 'Code')?.value
  assert.deepEqual([code({ text: 'Flu', code: '140', system: 'cvx' }), code({ text: 'MMR', code: '90707', system: 'other' })], ['CVX 140', '90707'])
})

test('a procedure that was not finished says so', () => {
  const status = (said: string) => present('procedure', { ...(bare.procedure as Extract<Clinical, { kind: 'procedure' }>), status: said }, about).sections.flatMap((one) => (one.type === 'facts' ? one.facts : [])).find((fact) => fact.label === 'Status')?.value
  assert.deepEqual(['stopped', 'on-hold', 'completed', 'unknown', 'constructor'].map(status), ['Stopped before it was finished', 'Paused', undefined, undefined, undefined])
})
