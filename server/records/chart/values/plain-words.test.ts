// Do names made for machines read well, and does nothing else change?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainHeading, plainPlace, plainUnit } from './plain-words.ts'

test('a place in capitals reads as a name', () => {
  assert.equal(plainPlace('PRESENCE SAINT JOSEPH HOSPITAL - ELGIN'), 'Presence Saint Joseph Hospital - Elgin')
  assert.equal(plainPlace('PRESENCE HOSPICE-ELGIN'), 'Presence Hospice-Elgin')
  assert.equal(plainPlace('PREFERRED URGENT CARE LLC'), 'Preferred Urgent Care LLC')
  assert.equal(plainPlace("CHILDREN'S HOSPITAL OF THE KING"), "Children's Hospital of the King")
  assert.equal(plainPlace('FOCUS INTERNAL MEDICINE SC'), 'Focus Internal Medicine SC')
})

test('a name with small letters, and a short form, stay as they came', () => {
  for (const name of ['Lakeside Health', 'UPMC', 'UCLA Health', 'BWH', 'O’Hare VA clinic']) assert.equal(plainPlace(name), name)
})

test('a heading in capitals is said calmly, short forms stay', () => {
  assert.equal(plainHeading('REASON FOR EXAM'), 'Reason for exam')
  assert.equal(plainHeading('MRI FINDINGS'), 'MRI findings')
  assert.equal(plainHeading('HPV'), 'HPV')
  assert.equal(plainHeading('History'), 'History')
})

test('a unit of UCUM reads as in print', () => {
  assert.equal(plainUnit('mm[Hg]'), 'mmHg')
  assert.equal(plainUnit('kg/m2'), 'kg/m²')
  assert.equal(plainUnit('mL/min/{1.73_m2}'), 'mL/min/1.73 m²')
  assert.equal(plainUnit('{score}'), undefined)
  assert.equal(plainUnit('mg/dL'), 'mg/dL')
  assert.equal(plainUnit(undefined), undefined)
})
