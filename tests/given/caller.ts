// How does a test speak to the house as a browser would, without one? Requests with a cookie jar, forms with their tokens.
import type { GivenHouse } from './house.ts'

export type Reply = { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: string; readonly bytes: Buffer }

export type Caller = {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /** Posts fields with the token of the page `from` (loaded first when it was not the last one). */
  post(path: string, fields: Readonly<Record<string, string | readonly string[]>>, options?: { readonly from?: string; readonly headers?: Readonly<Record<string, string>>; readonly token?: string | null }): Promise<Reply>
  /** Follows redirects of the last reply. */
  follow(reply: Reply): Promise<Reply>
  readonly cookies: Map<string, string>
}

export const tokenIn = (html: string): string => /name="form-token" value="([^"]+)"/.exec(html)?.[1] ?? ''

/** A new caller with an empty cookie jar. `address`: where it seems to call from. */
export function givenCaller(house: GivenHouse, address = '127.0.0.1'): Caller {
  const cookies = new Map<string, string>()
  let lastToken = ''
  const send = async ({ method, url, payload = null, headers = {} }: { method: 'GET' | 'POST'; url: string; payload?: string | null; headers?: Readonly<Record<string, string>> }): Promise<Reply> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await house.web.fastify.inject({ method, url, remoteAddress: address, ...(payload === null ? {} : { payload }), headers: { host: new URL(house.url).host, ...(cookie === '' ? {} : { cookie }), ...headers } })
    for (const one of [answer.headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = one.split(';')
      const at = pair.indexOf('=')
      if (/Max-Age=0/i.test(one)) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const token = tokenIn(answer.body)
    if (token !== '') lastToken = token
    return { status: answer.statusCode, headers: answer.headers as Reply['headers'], body: answer.body, bytes: answer.rawPayload }
  }
  const caller: Caller = {
    cookies,
    get: (path, headers = {}) => send({ method: 'GET', url: path, headers }),
    async post(path, fields, { from, headers = {}, token } = {}) {
      if (from !== undefined) await send({ method: 'GET', url: from })
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries(fields)) for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
      if (token !== null) body.append('form-token', token ?? lastToken)
      return send({ method: 'POST', url: path, payload: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: house.url, ...headers } })
    },
    async follow(reply) {
      let now = reply
      for (let hops = 0; hops < 5 && now.status === 303; hops += 1) now = await caller.get(String(now.headers.location))
      return now
    },
  }
  return caller
}
