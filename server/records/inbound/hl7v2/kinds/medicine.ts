// How do prescriptions come in (RDE: HL7 v2.5.1 §4.13.4)? By the placer's number; what was stopped, held or never given out says so.
import type { Author, Coded, Medicine, SentDate } from '../../../../../contract/clinical.ts'
import { present } from '../../fhir/element.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { notesText } from '../groups.ts'
import { type Segment, component, fieldOf, repeats, textAt, word } from '../reading/segment.ts'
import { type Folded, type PieceOf, type Told, labelsOfCodes, leave, orderOf, saysNone, use } from '../told.ts'
import { coded } from '../types/codes.ts'
import { entityOf, keyOf } from '../types/identifiers.ts'
import { peopleAt } from '../types/people.ts'
import { timeAt } from '../types/times.ts'
import { visitKey } from './visit.ts'

type Says = {
  readonly name: Coded
  readonly status: Medicine['status']
  readonly prescribed: SentDate | undefined
  readonly ended: SentDate | undefined
  readonly instructions: readonly string[]
  readonly reasons: readonly Coded[]
  readonly refills: string | undefined
  readonly people: readonly Author[]
  readonly number: string | undefined
  readonly visit: string | null
}
export type MedicinePiece = PieceOf<'medicine', Says>

/** HL7 table 0119, order control; 0038, order status. */
const controls: Readonly<Record<string, Medicine['status']>> = { NW: 'active', OK: 'active', XO: 'active', XX: 'active', XR: 'active', RF: 'active', RO: 'active', RE: 'active', RL: 'active', HD: 'on-hold', HR: 'on-hold', CA: 'cancelled', CR: 'cancelled', OC: 'cancelled', DC: 'stopped', DR: 'stopped', OD: 'stopped', RP: 'stopped', UA: 'cancelled' }
const states: Readonly<Record<string, Medicine['status']>> = { CA: 'cancelled', CM: 'completed', DC: 'stopped', HD: 'on-hold', RP: 'stopped' }
const ranks: Readonly<Record<Medicine['status'], number>> = { unknown: 1, active: 1, 'on-hold': 2, completed: 4, stopped: 5, cancelled: 6 }

type Group = { readonly orc: Segment | undefined; readonly rxe: Segment; readonly notes: readonly Segment[]; readonly timings: readonly Segment[] }

function groupsOf({ segments }: Told): readonly Group[] {
  const groups: { orc: Segment | undefined; rxe: Segment; notes: Segment[]; timings: Segment[] }[] = []
  let orc: Segment | undefined
  let open = false
  for (const segment of segments) {
    const last = open ? groups.at(-1) : undefined
    if (segment.name === 'ORC') [orc, open] = [segment, false]
    else if (segment.name === 'RXE') {
      groups.push({ orc, rxe: segment, notes: [], timings: [] })
      open = true
    } else if (segment.name === 'NTE') last?.notes.push(segment)
    else if (segment.name === 'TQ1') last?.timings.push(segment)
    else if (segment.name === 'OBX' || segment.name === 'FT1') open = false
  }
  return groups
}

/** How to use it, in the words of whoever wrote it (RXE-7, RXE-21, TQ1-11); codes of a rhythm are for machines. */
function instructionsOf({ rxe, timings, notes }: Group): readonly string[] {
  const said = [...repeats(rxe, 7), ...repeats(rxe, 21)].map((one) => component(one, 2) ?? component(one, 9) ?? component(one, 1)).filter((one) => one !== undefined)
  return [...new Set([...said, ...timings.map((one) => textAt(one, 11)).filter((one) => one !== undefined), ...[notesText(notes)].filter((one) => one !== undefined)])]
}

/** The prescriptions of a message. */
export function medicinePieces(told: Told): readonly MedicinePiece[] {
  if (told.type !== 'RDE') return []
  return groupsOf(told).flatMap((group, at): MedicinePiece[] => {
    const { orc, rxe, notes } = group
    const name = coded(fieldOf(rxe, 2))
    if (name === undefined) {
      leave(told, rxe, ['no-name', 'RXE-2'])
      return []
    }
    // An order for "no medicine" is no prescription.
    const none = saysNone(told, rxe, [name, 'RXE-2'])
    if (none === true) leave(told, rxe, ['said-none', 'RXE-2'])
    if (none !== false) return []
    use(told, orc, rxe, ...notes)
    const status = states[word(orc, 5)?.toUpperCase() ?? ''] ?? controls[word(orc, 1)?.toUpperCase() ?? ''] ?? 'unknown'
    const number = entityOf(fieldOf(orc, 2)) ?? entityOf(fieldOf(orc, 3)) ?? entityOf(fieldOf(rxe, 15))
    const reason = [coded(fieldOf(rxe, 27)), coded(fieldOf(orc, 16))].filter((one) => one !== undefined)
    const when = timeAt(orc, 9, told.clock)
    const says: Says = {
      name, status, prescribed: status === 'active' ? (when ?? told.sent) : when, ended: status === 'stopped' ? (timeAt(orc, 15, told.clock) ?? told.sent) : undefined, instructions: instructionsOf(group), reasons: reason, refills: word(rxe, 12),
      people: [peopleAt(orc, 12), peopleAt(rxe, 13)].find((one) => one.length > 0) ?? [], number: number?.id, visit: visitKey(told),
    }
    const key = number === undefined ? `message|${told.entry.sourceId}|${at}` : `${keyOf(number)}|${name.code ?? name.text}`
    return [{ kind: 'medicine', key: ['v2:medicine', key], told, order: orderOf(told, { at: undefined, rank: ranks[status] }), labels: labelsOfCodes([fieldOf(rxe, 2), fieldOf(rxe, 27)]), says }]
  })
}

/** One prescription from what its messages say. */
export function foldMedicine(pieces: readonly MedicinePiece[]): Folded | null {
  const [first, last] = [pieces[0]?.says, pieces.at(-1)?.says]
  if (first === undefined || last === undefined) return null
  const latest = <K extends 'instructions' | 'reasons' | 'people'>(name: K): Says[K] => pieces.map((one) => one.says[name]).findLast((one) => one.length > 0) ?? last[name]
  const [instructions, reasons, authors] = [latest('instructions'), latest('reasons'), latest('people')]
  const { name, status, ended } = last
  const body = present<Medicine>({ kind: 'medicine', name, status, prescribed: first.prescribed, ended, instructions, reasons, refills: last.refills ?? first.refills, authors, identifier: last.number })
  const card = present<Folded['card']>({ name: name.text, code: name.code, system: name.system, date: first.prescribed, endDate: ended, status, active: status === 'active', line: instructions[0], ...cardAuthor(authors) })
  return { kind: 'medicine', visit: last.visit, filed: first.prescribed, final: true, card, search: [name.text, ...instructions, ...authors.map((one) => one.name)], body }
}
