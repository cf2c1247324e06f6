// Who lives in the made-up town of the matching tests? Households with shared phones, twins, fathers and sons of one name, namesakes,
// moves and marriages; all from a seed. What an organization has on file of a person is written here too, as records come.
import type { OnFile } from '../../contract/identity.ts'
import { Dice } from '../decision/random-world.ts'
import { type Culture, cultures, namedAlike } from './name-pools.ts'

export type Home = { readonly number: string; readonly street: string; readonly kind: string; readonly unit: string | null; readonly city: string; readonly postal: string }

export type Human = {
  readonly at: number
  readonly culture: Culture
  readonly woman: boolean
  readonly given: readonly string[]
  readonly family: string
  readonly suffix: string | null
  /** Before marriage. */
  readonly born: string | null
  readonly birthDate: string
  readonly phones: readonly string[]
  readonly oldPhones: readonly string[]
  readonly email: string | null
  readonly home: Home
  readonly oldHome: Home | null
  readonly mrn: string
  readonly ssn4: string
  readonly multipleBirth: boolean
}

/** An organization writes its numbers one way. */
export type NumberStyle = 'RR' | 'zeros' | 'plain'

const streets = 'Maple,Oak,Cedar,Washington,Lake,Hill,Park,Main,Church,Walnut,Spring,River,Chestnut,Highland,Franklin,Jefferson,Sunset,Meadow,Forest,Prospect,Larson Mill,Harbor View,Martin Luther King,Second,Old Post,Saint Marys'.split(',')
const kindsOfStreet = ['Street', 'Avenue', 'Road', 'Drive', 'Lane', 'Court', 'Boulevard', 'Place']
const cities: readonly (readonly [string, string])[] = [['Harbor City', '04101'], ['North Harbor', '04103'], ['Winfield', '60190'], ['Springfield', '62704'], ['Lakeside', '54901'], ['Monticello', '61856']]
const mailHosts = ['gmail.com', 'example.org', 'outlook.com', 'mail.example', 'example.net']

const two = (value: number): string => String(value).padStart(2, '0')
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/Ł/g, 'L').replace(/ø/g, 'o').replace(/Ø/g, 'O').replace(/ß/g, 'ss').replace(/đ/g, 'd').replace(/Đ/g, 'D')

export class Town {
  readonly dice: Dice
  readonly humans: Human[] = []
  /** Who lives together, by the place of each in `humans`. */
  readonly homes: number[][] = []
  readonly style: NumberStyle
  #number = 100_000

  constructor(seed: number, style: NumberStyle) {
    this.dice = new Dice(seed)
    this.style = style
  }

