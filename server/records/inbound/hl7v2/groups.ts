// Which segments belong together? An order with its observations, notes and specimens; each note to what it stands after
// (HL7 v2.5.1 §7.3.1, §4.4). Senders put specimens before or after the observations: both are read.
import type { Told } from './told.ts'
import { type Segment, asField, fieldOf, rawOf, whole } from './reading/segment.ts'

export type Observed = { readonly obx: Segment; readonly notes: readonly Segment[] }
export type OrderGroup = {
  /** ORC; the OBR alone in older messages. */
  readonly orc: Segment | undefined
  readonly obr: Segment | undefined
  readonly notes: readonly Segment[]
  readonly observed: readonly Observed[]
  readonly specimens: readonly Segment[]
  readonly timings: readonly Segment[]
  readonly reasons: readonly Segment[]
}

type Growing = { orc: Segment | undefined; obr: Segment | undefined; notes: Segment[]; observed: { obx: Segment; notes: Segment[] }[]; specimens: Segment[]; timings: Segment[]; reasons: Segment[] }
const fresh = (orc: Segment | undefined): Growing => ({ orc, obr: undefined, notes: [], observed: [], specimens: [], timings: [], reasons: [] })

/** Segments that begin something that is no order for an observation: what follows is not the order's. */
const others = new Set(['RXA', 'RXE', 'RXO', 'RXD', 'RXG', 'SCH', 'PRB', 'GOL', 'PTH', 'TXA', 'AL1', 'DG1', 'PR1', 'FT1', 'PID', 'RGS'])

export type Groups = { readonly orders: readonly OrderGroup[]; readonly lone: readonly Observed[]; /** Notes about the patient, before all orders: what they say holds for each of them. */ readonly about: readonly Segment[] }

/** The orders of a message in their order, and observations that stand under no order. */
export function groupsOf({ segments }: Told): Groups {
  const orders: Growing[] = []
  const lone: { obx: Segment; notes: Segment[] }[] = []
  const about: Segment[] = []
  let current: Growing | null = null
  let waiting: Segment[] = []
  let notes: Segment[] | null = null
  for (const segment of segments) {
    switch (segment.name) {
      case 'ORC':
        current = fresh(segment)
        orders.push(current)
        notes = current.notes
        break
      case 'OBR': {
        // A second OBR under the same ORC is an order of its own.
        if (current === null || current.obr !== undefined) {
          current = fresh(undefined)
          orders.push(current)
        }
        current.obr = segment
        current.specimens.push(...waiting)
        waiting = []
        notes = current.notes
        break
      }
      case 'OBX': {
        const one = { obx: segment, notes: [] }
        if (current === null) lone.push(one)
        else current.observed.push(one)
        notes = one.notes
        break
      }
      case 'NTE':
        if (notes !== null) notes.push(segment)
        else if (orders.length === 0) about.push(segment)
        break
      case 'SPM':
        if (current === null) waiting.push(segment)
        else current.specimens.push(segment)
        break
      case 'TQ1':
        current?.timings.push(segment)
        break
      case 'DG1':
        if (current !== null) current.reasons.push(segment)
        else notes = null
        break
      default:
        if (!others.has(segment.name)) break
        current = null
        notes = null
    }
  }
  return { orders: orders.filter((one) => one.obr !== undefined || one.orc !== undefined), lone, about }
}

/** Notes one after the other are the lines of one text (NTE-3 repeats too). */
export function notesText(notes: readonly Segment[]): string | undefined {
  const lines = notes.flatMap((one) => rawOf(one, 3).split(one.signs.repetition).map((raw) => whole(asField(raw, one.signs)) ?? ''))
  const text = lines.join('\n').replace(/\n{3,}/g, '\n\n').trim()
  return text === '' || text === '""' ? undefined : text
}

/** Is a segment's number of an order the same as another's? For OBR and ORC, whichever says it. */
export const numberField = ({ orc, obr }: Pick<OrderGroup, 'orc' | 'obr'>, at: 2 | 3) => fieldOf(obr, at) ?? fieldOf(orc, at)
