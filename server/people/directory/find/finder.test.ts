// Is the right door found: by a name however it is written, an old name, a town, a doctor, a bill, a mail? And is nothing found where nothing is?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenDatabase, givenDatabase } from '../../../../tests/given/database.ts'
import { openDirectory } from '../directory.ts'
import type { Found, PlaceFound } from './finder.ts'

let given: GivenDatabase
const directory = openDirectory()
const organization = (id: string, name: string, phone: string) => ({ id, name, phone, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })
const site = (of: string, line: string, town: string) => ({ organization: of, name: 'Main', line, town, region: 'ME', postalCode: '04101', phone: null, hours: null, place: 0 })
const list = JSON.stringify({ Endpoints: [
  { URL: 'https://fhir.vendor.example/r4/1', OrganizationName: 'ME - Pine Hill Children’s Hospital', NPIID: '', OrganizationZipCode: '04101' },
  { URL: 'https://fhir.vendor.example/r4/2', OrganizationName: 'Harbor Eye Associates, P.C.', NPIID: '', OrganizationZipCode: '' },
  { URL: 'https://fhir.vendor.example/r4/3', OrganizationName: 'Lakeside Health', NPIID: '', OrganizationZipCode: '' },
  { URL: 'https://fhir.vendor.example/r4/4', OrganizationName: 'Internal Medicine', NPIID: '', OrganizationZipCode: '' },
] })

before(async () => {
  given = await givenDatabase()
  await given.operate.run(async (tx) => {
    await directory.put(tx, organization('lakeside', 'Lakeside Health', '555-0142'))
    await directory.put(tx, organization('brigid', 'St. Brigid’s Hospital', '555-0143'))
    await directory.put(tx, organization('pier', 'Harbor Free Clinic', '555-0171'))
    await directory.putSite(tx, site('lakeside', '400 Harbor Street', 'Harbor City'))
    await directory.putSite(tx, site('pier', '9 Pier Street', 'Harbor City'))
    await directory.putSite(tx, site('brigid', '75 Chapel Road', 'Saint-Étienne'))
    await directory.putName(tx, { organization: 'lakeside', name: 'Harbor General', use: 'former', validFrom: null, validUntil: '2015-01-01' })
    await directory.putName(tx, { organization: 'lakeside', name: 'Lakeside Tomorrow', use: 'official', validFrom: '2030-01-01', validUntil: null })
    await directory.putName(tx, { organization: 'lakeside', name: 'LKSD HLTH PHYS GRP', use: 'bill', validFrom: null, validUntil: null })
    await directory.putDoctor(tx, { organization: 'lakeside', name: 'Dr. Adaeze Okafor', specialty: 'Family medicine' })
    await directory.putClue(tx, { organization: 'lakeside', kind: 'sender-domain', value: 'lakeside.example' })
    await directory.putMerger(tx, { organization: 'brigid', into: 'lakeside', kind: 'merged', from: '2026-06-01T04:00:00Z', until: null, mrnPrefix: null, changed: ['name'] })
    await directory.importBrands(tx, { json: list, list: 'vendor' })
  })
})
after(() => given.end())

const nameOf = (one: PlaceFound | undefined) => (one === undefined ? undefined : one.kind === 'ours' ? one.organization.name : one.entry.name)
const find = (typed: string): Promise<Found> => given.web.run((tx) => directory.find(tx, typed))
const first = async (typed: string) => nameOf((await find(typed)).places[0])

test('a name is found however it is written: case, accents, short forms, order, a letter swapped, missing, doubled or wrong, by its sound', async () => {
  for (const typed of ['Lakeside Health', 'LAKESIDE', 'lakesied health', 'lakesde', 'lakkeside', 'lakecide', 'lake side health', 'health lakeside', 'láke-side', 'lakes', 'the Lakeside hlth portal']) assert.equal(await first(typed), 'Lakeside Health', typed)
  for (const typed of ['St. Brigid’s Hospital', 'saint brigids', 'st brigid', 'Saint Bridgids hosp', 'brigid hospital']) assert.equal(await first(typed), 'St. Brigid’s Hospital', typed)
  for (const typed of ['pine hill', 'Pinehill Childrens', 'pyne hill children']) assert.equal(await first(typed), 'Pine Hill Children’s Hospital', typed)
})

test('an old name finds what it is called now and says so; a name of the future finds nothing yet', async () => {
  const [old] = (await find('Harbor General')).places
  assert.deepEqual([nameOf(old), old?.because], ['Lakeside Health', { by: 'name', name: 'Harbor General' }])
  assert.deepEqual((await find('Lakeside Tomorrow')).places.map((one) => one.because), [{ by: 'name', name: null }])
  assert.deepEqual((await find('Tomorrow')).places, [])
  const [merged] = (await find('brigid')).places
  assert.equal(merged?.kind === 'ours' && merged.part?.of.id, 'lakeside')
})

