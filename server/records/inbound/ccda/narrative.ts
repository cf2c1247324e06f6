// How do the words of a section become a tree that is safe to show? Element by element, by an allow-list; what is not on it
// gives its words and nothing else. No attribute but an id, a span and a style of two words is ever looked at.
import type { Inline, Narrative, NarrativeCell } from '../../../../contract/narrative.ts'
import { attribute } from './element.ts'
import type { Element } from './xml.ts'

/** What stands in these is never text of a person. */
const unread = new Set(['script', 'style', 'head', 'template', 'noscript', 'object', 'iframe', 'svg', 'math', 'col', 'colgroup'])
/** HTML that older systems put into the words; each stands as a paragraph of its own. */
const blocks = new Set(['paragraph', 'p', 'div', 'section', 'blockquote', 'pre', 'center', 'dd', 'dt', 'address', 'article'])
const headings = new Set(['caption', 'title', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'legend'])
/** Spans of a cell beyond this are a fault of the sender. */
const widest = 100

/** Controls, direction marks and lone surrogates say nothing to a reader and may deceive one. */
const clean = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '').toWellFormed()

type Reading = { /** Numbers of the footnotes, by their id. */ readonly notes: Map<string, number>; /** What renderMultiMedia points at. */ readonly files: ReadonlyMap<string, string>; /** Lines are kept: the words came without any markup. */ readonly plain: boolean }

function styled(element: Element, inside: readonly Inline[]): readonly Inline[] {
  const style = attribute(element, 'styleCode')?.toLowerCase() ?? ''
  const name = element.name
  const out = name === 'del' || name === 's' || name === 'strike' || attribute(element, 'revised')?.toLowerCase() === 'delete' || /\b(strikethrough|line-?through)\b/.test(style)
  const as = out ? 'struck' : name === 'b' || name === 'strong' || /\bbold\b/.test(style) ? 'bold' : name === 'u' || /\bunderline\b/.test(style) ? 'underline' : name === 'sup' ? 'raised' : name === 'sub' ? 'lowered' : null
  return as === null || inside.length === 0 ? inside : [{ as, inside }]
}

/** Words as they stand in a line: white space as one blank; at the ends of the line none. */
class Line {
  readonly parts: Inline[] = []

  text(said: string, plain: boolean): void {
    const words = clean(said)
    if (!plain) return void this.parts.push(words.replace(/[ \t\r\n]+/g, ' '))
    const lines = words.replace(/\r\n?/g, '\n').replace(/^\s+|\s+$/g, '').split('\n')
    lines.forEach((one, at) => {
      if (at > 0) this.parts.push({ as: 'break' })
      this.parts.push(one.replace(/[ \t]+/g, ' '))
    })
  }
}

const isBlank = (one: Inline): boolean => typeof one === 'string' && /^[\s\u00a0]*$/.test(one)
const says = (inside: readonly Inline[]): boolean => inside.some((one) => (typeof one === 'string' ? !isBlank(one) : one.as === 'mark' || one.as === 'file' || (one.as !== 'break' && says(one.inside))))

/** Neighbouring texts as one; blanks and breaks at the ends are dropped. */
function trimmed(inside: readonly Inline[]): readonly Inline[] {
  const joined: Inline[] = []
  for (const one of inside) {
    const last = joined.at(-1)
    if (typeof one === 'string' && typeof last === 'string') joined[joined.length - 1] = (last + one).replace(/ {2,}/g, ' ')
    else joined.push(one)
  }
  const edge = (one: Inline | undefined): boolean => one !== undefined && (isBlank(one) || (typeof one !== 'string' && one.as === 'break'))
  while (edge(joined[0])) joined.shift()
  while (edge(joined.at(-1))) joined.pop()
  const [first] = joined
  if (typeof first === 'string') joined[0] = first.trimStart()
  const last = joined.at(-1)
  if (typeof last === 'string') joined[joined.length - 1] = last.trimEnd()
  return joined
}

const addressOf = (element: Element): string | null => {
  const href = attribute(element, 'href') ?? attribute(element, 'value') ?? ''
  return /^https?:\/\/[^\s\u0000-\u001f]{1,500}$/i.test(href) ? clean(href) : null
}

