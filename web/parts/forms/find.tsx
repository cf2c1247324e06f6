// How is something looked for? One box that takes a date, a test's everyday name or a doctor. It posts: what is typed
// never enters an address.
import { Icon } from '../page/icon.tsx'
import { type Language, spoken } from '../spoken.ts'
import { FieldError, describedBy } from './field.tsx'
import { FormToken } from './form.tsx'

export type FindProps = {
  language: Language
  action: string
  /** The form token. Without one the form is a `get`, for places where nothing about a person is typed. */
  token?: string | undefined
  label: string
  hint?: string | undefined
  value?: string | undefined
  name?: string | undefined
  narrow?: boolean | undefined
  /** Why what was typed was refused. */
  error?: string | undefined
}

export function Find(props: FindProps) {
  return (
    <form class={props.narrow === true ? 'find narrow' : 'find'} role="search" action={props.action} method={props.token === undefined ? 'get' : 'post'}>
      {props.token !== undefined && <FormToken token={props.token} />}
      <label for="find">{props.label}</label>
      {props.hint !== undefined && (
        <p class="hint" id="find-hint">
          {props.hint}
        </p>
      )}
      <FieldError language={props.language} id="find" error={props.error} />
      <div class="find-row">
        <input id="find" name={props.name ?? 'words'} type="search" autocomplete="off" value={props.value} aria-describedby={describedBy('find', props)} aria-invalid={props.error === undefined ? undefined : 'true'} />
        <button class="btn">
          <Icon name="find" />
          {spoken(props.language).forms.find}
        </button>
      </div>
    </form>
  )
}
