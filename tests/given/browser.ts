// Which browser do the journeys use? A real Chromium, started once for a run; each journey gets a fresh profile of it.
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core'
import { testSwitch } from '#kernel'

/** How a journey is walked: the width of the screen, the theme, with or without scripts. */
export type Mode = { readonly name: string; readonly width: number; readonly height: number; readonly scheme: 'light' | 'dark'; readonly forced: boolean; readonly scripts: boolean }

/** The mode of `npm test`. */
export const plain: Mode = { name: '1280 px', width: 1280, height: 900, scheme: 'light', forced: false, scripts: true }

/** One mode in `npm test`; all of them in `.ci/run`'s matrix. */
export function modes(): readonly Mode[] {
  if (testSwitch('PORTICO_MATRIX') !== '1') return [plain]
  return [
    plain,
    { ...plain, name: '390 px', width: 390, height: 844 },
    { ...plain, name: '320 px (400 % zoom)', width: 320, height: 568 },
    { ...plain, name: '390 px, dark', width: 390, height: 844, scheme: 'dark' },
    { ...plain, name: '1280 px, forced colours', forced: true },
    { ...plain, name: '390 px, scripts off', width: 390, height: 844, scripts: false },
  ]
}

let browser: Promise<Browser> | null = null

async function launch(): Promise<Browser> {
  const given = testSwitch('PORTICO_CHROMIUM')
  const debian = '/usr/bin/chromium'
  const executablePath = given ?? (await fromPackage()) ?? (existsSync(debian) ? debian : undefined)
  if (executablePath === undefined) throw new Error('no Chromium: install libnss3 and libnspr4 for the one of the test dependencies, or chromium')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'] })
}

async function fromPackage(): Promise<string | undefined> {
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await packaged.executablePath()
  } catch {
    return undefined
  }
}

export type GivenBrowser = { readonly page: Page; readonly context: BrowserContext; /** Faults of the page: errors, refused loads, policy reports. Must stay empty. */ readonly faults: readonly string[]; end(): Promise<void> }

/** A fresh profile. `mode` as one of `modes()`; downloads are allowed. */
export async function givenBrowser(mode: Mode = plain): Promise<GivenBrowser> {
  browser ??= launch()
  const running = await browser
  const context = await running.newContext({ viewport: { width: mode.width, height: mode.height }, colorScheme: mode.scheme, forcedColors: mode.forced ? 'active' : 'none', javaScriptEnabled: mode.scripts, acceptDownloads: true, locale: 'en-US' })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const faults: string[] = []
  // Of every tab: the mail is read in one of its own.
  context.on('weberror', (fault) => void faults.push(fault.error().message))
  context.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text())
  })
  return {
    page, context, faults,
    async end() {
      await context.close()
      if (running.contexts().length === 0) await closeBrowser()
    },
  }
}

export async function closeBrowser(): Promise<void> {
  const running = await browser?.catch(() => null)
  browser = null
  await running?.close()
}
