// How does the text of a note become headings, paragraphs and points? Plain text by its lines, FHIR narrative by an allow-list
// of elements; whatever comes out is text, never markup.
import type { TextBlock } from '../../../../contract/presented-record.ts'
import { plainHeading } from './plain-words.ts'

const points = /^\s*(?:[-*•·–]|\d{1,2}[.)])\s+(?=\S)/
const hashes = /^\s*#{1,6}\s+(?=\S)/

/** A line that begins so cannot be the begin of a sentence: a name stands in the line before ("Ana" / "is a 39 year-old …"). */
const verbFirst = /^(?:is|was|has|had|presents|presented|reports|denies) /

/** A line of at least so many letters was wrapped by whoever wrote it. */
const wrappedFrom = 60

/** A short line that ends with a colon, or stands alone in capitals, begins a part. */
function isHeading(line: string, alone: boolean): boolean {
  const text = line.trim()
  if (text.length > 80 || text === '') return false
  if (/^[\p{L}\d][^.!?]{1,70}:$/u.test(text)) return true
  return alone && text.length <= 60 && /\p{Lu}/u.test(text) && text === text.toUpperCase() && /\p{L}{3}/u.test(text)
}

/** NUL and other controls are dropped; lone surrogates become the replacement character; tabs are spaces. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .toWellFormed()
}

/** Blocks of a plain text: blank lines part paragraphs; "- ", "1." are points; "# " and short lines with a colon are headings. */
export function plainBlocks(text: string): readonly TextBlock[] {
  const blocks: TextBlock[] = []
  let paragraph: string[] = []
  const close = () => {
    if (paragraph.length > 0) blocks.push({ as: 'paragraph', text: paragraph.join(' ') })
    paragraph = []
  }
  const lines = cleanText(text).split('\n')
  lines.forEach((line, at) => {
    const said = line.trim()
    if (said === '') return close()
    const heading = hashes.test(line) ? said.replace(hashes, '') : isHeading(line, paragraph.length === 0) ? said.replace(/:$/, '') : null
    if (heading !== null) {
      close()
      return void blocks.push({ as: 'heading', text: plainHeading(heading) })
    }
    if (points.test(line)) {
      close()
      return void blocks.push({ as: 'item', text: said.replace(points, '') })
    }
    const before = blocks.at(-1)
    // An indented line after a point goes on with it.
    if (paragraph.length === 0 && before?.as === 'item' && /^\s{2,}/.test(line) && lines[at - 1]?.trim() !== '') {
      blocks[blocks.length - 1] = { as: 'item', text: `${before.text} ${said}` }
      return
    }
    // Only a line that was full goes on in the next one; short lines (names, addresses) stand alone, unless the next says what they did.
    if (paragraph.length > 0 && (lines[at - 1] ?? '').trim().length < wrappedFrom && !verbFirst.test(said)) close()
    paragraph.push(said)
  })
  close()
  return withoutEmptyHeadings(blocks)
}

function withoutEmptyHeadings(blocks: readonly TextBlock[]): readonly TextBlock[] {
  return blocks.filter((block) => block.text.trim() !== '')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…', deg: '°', micro: 'µ' }

function unescape(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(entities, name.toLowerCase()) ? (entities[name.toLowerCase()] ?? whole) : whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '�'
  })
}

const asBlock: Readonly<Record<string, TextBlock['as']>> = {
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  caption: 'heading',
  dt: 'heading',
  p: 'paragraph',
  div: 'paragraph',
  section: 'paragraph',
  blockquote: 'paragraph',
  pre: 'paragraph',
  table: 'paragraph',
  tr: 'paragraph',
  dd: 'paragraph',
  ul: 'paragraph',
  ol: 'paragraph',
  body: 'paragraph',
  hr: 'paragraph',
  li: 'item',
}
/** What stands in these is never text of a person. */
const unread = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'object', 'iframe', 'svg', 'math'])

/** Blocks of FHIR narrative (XHTML): elements of the list above part the text, all others vanish with their attributes. */
export function narrativeBlocks(html: string): readonly TextBlock[] {
  const blocks: TextBlock[] = []
  let as: TextBlock['as'] = 'paragraph'
  let text = ''
  let skipping: string | null = null
  const close = (next: TextBlock['as']) => {
    const said = cleanText(unescape(text)).replace(/\s+/g, ' ').trim()
    if (said !== '') blocks.push({ as, text: said })
    text = ''
    as = next
  }
  for (const [token] of cleanText(html).matchAll(/<!--[\s\S]*?(?:-->|$)|<[^>]*>?|[^<]+/g)) {
    if (!token.startsWith('<')) {
      if (skipping === null) text += token
      continue
    }
    const [, closing = '', name = ''] = /^<(\/?)\s*([a-z][a-z0-9]*)/i.exec(token) ?? []
    const element = name.toLowerCase()
    if (skipping !== null) {
      if (closing === '/' && element === skipping) skipping = null
      continue
    }
    if (closing === '' && unread.has(element) && !token.endsWith('/>')) skipping = element
    else if (element === 'br') text += ' '
    else if (element === 'td' || element === 'th') text += closing === '/' ? ' ' : ''
    else if (Object.hasOwn(asBlock, element)) close(closing === '/' ? 'paragraph' : (asBlock[element] ?? 'paragraph'))
  }
  close('paragraph')
  return blocks
}

/** Blocks of an attachment's text by its content type. */
export function textBlocks(text: string, contentType: string): readonly TextBlock[] {
  return /html|xml/i.test(contentType) || /^\s*<(?:div|p|html|table)[\s>]/i.test(text) ? narrativeBlocks(text) : plainBlocks(text)
}
