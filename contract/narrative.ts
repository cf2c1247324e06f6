// What may the words of a clinical document be made of? A closed tree of text: no markup, no style, no address that loads
// anything comes out of it (HL7 CDA R2 §4.3.5 narrative block, read by an allow-list).

/** Words of a line. A link is its words and the address as text; a file is the name of something that came beside the words. */
export type Inline =
  | string
  /** `struck`: its source took these words out and left them to be seen (CDA R2 §4.3.5.3, revised="delete"). */
  | { readonly as: 'bold' | 'underline' | 'struck' | 'raised' | 'lowered'; readonly inside: readonly Inline[] }
  | { readonly as: 'break' }
  | { readonly as: 'link'; readonly inside: readonly Inline[]; readonly address: string }
  /** Points at the footnote with this number. */
  | { readonly as: 'mark'; readonly number: number }
  | { readonly as: 'file'; readonly name: string }

export type NarrativeCell = {
  /** Heads a column or a row. */
  readonly heads?: 'col' | 'row'
  readonly across?: number
  readonly down?: number
  readonly inside: readonly Narrative[]
}

export type Narrative =
  | { readonly as: 'paragraph'; readonly inside: readonly Inline[] }
  /** A caption or a heading inside the words. */
  | { readonly as: 'caption'; readonly inside: readonly Inline[] }
  | { readonly as: 'list'; readonly numbered: boolean; readonly caption?: readonly Inline[]; readonly items: readonly (readonly Narrative[])[] }
  | { readonly as: 'table'; readonly caption?: readonly Inline[]; readonly head: readonly (readonly NarrativeCell[])[]; readonly rows: readonly (readonly NarrativeCell[])[] }
  | { readonly as: 'footnote'; readonly number: number; readonly inside: readonly Narrative[] }

/** All words of a tree that stand, in order, with a blank between what stands apart: what was crossed out is not said. */
export function narrativeWords(blocks: readonly Narrative[]): string {
  const parts: string[] = []
  const line = (inside: readonly Inline[]) => {
    for (const one of inside) {
      if (typeof one === 'string') parts.push(one)
      else if (one.as === 'break') parts.push(' ')
      else if (one.as === 'mark' || one.as === 'struck') continue
      else if (one.as === 'file') parts.push(` ${one.name} `)
      else line(one.inside)
    }
    parts.push(' ')
  }
  const walk = (all: readonly Narrative[]) => {
    for (const block of all) {
      if (block.as === 'paragraph' || block.as === 'caption') line(block.inside)
      else if (block.as === 'list') {
        if (block.caption !== undefined) line(block.caption)
        for (const item of block.items) walk(item)
      } else if (block.as === 'table') {
        if (block.caption !== undefined) line(block.caption)
        for (const row of [...block.head, ...block.rows]) for (const cell of row) walk(cell.inside)
      } else walk(block.inside)
    }
  }
  walk(blocks)
  return parts.join('').replace(/\s+/g, ' ').trim()
}
