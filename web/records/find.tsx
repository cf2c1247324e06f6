// Where is it? The find box posts; what was typed lives a day under an opaque id, and that page shows what was found.
import { z } from 'zod'
import type { FoundPage } from '#chart'
import { AbsenceBox, Crumb, Find, LinkButton, Section } from '#parts'
import { type ActRoute, type PageRoute, type RecordContext, act, page } from '#web'
import { absenceText } from '../../words/en/absences.ts'
import { find as words, lists } from '../../words/en/results.ts'
import { RecordFrame } from '../frame.tsx'
import { AsOf, DatedRows, LateSources, NotYet, PrivateNote, placeOf } from './list-parts.tsx'
import { byYear } from './visits.tsx'

function saidOf(found: FoundPage): string {
  return found.said.length === 0 ? words.words(found.words) : found.said.join(' · ')
}

function FindView({ found, context }: { found: FoundPage | null; context: RecordContext }) {
  const box = <Find language="en" action="/me/find" token={context.formToken} label={words.label} hint={words.hint} value={found?.words} />
  if (found === null)
    return (
      <RecordFrame context={context} title={words.title} current="/me" within crumb={<Crumb label={lists.backTo.home} href="/me" />}>
        <h1>{words.title}</h1>
        {box}
      </RecordFrame>
    )
  const place = placeOf(found.places, context.now)
  const what = saidOf(found)
  return (
    <RecordFrame context={context} title={words.title} current={found.kind === 'lab-result' ? '/me/results' : '/me'} within crumb={found.kind === 'lab-result' ? <Crumb label={lists.backTo.results} href="/me/results" /> : <Crumb label={lists.backTo.home} href="/me" />}>
      <h1>{words.title}</h1>
      {box}
      <LateSources absences={found.absences} place={place} />
      {found.items.length > 0 ? (
        <>
          <div class="found" role="status">
            <p>
              <b>{found.more ? words.foundFirst(found.items.length, what) : words.found(found.items.length, what)}</b>
            </p>
            <p>
              <a href="/me/timeline">{words.all}</a>
            </p>
          </div>
          {byYear(found.items).map(({ year, rows }) => (
            <Section key={year} id={`year-${year}`} heading={year} group>
              <DatedRows rows={rows} />
            </Section>
          ))}
        </>
      ) : (
        <AbsenceBox code="filtered" heading={found.words === '' ? words.empty : words.none(what)} actions={<LinkButton href="/me/timeline">{words.all}</LinkButton>}>
          <p>{words.noneHelp}</p>
        </AbsenceBox>
      )}
      <NotYet id="not-yet" things={found.notYet} place={place} heading={absenceText.onTheWay} />
      <PrivateNote absences={found.absences} />
      <AsOf list={found} place={place} />
    </RecordFrame>
  )
}

export const findPage: PageRoute = page<'patient', null>({
  path: '/me/find',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-account',
  audit: 'none',
  rate: 'search',
  load: async () => null,
  view: (_nothing, context) => <FindView found={null} context={context as RecordContext} />,
})

const findForm = z.strictObject({ words: z.string().max(2000).default('') })

export const startFind: ActRoute = act<'patient', typeof findForm>({
  path: '/me/find',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-searched',
  rate: 'search',
  form: findForm,
  async act(context, { form }) {
    const { id } = await context.house.chart.keepSearch(context.viewer, { words: form.words })
    context.note({ patients: context.viewer.patientIds })
    return { go: `/me/find/${id}` }
  },
})

const one = z.object({ id: z.string().max(60) })

export const foundPage: PageRoute = page<'patient', FoundPage, typeof one>({
  path: '/me/find/:id',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-record',
  audit: 'record-listed',
  rate: 'search',
  params: one,
  async load(context, { params }) {
    const found = await context.house.chart.found(context.viewer, params.id)
    context.note({ patients: context.viewer.patientIds, count: found.items.length })
    return found
  },
  view: (found, context) => <FindView found={found} context={context as RecordContext} />,
})
