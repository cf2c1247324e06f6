// How is a birth date typed? Month, day and year as three short boxes: no calendar to page through, no format to guess.
import { type Language, spoken } from '../spoken.ts'
import { describedBy, FieldError } from './field.tsx'

export type DateFieldsProps = {
  language: Language
  /** Ids and names become `<id>-month`, `<id>-day`, `<id>-year`. */
  id: string
  legend: string
  hint?: string | undefined
  error?: string | undefined
  values?: { month?: string | undefined; day?: string | undefined; year?: string | undefined } | undefined
  /** The date is the person's own birth date (lets the browser fill it in). */
  birth?: boolean | undefined
}

const boxes = [
  { part: 'month', length: 2 },
  { part: 'day', length: 2 },
  { part: 'year', length: 4 },
] as const

/** A month, a day and a year. Where the whole date was refused, each box is marked and says why. */
export function DateFields(props: DateFieldsProps) {
  const words = spoken(props.language).forms
  return (
    <fieldset class={props.error === undefined ? 'fs fld' : 'fs fld refused'} aria-describedby={describedBy(props.id, props)}>
      <legend>{props.legend}</legend>
      {props.hint !== undefined && (
        <span class="h" id={`${props.id}-hint`}>
          {props.hint}
        </span>
      )}
      <FieldError language={props.language} id={props.id} error={props.error} />
      <div class="dob">
        {boxes.map(({ part, length }) => (
          <div key={part} class="fld">
            <label for={`${props.id}-${part}`}>{words[part]}</label>
            <input class="inp" id={`${props.id}-${part}`} name={`${props.id}-${part}`} inputmode="numeric" maxlength={length} value={props.values?.[part]} autocomplete={props.birth === true ? `bday-${part}` : undefined} aria-invalid={props.error === undefined ? undefined : 'true'} />
          </div>
        ))}
      </div>
    </fieldset>
  )
}
