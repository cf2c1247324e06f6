// What does one record say? The doctor's words, one sentence, each number, and beside it everything of the same visit.
import { z } from 'zod'
import type { RecordPage, WaitingPage } from '#chart'
import { isPaper } from '#chart'
import { Actions, Acts, Crumb, Docs, LinkButton, Notice, Phones, PrintButton, RowActions, SideSection } from '#parts'
import { type PageRoute, type RecordContext, page } from '#web'
import { type RecordKind, kindNumber } from '../../contract/record-kinds.ts'
import { record as words } from '../../words/en/record.ts'
import { historyWords } from '../../words/en/provenance.ts'
import { lists, rowWords } from '../../words/en/results.ts'
import { RecordFrame } from '../frame.tsx'
import { pdfHref, recordHref, shortLine } from './links.ts'
import { NotYet, Ways, placeOf } from './list-parts.tsx'
import { AboutBox, Files, History, Sections, Trends, Whence, lastTimeOf } from './record-parts.tsx'
import { absenceText } from '../../words/en/absences.ts'

type Loaded = RecordPage | WaitingPage

type Back = { readonly label: string; readonly href: string; readonly nav: string }
const backs: Readonly<Partial<Record<RecordKind, Back>>> = {
  'lab-result': { label: lists.backTo.results, href: '/me/results', nav: '/me/results' },
  'imaging-report': { label: lists.backTo.imaging, href: '/me/imaging', nav: '/me/results' },
  note: { label: lists.backTo.notes, href: '/me/notes', nav: '/me/visits' },
  'visit-summary': { label: lists.backTo.visits, href: '/me/visits', nav: '/me/visits' },
  medicine: { label: lists.backTo.medicines, href: '/me/medicines', nav: '/me/medicines' },
  vaccine: { label: lists.backTo.vaccines, href: '/me/vaccines', nav: '/me' },
  condition: { label: lists.backTo.conditions, href: '/me/conditions', nav: '/me' },
  allergy: { label: lists.backTo.allergies, href: '/me/allergies', nav: '/me' },
  appointment: { label: lists.backTo.appointments, href: '/me/appointments', nav: '/me/appointments' },
}
const backOf = (kind: RecordKind | null): Back => (kind === null ? undefined : backs[kind]) ?? { label: lists.backTo.home, href: '/me', nav: '/me' }

function SameVisit({ page }: { page: RecordPage }) {
  if (page.visit === null) return null
  const papers = page.siblings.filter((row) => isPaper(row.kind))
  const all = papers.length + (isPaper(page.row.kind) ? 1 : 0)
  return (
    <SideSection id="visit" heading={words.sameVisit}>
      <p>
        <b>{page.visit.when}</b>
        <br />
        <a href={recordHref(page.visit)}>{page.visit.title}</a>
      </p>
      {papers.length > 0 && <Docs docs={papers.map((row) => ({ label: row.title, href: recordHref(row), line: shortLine(row) }))} />}
      {papers.length === 0 && <p class="mute">{words.nothingOfVisit}</p>}
      {all > 1 && (
        <RowActions>
          <LinkButton href={pdfHref(page.visit)} quiet small icon="down">
            {words.downloadAll(all)}
          </LinkButton>
        </RowActions>
      )}
    </SideSection>
  )
}

function MoreWays({ page }: { page: RecordPage }) {
  if (page.row.kind !== 'lab-result') return null
  return (
    <SideSection id="more" heading={words.moreWays} noPrint>
      <Acts
        acts={[
          { label: words.csv, href: `/me/results/${page.row.id}.csv` },
          { label: words.allTests, href: '/me/results' },
        ]}
      />
    </SideSection>
  )
}

function RecordView({ page, context }: { page: RecordPage; context: RecordContext }) {
  const { record, row } = page
  const back = backOf(row.kind)
  const place = placeOf(page.places, context.now)
  const critical = record.sections.some((section) => section.type === 'values' && section.values.some((value) => value.standing === 'critical'))
  const by = rowWords.join([record.subtitle, record.when, record.who])
  const aside = (
    <>
      <SameVisit page={page} />
      <AboutBox record={record} />
      <Whence record={record} />
      <Files record={record} />
      <MoreWays page={page} />
    </>
  )
  return (
    <RecordFrame context={context} title={`${record.title}, ${record.when}`} current={back.nav} within crumb={<Crumb label={back.label} href={back.href} />} aside={aside} asideLabel={words.about}>
      <h1>{record.title}</h1>
      <p class="sub">{by}</p>
      {record.notice !== undefined && (
        <Notice kind="warn" heading={record.notice}>
          {record.history.length === 0 ? null : (
            <p>
              <a href="#history">{historyWords.see}</a>
            </p>
          )}
        </Notice>
      )}
      {record.summary !== undefined && (critical ? <Critical text={record.summary} /> : <Summary text={record.summary} />)}
      <Actions>
        <LinkButton href={pdfHref(row)} icon="down" of={row.named}>
          {words.download}
        </LinkButton>
        <PrintButton language="en" />
      </Actions>
      <Sections sections={record.sections} lastTime={lastTimeOf(page)} />
      <Trends page={page} />
      <History record={record} />
      <NotYet id="not-yet" things={page.notYet} place={place} heading={absenceText.notFromVisit} />
    </RecordFrame>
  )
}

/** The heading says what; the sentences under it what to do now. */
function Critical({ text }: { text: string }) {
  const end = text.indexOf('. ')
  return (
    <Notice kind="critical" heading={end < 0 ? text : text.slice(0, end + 1)}>
      {end < 0 ? null : (
        <p>
          <Phones text={text.slice(end + 2)} />
        </p>
      )}
    </Notice>
  )
}

/** The first sentence carries the news. */
function Summary({ text }: { text: string }) {
  const end = text.indexOf('. ')
  return end < 0 ? (
    <p class="sum">
      <b>{text}</b>
    </p>
  ) : (
    <p class="sum">
      <b>{text.slice(0, end + 1)}</b>
      {text.slice(end + 1)}
    </p>
  )
}

function WaitingView({ page, context }: { page: WaitingPage; context: RecordContext }) {
  const { absence } = page.waiting
  const back = backOf(absence.kind)
  return (
    <RecordFrame context={context} title={absence.what ?? ''} current={back.nav} within crumb={<Crumb label={back.label} href={back.href} />}>
      <h1>{absence.what}</h1>
      <Ways things={[page.waiting]} place={placeOf(page.places, context.now)} />
    </RecordFrame>
  )
}

const one = z.object({ id: z.string().max(60) })

function recordPageAt(path: `/${string}`): PageRoute {
  return page<'patient', Loaded, typeof one>({
    path,
    audience: 'patient',
    assurance: 'second-factor',
    reads: 'own-record',
    audit: 'record-viewed',
    rate: 'read',
    params: one,
    async load(context, { params }) {
      const loaded = await context.house.chart.record(context.viewer, params.id)
      const seen = 'waiting' in loaded ? { patient: loaded.waiting.patient, record: loaded.waiting.id, recordKind: kindNumber(loaded.waiting.absence.kind ?? 'document') } : { patient: loaded.row.patient, record: loaded.row.id, recordKind: kindNumber(loaded.row.kind) }
      context.note({ ...seen, count: 1 })
      return loaded
    },
    view: (loaded, context) => ('waiting' in loaded ? <WaitingView page={loaded} context={context as RecordContext} /> : <RecordView page={loaded} context={context as RecordContext} />),
  })
}

export const resultPage: PageRoute = recordPageAt('/me/results/:id')
export const otherRecordPage: PageRoute = recordPageAt('/me/records/:id')
