// Is every file name clean, and said right in a header? R70.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { contentDisposition, fileName, listFileName } from './file-name.ts'

const named = (title: string, date?: string, organization = 'Lakeside Health'): string => fileName({ title, ...(date === undefined ? {} : { date }), identity: { name: 'Rosa Alvarez', birthDate: 'February 3, 1984', mrn: '1', organization } })

test('a file is called by its day, its title and who it is from', () => {
  assert.equal(named('Cholesterol test', '2026-04-12T08:05:00-04:00'), '2026-04-12 Cholesterol test - Lakeside Health.pdf')
  assert.equal(named('Cholesterol test', '2026'), '2026 Cholesterol test - Lakeside Health.pdf')
  assert.equal(named('Cholesterol test'), 'Cholesterol test - Lakeside Health.pdf')
  assert.equal(named('Cholesterol test', 'last spring'), 'Cholesterol test - Lakeside Health.pdf')
  assert.equal(listFileName('Test results', 'Lakeside Health', 'csv'), 'Test results - Lakeside Health.csv')
})

test('a name holds no path, no control and no reserved word', () => {
  assert.equal(named('../../etc/passwd'), '.. .. etc passwd - Lakeside Health.pdf'.replace(/^[. ]+/, ''))
  assert.equal(named('a\r\nSet-Cookie: x', '2026-04-12'), '2026-04-12 a Set-Cookie x - Lakeside Health.pdf')
  assert.equal(named('fdp\u202Eexe.', undefined, ''), 'fdp exe.pdf')
  assert.equal(named('CON', undefined, ''), '_CON.pdf')
  assert.equal(named('', undefined, ''), 'record.pdf')
  assert.equal(named('///', undefined, '***'), 'record.pdf')
})

test('any title gives a usable name of at most 120 characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 200 }), (title, organization) => {
      const name = named(title, '2026-04-12', organization)
      assert.ok(name.length <= 120 && Buffer.byteLength(name) <= 255, name)
      assert.doesNotMatch(name, /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069<>:"/\\|?*]|^[. ]/u)
      assert.match(name, /^2026-04-12.*\.pdf$/u)
      assert.match(contentDisposition(name), /^attachment; filename="[ -~]+"(?:; filename\*=UTF-8''[\w!#$&+.^`|~%-]+)?$/)
    }),
    { numRuns: 500 },
  )
})

test('a long title is cut, and the organization and the extension stay', () => {
  const name = named('Blood '.repeat(60), '2026-04-12')
  assert.ok(name.length <= 120)
  assert.match(name, /^2026-04-12 Blood .* - Lakeside Health\.pdf$/)
})

test('a download header says a plain name, and the real one in UTF-8 when they differ', () => {
  assert.equal(contentDisposition('2026-04-12 Cholesterol test - Lakeside Health.pdf'), 'attachment; filename="2026-04-12 Cholesterol test - Lakeside Health.pdf"')
  assert.equal(contentDisposition("Xét nghiệm (A'1).pdf"), `attachment; filename="Xet nghiem (A'1).pdf"; filename*=UTF-8''X%C3%A9t%20nghi%E1%BB%87m%20%28A%271%29.pdf`)
  assert.equal(contentDisposition('a"; filename="b\r\nX: y.pdf'), 'attachment; filename="a _ filename= b X y.pdf"; filename*=UTF-8\'\'a%20%3B%20filename%3D%20b%20X%20y.pdf')
})

test('any text makes one header line of visible ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => assert.match(contentDisposition(text), /^[ -~]+$/)),
    { numRuns: 500 },
  )
})
