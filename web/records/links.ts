// Where does a record live? Its page, its PDF, and what a row says of it. Addresses hold opaque ids, never names.
import type { ListRow } from '#chart'
import type { RowProps } from '#parts'
import type { RecordKind } from '../../contract/record-kinds.ts'
import { rowWords } from '../../words/en/results.ts'

const folders: Readonly<Partial<Record<RecordKind, string>>> = { 'lab-result': 'results', visit: 'visits' }

/** The page of one record. */
export const recordHref = (row: { readonly kind: RecordKind; readonly id: string }): string => `/me/${folders[row.kind] ?? 'records'}/${row.id}`
/** Its PDF; of a visit: all its papers in one file. */
export const pdfHref = (row: { readonly kind: RecordKind; readonly id: string }): string => `${recordHref(row)}.pdf`

type RowLook = { readonly dated?: boolean; readonly choose?: boolean; readonly withBy?: boolean }

/** The line of a list. `withBy`: who and where stand after the clinical name. */
export function rowProps(row: ListRow, { dated = true, choose = false, withBy = true }: RowLook = {}): RowProps {
  const meta = rowWords.join([row.line, withBy ? row.by : undefined])
  return {
    language: 'en',
    title: row.title,
    href: recordHref(row),
    pdf: { href: pdfHref(row), of: row.named },
    tags: row.tags,
    ...(dated ? { date: row.gutter } : {}),
    ...(meta === '' ? {} : { meta }),
    ...(choose ? { choose: { name: 'record', value: row.id, of: row.named, checked: true } } : {}),
  }
}

/** Beside the name of a paper in the side column there is room for a few letters. */
export function shortLine(row: ListRow): string | undefined {
  return row.kind === 'vital-signs' && row.line !== undefined && row.line.length <= 18 ? row.line : undefined
}

/** `?from=…&to=…&after=…`, without what is absent. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}
