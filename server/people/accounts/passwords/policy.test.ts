// Which passwords are refused, and are the others taken as they are? R1, R3, R4, R5.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#kernel'
import { readKnownPasswords } from './known.ts'
import { checkPassword } from './policy.ts'

const known = readKnownPasswords()
const about = { email: 'rosa.alvarez@example.com', names: ['Rosa Alvarez'], birthDate: '1984-02-03', numbers: ['L-100234'], organization: 'Lakeside Health' }
const refusedAs = (password: string): string | null => {
  try {
    checkPassword(known, password, about)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test('eleven letters are too short and twelve are not, counted as people count', () => {
  assert.equal(refusedAs('kv7-mango-or'), null)
  assert.equal(refusedAs('kv7-mango-o'), 'password-too-short')
  // Eleven letters that are twelve UTF-16 units.
  assert.equal(refusedAs('kv7-mango-😀'), 'password-too-short')
})

test('a hundred and twenty-eight letters are taken, one more is not, and neither are 1,025 bytes', () => {
  const long = Array.from({ length: 128 }, (_, at) => String.fromCodePoint(0x4e00 + at * 7)).join('')
  assert.equal(refusedAs(long), null)
  assert.equal(refusedAs(`${long}x`), 'password-too-long')
  assert.equal(refusedAs('😀'.repeat(60) + '𝒜𝒷'.repeat(100)), 'password-too-long')
})

test('there are no rules about kinds of letters: four plain words are fine', () => {
  for (const one of ['kettle orbit mango stairs', 'aaaa bbbb cccc dddd', 'das ist mein langes wort', 'пароль который никто не знает']) assert.equal(refusedAs(one), null, one)
})

test('what everybody tries is refused, also dressed up', () => {
  for (const one of ['passwordpassword', 'password12345', 'P4ssw0rd!!!!!', 'sunshine2024!!', 'qwertyuiop123', '123456789012', 'abcdefghijklm', 'aaaaaaaaaaaa', 'abcabcabcabcabc', '987654321098']) {
    assert.equal(refusedAs(one), 'password-known', one)
  }
})

test('what others know about the person is refused when little else is left', () => {
  for (const one of ['RosaAlvarez1984', 'rosa.alvarez.02031984', 'Lakeside-Rosa-1984', 'l-100234-rosa', 'lakesidehealth']) assert.equal(refusedAs(one), 'password-personal', one)
  assert.equal(refusedAs('rosa likes kettle orbits'), null)
})

test('the list holds at least the 3,000 of ASVS 6.2.4, and random words are not on it', () => {
  assert.ok(known.count >= 3_000)
  for (const one of ['123456', 'password', 'qwerty', 'iloveyou', 'dragon', 'letmein', 'trustno1']) assert.ok(known.has(one), one)
  let wrong = 0
  for (let at = 0; at < 20_000; at += 1) if (known.has(`not-on-any-list-${at}`)) wrong += 1
  assert.ok(wrong <= 1, `${wrong} of 20,000 strangers are called known`)
})
