// What does a person do in their record? Find, filter, open, and take home; steps as sentences.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Locator } from 'playwright-core'
import { type Walk, button, press, type } from './journey.ts'
import { wordsOfPdf } from './journey-door.ts'

export async function whenTheyFind(walk: Walk, words: string): Promise<void> {
  await type(walk, walk.page.getByLabel('Find anything in your record'), words)
  await press(walk, button(walk, 'Find'))
  await walk.page.waitForURL('**/me/find/*')
}

export async function whenTheDaysAreChosen(walk: Walk, from: string, to: string): Promise<void> {
  await type(walk, walk.page.getByLabel('From', { exact: true }), from)
  await type(walk, walk.page.getByLabel('To', { exact: true }), to)
  await press(walk, button(walk, 'Show results'))
}

/** What came: its name and its bytes; of a PDF also its words (empty without pdftotext). */
export type Download = { readonly name: string; readonly bytes: Buffer; readonly words: string }

export async function whenItIsDownloaded(walk: Walk, what: Locator): Promise<Download> {
  const [download] = await Promise.all([walk.page.waitForEvent('download'), press(walk, what)])
  const bytes = readFileSync(await download.path())
  const name = download.suggestedFilename()
  return { name, bytes, words: name.endsWith('.pdf') ? (wordsOfPdf(bytes) ?? '') : bytes.toString('utf8') }
}

/** A PDF that names its person, record number and hospital and counts its pages (P34). */
export function thenThePaperSaysWhoseItIs({ bytes, words }: Download, whose: { readonly name: string; readonly born: string; readonly mrn: string; readonly organization: string }): void {
  assert.equal(bytes.subarray(0, 5).toString('latin1'), '%PDF-')
  if (words === '') return
  for (const fact of [whose.name, whose.born, whose.mrn, whose.organization, 'Page 1 of']) assert.ok(words.includes(fact), `the paper says ${fact}:\n${words.slice(0, 600)}`)
}

/** Facts that stand on the paper; lines may break between words. */
export function thenThePaperSays({ words }: Download, facts: readonly string[]): void {
  if (words === '') return
  const text = words.replace(/\s+/g, ' ')
  for (const fact of facts) assert.ok(text.includes(fact), `the paper says ${fact}:\n${words.slice(0, 900)}`)
}

/** The PDF link on the row whose title says this. */
export const pdfOnTheRow = ({ page }: Walk, title: string | RegExp): Locator =>
  page
    .locator('main li')
    .filter({ has: page.getByRole('heading', { name: title }) })
    .first()
    .locator('a.get')

/** Numbers of "Everything in your record" on the home page, by name. */
export async function theContents({ page }: Walk): Promise<ReadonlyMap<string, { readonly count: string; readonly href: string }>> {
  const entries = await page.locator('ul.toc a').all()
  return new Map(await Promise.all(entries.map(async (entry) => [(await entry.locator('span').innerText()).trim(), { count: (await entry.locator('em').innerText()).trim(), href: (await entry.getAttribute('href')) ?? '' }] as const)))
}
