// How is one thing typed? A label, a hint, the words of a refusal, the box. All tied together for screen readers.
import type { ComponentChildren } from 'preact'
import { type Language, spoken } from '../spoken.ts'

export type FieldProps = {
  language: Language
  /** The field's id and, unless `name` is given, its name. */
  id: string
  name?: string | undefined
  label: string
  hint?: string | undefined
  /** Why what was typed was refused; the box is marked. */
  error?: string | undefined
  value?: string | undefined
  type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'tel' | undefined
  /** What the browser may fill in (WCAG 1.3.5). */
  autocomplete?: string | undefined
  inputmode?: 'numeric' | 'text' | 'email' | 'tel' | undefined
  maxlength?: number | undefined
  optional?: boolean | undefined
  /** A code: larger, spaced, no spelling check, capital letters. */
  code?: boolean | undefined
  /** Something beside the label, such as "Forgot your password?". */
  beside?: ComponentChildren
  /** In a row of fields: how this one shares the width. */
  width?: 'date' | 'wide' | undefined
}

/** The ids a box is described by, for `aria-describedby`. */
export function describedBy(id: string, said: { hint?: string | undefined; error?: string | undefined }): string | undefined {
  const ids = [said.error === undefined ? '' : `${id}-error`, said.hint === undefined ? '' : `${id}-hint`].filter((one) => one !== '')
  return ids.length === 0 ? undefined : ids.join(' ')
}

/** Why one field was refused. The words "Error:" are only for those who do not see the mark. */
export function FieldError(props: { language: Language; id: string; error: string | undefined }) {
  if (props.error === undefined) return null
  return (
    <p class="err" id={`${props.id}-error`}>
      <span class="vh">{spoken(props.language).forms.error} </span>
      {props.error}
    </p>
  )
}

function Label(props: FieldProps) {
  const words = spoken(props.language).forms
  const label = (
    <label for={props.id}>
      {props.label}
      {props.optional === true && <span class="h"> {words.optional}</span>}
    </label>
  )
  if (props.beside === undefined) return label
  return (
    <div class="two">
      {label}
      {props.beside}
    </div>
  )
}

function fieldClass(props: FieldProps): string {
  return ['fld', props.width === 'date' ? 'date' : '', props.width === 'wide' ? 'grow2' : '', props.error === undefined ? '' : 'refused'].filter((name) => name !== '').join(' ')
}

export function Field(props: FieldProps) {
  return (
    <div class={fieldClass(props)}>
      <Label {...props} />
      {props.hint !== undefined && (
        <span class="h" id={`${props.id}-hint`}>
          {props.hint}
        </span>
      )}
      <FieldError language={props.language} id={props.id} error={props.error} />
      <input
        class={props.code === true ? 'inp big' : 'inp'}
        id={props.id}
        name={props.name ?? props.id}
        // The renderer's types know one shape per type of box; these all take the same attributes.
        type={(props.type ?? 'text') as 'text'}
        value={props.value}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        maxlength={props.maxlength}
        spellcheck={props.code === true || props.type === 'email' ? false : undefined}
        autocapitalize={props.code === true ? 'characters' : props.type === 'email' ? 'none' : undefined}
        aria-describedby={describedBy(props.id, props)}
        aria-invalid={props.error === undefined ? undefined : 'true'}
      />
    </div>
  )
}

/** Fields side by side. */
export function FieldRow({ children }: { children: ComponentChildren }) {
  return <div class="f-row">{children}</div>
}
