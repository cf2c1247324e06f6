// Do the lists of other portals come in whole: each shape, twice with one end, bad entries by name, corrections kept? With files as they are published where they lie beside the project.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type GivenDatabase, givenDatabase } from '../../../../tests/given/database.ts'
import { openDirectory } from '../directory.ts'
import type { BrandsReport } from './import-brands.ts'
import { groupListings } from './group-listings.ts'
import { BrandsRefused, mixesAlphabets, readBrands } from './read-brands.ts'

let given: GivenDatabase
const directory = openDirectory()
before(async () => {
  given = await givenDatabase()
})
after(() => given.end())

const take = (value: unknown, list: string): Promise<BrandsReport> => given.operate.run((tx) => directory.importBrands(tx, { json: typeof value === 'string' ? value : JSON.stringify(value), list }))
const find = async (typed: string) => (await given.web.run((tx) => directory.find(tx, typed))).places.flatMap((one) => (one.kind === 'elsewhere' ? [one.entry] : []))
const row = (OrganizationName: string, URL: string, OrganizationZipCode = '') => ({ OrganizationName, URL, NPIID: '', OrganizationZipCode })
const portal = (name: string, url: string) => ({ url: 'http://hl7.org/fhir/StructureDefinition/organization-portal', extension: [{ url: 'portalName', valueString: name }, { url: 'portalUrl', valueUrl: url }] })
const brand = (id: string, name: string, rest: object = {}) => ({ fullUrl: `urn:uuid:${id}`, resource: { resourceType: 'Organization', id, active: true, name, identifier: [{ system: 'urn:ietf:rfc:3986', value: `https://${id}.example` }], ...rest } })

test('a brand brings its portal, its other names and its places; a part without a portal is opened through the whole', async () => {
  const report = await take({ resourceType: 'Bundle', type: 'collection', entry: [
    brand('vale', 'Vale Health', { alias: ['Vale Mercy'], telecom: [{ system: 'url', value: 'https://vale.example' }], address: [{ city: 'Valetown', state: 'IA', postalCode: '50001-1234' }], extension: [portal('Vale Online', 'https://my.vale.example/in')] }),
    brand('vale-eye', 'Vale Eye Center', { partOf: { reference: 'Organization/vale' } }),
    { fullUrl: 'urn:uuid:e', resource: { resourceType: 'Endpoint', id: 'e', address: 'https://fhir.vale.example/r4' } },
    { resource: { resourceType: 'Patient', id: 'p' } }, {}, brand('none', ' '),
  ] }, 'smart')
  assert.deepEqual([report.refused, report.shape, report.read, report.places, report.leftOut.map((one) => one.because)], [null, 'smart-brands', 2, { added: 2, changed: 0, same: 0 }, ['it holds no resource', 'it has no name', 'a Patient is no brand']])
  const [eye] = await find('vale eye')
  assert.deepEqual(eye?.portals, [{ name: 'Vale Online', url: 'https://my.vale.example/in' }])
  const [vale] = await find('Vale Mercy')
  assert.deepEqual([vale?.name, vale?.places, vale?.website, vale?.confirmed], ['Vale Health', [{ line: null, town: 'Valetown', region: 'IA', postalCode: '50001' }], 'https://vale.example/', false])
})

test('one place is one answer: a name at several addresses, and a few names at one address; a platform’s address joins nobody', async () => {
  const platform = Array.from({ length: 12 }, (_one, at) => row(`Practice number ${'abcdefghijkl'[at]}`, 'https://api.platform.example/r4'))
  const file = { Endpoints: [row('Quarry Hospital', 'https://a.quarry.example:443/r4', '04101'), row('QUARRY HOSPITAL', 'https://b.quarry.example/r4', '04101-2222'), row('Quarry Women’s Clinic', 'https://B.quarry.example/r4/', '04101'), row('Quarry Hospital', 'https://c.quarry.example/r4', '90210'), ...platform, row('', 'https://x.example'), row('No address', '')] }
  const report = await take(file, 'rows')
  assert.deepEqual([report.places, report.leftOut.length], [{ added: 14, changed: 0, same: 0 }, 2])
  const found = (await find('quarry hospital')).filter((one) => one.name === 'Quarry Hospital')
  assert.deepEqual(found.map((one) => [one.places[0]?.postalCode, one.names, one.endpoints.length]).sort(), [['04101', ['QUARRY HOSPITAL', 'Quarry Women’s Clinic'], 3], ['90210', [], 1]])
  assert.deepEqual((await take(file, 'rows')).places, { added: 0, changed: 0, same: 14 })
  assert.deepEqual((await take({ Endpoints: file.Endpoints.slice(0, 2).map((one) => ({ ...one, OrganizationName: 'Quarry Hospital' })) }, 'rows')).places, { added: 0, changed: 1, same: 0 })
  // What a later list leaves out stays.
  assert.equal((await find('practice number c')).length, 1)
})

