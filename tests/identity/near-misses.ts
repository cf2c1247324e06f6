// Who says facts that come close to somebody else's chart? Each class makes a person who is not the chart's, by the hardest means
// there are: the same day, home, phone, name, a number one digit away. Often the person's own chart is not there.
import type { Claim, OnFile, Proof } from '../../contract/identity.ts'
import { disagree, honestClaim, slipInNumber, streetLine } from './discrepancies.ts'
import { calledLikeOthers, namedAlike } from './name-pools.ts'
import { type Human, type Town, chartOf } from './population.ts'

/** `wrong` are charts that must not come out as matched: all but the person's own. */
export type NearMiss = { readonly claim: Claim; readonly charts: readonly OnFile[]; readonly own: OnFile | null; readonly zerosIgnored: boolean }
/** Whose chart is near, who asks, and whether the person's own chart must be there for the story to make sense. */
type Story = { readonly theirs: Human; readonly asks: Human; readonly proofs?: readonly Proof[]; readonly given?: string; readonly change?: (chart: OnFile) => OnFile; readonly ownAlways?: boolean; readonly exact?: boolean; readonly zerosIgnored?: boolean }
export type NearMissClass = { readonly name: string; readonly make: (town: Town) => Story | null }

const other = (town: Town, facts: Partial<Human> & Pick<Human, 'culture' | 'woman'>): Human => {
  const made = town.add(facts)
  // Guests are no neighbours of later stories.
  town.humans.pop()
  return { ...made, at: 1_000_000 + made.at }
}
const anyone = (town: Town): Human => town.dice.one(town.humans)
/** Somebody with nothing in common but what is given. */
const stranger = (town: Town, facts: Partial<Human>): Human => { const culture = town.culture(); const made = other(town, { culture, woman: town.dice.chance(0.5), ...facts }); return { ...made, email: made.email === null ? null : `${town.dice.below(9_000) + 1_000}.${made.email}` } }
/** Names that begin alike may be one name (Theresa, Teresa; Joe, Joseph): no two twins and no strangers by chance bear both. Those named alike have classes of their own. */
const beginsLike = (one: Human, given: readonly string[]): boolean => given.some((name) => one.given.some((own) => name[0]?.replace('C', 'K') === own[0]?.replace('C', 'K')))
const named = (town: Town, theirs: Human, facts: Partial<Human>): Human => { let made = stranger(town, facts); while (beginsLike(theirs, made.given)) made = stranger(town, facts); return made }
const phone = (human: Human): readonly Proof[] => [{ kind: 'phone', value: human.phones[0] ?? '' }]
const address = (human: Human): readonly Proof[] => [{ kind: 'address', line: streetLine(human.home), city: human.home.city, postalCode: human.home.postal }]
const number = (value: string): readonly Proof[] => [{ kind: 'mrn', value }]
const shared = (town: Town, human: Human): readonly Proof[] => (town.dice.chance(0.2) && human.email !== null ? [{ kind: 'email', value: human.email }] : town.dice.chance(0.3) ? address(human) : phone(human))
const home = (human: Human): Partial<Human> => ({ culture: human.culture, phones: human.phones, oldPhones: human.oldPhones, email: human.email, home: human.home, oldHome: human.oldHome })
const twin = (town: Town, theirs: Human, given: readonly string[]): Human => other(town, { ...home(theirs), culture: theirs.culture, woman: town.dice.chance(0.5), given, family: theirs.family, birthDate: theirs.birthDate, multipleBirth: theirs.multipleBirth })
const shift = (date: string, years: number): string => `${Number(date.slice(0, 4)) + years}${date.slice(4)}`
const adult = (town: Town, born: [number, number]): string => town.date(...born)

function alikeTwins(town: Town): readonly [Human, Human] {
  const [one, two] = town.dice.chance(0.5) ? town.dice.one(namedAlike) : ([...town.dice.one(namedAlike)].reverse() as [string, string])
  const theirs = { ...anyone(town), given: one.split(' '), multipleBirth: town.dice.chance(0.3) }
  return [theirs, twin(town, theirs, two.split(' '))]
}