function noteNumber(reading: Reading, id: string): number {
  const known = reading.notes.get(id)
  if (known !== undefined) return known
  reading.notes.set(id, reading.notes.size + 1)
  return reading.notes.size
}

/** The parts of a line that an inline element gives. */
function inlineOf(element: Element, reading: Reading): readonly Inline[] {
  const { name } = element
  if (unread.has(name)) return []
  if (name === 'br') return [{ as: 'break' }]
  if (name === 'footnoteRef') {
    const id = attribute(element, 'IDREF')
    return id === undefined ? [] : [{ as: 'mark', number: noteNumber(reading, id) }]
  }
  if (name === 'renderMultiMedia') {
    const file = (attribute(element, 'referencedObject') ?? '').split(/\s+/).map((id) => reading.files.get(id)).find((one) => one !== undefined)
    const caption = trimmed(lineOf(element.children, reading))
    return [...caption, ...(file === undefined ? [] : [...(says(caption) ? [' '] : []), { as: 'file' as const, name: file }])]
  }
  const inside = trimmedLine(element.children, reading)
  if (name === 'linkHtml' || name === 'a') {
    const address = addressOf(element)
    return address === null ? inside : [{ as: 'link', inside: says(inside) ? inside : [address], address }]
  }
  return styled(element, inside)
}

/** Keeps the blank at the ends: "<content>a </content>b" is two words. */
function trimmedLine(children: Element['children'], reading: Reading): readonly Inline[] {
  return lineOf(children, reading)
}

function lineOf(children: Element['children'], reading: Reading): readonly Inline[] {
  const line = new Line()
  for (const child of children) {
    if (typeof child === 'string') line.text(child, reading.plain)
    else line.parts.push(...inlineOf(child, reading))
  }
  return line.parts
}

const isBlock = (element: Element): boolean => blocks.has(element.name) || headings.has(element.name) || ['list', 'ul', 'ol', 'table', 'footnote', 'item', 'li', 'tr', 'td', 'th', 'tbody', 'thead', 'tfoot'].includes(element.name)
/** Is anything inside that cannot stand in a line? The caption of a picture can. */
const holdsBlocks = (element: Element): boolean => element.name !== 'renderMultiMedia' && element.children.some((child) => typeof child !== 'string' && (isBlock(child) || holdsBlocks(child)))

function spanOf(cell: Element, name: 'colspan' | 'rowspan'): number | undefined {
  const span = Number(attribute(cell, name))
  return Number.isInteger(span) && span > 1 ? Math.min(span, widest) : undefined
}

function cellOf(cell: Element, heads: NarrativeCell['heads'], reading: Reading): NarrativeCell {
  const [across, down] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')]
  return { ...(heads === undefined ? {} : { heads }), ...(across === undefined ? {} : { across }), ...(down === undefined ? {} : { down }), inside: blocksOf(cell.children, reading) }
}

function rowOf(row: Element, inHead: boolean, reading: Reading): readonly NarrativeCell[] {
  const cells = row.children.filter((child) => typeof child !== 'string' && !unread.has(child.name)) as Element[]
  const onlyHeads = cells.length > 0 && cells.every((cell) => cell.name === 'th')
  return cells.map((cell) => cellOf(cell, cell.name !== 'th' && !inHead ? undefined : inHead || onlyHeads ? (onlyHeads && cells.length === 1 && !inHead ? 'row' : 'col') : 'row', reading))
}

type Rows = { readonly head: NarrativeCell[][]; readonly rows: NarrativeCell[][]; readonly captions: (readonly Inline[])[]; readonly loose: Narrative[] }

function rowsInto(children: Element['children'], into: Rows, { inHead, reading }: { readonly inHead: boolean; readonly reading: Reading }): void {
  for (const child of children) {
    if (typeof child === 'string') {
      if (!/^\s*$/.test(child)) into.loose.push(...blocksOf([child], reading))
    } else if (unread.has(child.name)) continue
    else if (child.name === 'caption') into.captions.push(trimmed(lineOf(child.children, reading)))
    else if (child.name === 'thead') rowsInto(child.children, into, { inHead: true, reading })
    else if (child.name === 'tbody' || child.name === 'tfoot') rowsInto(child.children, into, { inHead: false, reading })
    // Below rows of values a row is a row: what heads columns stands above them.
    else if (child.name === 'tr') {
      const row = [...rowOf(child, inHead, reading)]
      if (row.length > 0) (inHead && into.rows.length === 0 ? into.head : into.rows).push(row)
    } else if (child.name === 'td' || child.name === 'th') into.rows.push([cellOf(child, child.name === 'th' ? 'row' : undefined, reading)])
    else into.loose.push(...blocksOf([child], reading))
  }
}

