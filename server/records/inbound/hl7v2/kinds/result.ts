// Which results does a message tell of, and what is a result after all its messages (ORU, OUL: HL7 v2.5.1 §7.3)? One for each
// OBR, known by its filler's number: preliminary, final, corrected and taken back are versions of one thing.
import type { Attachment, Author, Coded, LabValue, ReportStatus, SentDate } from '../../../../../contract/clinical.ts'
import { present } from '../../fhir/element.ts'
import { isFinal } from '../../fhir/values.ts'
import { type Explained, asPart, explainedBy, meantIn, withParts } from './children.ts'
import { type Groups, type Observed, type OrderGroup, notesText, numberField } from '../groups.ts'
import { type Observation, identitiesIn, observationsOf } from '../observations.ts'
import { type Segment, component, fieldOf, part, rawOf, word } from '../reading/segment.ts'
import { type PieceOf, type Told, confidential, labelsOfCodes, leave, orderOf, use } from '../told.ts'
import { coded, codingsOf } from '../types/codes.ts'
import { entityOf, keyOf } from '../types/identifiers.ts'
import { distinct, peopleAt, readerOf } from '../types/people.ts'
import { hasTime, timeAt } from '../types/times.ts'
import { visitKey } from './visit.ts'

type Says = {
  readonly name: Coded | undefined
  readonly codings: ReturnType<typeof codingsOf>
  /** OBR-24, table 0074. */
  readonly section: string
  /** Null: OBR-25 is empty. */
  readonly status: ReportStatus | null
  /** Taken back as a whole, or never to come. */
  readonly ended: boolean
  readonly taken: SentDate | undefined
  readonly issued: SentDate | undefined
  readonly observations: readonly Observation[]
  readonly comment: string | undefined
  /** Without what is said of the patient and of whatever it explains. */
  readonly ownComment: string | undefined
  readonly specimen: string | undefined
  readonly readers: readonly Author[]
  readonly ordered: readonly Author[]
  readonly why: string | undefined
  readonly number: string | undefined
  /** By which others may say that they explain a value of it. */
  readonly numbers: readonly string[]
  /** The value of another message that it explains. */
  readonly explained: Explained | undefined
  /** Set once that value is here: the observation whose row it stands in. */
  readonly inside?: string
  readonly visit: string | null
}
/** `was`: by which key it is known where what it explains is not here. */
export type ResultPiece = PieceOf<'result', Says> & { readonly was?: readonly [string, string] }

/** HL7 table 0123, result status; W and D are no members, and senders use them as of OBX-11. */
const statuses: Readonly<Record<string, ReportStatus>> = { O: 'ordered', I: 'registered', S: 'registered', N: 'registered', A: 'preliminary', P: 'preliminary', R: 'preliminary', F: 'final', C: 'corrected', M: 'preliminary', X: 'cancelled', W: 'entered-in-error', D: 'entered-in-error' }
const rankOf: Readonly<Record<ReportStatus, number>> = { unknown: 0, ordered: 1, registered: 2, preliminary: 3, final: 4, corrected: 5, cancelled: 6, 'entered-in-error': 7 }

/** Where several orders share a filler's number (an accession number), what was ordered tells them apart. */
function resultKey(group: OrderGroup, told: Told): string {
  const { obr } = group
  const [first] = codingsOf(fieldOf(obr, 4))
  const code = first?.code ?? first?.text ?? ''
  const filler = entityOf(numberField(group, 3))
  const parent = component(fieldOf(obr, 26), 2)
  const of = parent === undefined ? '' : `|${rawOf(obr ?? told.header, 26)}`
  if (filler !== undefined) return `filler|${keyOf(filler)}|${code}${of}`
  const placer = entityOf(numberField(group, 2))
  if (placer !== undefined) return `placer|${keyOf(placer)}|${code}${of}`
  // Without any number, the same test taken at the same moment is the same; without a moment only this message knows it.
  return `at|${code}|${word(obr, 7) ?? told.entry.sourceId}${of}`
}

function specimenOf({ obr, specimens }: OrderGroup): string | undefined {
  return specimens.map((one) => coded(fieldOf(one, 4))?.text).find((one) => one !== undefined) ?? part(fieldOf(obr, 15), 1, 2) ?? part(fieldOf(obr, 15), 1, 1)
}

