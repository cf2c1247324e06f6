// What did they type, what is on file, and where do the two differ? Pure; the desk sees the differing part marked and in words.
import { emailKey, foldName, foldNameWide, mrnSigns, phoneDigits, withoutZeros } from '#patients'
import type { AddressOnFile, Claim, ContactOnFile, MatchRule, OnFile, Proof } from '../../../../contract/identity.ts'
import type { CompareNote, ComparedField } from '../../../../contract/desk-cases.ts'

export type Compared = {
  readonly field: ComparedField
  /** As typed; null: not asked for. */
  readonly typed: string | null
  /** As the organization has it; null: nothing. */
  readonly onFile: string | null
  /** null: not typed, so there is nothing to compare. */
  readonly same: boolean | null
  readonly note: CompareNote | null
  /** The part of each that differs: [from, to) in letters of the text. */
  readonly marks: { readonly typed: readonly [number, number]; readonly onFile: readonly [number, number] } | null
}

/** The part in the middle that two texts do not share. */
export function differing(a: string, b: string): { readonly typed: readonly [number, number]; readonly onFile: readonly [number, number] } {
  const [one, other] = [[...a.toLowerCase()], [...b.toLowerCase()]]
  let from = 0
  while (from < Math.min(one.length, other.length) && one[from] === other[from]) from += 1
  let back = 0
  while (back < Math.min(one.length, other.length) - from && one[one.length - 1 - back] === other[other.length - 1 - back]) back += 1
  return { typed: [from, one.length - back], onFile: [from, other.length - back] }
}

function differ(field: ComparedField, typed: string, onFile: string | null): Compared {
  if (onFile === null || onFile === '') return { field, typed, onFile: null, same: false, note: 'none', marks: null }
  const marks = differing(typed, onFile)
  const [typedEmpty, fileEmpty] = [marks.typed[0] === marks.typed[1], marks.onFile[0] === marks.onFile[1]]
  return { field, typed, onFile, same: false, note: fileEmpty ? 'added' : typedEmpty ? 'left-out' : 'part', marks }
}

const agree = (field: ComparedField, { typed, onFile, note = null }: { readonly typed: string; readonly onFile: string; readonly note?: CompareNote | null }): Compared => ({ field, typed, onFile, same: true, note, marks: null })
const unasked = (field: ComparedField, onFile: string | null): Compared => ({ field, typed: null, onFile, same: null, note: onFile === null ? 'none' : null, marks: null })

function compareName(field: 'given' | 'family', typed: string, chart: OnFile): Compared {
  const texts = chart.names.map((name) => (field === 'given' ? name.given.join(' ') : name.family))
  const current = texts[0] ?? ''
  if (typed === current) return agree(field, { typed, onFile: current })
  const folds = (text: string): string[] => [foldName(text), foldNameWide(text)]
  const alike = (text: string): boolean => text !== '' && folds(text).some((fold) => folds(typed).includes(fold))
  if (alike(current)) return agree(field, { typed, onFile: current, note: 'alike' })
  const former = texts.slice(1).find(alike)
  if (former !== undefined) return { field, typed, onFile: current, same: true, note: 'former', marks: null }
  return differ(field, typed, current)
}

const addressText = (one: AddressOnFile): string => [...one.lines, one.city, one.state, one.postalCode].filter((part) => part !== null && part !== '').join(', ')
const currentOf = (all: readonly ContactOnFile[]): ContactOnFile | undefined => all.find((one) => !one.old)

function compareContact(field: 'phone' | 'email', typed: string, all: readonly ContactOnFile[]): Compared {
  const key = field === 'phone' ? (text: string) => phoneDigits(text).slice(-10) : emailKey
  const same = all.find((one) => !one.old && key(one.value) === key(typed))
  if (same !== undefined) return agree(field, { typed, onFile: same.value })
  const current = currentOf(all)?.value ?? null
  if (all.some((one) => one.old && key(one.value) === key(typed))) return { field, typed, onFile: current, same: false, note: 'former', marks: null }
  return differ(field, typed, current)
}

function compareNumber(typed: string, chart: OnFile, rule: MatchRule): Compared {
  const [own = ''] = chart.mrns
  const exact = chart.mrns.find((one) => mrnSigns(one) === mrnSigns(typed))
  if (exact !== undefined) return agree('mrn', { typed, onFile: exact })
  const bare = chart.mrns.find((one) => withoutZeros(mrnSigns(one)) === withoutZeros(mrnSigns(typed)))
  if (bare !== undefined && rule.leadingZeros === 'ignored') return agree('mrn', { typed, onFile: bare, note: 'zeros' })
  return differ('mrn', typed, own)
}

function compareAddress(proof: Extract<Proof, { kind: 'address' }>, all: readonly AddressOnFile[]): Compared {
  const typed = `${proof.line}, ${proof.postalCode}`
  const line = (text: string): string => foldName(text)
  const fits = (one: AddressOnFile): boolean => (one.postalCode ?? '').slice(0, 5) === proof.postalCode.slice(0, 5) && line(one.lines.join(' ')).startsWith(line(proof.line).split(' ').slice(0, 2).join(' '))
  const same = all.find((one) => !one.old && fits(one))
  if (same !== undefined) return agree('address', { typed, onFile: addressText(same), note: 'alike' })
  const current = all.find((one) => !one.old)
  if (all.some((one) => one.old && fits(one))) return { field: 'address', typed, onFile: current === undefined ? null : addressText(current), same: false, note: 'former', marks: null }
  return { field: 'address', typed, onFile: current === undefined ? null : addressText(current), same: false, note: current === undefined ? 'none' : 'part', marks: null }
}

/** Every field that was typed, and the phone and e-mail on file that a code would go to. The last 4 of an SSN are never shown. */
export function compare(claim: Claim, chart: OnFile, rule: MatchRule): readonly Compared[] {
  const rows: Compared[] = [
    compareName('family', claim.family, chart),
    compareName('given', claim.given, chart),
    claim.birthDate === chart.birthDate ? agree('birth-date', { typed: claim.birthDate, onFile: chart.birthDate }) : { ...differ('birth-date', claim.birthDate, chart.birthDate), marks: null },
  ]
  const proof = <K extends Proof['kind']>(kind: K) => claim.proofs.find((one): one is Extract<Proof, { kind: K }> => one.kind === kind)
  const [mrn, phone, email, address, ssn4] = [proof('mrn'), proof('phone'), proof('email'), proof('address'), proof('ssn4')]
  rows.push(mrn === undefined ? unasked('mrn', chart.mrns[0] ?? null) : compareNumber(mrn.value, chart, rule))
  rows.push(phone === undefined ? unasked('phone', currentOf(chart.phones)?.value ?? null) : compareContact('phone', phone.value, chart.phones))
  rows.push(email === undefined ? unasked('email', currentOf(chart.emails)?.value ?? null) : compareContact('email', email.value, chart.emails))
  if (address !== undefined) rows.push(compareAddress(address, chart.addresses))
  if (ssn4 !== undefined) rows.push({ field: 'ssn4', typed: '', onFile: chart.ssn4 === null ? null : '', same: chart.ssn4 === ssn4.hash, note: chart.ssn4 === null ? 'none' : 'hidden', marks: null })
  return rows
}

export const sum = (rows: readonly Compared[]): { readonly agree: number; readonly differ: number } => ({ agree: rows.filter((row) => row.same === true).length, differ: rows.filter((row) => row.same === false).length })
