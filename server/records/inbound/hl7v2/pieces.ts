// Which things does a message tell of, and what is each of them once all its messages are laid in their order?
import { instant } from '#kernel'
import type { LeftOutEntry } from '../fhir/map-bundle.ts'
import type { Mapped } from '../fhir/record.ts'
import type { Entry } from '../read-bundle.ts'
import type { Touched } from '../work.ts'
import { groupsOf } from './groups.ts'
import { type AllergyPiece, allergyPieces, foldAllergy } from './kinds/allergy.ts'
import { type AppointmentPiece, appointmentPieces, foldAppointment } from './kinds/appointment.ts'
import { type DocumentPiece, documentPieces, foldDocument } from './kinds/document.ts'
import { foldResult } from './kinds/fold-result.ts'
import { type MedicinePiece, foldMedicine, medicinePieces } from './kinds/medicine.ts'
import { type OrderPiece, foldOrder, orderPieces, orderPiecesOfResults } from './kinds/order.ts'
import { passingPieces } from './kinds/passing.ts'
import { type ProblemPiece, foldProblem, problemPieces } from './kinds/problem.ts'
import { type ResultPiece, resultPieces, withExplained } from './kinds/result.ts'
import { type VaccinePiece, foldVaccine, vaccinePieces } from './kinds/vaccine.ts'
import { type VisitPiece, foldVisit, visitPieces } from './kinds/visit.ts'
import type { Folded, Told } from './told.ts'

export type Piece = VisitPiece | ResultPiece | OrderPiece | DocumentPiece | AppointmentPiece | VaccinePiece | MedicinePiece | ProblemPiece | AllergyPiece

/** Messages that bring results (HL7 v2.5.1 §7.3); others tell of the same segments as orders or in passing. */
const results = new Set(['ORU', 'OUL', 'ORF', 'OPU'])

/** What a message says, thing by thing. Segments that became part of something are noted as used. */
export function piecesOf(told: Told): readonly Piece[] {
  const groups = groupsOf(told)
  const { orders, lone } = groups
  const visits = visitPieces(told)
  if (results.has(told.type)) return [...visits, ...resultPieces(told, groups), ...orderPiecesOfResults(told, orders)]
  const documents = documentPieces(told, lone)
  const here = [...visits, ...orderPieces(told, orders), ...documents, ...appointmentPieces(told), ...vaccinePieces(told), ...medicinePieces(told), ...problemPieces(told), ...allergyPieces(told)]
  return [...here, ...passingPieces(told, lone)]
}

function fold(pieces: readonly Piece[]): Folded | null {
  const of = <K extends Piece['kind']>(kind: K) => pieces.filter((one): one is Extract<Piece, { kind: K }> => one.kind === kind)
  switch (pieces[0]?.kind) {
    case 'visit':
      return foldVisit(of('visit'))
    case 'result':
      return foldResult(of('result'))
    case 'order':
      return foldOrder(of('order'))
    case 'document':
      return foldDocument(of('document'))
    case 'appointment':
      return foldAppointment(of('appointment'))
    case 'vaccine':
      return foldVaccine(of('vaccine'))
    case 'medicine':
      return foldMedicine(of('medicine'))
    case 'problem':
      return foldProblem(of('problem'))
    case 'allergy':
      return foldAllergy(of('allergy'))
    case undefined:
      return null
  }
}

const entriesOf = (pieces: readonly Piece[]): readonly Entry[] => [...new Set(pieces.map((one) => one.told.entry))]
/**
 * When its source wrote each version: as the order begins, or when the message was sent, where that is later: a correction often repeats
 * the time of the first report. Of two of one moment the later one is a thousandth of a second later.
 */
function times(pieces: readonly Piece[]): readonly (string | undefined)[] {
  let last = Number.NEGATIVE_INFINITY
  return pieces.map((piece) => {
    const said = [piece.order.split('\t', 1)[0] ?? '', piece.told.entry.asOf?.at ?? ''].map((one) => Date.parse(one)).filter((one) => !Number.isNaN(one))
    if (said.length === 0) return undefined
    const at = Math.max(...said)
    last = Math.max(at, last + 1)
    return instant(last).toISOString()
  })
}

/** Earlier versions beyond these are not worked out again: nobody reads so many. */
const mostVersions = 40