/** When it was taken: OBR-7, else of the specimen, else of the first observation that says it. */
function takenOf({ obr, specimens }: OrderGroup, told: Told, observations: readonly Observation[]): SentDate | undefined {
  return timeAt(obr, 7, told.clock) ?? specimens.map((one) => timeAt(one, 17, told.clock)).find((one) => one !== undefined) ?? observations.map((one) => one.taken).find((one) => one !== undefined)
}

/** What a result explains that is not in its message (OBR-26): which germ, in the words of its source. */
function explains(obr: Segment | undefined): string | undefined {
  const [name, value] = [part(fieldOf(obr, 26), 1, 2), component(fieldOf(obr, 26), 3)]
  return value === undefined ? undefined : name === undefined ? value : `${name}: ${value}`
}

function saysOf(group: OrderGroup, told: Told, about: readonly Segment[]): Says {
  const { obr, orc, notes } = group
  const observations = observationsOf(group.observed, told)
  const status = statuses[word(obr, 25)?.toUpperCase() ?? ''] ?? null
  use(told, obr, orc, ...about, ...notes, ...group.specimens)
  const reader = readerOf(fieldOf(obr, 32))
  return {
    name: coded(fieldOf(obr, 4)), codings: codingsOf(fieldOf(obr, 4)), section: word(obr, 24)?.toUpperCase() ?? '', status, ended: status === 'cancelled' || status === 'entered-in-error',
    taken: takenOf(group, told, observations), issued: timeAt(obr, 22, told.clock) ?? told.sent, observations, ownComment: notesText(notes), comment: [explains(obr), notesText(about), notesText(notes)].filter((one) => one !== undefined).join('\n\n') || undefined, specimen: specimenOf(group),
    readers: reader === undefined ? [] : [{ name: reader }], ordered: distinct([...peopleAt(obr, 16), ...peopleAt(orc, 12)]), why: coded(fieldOf(obr, 31))?.text ?? component(fieldOf(obr, 13), 1),
    number: component(numberField(group, 3), 1) ?? component(numberField(group, 2), 1), numbers: numbersOf(group), explained: explainedBy(group), visit: visitKey(told),
  }
}

const numbersOf = (group: OrderGroup): readonly string[] => ([[3, 'filler'], [2, 'placer']] as const).flatMap(([at, name]) => {
  const number = entityOf(numberField(group, at))
  return number === undefined ? [] : [`${name}|${keyOf(number)}`]
})

function pieceOf(group: OrderGroup, told: Told, { key, about }: { readonly key: string; readonly about: readonly Segment[] }): ResultPiece {
  const says = saysOf(group, told, about)
  const { obr, orc } = group
  const changed = timeAt(obr, 22, told.clock)
  const rank = Math.max(rankOf[says.status ?? 'unknown'], ...says.observations.map((one) => rankOf[one.status ?? 'unknown']))
  const labels = [...labelsOfCodes([fieldOf(obr, 4), fieldOf(obr, 31), ...group.observed.map(({ obx }) => fieldOf(obx, 3)), ...group.reasons.map((one) => fieldOf(one, 3))]), ...confidential(fieldOf(orc, 28)), ...(says.section === 'GE' ? (['genetic'] as const) : [])]
  return { kind: 'result', key: ['v2:result', key], told, order: orderOf(told, { at: hasTime(changed) ? changed : undefined, rank }), labels, says }
}

type Under = { readonly group: OrderGroup; readonly under: Map<Segment, OrderGroup[]> }

/** The observation of this group that a child (OBR-26) belongs to. */
function parentIn(child: OrderGroup, group: OrderGroup): Segment | undefined {
  const [code, subId] = [part(fieldOf(child.obr, 26), 1, 1), component(fieldOf(child.obr, 26), 2)]
  if (code === undefined || group === child) return undefined
  const found = group.observed.filter(({ obx }) => part(fieldOf(obx, 3), 1, 1) === code && (subId === undefined || component(fieldOf(obx, 4), 1) === subId))
  // Of several germs without sub-ids the words of one (OBR-26.3) tell which; where they do not, it stands under none.
  const words = component(fieldOf(child.obr, 26), 3)
  const named = found.length < 2 ? found : found.filter(({ obx }) => words !== undefined && codingsOf(fieldOf(obx, 5)).some((one) => one.text === words || one.code === words))
  return named.length === 1 ? named[0]?.obx : undefined
}

