// What is on file of a chart, and which charts could somebody mean? The facts are kept by register; looks go through two SQL
// functions, so that the web role reads none of these tables.
import { hash } from 'node:crypto'
import { type Id, type Keys, type Statement, type Tx, statement } from '#kernel'
import type { AddressOnFile, Claim, ContactOnFile, NameOnFile, NameUse, OnFile } from '../../../contract/identity.ts'
import { emailKey, foldName, mrnSigns, phoneDigits, withoutZeros } from './normal-forms.ts'

/** When a fact ended, as the source says it (YYYY-MM-DD); null: it does not say. */
type Until = { readonly until: string | null }

/** What a source says beside the one line that is shown. `use` as FHIR has it; 'old' is old. */
export type RegisteredFacts = {
  readonly names: readonly (Omit<NameOnFile, 'use'> & { readonly use: NameUse } & Until)[]
  readonly phones: readonly ({ readonly value: string; readonly use: string | null } & Until)[]
  readonly emails: readonly ({ readonly value: string; readonly use: string | null } & Until)[]
  readonly addresses: readonly (Omit<AddressOnFile, 'old'> & Until)[]
  /** Other record numbers of the same organization. */
  readonly mrns: readonly string[]
  /** Four digits; hashed here at once and never kept. */
  readonly ssn4: string | null
  readonly multipleBirth: boolean
  readonly deceased: boolean
}

/** What is shown of a chart, when a source says no more than that. */
export type ShownFacts = { readonly name: string; readonly family: string | null; readonly given: string | null; readonly phone: string | null; readonly email: string | null; readonly address: string | null }

export function factsShown(shown: ShownFacts): RegisteredFacts {
  const contact = (value: string | null) => (value === null ? [] : [{ value, use: null, until: null }])
  const given = shown.given ?? (shown.family === null ? shown.name : '')
  const postalCode = /\b(\d{5})(-\d{4})?\s*$/.exec(shown.address ?? '')?.[1] ?? null
  return {
    names: [{ use: 'official', given: given.split(' ').filter((one) => one !== ''), family: shown.family ?? '', suffix: null, until: null }],
    phones: contact(shown.phone),
    emails: contact(shown.email),
    addresses: shown.address === null ? [] : [{ lines: [shown.address.split(/,|\n/)[0] ?? ''], city: null, state: null, postalCode, use: null, until: null }],
    mrns: [], ssn4: null, multipleBirth: false, deceased: false,
  }
}

type Fact = { readonly kind: string; readonly value: object | string }

/** Lists of what is on file, by the kind they are kept under. */
const listOf = { name: 'names', phone: 'phones', email: 'emails', address: 'addresses', mrn: 'mrns', ssn4: 'ssn4' } as const
type Listed = (typeof listOf)[keyof typeof listOf]

/** Only the kinds that are said. */
const kindsSaid = (facts: Partial<RegisteredFacts>): string[] => Object.entries(listOf).flatMap(([kind, list]) => (facts[list] === undefined ? [] : [kind]))

function factRows(facts: Partial<RegisteredFacts>, ssn4: string | null): Fact[] {
  const of = (kind: string, values: readonly (object | string)[] = []): Fact[] => values.map((value) => ({ kind, value }))
  return [...of('name', facts.names), ...of('phone', facts.phones), ...of('email', facts.emails), ...of('address', facts.addresses), ...of('mrn', facts.mrns), ...of('ssn4', ssn4 === null ? [] : [ssn4])]
}

// Nothing is written when nothing changed. A fact that comes back is current again and keeps its first day.
const keepFacts: Statement<never> = statement('patients.keep_facts', `with sent as (select * from unnest($2::text[], $3::bytea[], $4::jsonb[]) with ordinality as s (kind, digest, value, place)),
  gone as (update patients_fact f set gone_at = app_now() where f.patient = $1 and f.gone_at is null and f.kind = any ($5) and not exists (select 1 from sent s where s.kind = f.kind and s.digest = f.digest))
  insert into patients_fact as f (patient, kind, digest, place, value, first_at) select distinct on (kind, digest) $1, kind, digest, place, value, app_now() from sent order by kind, digest, place
  on conflict (patient, kind, digest) do update set gone_at = null, place = excluded.place where f.gone_at is not null or f.place <> excluded.place`)
