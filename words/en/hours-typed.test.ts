// Are hours read as people type them, and said as they can be typed again?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayTyped, readDay, readSpecialDays, specialDaysTyped } from './hours-typed.ts'

test('a day is read in every usual way of writing it', () => {
  for (const [typed, said] of [['9 am-4 pm', '09:00-16:00'], ['8:30–12, 13:00-17:30', '08:30-12:00 13:00-17:30'], ['9am to noon and 1pm to midnight', '09:00-12:00 13:00-24:00'], ['6 p.m. - 2 a.m.', '18:00-02:00'], ['day and night', '00:00-24:00'], ['12 am-12 pm', '00:00-12:00'], ['closed', ''], ['', '']] as const) {
    const spans = readDay(typed)
    assert.equal(spans?.map((span) => `${span.opens}-${span.closes}`).join(' '), said, typed)
    assert.deepEqual(readDay(dayTyped(spans ?? [])), spans, typed)
  }
  for (const wrong of ['9', '9-9', '25-26', 'nine to five', '9 am-4 pm-5 pm', '13 pm-2 pm', '1-2,3-4,5-6,7-8,9-10', '-']) assert.equal(readDay(wrong), null, wrong)
})

test('single days are read with their name, and said again', () => {
  const typed = '2026-11-26 closed Thanksgiving\n2026-12-24 9 am-noon; Christmas Eve\n2027-01-02 10 am-2 pm'
  assert.equal(specialDaysTyped(readSpecialDays(typed) ?? []), typed)
  assert.equal(readSpecialDays('Thanksgiving: closed'), null)
})
