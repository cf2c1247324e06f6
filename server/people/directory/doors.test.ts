// Does an organization's door say what was put there, and does an old name lead to where it went: by date, along a chain, never in a circle?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'
import { usualOffer } from '../../../contract/offers.ts'
import type { OpeningHours } from '../../../contract/opening-hours.ts'
import { openDirectory } from './directory.ts'
import { hostName, officialAddress } from './official-address.ts'

let given: GivenDatabase
const directory = openDirectory()
const organization = (id: string, name: string) => ({ id, name, phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })
before(async () => {
  given = await givenDatabase()
  await given.operate.run(async (tx) => {
    for (const id of ['lakeside', 'brigid', 'pier', 'harbor']) await directory.put(tx, organization(id, id))
  })
})
after(() => given.end())

const refused = (code: string) => (error: unknown) => (error as { code?: string }).code === code
const at = (text: string) => new Date(text)
const merger = { organization: 'brigid', into: 'lakeside', kind: 'merged' as const, from: '2026-06-01T04:00:00Z', until: null, mrnPrefix: 'SB', changed: ['name' as const] }

test('an organization that said nothing offers an account online, and never asks for an SSN', async () => {
  const offer = await given.web.run((tx) => directory.offer(tx, 'lakeside'))
  assert.deepEqual(offer, usualOffer('lakeside'))
  assert.equal(offer.proofs.includes('ssn4'), false)
})

test('an offer is read as it was put; another portal needs an https address, an account online a proof', async () => {
  const offer = { ...usualOffer('pier'), signUp: 'elsewhere' as const, proofs: [], elsewhere: { name: 'Pine Hill Online', url: 'https://pinehill.example/portal' } }
  await given.operate.run((tx) => directory.putOffer(tx, offer))
  assert.deepEqual(await given.web.run((tx) => directory.offer(tx, 'pier')), offer)
  for (const url of ['http://pinehill.example/', 'javascript:alert(1)', 'https://user@pinehill.example/', 'https://1.2.3.4/', 'https://pinehill/', ''])
    await assert.rejects(given.operate.run((tx) => directory.putOffer(tx, { ...offer, elsewhere: { name: 'x', url } })), refused('address-not-usable'), url)
  await assert.rejects(given.operate.run((tx) => directory.putOffer(tx, { ...usualOffer('pier'), proofs: [] })), refused('nothing-chosen'))
})

test('sites keep their order, their hours and their own telephone; hours that do not fit are refused', async () => {
  const hours: OpeningHours = { week: [[{ opens: '09:00', closes: '16:00' }], [], [], [], [], [], []], days: [{ date: '2026-11-26', name: 'Thanksgiving', spans: [] }] }
  const site = { organization: 'lakeside', name: 'Main', line: '400 Harbor Street', town: 'Harbor City', region: 'ME', postalCode: '04101', phone: '555-0142', hours, place: 0 }
  const second = await given.operate.run((tx) => directory.putSite(tx, { ...site, name: 'Pier clinic', place: 1, hours: null }))
  const first = await given.operate.run((tx) => directory.putSite(tx, site))
  assert.deepEqual(await given.web.run((tx) => directory.sites(tx, 'lakeside')), [{ ...site, id: first }, { ...site, id: second, name: 'Pier clinic', place: 1, hours: null }])
  for (const bad of [{ week: [], days: [] }, { ...hours, week: [[{ opens: '9:00', closes: '16:00' }], [], [], [], [], [], []] }, { ...hours, days: [{ date: '2026-02-30', name: null, spans: [] }] }])
    await assert.rejects(given.operate.run((tx) => directory.putSite(tx, { ...site, hours: bad as OpeningHours })), refused('hours-not-usable'))
  // Another organization's id changes nothing.
  await given.operate.run((tx) => directory.putSite(tx, { ...site, id: first, organization: 'pier', name: 'Stolen' }))
  await given.operate.run((tx) => directory.removeSite(tx, 'pier', first))
  assert.equal((await given.web.run((tx) => directory.sites(tx, 'lakeside')))[0]?.name, 'Main')
})

