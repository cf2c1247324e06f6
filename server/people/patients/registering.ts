// How does what registration says become a chart? A chart is opened once; after that each field changes only by what is said of it, and
// never by what is older than what is known (HL7 2.5.1 §2.5.3.5: an empty field says nothing, "" takes away).
import { type Id, type Keys, type Statement, type Tx, derivedId, statement } from '#kernel'
import { type RegisteredFacts, type openOnFile, factsShown } from './on-file.ts'
import { normalizeMrn } from './normal-forms.ts'

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

/** What changes a chart that is here: a key that is absent says nothing, null takes away. */
export type Said = { readonly [F in Exclude<keyof Registration, 'organization' | 'mrn' | 'facts'>]?: Registration[F] } & { readonly facts?: Partial<RegisteredFacts> }

/** How a registration is to be taken. */
export type Registering = {
  /** What of it is said of a chart that is here; absent: all of it. */
  readonly said?: Said
  /** When its source wrote it (ISO 8601 with a zone); absent: as it comes. */
  readonly asOf?: string | undefined
}

type Row = Omit<Registration, 'facts' | 'organization' | 'mrn'> & { readonly deceased: boolean; readonly multipleBirth: boolean; readonly saidAt: Readonly<Record<string, string | null>> }
type Column = Exclude<keyof Row, 'saidAt'>

const open: Statement<{ id: Id }> = statement('patients.open', `insert into patients_patient
  (id, organization, mrn, name, family, given, birth_date, deceased_on, sex, phone, email, address, language, deceased, multiple_birth, said_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, app_now()) on conflict (organization, mrn) do nothing returning id`)
const columns = `name, family, given, birth_date as "birthDate", deceased_on as "deceasedOn", sex, phone, email, address, language, deceased, multiple_birth as "multipleBirth", said_at as "saidAt"`
const readToChange: Statement<Row> = statement('patients.read_to_change', `select ${columns} from patients_patient where id = $1 for update`)
const change: Statement<never> = statement('patients.change', `update patients_patient set name = $2, family = $3, given = $4, birth_date = $5, deceased_on = $6, sex = $7, phone = $8, email = $9, address = $10, language = $11,
  deceased = $12, multiple_birth = $13, said_at = $14, updated_at = app_now() where id = $1`)
const noteSaid: Statement<never> = statement('patients.note_said', `update patients_patient set said_at = $2 where id = $1`)

/** What is known together, and so said and dated together. */
const fields = {
  name: ['name', 'family', 'given'], birthDate: ['birthDate'], deceased: ['deceasedOn', 'deceased'], sex: ['sex'], phone: ['phone'], email: ['email'], address: ['address'], language: ['language'], multipleBirth: ['multipleBirth'], mrns: [], ssn4: [],
} as const satisfies Readonly<Record<string, readonly Column[]>>
type Field = keyof typeof fields
const fieldNames = Object.keys(fields) as Field[]
/** The lists of what is on file that go with a field. */
const factsOf: Readonly<Partial<Record<Field, 'names' | 'phones' | 'emails' | 'addresses' | 'mrns' | 'ssn4'>>> = { name: 'names', phone: 'phones', email: 'emails', address: 'addresses', mrns: 'mrns', ssn4: 'ssn4' }

function isSaid(field: Field, said: Said): boolean {
  if (fields[field].some((column) => column in said)) return true
  const listed = factsOf[field]
  if (listed !== undefined) return said.facts !== undefined && listed in said.facts
  return field === 'multipleBirth' && said.facts !== undefined && 'multipleBirth' in said.facts
}

const everything = (r: Registration, facts: RegisteredFacts): Said => {
  const { organization: _o, mrn: _m, facts: _f, ...rest } = r
  return { ...rest, facts }
}

