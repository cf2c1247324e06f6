// SMART App Launch STU 2.2, User-access Brands: is what we publish a bundle that other directories can read, to any origin, and cheap to ask for again?
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { type GivenDatabase, givenDatabase } from '../given/database.ts'
import { everyAnswerCarries } from '../given/headers.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { openDirectory } from '#directory'

type Extension = { readonly url: string; readonly valueString?: string; readonly valueUrl?: string; readonly extension?: readonly Extension[] }
type Brand = { readonly id: string; readonly resourceType: string; readonly name: string; readonly alias?: readonly string[]; readonly active: boolean; readonly telecom: readonly { readonly system: string; readonly value: string }[]; readonly identifier: readonly { readonly system: string; readonly value: string }[]; readonly type: readonly { readonly coding: readonly { readonly code: string }[] }[]; readonly extension?: readonly Extension[]; readonly partOf?: { readonly reference: string }; readonly address?: readonly { readonly city?: string }[] }
type Bundle = { readonly resourceType: string; readonly type: string; readonly timestamp: string; readonly meta: { readonly lastUpdated: string }; readonly entry: readonly { readonly fullUrl: string; readonly resource: Brand }[] }

let house: GivenHouse
let elsewhere: GivenDatabase
before(async () => {
  house = await givenHouse({ demo: true })
  elsewhere = await givenDatabase()
})
after(async () => {
  await house.end()
  await elsewhere.end()
})

const brands = async () => JSON.parse((await givenCaller(house).get('/brands.json')).body) as Bundle
const partOf = (brand: Brand, part: string) => brand.extension?.[0]?.extension?.find((one) => one.url === part)

test('every organization is a brand with a name, one website, its other names, its places and its portal', async () => {
  const bundle = await brands()
  assert.deepEqual([bundle.resourceType, bundle.type], ['Bundle', 'collection'])
  assert.match(bundle.meta.lastUpdated, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  assert.equal(bundle.timestamp, bundle.meta.lastUpdated)
  const all = new Map(bundle.entry.map((one) => [one.resource.id, one.resource]))
  assert.deepEqual([...all.keys()].sort(), ['lakeside', 'northshore', 'pier-street', 'pine-hill', 'st-brigids'])
  for (const brand of all.values()) {
    assert.deepEqual([brand.resourceType, brand.active, brand.telecom.length, brand.telecom[0]?.system, brand.identifier[0]?.system, brand.type[0]?.coding[0]?.code], ['Organization', true, 1, 'url', 'urn:ietf:rfc:3986', 'prov'])
  }
  const lakeside = all.get('lakeside')!
  assert.deepEqual([lakeside.name, lakeside.telecom[0]?.value, lakeside.identifier[0]?.value, partOf(lakeside, 'portalUrl')?.valueUrl], ['Lakeside Health', 'https://lakeside.example', 'https://lakeside.example', `${house.url}/o/lakeside`])
  assert.ok(lakeside.alias?.includes('Harbor City General') && lakeside.address?.some((one) => one.city === 'Harbor City'))
  assert.equal(partOf(all.get('pine-hill')!, 'portalUrl')?.valueUrl, 'https://my.pinehill.example/')
})

test('what became part of another names it, and is opened through it', async () => {
  const old = (await brands()).entry.find((one) => one.resource.id === 'st-brigids')?.resource
  assert.deepEqual([old?.partOf, old?.extension], [{ reference: 'Organization/lakeside' }, undefined])
})

test('any site may read it, it sets no cookie, and whoever has it is sent nothing', async () => {
  const caller = givenCaller(house)
  const first = await caller.get('/brands.json', { origin: 'https://app.example' })
  everyAnswerCarries(first, '/brands.json', { forAll: true })
  assert.match(String(first.headers['content-type']), /^application\/fhir\+json/)
  const etag = String(first.headers.etag)
  assert.match(etag, /^W\/"[\w-]+"$/)
  const again = await caller.get('/brands.json', { 'if-none-match': `"other", ${etag}` })
  assert.deepEqual([again.status, again.body, again.headers['access-control-allow-origin']], [304, '', '*'])
  await house.composed.databases.operate.run((tx) => house.composed.house.directory.putName(tx, { organization: 'lakeside', name: 'Lakeside on the Hill', use: 'alias', validFrom: null, validUntil: null }))
  assert.equal((await caller.get('/brands.json', { 'if-none-match': etag })).status, 200)
})

test('our own reader takes what we publish, and finds the doors in it', async () => {
  const directory = openDirectory()
  const json = (await givenCaller(house).get('/brands.json')).body.replaceAll(house.url, 'https://record.example')
  const report = await elsewhere.operate.run((tx) => directory.importBrands(tx, { json, list: 'portico' }))
  assert.deepEqual([report.refused, report.places.added, report.leftOut, report.held, report.notOffered], [null, 5, [], [], []])
  const [found] = (await elsewhere.web.run((tx) => directory.find(tx, 'brigids'))).places
  assert.equal(found?.kind === 'elsewhere' && found.entry.portals[0]?.url, 'https://record.example/o/lakeside')
})

const outside = join(import.meta.dirname, '../../../shared/data/brands/smart-app-launch')
test('every element that the published profiles ask for is there', { skip: existsSync(outside) ? false : 'no brands/smart-app-launch beside this project: the profiles are not read here' }, async () => {
  const asked = (file: string) => (JSON.parse(readFileSync(join(outside, file), 'utf8')) as { differential: { element: readonly { path: string; min?: number; max?: string; type?: unknown }[] } }).differential.element.filter((one) => (one.min ?? 0) > 0 && /^\w+(\.\w+)+$/.test(one.path))
  const bundle = await brands()
  const at = (value: unknown, path: readonly string[]): unknown => path.reduce<unknown>((now, part) => (now as Record<string, unknown> | undefined)?.[part], value)
  for (const { path } of asked('StructureDefinition-user-access-brands-bundle.json')) assert.notEqual(at(bundle, path.split('.').slice(1)), undefined, path)
  const elements = asked('StructureDefinition-patient-access-brand.json')
  assert.ok(elements.length > 0)
  for (const { resource } of bundle.entry) for (const { path, max } of elements) {
    const value = at(resource, path.split('.').slice(1))
    assert.notEqual(value, undefined, `${resource.id} ${path}`)
    if (max === '1' && Array.isArray(value)) assert.equal(value.length, 1, `${resource.id} ${path}`)
  }
})
