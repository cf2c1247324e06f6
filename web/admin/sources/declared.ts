// What do all pages about sources share: who may come, the address of a source, how a time and a state are said?
import { z } from 'zod'
import type { FeedState } from '#inbound/sources'
import type { Source } from '#directory'
import { Refusal } from '#kernel'
import type { StaffContext } from '#web'
import { freshness } from '../../../words/en/dates.ts'
import { sources as words } from '../../../words/en/sources.ts'
import { staffZone } from '../../staff/frame.tsx'

export const declared = { audience: 'staff', roles: ['administrator'], reads: 'own-organization', assurance: 'second-factor' } as const

/** What opens or shuts a door needs the second step again. */
export const fresh = { ...declared, assurance: 'fresh-factor' } as const

/** The part of its id after the organization's. */
export const keyOf = (source: string): string => source.slice(source.indexOf(':') + 1)
export const idOf = (context: StaffContext, key: string): string => `${context.staff.organization}:${key}`
export const hrefOf = (source: string): string => `/admin/sources/${keyOf(source)}`

export const sourceParams = z.object({ source: z.string().max(60) })
export const messageParams = sourceParams.extend({ message: z.string().max(20) })

export const doneQuery = z.object({ done: z.enum(Object.keys(words.done) as [keyof typeof words.done, ...(keyof typeof words.done)[]]).optional().catch(undefined), before: z.string().max(20).optional() })

/** What is brought by hand has no feed: nothing waits, nothing is paused, and it proves nothing. */
export const byHand = (source: Pick<FeedState, 'id'>): boolean => source.id.endsWith(':files')

const stateByHand = ({ id, organization, name, lastReceived, words: said, lateAfterMinutes, downSince }: Source): FeedState => ({
  id, organization, name, route: 'files', authorities: [], opensCharts: 'any', paused: false, lastCame: lastReceived, waiting: 0, waitingSince: null, parked: 0, unplaced: 0, setAside: 0, letIn: null,
  words: said, lateAfterMinutes, lateSince: downSince,
})

/** Every source of the organization they work at that has not ended, and which of them do not add up. */
export async function sourcesOf(context: StaffContext): Promise<{ readonly sources: readonly FeedState[]; readonly off: ReadonlySet<string> }> {
  const { organization } = context.staff
  const [feeds, known] = await Promise.all([context.house.sources.feeds(context.tx, organization), context.house.directory.sources(context.tx, [organization])])
  return { sources: [...feeds, ...known.filter(byHand).map(stateByHand)], off: new Set(known.filter((one) => one.incomplete).map((one) => one.id)) }
}

/** Refuses: not-found. */
export async function sourceOf(context: StaffContext, key: string): Promise<{ readonly source: FeedState; readonly off: boolean }> {
  const { sources, off } = await sourcesOf(context)
  const source = sources.find((one) => one.id === idOf(context, key))
  if (source === undefined) throw new Refusal('not-found', 'no such source of this organization')
  return { source, off: off.has(source.id) }
}

/** A source that sends by itself. Refuses: not-found. */
export async function feedOf(context: StaffContext, key: string): Promise<FeedState> {
  const { source } = await sourceOf(context, key)
  if (byHand(source)) throw new Refusal('not-found', 'what is brought by hand has no feed')
  return source
}

export const when = (context: StaffContext, at: string): string => freshness(at, context.now, staffZone(context))

export function stateOf(context: StaffContext, feed: Pick<FeedState, 'paused' | 'lateSince' | 'parked' | 'letIn' | 'lastCame'>, off: boolean): { readonly text: string; readonly kind: 'in' | 'out' | 'wait' } {
  if (off) return { text: words.state.off, kind: 'out' }
  if (feed.paused) return { text: words.state.paused, kind: 'wait' }
  if (feed.lateSince !== null) return { text: words.state.late(when(context, feed.lateSince)), kind: 'out' }
  if (feed.letIn === 0) return { text: words.state.shut, kind: 'wait' }
  if (feed.lastCame === null) return { text: words.state.ready, kind: 'wait' }
  return feed.parked > 0 ? { text: words.state.look, kind: 'wait' } : { text: words.state.works, kind: 'in' }
}

/** A reason that somebody typed: one text, not only spaces. Refuses: detail-missing. */
export function readReason(typed: string): string {
  const reason = typed.normalize('NFC').replace(/[\p{C}\s]+/gu, ' ').trim()
  if (reason === '') throw new Refusal('detail-missing', 'no reason', { field: 'reason' })
  return reason.slice(0, 500)
}
export const reasonField = z.string().max(2_000).default('')
