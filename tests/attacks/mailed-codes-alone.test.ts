// Somebody reads a patient's mail and nothing else: does any address of ours make a session of a mailed link or mailed numbers? Every declared route, as nobody and with the password the mail gave. R11, R24, R27, T12.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { routes } from '#pages'
import { type Caller, type Reply, givenCaller } from '../given/caller.ts'
import { type GivenDoor, birth, givenDoor, owner, signedIn } from '../given/door.ts'
import { halfIn, mailsTo, newPassword, numbersIn } from '../given/journeys/recovery.ts'
import { rowsOf } from '../given/member.ts'

let door: GivenDoor
const fresh = 'rosa.new@example.com'
before(async () => {
  door = await givenDoor({ rateFactor: 100_000 })
})
after(() => door.end())

/** What the mails carry until now: links' secrets, the newest first, and numbers. */
async function mailed(): Promise<{ readonly links: readonly string[]; readonly numbers: readonly string[] }> {
  const bodies = [...(await mailsTo(door, owner.email)), ...(await mailsTo(door, fresh))].map((mail) => mail.body)
  const of = (shape: RegExp): readonly string[] => [...new Set(bodies.flatMap((body) => [...body.matchAll(shape)].map((found) => found[1] ?? '')))]
  return { links: of(/\/([A-Za-z0-9_-]{40,})\b/g), numbers: of(/\b(\d{6})\b/g) }
}

/** The person does everything that is mailed about: a letter begun, a lost phone, another address, a forgotten password and email. */
async function whenTheOwnerIsMailedOfEverything(): Promise<void> {
  await door.register('L-mails')
  const joining = givenCaller(door, '10.44.0.1')
  await joining.post('/code', { code: await door.letter('L-mails'), ...birth }, { from: '/code' })
  await joining.post('/join/email', { email: fresh }, { from: '/join/email' })
  const home = await signedIn(door, '10.44.0.2')
  await home.post('/account/email', { email: fresh }, { from: '/account/email' })
  const lost = await halfIn(door, { address: '10.44.0.3' })
  await lost.post('/sign-in/lost-phone', {}, { from: '/sign-in/lost-phone' })
  const asking = givenCaller(door, '10.44.0.4')
  await asking.post('/sign-in/which-email', { email: owner.email }, { from: '/sign-in/which-email' })
  await asking.post('/forgot', { email: owner.email }, { from: '/forgot' })
  const kinds = new Set([...(await mailsTo(door, owner.email)), ...(await mailsTo(door, fresh))].map((mail) => mail.kind))
  for (const kind of ['confirm-email', 'confirm-contact', 'lost-phone-code', 'signs-in-with', 'reset-password']) assert.ok(kinds.has(kind), `${kind} was mailed; ${[...kinds].join()}`)
}

const fieldsOf = (form: unknown): readonly string[] => (typeof form === 'object' && form !== null && 'shape' in form ? Object.keys(form.shape as object) : ['code', 'email', 'password'])
const valueFor = (field: string, code: string): string => (field === 'email' ? owner.email : field === 'password' ? newPassword : /code|numbers/.test(field) ? code : '')

function thenNothingOpened(caller: Caller, reply: Reply, at: string): void {
  for (const name of ['__Host-session', '__Host-staff']) assert.equal(caller.cookies.has(name), false, `${at} made a session: ${name}`)
  assert.ok(reply.status < 500, `${at} ${reply.status}`)
  assert.doesNotMatch(reply.body, /Ana Moreno/, `${at} names whose record it is`)
}

type Hand = { readonly caller: () => Promise<Caller>; readonly links: readonly string[]; readonly numbers: readonly string[] }

