// How does an activation letter get onto paper? A code is issued, the letter is written as a PDF, the code is shown once.
import { writeFileSync } from 'node:fs'
import type { Export } from '#export'
import type { Identity } from '#identity'
import type { Database } from '#kernel'

export type LetterOrder = { readonly identity: Identity; readonly exporting: Export; readonly database: Database; readonly organization: string; readonly mrn: string; /** Where the PDF goes; null: none is written. */ readonly file: string | null; /** Why a second one within a day. */ readonly reason?: string | null; readonly abroad?: boolean }

export type IssuedLetter = { readonly organization: string; readonly name: string; readonly code: string; readonly url: string; readonly validUntil: string; readonly file: string | null }

/** Issues a letter (an earlier code of the same chart stops working) and writes it; refuses an unknown organization or record number. */
export async function writeLetter({ identity, exporting, database, organization, mrn, file, reason = null, abroad = false }: LetterOrder): Promise<IssuedLetter> {
  const letter = await database.run((tx) => identity.issueLetter(tx, { organization, mrn, reason, abroad }))
  if (file !== null) writeFileSync(file, await exporting.letter(letter), { mode: 0o600 })
  return { organization: letter.organizationName, name: letter.name, code: letter.codeGroups.join(' '), url: letter.url, validUntil: letter.validUntil, file }
}
