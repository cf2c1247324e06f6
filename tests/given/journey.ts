// How is a journey walked? One person, one real browser, the whole house; clicks and fields are counted, every page is looked at.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { openLog } from '#kernel'
import { type Mode, givenBrowser, modes, plain } from './browser.ts'
import { type GivenHouse, givenHouse } from './house.ts'

export type Walk = {
  readonly house: GivenHouse
  readonly page: Page
  readonly context: BrowserContext
  readonly mode: Mode
  readonly faults: readonly string[]
  /** What the person did since `countFromHere`. */
  readonly did: { clicks: number; fields: number }
}

type JourneyOptions = {
  /** The modes it is walked in; all when absent. */
  readonly modes?: (mode: Mode) => boolean
  /** Walked with scripts on only; the mode without names it as skipped. */
  readonly needsScripts?: boolean
  readonly demo?: boolean
  /** Walked once, with scripts off. */
  readonly withoutScripts?: boolean
}

/** A test for each mode of this run (npm test: one; the matrix: all), each in a house and a browser profile of its own. */
export function journey(title: string, walkIt: (walk: Walk) => Promise<void>, options: JourneyOptions = {}): void {
  const asked = options.withoutScripts === true ? [{ ...plain, name: `${plain.name}, scripts off`, scripts: false }] : modes()
  for (const mode of asked) {
    const name = `${title} (${mode.name})`
    if (options.needsScripts === true && !mode.scripts) test(name, { skip: 'needs scripts: only a browser that runs them has passkeys and warnings' }, () => undefined)
    else if (options.modes?.(mode) ?? true) test(name, () => walkOnce({ title, mode, demo: options.demo ?? true }, walkIt))
  }
}

const isFirst = (mode: Mode): boolean => mode.name === plain.name
/** For what is the same on every screen. */
export const once: JourneyOptions = { modes: isFirst }
export const onceWithScripts: JourneyOptions = { modes: isFirst, needsScripts: true }
/** For what sets the width itself: each theme, and without scripts. */
export const onceForEachTheme: JourneyOptions = { modes: (mode) => isFirst(mode) || mode.scheme === 'dark' || mode.forced || !mode.scripts }

async function walkOnce({ title, mode, demo }: { readonly title: string; readonly mode: Mode; readonly demo: boolean }, walkIt: (walk: Walk) => Promise<void>): Promise<void> {
  const broken: string[] = []
  const house = await givenHouse({ demo, log: openLog(null, (line) => void (line.includes('"event":"fault"') && broken.push(line))) })
  const browser = await givenBrowser(mode)
  try {
    await walkIt({ house, page: browser.page, context: browser.context, mode, faults: browser.faults, did: { clicks: 0, fields: 0 } })
    assert.deepEqual(browser.faults, [], 'the browser reports no error and no breach of the content policy')
    assert.deepEqual(broken, [], 'nothing broke on our side')
  } catch (fault) {
    await keepPicture(browser.page, `${title} ${mode.name}`)
    if (fault instanceof Error) fault.message += `\nat ${browser.page.url()}${broken.map((line) => `\nthe server's log: ${line}`).join('')}`
    throw fault
  } finally {
    await browser.end()
    await house.end()
  }
}

/** Where a journey stopped, for whoever mends it. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = join(tmpdir(), 'portico-journeys')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name.replace(/[^\w]+/g, '-').slice(0, 80)}.png`), fullPage: true }).catch(() => undefined)
}

export const countFromHere = (walk: Walk): void => {
  walk.did.clicks = 0
  walk.did.fields = 0
}

export async function press(walk: Walk, what: Locator): Promise<void> {
  walk.did.clicks += 1
  await what.click()
}

export async function type(walk: Walk, into: Locator, text: string): Promise<void> {
  walk.did.fields += 1
  await into.fill(text)
}

export const link = ({ page }: Walk, name: string | RegExp): Locator => page.getByRole('link', { name }).filter({ visible: true }).first()
export const button = ({ page }: Walk, name: string | RegExp): Locator => page.getByRole('button', { name }).filter({ visible: true }).first()
export const mainOf = ({ page }: Walk): Locator => page.locator('main')
export const textOf = async (walk: Walk): Promise<string> => (await mainOf(walk).innerText()).replace(/\s+/g, ' ')
export const headingOf = async ({ page }: Walk): Promise<string> => (await page.locator('h1').first().innerText()).trim()

/** The page is the one whose heading says this. */
export async function thenThePageSays(walk: Walk, heading: string | RegExp): Promise<void> {
  await walk.page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

const levelsAAndAA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function axeViolations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(levelsAAndAA).setLegacyMode(true).analyze()
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`))
}

/** One heading of level 1, a title "thing – person – organization", nothing to scroll sideways, no fault, no breach of WCAG 2.2 A and AA. */
export async function thenThePageIsSound(walk: Walk, { person, site }: { readonly person?: string; /** A page of this organization's staff. */ readonly site?: string } = {}): Promise<void> {
  const { page } = walk
  const at = new URL(page.url()).pathname
  assert.deepEqual(walk.faults, [], `${at}: no error in the browser`)
  assert.equal(await page.locator('h1').count(), 1, `${at}: one heading of level 1`)
  const title = await page.title()
  if (site !== undefined) assert.match(title, new RegExp(`^.+ – ${site}$`), `${at}: the title names the thing and the place`)
  else if (person === undefined) assert.match(title, /^.+ – .+ record$/, `${at}: the title names the thing and the place`)
  else assert.match(title, new RegExp(`^.+ – ${person} – .+ record$`), `${at}: the title names the thing, the person and the place`)
  assert.equal(await page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth'), true, `${at}: nothing to scroll sideways at ${walk.mode.width} px`)
  // axe runs as a script in the page; what it sees differs between the themes, hardly between the widths.
  if (walk.mode.scripts && (isFirst(walk.mode) || walk.mode.scheme === 'dark')) assert.deepEqual(await axeViolations(page), [], `${at}: no violation of WCAG 2.2 A and AA`)
}
