// How is a segment asked for what it says? By the numbers of the standard: field, repetition, component, subcomponent. Empty says
// nothing; two quotation marks say that there is nothing any more (HL7 v2.5.1 §2.5.3.3).
import { type Signs, unescaped } from './escapes.ts'

export type Segment = {
  readonly name: string
  /** Number of the segment in the message, from 1. */
  readonly line: number
  /** As sent; [0] is the name. Of MSH, [1] is the field separator and [2] the other signs. */
  readonly fields: readonly string[]
  readonly signs: Signs
}

/** One repetition of a field, with its components. */
export type Field = { readonly raw: string; readonly parts: readonly string[]; readonly signs: Signs }
export const asField = (raw: string, signs: Signs): Field => ({ raw, parts: raw.split(signs.component), signs })

export const deletion = '""'

export const rawOf = (segment: Segment, at: number): string => segment.fields[at] ?? ''
/** Two quotation marks: what was there is there no more. */
export const isDeleted = (segment: Segment, at: number): boolean => rawOf(segment, at) === deletion

/** Repetitions that say something. */
export function repeats(segment: Segment | undefined, at: number): readonly Field[] {
  if (segment === undefined) return []
  const raw = rawOf(segment, at)
  if (raw === '' || raw === deletion) return []
  const { signs } = segment
  if (!raw.includes(signs.repetition)) return [asField(raw, signs)]
  return raw.split(signs.repetition).filter((one) => one !== '' && one !== deletion).map((one) => asField(one, signs))
}

export const fieldOf = (segment: Segment | undefined, at: number): Field | undefined => repeats(segment, at)[0]

function said(raw: string | undefined, signs: Signs): string | undefined {
  if (raw === undefined || raw === '' || raw === deletion) return undefined
  const cut = signs.truncation !== null && raw.endsWith(signs.truncation) ? `${raw.slice(0, -1)}…` : raw
  const text = unescaped(cut, signs).trim()
  return text === '' ? undefined : text
}

/** A component as a text: what looks like subcomponents is part of it. */
export const component = (field: Field | undefined, at: number): string | undefined => (field === undefined ? undefined : said(field.parts[at - 1], field.signs))

/** A subcomponent; without a number the first, which is what older versions of the standard had there. */
export function part(field: Field | undefined, at: number, inside = 1): string | undefined {
  return field === undefined ? undefined : said(field.parts[at - 1]?.split(field.signs.subcomponent)[inside - 1], field.signs)
}

/** A whole field as a text (ST, TX, FT): signs that were not escaped are part of it. */
export const whole = (field: Field | undefined): string | undefined => (field === undefined ? undefined : said(field.raw, field.signs))

/** The first component of a field. */
export const word = (segment: Segment | undefined, at: number): string | undefined => part(fieldOf(segment, at), 1)
/** A field as a text. */
export const textAt = (segment: Segment | undefined, at: number): string | undefined => whole(fieldOf(segment, at))

/** All that a field says, its parts apart by blanks: for types that have no better words. */
export function plainly(field: Field): string | undefined {
  const { signs } = field
  const parts = field.parts.flatMap((one) => one.split(signs.subcomponent)).map((one) => said(one, signs)).filter((one) => one !== undefined)
  return parts.length === 0 ? undefined : parts.join(' ')
}
