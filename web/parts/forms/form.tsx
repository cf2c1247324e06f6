// How does a page change something? A form that posts, with the token that binds it to the session. Works without scripts.
import type { ComponentChildren } from 'preact'

/** The name of the hidden field that carries the form token (R58, T15: a token bound to the session in every form). */
export const formTokenName = 'form-token'

/** The hidden field with the form token. */
export function FormToken({ token }: { token: string }) {
  return <input type="hidden" name={formTokenName} value={token} />
}

export type FormProps = {
  action: string
  /** The form token; needed wherever the form posts. */
  token?: string | undefined
  /** `get` only where nothing a person typed enters the address. */
  method?: 'post' | 'get' | undefined
  /** One narrow column with even steps, for things that are typed. */
  column?: boolean | undefined
  id?: string | undefined
  /** Needed where the page has several forms. */
  label?: string | undefined
  /** For forms that carry a file. */
  multipart?: boolean | undefined
  children: ComponentChildren
}

/** A form checked by the server, not the browser, so that everybody reads the same words (`novalidate`). */
export function Form(props: FormProps) {
  const post = props.method !== 'get'
  return (
    <form id={props.id} class={props.column === true ? 'form mt5' : undefined} action={props.action} method={post ? 'post' : 'get'} enctype={props.multipart === true ? 'multipart/form-data' : undefined} aria-label={props.label} novalidate>
      {post && props.token !== undefined && <FormToken token={props.token} />}
      {props.children}
    </form>
  )
}
