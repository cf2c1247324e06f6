// Does a written message hold exactly what it was given, whatever the delimiters are?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Delimiters, deleted, escaped, messageText, timestamp, usualDelimiters } from './write-message.ts'

const odd: Delimiters = { field: '$', component: '%', repetition: '*', escape: '#', part: '@' }

/** Reads escapes back, by the standard's list, knowing nothing of the writer. */
function unescaped(text: string, d: Delimiters): string {
  const letters: Readonly<Record<string, string>> = { F: d.field, S: d.component, T: d.part, R: d.repetition, E: d.escape, '.br': '\n' }
  const parts = text.split(d.escape)
  return parts.map((part, at) => (at % 2 === 0 ? part : (letters[part] ?? String.fromCharCode(Number.parseInt(part.slice(1), 16))))).join('')
}

test('a text comes back as it was written, with any delimiters', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(usualDelimiters, odd), (text, delimiters) => {
    const written = escaped(text, delimiters)
    assert.equal(unescaped(written, delimiters), text.replaceAll(/\r\n?/g, '\n'))
    for (const delimiter of [delimiters.field, delimiters.component, delimiters.repetition, delimiters.part, '\r', '\n']) assert.ok(!written.includes(delimiter), `${JSON.stringify(delimiter)} in ${JSON.stringify(written)}`)
  }))
})

test('fields stand at their number, components and subcomponents at their place, and nothing empty trails', () => {
  const pid = { name: 'PID', fields: { 1: '1', 3: ['0042', undefined, undefined, ['LAKE', '1.2.3', 'ISO'], 'MR'], 5: ['O\'Neil & Sons', 'Ann|e', undefined, ''], 13: { repeated: ['555-0142', [undefined, 'NET', 'Internet', 'a@b.example']] }, 30: undefined } }
  assert.equal(messageText([pid]), "PID|1||0042^^^LAKE&1.2.3&ISO^MR||O'Neil \\T\\ Sons^Ann\\F\\e||||||||555-0142~^NET^Internet^a@b.example\r")
  assert.equal(messageText([pid], odd), "PID$1$$0042%%%LAKE@1.2.3@ISO%MR$$O'Neil & Sons%Ann|e$$$$$$$$555-0142*%NET%Internet%a#T#b.example\r")
})

test('the header begins with its own delimiters, and its third field is the sender', () => {
  assert.equal(messageText([{ name: 'MSH', fields: { 3: 'LAB', 9: ['ORU', 'R01', 'ORU_R01'] } }]), 'MSH|^~\\&|LAB||||||ORU^R01^ORU_R01\r')
  assert.equal(messageText([{ name: 'MSH', fields: { 3: 'LAB' } }], odd), 'MSH$%*#@$LAB\r')
})

test('the explicit null is written as it is', () => {
  assert.equal(messageText([{ name: 'PID', fields: { 2: deleted } }]), 'PID||""\r')
})

test('instants keep their seconds and their offset; what is none is refused', () => {
  assert.equal(timestamp('2026-11-19T07:10:00-05:00'), '20261119071000-0500')
  assert.equal(timestamp('2026-11-19'), '20261119')
  assert.throws(() => timestamp('2026-11-19T07:10:00'), RangeError)
})
