// How is one of a few short things chosen, where cards would take too much room? The browser's own list.
import type { Language } from '../spoken.ts'
import { FieldError, describedBy } from './field.tsx'

export type SelectProps = { language: Language; id: string; label: string; hint?: string | undefined; error?: string | undefined; chosen?: string | undefined; choices: readonly { readonly value: string; readonly label: string }[] }

export function Select(props: SelectProps) {
  return (
    <div class={props.error === undefined ? 'fld' : 'fld refused'}>
      <label for={props.id}>{props.label}</label>
      {props.hint !== undefined && (
        <span class="h" id={`${props.id}-hint`}>
          {props.hint}
        </span>
      )}
      <FieldError language={props.language} id={props.id} error={props.error} />
      <select class="inp" id={props.id} name={props.id} aria-describedby={describedBy(props.id, props)}>
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === props.chosen}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}
