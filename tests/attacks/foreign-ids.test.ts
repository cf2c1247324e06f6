// What does an id of somebody else open? T1, T2, R51, R55, R70: on every route that takes one, what a made-up id opens: nothing, in the same bytes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type LogFields, newId } from '#kernel'
import type { Reply } from '../given/caller.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { type Member, chartsOf, givenMember, rowsOf } from '../given/member.ts'

const faults: LogFields[] = []
let house: GivenHouse
let rosa: Member
let victim: Member
/** Ids of what Rosa may not see: of each kind of another chart, and of her own what is not to be told. */
let foreign: { readonly kind: number; readonly record: string }[] = []
let sentinels: string[] = []
before(async () => {
  house = await givenHouse({ demo: true, log: { info: () => undefined, warn: () => undefined, fault: (fields) => void faults.push(fields) } })
  rosa = await givenMember(house, { patients: await chartsOf(house, '%Rosa%Alvarez%'), email: 'rosa.ids@example.com', name: 'Rosa Alvarez' })
  house.clock.advance({ minutes: 2 })
  const walters = await chartsOf(house, '%Walter%')
  assert.ok(walters.length > 0)
  victim = await givenMember(house, { patients: walters, email: 'walter.ids@example.com', name: 'Walter' })
  foreign = await rowsOf(house, 'select distinct on (kind) kind, id as record from store_record where patient = any ($1) and same_as is null order by kind, filed desc', [walters])
  const facts = await rowsOf<{ word: string }>(house, "select distinct card ->> 'name' as word from release_ledger where patient = any ($1) and card ->> 'name' not in (select card ->> 'name' from release_ledger where patient = any ($2) and card ->> 'name' is not null)", [walters, rosa.patients])
  sentinels = facts.map((row) => row.word).filter((word) => word !== null && word.length > 6)
  assert.ok(foreign.length > 5 && sentinels.length > 5)
})
after(() => house.end())

/** What differs in each answer: the token, and the id where the page's own address stands in it. */
const bytes = (reply: Reply, id: string): string => `${reply.status} ${reply.body.replace(/name="form-token" value="[^"]*"/g, '').replaceAll(id, 'ID')} ${JSON.stringify({ ...reply.headers, date: '' })}`

const filled = (path: string, id: string): string => path.replace(/:(id|patient)\b/, id).replace(':field', 'phone').replace(/:\w+/, '0')
const withId = () => house.web.declarations.filter((route) => route.audience === 'patient' && route.path.includes(':'))

test('every address with an id answers a foreign one as a made-up one: 404, the same bytes, none of its words', async () => {
  assert.ok(withId().length > 6)
  for (const route of withId().filter((one) => one.method === 'GET')) {
    const ids = route.path.startsWith('/me/find/') ? [String((await victim.caller.post('/me/find', { words: 'cholesterol' }, { from: '/me' })).headers.location).split('/').at(-1) ?? ''] 
      : route.path.includes(':patient') ? victim.patients : foreign.map((row) => row.record)
    const madeUp = newId()
    const none = bytes(await rosa.caller.get(filled(route.path, madeUp)), madeUp)
    assert.match(none, /^404 /, route.path)
    for (const id of ids) {
      const reply = await rosa.caller.get(filled(route.path, id))
      assert.equal(bytes(reply, id), none, `${route.path} ${id}`)
    }
  }
})

test('the owner of the same ids does see them: the test above looks at something', async () => {
  const lab = foreign.find((row) => row.kind === 1) ?? assert.fail('no result')
  assert.equal((await victim.caller.get(`/me/results/${lab.record}`)).status, 200)
  assert.equal((await victim.caller.get(`/me/results/${lab.record}.pdf`)).status, 200)
})

test('a list of ids with one foreign among own ones downloads nothing', async () => {
  const own = (await rowsOf<{ record: string }>(house, 'select record from release_ledger where patient = any ($1) and kind = 1 and visible_from <= $2 limit 2', [rosa.patients, house.clock.now()])).map((row) => row.record)
  const theirs = foreign.find((row) => row.kind === 1)?.record ?? ''
  for (const as of ['pdf', 'csv']) {
    const answers: string[] = []
    for (const id of [theirs, newId()]) {
      for (const record of [[...own, id], [id], [id, ...own]]) {
        const reply = await rosa.caller.post('/me/results/download', { record, as }, { from: '/me/results' })
        assert.equal(reply.status, 404, `${as} ${record.join(',')}`)
        answers.push(bytes(reply, id))
      }
    }
    assert.equal(new Set(answers).size, 1)
    for (const word of sentinels) assert.ok(!answers[0]?.includes(word), word)
  }
})

test('no list, search, file or count of Rosa holds a word of the other chart, whatever she asks for', async () => {
  const lists = house.web.declarations.filter((route) => route.method === 'GET' && route.reads === 'own-record' && !route.path.includes(':')).map((route) => route.path)
  const found: Reply[] = []
  for (const words of sentinels.slice(0, 5)) found.push(await rosa.caller.follow(await rosa.caller.post('/me/find', { words }, { from: '/me' })))
  for (const reply of [...(await Promise.all(lists.map((path) => rosa.caller.get(path)))), ...found]) {
    const text = reply.body.replace(/value="[^"]*"/g, '').replace(/“[^”]*”/g, '')
    for (const word of sentinels) assert.ok(!text.includes(word), word)
  }
})

test('a device of somebody else is not ended, a factor of somebody else is not taken away', async () => {
  const [session] = await rowsOf<{ id: string }>(house, 'select id from accounts_session where person = $1', [victim.person])
  const [app] = await rowsOf<{ id: string }>(house, 'select id from accounts_app where person = $1', [victim.person])
  await rosa.caller.post('/account/end-session', { session: session?.id ?? '' }, { from: '/account' })
  await rosa.caller.post('/account/remove-factor', { factor: app?.id ?? '' }, { from: '/account' })
  assert.equal((await rowsOf(house, 'select 1 from accounts_session where id = $1', [session?.id])).length, 1)
  assert.equal((await rowsOf(house, 'select 1 from accounts_app where id = $1', [app?.id])).length, 1)
  assert.equal((await victim.caller.get('/me')).status, 200)
})

test('nothing of this was a fault of ours', () => {
  assert.deepEqual(faults, [])
})
