// Does the text of a note become headings, paragraphs and points, and never markup?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { narrativeBlocks, plainBlocks, textBlocks } from './text-blocks.ts'

test('plain text is parted by blank lines, headings and points', () => {
  assert.deepEqual(plainBlocks('# Chief Complaint\n- Cough\n- Fever\n\nWhat to do:\n1. Rest\n2. Drink\n   water and tea\n\nFeels well.\nLeft knee sore after long walks for three weeks, most of all when\nclimbing stairs.\n\nPLAN\nWalk more.'), [
    { as: 'heading', text: 'Chief Complaint' },
    { as: 'item', text: 'Cough' },
    { as: 'item', text: 'Fever' },
    { as: 'heading', text: 'What to do' },
    { as: 'item', text: 'Rest' },
    { as: 'item', text: 'Drink water and tea' },
    { as: 'paragraph', text: 'Feels well.' },
    { as: 'paragraph', text: 'Left knee sore after long walks for three weeks, most of all when climbing stairs.' },
    { as: 'heading', text: 'PLAN' },
    { as: 'paragraph', text: 'Walk more.' },
  ])
})

test('narrative gives its text in blocks; attributes, scripts and styles vanish', () => {
  const html = '<div xmlns="http://www.w3.org/1999/xhtml"><h2 onclick="x()">Plan</h2><p>Take <b>2</b> pills &amp; rest.<br/>Call us.</p><ul><li>Walk</li><li>Sleep</li></ul><script>alert(1)</script><style>p{}</style><table><tr><td>LDL</td><td>142</td></tr></table></div>'
  assert.deepEqual(narrativeBlocks(html), [
    { as: 'heading', text: 'Plan' },
    { as: 'paragraph', text: 'Take 2 pills & rest. Call us.' },
    { as: 'item', text: 'Walk' },
    { as: 'item', text: 'Sleep' },
    { as: 'paragraph', text: 'LDL 142' },
  ])
})

test('a text that only looks like markup stays text', () => {
  assert.deepEqual(plainBlocks('LDL <b>142</b> & <script>'), [{ as: 'paragraph', text: 'LDL <b>142</b> & <script>' }])
  assert.deepEqual(narrativeBlocks('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'), [{ as: 'paragraph', text: '<script>alert(1)</script>' }])
})

test('controls, bidi marks and lone surrogates are cleaned away; huge words pass', () => {
  assert.deepEqual(plainBlocks('a\u0000b\u202ec \ud800'), [{ as: 'paragraph', text: 'abc �' }])
  assert.equal(plainBlocks('x'.repeat(60_000))[0]?.text.length, 60_000)
})

test('no letter of a plain note is lost', () => {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[A-Za-z][A-Za-z .,;]{0,40}$/), { maxLength: 12 }), (lines) => {
      const text = lines.join('\n')
      assert.equal(
        letters(
          textBlocks(text, 'text/plain')
            .map((block) => block.text)
            .join(''),
        ),
        letters(text),
      )
    }),
  )
})

test('any bytes that claim to be narrative come through without a fault', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      for (const block of narrativeBlocks(`<div>${text}`)) assert.equal(typeof block.text, 'string')
    }),
  )
})

test('a name alone in its line belongs to the sentence that goes on under it; lists of small words do not', () => {
  assert.deepEqual(plainBlocks('Ana\nis a 39 year-old woman.'), [{ as: 'paragraph', text: 'Ana is a 39 year-old woman.' }])
  assert.equal(plainBlocks('lisinopril 10 mg\nmetformin 500 mg').length, 2)
})
