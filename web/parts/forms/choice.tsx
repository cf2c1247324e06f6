// How is something chosen? One box to check, or one of several cards with a sentence each.
import type { ComponentChildren } from 'preact'
import type { Language } from '../spoken.ts'
import { FieldError } from './field.tsx'

export type CheckBoxProps = {
  id: string
  name: string
  value?: string | undefined
  label: ComponentChildren
  hint?: string | undefined
  checked?: boolean | undefined
}

export function CheckBox(props: CheckBoxProps) {
  return (
    <div class="check">
      <input id={props.id} type="checkbox" name={props.name} value={props.value ?? 'yes'} checked={props.checked === true} aria-describedby={props.hint === undefined ? undefined : `${props.id}-hint`} />
      <div>
        <label for={props.id}>{props.label}</label>
        {props.hint !== undefined && (
          <span class="mute" id={`${props.id}-hint`}>
            {props.hint}
          </span>
        )}
      </div>
    </div>
  )
}

export type CardChoice = {
  value: string
  label: string
  hint?: string | undefined
  /** A few words beside the label ("Safest"). */
  tag?: string | undefined
}

export type RadioCardsProps = {
  language: Language
  id: string
  name: string
  legend: string
  /** The heading above already says it: keep the legend for screen readers only. */
  legendHidden?: boolean | undefined
  choices: readonly CardChoice[]
  chosen?: string | undefined
  error?: string | undefined
}

export function RadioCards(props: RadioCardsProps) {
  return (
    <fieldset class={props.error === undefined ? 'fs' : 'fs refused'} aria-describedby={props.error === undefined ? undefined : `${props.id}-error`}>
      <legend class={props.legendHidden === true ? 'vh' : undefined}>{props.legend}</legend>
      <FieldError language={props.language} id={props.id} error={props.error} />
      <div class="opts">
        {props.choices.map((choice, index) => (
          <label key={choice.value} class="opt">
            <input id={index === 0 ? props.id : `${props.id}-${choice.value}`} type="radio" name={props.name} value={choice.value} checked={choice.value === props.chosen} />
            <span>
              <b>{choice.label}</b>
              {choice.tag !== undefined && <span class="tag in">{choice.tag}</span>}
              {choice.hint !== undefined && <span class="mute">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
