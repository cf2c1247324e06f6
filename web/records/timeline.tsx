// What happened when? Everything newest first by month; the doctors seen; the appointments that come and that were.
import { z } from 'zod'
import type { Doctor, ListPage, ListRow } from '#chart'
import { Crumb, Phones, Row, Rows, Section } from '#parts'
import { type PageRoute, type RecordContext, page } from '#web'
import { type RecordKind, allRecordKinds, kindNumber } from '../../contract/record-kinds.ts'
import type { Shown } from '../../contract/shown.ts'
import { absenceText } from '../../words/en/absences.ts'
import { monthAndYear } from '../../words/en/dates.ts'
import { lists } from '../../words/en/results.ts'
import { RecordFrame } from '../frame.tsx'
import { withQuery } from './links.ts'
import { AsOf, DatedRows, EmptyBox, KindsWaiting, LateSources, NotYet, Older, PrivateNote, placeOf } from './list-parts.tsx'

const everyKind: readonly RecordKind[] = allRecordKinds.filter((kind) => kind !== 'order' && kind !== 'appointment')
const afterQuery = z.object({ after: z.string().max(80).optional() })

type Loaded = { readonly list: ListPage; readonly after: string | undefined }

function byMonth(rows: readonly ListRow[], zoneOf: (patient: string) => string): readonly { readonly month: string; readonly rows: readonly ListRow[] }[] {
  const months = new Map<string, ListRow[]>()
  for (const row of rows) {
    const month = row.date === undefined ? lists.timeline.undated : monthAndYear(row.date, zoneOf(row.patient))
    months.set(month, [...(months.get(month) ?? []), row])
  }
  return [...months].map(([month, within]) => ({ month, rows: within }))
}

function TimelineView({ loaded, context }: { loaded: Loaded; context: RecordContext }) {
  const { list } = loaded
  const place = placeOf(list.places, context.now)
  const whole = list.sources.every((one) => !one.down && !one.incomplete)
  const title = whole ? lists.timeline.title : lists.timeline.openTitle
  return (
    <RecordFrame context={context} title={title} current="/me" within crumb={<Crumb label={lists.backTo.home} href="/me" />}>
      <h1>{title}</h1>
      <p class="lede">{whole ? lists.timeline.lede : lists.timeline.openLede}</p>
      <LateSources absences={list.absences} place={place} />
      <EmptyBox absences={list.absences} place={place} />
      {byMonth(list.items, list.places.zoneOf).map(({ month, rows }, index) => (
        <Section key={month} id={`month-${index}`} heading={month} group>
          <DatedRows rows={rows} />
        </Section>
      ))}
      <Older page={list} href={withQuery('/me/timeline', { after: list.next ?? undefined })} soFar={loaded.after !== undefined} />
      <NotYet id="not-yet" things={list.notYet} place={place} heading={absenceText.onTheWay} />
      <KindsWaiting absences={list.absences} place={place} />
      <PrivateNote absences={list.absences} />
      <AsOf list={list} place={place} />
    </RecordFrame>
  )
}

export const timelinePage: PageRoute = page<'patient', Loaded, z.ZodType<Record<string, string>>, typeof afterQuery>({
  path: '/me/timeline',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-listed',
  rate: 'read',
  query: afterQuery,
  async load(context, { query }) {
    const list = await context.house.chart.list(context.viewer, { kinds: everyKind, after: query.after })
    context.note({ patients: context.viewer.patientIds, count: list.items.length })
    return { list, after: query.after }
  },
  view: (loaded, context) => <TimelineView loaded={loaded} context={context as RecordContext} />,
})

type DoctorsLoaded = Shown<Doctor>

function DoctorsView({ loaded, context }: { loaded: DoctorsLoaded; context: RecordContext }) {
  const organization = context.house.organizations.find(context.viewer.patients[0]?.organization ?? '')
  const place = { now: context.now, zone: organization?.timeZone ?? 'UTC', phone: organization?.phone ?? null, recordsPhone: organization?.recordsPhone ?? null }
  return (
    <RecordFrame context={context} title={lists.doctors.title} current="/me/visits" within crumb={<Crumb label={lists.backTo.visits} href="/me/visits" />}>
      <h1>{lists.doctors.title}</h1>
      <LateSources absences={loaded.absences} place={place} />
      <EmptyBox absences={loaded.absences} place={place} />
      {loaded.items.length > 0 && (
        <Section id="seen" heading={lists.doctors.heading} group>
          <Rows form="plain">
            {loaded.items.map((doctor) => (
              <Row key={doctor.name} language="en" title={doctor.name} meta={[doctor.role, doctor.place, lists.doctors.times(doctor.times), lists.doctors.last(doctor.last)].filter((part) => part !== undefined).join('. ')} />
            ))}
          </Rows>
        </Section>
      )}
      <PrivateNote absences={loaded.absences} />
      <AsOf list={loaded} place={place} />
    </RecordFrame>
  )
}

export const doctorsPage: PageRoute = page<'patient', DoctorsLoaded>({
  path: '/me/doctors',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-listed',
  rate: 'read',
  async load(context) {
    const loaded = await context.house.chart.doctors(context.viewer)
    context.note({ patients: context.viewer.patientIds, recordKind: kindNumber('visit'), count: loaded.items.length })
    return loaded
  },
  view: (loaded, context) => <DoctorsView loaded={loaded} context={context as RecordContext} />,
})

function AppointmentsView({ loaded, context }: { loaded: Loaded; context: RecordContext }) {
  const { list } = loaded
  const place = placeOf(list.places, context.now)
  const now = context.now.toISOString()
  const isComing = (row: ListRow) => row.filed !== '-infinity' && row.filed >= now && row.card.status !== 'cancelled'
  const coming = list.items.filter(isComing).toReversed()
  const past = list.items.filter((row) => !isComing(row))
  return (
    <RecordFrame context={context} title={lists.appointments.title} current="/me/appointments">
      <h1>{lists.appointments.title}</h1>
      {place.phone !== null && <p class="lede"><Phones text={lists.appointments.change(place.phone)} /></p>}
      <LateSources absences={list.absences} place={place} />
      <EmptyBox absences={list.absences} place={place} />
      {list.items.length > 0 && (
        <Section id="coming" heading={lists.appointments.coming}>
          {coming.length === 0 ? <p class="mt3">{lists.appointments.noneComing}</p> : <DatedRows rows={coming} />}
        </Section>
      )}
      {past.length > 0 && (
        <Section id="past" heading={lists.appointments.past}>
          <DatedRows rows={past} />
        </Section>
      )}
      <Older page={list} href={withQuery('/me/appointments', { after: list.next ?? undefined })} soFar={loaded.after !== undefined} />
      <PrivateNote absences={list.absences} />
      <AsOf list={list} place={place} />
    </RecordFrame>
  )
}

export const appointmentsPage: PageRoute = page<'patient', Loaded, z.ZodType<Record<string, string>>, typeof afterQuery>({
  path: '/me/appointments',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-listed',
  rate: 'read',
  query: afterQuery,
  async load(context, { query }) {
    const list = await context.house.chart.list(context.viewer, { kinds: ['appointment'], after: query.after, limit: 200 })
    context.note({ patients: context.viewer.patientIds, recordKind: kindNumber('appointment'), count: list.items.length })
    return { list, after: query.after }
  },
  view: (loaded, context) => <AppointmentsView loaded={loaded} context={context as RecordContext} />,
})
