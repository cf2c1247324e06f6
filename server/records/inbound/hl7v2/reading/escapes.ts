// What do escape sequences stand for (HL7 v2.5.1 §2.7)? Delimiters, line breaks, bytes; highlighting says nothing. What is no
// sequence of the standard stays as it was written: a path of folders has the same sign.

export type Signs = {
  readonly field: string
  readonly component: string
  readonly repetition: string
  readonly escape: string
  readonly subcomponent: string
  /** v2.7: ends what was cut off. */
  readonly truncation: string | null
  /** Decoder's label for `\Xhh\`. */
  readonly charset: string
}

/** Formatting commands that begin a line or leave blank ones (§2.7.6). */
function formatted(command: string): string | null {
  const parts = /^\.(br|sp|fi|nf|in|ti|sk|ce)\s*([+-]?\d{0,2})$/i.exec(command)
  if (parts === null) return null
  const [, name = '', count = ''] = parts
  const times = Math.min(Math.abs(Number(count || '1')), 20)
  switch (name.toLowerCase()) {
    case 'br':
    case 'ce':
      return '\n'
    case 'sp':
      return '\n'.repeat(Math.max(times, 1))
    case 'sk':
      return ' '.repeat(times)
    default:
      return ''
  }
}

function bytesOf(hex: string, charset: string): string | null {
  try {
    return new TextDecoder(charset.startsWith('utf-16') ? 'utf-16be' : charset, { fatal: true }).decode(Buffer.from(hex, 'hex'))
  } catch {
    return null
  }
}

function meant(command: string, signs: Signs): string | null {
  switch (command) {
    case 'F':
      return signs.field
    case 'S':
      return signs.component
    case 'T':
      return signs.subcomponent
    case 'R':
      return signs.repetition
    case 'E':
      return signs.escape
    case 'P':
      return signs.truncation ?? '#'
    case 'H':
    case 'N':
      return ''
    default:
      // A change of the character set (§2.7.3) is no text.
      return /^(C[0-9A-F]{4}|M[0-9A-F]{4,6})$/i.test(command) ? '' : formatted(command)
  }
}

const hexOf = (command: string): string | null => (/^X[0-9A-Fa-f]+$/.test(command) && command.length % 2 === 1 ? command.slice(1) : null)

/** Between two escape signs; longer ones are no command but `\X…\` and are cut by the field's own limit. */
function next(text: string, from: number, escape: string): { readonly command: string; readonly end: number } | null {
  const end = text.indexOf(escape, from + 1)
  if (end < 0) return null
  const command = text.slice(from + 1, end)
  return command.length <= 8 || hexOf(command) !== null ? { command, end: end + 1 } : null
}

const control = /[\u0000-\u001f\u007f]/
/** Signs that no page shows; line ends become one kind. */
const clean = (text: string): string => (!control.test(text) ? text : text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, (sign) => (sign === '\u0000' ? '\ufffd' : ' ')))

/** The text that escape sequences were written for. */
export function unescaped(text: string, signs: Signs): string {
  const { escape } = signs
  if (escape === '' || !text.includes(escape)) return clean(text)
  const out: string[] = []
  let at = 0
  while (at < text.length) {
    const start = text.indexOf(escape, at)
    if (start < 0) break
    out.push(text.slice(at, start))
    const found = next(text, start, escape)
    if (found === null) {
      out.push(escape)
      at = start + 1
      continue
    }
    at = found.end
    let hex = hexOf(found.command)
    if (hex === null) {
      const said = meant(found.command, signs)
      // The second sign may begin the next sequence.
      if (said === null) at = found.end - 1
      out.push(said ?? `${escape}${found.command}`)
      continue
    }
    // One letter may be written as several sequences, a byte in each.
    for (let more = text[at] === escape ? next(text, at, escape) : null; more !== null; more = text[at] === escape ? next(text, at, escape) : null) {
      const one = hexOf(more.command)
      if (one === null) break
      hex += one
      at = more.end
    }
    out.push(bytesOf(hex, signs.charset) ?? '\ufffd')
  }
  out.push(text.slice(at))
  return clean(out.join(''))
}
