// How does a letter come about? A new code for one chart; an older one stops; the facts to print, the code among them once.
import { randomBytes } from 'node:crypto'
import qrcode from 'qrcode-generator'
import type { Audit } from '#audit'
import type { AccountMaking } from '#accounts'
import type { Directory, Organization } from '#directory'
import { type Keys, type Statement, type Tx, Refusal, instant, newId, statement } from '#kernel'
import type { Patient, Patients } from '#patients'
import type { LetterWords } from '../../../contract/export-formats.ts'
import { addDays, localDay, longDate, startOfDay } from '../../../words/en/dates.ts'
import { letter as letterWords } from '../../../words/en/pdf.ts'
import { inGroups, newCode, newSquare, openCodeProofs } from './codes.ts'

/** R33: a letter inside the country, and one that goes abroad. */
const letterDays = 21
const letterDaysAbroad = 30

export type IssuedLetter = {
  readonly language: 'en'
  readonly organization: { readonly name: string; readonly phone: string; readonly address?: string; readonly hours?: string; readonly recordsPhone?: string }
  readonly person: { readonly name: string; readonly addressLines: readonly string[] }
  readonly date: string
  readonly created: Date
  readonly goTo: string
  readonly code: readonly string[]
  readonly square: readonly (readonly boolean[])[]
  readonly until: string
  readonly words: LetterWords
  // The same once more under the names the desk and the shell print.
  readonly organizationName: string
  readonly name: string
  readonly codeGroups: readonly string[]
  readonly url: string
  /** What the square says: the page with the code filled in. As secret as the code. */
  readonly squareUrl: string
  /** YYYY-MM-DD, the last day it works. */
  readonly validUntil: string
}

export type LetterUses = { readonly audit: Audit; readonly directory: Directory; readonly patients: Patients; readonly making: AccountMaking; readonly keys: Keys; readonly publicUrl: string }

const voidOlder: Statement<never> = statement('identity.void-older', 'update identity_code set voided_at = app_now() where patient = $1 and spent_at is null and voided_at is null')
const insertCode: Statement<{ id: string }> = statement('identity.insert-code', `insert into identity_code (id, patient, organization, code_index, hash, square_hash, square_proof, salt, sealed, issued_at, expires_at, until)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, app_now(), $10, $11) on conflict do nothing returning id`)

/** What the password check must know of the person; sealed in the code's row. */
export type SealedPerson = { readonly name: string; readonly names: readonly string[]; readonly birthDate: string; readonly mrn: string; readonly organization: string }
export const sealedAbout = (code: string): string => `identity_code ${code}`

/** Rows of modules, true is dark (error correction M: a folded letter still reads). */
export function squareOf(text: string): readonly (readonly boolean[])[] {
  const square = qrcode(0, 'M')
  square.addData(text, 'Byte')
  square.make()
  const size = square.getModuleCount()
  return Array.from({ length: size }, (_row, row) => Array.from({ length: size }, (_column, column) => square.isDark(row, column)))
}

type NewCode = { readonly code: string; readonly square: string }

async function keepCode(tx: Tx, uses: LetterUses, about: { readonly patient: Patient; readonly organization: Organization; readonly expiresAt: string; readonly until: string }): Promise<NewCode> {
  const proofs = openCodeProofs(uses.keys, uses.making.hashing)
  const { patient, organization } = about
  // Two open codes never share an index: then one look-up, one hash. The next draw of 16 million is another one.
  for (let turn = 0; turn < 50; turn += 1) {
    const [id, code, square, salt] = [newId(), newCode(), newSquare(), randomBytes(16)]
    const person: SealedPerson = { name: patient.name, names: [patient.name, patient.family ?? '', patient.given ?? ''], birthDate: patient.birthDate, mrn: patient.mrn, organization: organization.name }
    const sealed = uses.making.box.seal(JSON.stringify(person), sealedAbout(id))
    const hash = await proofs.prove(code, patient.birthDate, salt)
    const squareProof = await proofs.prove(square, patient.birthDate, salt)
    const kept = await tx.query(insertCode, [id, patient.id, organization.id, proofs.index(code), hash, proofs.squareHash(square), squareProof, salt, sealed, instant(about.expiresAt), about.until])
    if (kept.length === 1) {
      // Whatever was tried on this index before belongs to no code that was out.
      await uses.making.tries.giveBack(tx, [{ about: ['code', proofs.index(code).toString('hex')], tries: 0, windowSeconds: 0, pauseSeconds: 0, forget: true }])
      return { code, square }
    }
  }
  throw new Error('no free code index')
}

/** Full years on a day (both YYYY-MM-DD); born on February 29: on March 1 of other years. */
const yearsOn = (day: string, birthDate: string): number => Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0)

/**
 * Issues a letter for the chart with this record number (role operate); an older code of the chart stops working.
 * The code is known only to the answer. Works until the end of a printed day, 21 days after it was issued (30 abroad).
 * Refuses: not-found (no such organization or number, the person has died: R36, or is younger than an own account asks for: T6).
 */
export async function issueLetter(tx: Tx, uses: LetterUses, { organization: id, mrn, abroad = false }: { readonly organization: string; readonly mrn: string; readonly abroad?: boolean }): Promise<IssuedLetter> {
  const [organization, patient] = await Promise.all([uses.directory.organization(tx, id), uses.patients.byMrn(tx, id, mrn)])
  if (organization === null || patient === null) throw new Refusal('not-found', 'no such organization or record number')
  if (patient.deceasedOn !== null) throw new Refusal('not-found', 'no code for a person who has died: the records office helps those who may ask')
  const today = localDay(tx.now, organization.timeZone) ?? ''
  const ages = await uses.directory.ages(tx, id)
  // T6: whoever reads a child's letter is a grown-up, and an account made with it would become the young person's own.
  if (ages !== null && yearsOn(today, patient.birthDate) < ages.teenFrom) throw new Refusal('not-found', `no code of their own before the age of ${ages.teenFrom}: the records office helps parents`)
  const days = abroad ? letterDaysAbroad : letterDays
  const until = addDays(today, days - 1)
  await tx.query(voidOlder, [patient.id])
  const { code, square } = await keepCode(tx, uses, { patient, organization, expiresAt: startOfDay(addDays(today, days), organization.timeZone), until })
  await uses.audit.note(tx, { kind: 'code-issued', patient: patient.id, actor: null, actorRole: 'staff', purpose: 'letter' })
  const url = `${uses.publicUrl}/code`
  return {
    language: 'en',
    organization: {
      name: organization.name,
      phone: organization.phone ?? organization.recordsPhone ?? '',
      ...(organization.address === null ? {} : { address: organization.address }),
      ...(organization.hours === null ? {} : { hours: organization.hours }),
      ...(organization.recordsPhone === null ? {} : { recordsPhone: organization.recordsPhone }),
    },
    person: { name: patient.name, addressLines: (patient.address ?? '').split(/\n|,\s*(?=[^,]+,[^,]*$)/).map((line) => line.trim()).filter((line) => line !== '') },
    date: longDate(today),
    created: tx.now,
    goTo: url.replace(/^https?:\/\//, ''),
    code: inGroups(code),
    square: squareOf(`${url}/${square}`),
    squareUrl: `${url}/${square}`,
    until: longDate(until),
    words: letterWords,
    organizationName: organization.name,
    name: patient.name,
    codeGroups: inGroups(code),
    url,
    validUntil: until,
  }
}
