// What does a PID say of a person (HL7 v2.3 to 2.8 §3.4.2)? Field by field, and only what it speaks of: an empty field leaves things as
// they are, two quotation marks end them.
import type { RegisteredFacts } from '#patients'
import { isPossible } from '../../fhir/dates.ts'
import type { Chart } from '../../fhir/patient.ts'
import type { Named, Said } from '../../work.ts'
import { type Field, type Segment, component, fieldOf, isDeleted, part, repeats, word } from '../reading/segment.ts'
import { type Clockwork, dateOf, timeAt } from '../types/times.ts'

type Name = RegisteredFacts['names'][number]
type SaidName = { readonly name: Name; readonly prefix: string | null }
type Contact = RegisteredFacts['phones'][number]
type SaidContact = { readonly kind: 'phone' | 'email'; readonly contact: Contact }
type Address = RegisteredFacts['addresses'][number]

/** More than this of one kind is no person's. */
const most = 30
const longest = 300
const short = (text: string | undefined): string | undefined => (text === undefined || text.length > longest ? undefined : text.replace(/\s+/g, ' '))
const nothing = /^(unknown|unk|none|n\/?a|null|nil|-+|\.+|\?+)$/i

/** HL7 table 0200, name type. Codes of names that are nobody's own (anonymized, of a partner) are left out. */
const nameUses: Readonly<Record<string, Name['use'] | null>> = { '': 'official', L: 'official', C: 'official', D: 'usual', U: 'usual', A: 'usual', P: 'usual', REL: 'usual', T: 'usual', K: 'usual', I: 'usual', R: 'usual', N: 'nickname', M: 'maiden', B: 'maiden', BAD: null, S: null, MSK: null, NOUSE: null, F: null, TEMP: 'usual', NB: 'official' }

const endOf = (field: Field, places: { readonly range: number; readonly end: number }, clock: Clockwork): string | null => {
  const end = dateOf(part(field, places.end), clock, 'PID') ?? dateOf(part(field, places.range, 2), clock, 'PID')
  return end !== undefined && end.length >= 10 ? end.slice(0, 10) : null
}

function nameOf(field: Field, clock: Clockwork): SaidName[] {
  const code = part(field, 7)?.toUpperCase() ?? ''
  const use = code in nameUses ? nameUses[code] : 'usual'
  const [family, first, middle] = [short(part(field, 1)), short(part(field, 2)), short(part(field, 3))]
  const given = [first, middle].filter((one) => one !== undefined).filter((one) => !nothing.test(one))
  if (use === null || use === undefined || (given.length === 0 && (family === undefined || nothing.test(family)))) return []
  return [{ name: { use, given, family: family === undefined || nothing.test(family) ? '' : family, suffix: short(part(field, 4)) ?? null, until: endOf(field, { range: 10, end: 13 }, clock) }, prefix: short(part(field, 5)) ?? null }]
}

/** HL7 table 0201 and 0202: use and equipment of a number. */
const contactUses: Readonly<Record<string, string>> = { PRN: 'home', ORN: 'home', WPN: 'work', VHN: 'temp', H: 'home', HOME: 'home', W: 'work', WORK: 'work', PRS: 'mobile' }
const noVoice = new Set(['FX', 'BP', 'MD', 'X.400', 'X400', 'SAT'])

/** A number in its parts (XTN.5 to .8), or as somebody wrote it. */
function phoneOf(field: Field): string | undefined {
  const written = component(field, 12) ?? component(field, 1)
  const [country, area, local, extension] = [5, 6, 7, 8].map((at) => part(field, at)?.replace(/[^\d+]/g, ''))
  const number = written ?? (local === undefined || local === '' ? undefined : [country === undefined || country === '' || country === '1' ? undefined : `+${country.replace('+', '')}`, area, /^\d{7}$/.test(local) ? `${local.slice(0, 3)}-${local.slice(3)}` : local].filter((one) => one !== undefined && one !== '').join('-'))
  if (number === undefined || number.replace(/\D/g, '').length < 3) return undefined
  return extension === undefined || extension === '' || written !== undefined ? number : `${number} x${extension}`
}

function contactOf(field: Field, fallback: string | null, clock: Clockwork): SaidContact[] {
  const [use, equipment] = [part(field, 2)?.toUpperCase() ?? '', part(field, 3)?.toUpperCase() ?? '']
  const until = endOf(field, { range: 0, end: 14 }, clock)
  const mail = [component(field, 4), component(field, 1), component(field, 12)].find((one) => one?.includes('@') === true)
  if (mail !== undefined && mail.length <= longest) return [{ kind: 'email', contact: { value: mail, use: contactUses[use] ?? null, until } }]
  if (noVoice.has(equipment) || use === 'NET' || use === 'BPN' || equipment === 'INTERNET') return []
  const value = short(phoneOf(field))
  return value === undefined ? [] : [{ kind: 'phone', contact: { value, use: equipment === 'CP' ? 'mobile' : (contactUses[use] ?? fallback), until } }]
}

