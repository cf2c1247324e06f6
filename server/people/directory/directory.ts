// Which organizations are there, how does one reach them, which rules of age do they follow, and who sends their records?
import { Refusal, type Statement, type Tx, statement } from '#kernel'
import { kindMask } from '../../../contract/record-kinds.ts'
import { teenPrivateMask } from '../../../contract/sensitivity-labels.ts'
import { bump } from './change.ts'
import { type Doors, openDoors } from './doors.ts'
import { type SiteStates, openSiteStates } from './site-state.ts'

export type Organization = {
  /** Lower-case letters, digits and dashes; stands in addresses (/o/{id}). */
  readonly id: string
  readonly name: string
  readonly phone: string | null
  readonly hours: string | null
  readonly recordsPhone: string | null
  readonly address: string | null
  /** IANA name: birthdays and dates are those of this place. */
  readonly timeZone: string
  readonly language: string
}

/** What changes with age, in full years. Masks as in contract/record-kinds.ts and contract/sensitivity-labels.ts. */
export type AgeRule = {
  /** From here on the young person has an account and a private space, and a parent sees less. */
  readonly teenFrom: number
  /** From here on a parent's access ends. */
  readonly adultFrom: number
  readonly parentTeenKinds: bigint
  readonly parentTeenHidden: number
}

export type Source = {
  readonly id: string
  readonly organization: string
  readonly name: string
  /** ISO instant of the last delivery; null when nothing came yet. */
  readonly lastReceived: string | null
  /** Since when it is not reached, or silent for longer than it may be. */
  readonly downSince: string | null
  /** Its organization's words for people while it is so. */
  readonly words: string | null
  /** After so long a silence it is late; null: nothing is expected by the clock. */
  readonly lateAfterMinutes: number | null
  /** What it sent and what is here do not add up: nothing of it may be called complete. */
  readonly incomplete: boolean
}

/** The rule an organization starts with: a parent of a teen sees everyday care (security.md T6: hidden unless said otherwise). */
export const usualAges: AgeRule = {
  teenFrom: 13,
  adultFrom: 18,
  parentTeenKinds: kindMask(['vaccine', 'allergy', 'medicine', 'vital-signs', 'appointment']),
  parentTeenHidden: teenPrivateMask,
}

const columns = 'id, name, phone, hours, records_phone as "recordsPhone", address, time_zone as "timeZone", language'
const all: Statement<Organization> = statement('directory.organizations', `select ${columns} from directory_organization order by name, id`)
const one: Statement<Organization> = statement('directory.organization', `select ${columns} from directory_organization where id = $1`)
const putOrganization: Statement<never> = statement(
  'directory.put',
  `insert into directory_organization (id, name, phone, hours, records_phone, address, time_zone, language)
  values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do update set name = excluded.name, phone = excluded.phone, hours = excluded.hours,
  records_phone = excluded.records_phone, address = excluded.address, time_zone = excluded.time_zone, language = excluded.language`,
)
const change: Statement<{ id: string }> = statement(
  'directory.change_organization',
  `update directory_organization set name = $2, phone = $3, hours = $4, records_phone = $5, address = $6, time_zone = $7, language = $8 where id = $1 returning id`,
)
const make: Statement<{ id: string }> = statement(
  'directory.make_organization',
  `insert into directory_organization (id, name, phone, hours, records_phone, address, time_zone, language, parent) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (id) do nothing returning id`,
)
const administered: Statement<Organization> = statement(
  'directory.administered',
  `select ${columns} from directory_organization where directory_mine(id) order by (id = app_organization()) desc, name, id`,
)
const firstAges: Statement<never> = statement(
  'directory.first_ages',
  `insert into directory_age_rule (organization, valid_from, teen_from, adult_from, parent_teen_kinds, parent_teen_hidden)
  select $1, '-infinity', $2, $3, $4, $5 where not exists (select 1 from directory_age_rule where organization = $1)`,
)
const putAges: Statement<never> = statement(
  'directory.ages',
  `insert into directory_age_rule (organization, valid_from, teen_from, adult_from, parent_teen_kinds, parent_teen_hidden)
  values ($1, $2, $3, $4, $5, $6) on conflict (organization, valid_from) do update set teen_from = excluded.teen_from, adult_from = excluded.adult_from,
  parent_teen_kinds = excluded.parent_teen_kinds, parent_teen_hidden = excluded.parent_teen_hidden`,
)
const readAges: Statement<{ teenFrom: number; adultFrom: number; parentTeenKinds: string; parentTeenHidden: number }> = statement(
  'directory.ages_now',
  `select teen_from as "teenFrom", adult_from as "adultFrom",
  parent_teen_kinds as "parentTeenKinds", parent_teen_hidden as "parentTeenHidden" from directory_age_rule where organization = $1 and valid_from <= app_now() order by valid_from desc limit 1`,
)
const sourcesOf: Statement<Source> = statement(
  'directory.sources',
  `select s.id, s.organization, s.name, s.last_received as "lastReceived", s.down_words as words, p.late_after_minutes as "lateAfterMinutes",
    least(s.down_since, case when s.last_received + make_interval(mins => p.late_after_minutes) <= app_now() then s.last_received + make_interval(mins => p.late_after_minutes) end) as "downSince",
    exists (select 1 from directory_incident i where i.what = 'counts' and i.source = s.id and i.ended_at is null) as incomplete
  from directory_source s left join directory_source_pace p on p.source = s.id where s.organization = any ($1) order by s.organization, s.name, s.id`,
)
const putSource: Statement<never> = statement(
  'directory.put_source',
  `insert into directory_source (id, organization, name) values ($1, $2, $3)
  on conflict (id) do update set name = excluded.name where directory_source.name is distinct from excluded.name`,
)
const putDownWords: Statement<never> = statement('directory.put_down_words', `update directory_source set down_words = $2 where id = $1 and down_words is distinct from $2`)
const received: Statement<never> = statement('directory.received', `update directory_source set last_received = greatest(last_received, $2), down_since = null where id = $1`)
const down: Statement<never> = statement('directory.down', `update directory_source set down_since = coalesce(down_since, app_now()) where id = $1`)

