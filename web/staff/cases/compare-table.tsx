// What did they type and what is on file? Side by side; what differs is said in words and marked in the text.
import type { Compared } from '#identity'
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

function Line({ row }: { row: Compared }) {
  const said = row.same === null ? words.notAsked : row.same ? words.same : words.differs
  return (
    <tr class={row.same === false ? 'diff' : undefined}>
      <th scope="row">{comparedWords[row.field]}</th>
      <td data-l={words.short.typed}>
        <Marked text={shown(row, row.typed, words.notAsked)} part={row.marks?.typed ?? null} />
      </td>
      <td data-l={words.short.file}>
        <Marked text={shown(row, row.onFile, words.nothing)} part={row.marks?.onFile ?? null} />
      </td>
      <td data-l={words.short.result}>
        <b>{said}</b>
        {row.note !== null && row.same !== null && <span class="why-d">{noteWords[row.note]}</span>}
      </td>
    </tr>
  )
}

export function CompareTable({ rows }: { rows: readonly Compared[] }) {
  const { columns } = words
  return (
    <table class="cmp" aria-labelledby="cmp">
      <thead>
        <tr>
          {[columns.field, columns.typed, columns.file, columns.result].map((column) => (
            <th key={column} scope="col">{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.field} row={row} />
        ))}
      </tbody>
    </table>
  )
}