/** HL7 table 0190, address type: those at which nobody lives or gets letters are left out. */
const addressUses: Readonly<Record<string, string | null>> = { H: 'home', P: 'home', L: 'home', O: 'work', B: 'work', M: null, C: 'temp', V: 'temp', HOME: 'home' }
const noAddress = new Set(['BA', 'BDL', 'BR', 'N', 'F', 'RH', 'BI', 'S', 'TM', 'SH'])

function addressOf(field: Field, clock: Clockwork): Address[] {
  const type = part(field, 7)?.toUpperCase() ?? ''
  if (noAddress.has(type)) return []
  const street = part(field, 1, 1) ?? [part(field, 1, 3), part(field, 1, 2)].filter((one) => one !== undefined).join(' ')
  const lines = [street, part(field, 2)].map((one) => short(one === '' ? undefined : one)).filter((one) => one !== undefined)
  const [city, state, postalCode] = [short(part(field, 3)) ?? null, short(part(field, 4)) ?? null, short(part(field, 5)) ?? null]
  if (lines.length === 0 && city === null && postalCode === null) return []
  return [{ lines, city, state, postalCode, use: addressUses[type] ?? null, until: endOf(field, { range: 12, end: 14 }, clock) }]
}

/** HL7 table 0001, administrative sex, in the words of FHIR. */
const sexes: Readonly<Record<string, string>> = { F: 'female', M: 'male', O: 'other', A: 'other', N: 'other', X: 'other', U: 'unknown' }

/** A code of ISO 639 in its shortest form. */
function languageOf(field: Field | undefined): string | undefined {
  const code = component(field, 1)
  if (code === undefined) return undefined
  try {
    return /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(code) ? Intl.getCanonicalLocales(code.replaceAll('_', '-'))[0] : code
  } catch {
    return code
  }
}

/** Four digits at the end of a social security number. */
function lastFour(pid: Segment): string | undefined {
  const number = repeats(pid, 3).find((field) => part(field, 5)?.toUpperCase() === 'SS')
  const digits = (part(number, 1) ?? word(pid, 19) ?? '').replace(/\D/g, '')
  return digits.length === 9 && !/^(\d)\1{8}$/.test(digits) ? digits.slice(-4) : undefined
}

const truth = (text: string | undefined): boolean | undefined => (text?.toUpperCase() === 'Y' ? true : text?.toUpperCase() === 'N' ? false : undefined)

