// Which charts become one, and which one ends being two? A source's word about two numbers of its organization; what speaks against it,
// or is too much at once, waits for staff (HL7 2.5.1 §3.3.40 A40, §3.3.37 A37; security.md T23).
import type { Audit } from '#audit'
import { type Id, type Tx, instant } from '#kernel'
import type { Numbered, Patients } from '#patients'
import type { UnplacedReason } from '../../../../contract/message-states.ts'
import { limits } from '../limits.ts'
import type { ChartChange, Named, Work } from '../work.ts'
import { type Placing, awaitedNumber, namesOf, saysOf } from './place-people.ts'
import { bornAlike, namedAlike, ourNumbers } from './whose.ts'

export type ChangingUses = { readonly patients: Patients; readonly audit: Audit }
type Changing = { readonly work: Work; readonly placing: Placing; readonly overlook: boolean; /** The delivery that says it. */ readonly delivery: Id }
type Two = { readonly survivor: Numbered; readonly retired: Numbered }

const numbersIn = (named: Named | undefined, { origin }: Work): readonly string[] => ourNumbers(named?.numbers ?? [], origin.terms)

/** What speaks against reading two charts as one; null: nothing does. */
async function against(tx: Tx, { patients }: ChangingUses, { work, two: { survivor, retired }, asOf }: { readonly work: Work; readonly two: Two; readonly asOf: string | undefined }): Promise<UnplacedReason | null> {
  if (bornAlike(survivor.birthDate, retired.birthDate) === 'differs' && namedAlike(survivor.names, retired.names) !== 'agrees') return 'merge-differs'
  const [one, other, made] = await Promise.all([patients.alike(tx, survivor.patient), patients.alike(tx, retired.patient), patients.mergesSince(tx, work.origin.source, instant(tx.now.getTime() - 3_600_000))])
  // Staff said that these are two people: a source that says "one" once more does not overrule them.
  if (await patients.partedBetween(tx, [one, other], { survivor: survivor.patient, retired: retired.patient, asOf })) return 'merge-ended-here'
  if (new Set([...one, ...other]).size > limits.chartsOfOne) return 'merge-too-large'
  return made >= limits.mergesAnHour ? 'merges-too-many' : null
}

/**
 * The chart of a number that ended before it was ever registered here: it is opened as what the merge says it is, the same person, so that
 * whatever comes under the old number later is found. Whatever registration says of it, before or after, counts more.
 */
async function openEnded(tx: Tx, { patients }: ChangingUses, { organization, mrn, survivor, named }: { readonly organization: string; readonly mrn: string; readonly survivor: Numbered; readonly named: Named | undefined }): Promise<void> {
  const known = await patients.byId(tx, survivor.patient)
  if (known === null) return
  const [said] = named?.person.names ?? []
  const name = said === undefined ? { name: known.name, family: known.family, given: known.given } : { name: `${said.given} ${said.family}`.trim(), family: said.family || null, given: said.given || null }
  await patients.register(tx, { organization, mrn, ...name, birthDate: known.birthDate, deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null })
}

/** A chart by its id, with what is known of it to compare. */
async function chartOf(tx: Tx, { patients }: ChangingUses, { organization, patient }: { readonly organization: string; readonly patient: Id }): Promise<Numbered | undefined> {
  const known = await patients.byId(tx, patient)
  return known === null ? undefined : (await patients.numbered(tx, organization, [known.mrn])).find((one) => one.patient === patient)
}

/** The charts of the number that ends; where it was not registered here, it is opened. */
async function endedUnder(tx: Tx, uses: ChangingUses, { work, change, survivor }: { readonly work: Work; readonly change: ChartChange; readonly survivor: Numbered }): Promise<readonly Numbered[]> {
  const { organization } = work.origin
  const named = work.read.charts.get(change.retired)
  const numbers = numbersIn(named, work)
  const found = await uses.patients.numbered(tx, organization, numbers)
  const [mrn] = numbers
  if (found.length > 0 || mrn === undefined || change.kind !== 'merge') return found
  await openEnded(tx, uses, { organization, mrn, survivor, named })
  return uses.patients.numbered(tx, organization, numbers)
}

