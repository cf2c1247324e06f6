// How are two charts laid beside each other? Field by field; what differs is said in words.
import type { OnFile } from '../../../../contract/identity.ts'
import { ComparedTable } from '#parts'
import { shortDate } from '../../../../words/en/dates.ts'
import { merges as words } from '../../../../words/en/merges.ts'
import { type BesideLine, beside } from './beside.ts'

const one = words.one

const shown = ({ field }: BesideLine, values: readonly string[]): string => {
  if (values.length === 0) return one.none
  return values.map((value) => (field === 'birthDate' ? shortDate(value) : field === 'deceased' ? (value === 'yes' ? one.yes : one.no) : value)).join(', ')
}

const compared = (line: BesideLine): string => (line.same === null ? one.unknown : !line.same ? one.differs : line.partly ? one.shares : one.same)

/** `by`: the id of the heading that names it. */
export function BesideTable({ survivor, retired, by }: { survivor: OnFile; retired: OnFile; by: string }) {
  const { columns, short } = one
  const rows = beside(survivor, retired).map((line) => ({
    key: line.field, field: one.fields[line.field], differs: line.same === false,
    cells: [{ label: short.survivor, text: shown(line, line.survivor) }, { label: short.retired, text: shown(line, line.retired) }, { label: columns.result, text: <b>{compared(line)}</b> }],
  }))
  return <ComparedTable by={by} columns={[columns.field, columns.survivor(survivor.mrns[0] ?? ''), columns.retired(retired.mrns[0] ?? ''), columns.result]} rows={rows} />
}
