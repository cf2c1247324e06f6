// Does every absence say a whole sentence and a next step, whatever is known about it?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Absence, absenceCodes } from '../../contract/shown.ts'
import { type Place, absenceWords, sayAbsence } from './absences.ts'

const nothing: Omit<Absence, 'code'> = { kind: null, what: null, since: null, until: null, who: null, organization: null, basis: null, count: null }
const everything: Omit<Absence, 'code'> = { kind: 'lab-result', what: 'Gene test', since: '2026-11-17T15:00:00Z', until: '2026-11-24T15:00:00Z', who: 'Dr. Okafor', organization: 'Lakeside Health', basis: 'state law gives 3 days for this kind of test', count: 64 }
const places: readonly Place[] = [
  { now: new Date('2026-11-20T14:00:00Z'), zone: 'America/New_York', phone: '555-0142', recordsPhone: '555-0188' },
  { now: new Date('2026-11-20T14:00:00Z'), zone: 'UTC', phone: null, recordsPhone: null },
]

test('no absence has a hole in its words', () => {
  for (const code of absenceCodes) {
    for (const facts of [nothing, everything]) {
      for (const place of places) {
        const said = sayAbsence({ code, ...facts }, place)
        assert.match(said, /^[A-Z].*\.$/, `${code}: ${said}`)
        assert.doesNotMatch(said, /null|undefined|infinity|\.\.|NaN| {2}/, `${code}: ${said}`)
        for (const sentence of said.split(/(?<=[.!?:])\s+/)) assert.ok(sentence.split(/\s+/).length <= 20, sentence)
      }
    }
    assert.ok(absenceWords[code].tag.length > 0 && absenceWords[code].tag.length <= 24, code)
  }
})

test('what waits by a rule says until when and why', () => {
  const [place] = places
  assert.ok(place !== undefined)
  assert.equal(absenceWords.later.say({ code: 'later', ...everything }, place), 'Lakeside Health shows this on November 24. Reason: state law gives 3 days for this kind of test.')
  assert.equal(absenceWords['your-choice'].say({ code: 'your-choice', ...everything, until: null }, place), 'It is ready. You asked us to wait until Dr. Okafor calls you.')
  assert.equal(absenceWords.filtered.say({ code: 'filtered', ...everything }), 'You have 64 at other times.')
})
