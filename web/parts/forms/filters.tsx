// Which part of a list is shown? Quick choices as links, any range of dates, and words to look for.
import type { ComponentChildren } from 'preact'
import { type Language, spoken } from '../spoken.ts'
import { Field, FieldRow } from './field.tsx'
import { FormToken } from './form.tsx'

export type Chip = { label: string; href: string; current?: boolean | undefined }

export type FiltersProps = {
  language: Language
  action: string
  /** "Choose which results to show". */
  label: string
  chips?: readonly Chip[] | undefined
  /** ISO days in the boxes. */
  from?: string | undefined
  to?: string | undefined
  fromError?: string | undefined
  toError?: string | undefined
  /** "Show results". */
  button: string
  /** The form token: with it the form posts, so that words typed into it never enter an address. */
  token?: string | undefined
  /** Further fields between the dates and the button. */
  children?: ComponentChildren
}

/** Dates stand in the address (`?from=…&to=…`); free text never does: a form with a field for it must post. */
export function Filters(props: FiltersProps) {
  const words = spoken(props.language).forms
  return (
    <form class="filters" action={props.action} method={props.token === undefined ? 'get' : 'post'} aria-label={props.label} novalidate>
      {props.token !== undefined && <FormToken token={props.token} />}
      {props.chips !== undefined && props.chips.length > 0 && (
        <ul class="chips" aria-label={words.quickChoices}>
          {props.chips.map((chip) => (
            <li key={chip.href}>
              <a href={chip.href} aria-current={chip.current === true ? 'true' : undefined}>
                {chip.label}
              </a>
            </li>
          ))}
        </ul>
      )}
      <FieldRow>
        <Field language={props.language} id="from" label={words.from} type="date" value={props.from} error={props.fromError} width="date" />
        <Field language={props.language} id="to" label={words.to} type="date" value={props.to} error={props.toError} width="date" />
        {props.children}
        <button class="btn">{props.button}</button>
      </FieldRow>
    </form>
  )
}

/** What the filter found, said aloud, with the way back to everything. */
export function Found(props: { said: string; clear?: { label: string; href: string } | undefined }) {
  return (
    <div class="found" role="status">
      <p>
        <b>{props.said}</b>
      </p>
      {props.clear !== undefined && (
        <p>
          <a href={props.clear.href}>{props.clear.label}</a>
        </p>
      )}
    </div>
  )
}
