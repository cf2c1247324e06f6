// Whose chart is it, and which charts belong to the same human? Charts are never re-keyed: a merge is a dated fact.
import { type Id, type Keys, Refusal, type Statement, type Tx, derivedId, newId, statement } from '#kernel'
import type { Claim, OnFile } from '../../../contract/identity.ts'
import { type Corrections, corrections } from './corrections.ts'
import { type DatedContact, readDatedContacts, readKeysOfElders } from './dated-contacts.ts'
import { type RegisteredFacts, factsShown, openOnFile } from './on-file.ts'

export type Registration = {
  readonly organization: string
  /** As sent; the chart is found by normalizeMrn of it. */
  readonly mrn: string
  /** As the organization writes it. */
  readonly name: string
  readonly family: string | null
  readonly given: string | null
  /** YYYY-MM-DD. */
  readonly birthDate: string
  readonly deceasedOn: string | null
  readonly sex: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly address: string | null
  readonly language: string | null
  /** Everything else that is on file; without it, what stands above is all there is. */
  readonly facts?: RegisteredFacts
}

export type Patient = Omit<Registration, 'facts'> & { readonly id: Id; /** Also where the day is not known (R36). */ readonly deceased: boolean }

/**
 * The medical record number as it is kept: Unicode compatibility form, without white space and invisible characters.
 * Letters keep their case and zeros in front stay: two numbers that an organization writes differently are two charts.
 */
export function normalizeMrn(text: string): string {
  return text.normalize('NFKC').replace(/[\p{White_Space}\p{Cc}\p{Cf}]/gu, '')
}

const columns = `id, organization, mrn, name, family, given, birth_date as "birthDate", deceased_on as "deceasedOn", deceased or deceased_on is not null as deceased, sex, phone, email, address, language`

// Nothing is written when nothing changed: importing twice changes nothing.
const register: Statement<{ created: boolean }> = statement(
  'patients.register',
  `insert into patients_patient as p
  (id, organization, mrn, name, family, given, birth_date, deceased_on, sex, phone, email, address, language, deceased, multiple_birth, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, app_now())
  on conflict (organization, mrn) do update set name = excluded.name, family = excluded.family, given = excluded.given, birth_date = excluded.birth_date,
    deceased_on = excluded.deceased_on, sex = excluded.sex, phone = excluded.phone, email = excluded.email, address = excluded.address, language = excluded.language, deceased = excluded.deceased, multiple_birth = excluded.multiple_birth, updated_at = excluded.updated_at
  where (p.name, p.family, p.given, p.birth_date, p.deceased_on, p.sex, p.phone, p.email, p.address, p.language, p.deceased, p.multiple_birth)
    is distinct from (excluded.name, excluded.family, excluded.given, excluded.birth_date, excluded.deceased_on, excluded.sex, excluded.phone, excluded.email, excluded.address, excluded.language, excluded.deceased, excluded.multiple_birth)
  returning xmax = 0 as created`,
)
const byMrn: Statement<Patient> = statement('patients.by_mrn', `select ${columns} from patients_patient where organization = $1 and mrn = $2`)
const byId: Statement<Patient> = statement('patients.by_id', `select ${columns} from patients_patient where id = $1`)
// One merge at a time in the whole house: groups reach across charts that no single row locks.
const lockMerges: Statement<never> = statement('patients.lock_merges', `select pg_advisory_xact_lock(hashtextextended('patients-merge', 0))`)
const insertMerge: Statement<never> = statement('patients.merge', `insert into patients_merge (id, patient, other, valid_from) values ($1, $2, $3, app_now())`)
const endMerge: Statement<{ patient: Id; other: Id }> = statement('patients.unmerge', `update patients_merge set valid_until = app_now() where id = $1 and valid_until = 'infinity' returning patient, other`)
const regroup: Statement<never> = statement('patients.regroup', `select patients_regroup($1)`)
const names: Statement<{ id: Id; name: string }> = statement('patients.names', 'select id, name from patients_patient where id = any ($1)')
const alike: Statement<{ member: Id }> = statement('patients.alike', `select member from patients_alike where patient = $1 and valid_from <= app_now() and app_now() < valid_until order by member`)

export type Patients = {
  /** What registration is asked to change. */
  readonly corrections: Corrections
  /** Adds a chart or brings its facts up to date (role feed or operate). The id is derived from organization and number. */
  register(tx: Tx, registration: Registration): Promise<{ readonly id: Id; readonly created: boolean }>
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
  /** From now on these two charts are read as one human, together with all they are already tied to (role operate). */
  merge(tx: Tx, patient: Id, other: Id): Promise<{ readonly mergeId: Id }>
  /** Ends one merge now; charts tied by others stay tied. Refuses `not-found` when it is unknown or ended. */
  unmerge(tx: Tx, mergeId: Id): Promise<void>
  /** The charts read together with this one now, itself among them (role feed or operate). */
  alike(tx: Tx, patient: Id): Promise<readonly Id[]>
}

export function openPatients({ keys }: { readonly keys: Keys }): Patients {
  const onFile = openOnFile(keys)
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
    async register(tx, r) {
      const mrn = normalizeMrn(r.mrn)
      const id = derivedId(keys, 'patient', r.organization, mrn)
      const facts = r.facts ?? factsShown(r)
      const registered = tx.query(register, [id, r.organization, mrn, r.name, r.family, r.given, r.birthDate, r.deceasedOn, r.sex, r.phone, r.email, r.address, r.language, facts.deceased, facts.multipleBirth])
      const [[row]] = await Promise.all([registered, onFile.keep(tx, { id, organization: r.organization, mrn, birthDate: r.birthDate }, facts)])
      return { id, created: row?.created ?? false }
    },
    byId: async (tx, id) => (await tx.query(byId, [id]))[0] ?? null,
    async byMrn(tx, organization, mrn) {
      const [found] = await tx.query(byMrn, [organization, normalizeMrn(mrn)])
      return found ?? null
    },
    async merge(tx, patient, other) {
      const mergeId = newId()
      await Promise.all([tx.query(lockMerges), tx.query(insertMerge, [mergeId, patient, other]), tx.query(regroup, [[patient, other]])])
      return { mergeId }
    },
    async unmerge(tx, mergeId) {
      const [, [ended]] = await Promise.all([tx.query(lockMerges), tx.query(endMerge, [mergeId])])
      if (ended === undefined) throw new Refusal('not-found', 'no such merge, or it has ended')
      await tx.query(regroup, [[ended.patient, ended.other]])
    },
    names: async (tx, patients) => new Map((await tx.query(names, [patients])).map((row) => [row.id, row.name])),
    alike: async (tx, patient) => (await tx.query(alike, [patient])).map((row) => row.member),
  }
}
