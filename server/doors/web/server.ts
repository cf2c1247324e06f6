// How does a request become an answer? The only place that speaks HTTP to browsers.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { newId } from '#kernel'
import type { House } from './house.ts'
import { everyAnswer } from './headers.ts'
import { openRates } from './rates.ts'
import { type Declaration, checkRoutes } from './registry.ts'
import { answerRoute } from './answer-route.ts'
import type { Door, Views } from './door.ts'
import { sendRefusal } from './send.ts'
import type { Route } from './route.ts'

/** A file every page may need; the name carries a hash of its content, so it may be kept for ever. */
export type Asset = { readonly path: string; readonly type: string; readonly body: Buffer; readonly brotli?: Buffer; readonly gzip?: Buffer }

export type WebUses = {
  readonly house: House
  readonly routes: readonly Route[]
  readonly views: Views
  readonly assets: readonly Asset[]
  readonly publicUrl: string
  readonly trustedProxies: readonly string[]
  /** Multiplies the read limits: 1 in production, more for tests and the bench (one caller). */
  readonly rateFactor?: number
  readonly health: () => Promise<boolean>
}

export type Web = {
  readonly declarations: readonly Declaration[]
  readonly fastify: FastifyInstance
  listen(port: number, host: string): Promise<void>
  close(): Promise<void>
}

/** R61. Longer addresses are refused before anything reads them. */
const longestUrl = 4_096

/** What the parser of HTTP itself could not read: an answer by hand, with the headers of every other one, and nothing of what came. */
function refuseBroken(_error: Error, socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const headers = Object.entries({ ...everyAnswer, 'content-type': 'text/plain; charset=utf-8', 'content-length': '0', connection: 'close' })
  socket.end(`HTTP/1.1 400 Bad Request\r\n${headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`)
}

// R61: limits of the HTTP server itself. `refuse` answers an address that cannot be read, before any route is looked for.
function newServer(trustedProxies: readonly string[], refuse: (request: FastifyRequest, reply: FastifyReply) => unknown): FastifyInstance {
  const app = fastify({
    frameworkErrors: (_error, request, reply) => void refuse(request, reply.headers(everyAnswer)),
    clientErrorHandler: refuseBroken,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    return503OnClosing: true,
    exposeHeadRoutes: false,
    logger: false,
    genReqId: () => newId(),
  })
  ;(app.server as Server).headersTimeout = 10_000
  return app
}

/** Opens the web door: refuses (UndeclaredRoute) to start when a route is not declared whole. */
export async function openWeb(uses: WebUses): Promise<Web> {
  const declarations = checkRoutes(uses.routes)
  const door: Door = { ...uses, rates: openRates(uses.rateFactor), origins: ownOrigins(uses.publicUrl) }
  const app = newServer(uses.trustedProxies, (request, reply) => sendRefusal({ door, request, reply }, 'form-not-understood'))
  // Forms are all that is read: JSON or text under a form's address is not understood.
  app.removeAllContentTypeParsers()
  await app.register(formbody, { bodyLimit: 1_048_576 })
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(everyAnswer)
    if (request.url.length > longestUrl) return void sendRefusal({ door, request, reply }, 'form-not-understood')
    done()
  })
  for (const asset of uses.assets) app.get(asset.path, (request, reply) => sendAsset(asset, request, reply))
  for (const route of uses.routes) {
    app.route({ method: route.method, url: route.path, handler: (request, reply) => answerRoute({ door, request, reply }, route) })
  }
  app.get('/health', async (_request, reply) => {
    const well = await uses.health()
    return reply.code(well ? 200 : 503).type('text/plain; charset=utf-8').send(well ? 'ok\n' : 'not ready\n')
  })
  app.setNotFoundHandler((request, reply) => sendRefusal({ door, request, reply }, 'not-found'))
  app.setErrorHandler((error: { statusCode?: number; message: string; stack?: string }, request, reply) => {
    if (error.statusCode === 413) return sendRefusal({ door, request, reply }, 'too-large')
    if (error.statusCode !== undefined && error.statusCode < 500) return sendRefusal({ door, request, reply }, 'form-not-understood')
    return sendRefusal({ door, request, reply }, 'our-fault', error)
  })
  return {
    declarations,
    fastify: app,
    async listen(port, host) {
      await app.listen({ port, host })
    },
    close: () => app.close(),
  }
}

/** Behind localhost any of its spellings is our own origin; elsewhere only the public address. */
function ownOrigins(publicUrl: string): readonly string[] {
  const url = new URL(publicUrl)
  if (url.hostname !== 'localhost') return [url.origin]
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`)
}

function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const accepts = String(request.headers['accept-encoding'] ?? '')
  reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type)
  if (asset.brotli !== undefined && /\bbr\b/.test(accepts)) return reply.header('content-encoding', 'br').send(asset.brotli)
  if (asset.gzip !== undefined && /\bgzip\b/.test(accepts)) return reply.header('content-encoding', 'gzip').send(asset.gzip)
  return reply.send(asset.body)
}
