// Is a visit what its events leave when the cancelled ones are taken out, and the same in any order of arrival?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Written, bodies, pid, recordsOf } from '../given.ts'

let hour = 0
type Stay = { readonly kind?: string; readonly place?: string; readonly disposition?: string; readonly came?: string; readonly left?: string; readonly number?: string; readonly at?: string; readonly doctor?: string }
/** Each message one hour after the one before. */
function adt(event: string, { kind = 'I', place = '3W^312^A^HOSP', disposition = '', came = '', left = '', number = 'V1^^^HOSP', at, doctor = '1^Ames^Ruth' }: Stay = {}): Written {
  hour += 1
  const when = at ?? `202601${String(2 + Math.floor(hour / 24)).padStart(2, '0')}${String(hour % 24).padStart(2, '0')}00-0500`
  const pv1 = ['PV1', '1', kind, place, '', '', '', doctor, '', '', 'MED', ...Array(8).fill(''), number, ...Array(16).fill(''), disposition, ...Array(7).fill(''), came, left]
  return { type: `ADT^${event}`, at: when, lines: [`EVN|${event}|${when}`, pid, pv1.join('|')] }
}
const visit = (...all: readonly Written[]) => {
  const found = bodies(recordsOf(...all), 'visit')
  assert.ok(found.length <= 1)
  return found[0]
}

test('admission, transfer and discharge', () => {
  const [came, moved, left] = [adt('A01', { came: '202601020800-0500' }), adt('A02', { place: 'ICU^1^^HOSP' }), adt('A03', { left: '202601051200-0500', disposition: '01' })]
  assert.deepEqual([visit(came)?.status, visit(came)?.period, visit(came)?.class, visit(came)?.type, visit(came)?.specialty, visit(came)?.authors], ['in-progress', { start: '2026-01-02T08:00-05:00' }, 'hospital', { text: 'Inpatient' }, 'Medical Service', [{ name: 'Ruth Ames', role: 'attender' }]])
  assert.equal(visit(came, moved)?.place, 'ICU, HOSP')
  assert.deepEqual([visit(came, moved, left)?.status, visit(came, moved, left)?.period.end, visit(came, moved, left)?.discharge], ['finished', '2026-01-05T12:00-05:00', 'Discharged to home or self care'])
})

test('a cancellation takes out its own event and nothing else', () => {
  const came = adt('A01', { came: '202601020800-0500' })
  assert.equal(visit(came, adt('A11'))?.status, 'cancelled')
  const [left, back] = [adt('A03', { left: '202601051200-0500', disposition: '01' }), adt('A13')]
  const returned = visit(came, left, back)
  assert.deepEqual([returned?.status, returned?.period, returned?.discharge], ['in-progress', { start: '2026-01-02T08:00-05:00' }, undefined])
  const [first, second, undone] = [adt('A02', { place: 'A^^^HOSP' }), adt('A02', { place: 'B^^^HOSP' }), adt('A12', { place: '' })]
  assert.equal(visit(came, first, second, undone)?.place, 'A, HOSP')
  const planned = adt('A05')
  assert.deepEqual([visit(planned)?.status, visit(planned, adt('A01'), adt('A11'))?.status, visit(planned, adt('A38'))?.status], ['planned', 'planned', 'cancelled'])
  // Whoever was seen to arrive, and was not admitted, is not taken back with an arrival that was.
  assert.deepEqual([visit(planned, adt('A10'))?.status, visit(planned, adt('A10'), adt('A32'))?.status, visit(came, adt('A10'), adt('A32'))?.status], ['in-progress', 'planned', 'in-progress'])
  assert.equal(visit(came, adt('A11'), adt('A01', { came: '202601030800-0500' }))?.status, 'in-progress')
})

test('a discharge time that an update repeated goes with the discharge that is cancelled', () => {
  const all = [adt('A01'), adt('A03', { left: '202601051200-0500' }), adt('A08', { left: '202601051200-0500' }), adt('A13')]
  assert.deepEqual([visit(...all)?.status, visit(...all)?.period.end], ['in-progress', undefined])
})

