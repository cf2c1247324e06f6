// Which charts are read as one here, and who said so? By their numbers; who they are about is said only where one is opened.
import { z } from 'zod'
import type { MessageLine } from '#inbound/sources'
import { Refusal } from '#kernel'
import { Box, Button, ErrorSummary, Field, Form, Notice, Row, Rows, Section, ShowOlder } from '#parts'
import type { Merge } from '#patients'
import { type Problem, type StaffContext, act, page } from '#web'
import { freshness } from '../../../../words/en/dates.ts'
import { merges as words } from '../../../../words/en/merges.ts'
import { StaffPage, staffZone } from '../../frame.tsx'

export const declared = { audience: 'staff', assurance: 'second-factor', roles: ['records-office', 'administrator'], reads: 'own-organization' } as const

export const hrefOf = (merge: Pick<Merge, 'id'>): string => `/staff/merges/${merge.id}`

/** Who said that charts are one: their sources by name, and the messages that said it, by delivery. */
export type Sayers = { readonly names: ReadonlyMap<string, string>; readonly messages: ReadonlyMap<string, MessageLine> }

export async function sayersOf({ house, tx, staff }: StaffContext, merges: readonly Merge[]): Promise<Sayers> {
  const deliveries = merges.flatMap((one) => (one.saidIn === null ? [] : [one.saidIn]))
  const [sources, messages] = await Promise.all([house.directory.sources(tx, [staff.organization]), house.sources.messagesOf(tx, staff.organization, deliveries)])
  return { names: new Map(sources.map((one) => [one.id, one.name])), messages }
}

export const sayerOf = (merge: Merge, { names }: Sayers): string => (merge.source === null ? words.operator : (names.get(merge.source) ?? merge.source))

type Data = { readonly now: readonly Merge[]; readonly more: boolean; readonly parted: readonly Merge[]; readonly sayers: Sayers; readonly done: boolean }

const mostLines = 50
const mostParted = 20

function FindBox({ context, problem }: { context: StaffContext; problem: Problem | null }) {
  return (
    <Box id="find" heading={words.find.heading}>
      <Form action="/staff/merges/find" token={context.formToken} label={words.find.heading}>
        <Field language="en" id="number" label={words.find.label} hint={words.find.hint} autocomplete="off" maxlength={60} value={problem?.typed.number} error={problem === null ? undefined : words.find.noMatch} />
        <Button quiet>{words.find.button}</Button>
      </Form>
    </Box>
  )
}

function Joined({ data, context }: { data: Data; context: StaffContext }) {
  if (data.now.length === 0) return <p class="mt3">{words.none}</p>
  return (
    <>
      <Rows form="plain">
        {data.now.map((one) => (
          <Row key={one.id} language="en" title={words.pair(one.retired, one.survivor)} href={hrefOf(one)} meta={words.said(sayerOf(one, data.sayers), freshness(one.from, context.now, staffZone(context)))} />
        ))}
      </Rows>
      {data.more && <ShowOlder label={words.older} href={`/staff/merges?before=${data.now.at(-1)?.id ?? ''}`} />}
    </>
  )
}

function View({ data, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  return (
    <StaffPage context={context} title={words.title} current="/staff/merges" refused={problem !== null} asideLabel={words.find.heading} aside={<FindBox context={context} problem={problem} />}>
      <h1>{words.heading}</h1>
      {problem !== null && <ErrorSummary language="en" errors={[{ message: words.find.noMatch, field: 'number' }]} />}
      {data.done && problem === null && (
        <Notice kind="done" heading={words.done.heading}>
          <p>{words.done.text}</p>
        </Notice>
      )}
      <p class="lede">{words.lede}</p>
      <Section id="now" heading={words.now}>
        <Joined data={data} context={context} />
      </Section>
      <Section id="parted" heading={words.parted}>
        {data.parted.length === 0 ? (
          <p class="mt3">{words.partedNone}</p>
        ) : (
          <Rows form="plain">
            {data.parted.map((one) => (
              <Row key={one.id} language="en" title={words.both(one.survivor, one.retired)} href={hrefOf(one)} meta={words.partedBy(one.endedBy ?? '', freshness(one.until ?? one.from, context.now, staffZone(context)), one.endedReason ?? '')} />
            ))}
          </Rows>
        )}
      </Section>
    </StaffPage>
  )
}

export const mergesPage = page({
  path: '/staff/merges',
  ...declared,
  audit: 'staff-worked',
  rate: 'read',
  query: z.object({ done: z.enum(['parted']).optional().catch(undefined), before: z.uuid().optional().catch(undefined) }),
  load: async (context: StaffContext, { query }): Promise<Data> => {
    const { house, tx, staff } = context
    const [found, parted] = await Promise.all([house.patients.holding(tx, staff.organization, { before: query.before ?? null, limit: mostLines + 1 }), house.patients.parted(tx, staff.organization, mostParted)])
    const now = found.slice(0, mostLines)
    context.note({ kind: 'staff-worked', reason: 'joined charts', count: now.length })
    return { now, more: found.length > mostLines, parted, sayers: await sayersOf(context, now), done: query.done === 'parted' }
  },
  view: (data: Data, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})

/** The number itself enters no address. */
export const findMerge = act({
  path: '/staff/merges/find',
  ...declared,
  audit: 'identity-viewed',
  rate: 'write',
  form: z.strictObject({ number: z.string().max(100).default('') }),
  again: mergesPage,
  act: async (context: StaffContext, { form }) => {
    const { house, tx, staff } = context
    const number = form.number.trim()
    const chart = number === '' || number.length > 60 ? null : await house.patients.byMrn(tx, staff.organization, number)
    const [newest] = chart === null ? [] : await house.patients.ties(tx, [chart.id])
    if (chart === null || newest === undefined || (await house.access.actsFor(tx, staff.person, chart.id))) throw new Refusal('no-chart-found', 'not joined with another', { field: 'number' })
    context.note({ patient: chart.id, reason: 'to find out if two charts are one person' })
    return { go: hrefOf(newest) }
  },
})
