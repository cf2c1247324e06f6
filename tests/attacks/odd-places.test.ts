// What can a name in a list, or what somebody types into the finder, do to a page or to the process? T16, R67: markup, other directions, enormous and absurd queries.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCaller, type Reply } from '../given/caller.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'

let house: GivenHouse
before(async () => {
  house = await givenHouse({ demo: true })
})
after(() => house.end())

const names = ['<script>window.__pwned=1</script> Quagga Hospital', 'Quagga "onmouseover=alert(1) Clinic', 'Quagga\u202eevil\u202c Center', 'Quagga </title><img src=x onerror=alert(1)> Care', 'Quagga {{7*7}} ${7*7} Health', `Quagga ${'very '.repeat(60)}long`]
const search = async (words: string): Promise<Reply> => {
  const caller = givenCaller(house, `10.9.0.${Math.floor(words.length % 250)}`)
  return caller.follow(await caller.post('/find', { words }, { from: '/find' }))
}

test('a name from a list is text: no mark of it opens an element, and no letter of it turns the page around', async () => {
  await house.composed.databases.operate.run((tx) => house.composed.house.directory.importBrands(tx, { json: JSON.stringify({ Endpoints: names.map((OrganizationName, at) => ({ OrganizationName, URL: `https://f.example/${at}`, OrganizationZipCode: '"><b>', NPIID: '' })) }), list: 'markup' }))
  const page = await search('Quagga')
  assert.equal(page.status, 200)
  assert.ok((page.body.match(/class="org"/g) ?? []).length >= 5)
  assert.doesNotMatch(page.body, /<script>|<img|<b>"|\son\w+="|\u202e/)
  assert.match(page.body, /\{\{7\*7\}\}/)
  for (const [, place] of page.body.matchAll(/href="(\/find\/place\/[0-9a-f-]+)"/g)) assert.doesNotMatch((await givenCaller(house).get(place ?? '')).body, /<script>|<img|\u202e/)
})

test('what is typed is said back as text', async () => {
  const page = await search('<img src=x onerror=alert(1)>"><script>alert(1)</script>')
  assert.doesNotMatch(page.body, /<img|<script>/)
})

test('no query makes a fault: enormous, repetitive, of other alphabets, without a letter', async () => {
  const hundred = 100_000
  const texts = ['a'.repeat(hundred), 'a@'.repeat(hundred / 2), 'www.'.repeat(hundred / 4), '.'.repeat(hundred), `${'a.'.repeat(60)}com `.repeat(500), '555-'.repeat(hundred / 4), '(((((('.repeat(10_000), 'https://'.repeat(10_000), `${'x'.repeat(63)}.`.repeat(1000), 'مستشفى البحيرة', '湖畔医院', '\u202e\u202d'.repeat(1000), '🏥'.repeat(500), '%00%0a', '\\', '(?=a)*+', 'ﷺ'.repeat(5_000), 'I\u0307'.repeat(2_000), 'lakeside '.repeat(5_000)]
  for (const text of texts) {
    const page = await search(text)
    assert.ok(page.status < 500, `${text.slice(0, 20)} ${page.status}`)
  }
  const caller = givenCaller(house, '10.9.1.1')
  assert.equal((await caller.post('/find', { words: 'x\u0000y' }, { from: '/find' })).status, 400)
  assert.equal((await caller.post('/find', { words: 'x'.repeat(1_100_000) }, { from: '/find' })).status, 413)
  assert.equal((await caller.post('/find', { words: 'x'.repeat(300_000) }, { from: '/find' })).status, 400)
})

test('of a pasted text nothing is in the database but what was found by it', async () => {
  const caller = givenCaller(house, '10.9.2.1')
  await caller.post('/find/clue', { text: 'Dear Zebulon Quirke, your biopsy of May 3 is back. From results@lakeside.example' }, { from: '/find/clue' })
  await caller.post('/find/clue', { text: 'Zebulon Quirke' })
  await caller.post('/find', { words: 'Zebulon Quirke wrote from zq@private.example about a biopsy' })
  const kept = await rowsOf<{ row: string }>(house, 'select row_to_json(k)::text as row from directory_kept k')
  assert.ok(kept.length >= 3)
  assert.doesNotMatch(JSON.stringify(kept), /Quirke|biopsy|May 3|zq@/)
})
