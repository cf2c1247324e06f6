// How is a FHIR element read that may be of any shape? Asked for by what it should be; anything else counts as absent.

export type Json = string | number | boolean | null | readonly Json[] | Fields
export type Fields = { readonly [name: string]: Json | undefined }

export const asFields = (value: Json | undefined): Fields | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined)

/** The objects of a list; one object alone counts as a list of one. */
export function each(value: Json | undefined): readonly Fields[] {
  if (Array.isArray(value)) return (value as readonly Json[]).map(asFields).filter((one) => one !== undefined)
  const one = asFields(value)
  return one === undefined ? [] : [one]
}

/** A text with at least one sign that is not white space. */
export const asText = (value: Json | undefined): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined)

export const texts = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]).map(asText).filter((one) => one !== undefined)

/** A number as it was written; numbers that JavaScript would change come as text already. */
export function numeral(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? value : undefined
}

/** A code of a closed list, in its small letters; a list of one code is that code. Undefined: there is none, or nothing that could be one. */
export function codeWord(value: Json | undefined): string | undefined {
  const only = Array.isArray(value) && value.length === 1 ? (value as readonly Json[])[0] : value
  return asText(only)?.trim().toLowerCase()
}

/** Does an element hold anything? */
export const isThere = (value: Json | undefined): value is Exclude<Json, null> => value !== undefined && value !== null && value !== ''

/** A text or a number or a truth, as text. */
export const asWord = (value: Json | undefined): string | undefined => (typeof value === 'boolean' ? String(value) : (numeral(value) ?? asText(value)))

type Loose<T> = { readonly [K in keyof T]: T[K] | undefined }
/** Lets fields be named whose value may be absent; JSON leaves those out. */
export function present<T extends object>(fields: Loose<T>): T {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) out[name] = value
  return out as T
}

/** A closed list to look codes up in: what a source sends ("constructor") never finds anything that is not in it. */
export const table = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> => Object.freeze(Object.assign(Object.create(null) as Record<string, T>, entries))

const writtenNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/
/** A number that came as text, as sent; a plus in front says nothing, a point needs a digit on both sides for readers. */
export function writtenNumeral(text: string | undefined): string | undefined {
  if (text === undefined || !writtenNumber.test(text)) return undefined
  return text.replace(/^\+/, '').replace(/^(-?)\./, '$10.').replace(/\.(?=$|[eE])/, '')
}
