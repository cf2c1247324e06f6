// Who of our staff looked at whom, and why? By day, the newest first, for supervisors and administrators (P47, T4).
import { z } from 'zod'
import type { StaffLine } from '#audit'
import { instant } from '#kernel'
import { Row, Rows, Section, ShowOlder } from '#parts'
import { type StaffContext, page } from '#web'
import { isStaffRole } from '../../contract/staff-roles.ts'
import { accessDeeds } from '../../words/en/access-log.ts'
import { staffTrail as words } from '../../words/en/admin.ts'
import { localDay, longDate, timeOfDay } from '../../words/en/dates.ts'
import { staffRoleWords } from '../../words/en/staff-roles.ts'
import { StaffPage, siteOf, staffZone } from './frame.tsx'

type TrailData = { readonly lines: readonly StaffLine[]; readonly names: ReadonlyMap<string, string>; readonly next: string | null }

const pageLines = 100

function titleOf(line: StaffLine, names: TrailData['names']): string {
  const role = line.role !== null && isStaffRole(line.role) ? ` (${staffRoleWords[line.role].toLowerCase()})` : ''
  return `${line.actorName ?? ''}${role} ${words.of(accessDeeds[line.kind], names.get(line.patient) ?? words.somebody)}`
}

function View({ data, context }: { data: TrailData; context: StaffContext }) {
  const zone = staffZone(context)
  const days = [...new Set(data.lines.map((line) => localDay(line.at, zone) ?? ''))]
  return (
    <StaffPage context={context} title={words.title} current="/staff/trail">
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede(siteOf(context))}</p>
      {data.lines.length === 0 && <p class="mt5">{words.none}</p>}
      {days.map((day, index) => (
        <Section key={day} id={`day-${index}`} heading={longDate(day)} group>
          <Rows form="plain">
            {data.lines.filter((line) => localDay(line.at, zone) === day).map((line) => (
              <Row key={line.id} language="en" title={titleOf(line, data.names)} meta={[timeOfDay(line.at, zone), line.purpose === null ? undefined : words.why(line.purpose), line.outcome === 'refused' ? words.refused : undefined].filter((part) => part !== undefined).join('. ')} />
            ))}
          </Rows>
        </Section>
      ))}
      {data.next !== null && <ShowOlder label={words.older} href={`/staff/trail?before=${encodeURIComponent(data.next)}`} />}
    </StaffPage>
  )
}

export const trailPage = page({
  path: '/staff/trail',
  audience: 'staff',
  assurance: 'second-factor',
  roles: ['supervisor', 'administrator'],
  reads: 'own-organization',
  audit: 'trail-viewed',
  rate: 'read',
  query: z.object({ before: z.string().max(40).optional() }),
  load: async (context: StaffContext, input): Promise<TrailData> => {
    const asked = Date.parse(input.query.before ?? '')
    const before = instant(Number.isNaN(asked) ? context.now.getTime() + 1 : asked)
    const lines = await context.house.audit.staffTrail(context.tx, { organization: context.staff.organization, actor: null, aboutPatients: true, since: instant(0), before, limit: pageLines + 1 })
    const shown = lines.slice(0, pageLines)
    const names = await context.house.patients.names(context.tx, [...new Set(shown.map((line) => line.patient))])
    context.note({ reason: 'looked at what staff did', count: shown.length })
    return { lines: shown, names, next: lines.length > pageLines ? (shown.at(-1)?.at ?? null) : null }
  },
  view: (data: TrailData, context) => <View data={data} context={context as StaffContext} />,
})