type Thing = { readonly pieces: readonly Piece[]; readonly at: readonly (string | undefined)[]; readonly key: readonly [string, string] }

/** The thing as its first so many pieces make it; null: they say too little. */
function version({ pieces: all, at: when, key }: Thing, count: number): Mapped | null {
  const pieces = all.slice(0, count)
  const folded = fold(pieces)
  const at = when[count - 1]
  return folded === null ? null : { removed: false, ...folded, key, from: entriesOf(pieces), labels: [...new Set(pieces.flatMap((one) => one.labels))], ...(at === undefined ? {} : { asOf: at }) }
}

/** What it said before, where that was something else: oldest first. */
function versionsBefore(thing: Thing, now: Mapped): readonly Mapped[] {
  const versions: Mapped[] = []
  const said = (one: Mapped): string => JSON.stringify([one.body, one.removed])
  let next = said(now)
  for (let count = thing.pieces.length - 1; count > 0 && versions.length < mostVersions; count -= 1) {
    const before = version(thing, count)
    if (before === null) continue
    if (said(before) !== next) versions.unshift(before)
    next = said(before)
  }
  return versions
}

export type Made = { readonly records: readonly Mapped[]; readonly touched: readonly Touched[] }

/** The records that pieces make, each of all that is said of it, in the order in which its source said it. */
export function recordsOf(pieces: readonly Piece[]): Made {
  const things = new Map<string, Piece[]>()
  for (const piece of withExplained(pieces)) {
    const name = piece.key.join('\t')
    const thing = things.get(name)
    if (thing === undefined) things.set(name, [piece])
    else thing.push(piece)
  }
  const records: Mapped[] = []
  const touched: Touched[] = []
  for (const some of things.values()) {
    const inOrder = [...some].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    const [first] = inOrder
    if (first === undefined) continue
    const thing: Thing = { pieces: inOrder, at: times(inOrder), key: first.key }
    const now = version(thing, inOrder.length)
    if (now === null) {
      touched.push({ key: first.key, from: entriesOf(inOrder) })
      continue
    }
    const takesIn = inOrder.flatMap((one) => (one.kind === 'result' && one.was !== undefined ? [one.was] : []))
    records.push({ ...now, before: versionsBefore(thing, now), ...(takesIn.length === 0 ? {} : { takesIn }) })
  }
  return { records, touched }
}

/** Segments that say something of a person's health or care; each becomes part of a record or is left out with its reason. */
const counted = new Set(['OBR', 'OBX', 'NTE', 'SPM', 'TXA', 'RXA', 'RXE', 'RXO', 'RXD', 'RXG', 'SCH', 'AL1', 'IAM', 'DG1', 'PR1', 'PRB', 'GOL', 'PTH', 'FT1', 'ORC', 'MRG', 'RF1', 'DRG'])

/** Told in passing by messages about something else; the record's lists have it from its own messages. */
const passing = new Set(['OBR', 'OBX', 'NTE', 'SPM', 'TXA', 'AL1', 'IAM', 'DG1', 'PR1', 'ORC'])

/** Messages whose own subject is known; of others nobody says that it comes in another way too. */
const known = new Set([...results, 'ADT', 'ORM', 'OML', 'OMG', 'OMI', 'ORR', 'ORL', 'ORG', 'ORI', 'MDM', 'SIU', 'VXU', 'RDE', 'RDS', 'RAS', 'RGV', 'PPR', 'DFT', 'BAR', 'REF'])

/** What of a message stands in no record, segment by segment. */
export function leftOutOf(told: Told): readonly LeftOutEntry[] {
  const kind = told.entry.type
  return told.segments.flatMap((segment): LeftOutEntry[] => {
    const claim = told.claims.get(segment)
    if (claim === 'used' || (claim === undefined && !counted.has(segment.name))) return []
    return [{ entry: { ...told.entry, type: `${kind}: ${segment.name}` }, reason: claim?.reason ?? (passing.has(segment.name) && known.has(told.type) ? 'in-passing' : 'no-kind'), what: claim?.what ?? null }]
  })
}

/** How many segments of each name became part of a record. */
export function usedOf(tolds: readonly Told[]): ReadonlyMap<string, number> {
  const used = new Map<string, number>()
  for (const { claims } of tolds) for (const [segment, claim] of claims) if (claim === 'used') used.set(segment.name, (used.get(segment.name) ?? 0) + 1)
  return used
}
