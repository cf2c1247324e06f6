// How does an answer leave? Rendering, compression, files, refusals: the one place that turns them into bytes.
import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { newReference } from '#accounts'
import { Refusal, faultFields, isDatabaseAway } from '#kernel'
import type { RefusalCode } from '../../../contract/refusals.ts'
import { type OwnCookie, readCookies, setCookie } from './cookies.ts'
import type { Door } from './door.ts'
import { clearEverything, everyDownload, everyPublished } from './headers.ts'
import { isStaffSide } from './registry.ts'
import type { Answer, Cookies } from './route.ts'
import { referenceOf } from './trouble/try-lines.ts'

/** Below this many bytes packing costs more than it saves. Level 3 costs what level 1 does for such pages, and is smaller; 6 costs four times as much for long ones. */
const packFrom = 1_400

/** One request and the place for its answer. */
export type Turn = { readonly door: Door; readonly request: FastifyRequest; readonly reply: FastifyReply }

export function sendView({ request, reply }: Turn, view: VNode, status: number): FastifyReply {
  const html = `<!doctype html>${renderToString(view)}`
  reply.code(status).type('text/html; charset=utf-8')
  if (html.length < packFrom || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(html)
  return reply.header('content-encoding', 'gzip').send(gzipSync(html, { level: 3 }))
}

function setCookies(reply: FastifyReply, cookies: Cookies | undefined): void {
  for (const [name, value] of Object.entries(cookies ?? {})) reply.header('set-cookie', setCookie(name as OwnCookie, value))
}

export async function sendAnswer(turn: Turn, given: Answer): Promise<FastifyReply> {
  const { door, reply } = turn
  if ('cookies' in given) setCookies(reply, given.cookies)
  if ('show' in given) return sendView(turn, given.show, given.status ?? 200)
  if ('published' in given) return sendPublished(turn, given.published)
  if ('json' in given) return reply.code(given.status ?? 200).type('application/json; charset=utf-8').send(JSON.stringify(given.json))
  if ('go' in given) {
    if (given.clear === true) reply.headers(clearEverything)
    return reply.code(303).header('location', internalPath(given.go)).send()
  }
  const { type, name, inline } = given.file
  const body = typeof given.file.body === 'function' ? await given.file.body() : given.file.body
  return reply.headers(everyDownload).header('content-disposition', door.house.export.contentDisposition(name, inline === true)).type(type).send(typeof body === 'string' ? body : Buffer.from(body))
}

/** The same for everybody: no cookie, kept by caches, read by pages of other sites (CORS), not sent again to whoever has it. */
function sendPublished({ request, reply }: Turn, { body, type, etag }: { readonly body: string; readonly type: string; readonly etag: string }): FastifyReply {
  reply.removeHeader('set-cookie')
  reply.headers({ ...everyPublished, etag })
  const known = String(request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim())
  if (known.includes(etag) || known.includes('*')) return reply.code(304).send()
  if (body.length < packFrom || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.type(type).send(body)
  return reply.type(type).header('content-encoding', 'gzip').send(gzipSync(body, { level: 6 }))
}

/** Only places of our own: anything else goes home (R-T21). */
export function internalPath(path: string): string {
  return /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(path) ? path : '/'
}

export function sendRefusal(turn: Turn, given: Refusal | RefusalCode, fault?: unknown): FastifyReply {
  const { door, request, reply } = turn
  // Our database being away is nobody's mistake, and known: not a fault with a number.
  const away = fault !== undefined && isDatabaseAway(fault)
  if (away) door.house.state.noteAway()
  const refusal = away ? new Refusal('database-away', faultFields(fault).error ?? '') : typeof given === 'string' ? new Refusal(given, given) : given
  const path = request.url.split('?')[0] ?? '/'
  const next = request.method === 'GET' ? `?next=${encodeURIComponent(path)}` : ''
  const staff = isStaffSide(path)
  const signIn = staff ? '/staff/sign-in' : '/sign-in'
  if (refusal.code === 'sign-in-first') return reply.code(303).header('location', `${signIn}${next}`).send()
  if (refusal.code === 'session-ended') return reply.code(303).header('set-cookie', setCookie(staff ? 'staff' : 'session', null)).header('location', `${signIn}${next}${next === '' ? '?' : '&'}ended=1`).send()
  if (refusal.code === 'step-up-first') return reply.code(303).header('location', `${staff ? '/staff' : ''}/step-up${next}`).send()
  if (refusal.code === 'choose-place-first') return reply.code(303).header('location', '/staff/where').send()
  const noted = referenceOf(refusal)
  const reference = noted ?? newReference(6)
  const route = request.routeOptions?.url ?? 'none'
  // A trail that takes no line is our fault, though the answer is a refusal: the operator must hear of it.
  if (refusal.code === 'cannot-audit') door.house.log.fault({ event: 'cannot-audit', reference, route, method: request.method, error: refusal.because })
  else if (fault !== undefined) door.house.log.fault({ event: 'fault', reference, route, method: request.method, ...faultFields(fault) })
  else if (refusal.code !== 'not-found') door.house.log.info({ event: 'refused', reference, route, method: request.method, code: refusal.code, because: refusal.because })
  if (refusal.code === 'too-many-tries' || refusal.code === 'too-busy' || refusal.code === 'database-away') reply.header('retry-after', String(refusal.facts.seconds ?? 30))
  const signedIn = readCookies(request.headers.cookie)[staff ? 'staff' : 'session'] !== undefined
  // A reference only where somebody may ask about it, a fault or a step of getting in: two not-found pages must have the same bytes (R51).
  const view = door.views.refusal({ refusal, language: 'en', reference: (fault === undefined || away) && noted === null ? '' : reference, house: door.house, path, signedIn, staff })
  return sendView(turn, view, refusal.status)
}
