// Does the sentence over a report claim no more than its values do?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PresentedValue } from '../../../../contract/presented-record.ts'
import { labSummary } from './lab-result.ts'

const value = (standing: PresentedValue['standing'], standingText = ''): PresentedValue => ({ name: 'Test', value: '1', standing, standingText, sentence: '', notes: [], parts: [] })

test('a result in words is not called a number', () => {
  assert.match(labSummary([value('outside', 'Not as expected')], null) ?? '', /^This result is not as the lab expects\./)
  assert.equal(labSummary([value('in-range', 'As expected')], null), 'This result is as the lab expects.')
})

test('one judged result says nothing of the others of its report', () => {
  assert.equal(labSummary([value('text'), value('in-range', 'As expected')], null), undefined)
  assert.match(labSummary([value('text'), value('outside', 'Not as expected')], null) ?? '', /^One result here is not/)
})

test('a number is called a number', () => {
  assert.match(labSummary([value('outside', 'Above standard range')], null) ?? '', /^This number is outside/)
  assert.match(labSummary([value('critical', 'Far above standard range')], '555-0142') ?? '', /call 911\. .*555-0142/)
})

test('a value that others explain counts as one of them: a reflex test that is as expected does not hide what it was done for', () => {
  const confirmed: PresentedValue = { ...value('outside', 'Not as expected'), value: 'REACTIVE', parts: [value('in-range', 'As expected')] }
  assert.match(labSummary([confirmed], null) ?? '', /^1 of 2 /)
  assert.equal(labSummary([{ ...confirmed, value: '' }], null), 'This result is as the lab expects.')
})
