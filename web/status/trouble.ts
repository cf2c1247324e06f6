// What must be said on a page before anybody types, and what stands in its footer? From the state that is kept in memory.
import type { SiteTrouble } from '#parts'
import type { House, SiteNow } from '#web'
import type { ClosableFunction, SiteFunction } from '../../contract/site-functions.ts'
import { freshness, shortDateAndTime, timeOfDay, localDay, weekdayAndTime, zoneName } from '../../words/en/dates.ts'
import { footerStatus, trouble as words } from '../../words/en/status.ts'

export type Asking = {
  readonly house: Pick<House, 'organizations' | 'state' | 'clock'>
  readonly now: Date
  /** What the page needs. */
  readonly needs: readonly SiteFunction[]
  /** Ids of the organizations it is about; null when it is about none in particular. */
  readonly organizations: readonly string[] | null
}

/** Planned work is said this long before it begins. */
const noticeHours = 48

/** A time as it is said; where no one clock rules the page, with the zone's name. `zone`: as this one organization's clock tells it. */
export function sayer(asking: Pick<Asking, 'house' | 'now' | 'organizations'>, own?: string) {
  const { zone, shared } = asking.house.organizations.clock(asking.organizations)
  return sayIn(own ?? zone, { now: asking.now, named: !shared })
}

function sayIn(zone: string, { now, named }: { readonly now: Date; readonly named: boolean }) {
  const name = zoneName(zone, now)
  const end = named ? ` (${name})` : ''
  return {
    zone, name, named,
    fresh: (at: Date): string => `${freshness(at, now, zone)}${end}`,
    until: (at: Date, from: Date): string => `${localDay(at, zone) === localDay(from, zone) ? timeOfDay(at, zone) : shortDateAndTime(at, now, zone)}${end}`,
    day: (at: Date): string => `${weekdayAndTime(at, now, zone)}${end}`,
  }
}

const isAbout = ({ organizations }: Asking, one: string | null): boolean => one === null || organizations === null || organizations.includes(one)
const touches = ({ needs }: Asking, affects: readonly ClosableFunction[]): boolean => affects.includes('everything') || affects.some((one) => needs.includes(one))

function incidentsOn(asking: Asking, state: SiteNow): SiteTrouble[] {
  const say = sayer(asking)
  if (state.awaySince !== null) return [{ kind: 'warn', ...words.everything(say.fresh(state.awaySince)) }]
  const open = state.incidents.filter((one) => one.ended === null)
  const functions = open.flatMap((one): SiteTrouble[] => (one.what === 'source' || one.what === 'counts' || !(one.what === 'everything' || asking.needs.includes(one.what)) ? [] : [{ kind: 'warn', ...words[one.what](say.fresh(one.began)) }]))
  const sources = open.flatMap((one): SiteTrouble[] => {
    if (one.source === null || one.what !== 'source' || !asking.needs.includes('source') || !isAbout(asking, one.source.organization)) return []
    const last = state.sources.find((source) => source.id === one.source?.id)?.lastReceived ?? null
    return [{ kind: 'warn', ...words.source(one.source.name, say.fresh(one.began), last === null ? null : say.fresh(last)) }]
  })
  return [...functions, ...sources]
}

function closuresOn(asking: Asking, state: SiteNow): SiteTrouble[] {
  const say = sayer(asking)
  const now = asking.now.getTime()
  return state.closures.filter((one) => one.ends.getTime() > now && isAbout(asking, one.organization) && touches(asking, one.affects)).flatMap((one): SiteTrouble[] => {
    if (one.begins.getTime() <= now) return [{ kind: 'warn', ...words.now(one.affects, localDay(one.ends, say.zone) === localDay(asking.now, say.zone) ? `at ${say.until(one.ends, asking.now)}` : `on ${say.day(one.ends)}`) }]
    if (one.begins.getTime() - now > noticeHours * 3_600_000) return []
    return [{ kind: 'note', ...words.soon(one.affects, say.day(one.begins), say.until(one.ends, one.begins)) }]
  })
}

/** The banners of a page, worst first; empty when what it needs works. */
export function troublesOn(asking: Asking): readonly SiteTrouble[] {
  const state = asking.house.state.now()
  return [...incidentsOn(asking, state), ...closuresOn(asking, state)]
}

/** Is anything away at all, for whomever? */
export const anyTrouble = (state: SiteNow, now: Date): boolean => state.awaySince !== null || state.incidents.some((one) => one.ended === null) || state.closures.some((one) => one.begins.getTime() <= now.getTime() && one.ends.getTime() > now.getTime())

/** The line of the footer, on every page. */
export function footerLine({ house, now }: Pick<Asking, 'house' | 'now'>): { readonly label: string; readonly href: string; readonly well: boolean } {
  const state = house.state.now()
  const trouble = anyTrouble(state, now)
  const planned = !trouble && state.closures.some((one) => one.begins.getTime() - now.getTime() <= noticeHours * 3_600_000)
  return { label: trouble ? footerStatus.trouble : planned ? footerStatus.planned : footerStatus.well, href: '/status', well: !trouble }
}

/** What every frame hands to its page. */
export function siteLines(asking: Asking) {
  return { troubles: troublesOn(asking), status: footerLine(asking), help: { label: footerStatus.help, href: '/help' } }
}