/** The two charts that a change is about. */
async function twoOf(tx: Tx, uses: ChangingUses, { work, placing, change }: Changing & { readonly change: ChartChange }): Promise<Two | 'one-already' | UnplacedReason> {
  const { organization } = work.origin
  const [survivorId, retiredId] = [placing.ids.get(change.survivor), placing.ids.get(change.retired)]
  if (survivorId === undefined) return 'merge-of-unknown'
  if (retiredId === undefined && numbersIn(work.read.charts.get(change.retired), work).length === 0) return work.read.charts.has(change.retired) ? 'number-of-another-authority' : 'merge-of-unknown'
  const survivor = await chartOf(tx, uses, { organization, patient: survivorId })
  if (survivor === undefined) return 'merge-of-unknown'
  const known = retiredId === undefined ? undefined : await chartOf(tx, uses, { organization, patient: retiredId })
  const ended = known === undefined ? await endedUnder(tx, uses, { work, change, survivor }) : [known]
  // A number that the survivor has beside its own leads there anyway.
  if (ended.some((one) => one.patient === survivorId)) return 'one-already'
  if (new Set(ended.map((one) => one.patient)).size > 1) return 'two-charts'
  const [retired] = ended
  return retired === undefined ? 'merge-of-unknown' : { survivor, retired }
}

async function changeOne(tx: Tx, uses: ChangingUses, changing: Changing & { readonly change: ChartChange }): Promise<UnplacedReason | readonly Id[]> {
  const { work, placing, change, overlook, delivery } = changing
  const two = await twoOf(tx, uses, changing)
  if (two === 'one-already') return []
  // What is not known here was never merged.
  if (typeof two === 'string') return change.kind === 'unlink' ? [] : two
  const reason = change.kind !== 'merge' || overlook ? null : await against(tx, uses, { work, two, asOf: change.asOf })
  if (reason !== null) return reason
  const patients: Id[] = [two.survivor.patient, two.retired.patient]
  const said = { survivor: two.survivor.patient, retired: two.retired.patient, source: work.origin.source, asOf: change.asOf, saidIn: delivery, link: change.by !== undefined }
  const changed = await (change.kind === 'merge' ? uses.patients.mergeSaid(tx, said) : change.kind === 'unlink' ? uses.patients.linkGone(tx, said) : uses.patients.unmergeSaid(tx, said))
  if (!changed) return []
  placing.heard.push(awaitedNumber(two.survivor.mrn), awaitedNumber(two.retired.mrn))
  await uses.audit.note(tx, { kind: change.kind === 'merge' ? 'charts-merged' : 'charts-parted', patients, actor: null, actorRole: 'system' })
  return patients
}

/** Changes charts as a file says, in its order; what waits is added to those whose chart is not known. Tells which charts were merged or parted. */
export async function changeCharts(tx: Tx, uses: ChangingUses, changing: Changing): Promise<readonly Id[]> {
  const { work, placing } = changing
  const changed: Id[] = []
  for (const change of work.chartChanges ?? []) {
    const reason = await changeOne(tx, uses, { ...changing, change })
    if (typeof reason !== 'string') {
      changed.push(...reason)
      continue
    }
    const [survivor, named] = [work.read.charts.get(change.survivor), work.read.charts.get(change.retired)]
    const awaits = [...numbersIn(survivor, work), ...numbersIn(named, work)].map(awaitedNumber)
    placing.unplaced.push({ sourceId: change.retired, reasons: [reason], awaits, says: { ...(named === undefined ? { numbers: [], names: [], birthDate: null } : saysOf(named)), joins: survivor === undefined ? [] : saysOf(survivor).numbers }, whom: named === undefined ? '' : (namesOf(change.retired, named)[0] ?? '') })
  }
  return changed
}
