// How is an HL7 v2 message written? Segments of fields, escaped, each ended by a carriage return (HL7 v2.5.1 §2.5, §2.7).

/** MSH-1 and the four characters of MSH-2. */
export type Delimiters = { readonly field: string; readonly component: string; readonly repetition: string; readonly escape: string; readonly part: string }

/** §2.5.4: what nearly everybody sends. */
export const usualDelimiters: Delimiters = { field: '|', component: '^', repetition: '~', escape: '\\', part: '&' }

type Text = string | undefined
/** A text, or its subcomponents. */
export type Component = Text | readonly Text[]
/** A field that stands once. */
export type Single = Text | readonly Component[]
export type Field = Single | { readonly repeated: readonly Single[] }
/** Fields by their number in the standard; those left out are empty. MSH-1 and MSH-2 are written by themselves. */
export type Segment = { readonly name: string; readonly fields: Readonly<Record<number, Field>> }

/** The explicit null: "delete what you have" (§2.5.3.1); an empty field says nothing. */
export const deleted = '""'

/** Delimiters in a text become escape sequences (§2.7.1), line ends `.br` (§2.7.6), other control characters hexadecimal (§2.7.4). */
export function escaped(text: string, delimiters: Delimiters = usualDelimiters): string {
  const { escape } = delimiters
  const sequences: ReadonlyMap<string, string> = new Map([[delimiters.field, 'F'], [delimiters.component, 'S'], [delimiters.part, 'T'], [delimiters.repetition, 'R'], [escape, 'E'], ['\n', '.br']])
  const written = [...text.replaceAll(/\r\n?/g, '\n')].map((letter) => {
    const sequence = sequences.get(letter) ?? (letter < ' ' ? `X${letter.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}` : undefined)
    return sequence === undefined ? letter : `${escape}${sequence}${escape}`
  })
  return written.join('')
}

/** What is empty at the end is not written (§2.6 rule 1d). */
function joined(parts: readonly string[], separator: string): string {
  const last = parts.findLastIndex((part) => part !== '')
  return parts.slice(0, last + 1).join(separator)
}

function singleText(single: Single, delimiters: Delimiters): string {
  const text = (value: Text): string => (value === undefined ? '' : escaped(value, delimiters))
  if (typeof single !== 'object') return text(single)
  return joined(single.map((component) => (typeof component === 'object' ? joined(component.map(text), delimiters.part) : text(component))), delimiters.component)
}

function fieldText(field: Field, delimiters: Delimiters): string {
  if (typeof field === 'object' && 'repeated' in field) return field.repeated.map((single) => singleText(single, delimiters)).join(delimiters.repetition)
  return singleText(field, delimiters)
}

function segmentText({ name, fields }: Segment, delimiters: Delimiters): string {
  const { field, component, repetition, escape, part } = delimiters
  const header = name === 'MSH' || name === 'BHS' || name === 'FHS'
  const first = header ? 3 : 1
  const count = Math.max(0, ...Object.keys(fields).map(Number))
  const rest = Array.from({ length: Math.max(0, count - first + 1) }, (_, at) => fieldText(fields[first + at], delimiters))
  return joined([header ? `${name}${field}${component}${repetition}${escape}${part}` : name, ...rest], field)
}

/** The text of one message. */
export function messageText(segments: readonly Segment[], delimiters: Delimiters = usualDelimiters): string {
  return segments.map((segment) => `${segmentText(segment, delimiters)}\r`).join('')
}

/** An instant with its offset ("2026-11-19T07:10:00-05:00") as TS, seconds and offset kept (§2.A.22). A day stays a day. */
export function timestamp(instant: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})([+-]\d{2}):(\d{2}))?$/.exec(instant)
  if (match === null) throw new RangeError(`not an instant with an offset: ${instant}`)
  return match.slice(1).join('')
}
