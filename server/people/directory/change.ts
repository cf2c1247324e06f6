// Has anything that can be found changed? One number that every writer raises; its row lock makes the numbers come in the order of commits.
import { type Statement, type Tx, statement } from '#kernel'

const raise: Statement<{ number: string }> = statement('directory.raise', 'insert into directory_change as c (one, number, at) values (true, 1, app_now()) on conflict (one) do update set number = c.number + 1, at = app_now() returning number')
const read: Statement<{ number: string; at: string | null }> = statement('directory.change', 'select number, at from directory_change')

/** The number of the change that this transaction makes. */
export const bump = async (tx: Tx): Promise<string> => (await tx.query(raise))[0]?.number ?? '0'

/** The number of the last change; "0" before the first. */
export const lastChange = async (tx: Tx): Promise<string> => (await tx.query(read))[0]?.number ?? '0'

/** When something was last changed; null before the first time. */
export const changedAt = async (tx: Tx): Promise<string | null> => (await tx.query(read))[0]?.at ?? null
