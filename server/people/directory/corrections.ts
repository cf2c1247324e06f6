// What do people here know better than the lists? Corrections are laid over what was imported, and stay when it is imported again.
import { type Id, Refusal, type Statement, type Tx, isId, newId, statement } from '#kernel'
import { heldFor } from './brands/import-brands.ts'
import { type Correction, type Entry, type EntryRow, type HeldReason, entryOf } from './brands/listing.ts'
import { bump } from './change.ts'
import { clueValue } from './facts.ts'
import { officialAddress } from './official-address.ts'

const columns = `id, imported, corrected, held, confirmed_at as "confirmedAt", change`
const one: Statement<EntryRow> = statement('directory.entry_row', `select ${columns} from directory_entry where id = $1`)
const held: Statement<EntryRow> = statement('directory.held', `select ${columns} from directory_entry where held is not null and held <> 'removed' order by change desc, id limit 50`)
const add: Statement<never> = statement('directory.add_entry', 'insert into directory_entry (id, corrected, held, confirmed_by, confirmed_at, change) values ($1, $2, $3, $4, case when $4::text is null then null else app_now() end, $5)')
const correct: Statement<{ id: Id }> = statement(
  'directory.correct_entry',
  `update directory_entry set corrected = $2, held = $3, confirmed_by = $4, confirmed_at = case when $4::text is null then null else app_now() end, change = $5 where id = $1 returning id`,
)

export type Corrected = { readonly correction: Correction; /** Who asked at the place itself and was told that it is right; null: nobody. */ readonly confirmedBy: string | null; /** Taken out of the directory. */ readonly removed: boolean }

/** An entry with everything, also when it is held or removed; null when there is none. */
export async function readEntry(tx: Tx, id: string): Promise<Entry | null> {
  const [row] = isId(id) ? await tx.query(one, [id]) : []
  return row === undefined ? null : entryOf(row)
}

/** Entries that wait for somebody to look at them, the newest first. */
export const readHeld = async (tx: Tx): Promise<readonly Entry[]> => (await tx.query(held)).map(entryOf)

function checked({ portalUrl, name, senders, ...rest }: Correction): Correction {
  if (name?.trim() === '') throw new Refusal('place-name-missing', 'a place needs a name', { field: 'name' })
  const url = portalUrl === undefined || portalUrl === null ? portalUrl : officialAddress(portalUrl)
  if (url === null && portalUrl !== null) throw new Refusal('address-not-usable', 'no whole https address', { field: 'portalUrl' })
  const domains = senders?.map((one_) => clueValue('sender-domain', one_))
  if (domains?.includes(null) === true) throw new Refusal('clue-not-usable', 'a domain of everybody, or none', { field: 'senders' })
  return { ...rest, ...(name === undefined ? {} : { name: name.trim() }), ...(url === undefined ? {} : { portalUrl: url }), ...(domains === undefined ? {} : { senders: domains.flatMap((one_) => one_ ?? []) }) }
}

/**
 * Adds an entry (id null) or lays a correction over one; gives its id. What looks like an official domain of somebody else, or mixes
 * alphabets, stays held unless it is confirmed. Refuses `place-name-missing`, `address-not-usable`, `clue-not-usable`, `not-found`.
 */
export async function writeCorrection(tx: Tx, id: Id | null, { corrected, officials }: { readonly corrected: Corrected; readonly officials: readonly string[] }): Promise<Id> {
  const correction = checked(corrected.correction)
  const [row] = id === null ? [] : await tx.query(one, [id])
  if (id !== null && row === undefined) throw new Refusal('not-found', 'no such entry')
  const whole = entryOf({ id: id ?? '', imported: row?.imported ?? {}, corrected: correction, held: null, confirmedAt: null, change: '0' })
  if (whole.name === '') throw new Refusal('place-name-missing', 'a place needs a name', { field: 'name' })
  const reason: HeldReason | null = corrected.removed ? 'removed' : corrected.confirmedBy === null ? heldFor(whole, officials) : null
  const change = await bump(tx)
  const kept = id ?? newId()
  const values = [kept, JSON.stringify(correction), reason, corrected.confirmedBy, change]
  if (id === null) await tx.query(add, values)
  else await tx.query(correct, values)
  return kept
}
