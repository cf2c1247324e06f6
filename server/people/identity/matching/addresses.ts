// How do two street addresses compare? Number, street and postal code must agree; words like Street and Apt are written in many ways.
import { foldName } from '#patients'
import { oneEdit } from './edits.ts'

export type Street = { readonly number: string; readonly street: readonly string[]; readonly unit: string | null; readonly postal: string }

/** USPS Publication 28, the usual ones, and their Spanish neighbours. */
const written: Readonly<Record<string, string>> = {
  st: 'street', str: 'street', ave: 'avenue', av: 'avenue', blvd: 'boulevard', boul: 'boulevard', rd: 'road', dr: 'drive', ln: 'lane', ct: 'court', crt: 'court', pl: 'place', sq: 'square', ter: 'terrace', terr: 'terrace', hwy: 'highway', pkwy: 'parkway', pky: 'parkway', cir: 'circle', trl: 'trail', tr: 'trail', wy: 'way', aly: 'alley', brg: 'bridge', byp: 'bypass', cres: 'crescent', expy: 'expressway', ext: 'extension', fwy: 'freeway', gdns: 'gardens', hts: 'heights', jct: 'junction', lndg: 'landing', mnr: 'manor', mdws: 'meadows', mt: 'mount', pt: 'point', rdg: 'ridge', spgs: 'springs', sta: 'station', xing: 'crossing', vw: 'view', vlg: 'village',
  n: 'north', s: 'south', e: 'east', w: 'west', ne: 'northeast', nw: 'northwest', se: 'southeast', sw: 'southwest', calle: 'calle', cll: 'calle', avda: 'avenida', avenida: 'avenida', po: 'po', box: 'box', ste: 'suite', rte: 'route', rt: 'route', first: '1st', second: '2nd', third: '3rd', fourth: '4th', fifth: '5th', sixth: '6th', seventh: '7th', eighth: '8th', ninth: '9th', tenth: '10th', saint: 'street',
}
const kinds = new Set(['street', 'avenue', 'boulevard', 'road', 'drive', 'lane', 'court', 'place', 'square', 'terrace', 'highway', 'parkway', 'circle', 'trail', 'way', 'alley'])
const unitWords = new Set(['apt', 'apartment', 'unit', 'suite', 'ste', 'room', 'rm', 'no', 'floor', 'fl', 'lot', 'trlr', 'bldg', 'building', 'apto', 'departamento', 'dpto'])

export function streetOf(lines: readonly string[], postalCode: string | null): Street {
  const words = foldName(lines.join(' ').replace(/#\s*/g, ' apt ')).replace(/\b(\d+)(?=[a-z]\b)/g, '$1').split(' ').filter((one) => one !== '')
  const at = words.findIndex((one, place) => place > 0 && unitWords.has(one) && words[place + 1] !== undefined)
  const unit = at < 0 ? null : words.slice(at + 1).filter((one) => !unitWords.has(one)).join('')
  const main = (at < 0 ? words : words.slice(0, at)).map((one) => written[one] ?? one)
  const numberAt = main.findIndex((one) => /^\d/.test(one))
  const number = main[numberAt] ?? ''
  return { number, street: main.filter((_, place) => place !== numberAt), unit: unit === '' ? null : unit, postal: (postalCode ?? '').replace(/\s/g, '').slice(0, 5).toLowerCase() }
}

const withoutKind = (street: readonly string[]): string => {
  const kept = street.filter((one) => !kinds.has(one))
  return (kept.length === 0 ? street : kept).join(' ')
}

export function compareStreets(a: Street, b: Street): 'same' | 'near' | 'different' {
  if (a.street.length === 0 || b.street.length === 0) return 'different'
  const [ours, theirs] = [a.street.join(' '), b.street.join(' ')]
  // A kind of street may be left out, never be another: Maple Street and Maple Avenue are two streets.
  const oneWithout = a.street.length !== b.street.length && withoutKind(a.street) === withoutKind(b.street)
  const street = ours === theirs || oneWithout ? 'same' : oneEdit(ours, theirs) !== null ? 'near' : 'different'
  if (street === 'different') return 'different'
  const units = a.unit === null || b.unit === null || a.unit === b.unit
  const postal = a.postal !== '' && a.postal === b.postal
  const number = a.number === b.number && a.number !== ''
  if (street === 'same' && number && units && postal) return 'same'
  return [number || oneEdit(a.number, b.number) !== null, units, postal || oneEdit(a.postal, b.postal) !== null, street === 'same'].filter(Boolean).length >= 3 && (postal || number) ? 'near' : 'different'
}
