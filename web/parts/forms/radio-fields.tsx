// How does one choose what to type? Cards, each with its own box under it; only the chosen one's box is shown, without a script.
import type { ComponentChildren } from 'preact'
import type { Language } from '../spoken.ts'
import { FieldError } from './field.tsx'

export type FieldsChoice = { readonly value: string; readonly label: string; readonly hint?: string | undefined; /** The boxes that belong to this choice. */ readonly fields: ComponentChildren }

export type RadioFieldsProps = { language: Language; id: string; name: string; legend: string; choices: readonly FieldsChoice[]; chosen: string; error?: string | undefined }

/** Browsers that know no `:has()` show every box; the form's reader takes the chosen one's. */
export function RadioFields(props: RadioFieldsProps) {
  return (
    <fieldset class={props.error === undefined ? 'fs' : 'fs refused'} aria-describedby={props.error === undefined ? undefined : `${props.id}-error`}>
      <legend>{props.legend}</legend>
      <FieldError language={props.language} id={props.id} error={props.error} />
      <div class="opts tight">
        {props.choices.map((choice, index) => (
          <div key={choice.value} class="opt-with">
            <label class="opt">
              <input id={index === 0 ? props.id : `${props.id}-${choice.value}`} type="radio" name={props.name} value={choice.value} checked={choice.value === props.chosen} />
              <span>
                <b>{choice.label}</b>
                {choice.hint !== undefined && <span class="mute">{choice.hint}</span>}
              </span>
            </label>
            <div class="opt-more">{choice.fields}</div>
          </div>
        ))}
      </div>
    </fieldset>
  )
}
