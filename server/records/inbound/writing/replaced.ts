// Which documents are older versions now that another one came? Of C-CDA by its own word and by versions of a set, of FHIR by `replaces`.
import type { Id, Tx } from '#kernel'
import type { StoreIn, WrittenRow } from '#store/in'
import type { Work } from '../work.ts'
import type { IdOf, Placed } from './place-records.ts'

/** Of a clinical document: what it replaced, or no longer says, changed with it. `states`: what it is a source of; null: an older version that came late. */
export async function replacedBy(tx: Tx, store: StoreIn, { work: { document }, placed, idOf, states }: { readonly work: Work; readonly placed: readonly Placed[]; readonly idOf: IdOf; readonly states: readonly Id[] | null }): Promise<readonly WrittenRow[]> {
  const [own] = placed
  if (document === undefined || own === undefined) return []
  const named = (id: string) => idOf('ClinicalDocument', id)
  return store.writeDocument(tx, {
    patient: own.row.patient, id: named(document.id), record: own.row.id, set: document.set === undefined ? null : idOf('ClinicalDocument set', document.set), type: document.type ?? null, version: document.version ?? null,
    replaces: document.replaces.map(named), states,
  })
}

/** Of FHIR documents that were written: those whose place they take, and they themselves where another one took theirs before. */
export const olderNow = (tx: Tx, store: StoreIn, { placed, written }: { readonly placed: readonly Placed[]; readonly written: ReadonlySet<string> }): Promise<readonly WrittenRow[]> =>
  store.placeDocuments(tx, placed.flatMap(({ row, place }) => (place === undefined || !written.has(row.id) ? [] : [place])))

/** What a file wrote, each record as it is last: its documents may have changed others, and these. */
export async function withReplaced(tx: Tx, store: StoreIn, { fresh, ...about }: { readonly work: Work; readonly placed: readonly Placed[]; readonly fresh: readonly WrittenRow[]; readonly idOf: IdOf }): Promise<readonly WrittenRow[]> {
  const own = about.placed[0]?.row.id
  const ids = new Set(fresh.map((one) => one.id))
  const states = own !== undefined && ids.has(own) ? about.placed.map((one) => one.row.id) : null
  const changed = [...(await replacedBy(tx, store, { ...about, states })), ...(await olderNow(tx, store, { placed: about.placed, written: ids }))]
  return changed.length === 0 ? fresh : [...new Map([...fresh, ...changed].map((row) => [row.id, row])).values()]
}
