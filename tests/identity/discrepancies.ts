// How do a person and their record disagree? Each class changes one thing, in what is typed or in what is on file. Fields and
// classes weigh as often as we think they happen (docs/decisions/0010); the rates of each class alone stand beside. Nothing of the matcher is used.
import type { Claim, NameOnFile, OnFile, Proof } from '../../contract/identity.ts'
import type { Dice } from '../decision/random-world.ts'
import { calledLikeOthers, calledOwn } from './name-pools.ts'
import { type Home, type Human, plain } from './population.ts'

/** A claim and the person's own chart, while they are made. */
export type Pair = { readonly claim: Claim; readonly chart: OnFile; readonly human: Human; /** The organization ignores zeros in front. */ readonly zerosIgnored: boolean }
type Change = Partial<Pick<Pair, 'claim' | 'chart'>>
export type Discrepancy = { readonly name: string; readonly about: 'given' | 'family' | 'order' | 'date' | 'proof'; readonly weight: number; /** Null: it cannot happen here. */ readonly make: (pair: Pair, dice: Dice) => Change | null }

const proofOf = <K extends Proof['kind']>(pair: Pair, kind: K): Extract<Proof, { kind: K }> | null => (pair.claim.proofs[0]?.kind === kind ? (pair.claim.proofs[0] as Extract<Proof, { kind: K }>) : null)
const typed = ({ claim }: Pair, change: Partial<Claim>): Change => ({ claim: { ...claim, ...change } })
const filed = ({ chart }: Pair, change: Partial<OnFile>): Change => ({ chart: { ...chart, ...change } })
const filedName = (pair: Pair, change: Partial<NameOnFile>): Change => filed(pair, { names: pair.chart.names.map((name, at) => (at === 0 ? { ...name, ...change } : name)) })
const proof = (pair: Pair, value: string): Change => typed(pair, { proofs: [{ ...(pair.claim.proofs[0] as Proof), value } as Proof] })
const unless = (same: boolean, change: Change): Change | null => (same ? null : change)