/** The row as it is after `said`, of which only the fields in `heard` count. */
function changed(before: Row, said: Said, heard: readonly Field[]): Row {
  const values: Partial<Record<Column, string | boolean | null>> = {}
  for (const field of heard) for (const column of fields[field]) if (column in said) values[column] = said[column as keyof Omit<Said, 'facts'>] as string | null
  if (heard.includes('deceased')) values.deceased = said.facts?.deceased ?? (said.deceasedOn === undefined ? before.deceased : said.deceasedOn !== null)
  if (heard.includes('multipleBirth') && said.facts?.multipleBirth !== undefined) values.multipleBirth = said.facts.multipleBirth
  return { ...before, ...values } as Row
}

const rowValues = (row: Row) => [row.name, row.family, row.given, row.birthDate, row.deceasedOn, row.sex, row.phone, row.email, row.address, row.language, row.deceased, row.multipleBirth]
const same = (a: Row, b: Row): boolean => rowValues(a).every((value, at) => value === rowValues(b)[at])

/** Fields of `said` that are not older than what is known. */
function heardOf(before: Row, said: Said, asOf: string | undefined): Field[] {
  return fieldNames.filter((field) => {
    const known = before.saidAt[field]
    return isSaid(field, said) && (asOf === undefined || known === undefined || known === null || Date.parse(asOf) >= Date.parse(known))
  })
}

function dated(before: Row['saidAt'], heard: readonly Field[], asOf: string | undefined): string {
  return JSON.stringify(Object.fromEntries(Object.entries({ ...before, ...Object.fromEntries(heard.map((field) => [field, asOf ?? null])) }).filter(([, at]) => at !== null)))
}

export type Registered = { readonly id: Id; readonly created: boolean; /** Whether anything of the chart is different now. */ readonly changed: boolean }

export function openRegistering(keys: Keys, onFile: ReturnType<typeof openOnFile>) {
  async function amend(tx: Tx, chart: { readonly id: Id; readonly organization: string; readonly mrn: string }, { said, asOf }: { readonly said: Said; readonly asOf?: string | undefined }): Promise<Registered> {
    const [before] = await tx.query(readToChange, [chart.id])
    if (before === undefined) return { id: chart.id, created: false, changed: false }
    const heard = heardOf(before, said, asOf)
    if (heard.length === 0) return { id: chart.id, created: false, changed: false }
    const after = changed(before, said, heard)
    const differs = !same(before, after)
    const saidAt = dated(before.saidAt, heard, asOf)
    const lists = heard.flatMap((field) => factsOf[field] ?? [])
    const shown = factsShown({ ...after })
    const listed = Object.fromEntries(lists.map((list) => [list, said.facts?.[list] === undefined ? shown[list] : said.facts[list]]))
    await Promise.all([
      differs ? tx.query(change, [chart.id, ...rowValues(after), saidAt]) : saidAt === JSON.stringify(before.saidAt) ? [] : tx.query(noteSaid, [chart.id, saidAt]),
      // A chart whose birth date changed is found by its name under the new one too.
      onFile.keep(tx, { ...chart, birthDate: after.birthDate, names: shown.names }, listed),
    ])
    return { id: chart.id, created: false, changed: differs }
  }
  return {
    amend,
    async register(tx: Tx, r: Registration, { said, asOf }: Registering = {}): Promise<Registered> {
      const mrn = normalizeMrn(r.mrn)
      const chart = { id: derivedId(keys, 'patient', r.organization, mrn), organization: r.organization, mrn }
      const facts = r.facts ?? factsShown(r)
      const row = { ...r, deceased: facts.deceased, multipleBirth: facts.multipleBirth, saidAt: {} }
      const heard = fieldNames.filter((field) => said === undefined || isSaid(field, said))
      const [opened] = await tx.query(open, [chart.id, r.organization, mrn, r.name, r.family, r.given, r.birthDate, r.deceasedOn, r.sex, r.phone, r.email, r.address, r.language, row.deceased, row.multipleBirth, asOf === undefined ? '{}' : dated({}, heard, asOf)])
      if (opened === undefined) return amend(tx, chart, { said: said ?? everything(r, facts), asOf })
      await onFile.keep(tx, { ...chart, birthDate: r.birthDate }, facts)
      return { id: chart.id, created: true, changed: true }
    },
  }
}