export type Directory = {
  /** What does not work, what happened, and what is planned. */
  readonly site: SiteStates
  organizations(tx: Tx): Promise<readonly Organization[]>
  organization(tx: Tx, id: string): Promise<Organization | null>
  /** Adds or changes an organization (role operate). A new one starts with its `ages`, or the usual ones; putAges changes them. */
  put(tx: Tx, organization: Organization & { readonly ages?: AgeRule }): Promise<void>
  /** Changes the facts of an organization (role desk: its administrator's). Refuses `not-found`. */
  change(tx: Tx, organization: Organization): Promise<void>
  /** Makes an organization that the administrators of `parent` administer (role desk), with the usual ages. Refuses `organization-exists`. */
  make(tx: Tx, organization: Organization & { readonly parent: string }): Promise<void>
  /** The organizations that the administrator behind this transaction may change: their own first (role desk). */
  administered(tx: Tx): Promise<readonly Organization[]>
  /** A rule of age that holds from an instant on (role operate). */
  putAges(tx: Tx, organization: string, rule: AgeRule & { readonly validFrom: Date }): Promise<void>
  /** The rule of age that holds now. */
  ages(tx: Tx, organization: string): Promise<AgeRule | null>
  sources(tx: Tx, organizations: readonly string[]): Promise<readonly Source[]>
  /** Adds a source or changes its name, and what patients read when nothing comes from it, where that is given (role feed or operate; desk: its administrator's). */
  putSource(tx: Tx, source: Pick<Source, 'id' | 'organization' | 'name'> & { readonly downWords?: string | null }): Promise<void>
  /** A delivery came in at `at`: the source is up and this fresh. */
  received(tx: Tx, source: string, at: Date): Promise<void>
  /** The source was not reached; the first such instant is kept until something comes. */
  notReached(tx: Tx, source: string): Promise<void>
} & Doors

export function openDirectory(): Directory {
  const organization = async (tx: Tx, id: string) => (await tx.query(one, [id]))[0] ?? null
  return {
    ...openDoors(organization),
    site: openSiteStates(),
    organizations: (tx) => tx.query(all),
    organization,
    async put(tx, o) {
      await bump(tx)
      const ages = o.ages ?? usualAges
      await Promise.all([tx.query(putOrganization, [o.id, o.name, o.phone, o.hours, o.recordsPhone, o.address, o.timeZone, o.language]), tx.query(firstAges, [o.id, ages.teenFrom, ages.adultFrom, ages.parentTeenKinds, ages.parentTeenHidden])])
    },
    async change(tx, o) {
      await bump(tx)
      const [changed] = await tx.query(change, [o.id, o.name, o.phone, o.hours, o.recordsPhone, o.address, o.timeZone, o.language])
      if (changed === undefined) throw new Refusal('not-found', 'no such organization, or it is not theirs')
    },
    async make(tx, o) {
      await bump(tx)
      const [made] = await tx.query(make, [o.id, o.name, o.phone, o.hours, o.recordsPhone, o.address, o.timeZone, o.language, o.parent])
      if (made === undefined) throw new Refusal('organization-exists', 'the short name is taken', { field: 'id' })
      await tx.query(firstAges, [o.id, usualAges.teenFrom, usualAges.adultFrom, usualAges.parentTeenKinds, usualAges.parentTeenHidden])
    },
    administered: (tx) => tx.query(administered),
    async putAges(tx, organization, rule) {
      await tx.query(putAges, [organization, rule.validFrom, rule.teenFrom, rule.adultFrom, rule.parentTeenKinds, rule.parentTeenHidden])
    },
    async ages(tx, organization) {
      const [found] = await tx.query(readAges, [organization])
      return found === undefined ? null : { ...found, parentTeenKinds: BigInt(found.parentTeenKinds) }
    },
    sources: (tx, organizations) => tx.query(sourcesOf, [organizations]),
    async putSource(tx, source) {
      await Promise.all([tx.query(putSource, [source.id, source.organization, source.name]), ...(source.downWords === undefined ? [] : [tx.query(putDownWords, [source.id, source.downWords])])])
    },
    async received(tx, source, at) {
      await tx.query(received, [source, at])
    },
    async notReached(tx, source) {
      await tx.query(down, [source])
    },
  }
}