const keepKeys: Statement<never> = statement('patients.keep_keys', `insert into patients_key (organization, key, patient) select $1, key, $2 from unnest($3::bytea[]) as k (key) on conflict do nothing`)
const findCandidates: Statement<{ chart: Row }> = statement('patients.candidates', `select c as chart from patients_candidates($1, $2, $3, $4) as c`)
const unfiled: Statement<ShownFacts & { id: Id; organization: string; mrn: string; birthDate: string }> = statement('patients.unfiled', `select p.id, p.organization, p.mrn, p.birth_date as "birthDate", p.name, p.family, p.given, p.phone, p.email, p.address
  from patients_patient p where p.id > $1 and not exists (select 1 from patients_fact f where f.patient = p.id) order by p.id limit 200`)
const findOnFile: Statement<{ chart: Row | null }> = statement('patients.on_file', `select patients_on_file($1) as chart`)

type FactRow =
  | { readonly kind: 'name'; readonly value: NameOnFile; readonly old: boolean }
  | { readonly kind: 'phone' | 'email'; readonly value: ContactOnFile; readonly old: boolean }
  | { readonly kind: 'address'; readonly value: AddressOnFile; readonly old: boolean }
  | { readonly kind: 'mrn' | 'ssn4'; readonly value: string; readonly old: boolean }
type Row = Omit<OnFile, 'names' | 'phones' | 'emails' | 'addresses' | 'mrns' | 'ssn4'> & { readonly mrn: string; readonly facts: readonly FactRow[] }

function asOnFile({ facts, mrn, ...chart }: Row): OnFile {
  const contacts = (kind: 'phone' | 'email'): ContactOnFile[] => facts.flatMap((one) => (one.kind === kind ? [{ value: one.value.value, use: one.value.use, old: one.old }] : []))
  const names = facts.flatMap((one) => (one.kind === 'name' ? [{ use: one.old && one.value.use !== 'maiden' ? ('previous' as const) : one.value.use, given: one.value.given, family: one.value.family, suffix: one.value.suffix }] : []))
  return {
    ...chart, names,
    phones: contacts('phone'), emails: contacts('email'),
    addresses: facts.flatMap((one) => (one.kind === 'address' ? [{ lines: one.value.lines, city: one.value.city, state: one.value.state, postalCode: one.value.postalCode, use: one.value.use, old: one.old }] : [])),
    mrns: [mrn, ...facts.flatMap((one) => (one.kind === 'mrn' ? [one.value] : []))],
    ssn4: facts.flatMap((one) => (one.kind === 'ssn4' && !one.old ? [one.value] : []))[0] ?? null,
  }
}

/** By what a chart is found, and how much it says: keys shared weigh more the fewer people share them. */
type Key = { readonly text: string; readonly weight: number }

/** Further words of a name find nobody: pairs of hundreds would be work without end. */
const mostWords = 6
const tokens = (text: string): string[] => foldName(text).split(' ').filter((one) => one !== '').slice(0, mostWords)

/** A birth date with the first letter of each name; a whole name with the year, or with month and day: dates go wrong in one of them. */
function nameKeys(names: readonly { readonly given: string; readonly family: string }[], birthDate: string): Key[] {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const keys: Key[] = []
  for (const name of names) {
    const all = [...tokens(name.family), ...tokens(name.given)]
    for (const one of all) keys.push({ text: `d:${birthDate}:${[...one][0] ?? ''}`, weight: 2 })
    for (const [at, one] of all.entries()) {
      for (const other of all.slice(at)) {
        if (other === one && all.length > 1) continue
        const pair = [one, other].sort().join(' ')
        keys.push({ text: `y:${year}:${pair}`, weight: 2 }, { text: `t:${month}-${day}:${pair}`, weight: 2 })
      }
    }
  }
  return keys
}

const mrnKey = (mrn: string): Key => ({ text: `m:${withoutZeros(mrnSigns(mrn)).replace(/^\p{L}+(?=\d{3})/u, '').replace(/^0+(?=\d)/, '')}`, weight: 5 })
const phoneKey = (phone: string): Key[] => (phoneDigits(phone) === '' ? [] : [{ text: `p:${phoneDigits(phone).slice(-7)}`, weight: 3 }])
const mailKey = (email: string): Key => ({ text: `e:${emailKey(email)}`, weight: 3 })
const ssnKey = (ssn4: string, birthDate: string): Key => ({ text: `s:${ssn4}:${birthDate}`, weight: 4 })

