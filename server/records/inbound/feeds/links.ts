// Whose did staff say that something is? Links in force, by whom they are for as the source names them.
import { type Id, type Statement, type Tx, statement } from '#kernel'
import type { Links } from '../writing/place-people.ts'

const find: Statement<{ whom: string; id: Id; patient: Id }> = statement('inbound.links_for', 'select whom, id, patient from inbound_link where organization = $1 and space = $2 and whom = any ($3) and ended_at is null')

/** Role feed or operate. */
export async function linksFor(tx: Tx, { organization, space }: { readonly organization: string; readonly space: string }, whom: readonly string[]): Promise<Links> {
  if (whom.length === 0) return new Map()
  return new Map((await tx.query(find, [organization, space, [...new Set(whom)]])).map(({ whom: name, id, patient }) => [name, { id, patient }]))
}
