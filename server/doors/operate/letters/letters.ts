// How do many letters get onto paper? A list of record numbers becomes one file for the print shop, and a list beside it without
// any code. Killed in the middle, the same command goes on where it stopped.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Export } from '#export'
import type { BatchLine, BatchOrder, Identity } from '#identity'
import { type Database, Refusal } from '#kernel'
import { letters as words } from '../../../../words/en/operate.ts'

export type LettersOrder = {
  readonly identity: Identity
  readonly exporting: Export
  /** As role operate. */
  readonly database: Database
  readonly order: BatchOrder
  /** The PDF; the list beside it has the same name with .csv. */
  readonly file: string
  readonly progress?: (done: number, all: number) => void
}

export type LettersMade = { readonly letters: number; readonly refused: number; readonly file: string | null; readonly list: string; /** Lines that an earlier run had done. */ readonly before: number }

/** The record numbers of a list: one a line, or the first cell of a spreadsheet; empty lines and lines that begin with # are left out. */
export function mrnsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  return text.split(/\r\n|\n|\r/).map((line) => (/^"((?:[^"]|"")*)"/.exec(line)?.[1]?.replaceAll('""', '"') ?? line.split(/[,;\t]/)[0] ?? '').trim()).filter((mrn) => mrn !== '' && !mrn.startsWith('#'))
}

/** Written whole or not at all, and on the disk before anybody forgets the codes; for this user's eyes only. */
function writeWhole(file: string, content: Uint8Array | string): void {
  const part = `${file}.part`
  writeFileSync(part, content, { mode: 0o600 })
  const handle = openSync(part, 'r')
  fsyncSync(handle)
  closeSync(handle)
  renameSync(part, file)
}

/** Which sheet is whose, and who gets none and why. No code, no name: the list may lie on a desk. */
function listOf(lines: readonly BatchLine[], exporting: Export): string {
  let sheet = 0
  const rows = lines.map((line) => [line.letter === null ? '' : String((sheet += 1)), line.mrn, line.until ?? '', line.refused ?? ''])
  return exporting.csvTable([[words.sheet, words.recordNumber, words.lastDay, words.refused], ...rows])
}

/**
 * Issues the letters of a list and writes them. Refuses: as openBatch, and (nothing-chosen) a file that is there already and is not
 * this list's.
 */
export async function writeLetters({ identity, exporting, database, order, file, progress = () => undefined }: LettersOrder): Promise<LettersMade> {
  const { batches } = identity
  const batch = await database.run((tx) => batches.open(tx, order))
  if (batch.before === 0 && existsSync(file)) throw new Refusal('nothing-chosen', `${file} is there already`)
  for (let line = 0; line < order.mrns.length; line += 1) {
    await batches.issue(database, { batch, order, line })
    progress(line + 1, order.mrns.length)
  }
  const lines = await database.run((tx) => batches.read(tx, { id: batch.id, organization: order.organization, printedOn: batch.printedOn }))
  const [first, ...others] = lines.flatMap((line) => (line.letter === null ? [] : [line.letter]))
  const list = file.replace(/(\.pdf)?$/i, '.csv')
  if (first !== undefined) writeWhole(file, await exporting.letters([first, ...others]))
  writeWhole(list, listOf(lines, exporting))
  const letters = first === undefined ? 0 : others.length + 1
  await database.run((tx) => batches.finish(tx, { id: batch.id, organization: order.organization, letters, refused: lines.length - letters }))
  return { letters, refused: lines.length - letters, file: first === undefined ? null : file, list, before: batch.before }
}