/** Every declared address with every secret in its place, looked at and posted. Gives how often a form took what it was given. */
async function walkAll({ caller: next, links, numbers }: Hand): Promise<readonly string[]> {
  const taken: string[] = []
  let caller = await next()
  for (const route of routes) {
    const paths = route.path.includes(':') ? links.map((link) => route.path.replace('/o/:organization', '/o/lakeside').replace(/:\w+/g, link)) : [route.path]
    if (route.method === 'POST' && (route.audience === 'half' || route.path.startsWith('/sign-in'))) caller = await next()
    for (const path of new Set(paths)) {
      if (route.method === 'GET') {
        thenNothingOpened(caller, await caller.get(path), `GET ${path}`)
        continue
      }
      const fields = fieldsOf('form' in route ? route.form : undefined)
      for (const code of fields.some((field) => /code|numbers/.test(field)) ? numbers : ['']) {
        await caller.get(caller.cookies.has('__Host-half') ? '/sign-in/recovery-code' : '/sign-in')
        const reply = await caller.post(path, Object.fromEntries(fields.map((field) => [field, valueFor(field, code)])))
        thenNothingOpened(caller, reply, `POST ${path}`)
        if (reply.status === 303 && !/^\/sign-in(\?|$)/.test(String(reply.headers.location))) taken.push(`${route.path} → ${String(reply.headers.location)}`)
      }
    }
  }
  return taken
}

/** Pages of the record and the account lead to signing in. */
async function thenEveryPatientPageIsShut(caller: Caller): Promise<void> {
  for (const { path, method } of routes.filter((route) => route.audience === 'patient')) {
    if (method !== 'GET') continue
    const reply = await caller.get(path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000'))
    assert.deepEqual([reply.status, String(reply.headers.location).split('?')[0]], [303, '/sign-in'], path)
  }
}

test('as nobody, with every link and number that was mailed: no session, and no page of a patient', async () => {
  await whenTheOwnerIsMailedOfEverything()
  const { links, numbers } = await mailed()
  assert.ok(links.length >= 3 && numbers.length >= 3, `${links.length} links, ${numbers.length} numbers`)
  const thief = givenCaller(door, '10.44.1.1')
  const taken = await walkAll({ caller: async () => thief, links, numbers })
  assert.ok(taken.some((one) => one.startsWith('/forgot ')), 'the walk fills forms as they want to be filled')
  await thenEveryPatientPageIsShut(thief)
})

test('with a password that a mailed link set, and every number mailed: half a sign-in, and never a whole one', async () => {
  const asker = givenCaller(door, '10.44.2.1')
  await rowsOf(door, 'delete from accounts_try')
  door.clock.advance({ hours: 1 })
  await asker.post('/forgot', { email: owner.email }, { from: '/forgot' })
  const link = /\/forgot\/[A-Za-z0-9_-]{40,}/.exec((await mailsTo(door, owner.email, 'reset-password'))[0]?.body ?? '')?.[0] ?? ''
  assert.equal((await asker.post(link, { password: newPassword }, { from: link })).status, 303)
  const { links, numbers } = await mailed()
  const half = async (): Promise<Caller> => {
    // Limits are another test's matter: here every try is made.
    await rowsOf(door, 'delete from accounts_try')
    const caller = await halfIn(door, { password: newPassword, address: '10.44.2.2' })
    assert.ok(caller.cookies.has('__Host-half'))
    return caller
  }
  await walkAll({ caller: half, links: links.slice(0, 2), numbers: numbers.slice(0, 3) })
  await thenEveryPatientPageIsShut(await half())
})

test('the owner’s own numbers of a lost phone are worth nothing without their half-signed-in browser', async () => {
  const thief = givenCaller(door, '10.44.3.1')
  const code = numbersIn((await mailsTo(door, owner.email, 'lost-phone-code'))[0]?.body)
  assert.match(code, /^\d{6}$/)
  const reply = await thief.post('/sign-in/lost-phone/code', { code }, { from: '/sign-in' })
  assert.match(String(reply.headers.location ?? reply.status), /^\/sign-in|^4\d\d/)
  assert.equal((await mailsTo(door, owner.email, 'wait-begun')).length, 0)
})
