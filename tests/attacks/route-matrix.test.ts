// Every address, as every kind of person: does each answer what its declaration says, and hold nothing of anybody else? T1, T2, T3, T5, T12, R9, R50, R51. Generated: a new route is in it by existing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { LogFields } from '#kernel'
import type { Declaration } from '#web'
import type { Reply } from '../given/caller.ts'
import { asOwner } from '../given/database.ts'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { type Cast, type Identity, givenCast } from './matrix/cast.ts'
import { opensElsewhere, verdictOf } from './matrix/expected.ts'
import { addressesOf } from './matrix/fill.ts'
import { leaksIn, sentinelsOf } from './matrix/leaks.ts'
import { forgeToken } from './matrix/token.ts'

const faults: LogFields[] = []
let house: GivenHouse
let cast: Cast
let sentinels: Awaited<ReturnType<typeof sentinelsOf>>
before(async () => {
  house = await givenHouse({ demo: true, rateFactor: 1_000, log: { info: () => undefined, warn: () => undefined, fault: (fields) => void faults.push(fields) } })
  cast = await givenCast(house)
  sentinels = await sentinelsOf(cast)
  assert.ok(cast.identities.length >= 26 && sentinels.words.length > 100 && sentinels.ids.size > 1_000)
})
after(() => house.end())

const routes = (method: 'GET' | 'POST'): readonly Declaration[] => house.web.declarations.filter((route) => route.method === method)
const locationOf = (reply: Reply): string => String(reply.headers.location ?? '')

/** What differs in each answer: tokens, ids that were asked for, references. */
const bytes = (reply: Reply, ids: readonly string[]): string => ids.reduce((text, id) => text.replaceAll(id, 'ID'), `${reply.status} ${reply.body.replace(/name="form-token" value="[^"]*"/g, '')} ${JSON.stringify({ ...reply.headers, date: '', 'set-cookie': '' })}`)

/** Mail of a trial is everybody's, as its page says; answers are searched as they came, files too. */
function leaks(who: Identity, route: Declaration, { reply, sent }: { readonly reply: Reply; readonly sent: string }): readonly string[] {
  return route.reads === 'trial-mailbox' ? [] : leaksIn(reply.body, { who, sentinels, sent })
}

/** Whoever ended keeps their dead cookies: an answer that clears them must not change who comes next. */
async function asGiven<T>({ caller: { cookies } }: Identity, body: () => Promise<T>): Promise<T> {
  const kept = new Map(cookies)
  const value = await body()
  cookies.clear()
  for (const [name, one] of kept) cookies.set(name, one)
  return value
}

const opened = new Set<string>()

async function look(who: Identity, route: Declaration): Promise<string[]> {
  const wrong: string[] = []
  const at = await addressesOf(cast, route.path, who)
  const verdict = verdictOf(who, route)
  const say = (path: string, what: string) => void wrong.push(`${who.name}: ${route.method} ${path}: ${what}`)
  const paths = [...(at.own === null ? [] : [at.own]), at.missing.path, ...at.foreign.map((one) => one.path)]
  const replies = new Map<string, Reply>()
  for (const path of new Set(paths)) {
    const reply = await who.caller.get(path)
    replies.set(path, reply)
    const leaked = leaks(who, route, { reply, sent: path })
    if (leaked.length > 0) say(path, `holds ${leaked.slice(0, 3).join(', ')}`)
    if (reply.status >= 500) say(path, `status ${reply.status}`)
    if (verdict.is === 'away' && !(reply.status === 303 && verdict.to.test(locationOf(reply)))) say(path, `not led away: ${reply.status} ${locationOf(reply)}`)
    if (verdict.is === 'not-there' && reply.status !== 404) say(path, `is there: ${reply.status} ${locationOf(reply)}`)
    if (verdict.is === 'in' && path === at.own) {
      if (opensElsewhere(route)) continue
      if ((reply.status === 303 && /\/sign-in/.test(locationOf(reply)) && route.audience !== 'public') || reply.status >= 400) say(path, `is closed: ${reply.status} ${locationOf(reply)}`)
      else opened.add(`${route.method} ${route.path}`)
    }
  }
  if (verdict.is === 'in' && (route.audience === 'patient' || route.audience === 'staff') && at.foreign.length > 0) {
    const of = (one: { readonly path: string; readonly ids: readonly string[] }): string => bytes(replies.get(one.path) ?? assert.fail(one.path), one.ids)
    for (const one of at.foreign) if (of(one) !== of(at.missing)) say(one.path, 'a foreign id answers other than a missing one')
  }
  if (verdict.is === 'not-there') {
    const missing = await who.caller.get(/^\/admin/.test(route.path) ? '/admin/no-such-page' : '/staff/no-such-page')
    if (bytes(replies.get(at.missing.path) ?? assert.fail(at.missing.path), []) !== bytes(missing, [])) say(at.missing.path, 'answers other than a page that is not there')
  }
  return wrong
}

