// How is an address given, and then proven by six numbers? Two page contents: of the account, of joining, and after a lost phone.
import type { ContactKind, SentCode } from '#accounts'
import { Button, ErrorSummary, Field, Form, Notice } from '#parts'
import type { Problem } from '#web'
import { account } from '../../words/en/account.ts'
import { forgot } from '../../words/en/back-in.ts'

const words = account.contact
const field = (kind: ContactKind): 'email' | 'phone' => (kind === 'phone' ? 'phone' : 'email')

type Way = { readonly label: string; readonly href: string }
/** Two, best first: an app, a passkey. */
export type Safer = readonly [Way, Way]
type Context = { readonly language: 'en'; readonly formToken: string }

/** R12: that it is less safe, and the ways that are safer, beside it. */
function Restricted({ safer }: { safer: Safer }) {
  return (
    <Notice kind="note" heading={words.warning.heading}>
      <p>{words.warning.text}</p>
      <p class="row-act">
        <a href={safer[0].href}>{safer[0].label}</a> <a href={safer[1].href}>{safer[1].label}</a>
      </p>
    </Notice>
  )
}

export type AskContactProps = { readonly kind: ContactKind; readonly context: Context; readonly action: string; readonly problem: Problem | null; /** Of a phone: the safer ways. */ readonly safer: Safer; readonly back: Way }

/** Which address? */
export function AskContact({ kind, context, action, problem, safer, back }: AskContactProps) {
  const box = field(kind)
  const error = problem === null ? undefined : words.notUsable[box]
  return (
    <>
      <h1>{words.heading[kind]}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: box }]} />}
      <p class="lede">{words.lede[kind]}</p>
      {kind === 'phone' && <Restricted safer={safer} />}
      <Form action={action} token={context.formToken} column>
        <Field language={context.language} id={box} label={words.label[kind]} hint={kind === 'phone' ? words.phoneHint : undefined} type={kind === 'phone' ? 'tel' : 'email'} autocomplete={kind === 'phone' ? 'tel' : 'email'} value={problem?.typed[box]} error={error} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
      <p class="mt5">
        <a href={back.href}>{back.label}</a>
      </p>
    </>
  )
}

export type TypeNumbersProps = { readonly sent: SentCode; readonly context: Context; /** The messages are in the trial's mailbox. */ readonly trial: boolean; readonly action: string; /** Where the address is changed, or new numbers are asked for. */ readonly again: string; readonly problem: Problem | null }

/** The six numbers that went there. */
export function TypeNumbers({ sent, context, trial, action, again, problem }: TypeNumbersProps) {
  const error = problem === null ? undefined : problem.code === 'code-missing' ? words.sent.missing : problem.code === 'email-taken' ? words.sent.taken : words.sent.noMatch
  return (
    <>
      <h1>{words.sent.heading}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'code' }]} />}
      <p class="lede">{words.sent.lede(sent.shown)}</p>
      {trial && (
        <Notice kind="note" heading={forgot.sent.trial}>
          <p class="row-act">
            <a href="/mailbox">{forgot.sent.mailbox}</a>
          </p>
        </Notice>
      )}
      <Form action={action} token={context.formToken} column>
        <Field language={context.language} id="code" label={words.sent.label} code inputmode="numeric" autocomplete="one-time-code" error={error} />
        <p>
          <Button>{words.sent.button}</Button>
        </p>
      </Form>
      <p class="mt5">
        <a href={again}>{words.sent.again}</a>
      </p>
    </>
  )
}
