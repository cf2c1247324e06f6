// How does an authenticator app learn its secret? By the square, by typing the key, or by a link on the same device. No script.
import type { ComponentChildren } from 'preact'
import type { OfferedApp } from '#accounts'
import { squareOf } from '#identity'
import { Button, ErrorSummary, Field, Form, Points } from '#parts'
import type { Problem } from '#web'
import { join } from '../../words/en/join.ts'

const words = join.app

/** The square as one path; the quiet zone of four modules belongs to it (ISO/IEC 18004). */
function Square({ text }: { text: string }) {
  const rows = squareOf(text)
  const size = rows.length + 8
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg class="qr" viewBox={`-4 -4 ${size} ${size}`} width="220" height="220" role="img" aria-label={words.square}>
      <rect x="-4" y="-4" width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}

export type AppSetUpProps = { readonly context: { readonly language: 'en'; readonly formToken: string }; readonly offered: OfferedApp; readonly action: string; readonly problem: Problem | null; readonly other: { readonly label: string; readonly href: string }; /** What stands under the first sentence. */ readonly children?: ComponentChildren }

/** The whole page's content, for joining and for the account page. */
export function AppSetUp({ context, offered, action, problem, other, children }: AppSetUpProps) {
  const error = problem === null ? undefined : `${words.noMatch} ${words.noMatchHint}`
  return (
    <>
      <h1>{words.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'code' }]} />}
      <p class="lede">{words.lede}</p>
      {children}
      <Points numbered points={words.steps} />
      <p class="mt5">
        <Square text={offered.uri} />
      </p>
      <p class="mt3">
        {words.key}:<br />
        <span class="code">{offered.secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      <p class="mt2">
        <a href={offered.uri}>{words.onThisDevice}</a>
      </p>
      <Form action={action} token={context.formToken} column>
        <Field language={context.language} id="code" label={words.label} code inputmode="numeric" autocomplete="one-time-code" error={error} />
        <p>
          <Button>{join.continue}</Button>
        </p>
      </Form>
      <p class="mt5">
        <a href={other.href}>{other.label}</a>
      </p>
    </>
  )
}