test('every page answers every kind of person as it is declared, and holds nothing of anybody they may not know', async () => {
  const wrong: string[] = []
  for (const who of cast.identities) for (const route of routes('GET')) wrong.push(...(await asGiven(who, () => look(who, route))))
  assert.deepEqual(wrong, [])
})

test('every page opened to somebody: the matrix looked at something', () => {
  assert.deepEqual(routes('GET').filter((route) => !opensElsewhere(route)).map((route) => `GET ${route.path}`).filter((name) => !opened.has(name)), [])
})

/** Everything a form could change; counters of tries, the trail and lines of attempts only grow by refusals. */
async function worldNow(): Promise<string> {
  return asOwner(house.owner, async (client) => {
    const { rows } = await client.query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '^(audit_|accounts_try$|accounts_attempt|kernel_)' order by 1")
    const sums: string[] = []
    for (const { name } of rows) sums.push(`${name} ${(await client.query<{ sum: string }>(`select md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as sum from ${name} t`)).rows[0]?.sum ?? ''}`)
    return sums.join('\n')
  })
}

async function send(who: Identity, route: Declaration): Promise<string[]> {
  const wrong: string[] = []
  const verdict = verdictOf(who, route)
  const at = await addressesOf(cast, route.path, who)
  const say = (path: string, what: string) => void wrong.push(`${who.name}: POST ${path}: ${what}`)
  // A browser that was here before, with a token that fits: it is not the token that must stop them.
  if (!who.caller.cookies.has('__Host-visit')) await who.caller.get('/staff/sign-in')
  const post = (path: string) => who.caller.post(path, {}, { token: forgeToken(house, route.audience, who.caller.cookies) })
  if (verdict.is !== 'in') {
    for (const path of new Set([at.own ?? at.missing.path, ...at.foreign.map((one) => one.path)])) {
      const reply = await post(path)
      const leaked = leaks(who, route, { reply, sent: path })
      if (leaked.length > 0) say(path, `holds ${leaked.slice(0, 3).join(', ')}`)
      if (verdict.is === 'away' && !(reply.status === 303 && verdict.to.test(locationOf(reply))) && !(route.audience === 'joining' && reply.status === 403)) say(path, `went on: ${reply.status} ${locationOf(reply)}`)
      if (verdict.is === 'not-there' && reply.status !== 404) say(path, `is there: ${reply.status} ${locationOf(reply)}`)
    }
    return wrong
  }
  if (at.foreign.length === 0 || (route.audience !== 'patient' && route.audience !== 'staff')) return wrong
  const none = bytes(await post(at.missing.path), at.missing.ids)
  for (const one of at.foreign) if (bytes(await post(one.path), one.ids) !== none) say(one.path, 'a foreign id answers other than a missing one')
  return wrong
}

test('no form takes anything from anybody it is not for, nor about a thing of somebody else, and nothing changes', async () => {
  for (const who of cast.identities) for (const route of routes('POST')) await addressesOf(cast, route.path, who)
  const before = await worldNow()
  const wrong: string[] = []
  for (const who of cast.identities) for (const route of routes('POST').filter((one) => one.audience !== 'public')) wrong.push(...(await asGiven(who, () => send(who, route))))
  assert.deepEqual(wrong, [])
  const changed = (await worldNow()).split('\n').filter((line, at) => line !== before.split('\n')[at])
  // Somebody who is signed in was here: their session says when.
  assert.deepEqual(changed.filter((line) => !/^accounts_session /.test(line)), [])
})

test('nothing of this was a fault of ours', () => {
  assert.deepEqual(faults, [])
})
