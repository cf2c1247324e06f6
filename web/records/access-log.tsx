// Who looked at this record? Day by day, the newest first, each line as it was written when it happened.
import { z } from 'zod'
import type { AccessLog, Look } from '#chart'
import { AbsenceBox, Crumb, Row, Rows, Section, ShowOlder } from '#parts'
import { type PageRoute, type RecordContext, page } from '#web'
import { isStaffRole } from '../../contract/staff-roles.ts'
import { accessDeeds, accessLog as words } from '../../words/en/access-log.ts'
import { recordKindWords } from '../../words/en/record-kinds.ts'
import { lists } from '../../words/en/results.ts'
import { staffRoleWords } from '../../words/en/staff-roles.ts'
import { RecordFrame } from '../frame.tsx'
import { withQuery } from './links.ts'
import { placeOf } from './list-parts.tsx'

function whoOf(look: Look, context: RecordContext): string {
  if (look.you) return words.you
  if (look.staffRole !== null && isStaffRole(look.staffRole)) {
    const site = context.house.organizations.find(look.organization ?? '')?.name
    return words.staff(look.who ?? words.roles.staff, [staffRoleWords[look.staffRole].toLowerCase(), ...(site === undefined ? [] : [site])].join(', '))
  }
  const role = words.roles[look.role as keyof typeof words.roles] ?? look.role
  return look.who === null ? role : `${look.who} (${role.toLowerCase()})`
}

const plainKinds = new Set(['record-viewed', 'record-listed', 'record-downloaded'])

/** "opened a test result", "looked at a list of test results (64 records)". */
function deedOf(look: Look): string {
  const deed = accessDeeds[look.kind]
  if (!plainKinds.has(look.kind)) return deed
  if (look.kind === 'record-listed') return `${deed} ${look.recordKind === null ? words.everything : recordKindWords[look.recordKind].many}${look.count === null ? '' : ` (${words.records(look.count)})`}`
  if (look.recordKind === null) return `${deed} ${words.records(look.count ?? 1)}`
  const kind = recordKindWords[look.recordKind]
  if (!look.one) return `${deed} ${kind.counted(look.count ?? 1)}`
  const several = (look.count ?? 1) > 1 ? ` (${words.records(look.count ?? 1)})` : ''
  return `${deed} ${words.a(kind.one)}${several}`
}

function LogView({ log, context }: { log: AccessLog; context: RecordContext }) {
  const place = placeOf(log.places, context.now)
  return (
    <RecordFrame context={context} title={words.title} current="/me" within crumb={<Crumb label={lists.backTo.home} href="/me" />}>
      <h1>{words.title}</h1>
      <p class="lede">{words.lede}</p>
      {log.items.length === 0 && <AbsenceBox code="none-on-file" heading={words.none} />}
      {log.items.map((day, index) => (
        <Section key={day.heading} id={`day-${index}`} heading={day.heading} group>
          <Rows form="plain">
            {day.looks.map((look) => (
              <Row
                key={`${look.time} ${look.kind} ${look.recordKind} ${look.count} ${look.who}`}
                language="en"
                title={`${whoOf(look, context)} ${deedOf(look)}`}
                meta={[look.time, look.times > 1 ? words.times(look.times) : undefined, look.purpose === null ? undefined : words.why(look.purpose), look.refused ? words.refused : undefined].filter((part) => part !== undefined).join('. ')}
              />
            ))}
          </Rows>
        </Section>
      ))}
      {log.next !== null && <ShowOlder label={words.older} href={withQuery('/me/access-log', { before: log.next })} />}
      <Section id="leaves-out" heading={words.leavesOut}>
        <p class="mt3">{words.leavesOutText}</p>
        {place.phone !== null && <p>{words.ask(place.phone)}</p>}
      </Section>
    </RecordFrame>
  )
}

const beforeQuery = z.object({ before: z.string().max(40).optional() })

export const accessLogPage: PageRoute = page<'patient', AccessLog, z.ZodType<Record<string, string>>, typeof beforeQuery>({
  path: '/me/access-log',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'access-log-viewed',
  rate: 'read',
  query: beforeQuery,
  async load(context, { query }) {
    const log = await context.house.chart.accessLog(context.viewer, query.before)
    context.note({ patients: context.viewer.patientIds, count: log.total })
    return log
  },
  view: (log, context) => <LogView log={log} context={context as RecordContext} />,
})
