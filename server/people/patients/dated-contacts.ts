// Since when has an organization had a phone number or an address of a chart, and who else has it on file?
import { type Id, type Statement, type Tx, statement } from '#kernel'

export type DatedContact = {
  readonly kind: 'phone' | 'email'
  readonly value: string
  /** As FHIR has it: mobile, home, work. */
  readonly use: string | null
  /** ISO instants: when it came, and when the source stopped saying it. */
  readonly since: string
  readonly goneAt: string | null
  /** The source itself calls it old. */
  readonly old: boolean
}

type Row = { contacts: readonly DatedContact[] | null; chartSince: string | null }

const read: Statement<Row> = statement('patients.dated-contacts', 'select contacts, here_since as "chartSince" from patients_dated_contacts($1)')
const shared: Statement<{ key: Buffer }> = statement('patients.shared-keys', 'select key from patients_keys_of_elders($1, $2, $3)')

/** Newest first. One statement, also for a chart that is not there. */
export async function readDatedContacts(tx: Tx, patient: Id): Promise<{ readonly contacts: readonly DatedContact[]; readonly chartSince: string }> {
  const [row] = await tx.query(read, [patient])
  return { contacts: row?.contacts ?? [], chartSince: row?.chartSince ?? tx.now.toISOString() }
}

/** Which of these keys are also on file of somebody born before a day, at the same organizations? */
export async function readKeysOfElders(tx: Tx, organizations: readonly string[], { keys, bornBefore }: { readonly keys: readonly Buffer[]; readonly bornBefore: string }): Promise<readonly Buffer[]> {
  return (await tx.query(shared, [organizations, keys, bornBefore])).map((row) => row.key)
}
