// How does one source stand? What could not be read and why, whose is still unknown, whether everything adds up, and what is agreed.
import type { FeedState, KeptBalance, MessageLine, Namesake, ReasonCount, TurnedAway } from '#inbound/sources'
import { Box, Button, Crumb, Disclosure, ErrorSummary, Field, Form, Notice, Row, Rows, Section, ShowOlder, StackTable, TextBox } from '#parts'
import { type Problem, type StaffContext, page } from '#web'
import { counts as countWords } from '../../../words/en/counts.ts'
import { longDate } from '../../../words/en/dates.ts'
import { recordKindWords } from '../../../words/en/record-kinds.ts'
import { doorRefusalText } from '../../../words/en/feeds.ts'
import { parkedHelp, parkedWhy, routeWords, sources as words } from '../../../words/en/sources.ts'
import type { RecordKind } from '../../../contract/record-kinds.ts'
import { FactStrip, StaffPage } from '../../staff/frame.tsx'
import { byHand, declared, doneQuery, hrefOf, keyOf, sourceOf, sourceParams, when } from './declared.ts'

type Data = {
  readonly feed: FeedState
  readonly reasons: readonly ReasonCount[]
  readonly parked: readonly MessageLine[]
  readonly more: boolean
  /** The newest of those that were set aside. */
  readonly aside: readonly MessageLine[]
  /** Control ids that came with other bytes. */
  readonly twice: readonly Namesake[]
  /** Refused at the door. */
  readonly away: readonly TurnedAway[]
  readonly balance: readonly KeptBalance[]
  readonly off: boolean
  readonly done: keyof typeof words.done | null
}

/** At once on a page. */
const mostMessages = 20
const balanceDays = 8

function Messages({ caption, lines, feed, context }: { caption: string; lines: readonly MessageLine[]; feed: FeedState; context: StaffContext }) {
  const rows = lines.map((one) => ({ key: one.id, cells: [<a key="open" href={`${hrefOf(feed.id)}/messages/${one.id}`}>{`${one.kind} ${one.name}`}</a>, when(context, one.receivedAt), one.setAside ?? one.reasons.map(parkedWhy).join(' ')] }))
  return <StackTable caption={caption} columns={[words.message.strip.kind, words.message.strip.came, words.message.whyShort]} rows={rows} />
}

function Parked({ data, context }: { data: Data; context: StaffContext }) {
  const { feed, parked } = data
  const reasons = data.reasons.filter((one) => one.state === 'parked')
  if (parked.length === 0) return <p class="mt3">{words.parked.none}</p>
  return (
    <>
      <p class="mute mt2">{words.parked.note}</p>
      <Rows form="plain">
        {reasons.map((one) => (
          <Row key={one.reason} language="en" title={parkedWhy(one.reason)} titleTag={{ kind: 'out', label: words.parked.count(one.count) }} meta={`${parkedHelp(one.reason)} ${words.parked.oldest(when(context, one.oldest)).replace(/^./, (letter) => letter.toUpperCase())}.`} />
        ))}
      </Rows>
      <Form action={`${hrefOf(feed.id)}/again`} token={context.formToken} label={words.message.again.heading}>
        <p class="row-act">
          <Button quiet>{words.parked.all(feed.parked)}</Button>
        </p>
      </Form>
      <Messages caption={words.parked.heading} lines={parked} feed={feed} context={context} />
      {data.more && <ShowOlder label={words.parked.older} href={`${hrefOf(feed.id)}?before=${parked.at(-1)?.id ?? ''}`} />}
    </>
  )
}

/** Messages under a number that another one had. */
function Twice({ data: { feed, twice }, context }: { data: Data; context: StaffContext }) {
  if (twice.length === 0) return null
  const rows = twice.map((one) => ({ key: one.id, cells: [<a key="open" href={`${hrefOf(feed.id)}/messages/${one.id}`}>{`${one.kind} ${one.name}`}</a>, when(context, one.receivedAt), String(one.others)] }))
  return (
    <Section id="twice" heading={words.sameName.heading}>
      <p class="mute mt2">{words.sameName.note}</p>
      <StackTable caption={words.sameName.heading} columns={words.sameName.columns} numbers={[2]} rows={rows} />
    </Section>
  )
}

const numberOf = (counts: KeptBalance['counts'], ...names: readonly string[]): string => String(names.reduce((sum, name) => sum + (typeof counts[name] === 'number' ? counts[name] : 0), 0))
const leftOut = (counts: KeptBalance['counts']): string => String(typeof counts.leftOut === 'object' ? Object.values(counts.leftOut).reduce((sum, one) => sum + one, 0) : 0)
const kindName = (kind: string): string => (kind in recordKindWords ? recordKindWords[kind as RecordKind].heading : kind)

