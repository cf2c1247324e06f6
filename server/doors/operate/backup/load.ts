// How do the rows of a backup get into their tables? Table by table, as they come out of the file, counted on both sides.
import type pg from 'pg'
import type { Table } from './catalog.ts'
import { copyIn } from './copy.ts'
import { type Counted, type Ended, type Frame, type SequenceState, type TableFrame, factsOf } from './frames.ts'
import { BackupRefused } from './refused.ts'
import { quoted } from './session.ts'

/** Loads every table of the frames and sets the sequences. The tables must be empty and open to the owner. */
export async function loadRows(client: pg.Client, tables: readonly Table[], frames: AsyncGenerator<Frame>): Promise<void> {
  const known = new Map(tables.map((table) => [table.name, table]))
  for (let frame = await frames.next(); frame.done !== true; frame = await frames.next()) {
    if (frame.value.kind === 'table') await loadTable(client, { facts: factsOf<TableFrame>(frame.value), known, frames })
    if (frame.value.kind === 'ended') await setSequences(client, factsOf<Ended>(frame.value).sequences)
  }
}

type Loading = { readonly facts: TableFrame; readonly known: ReadonlyMap<string, Table>; readonly frames: AsyncGenerator<Frame> }

async function loadTable(client: pg.Client, { facts, known, frames }: Loading): Promise<void> {
  const table = known.get(facts.name)
  if (table === undefined || table.columns.join() !== facts.columns.join()) throw new BackupRefused(`the table ${facts.name} of the backup is not as it is here`)
  let said = Number.NaN
  const rows = async function* (): AsyncGenerator<Buffer> {
    for (let next = await frames.next(); next.done !== true; next = await frames.next()) {
      if (next.value.kind === 'rows') yield next.value.payload
      else {
        said = factsOf<Counted>(next.value).rows
        return
      }
    }
  }
  const loaded = await copyIn(client, `copy ${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) from stdin`, rows())
  if (loaded !== said) throw new BackupRefused(`${loaded} of ${said} rows of ${table.name} went in`)
}

async function setSequences(client: pg.Client, sequences: readonly SequenceState[]): Promise<void> {
  for (const { name, last, called } of sequences) await client.query('select setval($1::regclass, $2::bigint, $3)', [quoted(name), last, called])
}
