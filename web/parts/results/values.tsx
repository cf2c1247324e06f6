// How are the numbers of one result shown? Plain name, value, what it means in one sentence, and its line.
import type { PresentedValue, Standing } from '../../../contract/presented-record.ts'
import { Tag, type TagKind } from '../notices/tag.tsx'
import { type Language, spoken } from '../spoken.ts'
import { NumberLine } from './number-line.tsx'
import { numberLineGeometry } from './number-line-geometry.ts'

const tagKinds: Readonly<Record<Standing, TagKind | null>> = { 'in-range': 'in', outside: 'out', critical: 'critical', 'no-range': null, text: null }

/** Words longer than this are a sentence, not a number: they stand under the name, not beside it. */
const longValue = 14

function hasLine(value: PresentedValue): boolean {
  return value.line !== undefined && numberLineGeometry(value.line, { standing: value.standing })?.band != null
}

/** What the marks on the lines mean; `lastTime` is the date of the open circle in words. */
export function NumberLineKey(props: { language: Language; lastTime?: string | undefined; previous: boolean }) {
  const words = spoken(props.language).results
  return (
    <p class="key" aria-hidden="true">
      <span>
        <i class="k1" />
        {words.thisTest}
      </span>
      {props.previous && (
        <span>
          <i class="k2" />
          {props.lastTime === undefined ? words.lastTimeUndated : words.lastTime(props.lastTime)}
        </span>
      )}
      <span>
        <i class="k3" />
        {words.labRange}
      </span>
    </p>
  )
}

/** A sentence that already begins with the tag's words does not say them twice. */
function restOf(value: PresentedValue): string {
  const rest = value.sentence.startsWith(value.standingText) ? value.sentence.slice(value.standingText.length).replace(/^[.:;,\s]+/, '') : value.sentence
  return rest
}

function Said({ value }: { value: PresentedValue }) {
  const kind = tagKinds[value.standing]
  if (kind === null || value.standingText === '') return value.sentence === '' ? null : <p class="say">{value.sentence}</p>
  return (
    <p class="say">
      <Tag kind={kind} label={value.standingText} /> {restOf(value)}
    </p>
  )
}

function Heading({ value, inner }: { value: PresentedValue; inner: boolean }) {
  const long = value.value.length > longValue
  return (
    <div class={long ? 'res-h wordy' : 'res-h'}>
      {inner ? <h4>{value.name}</h4> : <h3>{value.name}</h3>}
      {value.value !== '' && (
        <p class="val">
          <b>{value.value}</b>
          {value.unit !== undefined && <span>{value.unit}</span>}
        </p>
      )}
      {value.alias !== undefined && <p class="alias">{value.alias}</p>}
    </div>
  )
}

function Parts({ language, id, parts }: { language: Language; id: string; parts: readonly PresentedValue[] }) {
  if (parts.length === 0) return null
  return (
    <ul class="res inner">
      {parts.map((part, index) => (
        <Value key={`${id}-${index}`} language={language} id={`${id}-${index}`} value={part} inner />
      ))}
    </ul>
  )
}

export type ValueProps = {
  language: Language
  /** Unique on the page. */
  id: string
  value: PresentedValue
  /** A part of another value: a heading of the next level. */
  inner?: boolean | undefined
}

export function Value({ language, id, value, inner }: ValueProps) {
  return (
    <li>
      <Heading value={value} inner={inner === true} />
      <Said value={value} />
      {value.changed !== undefined && <p class="changed">{value.changed}</p>}
      {value.status !== undefined && <p class="meta">{value.status}</p>}
      {value.line !== undefined && <NumberLine language={language} id={id} line={value.line} text={value.value} standing={value.standing} rangeText={value.rangeText} />}
      {value.notes.map((note) => (
        <p key={note} class="quote">
          {note}
        </p>
      ))}
      <Parts language={language} id={id} parts={value.parts} />
    </li>
  )
}

export type ValuesProps = {
  language: Language
  /** Begins the ids of the drawings; unique on the page. */
  id: string
  values: readonly PresentedValue[]
  /** When the open circles were measured, in words ("Oct 2025"). */
  lastTime?: string | undefined
}

function all(values: readonly PresentedValue[]): readonly PresentedValue[] {
  return values.flatMap((value) => [value, ...all(value.parts)])
}

/** The values in the order given (outside first is the presenter's choice), with the key when any has a line. */
export function Values(props: ValuesProps) {
  const drawn = all(props.values).filter(hasLine)
  return (
    <>
      {drawn.length > 0 && <NumberLineKey language={props.language} lastTime={props.lastTime} previous={drawn.some((value) => value.line?.previous !== undefined)} />}
      <ul class="res">
        {props.values.map((value, index) => (
          <Value key={`${props.id}-${index}`} language={props.language} id={`${props.id}-${index}`} value={value} />
        ))}
      </ul>
    </>
  )
}
