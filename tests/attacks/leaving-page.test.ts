// Can our own address lead people astray? T20, T21: the way out goes only to addresses that stand in the directory, whole, https, and is a link, never a redirect.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller } from '../given/caller.ts'
import { everyAnswerCarries } from '../given/headers.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'

const portal = (url: string) => ({ url: 'http://hl7.org/fhir/StructureDefinition/organization-portal', extension: [{ url: 'portalName', valueString: 'Portal' }, { url: 'portalUrl', valueUrl: url }] })
const brand = (id: string, name: string, url: string) => ({ resource: { resourceType: 'Organization', id, name, identifier: [{ system: 'urn:ietf:rfc:3986', value: `https://${id}.example` }], extension: [portal(url)] } })
const bad = ['javascript:alert(1)', 'http://plain.example/', 'data:text/html,x', '//evil.example', 'https://user:pw@evil.example/', 'https://lakeside.example.evil.com/', 'https://1akeside.example/', 'https://evil.example:8443/', 'https://169.254.169.254/', 'https://[::1]/', 'file:///etc/passwd', 'https:evil', 'vbscript:x', 'https://evil.example/\\@ours']
/** Not looking like anybody's, and whole. */
const good = 'https://portal.quarry.example/in?from=list'

let house: GivenHouse
before(async () => {
  house = await givenHouse({ demo: true })
  const { databases, house: rooms } = house.composed
  const json = JSON.stringify({ resourceType: 'Bundle', entry: [...bad.map((url, at) => brand(`bad${at}`, `Hollow Place ${'abcdefghijklmnop'[at]}${at}`, url)), brand('good', 'Quarry Place', good)] })
  await databases.operate.run((tx) => rooms.directory.importBrands(tx, { json, list: 'attack' }))
})
after(() => house.end())

const hrefs = (html: string) => [...html.matchAll(/(?:href|action|formaction|src)="([^"]*)"/g)].map((match) => match[1] ?? '')
const away = (html: string) => hrefs(html).filter((href) => !/^(\/(?!\/)|#|tel:)/.test(href))

test('an address that may not be led to is nobody’s link: not on the list, not on its own page', async () => {
  const caller = givenCaller(house)
  for (const words of ['Hollow Place', 'Quarry Place']) {
    const page = await caller.follow(await caller.post('/find', { words }, { from: '/find' }))
    assert.equal(page.status, 200)
    assert.deepEqual(away(page.body), [])
    for (const place of new Set(hrefs(page.body).filter((href) => href.startsWith('/find/place/')))) {
      const own = await caller.get(place)
      everyAnswerCarries(own, place)
      assert.deepEqual(away(own.body).filter((href) => href !== good), [], place)
      assert.equal(own.headers.location, undefined)
    }
  }
})

test('what stands behind the way out comes from the directory, whatever the address of the page says', async () => {
  const caller = givenCaller(house)
  for (const path of ['/find/place/https:%2F%2Fevil.example', '/find/place/00000000-0000-4000-8000-000000000000', '/find/place/javascript:alert(1)', '/o/evil.example/leave', '/o/lakeside/leave', '/find/place/%00']) assert.ok([400, 404].includes((await caller.get(path)).status), path)
  for (const query of ['url=https://evil.example', 'next=//evil.example', 'to=https://evil.example', 'elsewhere=https://evil.example']) {
    const page = await caller.get(`/o/pine-hill/leave?${query}`)
    assert.deepEqual(away(page.body), ['https://my.pinehill.example/'], query)
    assert.equal(page.headers.location, undefined)
  }
  for (const place of ['//evil.example', '/%2F%2Fevil.example', '/find/..//evil.example']) assert.doesNotMatch(String((await caller.get(place)).headers.location ?? '/'), /evil/)
})

test('an entry that looks like an official site is kept back, also when it is asked for by its id', async () => {
  const { databases, house: rooms } = house.composed
  const held = await databases.operate.run((tx) => rooms.directory.held(tx))
  const like = held.filter((one) => one.held === 'like-official')
  assert.deepEqual(like.flatMap((one) => one.portals.map((each) => each.url)).sort(), ['https://1akeside.example/', 'https://lakeside.example.evil.com/'])
  for (const one of like) assert.equal((await givenCaller(house).get(`/find/place/${one.id}`)).status, 404)
})