export const nearMissClasses: readonly NearMissClass[] = [
  { name: 'twin, at the phone, mail or home of both', make: (town) => { const theirs = anyone(town); const asks = twin(town, theirs, town.given(theirs.culture, town.dice.chance(0.5))); return beginsLike(theirs, asks.given) ? null : { theirs, asks, proofs: shared(town, theirs) } } },
  { name: 'twin named alike, at the same contact', make: (town) => { const [theirs, asks] = alikeTwins(town); return { theirs, asks, proofs: shared(town, theirs) } } },
  { name: 'twin named alike, first half of the name typed', make: (town) => { const pairs = namedAlike.filter(([one, two]) => /[ -]/.test(one) && one.split(/[ -]/)[0] === two.split(/[ -]/)[0] && !one.startsWith('John')); const [one, two] = town.dice.one(pairs); const theirs = { ...anyone(town), given: one.split(' '), multipleBirth: false }; return { theirs, asks: twin(town, theirs, two.split(' ')), given: two.split(/[ -]/)[0] ?? '', proofs: shared(town, theirs), exact: true } } },
  { name: 'twin with a nickname that fits both', make: (town) => { const both = [['Christopher', 'Christina', 'Chris'], ['Alexander', 'Alexandra', 'Alex'], ['Samuel', 'Samantha', 'Sam'], ['Patrick', 'Patricia', 'Pat'], ['Albert', 'Alan', 'Al'], ['Daniel', 'Danielle', 'Danny'], ['Katherine', 'Kathleen', 'Kate']] as const; const [one, two, called] = town.dice.one(both); const theirs = { ...anyone(town), given: [one], multipleBirth: false }; return { theirs, asks: twin(town, theirs, [two]), given: called, proofs: shared(town, theirs), exact: true } } },
  { name: 'twin, first letter typed', make: (town) => { const theirs = anyone(town); const letter = theirs.given[0]?.[0] ?? ''; const same = namedAlike.flat().filter((name) => name.startsWith(letter) && name.split(' ')[0] !== theirs.given[0]); return same.length === 0 ? null : { theirs, asks: twin(town, theirs, town.dice.one(same).split(' ')), given: letter, proofs: shared(town, theirs), exact: true } } },
  { name: 'twin whose number is one digit away, read wrong', make: (town) => { const [theirs, asks] = alikeTwins(town); const own = { ...asks, mrn: slipInNumber(theirs.mrn, town.dice, 1) }; return { theirs, asks: own, proofs: number(theirs.mrn), ownAlways: true } } },
  { name: 'twin, with the other’s old phone', make: (town) => { const theirs = anyone(town); const [old] = theirs.oldPhones; return old === undefined ? null : { theirs, asks: twin(town, theirs, town.given(theirs.culture, !theirs.woman)), proofs: [{ kind: 'phone', value: old }] } } },
  { name: 'twin with the next social security number', make: (town) => { const theirs = anyone(town); return { theirs, asks: twin(town, theirs, town.given(theirs.culture, !theirs.woman)), proofs: [{ kind: 'ssn4', hash: `hash-of-${theirs.ssn4}` }] } } },
  { name: 'brother or sister, same contact, another day', make: (town) => { const theirs = anyone(town); return { theirs, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: town.dice.chance(0.5), family: theirs.family, birthDate: shift(town.date(1940, 1941), Number(theirs.birthDate.slice(0, 4)) - 1940 + town.dice.below(4)) }), proofs: shared(town, theirs) } } },
  { name: 'sister named alike, born the same day of another year', make: (town) => { const [theirs, asks] = alikeTwins(town); return { theirs, asks: { ...asks, birthDate: shift(asks.birthDate, town.dice.one([-2, -1, 1, 2])) }, proofs: shared(town, theirs) } } },
  { name: 'child with the parent’s name at the same phone', make: (town) => { const theirs = anyone(town); const marks = town.dice.one([{}, { suffix: 'Jr.' }, { suffix: 'II' }]); return { theirs: { ...theirs, suffix: town.dice.one([null, null, 'Sr.']) }, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: theirs.woman, given: theirs.given, family: theirs.family, birthDate: town.dice.chance(0.6) ? shift(theirs.birthDate, town.dice.one([20, 30, 10, 40, 18])) : adult(town, [1990, 2008]), ...marks }), proofs: shared(town, theirs) } } },
  { name: 'parent with the child’s name at the same phone', make: (town) => { const theirs = anyone(town); return { theirs: { ...theirs, suffix: town.dice.one([null, 'Jr.', 'III']) }, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: theirs.woman, given: theirs.given, family: theirs.family, birthDate: shift(theirs.birthDate, -town.dice.one([20, 30, 21, 25])), suffix: town.dice.one([null, 'Sr.']) }), proofs: shared(town, theirs) } } },
  { name: 'namesake of the same birth date, own contact', make: (town) => { const theirs = anyone(town); return { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: theirs.birthDate }) } } },
  { name: 'namesake of the same birth date, phone one digit away', make: (town) => { const theirs = anyone(town); const own = slipInNumber(theirs.phones[0] ?? '', town.dice); return { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: theirs.birthDate, phones: [own] }), proofs: [{ kind: 'phone', value: own }] } } },
  { name: 'namesake of the same birth date, who has no contact on file', make: (town) => { const theirs = anyone(town); return { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: theirs.birthDate }), change: (chart) => ({ ...chart, phones: [], emails: [], addresses: [], ssn4: null }) } } },
  { name: 'namesake with day and month exchanged, own contact', make: (town) => { const theirs = anyone(town); const [year = '', month = '', day = ''] = theirs.birthDate.split('-'); return Number(day) > 12 || day === month ? null : { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: `${year}-${day}-${month}` }) } } },
  { name: 'namesake, number one digit away', make: (town) => { const theirs = anyone(town); const own = slipInNumber(theirs.mrn, town.dice, 3); return { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: town.dice.chance(0.5) ? theirs.birthDate : adult(town, [1940, 1999]), mrn: own }), proofs: number(own) } } },
  { name: 'cousin with the grandparent’s name, born days apart, number nearly read', make: (town) => { const theirs = anyone(town); return { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: `${theirs.birthDate.slice(0, 8)}${theirs.birthDate.endsWith('5') ? '16' : '25'}` }), proofs: number(slipInNumber(theirs.mrn, town.dice, 2)) } } },
  { name: 'spouse at the shared phone', make: (town) => { const theirs = anyone(town); return { theirs, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: !theirs.woman, family: theirs.family, birthDate: shift(adult(town, [1950, 1959]), Number(theirs.birthDate.slice(0, 4)) - 1955) }), proofs: shared(town, theirs) } } },
  { name: 'spouse of the same first name', make: (town) => { const theirs = { ...anyone(town), given: [town.dice.one(['Alex', 'Kelly', 'Jordan', 'Taylor', 'Terry', 'Jamie'])] }; return { theirs, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: !theirs.woman, given: theirs.given, family: theirs.family, birthDate: shift(adult(town, [1950, 1959]), Number(theirs.birthDate.slice(0, 4)) - 1955) }), proofs: shared(town, theirs) } } },
  { name: 'spouse of the same first name, born a digit of the month apart', make: (town) => { const theirs = { ...anyone(town), given: [town.dice.one(['Alex', 'Kelly', 'Jordan', 'Taylor', 'Terry', 'Jamie'])] }; const month = Number(theirs.birthDate.slice(5, 7)); const next = month % 10 === 9 || month === 12 ? month - 1 : month + 1; return { theirs, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: !theirs.woman, given: theirs.given, family: theirs.family, birthDate: `${theirs.birthDate.slice(0, 5)}${String(next).padStart(2, '0')}${theirs.birthDate.slice(7)}` }), proofs: shared(town, theirs), exact: true } } },
  { name: 'number read wrong, somebody else’s', make: (town) => { const theirs = anyone(town); const asks = stranger(town, {}); return { theirs, asks, proofs: number(theirs.mrn) } } },
  { name: 'number read wrong, somebody of the same family name', make: (town) => { const theirs = anyone(town); return { theirs, asks: stranger(town, { culture: theirs.culture, family: theirs.family }), proofs: number(theirs.mrn) } } },
  { name: 'phone that was somebody else’s', make: (town) => { const theirs = anyone(town); const old = theirs.oldPhones[0] ?? theirs.phones[0] ?? ''; return { theirs, asks: stranger(town, { phones: [old], ...(town.dice.chance(0.5) ? { family: theirs.family, culture: theirs.culture } : { given: theirs.given }) }), proofs: [{ kind: 'phone', value: old }] } } },
  { name: 'phone that was somebody else’s of the same birth date', make: (town) => { const theirs = anyone(town); const old = theirs.oldPhones[0] ?? theirs.phones[0] ?? ''; return { theirs, asks: named(town, theirs, { phones: [old], birthDate: theirs.birthDate, ...(town.dice.chance(0.5) ? { family: theirs.family, culture: theirs.culture } : {}) }), proofs: [{ kind: 'phone', value: old }] } } },
  { name: 'lives where somebody else lived', make: (town) => { const theirs = anyone(town); const left = theirs.oldHome ?? theirs.home; return { theirs, asks: stranger(town, { home: left, ...(town.dice.chance(0.4) ? { family: theirs.family, culture: theirs.culture } : {}) }), proofs: [{ kind: 'address', line: streetLine(left), city: left.city, postalCode: left.postal }] } } },
  { name: 'daughter under the mother’s maiden name', make: (town) => { const theirs = { ...anyone(town), born: 'Garcia' }; return { theirs, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: true, given: theirs.given, family: 'Garcia', birthDate: shift(theirs.birthDate, town.dice.one([20, 23, 30])) }), proofs: shared(town, theirs) } } },
  { name: 'relative with every fact of a person who died', make: (town) => { const theirs = anyone(town); return { theirs, asks: { ...theirs, at: 2_000_000 }, change: (chart) => ({ ...chart, deceased: true }), exact: true } } },
  { name: 'two numbers that differ in their zeros only, namesakes', make: (town) => { const theirs = { ...anyone(town), mrn: `00${town.dice.below(90_000) + 10_000}` }; return { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: theirs.birthDate, mrn: theirs.mrn.replace(/^0+/, '') }), proofs: number(theirs.mrn.replace(/^0+/, '')), zerosIgnored: true, ownAlways: true } } },
  { name: 'last four digits and birth date of somebody else', make: (town) => { const theirs = anyone(town); return { theirs, asks: named(town, theirs, { birthDate: theirs.birthDate, ssn4: theirs.ssn4, ...(town.dice.chance(0.5) ? { family: theirs.family, culture: theirs.culture } : {}) }), proofs: [{ kind: 'ssn4', hash: `hash-of-${theirs.ssn4}` }] } } },
  { name: 'son who reads the father’s number off a bill', make: (town) => { const theirs = anyone(town); return { theirs, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: theirs.woman, given: theirs.given, family: theirs.family, birthDate: shift(theirs.birthDate, town.dice.one([20, 30, 10, 27])), suffix: town.dice.one([null, 'Jr.']) }), proofs: number(theirs.mrn) } } },
  { name: 'son whose birth date was written on the father’s chart', make: (town) => { const theirs = { ...anyone(town), suffix: 'Sr.' }; return { theirs, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: theirs.woman, given: theirs.given, family: theirs.family, birthDate: theirs.birthDate, suffix: 'Jr.' }), proofs: town.dice.chance(0.5) ? shared(town, theirs) : number(theirs.mrn), exact: true } } },
  { name: 'twin on file as one, whose name is one key away', make: (town) => { const [one, two] = town.dice.one([['Amaris', 'Amatis'], ['Jovani', 'Jobani'], ['Zakari', 'Zalari'], ['Nalani', 'Nakani'], ['Selune', 'Selyne']] as const); const theirs = { ...anyone(town), given: [one], multipleBirth: true }; return { theirs, asks: twin(town, theirs, [two]), proofs: shared(town, theirs), exact: true } } },
  { name: 'namesake who reads their own number wrong, born another day of the year', make: (town) => { const theirs = anyone(town); const [year = '', month = '', day = ''] = theirs.birthDate.split('-'); const far = (own: string, among: readonly string[]): string => town.dice.one(among.filter((one) => one[0] !== own[0] && one[1] !== own[1])); return { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: `${year}-${far(month, ['12', '11', '09', '04'])}-${far(day, ['17', '24', '28', '26', '15', '19'])}` }), proofs: number(theirs.mrn) } } },
  { name: 'the next to have the old phone, born the same day, named one letter away', make: (town) => { const [family, theirName] = town.dice.one([['Carter', 'Carver'], ['Parker', 'Barker'], ['Hansen', 'Jansen'], ['Nolan', 'Dolan'], ['Wilson', 'Wilton'], ['Barnes', 'Burnes'], ['Marsden', 'Marsdon'], ['Mason', 'Nason']] as const); const theirs = { ...anyone(town), family: theirName, born: null }; const [old] = theirs.oldPhones; return old === undefined ? null : { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family, birthDate: theirs.birthDate }), proofs: [{ kind: 'phone', value: old }], exact: true } } },
  { name: 'the next to have the phone, of the same first name and birth date', make: (town) => { const theirs = anyone(town); const asks = stranger(town, { given: theirs.given, birthDate: theirs.birthDate }); const parts = (text: string): string[] => text.split(/[ -]/); const related = [theirs.family, theirs.born ?? ''].some((one) => parts(one).some((part) => parts(asks.family).some((own) => own[0] === part[0]))); return related || theirs.culture.name === 'cyrillic' || theirs.family === '' || asks.family === '' ? null : { theirs, asks, proofs: phone(theirs) } } },
  { name: 'namesake of the same birth date in another apartment of the house', make: (town) => { const theirs = anyone(town); const at = { ...theirs.home, unit: '7' }; return { theirs: { ...theirs, home: at }, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: theirs.birthDate, home: { ...at, unit: '8' } }), proofs: address({ ...theirs, home: { ...at, unit: '8' } }), exact: true } } },
  { name: 'namesake of the same birth date in the avenue of that name', make: (town) => { const theirs = anyone(town); const at = { ...theirs.home, kind: 'Street' }; return { theirs: { ...theirs, home: at }, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: theirs.birthDate, home: { ...at, kind: 'Avenue' } }), proofs: address({ ...theirs, home: { ...at, kind: 'Avenue' } }), exact: true } } },
  { name: 'namesake of the same birth date with the phone of before, and a number of their own', make: (town) => { const theirs = anyone(town); const asks = stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: theirs.birthDate, phones: theirs.phones }); return { theirs, asks, proofs: [...phone(theirs), ...number(asks.mrn)], exact: true } } },
  { name: 'two numbers that differ in their zeros only, where zeros count', make: (town) => { const theirs = { ...anyone(town), mrn: `00${town.dice.below(90_000) + 10_000}` }; return { theirs, asks: stranger(town, { culture: theirs.culture, given: theirs.given, family: theirs.family, birthDate: theirs.birthDate, mrn: theirs.mrn.slice(2) }), proofs: number(theirs.mrn.slice(2)), zerosIgnored: false, exact: true } } },
  { name: 'nickname of somebody else at the same home', make: (town) => { const names = Object.keys(calledLikeOthers); const one = town.dice.one(names); const called = town.dice.one(calledLikeOthers[one] ?? []); const theirs = { ...anyone(town), given: [one] }; return { theirs, asks: other(town, { ...home(theirs), culture: theirs.culture, woman: theirs.woman, given: [called], family: theirs.family, birthDate: shift(theirs.birthDate, town.dice.one([-30, -22, 22, 30])) }), proofs: shared(town, theirs) } } },
]

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}]/gu, '')
const digits = (text: string): string => text.replace(/ ext.*$/, '').replace(/\D/g, '').slice(-10)