/** Results of a child (OBR-29) stand in the row of the observation that they explain (susceptibilities under their germ). */
function withChildren(groups: readonly OrderGroup[], told: Told): readonly Under[] {
  const all: readonly Under[] = groups.map((group) => ({ group, under: new Map() }))
  const numbered = (at: 2 | 3) => Map.groupBy(all, ({ group }) => component(numberField(group, at), 1) ?? '')
  const [byPlacer, byFiller] = [numbered(2), numbered(3)]
  const taken = new Set<OrderGroup>()
  for (const child of groups) {
    const parent = fieldOf(child.obr, 29)
    const [placer, filler] = [part(parent, 1, 1), part(parent, 2, 1)]
    // An accession number may be that of many orders: the first few are looked at.
    const parents = (filler !== undefined ? byFiller.get(filler) : placer === undefined ? undefined : byPlacer.get(placer))?.slice(0, mostParents) ?? []
    for (const { group, under } of parents) {
      const obx = taken.has(group) ? undefined : parentIn(child, group)
      if (obx === undefined) continue
      under.set(obx, [...(under.get(obx) ?? []), child])
      taken.add(child)
      use(told, child.obr, child.orc)
      break
    }
  }
  return all.filter(({ group }) => !taken.has(group))
}

const mostParents = 50

/** Observations of children become parts of their parent's value. */
function nested(piece: ResultPiece, { group, under }: Under): ResultPiece {
  if (under.size === 0) return piece
  const { told } = piece
  const partsOf = new Map<string, { readonly parts: readonly LabValue[]; readonly notes: readonly string[]; readonly attachments: readonly Attachment[] }>()
  const labels = [...piece.labels]
  const identities = identitiesIn(group.observed, told)
  for (const [obx, children] of under) {
    const own = identities.get(obx) ?? ''
    const inside = children.flatMap((child) => {
      labels.push(...labelsOfCodes(child.observed.map((one) => fieldOf(one.obx, 3))))
      use(told, ...child.notes, ...child.specimens)
      return observationsOf(child.observed, told).filter((one) => one.mark === 'says')
    })
    const before = partsOf.get(own)
    const parts = inside.filter((one) => one.attachments.length === 0 || one.prose !== undefined || one.value.quantity !== undefined || one.value.text !== undefined).map((one) => (one.prose === undefined ? one.value : { ...one.value, text: one.prose }))
    partsOf.set(own, { parts: [...(before?.parts ?? []), ...parts], notes: [...(before?.notes ?? []), ...children.map((child) => notesText(child.notes)).filter((one) => one !== undefined)], attachments: [...(before?.attachments ?? []), ...inside.flatMap((one) => one.attachments)] })
  }
  const observations = piece.says.observations.map((one): Observation => {
    const more = partsOf.get(one.identity)
    return more === undefined ? one : { ...one, attachments: [...one.attachments, ...more.attachments], value: { ...one.value, parts: more.parts, notes: [...one.value.notes, ...more.notes] } }
  })
  return { ...piece, labels, says: { ...piece.says, observations, number: piece.says.number ?? component(numberField(group, 3), 1) } }
}

/** Observations under no order, as one result under this name. */
export function groupedPieces(observed: readonly Observed[], told: Told, key: string): readonly ResultPiece[] {
  const observations = observationsOf(observed, told)
  const [first] = observations
  if (first === undefined) return []
  return [{
    kind: 'result', key: ['v2:result', key], told, order: orderOf(told, { at: undefined, rank: Math.max(...observations.map((one) => rankOf[one.status ?? 'unknown'])) }), labels: labelsOfCodes(observed.map(({ obx }) => fieldOf(obx, 3))),
    says: { name: first.name, codings: first.codings, section: '', status: null, ended: false, taken: first.taken, issued: told.sent, observations, comment: undefined, ownComment: undefined, specimen: undefined, readers: [], ordered: [], why: undefined, number: undefined, numbers: [], explained: undefined, visit: visitKey(told) },
  }]
}

