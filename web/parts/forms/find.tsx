// How is something looked for? One box that takes a date, a test's everyday name or a doctor. It posts: what is typed
// never enters an address.
import { Icon } from '../page/icon.tsx'
import { type Language, spoken } from '../spoken.ts'
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
      <div class="find-row">
        <input id="find" name={props.name ?? 'words'} type="search" autocomplete="off" value={props.value} aria-describedby={props.hint === undefined ? undefined : 'find-hint'} />
        <button class="btn">
          <Icon name="find" />
          {spoken(props.language).forms.find}
        </button>
      </div>
    </form>
  )
}