/** Everything typed is what the chart's own person would type, signs and case aside: nobody could tell the two apart, so it proves nothing. */
export function sameFacts(claim: Claim, theirs: Human): boolean {
  const [proof] = claim.proofs
  const numbers = [theirs.mrn, ...theirs.phones, ...theirs.oldPhones].map(digits)
  const known = proof === undefined || (proof.kind === 'ssn4' ? proof.hash === `hash-of-${theirs.ssn4}` : proof.kind === 'address' ? [theirs.home, theirs.oldHome].some((of) => of !== null && proof.line.startsWith(`${of.number} ${of.street}`)) : proof.kind === 'email' ? proof.value.toLowerCase() === theirs.email?.toLowerCase() : numbers.includes(digits(proof.value)))
  const [families, first] = [[theirs.family, theirs.born ?? theirs.family].map(letters), letters(theirs.given[0] ?? '')]
  const named = [[claim.given, claim.family], [claim.family, claim.given]].some(([given = '', of = '']) => families.includes(letters(of)) && (letters(given) === letters(theirs.given.join('')) || letters(given.split(' ')[0] ?? '') === first))
  return claim.birthDate === theirs.birthDate && known && named
}

/** One near miss; a third of them with a discrepancy on top, half with the person's own chart beside. */
export function nearMiss(kind: NearMissClass, town: Town): NearMiss | null {
  const { dice } = town
  const story = kind.make(town)
  if (story === null) return null
  const { theirs, asks } = story
  const honest = honestClaim(asks, dice)
  const said: Claim = { ...honest, ...(story.given === undefined ? {} : { given: story.given }), proofs: story.proofs ?? honest.proofs }
  const zerosIgnored = story.zerosIgnored ?? dice.chance(0.5)
  const noisy = story.exact !== true && dice.chance(0.33)
  const { claim } = noisy ? disagree({ claim: said, chart: chartOf(asks), human: asks, zerosIgnored }, 1, dice).pair : { claim: said }
  if (story.exact !== true && sameFacts(claim, theirs)) return null
  // A second slip that leads a nearly read number back to the chart's own is no near miss but its number.
  const [proof] = claim.proofs
  if (proof?.kind === 'mrn' && digits(proof.value) === digits(theirs.mrn) && !said.proofs.some((one) => one.kind === 'mrn' && digits(one.value) === digits(theirs.mrn))) return null
  const chart = story.change === undefined ? chartOf(theirs) : story.change(chartOf(theirs))
  const died = asks.at === 2_000_000
  const own = !died && (story.ownAlways === true || dice.chance(0.5)) ? chartOf(asks) : null
  const passer = anyone(town)
  return { claim, charts: [chart, ...(own === null ? [] : [own]), ...(passer.at !== theirs.at && dice.chance(0.3) ? [chartOf(passer)] : [])], own, zerosIgnored }
}
