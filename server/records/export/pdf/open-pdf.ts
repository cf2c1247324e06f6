// How does a presented record become a PDF? Texts are made ready here, a process of the crew sets them in type.
import { Refusal } from '#kernel'
import { Crew } from './typst/crew.ts'
import { type LetterDocument, letterSheet } from './letter-sheet.ts'
import { type PdfDocument, recordSheet } from './record-sheet.ts'
import type { TypstAnswer, TypstOrder } from './typst/order.ts'

/** What a file lost against the plan; for the log, it names no person and no content. */
export type PdfNotice = { readonly template: TypstOrder['template']; readonly replacedCharacters: number; readonly accessible: boolean }

export type PdfOptions = {
  readonly workers: number
  /** How many jobs may wait before one more is refused; 64 when not said. */
  readonly waitingMost?: number
  /** Milliseconds until a process that does not answer is replaced; 30,000 when not said. */
  readonly patienceMs?: number
  /** Told when characters had no glyph or PDF/UA-1 could not be kept. */
  readonly noticed?: (notice: PdfNotice) => void
}

export type Pdf = {
  /**
   * A tagged PDF (ISO 14289-1, PDF/UA-1) on letter paper, identity on every page.
   * Refuses: `too-busy` (queue full or closed), `too-large` (over 8 MB of text), `our-fault` (process died, hung, or the template failed).
   */
  render(file: PdfDocument): Promise<Uint8Array>
  /** Activation letters, each on one page and on a sheet of its own; refuses as `render` does. */
  renderLetters(letters: readonly [LetterDocument, ...LetterDocument[]]): Promise<Uint8Array>
  close(): Promise<void>
}

/** Text characters a file may hold: about 1,500 pages; a complete record comes in parts. */
const mostCharacters = 8_000_000

/** Starts the typst processes; close it before the program ends. */
export function openPdf(options: PdfOptions): Pdf {
  const crew = new Crew<TypstOrder, TypstAnswer>({
    program: new URL('./typst/process.ts', import.meta.url),
    workers: options.workers,
    patienceMs: options.patienceMs ?? 30_000,
    waitingMost: options.waitingMost ?? 64,
  })

  async function make(order: TypstOrder): Promise<Uint8Array> {
    if (characters(order.data) > mostCharacters) throw new Refusal('too-large', `the ${order.template} holds over ${mostCharacters} characters`)
    const answer = await crew.ask(order)
    if (!answer.made) throw new Refusal('our-fault', answer.because)
    if (answer.replaced > 0 || !answer.accessible) options.noticed?.({ template: order.template, replacedCharacters: answer.replaced, accessible: answer.accessible })
    return answer.bytes
  }

  return {
    render: (file) => make({ template: 'record', data: recordSheet(file), unprintable: file.words.unprintable, ...created(file.created) }),
    renderLetters: (letters) => make({ template: 'letter', data: letterSheet(letters), unprintable: '', ...created(letters[0].created) }),
    close: () => crew.close(),
  }
}

function created(at: Date | undefined): { createdSeconds?: number } {
  return at === undefined ? {} : { createdSeconds: Math.floor(at.getTime() / 1000) }
}

function characters(part: unknown): number {
  if (typeof part === 'string') return part.length
  if (part === null || typeof part !== 'object') return 0
  return Object.values(part).reduce<number>((sum, inner) => sum + characters(inner), 0)
}
