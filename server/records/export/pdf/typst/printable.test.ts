// Does every text stay printable, letter by letter?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { printable, printableTree } from './printable.ts'

const covered = new Set(Array.from({ length: 0x250 - 0x20 }, (_, index) => index + 0x20).concat([0x1ec7, 0xfffd, 0x2264]))
const shown = (text: string): string => printable(text, covered).text.replaceAll('\u200B', '')

test('what the font can draw is printed as it is', () => {
  for (const text of ['LDL 2.00 mg/dL', 'Việt ≤ 5', '#read("/etc")', '$x$ *b* _i_ @ref', '\\u0000', 'two  spaces\nand a row']) {
    assert.deepEqual(printable(text, covered), { text, replaced: 0 })
  }
})

test('what the font cannot draw is replaced by a mark that is seen and counted', () => {
  assert.deepEqual(printable('您 a 好', covered), { text: '\uFFFD a \uFFFD', replaced: 2 })
  assert.deepEqual(printable('\uD800', covered), { text: '\uFFFD', replaced: 1 })
  assert.deepEqual(printable('👩', covered), { text: '\uFFFD', replaced: 1 })
})

test('a letter sent in pieces is printed as the one letter the font has', () => {
  assert.deepEqual(printable('e\u0323\u0302', covered), { text: '\u1EC7', replaced: 0 })
})

test('characters without a form leave nothing behind, and no text can turn the reading direction', () => {
  assert.equal(shown('a\0b\u202Eevil\u202C\u200B\uFEFFc\u2066d\u001B[31m'), 'abevilcd[31m')
})

test('rows, tabs and odd spaces keep their place', () => {
  assert.equal(shown('a\r\nb\rc\u2028d\te\u202Fmg\u3000f'), 'a\nb\nc\nd    e\u00A0mg f')
})

test('a long word gets places to break and loses nothing', () => {
  const word = 'Diphtheria/Tetanus/Pertussis'
  const { text } = printable(`a ${word} b`, covered)
  assert.ok(text.includes('\u200B'))
  assert.equal(text.replaceAll('\u200B', ''), `a ${word} b`)
  assert.equal(printable('short words stay whole', covered).text, 'short words stay whole')
})

test('any text comes out well formed, of drawable characters, and no word is long without a place to break', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const out = printable(text, covered).text
      assert.ok(out.isWellFormed())
      for (const character of out) assert.ok(character === '\n' || character === '\u200B' || covered.has(character.codePointAt(0) ?? 0))
      for (const piece of out.split(/[\s\u00A0\u200B]/)) assert.ok(piece.length < 19 || /\p{M}/u.test(piece), piece)
    }),
    { numRuns: 500 },
  )
})

test('every text of a tree is made printable, and nothing else of it changes', () => {
  const tree = { a: ['x\0', 1, null, { b: '您', c: true }] }
  assert.deepEqual(printableTree(tree, covered), { tree: { a: ['x', 1, null, { b: '\uFFFD', c: true }] }, replaced: 1 })
})
