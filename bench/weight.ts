// How heavy is a page when nothing is kept yet? In a real Chromium with an empty profile: everything that came over the wire
// for it (page, stylesheet, typeface, script, icons), headers left out, as the server packs it for a browser.
import { parseArgs } from 'node:util'
import type { BrowserContext, CDPSession } from 'playwright-core'
import { closeBrowser, givenBrowser } from '../tests/given/browser.ts'
import type { Person, Recorded } from './pages/house.ts'
import { startWorker } from './pages/workers.ts'
import { openCluster, world } from './pages/world.ts'
import { keepRow, round } from './row.ts'

const { values: options } = parseArgs({ options: { short: { type: 'boolean', default: false } } })
const [goalKilobytes, capKilobytes] = [60, 100]

type Part = { readonly type: string; readonly path: string; bytes: number }

/** Every answer's bytes as they came: Network.loadingFinished counts them with their headers, which are taken off. */
async function listenTo(session: CDPSession): Promise<Map<string, Part>> {
  const parts = new Map<string, Part>()
  await session.send('Network.enable')
  session.on('Network.responseReceived', (event) => void parts.set(event.requestId, { type: event.type, path: new URL(event.response.url).pathname, bytes: -(event.response.encodedDataLength ?? 0) }))
  session.on('Network.loadingFinished', (event) => {
    const part = parts.get(event.requestId)
    if (part !== undefined) part.bytes += event.encodedDataLength
  })
  return parts
}

async function weigh(context: BrowserContext, url: string): Promise<readonly Part[]> {
  const page = await context.newPage()
  const parts = await listenTo(await context.newCDPSession(page))
  const answer = await page.goto(url, { waitUntil: 'networkidle' })
  if (answer?.status() !== 200) throw new Error(`${url} gave ${answer?.status()}`)
  await page.evaluate(() => document.fonts.ready.then(() => true))
  await page.close()
  return [...parts.values()]
}

/** The most loaded person of the sample: the page with the most bytes is the one to judge. */
async function heaviest(house: ReturnType<typeof startWorker>, people: readonly Person[], path: (person: Person) => string): Promise<Person> {
  let [most, who] = [-1, people[0] as Person]
  for (const person of people.slice(0, 22)) {
    const { html } = await house.ask<Recorded>({ what: 'record', path: path(person), cookie: person.cookie })
    if (html.length > most) [most, who] = [html.length, person]
  }
  return who
}

const pages: Readonly<Record<string, (person: Person) => string>> = {
  'sign-in': () => '/sign-in',
  home: () => '/me',
  results: () => '/me/results',
  'results of a month': ({ from, to }) => `/me/results?from=${from}&to=${to}`,
  'one result': ({ result }) => `/me/results/${result}`,
  visits: () => '/me/visits',
  timeline: () => '/me/timeline',
}

const cluster = await openCluster()
const house = startWorker('pages/house.ts')
try {
  const { port } = await house.ask<{ port: number }>({ what: 'start', connection: await world(cluster.connection, 100), poolSize: 6 })
  const people = await house.ask<readonly Person[]>({ what: 'people' })
  for (const [name, path] of Object.entries(pages)) {
    const person = await heaviest(house, people, path)
    const { context, end } = await givenBrowser()
    const url = `http://localhost:${port}`
    // Chromium takes __Host- cookies only for an https address, and sends them to localhost all the same.
    await context.addCookies(person.cookie.split('; ').map((one) => ({ name: one.slice(0, one.indexOf('=')), value: one.slice(one.indexOf('=') + 1), url: `https://localhost:${port}`, secure: true, httpOnly: true, sameSite: 'Lax' as const })))
    const parts = await weigh(context, url + path(person))
    await end()
    const of = (...types: string[]) => round(parts.filter((part) => types.includes(part.type)).reduce((sum, part) => sum + part.bytes, 0) / 1000, 2)
    const all = round(parts.reduce((sum, part) => sum + part.bytes, 0) / 1000, 2)
    keepRow(
      'weight',
      {
        what: `weight of ${name}, cold`,
        figures: { kilobytes: all, page: of('Document'), style: of('Stylesheet'), font: of('Font'), script: of('Script'), other: round(all - of('Document', 'Stylesheet', 'Font', 'Script'), 2), requests: parts.length },
        floor: null,
        ratio: null,
        goal: `at most ${goalKilobytes} kB (never more than ${capKilobytes})`,
        met: all <= goalKilobytes,
      },
      { postgres: null, keep: !options.short },
    )
  }
} finally {
  await closeBrowser()
  await house.stop()
  await cluster.stop()
}
