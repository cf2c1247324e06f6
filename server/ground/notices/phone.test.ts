// Is a number read as it was meant, and refused where a text would cost money or reach nobody?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInCountries, readPhone } from './phone.ts'

test('an American or Canadian number is read however it is written', () => {
  for (const typed of ['(617) 555-0142', '617-555-0142', '617.555.0142', '617 555 0142', '6175550142', '1 617 555 0142', '+1 (617) 555-0142', '001 617 555 0142', '011 1 617 555 0142', ' 617‑555‑0142 ', '６１７５５５０１４２']) {
    assert.equal(readPhone(typed), '+16175550142', typed)
  }
})

test('a number of another country needs its plus, or 00 or 011', () => {
  assert.equal(readPhone('+52 55 1234 5678'), '+525512345678')
  assert.equal(readPhone('00 44 20 7946 0958'), '+442079460958')
  assert.equal(readPhone('011 49 30 123456'), '+4930123456')
})

test('what is no number of a person is refused beside its field', () => {
  const wrong = ['', ' ', '911', '12345', '55501', '617555014', '61755501422', '0175550142', '6171550142', '1175550142', '+', '+0123456789', '+1234', '+99', '617-555-0142 x12', 'six', '617555O142', '+1 617 555 0142; drop', '617\n555\n0142\u0000', '9'.repeat(300)]
  for (const typed of wrong) assert.throws(() => readPhone(typed), { code: 'phone-not-usable', facts: { field: 'phone' } }, typed)
})

test('premium, free and service numbers are refused', () => {
  for (const typed of ['900 555 0142', '1-900-555-0142', '617 976 0142', '800 555 0142', '888-555-0142', '411 555 0142', '500 555 0142', '+979 1 2345 6789', '+800 1234 5678', '+881 6 1234 5678', '+44 909 879 0000', '+44 7012 345678', '+44 871 200 0000']) {
    assert.throws(() => readPhone(typed), { code: 'phone-not-usable' }, typed)
  }
})

test('an installation sends to the countries it names; a 1 alone leaves the islands out', () => {
  assert.ok(isInCountries('+16175550142', ['1']))
  assert.ok(isInCountries('+17875550142', ['1']))
  assert.ok(!isInCountries('+18765550142', ['1']))
  assert.ok(isInCountries('+18765550142', ['1', '1876']))
  assert.ok(!isInCountries('+525512345678', ['1']))
  assert.ok(isInCountries('+525512345678', ['1', '52']))
})
