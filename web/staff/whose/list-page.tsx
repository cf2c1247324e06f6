// Which messages fit no chart, or more than one? What they are and why they wait; who they are about is said only where one is opened.
import { z } from 'zod'
import { aboutMerges } from '../../../contract/message-states.ts'
import type { Link, MessageLine } from '#inbound/sources'
import { Notice, Row, Rows, Section, ShowOlder } from '#parts'
import { type StaffContext, page } from '#web'
import { freshness } from '../../../words/en/dates.ts'
import { provenanceWords } from '../../../words/en/provenance.ts'
import { sources as sourceWords, unplacedWords, whose as words } from '../../../words/en/sources.ts'
import { StaffPage, staffZone } from '../frame.tsx'

export const declared = { audience: 'staff', assurance: 'second-factor', roles: ['records-office'], reads: 'own-organization' } as const

type Done = 'placed' | 'undone' | 'aside' | 'accepted' | 'replayed'
type Data = { readonly waiting: readonly MessageLine[]; readonly more: boolean; readonly placed: readonly Link[]; readonly aside: readonly MessageLine[]; readonly names: ReadonlyMap<string, string>; readonly done: Done | null }

const mostLines = 50
const keyOf = (feed: string): string => feed.slice(feed.indexOf(':') + 1)
export const hrefOf = (message: { readonly feed: string; readonly id: string }): string => `/staff/whose/${keyOf(message.feed)}/${message.id}`

/** What it is, without a word of whom it is about. */
export const whatOf = ({ form, kind }: Pick<MessageLine, 'form' | 'kind'>): string => provenanceWords.how({ form, kind, sent: undefined }) ?? kind

function Messages({ lines, data, context }: { lines: readonly MessageLine[]; data: Data; context: StaffContext }) {
  const why = (one: MessageLine): string => one.setAside ?? one.reasons.map((reason) => unplacedWords[reason as keyof typeof unplacedWords]?.why ?? reason).join(' ')
  return (
    <Rows form="plain">
      {lines.map((one) => (
        <Row key={`${one.feed} ${one.id}`} language="en" title={one.reasons.some(aboutMerges) ? words.joins : whatOf(one)} href={hrefOf(one)} meta={`${words.from(data.names.get(one.feed) ?? one.feed, freshness(one.receivedAt, context.now, staffZone(context)))}. ${why(one)}`} />
      ))}
    </Rows>
  )
}

function Waiting({ data, context }: { data: Data; context: StaffContext }) {
  if (data.waiting.length === 0) return <p class="mt3">{words.none}</p>
  return (
    <>
      <Messages lines={data.waiting} data={data} context={context} />
      {data.more && <ShowOlder label={words.older} href={`/staff/whose?before=${data.waiting.at(-1)?.id ?? ''}`} />}
    </>
  )
}

function View({ data, context }: { data: Data; context: StaffContext }) {
  return (
    <StaffPage context={context} title={words.title} current="/staff/whose">
      <h1>{words.heading}</h1>
      {data.done !== null && (
        <Notice kind="done" heading={sourceWords.done[data.done].heading}>
          <p>{sourceWords.done[data.done].text}</p>
        </Notice>
      )}
      <p class="lede">{words.lede}</p>
      <Section id="waiting" heading={words.waitingHeading}>
        <Waiting data={data} context={context} />
      </Section>
      <Section id="placed" heading={words.placedHeading}>
        {data.placed.length === 0 ? (
          <p class="mt3">{words.placedNone}</p>
        ) : (
          <Rows form="plain">
            {data.placed.map((link) => (
              <Row key={link.id} language="en" title={link.reason} href={`/staff/filed/${link.id}`} meta={words.placedBy(link.madeBy, freshness(link.madeAt, context.now, staffZone(context)))} />
            ))}
          </Rows>
        )}
      </Section>
      {data.aside.length > 0 && (
        <Section id="aside" heading={words.asideHeading}>
          <Messages lines={data.aside} data={data} context={context} />
        </Section>
      )}
    </StaffPage>
  )
}

export const whoseListPage = page({
  path: '/staff/whose',
  ...declared,
  audit: 'staff-worked',
  rate: 'read',
  query: z.object({ done: z.enum(['placed', 'undone', 'aside', 'accepted', 'replayed']).optional().catch(undefined), before: z.string().max(20).optional() }),
  load: async (context: StaffContext, { query }): Promise<Data> => {
    const { organization } = context.staff
    const { sources } = context.house
    const [waiting, aside, placed, feeds] = await Promise.all([
      sources.messages(context.tx, { organization, feed: null, states: ['unplaced'], before: query.before ?? null, limit: mostLines + 1 }),
      sources.messages(context.tx, { organization, feed: null, states: ['set-aside'], limit: mostLines }),
      sources.placement.links(context.tx, organization, null),
      sources.feeds(context.tx, organization),
    ])
    context.note({ reason: 'whose is it', count: waiting.length })
    return { waiting: waiting.slice(0, mostLines), more: waiting.length > mostLines, placed: placed.filter((link) => link.endedAt === null), aside: aside.filter((one) => one.people.length > 0), names: new Map(feeds.map((feed) => [feed.id, feed.name])), done: query.done ?? null }
  },
  view: (data: Data, context) => <View data={data} context={context as StaffContext} />,
})
