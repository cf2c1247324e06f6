// What do the bytes of an XML file say? Decoded by their mark or declaration, read once by a strict parser without DTD,
// within the limits; what comes out is a plain tree of elements and texts.
import { SaxesParser } from 'saxes'
import { limits } from '../limits.ts'
import { RefusedFile } from '../refused-file.ts'

export type Element = {
  /** Local name; elements of HL7's own extension keep their prefix ("sdtc:deceasedInd"). */
  readonly name: string
  /** By name, without prefixes; `xsi:type` and `xml:lang` keep theirs. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

type Open = { name: string; attributes: Readonly<Record<string, string>>; children: (Element | string)[] }

/** XML 1.0 appendix F: the mark, else how "<?" is written; else what the declaration says; else UTF-8. */
function encodingOf(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c && c === 0 && d === 0x3f)) return 'utf-16be'
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0 && c === 0x3f && d === 0)) return 'utf-16le'
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 300)).toString('latin1')
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]{0,40})["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
  // Whoever reads this declaration letter by letter reads no UTF-16: programs that write into memory first declare it and send UTF-8.
  return /^(utf-?16|ucs-?2|iso-10646-ucs-2)/.test(declared) ? 'utf-8' : declared
}

/** The text of an XML file. Refuses unknown encodings and bytes that are none of the encoding the file names. */
export function decoded(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new RefusedFile('empty')
  if (bytes.length > limits.xmlBytes) throw new RefusedFile('xml-too-large')
  const encoding = encodingOf(bytes)
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new RefusedFile('xml-encoding', { found: encoding })
  }
  try {
    return decoder.decode(bytes)
  } catch {
    throw new RefusedFile('xml-encoding', { found: encoding })
  }
}

const blank = /^[\s\u00a0]*$/

/** `xsi:type` whatever its prefix is called; other prefixes say nothing here. */
function attributesOf(sent: Readonly<Record<string, string>>): Record<string, string> {
  const own: Record<string, string> = Object.create(null) as Record<string, string>
  for (const name of Object.keys(sent)) {
    const colon = name.indexOf(':')
    const value = sent[name] ?? ''
    if (colon < 0) {
      if (name !== 'xmlns') own[name] = value
    } else if (name.startsWith('xmlns:')) continue
    // In documents with prefixes the type has one too: "cda:IVL_TS".
    else if (name.endsWith(':type')) own['xsi:type'] = value.slice(value.indexOf(':') + 1).trim()
    else if (name === 'xml:lang') own[name] = value
    else own[name.slice(colon + 1)] ??= value
  }
  return own
}

const extensions = 'urn:hl7-org:sdtc'
/** Namespaces whose elements are read by their bare name. */
const plain = new Set(['urn:hl7-org:v3', 'http://www.w3.org/1999/xhtml', ''])

/** Prefixes as the document declares them. What a vendor put into a namespace of its own keeps its prefix, so that it is never taken for CDA's. */
class Prefixes {
  private readonly known = new Map<string, string>()
  private own: string | null = null

  /** The name of an element; `words`: inside the words of a section every element gives its words. */
  nameOf(sent: string, attributes: Readonly<Record<string, string>>, words: boolean): string {
    for (const name of Object.keys(attributes)) if (name.startsWith('xmlns:')) this.known.set(name.slice(6), attributes[name] ?? '')
    const colon = sent.indexOf(':')
    const prefix = colon < 0 ? null : sent.slice(0, colon)
    const space = prefix === null ? attributes.xmlns : this.known.get(prefix)
    this.own ??= space ?? 'urn:hl7-org:v3'
    const bare = sent.slice(colon + 1)
    if (space === extensions || (prefix === 'sdtc' && space === undefined)) return `sdtc:${bare}`
    return prefix === null || words || space === undefined || space === this.own || plain.has(space) ? bare : sent
  }
}

/**
 * The root element of an XML text. Refuses what is not well-formed (XML 1.0), any document type declaration, and what goes
 * over a limit; each with its line.
 */
export function parseXml(text: string): Element {
  // Namespaces are read leniently by us: real documents forget to declare prefixes, or declare none at all.
  const parser = new SaxesParser({ xmlns: false, position: true, forceXMLVersion: true, defaultXMLVersion: '1.0' })
  const stack: Open[] = []
  const prefixes = new Prefixes()
  let root: Open | null = null
  let nodes = 0
  let narrative = 0
  // White space before the declaration says nothing, and breaks only the rule.
  const blankBefore = /^[\s\ufeff]*(?=<\?xml)/.exec(text)?.[0] ?? ''
  const refuse = (code: 'xml-syntax' | 'xml-dtd' | 'xml-too-deep' | 'xml-too-many-nodes'): never => {
    throw new RefusedFile(code, { line: parser.line + blankBefore.split('\n').length - 1 })
  }
  const count = () => {
    nodes += 1
    if (nodes > limits.xmlNodes) refuse('xml-too-many-nodes')
  }
  parser.on('error', () => refuse('xml-syntax'))
  parser.on('doctype', () => refuse('xml-dtd'))
  parser.on('opentag', (tag) => {
    count()
    const sent = tag.attributes as Record<string, string>
    const open: Open = { name: prefixes.nameOf(tag.name, sent, narrative > 0), attributes: attributesOf(sent), children: [] }
    nodes += Object.keys(open.attributes).length >> 2
    if (stack.length >= limits.xmlDepth) refuse('xml-too-deep')
    stack.at(-1)?.children.push(open)
    root ??= open
    stack.push(open)
    if (open.name === 'text') narrative += 1
  })
  parser.on('closetag', () => {
    if (stack.pop()?.name === 'text') narrative -= 1
  })
  const addText = (said: string) => {
    const parent = stack.at(-1)
    // Between elements that hold no words, white space is layout.
    if (parent === undefined || (narrative === 0 && blank.test(said))) return
    count()
    parent.children.push(said)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  // A declaration of XML 1.1 or of an encoding is not judged here: the bytes are text already.
  parser.write(blankBefore === '' && text.startsWith('\ufeff') ? text.slice(1) : text.slice(blankBefore.length)).close()
  if (root === null) throw new RefusedFile('xml-syntax', { line: 1 })
  return root
}
