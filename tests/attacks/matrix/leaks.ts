// Which words of whom must not stand in an answer? Everything that names a person, and what their records are called by.
import { globSync, readFileSync } from 'node:fs'
import type { GivenHouse } from '../../given/house.ts'
import { rowsOf } from '../../given/member.ts'
import type { Cast, Identity } from './cast.ts'

type Sentinel = { readonly word: string; readonly patients: ReadonlySet<string>; readonly of: 'name' | 'record' }
/** Ids are found by their shape; there are thousands of them. */
export type Sentinels = { readonly words: readonly Sentinel[]; readonly ids: ReadonlyMap<string, Sentinel> }

const put = (into: Map<string, Set<string>>, word: string | null, patient: string): void => {
  if (word === null || word.length < 7) return
  into.set(word, (into.get(word) ?? new Set()).add(patient))
}

/** A word that two people share belongs to both: it is a leak only to who may know neither. */
export async function sentinelsOf({ house, charts }: Cast): Promise<Sentinels> {
  const known = Object.values(charts).flat()
  const named = new Map<string, Set<string>>()
  const kept = new Map<string, Set<string>>()
  const people = await rowsOf<{ id: string; name: string; mrn: string; phone: string | null; email: string | null; address: string | null }>(house, 'select id, name, mrn, phone, email, address from patients_patient')
  for (const one of people) for (const word of [one.id, one.name, one.mrn, one.phone, one.email, one.address?.split(',')[0] ?? null]) put(named, word, one.id)
  for (const row of await rowsOf<{ record: string; name: string | null; patient: string }>(house, "select record, patient, card ->> 'name' as name from release_ledger where patient = any ($1)", [known])) {
    put(kept, row.record, row.patient)
    put(kept, row.name, row.patient)
  }
  const everybodys = await wordsForAll(house)
  const all = [
    ...[...named].map(([word, patients]) => ({ word, patients, of: 'name' as const })),
    ...[...kept].map(([word, patients]) => ({ word, patients, of: 'record' as const })),
  ].filter(({ word }) => !everybodys.includes(word))
  const isId = (one: Sentinel): boolean => uuid.test(one.word)
  // "COVID-19" is said by everybody's "COVID-19 test": a name counts for all who have it in a longer one.
  const words = all.filter((one) => !isId(one)).map((one) => ({ ...one, patients: new Set(all.filter((other) => other.word.includes(one.word)).flatMap((other) => [...other.patients])) }))
  return { words, ids: new Map(all.filter(isId).map((one) => [one.word, one])) }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/
const uuids = new RegExp(uuid.source, 'g')

/** What the product itself says to everybody ("Office visit"), and the phones of organizations. */
const wordsForAll = async (house: GivenHouse): Promise<string> => globSync('words/en/*.ts').map((file) => readFileSync(file, 'utf8')).join('\n') + (await rowsOf<{ phone: string | null }>(house, 'select phone from directory_organization')).map((row) => row.phone).join(' ')

/** What this identity reads in a text and may not know. Ids it sent itself are no news to it. */
export function leaksIn(text: string, { who, sentinels: { words, ids }, sent }: { readonly who: Identity; readonly sentinels: Sentinels; readonly sent: string }): readonly string[] {
  const strange = ({ word, patients, of }: Sentinel): boolean => !(of === 'name' ? who.knows : who.reads).some((patient) => patients.has(patient)) && !sent.includes(word)
  const said = [...new Set(text.match(uuids) ?? [])].flatMap((id) => ids.get(id) ?? [])
  return [...said, ...words.filter(({ word }) => text.includes(word))].filter(strange).map(({ word }) => word)
}