function tableOf(element: Element, reading: Reading): readonly Narrative[] {
  const into: Rows = { head: [], rows: [], captions: [], loose: [] }
  rowsInto(element.children, into, { inHead: false, reading })
  // Sources without a head put their column names into the first row.
  if (into.head.length === 0 && into.rows.length > 1 && into.rows[0]?.every((cell) => cell.heads === 'col') === true) into.head.push(...into.rows.splice(0, 1))
  const caption = into.captions.flatMap((one, at) => (at === 0 ? one : [{ as: 'break' as const }, ...one]))
  if (into.head.length + into.rows.length === 0) return [...(says(caption) ? [{ as: 'caption' as const, inside: caption }] : []), ...into.loose]
  return [{ as: 'table', ...(says(caption) ? { caption } : {}), head: into.head, rows: into.rows }, ...into.loose]
}

function listOf(element: Element, reading: Reading): readonly Narrative[] {
  const caption = element.children.flatMap((child) => (typeof child !== 'string' && child.name === 'caption' ? [trimmed(lineOf(child.children, reading))] : [])).find(says)
  const items = element.children.flatMap((child) => {
    if (typeof child === 'string') return /^\s*$/.test(child) ? [] : [blocksOf([child], reading)]
    return child.name === 'caption' || unread.has(child.name) ? [] : [blocksOf(child.name === 'item' || child.name === 'li' ? child.children : [child], reading)]
  })
  const said = items.filter((item) => item.length > 0)
  if (said.length === 0) return caption === undefined ? [] : [{ as: 'caption', inside: caption }]
  return [{ as: 'list', numbered: element.name === 'ol' || attribute(element, 'listType') === 'ordered', ...(caption === undefined ? {} : { caption }), items: said }]
}

function blockOf(element: Element, reading: Reading): readonly Narrative[] {
  if (element.name === 'table') return tableOf(element, reading)
  if (element.name === 'list' || element.name === 'ul' || element.name === 'ol') return listOf(element, reading)
  if (element.name === 'footnote') {
    const id = attribute(element, 'ID')
    const inside = blocksOf(element.children, reading)
    return inside.length === 0 ? [] : [{ as: 'footnote', number: noteNumber(reading, id ?? `at ${reading.notes.size}`), inside }]
  }
  if (headings.has(element.name) && !holdsBlocks(element)) {
    const inside = trimmed(lineOf(element.children, reading))
    return says(inside) ? [{ as: 'caption', inside }] : []
  }
  return blocksOf(element.children, reading)
}

/** What stands in a line becomes a paragraph up to the next element that stands alone. */
function blocksOf(children: Element['children'], reading: Reading): readonly Narrative[] {
  const found: Narrative[] = []
  let line: Inline[] = []
  const close = () => {
    const inside = trimmed(line)
    if (says(inside)) found.push({ as: 'paragraph', inside })
    line = []
  }
  for (const child of children) {
    if (typeof child === 'string') line.push(...lineOf([child], reading))
    else if (unread.has(child.name)) continue
    else if (isBlock(child)) {
      close()
      found.push(...blockOf(child, reading))
    } else if (holdsBlocks(child)) {
      close()
      found.push(...blocksOf(child.children, reading))
    } else line.push(...inlineOf(child, reading))
  }
  close()
  return found
}

/** The tree of a section's words. `files`: names of what came beside them, by the id of their element. */
export function narrativeOf(text: Element | undefined, files: ReadonlyMap<string, string>): readonly Narrative[] {
  if (text === undefined) return []
  const plain = text.children.every((child) => typeof child === 'string')
  return blocksOf(plain ? [text.children.join('')] : text.children, { notes: new Map(), files, plain })
}
