// Which test results are there, in any range of days? Grouped by visit; each can be read, kept, or checked for one file.
import { z } from 'zod'
import type { GroupedPage, ResultGroup } from '#chart'
import { monthsBefore } from '#chart'
import { ActionBar, Button, type Chip, Field, Filters, Form, Found, Notice, Row, Rows, Section } from '#parts'
import { type ActRoute, type PageRoute, type Problem, type RecordContext, act, page } from '#web'
import { refusalText } from '#words'
import { localDay, rangeInWords } from '../../words/en/dates.ts'
import { recordKindWords } from '../../words/en/record-kinds.ts'
import { lists } from '../../words/en/results.ts'
import { absenceText } from '../../words/en/absences.ts'
import { RecordFrame } from '../frame.tsx'
import { type DaysAsked, daysQuery, readDays } from './days-asked.ts'
import { recordHref, rowProps, withQuery } from './links.ts'
import { AsOf, EmptyBox, KindsWaiting, LateSources, Missing, NotYet, Older, PrivateNote, placeOf } from './list-parts.tsx'
import { zoneOf } from '../zone.ts'
import { kindNumber } from '../../contract/record-kinds.ts'

type Loaded = { readonly list: GroupedPage; readonly days: DaysAsked; readonly asked: { readonly from?: string | undefined; readonly to?: string | undefined; readonly after?: string | undefined } }

const words = lists.results

/** "Last 3 months", the newest years there are, and all. */
function chipsOf({ list, days }: Loaded, today: string): readonly Chip[] {
  if (list.inAll === 0) return []
  const newest = Number((localDay(list.last ?? '', placeZone(list)) ?? today).slice(0, 4))
  const oldest = Number((localDay(list.first ?? '', placeZone(list)) ?? today).slice(0, 4))
  const years = [newest, newest - 1, newest - 2].filter((year) => year >= oldest)
  const chip = (label: string, from?: string, to?: string): Chip => ({ label, href: withQuery('/me/results', { from, to }), current: days.from === from && days.to === to })
  return [chip(words.last3, monthsBefore(today, 3), today), ...years.map((year) => chip(String(year), `${year}-01-01`, `${year}-12-31`)), chip(words.all(list.inAll))]
}

const placeZone = (list: GroupedPage): string => list.places.first?.timeZone ?? 'UTC'

function FilterForm({ loaded, context, problem }: { loaded: Loaded; context: RecordContext; problem: Problem | null }) {
  const { days, asked, list } = loaded
  const today = localDay(context.now, placeZone(list)) ?? ''
  const said = (code: Parameters<typeof refusalText>[1] | undefined) => (code === undefined ? undefined : `${refusalText('en', code).title} ${refusalText('en', code).text}`.trim())
  return (
    <Filters language="en" action="/me/results" token={context.formToken} label={words.filter} chips={chipsOf(loaded, today)} from={problem?.typed.from ?? days.from ?? asked.from} to={problem?.typed.to ?? days.to ?? asked.to} fromError={said(days.fromProblem)} toError={said(days.toProblem)} button={words.show}>
      <Field language="en" id="words" label={words.words} type="search" optional autocomplete="off" width="wide" value={problem?.typed.words} />
    </Filters>
  )
}

function Group({ group, index, several }: { group: ResultGroup; index: number; several: boolean }) {
  const link = group.visit === null ? undefined : { label: words.seeVisit, href: recordHref(group.visit) }
  return (
    <Section id={`group-${index}`} heading={group.heading} group link={link}>
      <Rows form="chosen">
        {group.rows.map((row) => (
          <Row key={row.id} {...rowProps(row, { dated: false, choose: true, withBy: several })} />
        ))}
      </Rows>
    </Section>
  )
}

function Groups({ loaded, context }: { loaded: Loaded; context: RecordContext }) {
  const { list } = loaded
  if (list.items.length === 0) return null
  return (
    <Form action="/me/results/download" token={context.formToken}>
      {list.groups.map((group, index) => (
        <Group key={group.heading + group.rows[0]?.id} group={group} index={index} several={list.places.several} />
      ))}
      <ActionBar>
        <Button name="as" value="pdf" icon="down">
          {words.download}
        </Button>
        <Button name="as" value="csv" quiet>
          {words.csv}
        </Button>
      </ActionBar>
    </Form>
  )
}

