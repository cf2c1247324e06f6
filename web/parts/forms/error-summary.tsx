// What was refused, and where? The first thing on the page after a refused form; it takes the focus and leads to each field.
// Pattern: GOV.UK Design System, error summary. The page's title must begin with "Error:" too (`refused` on Page).
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { type Language, spoken } from '../spoken.ts'

/** Under which reference the refusal of this page can be found again; the page says it, the summary shows it. */
export const ReferenceOnPage = createContext<string | null>(null)

/** Short enough to say on the phone. */
export function Reference({ language, reference }: { language: Language; reference: string }) {
  const words = spoken(language).forms
  return (
    <p class="reference">
      {words.reference} <b data-reference>{reference}</b>
    </p>
  )
}

export type RefusedField = {
  message: string
  /** Id of the box ("code", "birth-month"); a refusal of the whole form has none. */
  field?: string | undefined
  /** A way on, in place of a box. */
  href?: string | undefined
}

export type ErrorSummaryProps = {
  language: Language
  /** "That email and password do not match."; a plain heading when absent. */
  heading?: string | undefined
  errors: readonly RefusedField[]
  /** Nothing was typed (a passkey, a button): then nobody can tell yet what went wrong. */
  untyped?: boolean | undefined
}

export function ErrorSummary(props: ErrorSummaryProps) {
  const reference = useContext(ReferenceOnPage)
  const words = spoken(props.language).forms
  return (
    <div class="warn top refusals" role="alert" tabindex={-1} autofocus aria-labelledby="refusals">
      {props.heading !== undefined && <p class="whose">{props.untyped === true ? words.untyped : words.errorSentence}</p>}
      <h2 id="refusals">{props.heading ?? words.errorHeading}</h2>
      {props.errors.length > 0 && (
        <ul>
          {props.errors.map((error) => (
            <li key={error.message}>{error.field === undefined && error.href === undefined ? error.message : <a href={error.href ?? `#${error.field}`}>{error.message}</a>}</li>
          ))}
        </ul>
      )}
      {reference !== null && <Reference language={props.language} reference={reference} />}
    </div>
  )
}
