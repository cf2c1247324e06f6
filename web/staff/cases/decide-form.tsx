// What does the desk check, decide and send? One form, one press; what was filled in stays when something is missing.
import type { DeskCase } from '#identity'
import { Button, CheckBox, Field, FieldError, Form, RadioCards, RadioFields, Select } from '#parts'
import type { Problem } from '#web'
import { idChecks, idKinds } from '../../../contract/desk-cases.ts'
import { checkWords, desk, idKindWords } from '../../../words/en/desk.ts'

const words = desk.case

export type Said = { readonly field: string; readonly message: string }

/** Which box of the form, and what is said beside it. */
export function saidOf(problem: Problem | null): Said | null {
  if (problem === null) return null
  const { missing } = words
  switch (problem.code) {
    case 'check-missing':
      return problem.field === 'last4' ? { field: 'last4', message: missing.last4 } : { field: 'check-photo-id', message: missing.checks }
    case 'contact-missing':
      return problem.field === 'phone' ? { field: 'phone', message: missing.phone } : { field: 'email', message: missing.email }
    case 'phone-not-usable':
      return { field: 'phone', message: missing.phoneUnlike }
    case 'email-not-usable':
      return { field: 'email', message: missing.emailUnlike }
    case 'contact-of-another':
      return { field: problem.field ?? 'phone', message: missing.another }
    case 'record-number-unknown':
      return { field: 'record', message: missing.record }
    default:
      return { field: 'decision', message: missing.decision }
  }
}

type Props = { readonly found: DeskCase; readonly token: string; readonly problem: Problem | null; readonly error: Said | null; readonly typed: { readonly phone: string; readonly email: string } }

function CheckBoxes({ problem, error }: Pick<Props, 'problem' | 'error'>) {
  const checkError = error?.field === 'check-photo-id' ? error.message : undefined
  return (
    <fieldset class={checkError === undefined ? 'fs' : 'fs refused'}>
      <legend class="vh">{words.check.legend}</legend>
      <FieldError language="en" id="checks" error={checkError} />
      {idChecks.map((check) => (
        <CheckBox key={check} id={`check-${check}`} name={`check-${check}`} label={checkWords[check]} checked={problem?.typed[`check-${check}`] === 'yes'} />
      ))}
    </fieldset>
  )
}

function Sending({ found, problem, error, typed }: Omit<Props, 'token'>) {
  const boxes = problem?.typed ?? typed
  const via = problem?.typed.via ?? (typed.email !== '' && typed.phone === '' ? 'mail' : 'text')
  const errorOf = (id: string) => (error?.field === id ? error.message : undefined)
  return (
    <div class="box">
      <h2 id="send">{words.send.heading}</h2>
      <RadioFields
        language="en" id="via" name="via" legend={words.send.legend} chosen={via}
        choices={[
          { value: 'text', label: words.send.text.label, fields: <Field language="en" id="phone" label={words.send.text.field} type="tel" inputmode="tel" autocomplete="off" value={boxes.phone} error={errorOf('phone')} /> },
          { value: 'mail', label: words.send.mail.label, fields: <Field language="en" id="email" label={words.send.mail.field} hint={words.send.mail.hint} type="email" autocomplete="off" value={boxes.email} error={errorOf('email')} /> },
        ]}
      />
      <Button>{found.state === 'approved' || found.state === 'proven' ? words.again : words.button}</Button>
      <p class="mute mt3">{words.send.until}</p>
    </div>
  )
}

export function DecideForm({ found, token, problem, error, typed }: Props) {
  const errorOf = (id: string) => (error?.field === id ? error.message : undefined)
  const differ = found.compared.some((row) => row.same === false)
  return (
    <Form action={`/staff/desk/case/${found.id}`} token={token} label={words.decide.heading}>
      <input type="hidden" name="version" value={String(found.version)} />
      <div class="box">
        <h2 id="idl">{words.check.heading}</h2>
        <CheckBoxes problem={problem} error={error} />
        <div class="f-row">
          <Select language="en" id="kind" label={words.check.kind} chosen={problem?.typed.kind} choices={idKinds.map((kind) => ({ value: kind, label: idKindWords[kind] }))} />
          <Field language="en" id="last4" label={words.check.last4} maxlength={4} autocomplete="off" value={problem?.typed.last4} error={errorOf('last4')} />
        </div>
        <p class="mute mt3">{words.check.phone}</p>
      </div>
      <div class="box">
        <h2 id="dec">{words.decide.heading}</h2>
        <RadioCards language="en" id="decision" name="decision" legend={words.decide.legend} legendHidden chosen={problem?.typed.decision ?? (differ ? undefined : 'file')} error={errorOf('decision')}
          choices={[{ value: 'typed', ...words.decide.typed }, { value: 'file', ...words.decide.file }]} />
      </div>
      <Sending found={found} problem={problem} error={error} typed={typed} />
    </Form>
  )
}
