// What does a letter say? The facts to print, the code among them once, for a window envelope and a phone's camera.
import qrcode from 'qrcode-generator'
import type { Organization } from '#directory'
import { type Tx, Refusal } from '#kernel'
import type { Patient } from '#patients'
import type { LetterWords } from '../../../contract/export-formats.ts'
import { localDay, longDate } from '../../../words/en/dates.ts'
import { letterInPerson, letter as letterWords } from '../../../words/en/pdf.ts'
import { inGroups } from './codes.ts'
import { type IssueUses, type IssuedCode, issueCode } from './issuing/issue.ts'

export type LetterUses = IssueUses

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

/** Rows of modules, true is dark (error correction M: a folded letter still reads). */
export function squareOf(text: string): readonly (readonly boolean[])[] {
  const square = qrcode(0, 'M')
  square.addData(text, 'Byte')
  square.make()
  const size = square.getModuleCount()
  return Array.from({ length: size }, (_row, row) => Array.from({ length: size }, (_column, column) => square.isDark(row, column)))
}

/** Lines of an address as it is written on an envelope. */
export const addressLines = (address: string | null): readonly string[] => (address ?? '').split(/\n|,\s*(?=[^,]+,[^,]*$)/).map((line) => line.trim()).filter((line) => line !== '')

/** What the letter (or the desk's sheet) says; the code stands in it once. */
export function letterOf({ organization, chart, issued, online, dated, created, publicUrl }: { /** May people go on without a code? */ readonly online: boolean; readonly organization: Organization; readonly chart: Pick<Patient, 'name' | 'address'>; readonly issued: Pick<IssuedCode, 'code' | 'square' | 'until'>; /** YYYY-MM-DD, the letter's date; today there when absent. */ readonly dated?: string; readonly created: Date; readonly publicUrl: string }): IssuedLetter {
  const url = `${publicUrl}/code`
  const until = longDate(issued.until)
  return {
    language: 'en',
    organization: {
      name: organization.name,
      phone: organization.phone ?? organization.recordsPhone ?? '',
      ...(organization.address === null ? {} : { address: organization.address }),
      ...(organization.hours === null ? {} : { hours: organization.hours }),
      ...(organization.recordsPhone === null ? {} : { recordsPhone: organization.recordsPhone }),
    },
    person: { name: chart.name, addressLines: addressLines(chart.address) },
    date: longDate(dated ?? localDay(created, organization.timeZone) ?? ''),
    created,
    goTo: url.replace(/^https?:\/\//, ''),
    code: inGroups(issued.code),
    square: squareOf(`${url}/${issued.square}`),
    squareUrl: `${url}/${issued.square}`,
    until,
    words: online ? letterWords : letterInPerson,
    organizationName: organization.name,
    name: chart.name,
    codeGroups: inGroups(issued.code),
    url,
    validUntil: issued.until,
  }
}

export type LetterOrder = { readonly organization: string; readonly mrn: string; readonly abroad?: boolean; /** Why a second letter goes out within a day; null: it does not. */ readonly reason?: string | null }

/** Does the organization open accounts to people without a code? */
export const opensOnline = async (tx: Tx, { directory }: Pick<LetterUses, 'directory'>, organization: string): Promise<boolean> => (await directory.offer(tx, organization)).signUp === 'online'

/** The chart with this record number. Refuses: not-found. */
export async function chartOf(tx: Tx, uses: Pick<LetterUses, 'directory' | 'patients'>, { organization: id, mrn }: Pick<LetterOrder, 'organization' | 'mrn'>): Promise<{ readonly organization: Organization; readonly chart: Patient }> {
  const [organization, chart] = await Promise.all([uses.directory.organization(tx, id), uses.patients.byMrn(tx, id, mrn)])
  if (organization === null || chart === null) throw new Refusal('not-found', 'no such organization or record number')
  return { organization, chart }
}

/**
 * Issues a letter for the chart with this record number (role operate); an older code of the chart stops working.
 * Works until the end of a printed day, 21 days after it was issued (30 abroad). Refuses: not-found, and as issueCode.
 */
export async function issueLetter(tx: Tx, uses: LetterUses, { abroad = false, reason = null, ...which }: LetterOrder): Promise<IssuedLetter> {
  const { organization, chart } = await chartOf(tx, uses, which)
  const issued = await issueCode(tx, uses, { organization, chart, channel: 'letter', by: { as: 'operator' }, abroad, reason })
  return letterOf({ organization, chart, issued, online: await opensOnline(tx, uses, organization.id), created: tx.now, publicUrl: uses.publicUrl })
}
