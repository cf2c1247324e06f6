// By what else is an organization known? Its names over time, its doctors, and what its mail and bills carry.
import { type Id, type Statement, type Tx, Refusal, newId, statement } from '#kernel'
import { allWords, withoutQuiet } from './find/fold.ts'
import { hostName, officialAddress } from './official-address.ts'

export const nameUses = ['official', 'former', 'alias', 'bill'] as const
export type NameUse = (typeof nameUses)[number]
/** Dates are YYYY-MM-DD; null: open on that side. */
export type OrganizationName = { readonly id: Id; readonly organization: string; readonly name: string; readonly use: NameUse; readonly validFrom: string | null; readonly validUntil: string | null }
export type Doctor = { readonly id: Id; readonly organization: string; readonly name: string; readonly specialty: string | null }
export const clueKinds = ['sender-domain', 'web-address', 'bill-phrase'] as const
export type ClueKind = (typeof clueKinds)[number]
export type Clue = { readonly id: Id; readonly organization: string; readonly kind: ClueKind; readonly value: string }

const nameColumns = `id, organization, name, use, valid_from as "validFrom", valid_until as "validUntil"`
const names: Statement<OrganizationName> = statement('directory.names', `select ${nameColumns} from directory_name where $1::text is null or organization = $1 order by organization, valid_from desc nulls last, name, id`)
const doctors: Statement<Doctor> = statement('directory.doctors', 'select id, organization, name, specialty from directory_doctor where $1::text is null or organization = $1 order by organization, name, id')
const clues: Statement<Clue> = statement('directory.clues', 'select id, organization, kind, value from directory_clue where $1::text is null or organization = $1 order by organization, kind, value, id')
const putName: Statement<never> = statement(
  'directory.put_name',
  `insert into directory_name (id, organization, name, use, valid_from, valid_until) values ($1, $2, $3, $4, $5, $6)
  on conflict (id) do update set name = excluded.name, use = excluded.use, valid_from = excluded.valid_from, valid_until = excluded.valid_until where directory_name.organization = excluded.organization`,
)
const putDoctor: Statement<never> = statement(
  'directory.put_doctor',
  `insert into directory_doctor (id, organization, name, specialty) values ($1, $2, $3, $4)
  on conflict (id) do update set name = excluded.name, specialty = excluded.specialty where directory_doctor.organization = excluded.organization`,
)
const putClue: Statement<never> = statement(
  'directory.put_clue',
  `insert into directory_clue (id, organization, kind, value) values ($1, $2, $3, $4)
  on conflict (id) do update set kind = excluded.kind, value = excluded.value where directory_clue.organization = excluded.organization`,
)
const removeName: Statement<never> = statement('directory.remove_name', 'delete from directory_name where organization = $1 and id = $2')
const removeDoctor: Statement<never> = statement('directory.remove_doctor', 'delete from directory_doctor where organization = $1 and id = $2')
const removeClue: Statement<never> = statement('directory.remove_clue', 'delete from directory_clue where organization = $1 and id = $2')

/** Of one organization, or of all (null). */
export const readNames = (tx: Tx, organization: string | null): Promise<readonly OrganizationName[]> => tx.query(names, [organization])
export const readDoctors = (tx: Tx, organization: string | null): Promise<readonly Doctor[]> => tx.query(doctors, [organization])
export const readCluesOf = (tx: Tx, organization: string | null): Promise<readonly Clue[]> => tx.query(clues, [organization])

/** Mailboxes of everybody: whoever writes from there is not thereby an organization. */
const everybodysMail = new Set(['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'aol.com', 'icloud.com', 'me.com', 'proton.me', 'protonmail.com', 'gmx.com', 'comcast.net', 'verizon.net', 'att.net'])

/** A host that one organization can call its own: not an ending, not a mailbox of everybody. */
function ownHost(text: string): string | null {
  const address = officialAddress(text)
  const host = hostName((address === null ? text : new URL(address).hostname).replace(/^@/, ''))?.replace(/^www\./, '') ?? null
  if (host === null || everybodysMail.has(host)) return null
  const labels = host.split('.')
  return labels.length === 2 && (labels[0] ?? '').length <= 3 && (labels[1] ?? '').length === 2 ? null : host
}

/** A clue as it is kept; null when everybody's mail or bills would carry it. */
export function clueValue(kind: ClueKind, text: string): string | null {
  if (kind !== 'bill-phrase') return ownHost(text)
  const telling = withoutQuiet(allWords(text))
  return telling.join('').length >= 6 ? text.trim().replace(/\s+/g, ' ').slice(0, 120) : null
}

const named = (name: string): string => {
  const clean = name.trim().replace(/\s+/g, ' ')
  if (clean === '' || clean.length > 120) throw new Refusal('place-name-missing', 'a name of 1 to 120 letters', { field: 'name' })
  return clean
}

export async function writeName(tx: Tx, one: Omit<OrganizationName, 'id'> & { readonly id?: Id }): Promise<Id> {
  const id = one.id ?? newId()
  if (one.validFrom !== null && one.validUntil !== null && one.validFrom >= one.validUntil) throw new Refusal('range-backwards', 'a name ends before it begins', { field: 'from' })
  await tx.query(putName, [id, one.organization, named(one.name), one.use, one.validFrom, one.validUntil])
  return id
}

export async function writeDoctor(tx: Tx, one: Omit<Doctor, 'id'> & { readonly id?: Id }): Promise<Id> {
  const id = one.id ?? newId()
  await tx.query(putDoctor, [id, one.organization, named(one.name), one.specialty])
  return id
}

export async function writeClue(tx: Tx, one: Omit<Clue, 'id'> & { readonly id?: Id }): Promise<Id> {
  const id = one.id ?? newId()
  const value = clueValue(one.kind, one.value)
  if (value === null) throw new Refusal('clue-not-usable', `${one.kind} belongs to everybody, or is none`, { field: 'value' })
  await tx.query(putClue, [id, one.organization, one.kind, value])
  return id
}

const removers = { name: removeName, doctor: removeDoctor, clue: removeClue } as const
export async function removeFact(tx: Tx, what: keyof typeof removers, { organization, id }: { readonly organization: string; readonly id: Id }): Promise<void> {
  await tx.query(removers[what], [organization, id])
}
