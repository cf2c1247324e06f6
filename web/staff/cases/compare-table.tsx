// What did they type and what is on file? Side by side; what differs is said in words and marked in the text.
import type { Compared } from '#identity'
import { ComparedTable } from '#parts'
import { comparedWords, desk, noteWords } from '../../../words/en/desk.ts'
import { shortDate } from '../../../words/en/dates.ts'

const words = desk.case

function Marked({ text, part }: { text: string; part: readonly [number, number] | null }) {
  const letters = [...text]
  if (part === null || part[0] >= part[1]) return <>{text}</>
  return (
    <>
      {letters.slice(0, part[0]).join('')}
      <mark>{letters.slice(part[0], part[1]).join('')}</mark>
      {letters.slice(part[1]).join('')}
    </>
  )
}

const shown = (row: Compared, text: string | null, none: string): string => (row.field === 'ssn4' ? words.hidden : text === null || text === '' ? none : row.field === 'birth-date' ? shortDate(text) : text)

const cellsOf = (row: Compared) => [
  { label: words.short.typed, text: <Marked text={shown(row, row.typed, words.notAsked)} part={row.marks?.typed ?? null} /> },
  { label: words.short.file, text: <Marked text={shown(row, row.onFile, words.nothing)} part={row.marks?.onFile ?? null} /> },
  {
    label: words.short.result,
    text: (
      <>
        <b>{row.same === null ? words.notAsked : row.same ? words.same : words.differs}</b>
        {row.note !== null && row.same !== null && <span class="why-d">{noteWords[row.note]}</span>}
      </>
    ),
  },
]

export function CompareTable({ rows }: { rows: readonly Compared[] }) {
  const { columns } = words
  return <ComparedTable by="cmp" columns={[columns.field, columns.typed, columns.file, columns.result]} rows={rows.map((row) => ({ key: row.field, field: comparedWords[row.field], differs: row.same === false, cells: cellsOf(row) }))} />
}
