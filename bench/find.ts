// How fast is a place found among 17,000? Our index, beside the least that could be called finding: a scan of all names for what was typed.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { fold } from '../server/people/directory/find/fold.ts'
import { openNameIndex } from '../server/people/directory/find/name-index.ts'
import { keepRow, percentile, root, round } from './row.ts'

const short = process.argv.includes('--short')
const seconds = short ? 1 : 5
const list = `${root}../shared/data/brands/lantern/athenahealth_Inc_EndpointSources.json.gz`

/** The names of a published list where it lies beside the project, else as many made-up ones. */
function namesHere(): readonly string[] {
  if (existsSync(list)) return (JSON.parse(gunzipSync(readFileSync(list)).toString('utf8')) as { Endpoints: readonly { OrganizationName: string }[] }).Endpoints.map((one) => one.OrganizationName)
  const parts = 'Amber Birch Cedar Delta Ember Falcon Granite Harbor Indigo Juniper Kestrel Laurel Meadow Nimbus Orchard Prairie Quarry Ridge Saffron Timber'.split(' ')
  const kinds = ['Family Medicine', 'Pediatrics', 'Orthopedics', 'Medical Group', 'Eye Associates', 'Heart Center', 'Hospital', 'Clinic']
  return Array.from({ length: 17_136 }, (_one, at) => `${parts[at % 20]}${parts[Math.floor(at / 20) % 20]?.toLowerCase()} ${parts[Math.floor(at / 400) % 20]} ${kinds[at % 8]} ${at % 97}`)
}

const names = namesHere()
const folded = names.map((name) => fold(name))
const index = openNameIndex()
const building = performance.now()
names.forEach((name, at) => index.put({ key: String(at), names: [name], towns: [], places: [], doctors: [], weight: 0 }))
const buildMs = performance.now() - building

/** What people type: each name once right and once with two neighbours swapped, in an order that has nothing to do with the list's. */
const typed = Array.from({ length: 2_000 }, (_one, at) => {
  const name = names[(at * 7_919) % names.length] ?? ''
  const middle = Math.max(1, Math.floor(name.length / 2))
  return at % 2 === 0 ? name.toLowerCase() : `${name.slice(0, middle - 1)}${name[middle] ?? ''}${name[middle - 1] ?? ''}${name.slice(middle + 1)}`.toLowerCase()
})

function measure(find: (words: string) => number) {
  const times: number[] = []
  let hits = 0
  for (const words of typed.slice(0, 200)) find(words)
  const from = performance.now()
  for (let at = 0; performance.now() - from < seconds * 1000; at += 1) {
    const start = performance.now()
    if (find(typed[at % typed.length] ?? '') > 0) hits += 1
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const total = times.reduce((sum, one) => sum + one, 0)
  return { p50Ms: round(percentile(times, 0.5), 2), p95Ms: round(percentile(times, 0.95), 2), perSecond: round((times.length / total) * 1000, 0), found: round(hits / times.length, 3) }
}

const ours = measure((words) => index.find(words, 20).found.length)
const floor = measure((words) => {
  const wanted = fold(words)
  return folded.filter((name) => name.includes(wanted)).length
})
keepRow('find', {
  what: `find a place in ${names.length} by its name, half of them misspelled`,
  figures: { ...ours, buildMs: round(buildMs, 0), entries: names.length, published: existsSync(list) },
  floor,
  ratio: round(ours.p95Ms / Math.max(0.001, floor.p95Ms), 2),
  goal: 'p95 at most 10 ms of one core, 95 of 100 found',
  met: ours.p95Ms <= 10 && ours.found >= 0.95,
}, { postgres: null, keep: !short })
