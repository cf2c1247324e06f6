// Who asked for a letter? Only those with a record behind their answers are listed; outside everybody is told the same.
import { type Id, type Statement, type Tx, Refusal, isId, statement } from '#kernel'
import { nameOnFile } from '../signing-up/ask.ts'
import type { DeskUses } from './cases.ts'

export type WantedLetter = { readonly id: Id; readonly name: string; readonly mrn: string; readonly address: string | null; readonly askedAt: string; readonly patient: Id }

const wanted: Statement<{ id: Id; patient: Id; letterAt: string }> = statement('identity.wanted-letters', `select id, patient, letter_at as "letterAt" from identity_signup
  where organization = app_organization() and letter_at is not null and letter_sent_at is null and patient is not null and state = 'parked' and outcome in ('sent', 'no-contact', 'asked-too-often') and ends_at > app_now() order by letter_at, id limit 100`)
const sent: Statement<{ patient: Id }> = statement('identity.letter-sent', 'update identity_signup set letter_sent_at = app_now() where id = $1 and letter_sent_at is null and letter_at is not null returning patient')

export async function wantedLetters(tx: Tx, uses: DeskUses): Promise<readonly WantedLetter[]> {
  const rows = await tx.query(wanted)
  const charts = await Promise.all(rows.map((row) => uses.patients.onFile(tx, row.patient)))
  return rows.flatMap((row, at) => {
    const chart = charts[at]
    if (chart == null) return []
    const address = chart.addresses.find((one) => !one.old)
    return [{ id: row.id, patient: row.patient, name: nameOnFile(chart), mrn: chart.mrns[0] ?? '', address: address === undefined ? null : [...address.lines, address.city, address.state, address.postalCode].filter((part) => part !== null && part !== '').join(', '), askedAt: row.letterAt }]
  })
}

/** The letter is on its way. Gives the record, for the trail. Refuses: not-found (unknown, elsewhere, sent already). */
export async function letterSent(tx: Tx, id: string): Promise<{ readonly patient: Id }> {
  const [row] = isId(id) ? await tx.query(sent, [id]) : []
  if (row === undefined) throw new Refusal('not-found', 'no letter is wanted')
  return row
}