/** Observations under no order: each is a result of its own. */
export function lonePieces(lone: readonly Observed[], told: Told): readonly ResultPiece[] {
  const sent = hasTime(told.sent) ? told.sent : told.entry.sourceId
  const names = Map.groupBy(lone, ({ obx }) => `${word(obx, 3) ?? component(fieldOf(obx, 3), 2) ?? ''}|${word(obx, 4) ?? ''}|${word(obx, 14) ?? sent}`)
  return [...names].flatMap(([name, some]) => groupedPieces(some, told, `lone|${name}`))
}

/** The results of a message. */
export function resultPieces(told: Told, { orders, lone, about }: Groups): readonly ResultPiece[] {
  const times = new Map<string, number>()
  // An order alone is no result.
  const named = orders.filter((one) => one.obr !== undefined)
  const pieces = withChildren(named, told).flatMap((one): ResultPiece[] => {
    const key = resultKey(one.group, told)
    const again = (times.get(key) ?? 0) + 1
    times.set(key, again)
    const piece = nested(pieceOf(one.group, told, { key: again === 1 ? key : `${key}|${again}`, about }), one)
    if (piece.says.name !== undefined || piece.says.observations.length === 1) return [piece]
    for (const segment of [one.group.obr, ...one.group.observed.map(({ obx }) => obx)]) if (segment !== undefined) {
      told.claims.delete(segment)
      leave(told, segment, ['no-name', 'OBR-4'])
    }
    return []
  })
  return [...pieces, ...lonePieces(lone, told)]
}

/** An observation as it stands. */
export type Standing = Observation & { readonly gone: boolean }
export type ResultState = {
  readonly last: Says
  readonly status: ReportStatus
  readonly observations: readonly Standing[]
  readonly removed: boolean
  readonly final: SentDate | true | null
}

function statusHere(says: Says): ReportStatus {
  const marks = says.observations.filter((one) => one.mark !== 'gone').map((one) => one.status)
  const inside = marks.includes('corrected') ? 'corrected' : marks.length > 0 && marks.every((one) => one === 'final' || one === 'cancelled') ? 'final' : marks.some((one) => one === 'preliminary') ? 'preliminary' : marks.find((one) => one !== null)
  if (says.status === null) return inside ?? 'unknown'
  return says.status === 'final' && inside === 'corrected' ? 'corrected' : says.status
}

/**
 * Which of several values of one code does a later message mean (glucose after one hour, after two)? The one that was taken at the same
 * time (OBX-14); where no time is said, the one of the same number in its message.
 */
function meantBy(one: Observation, state: ReadonlyMap<string, Standing>): Observation {
  const rivals = [...state.values()].filter(({ base }) => base === one.base)
  if (one.taken === undefined || rivals.length < 2 || rivals.some(({ taken }) => taken === undefined)) return one
  const same = rivals.find(({ taken }) => taken === one.taken)
  return { ...one, identity: same?.identity ?? `${one.base}|${one.taken}` }
}

function applied(state: Map<string, Standing>, one: Observation, status: ReportStatus): void {
  const before = state.get(one.identity)
  const own = one.status ?? status
  if (one.mark === 'gone') {
    const base = before ?? one
    const { name, notes, taken } = base.value
    state.set(one.identity, { ...base, prose: undefined, attachments: [], value: present<LabValue>({ name, ranges: [], status: 'entered-in-error', notes, parts: [], taken }), gone: true })
  } else if (one.mark === 'kept' && before !== undefined) state.set(one.identity, { ...before, status: own, value: { ...before.value, status: own } })
  else {
    // A germ that is told again without its susceptibilities keeps them; another germ has none of them.
    const same = before !== undefined && !before.gone && before.value.text === one.value.text && one.value.parts.length === 0
    state.set(one.identity, { ...one, gone: false, value: { ...one.value, status: own, parts: same ? before.value.parts : one.value.parts } })
  }
}

/** What a final report does not repeat of its unfinished values is not in it; what was final stays until it is taken back. */
function dropUnfinished(state: Map<string, Standing>, says: Says): void {
  const here = new Set(says.observations.map((one) => one.identity))
  for (const [identity, one] of state) if (!here.has(identity) && !one.gone && !isFinal(one.value.status)) state.delete(identity)
}

