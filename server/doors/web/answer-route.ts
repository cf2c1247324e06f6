// How is one declared route answered? Who asks, may they, load, trail, commit, and only then the bytes.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type Tx, Refusal, faultFields, newSecret } from '#kernel'
import { refusals } from '../../../contract/refusals.ts'
import type { Problem, PublicContext, RecordContext, StaffContext } from './context.ts'
import { type CookieJar, type CookieName, readCookies, setCookie } from './cookies.ts'
import { comesFromElsewhere, formTokenField, formTokenFits, makeFormToken } from './form-token.ts'
import { keyedNetwork } from './network.ts'
import { type ActRoute, type Answer, AnswerBox, type Audience, type PageRoute, type Route } from './route.ts'
import type { Door } from './door.ts'
import { type FollowedTry, followTry } from './trouble/try-lines.ts'
import { type By, type Leave, enterAsPatient, enterAsStaff } from './signed-in.ts'
import { type Turn, sendAnswer, sendRefusal } from './send.ts'

type Asked = { readonly door: Door; readonly request: FastifyRequest; readonly route: Route; readonly jar: CookieJar; readonly visit: string; readonly newVisit: boolean; readonly network: string; readonly bound: string }

/** R46: a second factor shown at most this long ago counts as fresh. */
const freshMinutes = 5

/** The cookie that a form of each audience is bound to; of nobody yet, the visit. */
const cookieOf: Readonly<Record<Audience, CookieName | null>> = { public: null, joining: null, half: 'half', patient: 'session', invited: 'staff-invited', 'half-staff': 'staff-half', staff: 'staff' }

export async function answerRoute(turn: Turn, route: Route): Promise<FastifyReply> {
  const { door, request, reply } = turn
  const jar = readCookies(request.headers.cookie)
  const visit = jar.visit ?? newSecret(16)
  const cookie = cookieOf[route.audience]
  const bound = (cookie === null ? undefined : jar[cookie]) ?? visit
  const signedIn = route.audience === 'patient' || route.audience === 'staff'
  const asked: Asked = { door, request, route, jar, visit, newVisit: jar.visit === undefined, network: keyedNetwork(door.house.keys, request.ip), bound }
  if (asked.newVisit) reply.header('set-cookie', setCookie('visit', visit))
  try {
    door.rates.take(signedIn ? (jar[route.audience === 'staff' ? 'staff' : 'session'] ?? asked.network) : asked.network, route.rate, door.house.clock.now())
    if (route.method === 'POST') checkForm(asked)
    const given = signedIn ? await answerSignedIn(asked, route) : await answerPublic(asked, route)
    return await sendAnswer(turn, given)
  } catch (error) {
    if (error instanceof Refusal) return sendRefusal(turn, error)
    return sendRefusal(turn, 'our-fault', error)
  }
}

function checkForm({ door, request, bound }: Asked): void {
  if (comesFromElsewhere({ origin: request.headers.origin, 'sec-fetch-site': request.headers['sec-fetch-site'] as string | undefined }, door.origins)) throw new Refusal('form-expired', 'a form of another site')
  const sent = (request.body as Record<string, unknown> | undefined)?.[formTokenField]
  if (!formTokenFits(door.house.keys, bound, sent)) throw new Refusal('form-expired', 'form token does not fit')
}

function contextOf({ door, request, route, jar, network, bound }: Asked, tried: FollowedTry | null = null) {
  return {
    house: door.house,
    language: 'en' as const,
    now: door.house.clock.now(),
    request: request.id,
    path: request.url.split('?')[0] ?? '/',
    network,
    publicUrl: door.publicUrl,
    formToken: makeFormToken(door.house.keys, bound),
    cookie: (name: CookieName) => jar[name] ?? null,
    agent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    needs: route.needs ?? [],
    reference: null,
    about: tried?.about ?? (() => undefined),
  }
}

/** No text of ours holds a NUL, and the database can keep none: whoever sends one is no person with a keyboard. */
const holdsNul = (value: unknown): boolean => (typeof value === 'string' ? value.includes('\u0000') : typeof value === 'object' && value !== null && Object.values(value).some(holdsNul))

function readInput(schema: z.ZodType | undefined, value: unknown): unknown {
  if (holdsNul(value)) throw new Refusal('form-not-understood', 'NUL in a field')
  if (schema === undefined) return value ?? {}
  const read = schema.safeParse(value ?? {})
  if (!read.success) throw new Refusal('form-not-understood', `input: ${read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ')}`)
  return read.data
}

async function answerPublic(asked: Asked, route: Route): Promise<Answer> {
  const form = route.method === 'POST' ? ownFields(asked.request.body) : {}
  const tried = followTry({ house: asked.door.house, route, visit: asked.visit, half: asked.jar.half, form })
  const context: PublicContext = { ...contextOf(asked, tried), signedIn: false, run: (work) => asked.door.house.database.run(work) }
  try {
    if (route.method === 'GET') return await showPage(asked, { route, context, problem: null })
    const given = await route.act(context as never, { params: readInput(route.params, asked.request.params), form: readInput(route.form, form) })
    await tried.ended(given)
    return given
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const reference = await tried.refused(error)
    if (route.method === 'GET' || refusals[error.code].place !== 'field' || route.again === undefined) throw error
    return showPage(asked, { route: route.again, context: { ...context, needs: route.again.needs ?? [], reference }, problem: problemOf(error, route, asked.request.body) })
  }
}

