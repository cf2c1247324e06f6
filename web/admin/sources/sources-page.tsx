// Which sources does this organization have, and how does each stand? What came last, what waits, what could not be read.
import type { FeedState } from '#inbound/sources'
import { LinkButton, Notice, Section, StackTable, Tag } from '#parts'
import { type StaffContext, page } from '#web'
import { counts as countWords } from '../../../words/en/counts.ts'
import { routeWords, sources as words } from '../../../words/en/sources.ts'
import { StaffPage } from '../../staff/frame.tsx'
import { byHand, declared, doneQuery, hrefOf, sourcesOf, stateOf, when } from './declared.ts'

type Data = { readonly sources: readonly FeedState[]; /** Those with an open alarm. */ readonly off: ReadonlySet<string>; readonly done: keyof typeof words.done | null }

function Feeds({ data, context }: { data: Data; context: StaffContext }) {
  const rows = data.sources.map((feed) => {
    const state = stateOf(context, feed, data.off.has(feed.id))
    return {
      key: feed.id,
      cells: [
        <>
          <a href={hrefOf(feed.id)}>{feed.name}</a>
          <span class="mute">{byHand(feed) ? words.byHand : routeWords[feed.route]}</span>
        </>,
        feed.lastCame === null ? words.nothingYet : when(context, feed.lastCame),
        words.waits(feed.waiting, feed.waitingSince === null ? null : when(context, feed.waitingSince)),
        String(feed.parked),
        String(feed.unplaced),
        <Tag key="state" kind={state.kind} label={state.text} />,
      ],
    }
  })
  return <StackTable caption={words.heading} columns={words.columns} rows={rows} numbers={[3, 4]} />
}

function View({ data, context }: { data: Data; context: StaffContext }) {
  return (
    <StaffPage context={context} title={words.title} current="/admin/sources">
      <h1>{words.heading}</h1>
      {data.done !== null && (
        <Notice kind="done" heading={words.done[data.done].heading}>
          <p>{words.done[data.done].text}</p>
        </Notice>
      )}
      <p class="lede">{words.lede}</p>
      {data.off.size > 0 && (
        <Notice kind="warn" heading={countWords.off.heading}>
          <p>{countWords.off.text}</p>
        </Notice>
      )}
      <p class="bar">
        <LinkButton href="/admin/sources/add">{words.add}</LinkButton>
      </p>
      <Section id="sources" heading={words.title}>
        {data.sources.length === 0 ? <p class="mt3">{words.none}</p> : <Feeds data={data} context={context} />}
      </Section>
    </StaffPage>
  )
}

export const sourcesPage = page({
  path: '/admin/sources',
  ...declared,
  audit: 'staff-worked',
  rate: 'read',
  query: doneQuery,
  load: async (context: StaffContext, input): Promise<Data> => {
    const found = await sourcesOf(context)
    context.note({ reason: 'sources', count: found.sources.length })
    return { ...found, done: input.query.done ?? null }
  },
  view: (data: Data, context) => <View data={data} context={context as StaffContext} />,
})
