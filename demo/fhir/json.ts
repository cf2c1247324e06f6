// How is a resource written down so that a lab's `2.00` stays `2.00`? Decimals travel as marked strings and lose the
// mark, and their quotes, in the text (FHIR R4 §2.24.0.1: implementations keep the precision of decimals).

export type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json | undefined }
export type Fields = { readonly [name: string]: Json | undefined }

const mark = '\uE000'

/** A number that keeps the text it is given; refuses what JSON would not read as a number. */
export function decimal(text: string): Json {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) throw new RangeError(`not a decimal: ${text}`)
  return mark + text
}

/** The JSON text of a resource or bundle; fields that are undefined are left out. */
export function jsonText(value: Json): string {
  return JSON.stringify(value).replaceAll(new RegExp(`"${mark}(-?[0-9.]+)"`, 'g'), '$1')
}

/** Text as FHIR's base64Binary. */
export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