function ResultsView({ loaded, context, problem }: { loaded: Loaded; context: RecordContext; problem: Problem | null }) {
  const { list, days } = loaded
  const place = placeOf(list.places, context.now)
  const range = rangeInWords(days.from, days.to)
  const filtered = range !== ''
  const notYet = list.notYet
  return (
    <RecordFrame context={context} title={words.named(days.from, days.to)} current="/me/results" refused={days.fromProblem !== undefined || days.toProblem !== undefined}>
      <h1>{words.title}</h1>
      <p class="lede">{list.inAll === 0 ? words.none : words.lede(recordKindWords['lab-result'].counted(list.inAll), { first: list.first, last: list.last, now: context.now, zone: placeZone(list) })}</p>
      {problem !== null && (
        <Notice kind="warn" heading={refusalText('en', problem.code).title} aloud>
          <p>{refusalText('en', problem.code).text}</p>
        </Notice>
      )}
      <LateSources absences={list.absences} place={place} />
      <FilterForm loaded={loaded} context={context} problem={problem} />
      {notYet.length > 0 && list.items.length > 0 && (
        <p class="mt4">
          <a href="#not-yet">{words.wayLink(notYet.length)}</a>
        </p>
      )}
      {filtered && list.items.length > 0 && <Found said={words.found(list.total, range)} clear={{ label: words.clear(list.inAll), href: '/me/results' }} />}
      <EmptyBox absences={list.absences} place={place} {...(filtered ? { heading: words.noneIn(range) } : {})} filtered={{ label: words.showAll(list.inAll), href: '/me/results' }} />
      <Groups loaded={loaded} context={context} />
      <Older page={list} href={withQuery('/me/results', { from: days.from, to: days.to, after: list.next ?? undefined })} soFar={loaded.asked.after !== undefined} />
      <NotYet id="not-yet" things={notYet} place={place} heading={filtered ? absenceText.notHereYet : absenceText.onTheWay} />
      <KindsWaiting absences={list.absences} place={place} />
      <NotYet id="removed" things={list.removed} place={place} heading={lists.removedTitle} />
      <PrivateNote absences={list.absences} />
      <AsOf list={list} place={place} />
      <Missing way={notYet.length} place={place} />
    </RecordFrame>
  )
}

export const resultsPage: PageRoute = page<'patient', Loaded, z.ZodType<Record<string, string>>, typeof daysQuery>({
  path: '/me/results',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-listed',
  rate: 'read',
  query: daysQuery,
  async load(context, { query }) {
    const zone = zoneOf(context)
    const days = readDays(query, context.now, zone)
    const list = await context.house.chart.grouped(context.viewer, { kinds: ['lab-result'], orders: 'lab', from: days.from, to: days.to, after: query.after })
    // Also shown again by the download of nothing: what was done is a look at the list.
    context.note({ kind: 'record-listed', patients: context.viewer.patientIds, recordKind: kindNumber('lab-result'), count: list.items.length })
    return { list, days, asked: query }
  },
  view: (loaded, context, problem) => <ResultsView loaded={loaded} context={context as RecordContext} problem={problem} />,
})

const filterForm = z.strictObject({ from: z.string().max(40).default(''), to: z.string().max(40).default(''), words: z.string().max(300).default('') })

/** Words are kept under an opaque id; days alone go into the address. */
export const filterResults: ActRoute = act<'patient', typeof filterForm>({
  path: '/me/results',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-searched',
  rate: 'search',
  form: filterForm,
  async act(context, { form }) {
    context.note({ patients: context.viewer.patientIds, recordKind: kindNumber('lab-result') })
    const typed = form.words.trim()
    if (typed === '') return { go: withQuery('/me/results', { from: form.from, to: form.to }) }
    const zone = zoneOf(context)
    const days = readDays(form, context.now, zone)
    const { id } = await context.house.chart.keepSearch(context.viewer, { words: typed, from: days.from, to: days.to, kind: 'lab-result' })
    return { go: `/me/find/${id}` }
  },
})