/** The order of the last message; what it does not name comes after. */
function inOrder(state: ReadonlyMap<string, Standing>, says: Says): readonly Standing[] {
  const first = new Set(says.observations.map((one) => state.get(one.identity)).filter((one) => one !== undefined))
  return [...first, ...[...state.values()].filter((one) => !first.has(one))]
}

/** Lays a result into the row that it explains; false: that row is not here yet. */
function explain(state: Map<string, Standing>, says: Says, late: boolean): boolean {
  const row = state.get(says.inside ?? '')
  if (row === undefined || row.gone) return false
  const status = statusHere(says)
  const parts = says.observations.map((one) => asPart(one, one.status ?? status))
  const notes = [...row.value.notes, ...(says.comment === undefined || row.value.notes.includes(says.comment) ? [] : [says.comment])]
  state.set(row.identity, { ...row, attachments: [...row.attachments, ...says.observations.flatMap((one) => one.attachments)], value: { ...row.value, notes, parts: withParts(row.value.parts, parts, late) } })
  return true
}

/** Results that explain a value of another message stand with it, once both are here. */
export function withExplained<P extends { readonly kind: string }>(pieces: readonly (P | ResultPiece)[]): readonly (P | ResultPiece)[] {
  const isResult = (one: P | ResultPiece): one is ResultPiece => one.kind === 'result'
  const results = pieces.filter(isResult)
  if (results.every((one) => one.says.explained === undefined)) return pieces
  const numbered = new Map<string, ResultPiece[]>()
  for (const one of results) for (const number of one.says.numbers) numbered.set(number, [...(numbered.get(number) ?? []), one])
  return pieces.map((one) => {
    if (!isResult(one) || one.says.explained === undefined) return one
    const { explained } = one.says
    const rows = explained.numbers.flatMap((number) => numbered.get(number) ?? []).flatMap((parent) => {
      const identity = parent.key[1] === one.key[1] ? undefined : meantIn(parent.says.observations, explained)
      return identity === undefined ? [] : [{ key: parent.key, identity }]
    })
    const [first] = rows
    const sure = first !== undefined && rows.every(({ key, identity }) => key[1] === first.key[1] && identity === first.identity)
    return sure ? { ...one, key: first.key, was: one.key, says: { ...one.says, comment: one.says.ownComment, inside: first.identity } } : one
  })
}

/** A result after its messages, in their order. */
export function stateOf(pieces: readonly ResultPiece[]): ResultState | null {
  const state = new Map<string, Standing>()
  let last: Says | undefined
  let status: ReportStatus = 'unknown'
  const early: Says[] = []
  for (const { says } of pieces) {
    if (says.inside !== undefined) {
      if (!explain(state, says, false)) early.push(says)
      continue
    }
    status = statusHere(says)
    const meant = says.observations.map((one) => meantBy(one, state))
    for (const one of meant) applied(state, one, status)
    for (const one of early) explain(state, one, true)
    const here = { ...says, observations: meant }
    if (isFinal(status)) dropUnfinished(state, here)
    // What a later message leaves out of the order stays as it was said.
    last = last === undefined ? here : { ...here, ...known(last, here) }
  }
  if (last === undefined) return null
  const observations = inOrder(state, last)
  const removed = last.ended || (observations.length > 0 && observations.every((one) => one.gone))
  return { last, status: removed && !last.ended ? 'entered-in-error' : status, observations, removed, final: isFinal(status) ? (last.issued ?? true) : null }
}

function known(before: Says, now: Says): Partial<Says> {
  return {
    name: now.name ?? before.name, codings: now.codings.length > 0 ? now.codings : before.codings, section: now.section || before.section, taken: now.taken ?? before.taken, comment: now.comment ?? before.comment, specimen: now.specimen ?? before.specimen,
    readers: now.readers.length > 0 ? now.readers : before.readers, ordered: now.ordered.length > 0 ? now.ordered : before.ordered, why: now.why ?? before.why, number: now.number ?? before.number, visit: now.visit ?? before.visit,
  }
}

/** Files of all observations that stand. */
export const filesOf = (state: ResultState): readonly Attachment[] => state.observations.filter((one) => !one.gone).flatMap((one) => one.attachments)
