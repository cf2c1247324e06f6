// Is a person called as the record names them, without a title?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstName, withoutTitle } from './names.ts'

test('a title in front of a name is left out, the name stays whole', () => {
  assert.equal(withoutTitle('Mr. Walter Eugene Hendricks'), 'Walter Eugene Hendricks')
  assert.equal(withoutTitle('Mrs Vanessa Lang'), 'Vanessa Lang')
  assert.equal(withoutTitle('Prof. Dr. Ana Ruiz'), 'Ana Ruiz')
})

test('a name that only begins like a title stays', () => {
  for (const name of ['Missy Elder', 'Drew Barry', 'Mr.', 'Rosa Alvarez']) assert.equal(withoutTitle(name), name)
})

test('the first name is the first word after the title', () => {
  assert.equal(firstName('Mr. Walter Eugene Hendricks'), 'Walter')
  assert.equal(firstName('Rosa Alvarez'), 'Rosa')
})
