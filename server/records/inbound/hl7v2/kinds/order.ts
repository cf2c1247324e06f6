// How do orders come in, and when do they end (ORM, OML, OMG, OMI: HL7 v2.5.1 §4.4)? An order is known by its placer's number; a result
// under the same number ends it, whichever comes first.
import type { Author, Coded, Order, SentDate } from '../../../../../contract/clinical.ts'
import { present } from '../../fhir/element.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { type OrderGroup, numberField } from '../groups.ts'
import { component, fieldOf, word } from '../reading/segment.ts'
import { type Folded, type PieceOf, type Told, confidential, labelsOfCodes, leave, orderOf, use } from '../told.ts'
import { coded } from '../types/codes.ts'
import { entityOf, keyOf } from '../types/identifiers.ts'
import { distinct, peopleAt } from '../types/people.ts'
import { timeAt, timeIn } from '../types/times.ts'
import { parentNumbers } from './children.ts'
import { isImagingSection, isLabSection } from './result-kind.ts'
import { visitKey } from './visit.ts'

type Says = {
  /** `result`: told by a result, which makes no order by itself. `kin`: a result that explains one of this number, and is read with it. */
  readonly by: 'order' | 'result' | 'kin'
  readonly status: Order['status']
  readonly name: Coded | undefined
  readonly of: Order['of'] | undefined
  readonly ordered: SentDate | undefined
  readonly taken: SentDate | undefined
  readonly expected: SentDate | undefined
  readonly people: readonly Author[]
  readonly reasons: readonly Coded[]
  readonly number: string | undefined
  readonly visit: string | null
}
export type OrderPiece = PieceOf<'order', Says>

/** HL7 table 0119, order control codes that end an order; 0038, order status. */
const ending = new Set(['CA', 'CR', 'OC', 'UA', 'DC', 'DR', 'OD', 'RP', 'DE'])
const ended: Readonly<Record<string, Order['status']>> = { CA: 'cancelled', DC: 'cancelled', RP: 'cancelled', ER: 'cancelled', CM: 'completed' }
/** Orders, and what is answered to them. */
const types = new Set(['ORM', 'OML', 'OMG', 'OMI', 'ORR', 'ORL', 'ORG', 'ORI'])

function statusOf({ orc, obr }: OrderGroup): Order['status'] {
  if (ending.has(word(orc, 1)?.toUpperCase() ?? '')) return 'cancelled'
  const told = ended[word(orc, 5)?.toUpperCase() ?? '']
  if (told !== undefined) return told
  const result = word(obr, 25)?.toUpperCase()
  return result === 'X' ? 'cancelled' : result === 'F' || result === 'C' ? 'completed' : 'active'
}

function kindOf({ obr }: OrderGroup, told: Told): Order['of'] | undefined {
  const section = word(obr, 24)?.toUpperCase() ?? ''
  if (isLabSection(section) || told.type === 'OML' || told.type === 'ORL') return 'lab'
  return isImagingSection(section) || told.type === 'OMI' ? 'imaging' : undefined
}

const rankOf: Readonly<Record<Order['status'], number>> = { unknown: 1, active: 1, completed: 4, cancelled: 5 }

function saysOf(group: OrderGroup, told: Told, by: Says['by']): Says {
  const { orc, obr, timings, specimens, reasons } = group
  const expected = timeAt(obr, 36, told.clock) ?? timings.map((one) => timeAt(one, 7, told.clock)).find((one) => one !== undefined) ?? (obr === undefined ? undefined : timeIn(obr, { field: 27, component: 4 }, told.clock)) ?? timeAt(obr, 6, told.clock)
  const why = [coded(fieldOf(obr, 31)), ...reasons.map((one) => coded(fieldOf(one, 3)) ?? coded(fieldOf(one, 4)))].filter((one) => one !== undefined)
  return {
    by, status: by === 'order' ? statusOf(group) : resultStatus(group), name: coded(fieldOf(obr, 4)), of: kindOf(group, told), ordered: by === 'order' ? (timeAt(orc, 9, told.clock) ?? told.sent) : undefined,
    taken: timeAt(obr, 7, told.clock) ?? specimens.map((one) => timeAt(one, 17, told.clock)).find((one) => one !== undefined), expected: by === 'order' ? expected : undefined,
    people: distinct([...peopleAt(obr, 16), ...peopleAt(orc, 12)]), reasons: by === 'order' ? why : [], number: component(numberField(group, 2), 1) ?? component(numberField(group, 3), 1), visit: visitKey(told),
  }
}

/** What a result says of its order: nothing of it is open once the result is final, or is never to come. */
function resultStatus({ obr, observed }: OrderGroup): Order['status'] {
  const status = word(obr, 25)?.toUpperCase() ?? ''
  if (status === 'X') return 'cancelled'
  const inside = observed.map(({ obx }) => word(obx, 11)?.toUpperCase())
  return status === 'F' || status === 'C' || (status === '' && inside.length > 0 && inside.every((one) => one === 'F' || one === 'C')) ? 'completed' : 'active'
}