function keysOfChart(chart: { readonly mrn: string; readonly birthDate: string }, facts: Partial<RegisteredFacts>, ssn4: string | null): Key[] {
  return [
    ...nameKeys((facts.names ?? []).map((name) => ({ given: name.given.join(' '), family: name.family })), chart.birthDate),
    ...[chart.mrn, ...(facts.mrns ?? [])].map(mrnKey), ...(facts.phones ?? []).flatMap((one) => phoneKey(one.value)), ...(facts.emails ?? []).map((one) => mailKey(one.value)),
    ...(ssn4 === null ? [] : [ssnKey(ssn4, chart.birthDate)]),
  ]
}

function keysOfClaim(claim: Claim): Key[] {
  const proofs = claim.proofs.flatMap((proof): Key[] => {
    if (proof.kind === 'mrn') return [mrnKey(proof.value)]
    if (proof.kind === 'phone') return phoneKey(proof.value)
    if (proof.kind === 'email') return [mailKey(proof.value)]
    return proof.kind === 'ssn4' ? [ssnKey(proof.hash, claim.birthDate)] : []
  })
  return [...nameKeys([claim], claim.birthDate), ...proofs]
}

/** Most charts that one claim is compared with. */
export const mostCandidates = 40

export function openOnFile(keys: Keys) {
  const keyed = (text: string): Buffer => keys.mac('on-file', text).subarray(0, 10)
  const ssn4Hash = (digits: string): string => keys.mac('on-file', 'ssn4', digits).subarray(0, 16).toString('hex')
  const heaviest = (all: readonly Key[]): Map<string, number> => {
    const most = new Map<string, number>()
    for (const { text, weight } of all) most.set(text, Math.max(weight, most.get(text) ?? 0))
    return most
  }
  /** Keeps the lists that are said; the others stay as they are. Keys are made of what is said, and of `chart`. */
  async function keep(tx: Tx, chart: { readonly id: Id; readonly organization: string; readonly mrn: string; readonly birthDate: string; /** By which it is found, when the facts name none. */ readonly names?: RegisteredFacts['names'] }, facts: Partial<Pick<RegisteredFacts, Listed>>): Promise<void> {
    const ssn4 = facts.ssn4 === null || facts.ssn4 === undefined ? null : ssn4Hash(facts.ssn4)
    const rows = factRows(facts, ssn4).map((row) => ({ ...row, json: JSON.stringify(row.value) }))
    const digests = rows.map((row) => hash('sha256', row.json, 'buffer').subarray(0, 12))
    await Promise.all([
      tx.query(keepFacts, [chart.id, rows.map((row) => row.kind), digests, rows.map((row) => row.json), kindsSaid(facts)]),
      tx.query(keepKeys, [chart.organization, chart.id, [...heaviest(keysOfChart(chart, { ...(chart.names === undefined ? {} : { names: chart.names }), ...facts }, ssn4)).keys()].map(keyed)]),
    ])
  }
  return {
    keep,
    ssn4: ssn4Hash,
    async fileKnown(tx: Tx, after: Id | null): Promise<Id | null> {
      const charts = await tx.query(unfiled, [after ?? '00000000-0000-0000-0000-000000000000'])
      for (const chart of charts) await keep(tx, chart, factsShown(chart))
      return charts.at(-1)?.id ?? null
    },
    /** Under which key is a phone or an e-mail found? null: it is none. */
    contactKey(contact: { readonly kind: 'phone' | 'email'; readonly value: string }): Buffer | null {
      const [key] = contact.kind === 'phone' ? phoneKey(contact.value) : [mailKey(contact.value)]
      return key === undefined ? null : keyed(key.text)
    },
    async candidates(tx: Tx, organizations: readonly string[], claim: Claim): Promise<readonly OnFile[]> {
      const wanted = heaviest(keysOfClaim(claim))
      const rows = await tx.query(findCandidates, [organizations, [...wanted.keys()].map(keyed), [...wanted.values()], mostCandidates])
      return rows.map((row) => asOnFile(row.chart))
    },
    async onFile(tx: Tx, patient: Id): Promise<OnFile | null> {
      const [row] = await tx.query(findOnFile, [patient])
      return row?.chart == null ? null : asOnFile(row.chart)
    },
  }
}
