// How does a text reach the gateway? One HTTPS POST to the one address of the configuration; no redirect is followed.

/** Hands one text to the gateway; rejects when it was not taken. A rejection with `refusedForGood` is about this number alone. */
export type SendText = (text: { readonly id: string; readonly to: string; readonly text: string }) => Promise<unknown>

export type TextGateway = {
  /** https, without a name and password in it. */
  readonly url: string
  /** Sent as a bearer token. */
  readonly key: string
}

const timeoutMs = 15_000

/** What the gateway says of one number or one text; everything else is about the gateway and is tried again. */
const aboutThisText = new Set([400, 404, 410, 422])

export class NotTaken extends Error {
  readonly code: string
  readonly refusedForGood: boolean
  constructor(code: string, refusedForGood: boolean) {
    super(code)
    this.code = code
    this.refusedForGood = refusedForGood
  }
}

export function openGateway({ url, key }: TextGateway): SendText {
  return async ({ id, to, text }) => {
    const answer = await fetch(url, {
      method: 'POST',
      // R92: what the gateway answers leads nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': id },
      body: JSON.stringify({ to, text, id }),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new NotTaken(`HTTP ${answer.status}`, aboutThisText.has(answer.status))
  }
}
