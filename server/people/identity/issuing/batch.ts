// How do letters come about by the hundred? One transaction for each, written down as it goes: killed in the middle, the same
// list goes on where it stopped, and no chart gets two letters.
import { createHash } from 'node:crypto'
import { type Database, type Statement, type Tx, Refusal, newId, statement } from '#kernel'
import { normalizeMrn } from '#patients'
import { localDay } from '../../../../words/en/dates.ts'
import { type IssuedLetter, type LetterUses, addressLines, chartOf, letterOf, opensOnline } from '../letter.ts'
import { issueCode } from './issue.ts'

export type BatchOrder = {
  readonly organization: string
  /** As they stand in the list, in its order. */
  readonly mrns: readonly string[]
  /** YYYY-MM-DD, the day they will be printed, at most two weeks ahead; null: today there. */
  readonly printedOn?: string | null
  /** Why charts that got a letter within a day get another (R34). */
  readonly reason?: string | null
  readonly abroad?: boolean
}

export type BatchLine = { readonly line: number; readonly mrn: string; readonly until: string | null; /** Why there is no letter. */ readonly refused: string | null; readonly letter: IssuedLetter | null }
export type Batch = { readonly id: string; /** Lines that were done before this run. */ readonly before: number; readonly printedOn: string }

/** What a letter says that must be the same when the file is written later. */
type Sealed = { readonly code: string; readonly square: string; readonly until: string; readonly expiresAt: string; readonly name: string; readonly address: string | null }

const findBatch: Statement<{ id: string; printedOn: string }> = statement('identity.find-batch', 'select id, printed_on as "printedOn" from identity_batch where organization = $1 and source = $2 and done_at is null')
const insertBatch: Statement<{ id: string }> = statement('identity.insert-batch', 'insert into identity_batch (id, organization, source, printed_on, started_at) values ($1, $2, $3, $4, app_now()) on conflict do nothing returning id')
const countLines: Statement<{ count: number }> = statement('identity.count-batch-lines', 'select count(*)::int as count from identity_batch_line where batch = $1')
const claimLine: Statement<{ line: number }> = statement('identity.claim-batch-line', 'insert into identity_batch_line (batch, line, mrn, refused) values ($1, $2, $3, $4) on conflict do nothing returning line')
const keepLetter: Statement<never> = statement('identity.keep-batch-letter', 'update identity_batch_line set code = $3, letter = $4, until = $5 where batch = $1 and line = $2')
const readLines: Statement<{ line: number; mrn: string; until: string | null; refused: string | null; letter: Buffer | null }> = statement('identity.batch-lines', 'select line, mrn, until, refused, letter from identity_batch_line where batch = $1 order by line')
const forgetLetters: Statement<never> = statement('identity.forget-batch-letters', 'update identity_batch_line set letter = null where batch = $1 and letter is not null')
const endBatch: Statement<never> = statement('identity.end-batch', 'update identity_batch set done_at = app_now() where id = $1 and done_at is null')

/** What one run takes; a longer list is several files for the print shop. */
export const mostLetters = 5_000
const daysAhead = 14
const letterAbout = (batch: string, line: number): string => `identity_batch_line ${batch} ${line}`

const sourceOf = ({ organization, mrns, reason, abroad, printedOn }: BatchOrder): Buffer => createHash('sha256').update(JSON.stringify([organization, mrns, reason ?? '', abroad ?? false, printedOn ?? ''])).digest()

/**
 * Begins a batch, or finds the one of the same list that was not finished. Refuses: not-found (organization), nothing-chosen
 * (an empty list), too-large, date-impossible (a day that is past, or over two weeks ahead).
 */
