// Whose chart is it, and which charts belong to the same human? Charts are never re-keyed: a merge is a dated fact.
import { type Id, type Keys, type Statement, type Tx, statement } from '#kernel'
import type { Claim, OnFile } from '../../../contract/identity.ts'
import { type Corrections, corrections } from './corrections.ts'
import { type DatedContact, readDatedContacts, readKeysOfElders } from './dated-contacts.ts'
import { type Merges, merges } from './merges.ts'
import { normalizeMrn } from './normal-forms.ts'
import { type Numbered, readNumbered } from './numbers.ts'
import { openOnFile } from './on-file.ts'
import { type Registered, type Registering, type Registration, type Said, openRegistering } from './registering.ts'

export type Patient = Omit<Registration, 'facts'> & { readonly id: Id; /** Also where the day is not known (R36). */ readonly deceased: boolean }

const columns = `id, organization, mrn, name, family, given, birth_date as "birthDate", deceased_on as "deceasedOn", deceased or deceased_on is not null as deceased, sex, phone, email, address, language`

const byMrn: Statement<Patient> = statement('patients.by_mrn', `select ${columns} from patients_patient where organization = $1 and mrn = $2`)
const byId: Statement<Patient> = statement('patients.by_id', `select ${columns} from patients_patient where id = $1`)
const names: Statement<{ id: Id; name: string }> = statement('patients.names', 'select id, name from patients_patient where id = any ($1)')

export type Patients = Merges & {
  /** What registration is asked to change. */
  readonly corrections: Corrections
  /**
   * Opens a chart, or brings its fields up to date by what is said of it (all of the registration, unless `said` is less), but none that is
   * known from a later time (role feed or operate). The id is derived from organization and number.
   */
  register(tx: Tx, registration: Registration, how?: Registering): Promise<Registered>
  /** Changes a chart that is here by what is said of it, none of its fields that is known from a later time (role feed or operate). */
  amend(tx: Tx, chart: { readonly id: Id; readonly organization: string; readonly mrn: string }, how: { readonly said: Said; readonly asOf?: string | undefined }): Promise<Registered>
  /** The charts that have these numbers, their own or beside it; none of them: no such number here (role feed or operate). */
  numbered(tx: Tx, organization: string, numbers: readonly string[]): Promise<readonly Numbered[]>
  byMrn(tx: Tx, organization: string, mrn: string): Promise<Patient | null>
  /** The chart with this id, where row level security shows it; null otherwise. */
  byId(tx: Tx, id: Id): Promise<Patient | null>
  /**
   * The charts somebody could mean, at most 40, of one organization or of several that are one now (roles web and operate). One
   * statement with the same look-ups whatever is found; who is meant, the matcher says (server/people/identity/matching).
   */
  candidates(tx: Tx, organization: string | readonly string[], claim: Claim): Promise<readonly OnFile[]>
  /** Everything on file of one chart; null when there is none (role operate). */
  onFile(tx: Tx, patient: Id): Promise<OnFile | null>
  /** Files up to 200 charts that came before there was a file, by what is shown of them (role operate). Gives the last one's id; null when none is left. */
  fileKnown(tx: Tx, after: Id | null): Promise<Id | null>
  /** The keyed hash under which the last four digits of a social security number are kept and compared. Takes four digits. */
  ssn4(digits: string): string
  /** How these charts are called, by id; those out of the transaction's sight are left out. */
  names(tx: Tx, patients: readonly Id[]): Promise<ReadonlyMap<Id, string>>
  /** Phones and addresses of a chart with their days, newest first, and since when the chart is here (roles web and operate). One statement, also for a chart that is not there. */
  datedContacts(tx: Tx, patient: Id): Promise<{ readonly contacts: readonly DatedContact[]; readonly chartSince: string }>
  /** Which of these are also on file of somebody born before a day, at the same organizations (roles web and operate)? One statement. */
  heldByElders(tx: Tx, organizations: readonly string[], about: { readonly contacts: readonly DatedContact[]; readonly bornBefore: string }): Promise<readonly string[]>
}

export function openPatients({ keys }: { readonly keys: Keys }): Patients {
  const onFile = openOnFile(keys)
  const registering = openRegistering(keys, onFile)
  return {
    corrections,
    ssn4: onFile.ssn4,
    candidates: (tx, organization, claim) => onFile.candidates(tx, typeof organization === 'string' ? [organization] : organization, claim),
    onFile: onFile.onFile,
    fileKnown: onFile.fileKnown,
    datedContacts: readDatedContacts,
    async heldByElders(tx, organizations, { contacts, bornBefore }) {
      const keyed = contacts.flatMap((one) => {
        const key = onFile.contactKey(one)
        return key === null ? [] : [{ key, value: one.value }]
      })
      const held = await readKeysOfElders(tx, organizations, { keys: keyed.map((one) => one.key), bornBefore })
      return keyed.filter((one) => held.some((key) => key.equals(one.key))).map((one) => one.value)
    },
    register: registering.register,
    amend: registering.amend,
    numbered: readNumbered,
    ...merges,
    byId: async (tx, id) => (await tx.query(byId, [id]))[0] ?? null,
    async byMrn(tx, organization, mrn) {
      const [found] = await tx.query(byMrn, [organization, normalizeMrn(mrn)])
      return found ?? null
    },
    names: async (tx, patients) => new Map((await tx.query(names, [patients])).map((row) => [row.id, row.name])),
  }
}
