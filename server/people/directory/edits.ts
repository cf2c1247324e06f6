// What did administrators change, and can it be undone? Each change is kept whole, before and after; undoing is a change of its own.
import { type Id, type Statement, type Tx, newId, statement } from '#kernel'

/** A thing as the pages show it: one text for each field; null when it was not there, or is no more. */
export type Said = Readonly<Record<string, string>> | null
export type Edit = { readonly id: Id; readonly organization: string | null; /** "site:ID", "offer". */ readonly subject: string; readonly before: Said; readonly after: Said; readonly at: string; readonly byName: string; readonly undoneAt: string | null }

const columns = `id, organization, subject, before, after, at, by_name as "byName", undone_at as "undoneAt"`
const note: Statement<never> = statement('directory.note_edit', 'insert into directory_edit (id, organization, subject, before, after, at, by_name) values ($1, $2, $3, $4, $5, app_now(), $6)')
const list: Statement<Edit> = statement('directory.edits', `select ${columns} from directory_edit where organization is not distinct from $1 order by at desc, id limit 20`)
const one: Statement<Edit> = statement('directory.edit', `select ${columns} from directory_edit where id = $1`)
const undone: Statement<{ id: Id }> = statement('directory.undone', 'update directory_edit set undone_at = app_now() where id = $1 and undone_at is null returning id')
const mark: Statement<never> = statement('directory.try', 'savepoint directory_try')
const back: Statement<never> = statement('directory.take_back', 'rollback to savepoint directory_try')

export async function noteEdit(tx: Tx, edit: Pick<Edit, 'organization' | 'subject' | 'before' | 'after' | 'byName'>): Promise<Id> {
  const id = newId()
  await tx.query(note, [id, edit.organization, edit.subject, edit.before === null ? null : JSON.stringify(edit.before), edit.after === null ? null : JSON.stringify(edit.after), edit.byName])
  return id
}

/** The last twenty of an organization, or (null) of the wider directory. */
export const readEdits = (tx: Tx, organization: string | null): Promise<readonly Edit[]> => tx.query(list, [organization])
export const readEdit = async (tx: Tx, id: Id): Promise<Edit | null> => (await tx.query(one, [id]))[0] ?? null
/** Marks an edit as undone, once; false when it was already. */
export const markUndone = async (tx: Tx, id: Id): Promise<boolean> => (await tx.query(undone, [id])).length === 1

/** Does something, hands back what it gives, and takes it back: what a change would be, with all that may be refused about it. */
export async function trying<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.query(mark)
  const value = await work()
  await tx.query(back)
  return value
}
