// Does every no begin with whose fault it is? Promise P51, experience.md (j): pages of refusals, and the box above a refused form.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { Refusal } from '#kernel'
import { ErrorSummary } from '#parts'
import { type RefusalCode, refusals } from '../contract/refusals.ts'
import { whoseFault } from '../contract/whose-fault.ts'
import { refusalView } from './refusal.tsx'

const codes = Object.keys(refusals) as RefusalCode[]
const begins = /^(?:It’s not you\.|Check what you typed\b|We can’t tell yet)/
const house = { config: { trial: false }, clock: { now: () => new Date('2026-11-20T15:00:00Z') }, organizations: { all: () => [], find: () => undefined, clock: () => ({ zone: 'UTC', shared: false }) }, state: { now: () => ({ incidents: [], closures: [], sources: [], asOf: null, awaySince: null, textsOffered: false }) } }
const pageOf = (code: RefusalCode) => renderToString(refusalView({ refusal: new Refusal(code, code, { seconds: 60, date: 'October 3' }), language: 'en', reference: '7Q4M', house: house as never, path: '/', signedIn: false, staff: false }))
const firstWords = (html: string): string => (/<main[^>]*>(.*?)<\/main>/s.exec(html)?.[1] ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim()

test('the page of each refusal begins with whose fault it is, but for those that only lead on', () => {
  for (const code of codes.filter((one) => whoseFault(one) !== 'nobody')) assert.match(firstWords(pageOf(code)), begins, code)
  assert.deepEqual(codes.filter((one) => whoseFault(one) === 'nobody').filter((one) => refusals[one].status !== 401), [])
})

test('what is our fault says so, and what was typed never does', () => {
  for (const code of codes) {
    const text = firstWords(pageOf(code))
    if (refusals[code].status >= 500) assert.match(text, /^It’s not you\./, code)
    if (refusals[code].status === 422) assert.match(text, /^Check what you typed/, code)
  }
})

test('the box above a refused form begins so too, whatever its heading', () => {
  const words = (node: Parameters<typeof renderToString>[0]) => renderToString(node).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim()
  assert.match(words(<ErrorSummary language="en" heading="That email and password do not match." errors={[]} />), begins)
  assert.match(words(<ErrorSummary language="en" errors={[{ message: 'x' }]} />), begins)
  assert.match(words(<ErrorSummary language="en" heading="That passkey did not work." untyped errors={[]} />), /^We can’t tell yet/)
})

test('no page says no in a box of its own', () => {
  const own = globSync('web/**/*.tsx').filter((file) => !/parts\/|\.test\./.test(file)).filter((file) => /class="[^"]*\brefusals\b/.test(readFileSync(file, 'utf8')))
  assert.deepEqual(own, [])
})
