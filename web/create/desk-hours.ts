// Is the front desk there now? In words, by the hours of the organization's first site; nothing where they are not known.
import { type Site, openNow } from '#directory'
import { create } from '../../words/en/create.ts'
import { timeOfDay, weekdayAndTime } from '../../words/en/dates.ts'

export function deskHours(site: Site | undefined, { timeZone, now }: { readonly timeZone: string; readonly now: Date }): string | null {
  if (site === undefined || site.hours === null) return null
  const state = openNow(site.hours, timeZone, now)
  const said = create.help.hours
  if (state.open) return state.until === null ? said.always : said.until(timeOfDay(state.until, timeZone))
  return state.opens === null ? said.closed : said.opens(weekdayAndTime(state.opens, now, timeZone))
}
