// What does an answer need to know of a message? Its header (MSH), as it came: nothing here is decoded, so that what is sent back has the same bytes.

/** HL7 2.5.1 §2.5.4: MSH-1 and the characters of MSH-2. */
export type Separators = { readonly field: string; readonly component: string; readonly repetition: string; readonly escape: string; readonly subcomponent: string }

/** One header segment. Texts are latin1 of the bytes that came, whatever their character set. */
export type Header = {
  readonly separators: Separators
  /** The name of the segment: MSH, or FHS and BHS of batches. */
  readonly segment: string
  /** A field by its number in the standard (MSH-1 is the separator itself); '' when it is not there. */
  field(number: number): string
  /** The first repetition's component, from 1. */
  component(number: number, component: number): string
}

const usual: Separators = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' }

/** A header is far shorter; more of it is not looked at. */
const longest = 8_192

const isHeader = /^(?:MSH|BHS|FHS)[^\w\s]/

/** The header of a message, read from its first segment; null when there is none. */
export function readHeader(bytes: Buffer): Header | null {
  // A byte order mark, and line ends before the header, are of no meaning.
  const text = bytes.toString('latin1', 0, longest).replace(/^(?:\u00ef\u00bb\u00bf)?[\r\n ]*/, '')
  if (!isHeader.test(text)) return null
  const segment = (/^[^\r\n]*/.exec(text) ?? [''])[0]
  const field = segment.charAt(3)
  const fields = segment.split(field)
  const given = fields[1] ?? ''
  const separators: Separators = { field, component: given.charAt(0) || usual.component, repetition: given.charAt(1) || usual.repetition, escape: given.charAt(2) || usual.escape, subcomponent: given.charAt(3) || usual.subcomponent }
  const at = (number: number): string => (number === 1 ? field : (fields[number - 1] ?? ''))
  return {
    separators,
    segment: segment.slice(0, 3),
    field: at,
    component: (number, component) => ((at(number).split(separators.repetition)[0] ?? '').split(separators.component)[component - 1] ?? '').trim(),
  }
}

/** Where one of these segments begins, after a line end; every position. */
function* segmentsNamed(bytes: Buffer, name: string): Generator<number> {
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + name.length)) {
    const before = bytes[at - 1]
    if (at === 0 || before === 0x0d || before === 0x0a) yield at
  }
}

export type Arrival = {
  /** FHS and BHS of a batch (HL7 2.5.1 §2.10.3), in their order. */
  readonly envelope: readonly Header[]
  /** The messages in it; null where a header cannot be read. */
  readonly messages: readonly { readonly header: Header | null; readonly bytes: Buffer }[]
}

/** What lies in one frame: a message, or a batch of some. */
export function readArrival(bytes: Buffer): Arrival {
  const first = readHeader(bytes)
  if (first === null) return { envelope: [], messages: [{ header: null, bytes }] }
  const starts = [...segmentsNamed(bytes, `MSH${first.separators.field}`)]
  if (first.segment === 'MSH' && starts.length <= 1) return { envelope: [], messages: [{ header: first, bytes }] }
  const envelope = ['FHS', 'BHS'].flatMap((name) => [...segmentsNamed(bytes, `${name}${first.separators.field}`)].map((at) => readHeader(bytes.subarray(at)))).filter((one) => one !== null)
  const messages = starts.map((at, index) => {
    const part = bytes.subarray(at, starts[index + 1] ?? bytes.length)
    return { header: readHeader(part), bytes: part }
  })
  return { envelope, messages }
}
