// How is what two sides say laid beside each other, field by field? What differs is marked; on a narrow screen each field becomes a block.
import type { ComponentChildren } from 'preact'

export type ComparedRow = {
  readonly key: string
  readonly field: string
  readonly differs: boolean
  /** What each side says, and how they compare; with what names it where its column is not in sight. */
  readonly cells: readonly { readonly label: string; readonly text: ComponentChildren }[]
}

/** `by`: the id of the heading that names it; `columns`: the first is of the fields. */
export function ComparedTable({ by, columns, rows }: { by: string; columns: readonly string[]; rows: readonly ComparedRow[] }) {
  return (
    <table class="cmp" aria-labelledby={by}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, field, differs, cells }) => (
          <tr key={key} class={differs ? 'diff' : undefined}>
            <th scope="row">{field}</th>
            {cells.map(({ label, text }) => (
              <td key={label} data-l={label}>
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