test('a town finds all its places, and says that it is a town; a postal code too', async () => {
  const found = await find('Harbor City')
  assert.equal(found.town, 'Harbor City')
  assert.deepEqual(found.places.map(nameOf).filter((name) => name !== 'Harbor Eye Associates, P.C.').sort(), ['Harbor Free Clinic', 'Lakeside Health'])
  assert.equal(await first('saint etienne'), 'St. Brigid’s Hospital')
  assert.deepEqual((await find('04101')).places.map(nameOf).sort(), ['Harbor Free Clinic', 'Lakeside Health', 'Pine Hill Children’s Hospital', 'St. Brigid’s Hospital'])
})

test('a doctor finds where they work', async () => {
  const [place] = (await find('Dr. Okafor')).places
  assert.deepEqual([nameOf(place), place?.because], ['Lakeside Health', { by: 'doctor', name: 'Dr. Adaeze Okafor' }])
  assert.equal(await first('okafour'), 'Lakeside Health')
})

test('a line of a bill finds its place: the name on it, the street, the telephone', async () => {
  assert.equal(await first('STMT 1107 LKSD HLTH PHYS GRP 04101 AMT DUE 40.00'), 'Lakeside Health')
  assert.equal(await first('Remit to: 9 Pier St., Harbor City ME'), 'Harbor Free Clinic')
  assert.equal(await first('questions? call 555-0171 today'), 'Harbor Free Clinic')
})

test('a pasted mail finds its sender, and is not kept', async () => {
  const mail = 'From: Lakeside <news@mail.lakeside.example>\nSubject: Your visit\n\nDear Rosa, your diagnosis is private. Open https://lakeside.example/o/lakeside to read it.'
  const found = await find(mail)
  assert.deepEqual([nameOf(found.places[0]), found.places[0]?.because, found.words, found.lookAlikes], ['Lakeside Health', { by: 'domain', what: 'lakeside.example' }, null, []])
  const { id } = await given.web.run((tx) => directory.keepFind(tx, mail))
  assert.deepEqual(await given.web.run((tx) => directory.keptFind(tx, id)), found)
  const rows = await given.operate.run((tx) => tx.query<{ row: string }>({ name: 'test.kept', text: 'select row_to_json(k)::text as row from directory_kept k' }))
  assert.doesNotMatch(JSON.stringify(rows), /diagnosis|Rosa/)
})

test('a look-alike is named with the official one, and leads nowhere', async () => {
  for (const [domain, way] of [['lakeside.example.evil.com', 'inside'], ['1akeside.example', 'letters'], ['xn--lkeside-2fg.example', 'letters'], ['lakeside.com', 'ending'], ['lakesidde.example', 'spelling'], ['lakeside-login.com', 'added']] as const) {
    const found = await find(`Sign in now: https://${domain}/portal before it ends`)
    assert.deepEqual(found.lookAlikes.map((one) => [one.domain, one.official, one.way, one.name]), [[domain, 'lakeside.example', way, 'Lakeside Health']], domain)
  }
  for (const honest of ['mail.lakeside.example', 'gmail.com', 'harbor.org', 'side.com']) assert.deepEqual((await find(`from x@${honest} to you`)).lookAlikes, [], honest)
})

test('where nothing is, nothing is found; what is like it is offered', async () => {
  for (const typed of ['zzqx', 'Mercy of the Angels Hospital in Springfield', '???']) assert.deepEqual((await find(typed)).places, [], typed)
  const near = await find('brigid orthopedics of springfield')
  assert.deepEqual([near.places.length, near.near.map(nameOf)[0]], [0, 'St. Brigid’s Hospital'])
  assert.equal(await first('Saint Etiene Ville'), 'St. Brigid’s Hospital')
})

test('a place of a list that has the very name of ours, or a name that is on every bill, leads nobody away', async () => {
  assert.deepEqual((await find('Lakeside Health')).places.map((one) => one.kind), ['ours'])
  assert.deepEqual((await find('internal medicine visit, thank you\nfor coming')).places, [])
})

test('a search is found by its id for two hours, by nobody else’s guess, and then it is gone', async () => {
  const { id } = await given.web.run((tx) => directory.keepFind(tx, 'lakesied'))
  assert.equal(nameOf((await given.web.run((tx) => directory.keptFind(tx, id))).places[0]), 'Lakeside Health')
  for (const bad of ['x', '00000000-0000-4000-8000-000000000000', `${id}'`]) await assert.rejects(given.web.run((tx) => directory.keptFind(tx, bad)), { code: 'not-found' })
  await assert.rejects(given.web.run((tx) => directory.keepFind(tx, ' \n ')), { code: 'words-missing' })
  given.clock.advance({ hours: 2 })
  await assert.rejects(given.web.run((tx) => directory.keptFind(tx, id)), { code: 'not-found' })
})

test('what an operator changes is found at once, also by another process', async () => {
  const other = openDirectory()
  assert.equal((await given.web.run((tx) => other.find(tx, 'Quay House'))).places.length, 0)
  await given.operate.run((tx) => directory.putName(tx, { organization: 'pier', name: 'Quay House', use: 'alias', validFrom: null, validUntil: null }))
  assert.equal(nameOf((await given.web.run((tx) => other.find(tx, 'Quay House'))).places[0]), 'Harbor Free Clinic')
})