const codeOf = ({ obr }: OrderGroup): string => component(fieldOf(obr, 4), 1) ?? component(fieldOf(obr, 4), 2) ?? ''

/** Every name under which an order may be known: by its number, or by number and code where several share one. */
function keysOf(group: OrderGroup, at: 2 | 3): readonly [alone: string, among: string] | undefined {
  const number = entityOf(numberField(group, at))
  if (number === undefined) return undefined
  const name = `${at === 2 ? 'placer' : 'filler'}|${keyOf(number)}`
  return [name, `${name}|${codeOf(group)}`]
}

function piece(group: OrderGroup, told: Told, { key, by }: { readonly key: string; readonly by: Says['by'] }): OrderPiece {
  const says = saysOf(group, told, by)
  const labels = [...labelsOfCodes([fieldOf(group.obr, 4), fieldOf(group.obr, 31), ...group.reasons.map((one) => fieldOf(one, 3))]), ...confidential(fieldOf(group.orc, 28)), ...(word(group.obr, 24)?.toUpperCase() === 'GE' ? (['genetic'] as const) : [])]
  return { kind: 'order', key: ['v2:order', key], told, order: orderOf(told, { at: undefined, rank: rankOf[says.status] }), labels: by === 'order' ? labels : [], says }
}

/** The orders of a message. */
export function orderPieces(told: Told, orders: readonly OrderGroup[]): readonly OrderPiece[] {
  if (!types.has(told.type)) return []
  const named = orders.filter(({ obr }) => {
    const has = obr !== undefined && coded(fieldOf(obr, 4)) !== undefined
    if (obr !== undefined && !has) leave(told, obr, ['no-name', 'OBR-4'])
    return has
  })
  const times = new Map<string, number>()
  const nameOf = (group: OrderGroup) => keysOf(group, 2) ?? keysOf(group, 3)
  for (const one of named) times.set(nameOf(one)?.[0] ?? '', (times.get(nameOf(one)?.[0] ?? '') ?? 0) + 1)
  return named.map((group) => {
    use(told, group.orc, group.obr, ...group.specimens, ...group.reasons)
    const [alone, among] = nameOf(group) ?? [`message|${told.entry.sourceId}|${codeOf(group)}`, `message|${told.entry.sourceId}|${codeOf(group)}`]
    return piece(group, told, { key: (times.get(alone) ?? 1) > 1 ? among : alone, by: 'order' })
  })
}

/** What results say of the orders behind them. */
export function orderPiecesOfResults(told: Told, orders: readonly OrderGroup[]): readonly OrderPiece[] {
  return orders.filter((one) => one.obr !== undefined).flatMap((group) => [
    ...[keysOf(group, 2), keysOf(group, 3)].flatMap((keys) => (keys ?? []).map((key) => piece(group, told, { key, by: 'result' }))),
    ...parentNumbers(group).map((key) => piece(group, told, { key, by: 'kin' })),
  ])
}

/** One order from what its messages and its results say; null: nobody ordered it here. */
export function foldOrder(all: readonly OrderPiece[]): Folded | null {
  const pieces = all.filter((one) => one.says.by !== 'kin')
  const orders = pieces.filter((one) => one.says.by === 'order')
  const last = <K extends keyof Says>(name: K, among = pieces): NonNullable<Says[K]> | undefined => among.map((one) => one.says[name]).findLast((one) => one !== undefined && one !== null) as NonNullable<Says[K]> | undefined
  const first = <K extends keyof Says>(name: K): NonNullable<Says[K]> | undefined => orders.map((one) => one.says[name]).find((one) => one !== undefined && one !== null) as NonNullable<Says[K]> | undefined
  const name = last('name', orders)
  if (orders.length === 0 || name === undefined) return null
  // A final result ends its order, even where a later message still calls it open.
  const status = pieces.some((one) => one.says.by === 'result' && one.says.status === 'completed') ? 'completed' : (last('status') ?? 'unknown')
  const [ordered, taken, expected, of] = [first('ordered'), last('taken'), last('expected', orders), last('of', orders) ?? 'other']
  const people = orders.map((one) => one.says.people).findLast((one) => one.length > 0) ?? []
  const reasons = orders.map((one) => one.says.reasons).findLast((one) => one.length > 0) ?? []
  const body = present<Order>({ kind: 'order', name, of, status, ordered, taken, expected, reasons, authors: people, identifier: last('number', orders) })
  const card = present<Folded['card']>({ name: name.text, code: name.code, system: name.system, date: ordered, status, of, expected, taken, active: status === 'active', ...cardAuthor(people) })
  return { kind: 'order', visit: last('visit', orders) ?? null, filed: ordered ?? expected, final: true, card, search: [name.text, ...people.map((one) => one.name)], body }
}