test('an update changes what it speaks of; two quotation marks take away', () => {
  const came = adt('A01')
  assert.deepEqual(visit(came, adt('A08', { doctor: '2^Fox^Lee', place: '' }))?.authors, [{ name: 'Lee Fox', role: 'attender' }])
  assert.equal(visit(came, adt('A08', { place: '' }))?.place, '3W, HOSP')
  assert.equal(visit(came, adt('A08', { place: '""' }))?.place, undefined)
  assert.deepEqual([visit(came, adt('A06', { kind: 'E' }))?.class, visit(adt('A04', { kind: 'E' }), adt('A06', { kind: 'I' }))?.class], ['emergency', 'hospital'])
})

test('an outpatient came; nobody says that they left', () => {
  assert.deepEqual([visit(adt('A04', { kind: 'O' }))?.status, visit(adt('A04', { kind: 'E' }))?.status, visit(adt('A04', { kind: 'O' }), adt('A03', { kind: 'O' }))?.status], ['unknown', 'in-progress', 'finished'])
})

test('a visit without a number is known by its beginning; a person’s own messages make none', () => {
  const keys = (written: Written) => recordsOf(written).map((one) => one.key[1])
  assert.deepEqual(keys(adt('A04', { number: '', came: '202601020800-0500' })), ['v2|at|2026-01-02T08:00-05:00'])
  assert.deepEqual(keys(adt('A08', { number: '' })), [])
  assert.deepEqual(keys(adt('A31')), [])
  assert.deepEqual(keys(adt('A28')), [])
  assert.deepEqual(keys(adt('A01')), ['v2|V1|HOSP'])
})

test('any order of arrival ends in the same visit', () => {
  const all = [adt('A05'), adt('A01', { came: '202601020800-0500' }), adt('A02', { place: 'ICU^^^HOSP' }), adt('A02', { place: 'X^^^HOSP' }), adt('A12', { place: '' }), adt('A08', { doctor: '2^Fox^Lee' }), adt('A03', { left: '202601051200-0500' }), adt('A13'), adt('A03', { left: '202601061200-0500' })]
  const whole = JSON.stringify(visit(...all))
  assert.match(whole, /"finished".*2026-01-06T12:00-05:00/)
  fc.assert(fc.property(fc.shuffledSubarray(all.map((_one, at) => at), { minLength: all.length }), (order) => {
    assert.equal(JSON.stringify(visit(...order.map((at) => all[at] ?? adt('A08')))), whole)
  }), { numRuns: 60 })
})

test('a protected visit is marked; other messages name the visit they belong to', () => {
  const came = adt('A01')
  assert.deepEqual(recordsOf({ ...came, lines: [...came.lines, `PV2${'|'.repeat(22)}Y`] })[0]?.labels, ['restricted'])
  const result = recordsOf({ type: 'ORU^R01', lines: [pid, `PV1|1|I${'|'.repeat(17)}V1^^^HOSP`, 'OBR|1||F1|1^T^L', 'OBX|1|NM|1^T^L||1'] })
  assert.equal(result[0]?.visit, 'v2|V1|HOSP')
})

test('a visit under a new number is not two visits', () => {
  const came = adt('A01', { number: 'V1^^^HOSP', came: '202601020800-0500' })
  for (const event of ['A42', 'A50', 'A45']) {
    const renamed = adt(event, { number: 'V2^^^HOSP', came: '202601020800-0500' })
    const said = { ...renamed, lines: [...renamed.lines, 'MRG|M1^^^HOSP^MR||||V1^^^HOSP'] }
    for (const all of [[came, said], [said, came]]) assert.deepEqual(recordsOf(...all).map((one) => [one.key[1], one.removed]).sort(), [['v2|V1|HOSP', true], ['v2|V2|HOSP', false]], event)
    assert.deepEqual(recordsOf(came, renamed).map((one) => one.removed), [false, false], event)
  }
})
