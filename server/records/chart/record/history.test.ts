// Do the steps of a record say what changed in it, once, and nothing where a person could see no difference?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LabResult, LabValue, Note } from '../../../../contract/clinical.ts'
import { presentLabResult } from '../kinds/lab-result.ts'
import { presentNote } from '../kinds/note.ts'
import type { Presenting } from '../presenting.ts'
import { type Version, historyOf, withEarlierValues } from './history.ts'

const now = new Date('2026-11-20T12:00:00Z')
const about: Presenting = { zone: 'America/New_York', now, past: () => [], organization: 'Riverside', phone: null, recordsPhone: null }
const value = ([code, name]: readonly [string, string], number: string, status: LabValue['status']): LabValue => ({ name: { text: name, code, system: 'loinc' }, quantity: { value: number, unit: 'mg/dL' }, ranges: [], status, notes: [], parts: [] })
const panel = (status: LabResult['status'], numbers: readonly [total: string, hdl: string], more: Partial<LabResult> = {}): LabResult => ({ kind: 'lab-result', name: { text: 'Lipid panel' }, status, taken: '2026-10-31T07:30:00-05:00', authors: [], comments: [], attachments: [], values: [value(['2093-3', 'Cholesterol'], numbers[0], status), value(['2085-9', 'HDL Cholesterol'], numbers[1], status)], ...more })
const version = (body: LabResult, at: string, removed = false): Version => ({ presented: presentLabResult(body, about), at, removed })

const three = [version(panel('preliminary', ['202', '52']), '2026-10-31T14:00:00Z'), version(panel('final', ['184', '52']), '2026-11-01T14:00:00Z'), version(panel('corrected', ['172', '52']), '2026-11-03T14:00:00Z')]

test('each version is a step, newest first, with what it says otherwise than the one before', () => {
  assert.deepEqual(historyOf(three, about), [
    { when: 'Nov 3, 9:00 am', what: 'Corrected', changes: [{ what: 'Total cholesterol', before: '184 mg/dL', after: '172 mg/dL' }] },
    { when: 'Nov 1, 9:00 am', what: 'Final', changes: [{ what: 'Total cholesterol', before: '202 mg/dL', after: '184 mg/dL' }] },
    { when: 'Oct 31, 10:00 am', what: 'First sent. Not final', changes: [] },
  ])
})

test('a corrected number says what it said before; one that stayed the same says nothing', () => {
  const [section] = withEarlierValues(three.at(-1)?.presented.sections ?? [], three, about)
  assert.ok(section?.type === 'values')
  assert.deepEqual(section.values.map((one) => [one.value, one.changed, one.earlier, one.status]), [
    ['172', 'Corrected on November 3. It said 184 mg/dL before.', [{ value: '184 mg/dL', when: 'November 1' }, { value: '202 mg/dL', when: 'October 31' }], undefined],
    ['52', undefined, undefined, 'The correction did not change this'],
  ])
})

test('a number that became final is not called corrected', () => {
  const [section] = withEarlierValues(three[1]?.presented.sections ?? [], three.slice(0, 2), about)
  assert.ok(section?.type === 'values')
  assert.equal(section.values[0]?.changed, 'On October 31, before it was final, it said 202 mg/dL.')
})

test('two numbers that changed alike are both told', () => {
  const steps = historyOf([version(panel('final', ['1', '1']), '2026-11-01T14:00:00Z'), version(panel('corrected', ['2', '2']), '2026-11-02T14:00:00Z')], about)
  assert.deepEqual(steps[0]?.changes.map((one) => one.what), ['Total cholesterol', 'HDL (“good”) cholesterol'])
})

test('read again by other rules of ours, and saying the same: no step', () => {
  assert.deepEqual(historyOf([version(panel('final', ['184', '52']), '2026-11-01T14:00:00Z'), version(panel('final', ['184', '52']), '2026-11-05T14:00:00Z')], about), [])
})

test('a number that came, and one that was taken out, are told as such', () => {
  const first = panel('final', ['184', '52'])
  const steps = historyOf([version({ ...first, values: first.values.slice(0, 1) }, '2026-11-01T14:00:00Z'), version({ ...first, values: first.values.slice(1) }, '2026-11-02T14:00:00Z')], about)
  assert.deepEqual(steps[0]?.changes, [{ what: 'HDL (“good”) cholesterol', after: '52 mg/dL' }, { what: 'Total cholesterol', before: '184 mg/dL' }])
})

test('what its source had taken back in between is told', () => {
  const steps = historyOf([version(panel('final', ['184', '52']), '2026-11-01T14:00:00Z'), version(panel('entered-in-error', ['184', '52']), '2026-11-02T14:00:00Z', true), version(panel('final', ['184', '52']), '2026-11-03T14:00:00Z')], about)
  assert.deepEqual(steps.map((one) => one.what), ['Final', 'Taken back', 'First sent. Final'])
})

test('of a note only the words that changed are told', () => {
  const note = (text: string): Version => {
    const body: Note = { kind: 'note', type: { text: 'Progress note' }, status: 'current', authors: [], attachments: [{ contentType: 'text/plain', text }] }
    return { presented: presentNote(body, about), at: text.includes('six') ? '2026-11-02T14:00:00Z' : '2026-11-01T14:00:00Z', removed: false }
  }
  const [step] = historyOf([note('Seen for headache.\n\nCome back in four weeks.'), note('Seen for headache.\n\nCome back in six weeks.')], about)
  assert.deepEqual(step?.changes.map(({ before, after }) => [before, after]), [['Come back in four weeks.', 'Come back in six weeks.']])
})
