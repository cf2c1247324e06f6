// What does the template need of a document's words? The same tree with every table as a grid: each cell has its place, no two
// share one, and none reaches over the edge, so that the typesetter never stops at what a source got wrong.
import type { Inline, Narrative, NarrativeCell } from '../../../../contract/narrative.ts'
import { sectionWords } from '../../../../words/en/record.ts'

export type InlineSheet = { readonly as: 'text' | 'bold' | 'underline' | 'struck' | 'raised' | 'lowered' | 'break'; readonly text: string; readonly inside: readonly InlineSheet[] }
type CellSheet = { readonly x: number; readonly y: number; readonly across: number; readonly down: number; readonly heads: boolean; /** Too long to be kept on one page. */ readonly long: boolean; readonly blocks: readonly NarrativeSheet[] }
export type NarrativeSheet =
  | { readonly as: 'paragraph' | 'caption'; readonly inside: readonly InlineSheet[] }
  | { readonly as: 'list'; readonly numbered: boolean; readonly items: readonly (readonly NarrativeSheet[])[] }
  | { readonly as: 'table'; readonly columns: number; readonly head: number; readonly cells: readonly CellSheet[] }
  | { readonly as: 'footnote'; readonly mark: string; readonly inside: readonly NarrativeSheet[] }

const textSheet = (text: string): InlineSheet => ({ as: 'text', text, inside: [] })

function lineSheets(inside: readonly Inline[]): readonly InlineSheet[] {
  return inside.flatMap((one): InlineSheet[] => {
    if (typeof one === 'string') return one === '' ? [] : [textSheet(one)]
    if (one.as === 'break') return [{ as: 'break', text: '', inside: [] }]
    if (one.as === 'mark') return [{ as: 'raised', text: '', inside: [textSheet(String(one.number))] }]
    if (one.as === 'file') return [textSheet(` ${sectionWords.file(one.name)} `)]
    if (one.as === 'link') return [...lineSheets(one.inside), ...(one.inside.length === 1 && one.inside[0] === one.address ? [] : [textSheet(` (${one.address})`)])]
    if (one.as === 'struck') return [textSheet(sectionWords.struck.before), { as: 'struck', text: '', inside: lineSheets(one.inside) }, textSheet(sectionWords.struck.after)]
    return [{ as: one.as, text: '', inside: lineSheets(one.inside) }]
  })
}

/** A table wider than this is set as its rows, one under the other: on paper nothing can be scrolled. */
const widest = 12

type Grid = { readonly cells: CellSheet[]; readonly width: number }

function gridOf(rows: readonly (readonly NarrativeCell[])[]): Grid {
  const taken = new Set<string>()
  const cells: CellSheet[] = []
  let width = 0
  rows.forEach((row, y) => {
    let x = 0
    for (const cell of row) {
      while (taken.has(`${x},${y}`)) x += 1
      let across = 1
      while (across < (cell.across ?? 1) && !taken.has(`${x + across},${y}`)) across += 1
      const down = Math.max(1, Math.min(cell.down ?? 1, rows.length - y))
      for (let dy = 0; dy < down; dy += 1) for (let dx = 0; dx < across; dx += 1) taken.add(`${x + dx},${y + dy}`)
      cells.push({ x, y, across, down, heads: cell.heads !== undefined, long: down > 1 || JSON.stringify(cell.inside).length > 1_200, blocks: narrativeSheets(cell.inside) })
      x += across
      width = Math.max(width, x)
    }
  })
  return { cells, width }
}

/** A head row is repeated on each page: no cell of it may reach into the rows below. */
function tableSheets(table: Extract<Narrative, { as: 'table' }>): readonly NarrativeSheet[] {
  const caption: readonly NarrativeSheet[] = table.caption === undefined ? [] : [{ as: 'caption', inside: lineSheets(table.caption) }]
  const long = JSON.stringify(table.head).length > 2_000
  const head = long ? 0 : table.head.length
  const rows = [...table.head.map((row, y) => row.map((cell) => ({ ...cell, down: Math.min(cell.down ?? 1, table.head.length - y) }))), ...table.rows]
  const { cells, width } = gridOf(rows)
  if (width === 0) return caption
  if (width > widest) return [...caption, ...rows.flatMap((row) => row.flatMap((cell) => narrativeSheets(cell.inside)))]
  return [...caption, { as: 'table', columns: width, head, cells }]
}

/** The tree of a part, ready for the template. */
export function narrativeSheets(blocks: readonly Narrative[]): readonly NarrativeSheet[] {
  return blocks.flatMap((block): readonly NarrativeSheet[] => {
    if (block.as === 'paragraph' || block.as === 'caption') return [{ as: block.as, inside: lineSheets(block.inside) }]
    if (block.as === 'table') return tableSheets(block)
    if (block.as === 'footnote') return [{ as: 'footnote', mark: String(block.number), inside: narrativeSheets(block.inside) }]
    return [...(block.caption === undefined ? [] : [{ as: 'caption' as const, inside: lineSheets(block.caption) }]), { as: 'list', numbered: block.numbered, items: block.items.map(narrativeSheets) }]
  })
}