export async function openBatch(tx: Tx, uses: LetterUses, order: BatchOrder): Promise<Batch> {
  const organization = await uses.directory.organization(tx, order.organization)
  if (organization === null) throw new Refusal('not-found', 'no such organization')
  if (order.mrns.length === 0) throw new Refusal('nothing-chosen', 'the list holds no record number')
  if (order.mrns.length > mostLetters) throw new Refusal('too-large', `the list holds over ${mostLetters} record numbers: split it`)
  const source = sourceOf(order)
  const [found] = await tx.query(findBatch, [organization.id, source])
  if (found !== undefined) return { id: found.id, printedOn: found.printedOn, before: (await tx.query(countLines, [found.id]))[0]?.count ?? 0 }
  const today = localDay(tx.now, organization.timeZone) ?? ''
  const printedOn = order.printedOn ?? today
  const ahead = (Date.parse(printedOn) - Date.parse(today)) / 86_400_000
  if (!/^\d{4}-\d{2}-\d{2}$/.test(printedOn) || !(ahead >= 0 && ahead <= daysAhead)) throw new Refusal('date-impossible', `the day of printing must be today or within ${daysAhead} days`)
  const id = newId()
  if ((await tx.query(insertBatch, [id, organization.id, source, printedOn])).length === 0) throw new Refusal('too-busy', 'another run works on this list')
  return { id, printedOn, before: 0 }
}

type Place = { readonly batch: Batch; readonly order: BatchOrder; readonly line: number }

async function letterFor(tx: Tx, uses: LetterUses, { batch, order, line }: Place): Promise<void> {
  const mrn = order.mrns[line] ?? ''
  if ((await tx.query(claimLine, [batch.id, line, mrn, null])).length === 0) return
  const { organization, chart } = await chartOf(tx, uses, { organization: order.organization, mrn })
  if (addressLines(chart.address).length === 0) throw new Refusal('no-contact-on-file', 'there is no postal address on file')
  if ((await uses.holders(tx, chart.id)).length > 0) throw new Refusal('has-account', 'this record has an account already')
  const issued = await issueCode(tx, uses, { organization, chart, channel: 'letter', by: { as: 'operator' }, abroad: order.abroad ?? false, reason: order.reason ?? null, printedOn: batch.printedOn })
  const says: Sealed = { code: issued.code, square: issued.square, until: issued.until, expiresAt: issued.expiresAt.toISOString(), name: chart.name, address: chart.address }
  await tx.query(keepLetter, [batch.id, line, issued.id, uses.making.box.seal(JSON.stringify(says), letterAbout(batch.id, line)), issued.until])
}

/**
 * One line of the list, in a transaction of its own: its letter, or why there is none, once. A line that was done before, or
 * that another run is doing, is left alone.
 */
export async function issueLine(database: Database, uses: LetterUses, place: Place): Promise<void> {
  const { batch, order, line } = place
  const mrn = order.mrns[line] ?? ''
  const twice = order.mrns.findIndex((one) => normalizeMrn(one) === normalizeMrn(mrn)) < line
  try {
    if (twice) throw new Refusal('nothing-chosen', 'stands in the list before')
    await database.run((tx) => letterFor(tx, uses, place))
  } catch (error) {
    // Too busy is no answer for this chart: the same list asks again.
    if (!(error instanceof Refusal) || error.code === 'too-busy') throw error
    await database.run((tx) => tx.query(claimLine, [batch.id, line, mrn, error.because]))
  }
}

/** Everything the file and the list beside it say, in the order of the list; the same each time until the batch is ended. */
export async function readBatch(tx: Tx, uses: LetterUses, { id, organization: of, printedOn }: { readonly id: string; readonly organization: string; readonly printedOn: string }): Promise<readonly BatchLine[]> {
  const organization = await uses.directory.organization(tx, of)
  if (organization === null) throw new Refusal('not-found', 'no such organization')
  const online = await opensOnline(tx, uses, of)
  return (await tx.query(readLines, [id])).map(({ line, mrn, until, refused, letter }) => {
    if (letter === null) return { line, mrn, until, refused, letter: null }
    const says = JSON.parse(uses.making.box.open(letter, letterAbout(id, line))) as Sealed
    return { line, mrn, until, refused, letter: letterOf({ organization, chart: says, issued: says, online, dated: printedOn, created: tx.now, publicUrl: uses.publicUrl }) }
  })
}

/** The file is written: the codes are forgotten here. */
export async function finishBatch(tx: Tx, uses: LetterUses, { id, organization, letters, refused }: { readonly id: string; readonly organization: string; readonly letters: number; readonly refused: number }): Promise<void> {
  await tx.query(forgetLetters, [id])
  await tx.query(endBatch, [id])
  await uses.audit.note(tx, { kind: 'operator-acted', patient: null, actor: null, actorRole: 'system', purpose: 'letters for a print shop', detail: { organization, letters, refused } })
}
