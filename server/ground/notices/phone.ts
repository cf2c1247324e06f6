// Which phone number was meant? E.164, with the United States and Canada as the usual country; numbers that cost the caller
// or the house money, and numbers that are no phone of a person, are refused.
import { Refusal } from '#kernel'

/** "+15555550142". */
export type PhoneNumber = string

/** North America: area codes that are no phone of a person. 900 costs the caller (NANPA); N11 are services; 5XX and 700 are not places; 8XX are free for the caller. */
const notPersonal = /^(?:900|[2-9]11|5(?:00|2[1-9]|33|44|66|77|88)|700|710|8(?:00|22|33|44|55|66|77|88)|600|622)/
/** 976 costs the caller, whatever the area. */
const premiumExchange = /^\d{3}976/

/** Elsewhere: what the list of ITU-T E.164 codes sets apart as free, shared cost, premium, satellite and nobody's country; British premium and personal numbers. */
const costly = /^(?:800|808|870|878|88[1238]|979|449|4470|4487)/

/** Islands that share the 1 with the United States and Canada, and neither the price nor the country. */
const islands = /^\+1(?:242|246|264|268|284|345|441|473|649|658|664|721|758|767|784|809|829|849|868|869|876)/

const refuse = (because: string): never => {
  throw new Refusal('phone-not-usable', because, { field: 'phone' })
}

function northAmerican(digits: string): PhoneNumber {
  if (!/^[2-9]\d{2}[2-9]\d{6}$/.test(digits)) return refuse('not a North American number')
  if (notPersonal.test(digits) || premiumExchange.test(digits)) return refuse('no phone of a person')
  return `+1${digits}`
}

/**
 * Reads a number as people type it: spaces, dashes, dots and brackets are fine; without a plus it is American or Canadian;
 * 00 and 011 stand for the plus. An extension is no part of a number that takes texts. Refuses (phone-not-usable, field phone).
 */
export function readPhone(typed: string): PhoneNumber {
  const plain = typed.slice(0, 64).normalize('NFKC').trim()
  if (!/^\+?[\d\s().\-/\u2010-\u2015\u2212]+$/.test(plain)) return refuse('letters or signs in a number')
  const digits = plain.replace(/\D/g, '')
  const abroad = plain.startsWith('+') ? digits : digits.startsWith('011') ? digits.slice(3) : digits.startsWith('00') ? digits.slice(2) : null
  if (abroad === null) return northAmerican(digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits)
  if (abroad.startsWith('1')) return northAmerican(abroad.slice(1))
  if (!/^[2-9]\d{7,14}$/.test(abroad)) return refuse('not an international number')
  if (costly.test(abroad)) return refuse('a number that costs money')
  return `+${abroad}`
}

/** Is the number in one of these countries ("1", "52", "1876")? A 1 alone means the United States and Canada. */
export function isInCountries(phone: PhoneNumber, countries: readonly string[]): boolean {
  const island = islands.test(phone)
  return countries.some((country) => phone.startsWith(`+${country}`) && (!island || country.length > 1))
}