test('the five shapes are told apart; what is none of them is refused with its reason', () => {
  const shapes = [{ endpoints: [{ name: 'A', baseUrl: 'https://a.example/', type: 'prod' }] }, { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Endpoint', address: 'https://a.example/', name: 'A', contained: [{ resourceType: 'Organization', name: 'A Clinic' }] } }] }]
  assert.deepEqual(shapes.map((one) => readBrands(JSON.stringify(one))).map((one) => [one.shape, one.listings[0]?.name]), [['base-url-list', 'A'], ['endpoint-bundle', 'A Clinic']])
  for (const bad of ['', '{', 'null', '[]', '{"a":1}', '"x"', '[{"FormatType":"Lantern","EndpointName":"x","URL":"https://a.example"}]']) assert.throws(() => readBrands(bad), BrandsRefused, bad)
})

test('a name that mixes alphabets is held, an address that is no https address is kept and never led to', async () => {
  assert.deepEqual(['Ехаmple Hоspital', 'Клиника', 'Clinica Niño', 'Hospital Ελπίς'].map(mixesAlphabets), [true, false, false, false])
  const report = await take({ resourceType: 'Bundle', entry: [brand('odd', 'Oddly Hospital', { extension: [portal('x', 'javascript:alert(1)')] }), brand('http', 'Plainly Hospital', { extension: [portal('x', 'http://plainly.example/')] }), brand('mix', 'Mіxed Hospital'), brand('bidi', 'Turned\u202e Hospital\u0007')] }, 'odd')
  assert.deepEqual([report.notOffered.map((one) => one.address), report.held], [['javascript:alert(1)', 'http://plainly.example/'], [{ name: 'Mіxed Hospital', because: 'mixed-alphabets' }]])
  assert.deepEqual((await find('Oddly')).map((one) => one.portals.map((each) => each.url)), [[null]])
  assert.deepEqual([(await find('Mixed Hospital')).filter((one) => one.name.startsWith('M')).length, (await find('turned'))[0]?.name], [0, 'Turned Hospital'])
})

const outside = join(import.meta.dirname, '../../../../../shared/data')
const absent = (folder: string) => (existsSync(join(outside, folder)) ? false : `no ${folder} beside this project: the outside files are not read here`)
const textOf = (path: string) => (path.endsWith('.gz') ? gunzipSync(readFileSync(path)).toString('utf8') : readFileSync(path, 'utf8'))

test('hostile lists: script is not offered, a look-alike is held, nothing is confirmed by being listed', { skip: absent('hostile/brands') }, async () => {
  for (const file of readdirSync(join(outside, 'hostile/brands'))) {
    const report = await take(textOf(join(outside, 'hostile/brands', file)), file)
    assert.ok(report.read > 0 && report.notOffered.length > 0, file)
  }
  const entries = await find('Example Hospital')
  assert.ok(entries.length > 0)
  for (const entry of entries) {
    assert.equal(entry.confirmed, false)
    assert.equal(mixesAlphabets(entry.name), false)
    for (const each of entry.portals) assert.match(each.url ?? 'https://', /^https:\/\//)
  }
})

test('every published list is read: nothing is refused but the list of lists, and a second import changes nothing', { skip: absent('brands/lantern') }, async () => {
  const files = ['lantern', 'smart-app-launch'].flatMap((folder) => readdirSync(join(outside, 'brands', folder)).filter((name) => !/^(StructureDefinition|ValueSet)/.test(name)).map((name) => join(outside, 'brands', folder, name)))
  const reports: BrandsReport[] = []
  for (const path of files) reports.push(await take(textOf(path), path.split('/').at(-1) ?? ''))
  assert.deepEqual(reports.filter((one) => one.refused !== null).map((one) => one.list), ['CHPLEndpointResourcesList.json'])
  assert.ok(reports.reduce((sum, one) => sum + one.read, 0) > 27_000)
  for (const [at, path] of files.entries()) {
    if (reports[at]?.refused !== null) continue
    const { places } = await take(textOf(path), reports[at].list)
    assert.deepEqual([places.added, places.changed], [0, 0], path)
  }
})

test('thousands of listings are grouped in the time of reading them', () => {
  const listings = Array.from({ length: 20_000 }, (_one, at) => ({ name: `Practice ${at % 5_000}`, names: [], places: [], portals: [], website: null, phone: null, endpoints: [`https://a${at}.example/r4`], identifiers: [] }))
  assert.equal(groupListings(listings, 'x').length, 5_000)
})
