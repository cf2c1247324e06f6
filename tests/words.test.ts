// Are the words a person reads plain, complete and in their own folder? P54.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { absenceCodes } from '../contract/shown.ts'
import { refusals } from '../contract/refusals.ts'
import { refusalText } from '../words/index.ts'

type Said = { readonly where: string; readonly text: string }

/** Lists of names and search words are looked up, not read out. */
const notSentences = new Set(['tests.ts', 'test-names.ts', 'vaccines.ts'])

function walk(where: string, value: unknown, out: Said[]): void {
  if (typeof value === 'string') out.push({ where, text: value })
  else if (typeof value === 'function') {
    try {
      const said: unknown = (value as (...args: unknown[]) => unknown)('Rosa', 'Lakeside', 'April 12', 'May 3')
      walk(`${where}()`, said, out)
    } catch {
      // A function that takes numbers or dates is read in its own room's tests.
    }
  } else if (Array.isArray(value)) value.forEach((one, at) => walk(`${where}[${at}]`, one, out))
  else if (value !== null && typeof value === 'object' && !(value instanceof RegExp) && !(value instanceof Map) && !(value instanceof Set)) for (const [key, one] of Object.entries(value)) walk(`${where}.${key}`, one, out)
}

const said: Said[] = []
for (const file of globSync('words/en/*.ts').sort().filter((one) => !/\.test\.ts$/.test(one) && !notSentences.has(one.split('/').at(-1) ?? ''))) {
  const module = (await import(join(process.cwd(), file))) as Record<string, unknown>
  for (const [name, value] of Object.entries(module)) walk(`${file}:${name}`, value, said)
}

const banned = /\b(proxy|please|oops|sorry|invalid|valid|authenticat\w*|encounter|demographics|ROI|EHI|abnormal|log ?in|forbidden|illegal|MRN)\b/i

test('there are words to read', () => assert.ok(said.length > 100))

test('no sentence uses a word that people asked us not to use', () => {
  assert.deepEqual(said.filter(({ text }) => banned.test(text)).map(({ where, text }) => `${where}: ${text}`), [])
})

test('no sentence has more than 20 words', () => {
  const long = said.flatMap(({ where, text }) => text.split(/(?<=[.!?:])\s+|\n/).filter((sentence) => sentence.split(/\s+/).filter((word) => /\w/.test(word)).length > 20).map((sentence) => `${where}: ${sentence}`))
  assert.deepEqual(long, [])
})

/** Flesch-Kincaid grade of running text; rough, so it is an alarm over a whole catalogue, not over a label. */
function grade(text: string): number {
  const sentences = text.split(/[.!?]+\s/).filter((one) => /\w/.test(one)).length || 1
  const words = text.match(/[A-Za-z’']+/g) ?? []
  const syllables = words.reduce((sum, word) => sum + Math.max(1, (word.toLowerCase().replace(/e\b/, '').match(/[aeiouy]+/g) ?? []).length), 0)
  return words.length === 0 ? 0 : 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
}

test('each catalogue reads at grade 6 or below', () => {
  const files = new Map<string, string[]>()
  for (const { where, text } of said.filter((one) => /[.!?]$/.test(one.text))) {
    const file = where.split(':')[0] ?? ''
    files.set(file, [...(files.get(file) ?? []), text])
  }
  const hard = [...files].filter(([, texts]) => texts.length > 5).map(([file, texts]) => ({ file, grade: Number(grade(texts.join(' ')).toFixed(1)) })).filter((one) => one.grade > 6)
  assert.deepEqual(hard, [])
})

test('every refusal has words without holes', () => {
  for (const code of Object.keys(refusals) as (keyof typeof refusals)[]) {
    const text = refusalText('en', code, { date: 'October 3', reference: '7Q4M2K', seconds: 900 })
    assert.ok(text.title.length > 0 && text.title.length <= 60, `${code}: ${text.title}`)
    assert.doesNotMatch(`${text.title} ${text.text} ${text.next ?? ''}`, /[{}]|undefined/)
  }
})

test('every absence has words', async () => {
  const { absences } = (await import('../words/en/absences.ts')) as unknown as { absences: Record<string, unknown> }
  assert.deepEqual(absenceCodes.filter((code) => !(code in absences)), [])
})

test('no page carries words of its own', () => {
  const escaped: string[] = []
  for (const file of globSync('web/**/*.tsx').filter((one) => !/\.test\.|examples/.test(one))) {
    const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    for (const [, words = ''] of text.matchAll(/<\/?[A-Za-z][^<>]*>\s*([A-Za-z][^<>{}=;()]*[a-z]{2}[^<>{}=;()]*)\s*(?=<|\{)/g)) if (/^[A-Z][a-z]+ [a-z]/.test(words.trim())) escaped.push(`${file}: ${words.trim()}`)
    for (const [, words = ''] of text.matchAll(/(?:aria-label|title|heading|label|alt|placeholder)="([^"]*[a-z] [^"]*)"/g)) escaped.push(`${file}: ${words}`)
  }
  assert.deepEqual(escaped, [])
})
