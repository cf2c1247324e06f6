// Who looked at this record, when, and what did they do? The trail as its patient may read it, newest first, by day.
import type { Viewer } from '#access'
import type { TrailLine } from '#audit'
import { instant } from '#kernel'
import { type RecordKind, kindOf } from '../../../contract/record-kinds.ts'
import type { Shown } from '../../../contract/shown.ts'
import { localDay, longDate, timeOfDay } from '../../../words/en/dates.ts'
import { absence } from './absences.ts'
import { asTx, type Places } from './places.ts'
import type { ChartUses } from './chart.ts'

export type Look = {
  readonly day: string
  readonly time: string
  readonly who: string | null
  readonly you: boolean
  readonly role: string
  /** Of staff: where they worked (its id), and as what. */
  readonly organization: string | null
  readonly staffRole: string | null
  readonly kind: TrailLine['kind']
  readonly recordKind: RecordKind | null
  /** One record was opened (a visit may show several others with it). */
  readonly one: boolean
  readonly count: number | null
  readonly purpose: string | null
  readonly refused: boolean
  /** The same thing done so many times one after the other. */
  readonly times: number
}

export type LookDay = { readonly heading: string; readonly looks: readonly Look[] }
export type AccessLog = Shown<LookDay> & { readonly next: string | null; readonly places: Places }

const pageLines = 100

function look(line: TrailLine, viewer: Viewer, zone: string): Look {
  return {
    day: localDay(line.at, zone) ?? '',
    time: timeOfDay(line.at, zone),
    who: line.actorName,
    you: line.actor === viewer.person,
    role: line.actorRole,
    organization: line.organization,
    staffRole: line.role,
    kind: line.kind,
    recordKind: line.recordKind === null ? null : kindOf(line.recordKind),
    one: line.record !== null,
    count: line.count,
    purpose: line.purpose,
    refused: line.outcome === 'refused',
    times: 1,
  }
}

const same = (a: Look, b: Look) => a.day === b.day && a.who === b.who && a.organization === b.organization && a.staffRole === b.staffRole && a.kind === b.kind && a.recordKind === b.recordKind && a.refused === b.refused && a.count === b.count && a.purpose === b.purpose

/** Equal lines one after the other become one with a number. */
export function foldLooks(looks: readonly Look[]): readonly Look[] {
  const folded: Look[] = []
  for (const one of looks) {
    const before = folded.at(-1)
    if (before !== undefined && same(before, one)) folded[folded.length - 1] = { ...before, times: before.times + 1 }
    else folded.push(one)
  }
  return folded
}

/** One line for each request, though it may concern several charts of the person. */
function once(lines: readonly TrailLine[]): readonly TrailLine[] {
  const seen = new Set<string>()
  return lines.filter((line) => {
    const name = `${line.at} ${line.actor} ${line.kind} ${line.record} ${line.count} ${line.purpose}`
    if (seen.has(name)) return false
    seen.add(name)
    return true
  })
}

/** The trail before an instant (ISO), newest first. */
export async function readAccessLog({ audit, places: placesFor }: ChartUses, viewer: Viewer, before: string | undefined): Promise<AccessLog> {
  const at = before === undefined ? Number.NaN : Date.parse(before)
  const until = Number.isNaN(at) ? new Date(viewer.now.getTime() + 1) : instant(at)
  const [places, lines] = await Promise.all([placesFor(viewer), audit.trail(asTx(viewer), { patients: viewer.patientIds, before: until, since: instant(0), limit: pageLines + 1 })])
  const zone = places.first?.timeZone ?? 'UTC'
  const looks = foldLooks(once(lines.slice(0, pageLines)).map((line) => look(line, viewer, zone)))
  const days = [...new Set(looks.map((one) => one.day))]
  const items = days.map((day): LookDay => ({ heading: longDate(day), looks: looks.filter((one) => one.day === day) }))
  return {
    items,
    total: looks.length,
    absences: items.length === 0 ? [absence('none-on-file')] : [],
    sources: [],
    asOf: viewer.now.toISOString(),
    next: lines.length > pageLines ? (lines[pageLines - 1]?.at ?? null) : null,
    places,
  }
}