  date(from: number, to: number): string {
    return `${from + this.dice.below(to - from + 1)}-${two(1 + this.dice.below(12))}-${two(1 + this.dice.below(28))}`
  }
  phone(): string {
    const digits = (count: number): string => Array.from({ length: count }, () => this.dice.below(10)).join('')
    return `${this.dice.one(['207', '312', '217', '920'])}${2 + this.dice.below(8)}${digits(6)}`
  }
  home(): Home {
    const [city, postal] = this.dice.one(cities)
    return { number: String(1 + this.dice.below(1900)), street: this.dice.one(streets), kind: this.dice.one(kindsOfStreet), unit: this.dice.chance(0.3) ? String(1 + this.dice.below(90)) : null, city, postal }
  }
  mrn(): string {
    this.#number += 1 + this.dice.below(9)
    return this.style === 'RR' ? `RR${this.#number}` : this.style === 'zeros' ? `000${this.#number}` : String(this.#number)
  }
  culture(): Culture {
    let at = this.dice.below(100)
    return cultures.find((one) => (at -= one.share) < 0) ?? (cultures[0] as Culture)
  }
  family(culture: Culture): string {
    if (culture.single === true) return ''
    const one = this.dice.one(culture.families)
    return culture.double === true && this.dice.chance(0.6) ? `${one} ${this.dice.one(culture.families.filter((other) => other !== one))}` : one
  }
  given(culture: Culture, woman: boolean): string[] {
    const pool = woman ? culture.women : culture.men
    const first = this.dice.one(pool)
    const middle = culture.single !== true && this.dice.chance(0.45) ? [this.dice.one(pool.filter((one) => one !== first && !one.includes(' ')))] : []
    return [...first.split(' '), ...middle]
  }
  email(given: readonly string[], family: string, birthDate: string): string | null {
    if (this.dice.chance(0.25)) return null
    const name = [given[0] ?? 'x', family].map((part) => plain(part).toLowerCase().replace(/[^a-z]/g, '')).filter((part) => part !== '')
    return name.length === 0 ? `user${this.dice.below(99_999)}@${this.dice.one(mailHosts)}` : `${name.join('.')}${this.dice.chance(0.5) ? birthDate.slice(2, 4) : ''}@${this.dice.one(mailHosts)}`
  }

  add(facts: Partial<Human> & { readonly culture: Culture; readonly woman: boolean }): Human {
    const { culture, woman } = facts
    const birthDate = facts.birthDate ?? this.date(1930, 2006)
    const given = facts.given ?? this.given(culture, woman)
    const family = facts.family ?? this.family(culture)
    const human: Human = {
      at: this.humans.length, given, family, suffix: null, born: null, birthDate, phones: [this.phone()], oldPhones: this.dice.chance(0.4) ? [this.phone()] : [],
      email: this.email(given, family, birthDate), home: this.home(), oldHome: this.dice.chance(0.35) ? this.home() : null, mrn: this.mrn(), ssn4: String(this.dice.below(10_000)).padStart(4, '0'), multipleBirth: false, ...facts,
    }
    this.humans.push(human)
    return human
  }

  /** A couple, their children, sometimes twins, sometimes a son with the father's name; phones and mail are often shared. */
  household(): readonly Human[] {
    const { dice } = this
    const culture = this.culture()
    const home = this.home()
    const family = this.family(culture)
    const phone = this.phone()
    const shared = dice.chance(0.7) ? { phones: [phone], home } : { home }
    const people: Human[] = []
    const father = dice.chance(0.75) ? this.add({ culture, woman: false, family, birthDate: this.date(1935, 1975), ...shared }) : null
    if (father !== null) people.push(father)
    if (dice.chance(0.75) || father === null) {
      const born = this.family(culture)
      people.push(this.add({ culture, woman: true, family, born: dice.chance(0.7) && born !== family && born !== '' ? born : null, birthDate: this.date(1935, 1975), ...shared, ...(dice.chance(0.2) ? { email: father?.email ?? null } : {}) }))
    }
    for (let children = dice.below(4); children > 0; children -= 1) {
      const woman = dice.chance(0.5)
      if (father !== null && !woman && culture.single !== true && dice.chance(0.2)) {
        // A son born on a day like the father's is the hardest: one digit of the decade apart.
        const birthDate = dice.chance(0.5) ? `${Number(father.birthDate.slice(0, 4)) + dice.one([20, 30])}${father.birthDate.slice(4)}` : this.date(1970, 2006)
        const suffixes = dice.chance(0.6) ? { suffix: 'Jr.' } : {}
        if (!people.some((one) => one !== father && one.given[0] === father.given[0])) people.push(this.add({ culture, woman, family, given: father.given, birthDate, ...shared, ...suffixes }))
        continue
      }
      const child = this.add({ culture, woman, family, birthDate: this.date(1970, 2006), ...shared })
      people.push(child)
      if (dice.chance(0.12)) people.push(this.twinOf(child))
    }
    this.homes.push(people.map((one) => one.at))
    return people
  }

  /** The other one: same day, family, home, often phone and mail, and a number a digit or two further; half are marked as twins. */
  twinOf(child: Human): Human {
    const alike = this.dice.chance(0.4) ? this.dice.one(namedAlike) : null
    const woman = this.dice.chance(0.5)
    let given: readonly string[] = alike?.[1].split(' ') ?? this.given(child.culture, woman)
    while (given[0] === child.given[0]) given = this.given(child.culture, woman)
    const multipleBirth = this.dice.chance(0.3)
    this.humans[child.at] = { ...child, multipleBirth, ...(alike === null ? {} : { given: alike[0].split(' ') }) }
    return this.add({ culture: child.culture, woman, given, multipleBirth, family: child.family, birthDate: child.birthDate, phones: child.phones, oldPhones: child.oldPhones, home: child.home, oldHome: child.oldHome, ...(this.dice.chance(0.5) ? { email: child.email } : {}) })
  }
}

/** The chart that an organization keeps of a person when nothing went wrong. */
export function chartOf(human: Human): OnFile {
  const { home, oldHome } = human
  const address = (of: Home, old: boolean) => ({ lines: [`${of.number} ${of.street} ${of.kind}${of.unit === null ? '' : ` Apt ${of.unit}`}`], city: of.city, state: null, postalCode: of.postal, use: 'home', old })
  return {
    patient: `p${human.at}`, human: `h${human.at}`, organization: 'town',
    names: [{ use: 'official', given: human.given, family: human.family, suffix: human.suffix }, ...(human.born === null ? [] : [{ use: 'maiden' as const, given: human.given, family: human.born, suffix: null }])],
    birthDate: human.birthDate, deceased: false, deceasedOn: null, sex: human.woman ? 'female' : 'male', multipleBirth: human.multipleBirth,
    phones: [...human.phones.map((value) => ({ value, use: 'home', old: false })), ...human.oldPhones.map((value) => ({ value, use: 'home', old: true }))],
    emails: human.email === null ? [] : [{ value: human.email, use: null, old: false }],
    addresses: [address(home, false), ...(oldHome === null ? [] : [address(oldHome, true)])],
    mrns: [human.mrn], ssn4: `hash-of-${human.ssn4}`,
  }
}

/** A town of about this many people. */
export function town(seed: number, { people, style }: { readonly people: number; readonly style: NumberStyle }): Town {
  const made = new Town(seed, style)
  while (made.humans.length < people) made.household()
  return made
}
