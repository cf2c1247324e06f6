// How does a wide table fit a narrow screen? Each row becomes a block with its heads beside the cells; on a wide one it is a plain table.
import type { ComponentChildren } from 'preact'

export type StackRow = { readonly key: string; readonly cells: readonly ComponentChildren[]; /** Something is wrong with it: said in a cell, marked here. */ readonly marked?: boolean }

export type StackTableProps = { readonly caption: string; /** Several under one heading: each says what it is. */ readonly captioned?: boolean; readonly columns: readonly string[]; readonly rows: readonly StackRow[]; /** Columns (from 0) that hold numbers. */ readonly numbers?: readonly number[] }

/** The first cell heads its row. */
export function StackTable({ caption, captioned = false, columns, rows, numbers = [] }: StackTableProps) {
  const kind = (at: number): string | undefined => (numbers.includes(at) ? 'num' : undefined)
  return (
    <table class="stack">
      <caption class={captioned ? undefined : 'vh'}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, at) => (
            <th key={column} scope="col" class={kind(at)}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells, marked }) => (
          <tr key={key} class={marked === true ? 'marked' : undefined}>
            {cells.map((cell, at) =>
              at === 0 ? (
                <th key={columns[at]} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={columns[at]} data-l={columns[at]} class={kind(at)}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
