// What is a downloaded file called, and how is that name said in a header?
import { type ExportFormat, exportFormats } from '../../../contract/export-formats.ts'
import type { PresentedRecord } from '../../../contract/presented-record.ts'

/** Characters a name may have, with its extension. Bytes in UTF-8 stay under 255, the limit of common file systems. */
const mostCharacters = 120
const mostBytes = 240

// Not allowed by Windows, by the path separators of any system, or without a printed form; the bidirectional controls among
// them could make "fdp.exe" look like "exe.pdf".
const unfit = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*\uFFFD]+/gu
const reservedByWindows = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/iu

/** "2026-04-12 Cholesterol test - Lakeside Health.pdf"; the date is left out when the record has none. */
export function fileName(record: Pick<PresentedRecord, 'title' | 'date' | 'identity'>, format: ExportFormat = 'pdf'): string {
  return nameOf([dayOf(record.date), record.title], record.identity.organization, format)
}

/** The name of a file that holds more than one record: `what` in the reader's words ("Test results"). */
export function listFileName(what: string, organization: string, format: ExportFormat): string {
  return nameOf([what], organization, format)
}

function nameOf(before: readonly string[], organization: string, format: ExportFormat): string {
  const extension = `.${exportFormats[format].extension}`
  const what = clean(before.filter((part) => part !== '').join(' '))
  const by = clean(organization)
  const room = mostCharacters - extension.length
  const tail = by === '' ? '' : ` - ${shortened(by, 40)}`
  const stem = what === '' ? tail.slice(3) : `${shortened(what, room - tail.length)}${tail}`
  const whole = shortened(stem, room).replace(/^[. ]+|[. ]+$/g, '')
  const fitted = reservedByWindows.test(whole) ? `_${whole}` : whole
  return `${fitted === '' ? 'record' : fitted}${extension}`
}

/** The part of a sent date that a name can begin with: year, month and day as far as they were sent. */
function dayOf(date: string | undefined): string {
  return /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|T)/.exec(date ?? '')?.[0] ?? ''
}

function clean(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(unfit, ' ').replace(/\s+/gu, ' ').trim()
}

/** Cut between characters as people see them, never inside one. */
function shortened(text: string, most: number): string {
  let out = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (out.length + segment.length > most || bytes > (mostBytes * most) / mostCharacters) break
    out += segment
  }
  return out.trimEnd()
}

/**
 * The Content-Disposition header of a download (RFC 6266): a plain name for old programs, and the real one in UTF-8
 * (RFC 8187 §3.2.1). Takes any text; gives one line of visible ASCII.
 */
export function contentDisposition(name: string): string {
  const safe = clean(name) === '' ? 'record' : clean(name)
  const plain = safe
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]|[%;]/gu, '_')
  const encoded = encodeURIComponent(safe).replace(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return plain === safe ? `attachment; filename="${plain}"` : `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
