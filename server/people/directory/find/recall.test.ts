// How many misspelled names are found? Misspellings are made by rule and by a fixed seed from published names where they lie beside the project, else from made-up ones; each kind has a floor.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { readBrands } from '../brands/read-brands.ts'
import { openNameIndex } from './name-index.ts'

const outside = join(import.meta.dirname, '../../../../../shared/data/brands/lantern')
const lists = ['athenahealth_Inc_EndpointSources', 'Cerner_Corporation_EndpointSources', 'Medical_Information_Technology_Inc_MEDITECH_1_EndpointSources', 'Practice_Fusion_EndpointSources']

/** A small generator of numbers: the same every time, and nothing of the product's. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

function names(): readonly string[] {
  if (existsSync(outside)) return [...new Set(lists.flatMap((list) => readBrands(gunzipSync(readFileSync(join(outside, `${list}.json.gz`))).toString('utf8')).listings.map((one) => one.name)))]
  const [random, first, last] = [numbers(11), 'Amber Birch Cedar Delta Ember Falcon Granite Harbor Indigo Juniper Kestrel Laurel Meadow Nimbus Orchard Prairie Quarry Ridge Saffron Timber Union Valley Willow Zephyr'.split(' '), 'Family Medicine,Pediatrics,Women’s Health,Orthopedics,Medical Group,Eye Associates,Heart Center,Community Hospital'.split(',')]
  const pick = (all: readonly string[]) => all[Math.floor(random() * all.length)] ?? ''
  return [...new Set(Array.from({ length: 4_000 }, () => `${pick(first)}${pick(first).toLowerCase()} ${pick(first)} ${pick(last)}`))]
}

type Slip = (word: string, random: () => number) => string
const at = (word: string, random: () => number) => Math.floor(random() * word.length)
const slips: Readonly<Record<string, { readonly slip: Slip; readonly floor: number }>> = {
  swapped: { floor: 0.95, slip: (word, random) => ((i) => word.slice(0, i) + (word[i + 1] ?? '') + (word[i] ?? '') + word.slice(i + 2))(at(word.slice(1), random)) },
  missing: { floor: 0.94, slip: (word, random) => ((i) => word.slice(0, i) + word.slice(i + 1))(at(word, random)) },
  doubled: { floor: 0.95, slip: (word, random) => ((i) => word.slice(0, i + 1) + word.slice(i))(at(word, random)) },
  wrong: { floor: 0.94, slip: (word, random) => ((i) => word.slice(0, i) + 'abcdefghijklmnopqrstuvwxyz'.charAt(at('abcdefghijklmnopqrstuvwxyz', random)) + word.slice(i + 1))(at(word, random)) },
}

test('of names with one slip at least 94 of 100 are among the first ten found, and of names with two 85', () => {
  const all = names()
  assert.ok(all.length > 2_000)
  const index = openNameIndex()
  all.forEach((name, key) => index.put({ key: String(key), names: [name], towns: [], places: [], doctors: [], weight: 0 }))
  const random = numbers(7)
  const slipped = (name: string, slip: Slip): string | null => {
    const words = name.split(/\s+/)
    const long = words.flatMap((word, place) => (/^[A-Za-z]{4,}$/.test(word) ? [place] : []))
    const place = long[Math.floor(random() * long.length)]
    if (place === undefined) return null
    words[place] = slip(words[place]?.toLowerCase() ?? '', random)
    return words.join(' ')
  }
  const share = (make: (name: string) => string | null): number => {
    let [found, tried] = [0, 0]
    while (tried < 400) {
      const name = all[Math.floor(random() * all.length)] ?? ''
      const typed = make(name)
      if (typed === null) continue
      tried += 1
      if (index.find(typed, 10).found.some((hit) => all[Number(hit.key)]?.toLowerCase() === name.toLowerCase())) found += 1
    }
    return found / tried
  }
  for (const [kind, { slip, floor }] of Object.entries(slips)) {
    const reached = share((name) => slipped(name, slip))
    assert.ok(reached >= floor, `${kind}: ${reached}`)
  }
  const kinds = Object.values(slips)
  const twice = share((name) => {
    const once = slipped(name, kinds[Math.floor(random() * kinds.length)]?.slip ?? ((word) => word))
    return once === null ? null : slipped(once, kinds[Math.floor(random() * kinds.length)]?.slip ?? ((word) => word))
  })
  assert.ok(twice >= 0.85, `two slips: ${twice}`)
  assert.ok(share((name) => name) >= 0.99)
})