function DayOfCounts({ day, rows }: { day: string; rows: readonly KeptBalance[] }) {
  const { columns } = countWords
  const named = (row: KeptBalance) => (
    <>
      {row.side === 'shown' ? kindName(row.kind) : row.kind}
      {row.off && <span class="mute">{countWords.offHere}</span>}
    </>
  )
  const [received, shown] = [rows.filter((row) => row.side === 'received'), rows.filter((row) => row.side === 'shown')]
  return (
    <>
      {received.length > 0 && (
        <StackTable captioned caption={countWords.came(longDate(day))} columns={[columns.what, columns.received, columns.record, columns.merged, columns.leftOut, columns.refused]} numbers={[1, 2, 3, 4, 5]}
          rows={received.map((row) => ({ key: row.kind, marked: row.off, cells: [named(row), numberOf(row.counts, 'received'), numberOf(row.counts, 'record', 'part', 'version', 'reference'), numberOf(row.counts, 'duplicate', 'again'), leftOut(row.counts), numberOf(row.counts, 'refused')] }))} />
      )}
      {shown.length > 0 && (
        <StackTable captioned caption={countWords.here(longDate(day))} columns={[columns.what, columns.record, columns.shown, columns.waiting, columns.files]} numbers={[1, 2, 3, 4]}
          rows={shown.map((row) => ({ key: row.kind, marked: row.off, cells: [named(row), numberOf(row.counts, 'records'), numberOf(row.counts, 'shown'), numberOf(row.counts, 'waiting'), numberOf(row.counts, 'exported')] }))} />
      )}
    </>
  )
}

/** The newest day that has something is open, and every day that does not add up. */
function Balance({ data, context }: { data: Data; context: StaffContext }) {
  const [first] = data.balance
  if (first === undefined) return <p class="mt3">{countWords.never}</p>
  const days = [...Map.groupBy(data.balance, (row) => row.day)].sort(([a], [b]) => (a < b ? 1 : -1))
  return (
    <>
      <p class="mute mt2">
        {countWords.lede(when(context, first.checkedAt))} {data.off ? '' : countWords.ok}
      </p>
      {days.map(([day, rows], at) =>
        at === 0 || rows.some((row) => row.off) ? (
          <DayOfCounts key={day} day={day} rows={rows} />
        ) : (
          <Disclosure key={day} summary={countWords.day(longDate(day))} wide>
            <DayOfCounts day={day} rows={rows} />
          </Disclosure>
        ),
      )}
    </>
  )
}

function Agreed({ feed, context, problem }: { feed: FeedState; context: StaffContext; problem: Problem | null }) {
  const at = hrefOf(feed.id)
  const typed = problem?.typed
  return (
    <>
      <Box id="late" heading={words.late.heading}>
        <Form action={`${at}/late`} token={context.formToken} label={words.late.heading}>
          <Field language="en" id="hours" label={words.late.hours} hint={words.late.hoursHint} inputmode="numeric" autocomplete="off" value={typed?.hours ?? (feed.lateAfterMinutes === null ? '' : String(Math.round(feed.lateAfterMinutes / 60)))} error={problem?.field === 'hours' ? words.late.notHours : undefined} />
          <TextBox language="en" id="words" label={words.late.words} hint={words.late.wordsHint} rows={3} value={typed?.words ?? feed.words ?? ''} />
          <Button quiet>{words.late.button}</Button>
        </Form>
      </Box>
      {!byHand(feed) && <Feed feed={feed} context={context} />}
    </>
  )
}

/** What is agreed with a source that sends by itself. */
function Feed({ feed, context }: { feed: FeedState; context: StaffContext }) {
  const at = hrefOf(feed.id)
  return (
    <>
      <Box id="keys" heading={words.keys.heading}>
        <p>
          <a href={`${at}/keys`}>{words.keys.link}</a>
        </p>
      </Box>
      <Box id="agreed" heading={words.agreed.heading}>
        <p>
          <a href={`${at}/agreed`}>{words.agreed.link}</a>
        </p>
      </Box>
      <Box id="pause" heading={words.pause.heading}>
        <p>{feed.paused ? `${words.pause.off} ${words.pause.waits(feed.waiting)}` : words.pause.on}</p>
        <Form action={`${at}/${feed.paused ? 'resume' : 'pause'}`} token={context.formToken} label={words.pause.heading}>
          <Button quiet>{feed.paused ? words.pause.resume : words.pause.button}</Button>
        </Form>
      </Box>
      <Box id="end" heading={words.end.heading}>
        <p>{words.end.text}</p>
        <Disclosure summary={words.end.open}>
          <Form action={`${at}/end`} token={context.formToken} label={words.end.heading}>
            <Button quiet>{words.end.button}</Button>
          </Form>
        </Disclosure>
      </Box>
    </>
  )
}

