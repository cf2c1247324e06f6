// Does a telephone number stay on one line, and does the text stay as it was?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { Phones } from './phones.tsx'

const html = (text: string) => renderToString(<Phones text={text} />)

test('a number is kept whole, with and without its area', () => {
  assert.equal(html('Call 555-0142.'), 'Call <span class="nb">555-0142</span>.')
  assert.equal(html('Call 207-555-0142 now'), 'Call <span class="nb">207-555-0142</span> now')
  assert.equal(html('(207) 555-0142'), '<span class="nb">(207) 555-0142</span>')
})

test('other text is untouched', () => {
  for (const text of ['Until 2026-04-12, 70-99 mg', 'Nothing', '']) assert.equal(html(text), text)
})