/** One slip of the hand in a word: a neighbouring key, a letter left out or twice, two exchanged; sometimes any letter. */
export function slip(word: string, dice: Dice): string | null {
  const letters = [...word]
  if (letters.length < 4 || letters.some((one) => !/[a-zà-ÿ'’ -]/i.test(one))) return null
  const at = dice.below(letters.length)
  const keys = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
  const row = keys.find((one) => one.includes((letters[at] ?? '').toLowerCase())) ?? 'e'
  const place = row.indexOf((letters[at] ?? '').toLowerCase())
  const which = dice.below(5)
  if (which === 0 && at > 0) letters.splice(at, 1)
  else if (which === 1) letters.splice(at, 0, letters[at] ?? '')
  else if (which === 2 && at + 1 < letters.length) [letters[at], letters[at + 1]] = [letters[at + 1] ?? '', letters[at] ?? '']
  else if (which === 3) letters[at] = 'abcdefghijklmnoprstuvwz'[dice.below(23)] ?? 'e'
  else letters[at] = row[place + (place === 0 || dice.chance(0.5) ? 1 : -1)] ?? row[place - 1] ?? 'e'
  const made = letters.join('').toLowerCase().replace(/^./, (first) => first.toUpperCase())
  return made.toLowerCase() === word.toLowerCase() ? null : made
}

const digitSlip = (digits: string, dice: Dice): string => {
  const at = dice.below(digits.length)
  const other = String((Number(digits[at]) + 1 + dice.below(9)) % 10)
  return digits.slice(0, at) + other + digits.slice(at + 1)
}
/** Changes one digit among the last `count` of a number. */
export const slipInNumber = (value: string, dice: Dice, count = 5): string => value.slice(0, -count) + digitSlip(value.slice(-count), dice)

const german: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ø: 'oe', Ø: 'Oe', å: 'aa', Å: 'Aa' }
const transcribe = (text: string): string => text.replace(/[äöüÄÖÜøØåÅ]/g, (sign) => german[sign] ?? sign)
const bare = (text: string): string => plain(text).replace(/['’-]/g, '')

export function streetLine(home: Home): string {
  return `${home.number} ${home.street} ${home.kind}${home.unit === null ? '' : ` Apt ${home.unit}`}`
}
const short: Readonly<Record<string, string>> = { Street: 'St.', Avenue: 'Ave', Road: 'Rd', Drive: 'Dr', Lane: 'Ln', Court: 'Ct', Boulevard: 'Blvd', Place: 'Pl' }

const givenClasses: readonly Discrepancy[] = [
  { name: 'middle name left out', about: 'given', weight: 12, make: (pair) => unless(pair.human.given.length < 2 || pair.human.culture.familyFirst === true, typed(pair, { given: pair.human.given[0] ?? '' })) },
  { name: 'middle initial on file', about: 'given', weight: 6, make: (pair) => unless(pair.human.given.length < 2, filedName(pair, { given: [pair.human.given[0] ?? '', `${pair.human.given[1]?.[0] ?? ''}.`] })) },
  { name: 'middle name missing on file', about: 'given', weight: 6, make: (pair) => unless(pair.human.given.length < 2, filedName(pair, { given: pair.human.given.slice(0, 1) })) },
  { name: 'called by the middle name', about: 'given', weight: 0.4, make: (pair) => unless(pair.human.given.length < 2, typed(pair, { given: pair.human.given[1] ?? '' })) },
  { name: 'nickname typed', about: 'given', weight: 4, make: (pair, dice) => { const names = calledOwn[pair.human.given[0] ?? '']; return names === undefined ? null : typed(pair, { given: dice.one(names) }) } },
  { name: 'nickname on file', about: 'given', weight: 2, make: (pair, dice) => { const names = calledOwn[pair.human.given[0] ?? '']; return names === undefined ? null : filedName(pair, { given: [dice.one(names)] }) } },
  { name: 'nickname of several names', about: 'given', weight: 0.8, make: (pair, dice) => { const names = calledLikeOthers[pair.human.given[0] ?? '']; return names === undefined ? null : typed(pair, { given: dice.one(names) }) } },
  { name: 'initial on file', about: 'given', weight: 0.2, make: (pair) => unless(pair.human.given.length > 1, filedName(pair, { given: [(pair.human.given[0] ?? '').slice(0, 1)] })) },
  { name: 'slip in the given name', about: 'given', weight: 0.7, make: (pair, dice) => { const [first = '', ...rest] = pair.human.given; const made = slip(first, dice); return made === null ? null : dice.chance(0.5) ? typed(pair, { given: [made, ...rest].join(' ') }) : filedName(pair, { given: [made, ...rest] }) } },
  { name: 'given name in capitals without accents', about: 'given', weight: 8, make: (pair) => filedName(pair, { given: pair.human.given.map((one) => bare(one).toUpperCase()) }) },
]

const familyClasses: readonly Discrepancy[] = [
  { name: 'family name in capitals or small letters', about: 'family', weight: 8, make: (pair, dice) => unless(!/[a-z]/.test(pair.human.family), dice.chance(0.5) ? filedName(pair, { family: pair.human.family.toUpperCase() }) : typed(pair, { family: ` ${pair.human.family.toLowerCase()} ` })) },
  { name: 'accents and apostrophes lost on file', about: 'family', weight: 8, make: (pair) => unless(bare(pair.human.family) === pair.human.family, filedName(pair, { family: bare(pair.human.family).toUpperCase() })) },
  { name: 'accents and apostrophes not typed', about: 'family', weight: 8, make: (pair) => unless(bare(pair.human.family) === pair.human.family, typed(pair, { family: bare(pair.human.family).toLowerCase() })) },
  { name: 'ü typed as ue', about: 'family', weight: 2, make: (pair) => unless(transcribe(pair.human.family) === pair.human.family, typed(pair, { family: transcribe(pair.human.family) })) },
  { name: 'hyphen for space', about: 'family', weight: 3, make: (pair) => unless(!/[ -]/.test(pair.human.family), typed(pair, { family: pair.human.family.includes('-') ? pair.human.family.replace('-', ' ') : pair.human.family.replace(' ', '-') })) },
  { name: 'one of two family names', about: 'family', weight: 6, make: (pair, dice) => { const parts = pair.human.family.split(/[ -]/); return parts.length !== 2 || /^(de|del|el|al|da|dos|von|st\.?|mc|abu|bin)$/i.test(parts[0] ?? '') || (parts[0] ?? '').length < 3 ? null : typed(pair, { family: dice.chance(0.7) ? (parts[0] ?? '') : (parts[1] ?? '') }) } },
  { name: 'maiden name on file as such, typed', about: 'family', weight: 3, make: (pair) => (pair.human.born === null ? null : typed(pair, { family: pair.human.born })) },
  { name: 'maiden name on file only', about: 'family', weight: 0.4, make: (pair) => (pair.human.born === null ? null : { chart: { ...pair.chart, names: pair.chart.names.slice(0, 1).map((name) => ({ ...name, family: pair.human.born ?? '' })) } }) },
  { name: 'slip in the family name', about: 'family', weight: 1.5, make: (pair, dice) => { const made = slip(pair.human.family, dice); return made === null ? null : dice.chance(0.5) ? typed(pair, { family: made }) : filedName(pair, { family: made }) } },
  { name: 'suffix written into the family name', about: 'family', weight: 1, make: (pair) => (pair.human.suffix === null ? null : typed(pair, { family: `${pair.human.family} ${pair.human.suffix}`, suffix: null })) },
  { name: 'suffix left out', about: 'family', weight: 2, make: (pair) => (pair.human.suffix === null ? null : typed(pair, { suffix: null })) },
  { name: 'family name typed twice for one name', about: 'family', weight: 1, make: (pair) => unless(pair.human.family !== '', typed(pair, { family: pair.human.given.join(' ') })) },
  { name: 'given and family name exchanged', about: 'order', weight: 1.5, make: (pair) => unless(pair.claim.family === '', typed(pair, { given: pair.claim.family, family: pair.claim.given })) },
]

const isDay = (text: string): boolean => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
function daySlip(date: string, dice: Dice): string | null {
  for (let tries = 0; tries < 12; tries += 1) {
    const at = dice.one([5, 6, 8, 9])
    const made = date.slice(0, at) + digitSlip(date.slice(at, at + 1), dice) + date.slice(at + 1)
    if (isDay(made)) return made
  }
  return null
}

const dateClasses: readonly Discrepancy[] = [
  { name: 'day and month exchanged', about: 'date', weight: 1, make: (pair) => { const [year = '', month = '', day = ''] = pair.claim.birthDate.split('-'); return Number(day) > 12 || day === month ? null : typed(pair, { birthDate: `${year}-${day}-${month}` }) } },
  { name: 'slip in day or month', about: 'date', weight: 1, make: (pair, dice) => { const { birthDate } = pair.claim; const made = daySlip(birthDate, dice); return made === null ? null : dice.chance(0.5) ? typed(pair, { birthDate: made }) : filed(pair, { birthDate: made }) } },
  { name: 'slip in the year', about: 'date', weight: 0.2, make: (pair, dice) => { const { birthDate } = pair.claim; return typed(pair, { birthDate: birthDate.slice(0, 2) + digitSlip(birthDate.slice(2, 4), dice) + birthDate.slice(4) }) } },
]

const proofClasses: readonly Discrepancy[] = [
  { name: 'phone written otherwise', about: 'proof', weight: 8, make: (pair, dice) => { const said = proofOf(pair, 'phone'); if (said === null) return null; const d = said.value; return proof(pair, dice.one([`+1 ${d}`, `(${d.slice(0, 3)}) ${d.slice(3, 6)}-${d.slice(6)}`, `${d.slice(0, 3)}.${d.slice(3, 6)}.${d.slice(6)}`, `1-${d.slice(0, 3)}-${d.slice(3, 6)}-${d.slice(6)}`, `${d} ext. 21`])) } },
  { name: 'no area code on file', about: 'proof', weight: 1, make: (pair) => { const said = proofOf(pair, 'phone'); return said === null ? null : filed(pair, { phones: pair.chart.phones.map((one) => ({ ...one, value: one.value.slice(-7) })) }) } },
  { name: 'an old phone that is on file', about: 'proof', weight: 2, make: (pair) => { const [old] = pair.human.oldPhones; return proofOf(pair, 'phone') === null || old === undefined ? null : proof(pair, old) } },
  { name: 'a phone that is not on file', about: 'proof', weight: 0.5, make: (pair, dice) => (proofOf(pair, 'phone') === null ? null : proof(pair, `8${digitSlip('015550134', dice)}`)) },
  { name: 'e-mail in other case', about: 'proof', weight: 5, make: (pair) => { const said = proofOf(pair, 'email'); return said === null ? null : proof(pair, said.value.toUpperCase()) } },
  { name: 'e-mail with plus or dots where they are ignored', about: 'proof', weight: 1, make: (pair, dice) => { const said = proofOf(pair, 'email'); if (said === null || !said.value.endsWith('@gmail.com')) return null; const [name = '', host = ''] = said.value.split('@'); return proof(pair, dice.chance(0.5) ? `${name}+portal@${host}` : `${name.slice(0, 2)}.${name.slice(2).replace('.', '')}@${host}`) } },
  { name: 'street abbreviated', about: 'proof', weight: 8, make: (pair) => { const said = proofOf(pair, 'address'); const { home } = pair.human; return said === null ? null : typed(pair, { proofs: [{ ...said, line: `${home.number} ${home.street} ${short[home.kind] ?? ''}${home.unit === null ? '' : ` #${home.unit}`}` }] }) } },
  { name: 'apartment left out', about: 'proof', weight: 3, make: (pair) => { const said = proofOf(pair, 'address'); const { home } = pair.human; return said === null || home.unit === null ? null : typed(pair, { proofs: [{ ...said, line: `${home.number} ${home.street} ${home.kind}` }] }) } },
  { name: 'kind of street left out', about: 'proof', weight: 1.5, make: (pair) => { const said = proofOf(pair, 'address'); const { home } = pair.human; return said === null ? null : typed(pair, { proofs: [{ ...said, line: `${home.number} ${home.street}` }] }) } },
  { name: 'moved; the old address is on file', about: 'proof', weight: 2, make: (pair) => { const said = proofOf(pair, 'address'); const { oldHome } = pair.human; return said === null || oldHome === null ? null : typed(pair, { proofs: [{ kind: 'address', line: streetLine(oldHome), city: oldHome.city, postalCode: oldHome.postal }] }) } },
  { name: 'moved; the new address is not on file', about: 'proof', weight: 0.5, make: (pair) => { const said = proofOf(pair, 'address'); return said === null ? null : typed(pair, { proofs: [{ kind: 'address', line: '77 Unknown Crossing', city: 'Elsewhere', postalCode: '99999' }] }) } },
  { name: 'number with spaces, dashes, words or in small letters', about: 'proof', weight: 8, make: (pair, dice) => { const said = proofOf(pair, 'mrn'); if (said === null) return null; const v = said.value; return proof(pair, dice.one([`${v.slice(0, -3)} ${v.slice(-3)}`, `${v.slice(0, 3)}-${v.slice(3)}`, v.toLowerCase(), `MRN: ${v}`, `${v.slice(0, -4)}/${v.slice(-4)}`, `#${v}`])) } },
  { name: 'number without its letters', about: 'proof', weight: 1.5, make: (pair) => { const said = proofOf(pair, 'mrn'); return said === null || !/^[A-Z]/.test(said.value) ? null : proof(pair, said.value.replace(/^[A-Z]+/, '')) } },
  { name: 'number without its zeros, where they are ignored', about: 'proof', weight: 2, make: (pair) => { const said = proofOf(pair, 'mrn'); return said === null || !pair.zerosIgnored || !said.value.startsWith('0') ? null : proof(pair, said.value.replace(/^0+/, '')) } },
  { name: 'slip in the number', about: 'proof', weight: 0.4, make: (pair, dice) => { const said = proofOf(pair, 'mrn'); return said === null ? null : proof(pair, slipInNumber(said.value, dice)) } },
]

export const discrepancies: readonly Discrepancy[] = [...givenClasses, ...familyClasses, ...dateClasses, ...proofClasses]

/** Where people and records disagree, in hundredths: most in how a name or a number is written, seldom in the birth date. */
const fields: readonly (readonly [Discrepancy['about'], number])[] = [['given', 34], ['family', 26], ['order', 2], ['date', 4], ['proof', 34]]

/** A field, then one of its classes that can happen here; null when none can. */
function drawn(pair: Pair, dice: Dice): { readonly name: string; readonly about: Discrepancy['about']; readonly change: Change } | null {
  let field = dice.next() * 100
  const about = fields.find(([, share]) => (field -= share) < 0)?.[0] ?? 'given'
  const among = discrepancies.filter((one) => one.about === about)
  while (among.length > 0) {
    let at = dice.next() * among.reduce((sum, one) => sum + one.weight, 0)
    const place = Math.max(0, among.findIndex((one) => (at -= one.weight) < 0))
    const [one] = among.splice(place, 1)
    const change = one?.make(pair, dice) ?? null
    if (one !== undefined && change !== null) return { name: one.name, about, change }
  }
  return null
}

const proofKinds = ['mrn', 'mrn', 'phone', 'phone', 'email', 'address', 'ssn4'] as const

/** What a person says who makes no mistake, with one proof. */
export function honestClaim(human: Human, dice: Dice): Claim {
  const kind = dice.one(proofKinds)
  const { home } = human
  const proofs: Readonly<Record<Proof['kind'], () => Proof | null>> = {
    mrn: () => ({ kind: 'mrn', value: human.mrn }),
    phone: () => ({ kind: 'phone', value: human.phones[0] ?? '' }),
    email: () => (human.email === null ? null : { kind: 'email', value: human.email }),
    address: () => ({ kind: 'address', line: streetLine(home), city: home.city, postalCode: home.postal }),
    ssn4: () => ({ kind: 'ssn4', hash: `hash-of-${human.ssn4}` }),
  }
  return { given: human.given.join(' '), family: human.family, suffix: human.suffix, birthDate: human.birthDate, proofs: [proofs[kind]() ?? { kind: 'mrn', value: human.mrn }] }
}

/** Applies `count` discrepancies of different fields; gives the names of those that happened. */
export function disagree(pair: Pair, count: number, dice: Dice): { readonly pair: Pair; readonly classes: readonly string[] } {
  let made = pair
  const classes: string[] = []
  const touched = new Set<string>()
  for (let tries = 0; classes.length < count && tries < 60; tries += 1) {
    const one = drawn(made, dice)
    if (one === null || touched.has(one.about)) continue
    made = { ...made, ...one.change }
    touched.add(one.about)
    classes.push(one.name)
  }
  return { pair: made, classes }
}
