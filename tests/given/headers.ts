// Which headers must every answer carry? Security.md R57-R60 and R94, written down once more, apart from the code that sets them.
import assert from 'node:assert/strict'
import type { Reply } from './caller.ts'

const exactly: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-store',
}
const never = ['access-control-allow-origin', 'access-control-allow-credentials', 'server', 'x-powered-by', 'etag', 'last-modified']

/** What a document that is published for other sites carries instead. */
const published: Readonly<Record<string, string>> = { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' }

/** Checks one answer; `asset` for files of our own that may be kept, `forAll` for what is published for everybody. */
export function everyAnswerCarries(reply: Pick<Reply, 'headers'>, what: string, { asset = false, forAll = false } = {}): void {
  for (const [name, value] of Object.entries(exactly)) if (!asset || name !== 'cache-control') assert.equal(reply.headers[name], forAll ? (published[name] ?? value) : value, `${what}: ${name}`)
  for (const name of never) if (!forAll || !['access-control-allow-origin', 'etag'].includes(name)) assert.equal(reply.headers[name], undefined, `${what}: ${name}`)
  if (forAll) assert.equal(reply.headers['set-cookie'], undefined, `${what}: no cookie`)
  const policy = String(reply.headers['content-security-policy'])
  const directives = new Map(policy.split(';').map((one) => one.trim().split(/\s+/)).map(([name = '', ...values]) => [name, values.join(' ')]))
  assert.equal(directives.get('default-src'), "'none'", `${what}: policy`)
  assert.doesNotMatch(policy, /unsafe|\*|https?:|data:|blob:/, `${what}: policy`)
  if (!directives.has('sandbox')) {
    for (const name of ['base-uri', 'object-src', 'frame-ancestors']) assert.equal(directives.get(name), "'none'", `${what}: ${name}`)
    assert.equal(directives.get('script-src'), "'self'", `${what}: script-src`)
    assert.equal(directives.get('form-action'), "'self'", `${what}: form-action`)
    assert.equal(directives.get('require-trusted-types-for'), "'script'", `${what}: trusted types`)
  }
  for (const cookie of [reply.headers['set-cookie'] ?? []].flat()) assert.match(cookie, /^__Host-[a-z]+=[A-Za-z0-9_-]*; Path=\/; Secure; HttpOnly; SameSite=Lax(; Max-Age=\d+)?$/, `${what}: cookie`)
}