/** How much of what it sent is not in the record, and why. */
const waitingFacts = (feed: FeedState, context: StaffContext) => [
  [words.strip.waiting, words.waits(feed.waiting, feed.waitingSince === null ? null : when(context, feed.waitingSince))],
  [words.strip.parked, String(feed.parked)],
  [words.strip.unplaced, String(feed.unplaced)],
  [words.strip.aside, String(feed.setAside)],
] as const

function View({ data, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  const { feed } = data
  const facts = [
    [words.strip.route, routeWords[feed.route]],
    [words.strip.last, feed.lastCame === null ? words.nothingYet : when(context, feed.lastCame)],
    ...(byHand(feed) ? [] : waitingFacts(feed, context)),
  ] as const
  return (
    <StaffPage context={context} title={feed.name} current="/admin/sources" within refused={problem !== null} crumb={<Crumb label={words.back} href="/admin/sources" />} asideLabel={words.late.heading} aside={<Agreed feed={feed} context={context} problem={problem} />}>
      <h1>{feed.name}</h1>
      {problem?.field === 'hours' && <ErrorSummary language="en" errors={[{ message: words.late.notHours, field: 'hours' }]} />}
      {data.done !== null && problem === null && (
        <Notice kind="done" heading={words.done[data.done].heading}>
          <p>{words.done[data.done].text}</p>
        </Notice>
      )}
      {feed.lateSince !== null && <Notice kind="warn" heading={words.state.late(when(context, feed.lateSince))}>{feed.words === null ? null : <p>{feed.words}</p>}</Notice>}
      {data.off && (
        <Notice kind="warn" heading={countWords.off.heading}>
          <p>{countWords.off.text}</p>
        </Notice>
      )}
      {feed.letIn === 0 && (
        <Notice kind="warn" heading={words.credentials.noneYet.heading}>
          <p>
            <a href={`${hrefOf(feed.id)}/keys`}>{words.credentials.noneYet.link}</a>
          </p>
        </Notice>
      )}
      <FactStrip facts={facts} />
      {!byHand(feed) && (
        <Section id="parked" heading={words.parked.heading}>
          <Parked data={data} context={context} />
        </Section>
      )}
      <Twice data={data} context={context} />
      {data.away.length > 0 && (
        <Section id="away" heading={words.away.heading}>
          <p class="mute mt2">{words.away.note(balanceDays)}</p>
          <StackTable caption={words.away.heading} columns={words.away.columns} numbers={[1]} rows={data.away.map((one) => ({ key: one.reason, cells: [doorRefusalText(one.reason), String(one.count), when(context, one.lastAt)] }))} />
        </Section>
      )}
      {data.aside.length > 0 && (
        <Section id="aside" heading={words.aside.heading}>
          <p class="mute mt2">{words.aside.note}</p>
          <Messages caption={words.aside.heading} lines={data.aside} feed={feed} context={context} />
        </Section>
      )}
      {feed.unplaced > 0 && (
        <Section id="unplaced" heading={words.unplaced.heading} link={context.staff.roles.includes('records-office') ? { label: words.unplaced.link, href: '/staff/whose' } : undefined}>
          <p class="mt3">{words.unplaced.text(feed.unplaced)}</p>
        </Section>
      )}
      <Section id="counts" heading={countWords.heading}>
        <Balance data={data} context={context} />
      </Section>
    </StaffPage>
  )
}

export const sourcePage = page({
  path: '/admin/sources/:source',
  ...declared,
  audit: 'staff-worked',
  rate: 'read',
  params: sourceParams,
  query: doneQuery,
  load: async (context: StaffContext, { params, query }): Promise<Data> => {
    const { organization } = context.staff
    const [{ source: feed, off }, { sources }] = [await sourceOf(context, params.source), context.house]
    const [reasons, parked, aside, away, balance, twice] = await Promise.all([
      sources.reasons(context.tx, organization, feed.id),
      sources.messages(context.tx, { organization, feed: feed.id, states: ['parked'], before: query.before ?? null, limit: mostMessages + 1 }),
      feed.setAside === 0 ? [] : sources.messages(context.tx, { organization, feed: feed.id, states: ['set-aside'], limit: mostMessages }),
      sources.turnedAway(context.tx, organization, balanceDays),
      sources.balance.read(context.tx, { organization, source: feed.id, days: balanceDays }),
      byHand(feed) ? [] : sources.namesakes(context.tx, { organization, feed: feed.id, limit: 5 }),
    ])
    context.note({ kind: 'staff-worked', reason: `source ${keyOf(feed.id)}`, count: parked.length })
    return { feed, reasons, parked: parked.slice(0, mostMessages), more: parked.length > mostMessages, twice, aside, away: away.filter((one) => one.feed === feed.id), balance, off: off || balance.some((row) => row.off), done: query.done ?? null }
  },
  view: (data: Data, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})
