// Which commands give out codes? One by mail or text to what is on file, and letters by the hundred for a print shop.
import { openExport } from '#export'
import type { Composed } from '../../../compose.ts'
import { mrnsOf, writeLetters } from './letters.ts'

/** A print shop's file may take minutes: half a second for ten letters. */
const patienceMs = 1_800_000

/** Sends a code to the address or number on file; says where it went, never the code. */
export async function sendCode({ house, databases }: Composed, about: { readonly organization: string; readonly mrn: string; readonly by: 'mail' | 'text' }): Promise<string> {
  const sent = await databases.operate.run((tx) => (about.by === 'mail' ? house.identity.mailCode(tx, about) : house.identity.textCode(tx, about)))
  return `sent to ${sent.to}; it works until ${sent.expiresAt.toISOString()}`
}

export type LettersAsked = { readonly organization: string; readonly mrns: string; readonly out: string; readonly printedOn: string | null; readonly reason: string | null; readonly abroad: boolean; readonly tty: boolean }

/** One PDF of letters and the list beside it; gives what to say, and whether every line got its letter. */
export async function lettersForPrintShop({ house, databases }: Composed, { organization, mrns, out, printedOn, reason, abroad, tty }: LettersAsked): Promise<{ readonly said: string; readonly whole: boolean }> {
  const exporting = openExport({ workers: 1, patienceMs })
  try {
    const progress = (done: number, all: number) => void process.stderr.write(`\r${done} of ${all}\u001b[K`)
    const made = await writeLetters({ identity: house.identity, exporting, database: databases.operate, file: out, order: { organization, mrns: mrnsOf(mrns), printedOn, reason, abroad }, ...(tty ? { progress } : {}) })
    if (tty) process.stderr.write('\r\u001b[K')
    const before = made.before === 0 ? '' : ` (${made.before} lines were done before)`
    return { said: `${made.letters} letters${made.file === null ? '' : ` in ${made.file}`}, ${made.refused} refused${before}\n  list without codes  ${made.list}`, whole: made.refused === 0 }
  } finally {
    await exporting.close()
  }
}
