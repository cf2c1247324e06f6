// What if a mapping was mended? What it read before is read anew from the texts that are kept, chart by chart, each in one transaction; ended
// at any moment, it goes on where it stopped.
import type { Audit } from '#audit'
import { type Database, type Id, type Statement, type Tx, statement } from '#kernel'
import type { WrittenRow } from '#store/in'
import { type MessageForm, messageForms } from '../../../../contract/message-states.ts'
import { type RemakingUses, formOf, remake, remakeHistories } from '../writing/remake.ts'
import { mappingVersions } from './forms.ts'

export type RereadUses = RemakingUses & {
  readonly audit: Audit
  readonly database: Database
  readonly decided: (tx: Tx, rows: readonly WrittenRow[]) => Promise<void>
  readonly forgotten: (tx: Tx, patient: Id, records: readonly Id[]) => Promise<void>
}

export type Reread = { readonly charts: number; /** Records that were written anew. */ readonly records: number; /** Records that nothing of what was sent says any more. */ readonly gone: number }
export type RereadProgress = { readonly form: MessageForm; readonly charts: number }
/** Reads every text that an older mapping read; `stop` ends it after the chart it is at. */
export type Rereading = (options?: { readonly onChart?: (at: RereadProgress) => void; readonly stop?: () => boolean; /** Other versions than today's, for tests. */ readonly versions?: Readonly<Record<MessageForm, number>> }) => Promise<Reread>

const begin: Statement<{ after: Id }> = statement('inbound.reread_begin', `insert into inbound_reread as r (form, mapping, after_patient, begun_at) values ($1, $2, '00000000-0000-0000-0000-000000000000', app_now())
  on conflict (form, mapping) do update set done_at = r.done_at returning after_patient as after`)
const advance: Statement<never> = statement('inbound.reread_advance', 'update inbound_reread set after_patient = $3 where form = $1 and mapping = $2')
// Whoever reads again begins with the first chart: texts of an older mapping may have come in since, from a house that was not renewed yet.
const finish: Statement<never> = statement('inbound.reread_finish', `update inbound_reread set done_at = app_now(), after_patient = '00000000-0000-0000-0000-000000000000' where form = $1 and mapping = $2`)

type At = { readonly form: MessageForm; readonly mapping: number; readonly patient: Id }

async function rereadChart(tx: Tx, uses: RereadUses, { form, mapping, patient }: At): Promise<{ readonly records: number; readonly gone: number }> {
  const { store } = uses
  const [, dates, all] = await Promise.all([store.remaking(tx), store.removedDates(tx, patient), store.textsOf(tx, patient, null)])
  const texts = all.filter((one) => formOf(one) === form)
  const { written, made, unread, pasts } = await remake(tx, uses, { patient, texts, only: null })
  const read = texts.map((one) => one.id).filter((id) => !unread.includes(id))
  const past = await remakeHistories(tx, uses, { pasts, written })
  const gone = [...past.gone, ...(await store.dropStale(tx, patient, { texts: read, records: [...made, ...past.told] }))]
  for (const row of await store.redate(tx, patient, dates)) written.set(row.id, row)
  for (const id of gone) written.delete(id)
  await Promise.all([
    uses.decided(tx, [...written.values()]), uses.forgotten(tx, patient, gone), store.markMapped(tx, patient, { form, mapping }), tx.query(advance, [form, mapping, patient]),
    uses.audit.note(tx, { kind: 'records-reread', patient, actor: null, actorRole: 'system', count: written.size + gone.length }),
  ])
  return { records: written.size, gone: gone.length }
}

const chartsAhead = 100

export function openRereading(uses: RereadUses): Rereading {
  const { database, store } = uses
  return async ({ onChart, stop = () => false, versions = mappingVersions } = {}) => {
    const sum = { charts: 0, records: 0, gone: 0 }
    for (const form of messageForms) {
      const mapping = versions[form]
      let [{ after } = { after: '' }] = await database.run((tx) => tx.query(begin, [form, mapping]))
      for (;;) {
        const charts = await database.run((tx) => store.chartsOfOldMapping(tx, { form, mapping, after, limit: chartsAhead }))
        for (const patient of charts) {
          if (stop()) return sum
          const { records, gone } = await database.run((tx) => rereadChart(tx, uses, { form, mapping, patient }))
          sum.charts += 1
          sum.records += records
          sum.gone += gone
          onChart?.({ form, charts: sum.charts })
          after = patient
        }
        if (charts.length < chartsAhead) break
      }
      await database.run((tx) => tx.query(finish, [form, mapping]))
    }
    return sum
  }
}
