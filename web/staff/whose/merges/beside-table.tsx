// How are two charts laid beside each other? Field by field; what differs is said in words.
import type { OnFile } from '../../../../contract/identity.ts'
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
  return (
    <table class="cmp" aria-labelledby={by}>
      <thead>
        <tr>
          {[one.columns.field, one.columns.survivor(survivor.mrns[0] ?? ''), one.columns.retired(retired.mrns[0] ?? ''), one.columns.result].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {beside(survivor, retired).map((line) => (
          <tr key={line.field} class={line.same === false ? 'diff' : undefined}>
            <th scope="row">{one.fields[line.field]}</th>
            <td data-l={one.short.survivor}>{shown(line, line.survivor)}</td>
            <td data-l={one.short.retired}>{shown(line, line.retired)}</td>
            <td data-l={one.columns.result}>
              <b>{compared(line)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