test('a merger leads on from its day to its end, along a chain, and old record numbers are looked for where they were kept', async () => {
  await given.operate.run((tx) => directory.putMerger(tx, merger))
  const chain = await given.operate.run((tx) => directory.putMerger(tx, { ...merger, organization: 'pier', into: 'brigid', mrnPrefix: null, from: '2027-01-01T00:00:00Z' }))
  const resolve = (id: string) => given.web.run(async (tx) => (await directory.resolve(tx, id))?.organization.id)
  assert.deepEqual([await resolve('brigid'), await resolve('lakeside'), await resolve('pier'), await resolve('nowhere')], ['lakeside', 'lakeside', 'pier', undefined])
  assert.deepEqual((await given.web.run((tx) => directory.predecessors(tx, 'lakeside', at('2027-02-01T00:00:00Z')))).map((one) => one.organization), ['brigid', 'pier'])
  assert.deepEqual(await given.web.run((tx) => directory.predecessors(tx, 'lakeside', at('2026-05-31T00:00:00Z'))), [])
  assert.deepEqual(await given.web.run((tx) => directory.mrnPlaces(tx, 'lakeside', 'sb-00 123')), [{ organization: 'lakeside', mrn: 'sb-00 123' }, { organization: 'brigid', mrn: 'sb-00 123' }, { organization: 'brigid', mrn: '00 123' }])
  given.clock.set('2027-01-02T00:00:00Z')
  assert.equal(await resolve('pier'), 'lakeside')
  await given.operate.run((tx) => directory.endMerger(tx, chain))
  assert.equal(await resolve('pier'), 'pier')
  await assert.rejects(given.operate.run((tx) => directory.endMerger(tx, chain)), refused('not-found'))
})

test('an organization is never part of two at once, nor of itself, however long the way round', async () => {
  await assert.rejects(given.operate.run((tx) => directory.putMerger(tx, { ...merger, into: 'harbor' })), refused('organization-cannot-join'))
  await assert.rejects(given.operate.run((tx) => directory.putMerger(tx, { ...merger, organization: 'lakeside', into: 'lakeside' })), refused('organization-cannot-join'))
  await assert.rejects(given.operate.run((tx) => directory.putMerger(tx, { ...merger, organization: 'lakeside', into: 'brigid' })), refused('organization-cannot-join'))
  await assert.rejects(given.operate.run((tx) => directory.putMerger(tx, { ...merger, organization: 'harbor', from: '2027-06-01T00:00:00Z', until: '2027-05-01T00:00:00Z' })), refused('range-backwards'))
  // Two that would close a circle, at once: one of them is refused.
  const pair = await Promise.allSettled([['harbor', 'pier'], ['pier', 'harbor']].map(([organization_ = '', into = '']) => given.operate.run((tx) => directory.putMerger(tx, { ...merger, organization: organization_, into }))))
  assert.deepEqual(pair.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
})

test('an official address is a whole https address of a named host, written one way', () => {
  assert.equal(officialAddress(' https://Portal.Lakeside.example/in '), 'https://portal.lakeside.example/in')
  assert.equal(officialAddress('https://bücher.example/'), 'https://xn--bcher-kva.example/')
  for (const bad of ['http://a.example/', '//a.example/', 'https:/\\a.example', 'https://a.example:8443/', 'https://a.example/ b', 'https://[::1]/', 'https://localhost/', 'https://0x7f.1/', 'data:text/html,x', `https://a.example/${'x'.repeat(600)}`]) assert.equal(officialAddress(bad), null, bad)
  assert.equal(hostName('Mail.Lakeside.EXAMPLE.'), 'mail.lakeside.example')
  assert.equal(hostName('lakeside'), null)
})
