// Whose record is open? A folder tab above the sheet, on every page that shows a record.
import { type Language, spoken } from '../spoken.ts'

export type OpenRecord = {
  name: string
  /** The birth date in words ("Feb 3, 1984"); empty when the record has none. */
  born: string
  /** The record belongs to the person who signed in. */
  you: boolean
  /** What to say instead of the birth date ("You see part of this record"). */
  line?: string | undefined
}

export type OtherRecord = { label: string; href: string }

/** Pages without a record say where the person is instead. */
export type Whereabouts = { name: string; line: string }

export function WhoseRecord(props: { language: Language; person: OpenRecord; others?: readonly OtherRecord[] | undefined; change?: OtherRecord | undefined }) {
  const words = spoken(props.language).page
  const { person } = props
  const line = person.line ?? (person.born === '' ? undefined : words.born(person.born))
  const tab = (
    <span class={person.you ? 'on' : 'on other'} aria-current="true">
      {person.you ? words.you(person.name) : person.name}
      {line !== undefined && <small>{line}</small>}
    </span>
  )
  if (props.others === undefined || props.others.length === 0)
    return (
      <div class="who" role="region" aria-label={words.whoseRecord}>
        {tab}
      </div>
    )
  return (
    <nav class="who" aria-label={words.whoseRecord}>
      {tab}
      {props.others.map((other) => (
        <a key={other.href} href={other.href}>
          {other.label}
        </a>
      ))}
      {props.change !== undefined && (
        <a class="add" href={props.change.href}>
          {props.change.label}
        </a>
      )}
    </nav>
  )
}

export function WhereYouAre(props: { language: Language; place: Whereabouts }) {
  return (
    <div class="who mt-tab" role="region" aria-label={spoken(props.language).page.whereYouAre}>
      <span class="on">
        {props.place.name}
        <small>{props.place.line}</small>
      </span>
    </div>
  )
}
