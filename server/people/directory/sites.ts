// Where are an organization's sites, and when are they open? The first is the one whose desk is meant when none is named.
import { type Id, type Statement, type Tx, Refusal, newId, statement } from '#kernel'
import type { OpeningHours } from '../../../contract/opening-hours.ts'
import { readHours } from './hours/read-hours.ts'

export type Site = {
  readonly id: Id
  readonly organization: string
  readonly name: string
  readonly line: string | null
  readonly town: string | null
  readonly region: string | null
  readonly postalCode: string | null
  readonly phone: string | null
  /** null: not said. */
  readonly hours: OpeningHours | null
  /** Order among the organization's sites. */
  readonly place: number
}

const columns = `id, organization, name, line, town, region, postal_code as "postalCode", phone, hours, place`
const read: Statement<Site> = statement('directory.sites', `select ${columns} from directory_site where organization = $1 order by place, id`)
const readAll: Statement<Site> = statement('directory.all_sites', `select ${columns} from directory_site order by organization, place, id`)
const put: Statement<never> = statement(
  'directory.put_site',
  `insert into directory_site (id, organization, name, line, town, region, postal_code, phone, hours, place) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (id) do update set name = excluded.name, line = excluded.line, town = excluded.town, region = excluded.region, postal_code = excluded.postal_code,
  phone = excluded.phone, hours = excluded.hours, place = excluded.place where directory_site.organization = excluded.organization`,
)
const remove: Statement<never> = statement('directory.remove_site', `delete from directory_site where organization = $1 and id = $2`)

export const readSites = (tx: Tx, organization: string): Promise<readonly Site[]> => tx.query(read, [organization])
export const readAllSites = (tx: Tx): Promise<readonly Site[]> => tx.query(readAll)

export async function writeSite(tx: Tx, site: Omit<Site, 'id'> & { readonly id?: Id }): Promise<Id> {
  const id = site.id ?? newId()
  if (site.hours !== null && readHours(site.hours) === null) throw new Refusal('hours-not-usable', 'hours do not fit', { field: 'hours' })
  await tx.query(put, [id, site.organization, site.name, site.line, site.town, site.region, site.postalCode, site.phone, site.hours === null ? null : JSON.stringify(site.hours), site.place])
  return id
}

export async function removeSite(tx: Tx, organization: string, id: Id): Promise<void> {
  await tx.query(remove, [organization, id])
}