/** YYYY-MM-DD, YYYY-MM or YYYY. */
function birthOf(pid: Segment): string | undefined {
  const [, year, month, day] = /^(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?/.exec(word(pid, 7) ?? '') ?? []
  const date = [year, month, day].filter((one) => one !== undefined).join('-')
  return date !== '' && isPossible(date) ? date : undefined
}

/** The name in use: legal, then any that has not ended. */
function inUse(names: readonly SaidName[]): SaidName | undefined {
  const standing = names.filter(({ name }) => name.until === null && name.use !== 'maiden' && name.use !== 'previous')
  return standing.find(({ name }) => name.use === 'official') ?? standing[0] ?? names[0]
}
const nameLine = ({ name, prefix }: SaidName): string => [prefix, ...name.given, name.family, name.suffix].filter((one) => one !== null && one !== '').join(' ')

function addressLine(address: Address): string {
  const state = [address.state, address.postalCode].filter((one) => one !== null).join(' ')
  return [...address.lines, address.city, state].filter((one) => one !== null && one !== '').join(', ')
}

/** What one part of a PID says. */
type Part = { readonly said?: Said; readonly facts?: Partial<RegisteredFacts> }

function namesOf(pid: Segment, clock: Clockwork): Part {
  const aliases = repeats(pid, 9).flatMap((field) => nameOf(field, clock)).map((one): SaidName => (one.name.use === 'official' ? { ...one, name: { ...one.name, use: 'usual' } } : one))
  const names = [...repeats(pid, 5).flatMap((field) => nameOf(field, clock)), ...aliases].slice(0, most)
  const first = inUse(names)
  // A chart without a name is nobody's: quotation marks in PID-5 take no name away.
  if (first === undefined || repeats(pid, 5).length === 0) return {}
  return { said: { name: nameLine(first), family: first.name.family || null, given: first.name.given.join(' ') || null }, facts: { names: [first, ...names.filter((one) => one !== first)].map((one) => one.name) } }
}

/** PID-13, PID-14 and, since 2.7, PID-40. A field with numbers alone says nothing of e-mail. */
function contactsOf(pid: Segment, clock: Clockwork): Part {
  const fields = [[13, 'home'], [40, null], [14, 'work']] as const
  const all = fields.flatMap(([at, use]) => repeats(pid, at).flatMap((field) => contactOf(field, use, clock)))
  const deleted = isDeleted(pid, 13) || isDeleted(pid, 40)
  const current = (contacts: readonly Contact[]): string | null => (contacts.find((one) => one.until === null) ?? contacts[0])?.value ?? null
  const of = (kind: SaidContact['kind']) => all.filter((one) => one.kind === kind).map((one) => one.contact).slice(0, most)
  const [phones, emails] = [of('phone'), of('email')]
  const [phonesSaid, emailsSaid] = [phones.length > 0 || deleted, emails.length > 0 || deleted]
  return {
    said: { ...(phonesSaid ? { phone: current(phones) } : {}), ...(emailsSaid ? { email: current(emails) } : {}) },
    facts: { ...(phonesSaid ? { phones } : {}), ...(emailsSaid ? { emails } : {}) },
  }
}

function addressesOf(pid: Segment, clock: Clockwork): Part {
  const all = repeats(pid, 11).flatMap((field) => addressOf(field, clock)).slice(0, most)
  if (all.length === 0 && !isDeleted(pid, 11)) return {}
  const home = all.find((one) => one.use === 'home' && one.until === null) ?? all.find((one) => one.until === null) ?? all[0]
  return { said: { address: home === undefined ? null : addressLine(home) }, facts: { addresses: all } }
}

/** PID-29, PID-30: a day of death is a death unless somebody says that it is none. */
function deathOf(pid: Segment, clock: Clockwork): Part {
  const date = timeAt(pid, 29, clock)
  const told = truth(word(pid, 30)) ?? (date === undefined ? undefined : true)
  const deceased = told ?? (isDeleted(pid, 30) || isDeleted(pid, 29) ? false : undefined)
  if (deceased === undefined) return {}
  return { said: { deceasedOn: deceased && date !== undefined && date.length >= 10 ? date.slice(0, 10) : null }, facts: { deceased } }
}

/** A word of its own; null: gone; undefined: nothing is said of it. */
const wordOf = (pid: Segment, at: number, value: string | undefined): string | null | undefined => value ?? (isDeleted(pid, at) ? null : undefined)

function wordsOf(pid: Segment): Part {
  const born = birthOf(pid)
  const [sex, language, ssn4] = [wordOf(pid, 8, sexes[word(pid, 8)?.toUpperCase() ?? '']), wordOf(pid, 15, languageOf(fieldOf(pid, 15))), wordOf(pid, 19, lastFour(pid))]
  // Who was born second was not born alone.
  const multipleBirth = truth(word(pid, 24)) ?? (Number(word(pid, 25) ?? 0) > 1 ? true : isDeleted(pid, 24) ? false : undefined)
  return {
    said: { ...(born?.length === 10 ? { birthDate: born } : {}), ...(sex === undefined ? {} : { sex }), ...(language === undefined ? {} : { language }) },
    facts: { ...(ssn4 === undefined ? {} : { ssn4 }), ...(multipleBirth === undefined ? {} : { multipleBirth }) },
  }
}

/** What a PID says of a chart, field by field; `numbers`: record numbers beside the first. */
export function saidIn(pid: Segment, { clock, numbers }: { readonly clock: Clockwork; readonly numbers: readonly string[] }): Said {
  const parts: readonly Part[] = [namesOf(pid, clock), contactsOf(pid, clock), addressesOf(pid, clock), deathOf(pid, clock), wordsOf(pid), numbers.length === 0 ? {} : { facts: { mrns: numbers.slice(0, most) } }]
  const facts: Partial<RegisteredFacts> = Object.assign({}, ...parts.map((one) => one.facts ?? {}))
  const said: Said = Object.assign({}, ...parts.map((one) => one.said ?? {}))
  return Object.keys(facts).length === 0 ? said : { ...said, facts }
}

const noFacts: RegisteredFacts = { names: [], phones: [], emails: [], addresses: [], mrns: [], ssn4: null, multipleBirth: false, deceased: false }

/** The chart that these words alone would open; null: no name or no whole birth date, and nobody could be known by it. */
export function chartOf(mrn: string, said: Said): Chart | null {
  const { name, birthDate, facts, ...rest } = said
  if (name === undefined || birthDate === undefined) return null
  return { mrn, name, birthDate, family: null, given: null, deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null, ...rest, facts: { ...noFacts, ...facts } }
}

/** Who it is said to be, to be compared with a chart. */
export function personIn(pid: Segment, clock: Clockwork): Named['person'] {
  const names = [...repeats(pid, 5), ...repeats(pid, 9)].flatMap((field) => nameOf(field, clock)).slice(0, most)
  return { birthDate: birthOf(pid) ?? null, names: names.map(({ name }) => ({ family: name.family, given: name.given.join(' ') })) }
}