/** The signed-in way: one transaction from the look-up of the session to the line in the trail. */
async function answerSignedIn(asked: Asked, route: Route): Promise<Answer> {
  const { house } = asked.door
  const staff = route.audience === 'staff'
  const token = asked.jar[staff ? 'staff' : 'session']
  if (token === undefined) throw new Refusal('sign-in-first', 'no session cookie')
  let known: By | null = null
  try {
    return await (staff ? house.desk : house.database).run(async (tx) => {
      const entered = await (staff ? enterAsStaff : enterAsPatient)({ house, tx, token, route, known: (by) => (known = by) })
      const { session, by } = entered
      if (route.assurance === 'fresh-factor' && tx.now.getTime() - session.factorAt.getTime() > freshMinutes * 60_000) throw new Refusal('step-up-first', `factor shown at ${session.factorAt.toISOString()}`)
      const notes: Promise<void>[] = []
      // A refused form shows its page again: what that page notes is a look, not the deed that was refused.
      let answering: Route = route
      const leave: Leave = (event) => {
        const noted = house.audit.note(tx, { ...event, kind: event.kind ?? kindOf(answering), ...by, detail: by.detail === undefined ? event.detail ?? null : { ...event.detail, ...by.detail }, request: asked.request.id })
        // Waited for below; a page that fails before that must not leave a refused line unheard, which would end the process.
        noted.catch(() => undefined)
        notes.push(noted)
      }
      const context = entered.context(contextOf(asked), leave)
      const finished = route.method === 'GET' ? await loadPage(asked, { route, context, problem: null }) : await actSignedIn(asked, route, { context, leave, again: (page) => (answering = page) })
      if (notes.length === 0 && route.audit !== 'none') throw new Error(`${route.method} ${route.path} declares the trail kind ${route.audit} and left no line`)
      tx.last()
      const answer = typeof finished === 'object' && 'render' in finished ? finished.render() : finished
      // Data whose look cannot be written down is not shown (R81).
      await Promise.all(notes).catch((error: unknown) => {
        throw new Refusal('cannot-audit', faultFields(error).error ?? '')
      })
      return answer
    })
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'cannot-audit' && known !== null) await noteRefused(asked, known, error)
    throw error
  }
}

function kindOf(route: Route) {
  if (route.audit === 'none') throw new Error(`${route.path} declares no trail kind: name one in note()`)
  return route.audit
}

async function noteRefused({ door: { house }, request, route }: Asked, by: By, refusal: Refusal): Promise<void> {
  await house.database.run((tx: Tx) => house.audit.note(tx, { kind: 'refused', patient: null, ...by, outcome: 'refused', request: request.id, detail: { ...by.detail, route: route.path, code: refusal.code } }))
}

type LateView = { readonly render: () => Answer }

type Showing = { readonly route: PageRoute; readonly context: RecordContext | StaffContext | PublicContext; readonly problem: Problem | null }

async function loadPage(asked: Asked, { route, context, problem }: Showing): Promise<Answer | LateView> {
  const input = { params: readInput(route.params, asked.request.params), query: readInput(route.query, asked.request.query) }
  const loaded = await route.load(context as never, input as never)
  if (loaded instanceof AnswerBox) return loaded.answer
  return { render: () => ({ show: route.view(loaded, context as never, problem), status: problem === null ? 200 : refusals[problem.code].status }) }
}

async function showPage(asked: Asked, showing: Showing): Promise<Answer> {
  const loaded = await loadPage(asked, showing)
  return 'render' in loaded ? loaded.render() : loaded
}

async function actSignedIn(asked: Asked, route: Route, { context, leave, again }: { readonly context: RecordContext | StaffContext; readonly leave: Leave; readonly again: (page: PageRoute) => void }): Promise<Answer | LateView> {
  if (route.method !== 'POST') throw new Error('not an action')
  const input = { params: readInput(route.params, asked.request.params), form: readInput(route.form, ownFields(asked.request.body)) }
  try {
    return await route.act(context as never, input as never)
  } catch (error) {
    if (!(error instanceof Refusal) || refusals[error.code].place !== 'field' || route.again === undefined) throw error
    leave({ kind: 'refused', patient: null, outcome: 'refused', detail: { route: route.path, code: error.code } })
    again(route.again)
    return loadPage(asked, { route: route.again, context, problem: problemOf(error, route, asked.request.body) })
  }
}

function ownFields(body: unknown): Record<string, unknown> {
  const { [formTokenField]: _token, ...fields } = (body ?? {}) as Record<string, unknown>
  return fields
}

function problemOf(refusal: Refusal, route: ActRoute, body: unknown): Problem {
  const secret = new Set(route.secretFields ?? [])
  const typed = Object.fromEntries(Object.entries(ownFields(body)).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !secret.has(entry[0])))
  const { field, ...facts } = refusal.facts as Record<string, string | number>
  return { code: refusal.code, field: typeof field === 'string' ? field : null, facts, typed }
}
