// Whose is this message? What it says beside each chart that could be meant; it is filed, taken back, or set aside, with a reason.
import { z } from 'zod'
import type { MessageLine, SaidWhom } from '#inbound/sources'
import { aboutMerges } from '../../../contract/message-states.ts'
import { Refusal } from '#kernel'
import { Box, Button, ComparedTable, Crumb, ErrorSummary, Field, Form, Notice, Points, Section } from '#parts'
import { type Problem, type StaffContext, page } from '#web'
import { shortDate, shortDateAndTime } from '../../../words/en/dates.ts'
import { merges as mergeWords } from '../../../words/en/merges.ts'
import { messageStateWords, sources as sourceWords, unplacedWords, whose as words } from '../../../words/en/sources.ts'
import { FactStrip, StaffPage, staffZone } from '../frame.tsx'
import { type Candidate, type ComparedLine, candidatesFor, chartAsked, chartsToJoin } from './candidates.ts'
import { declared, hrefOf, whatOf } from './list-page.tsx'
import { BesideTable } from './merges/beside-table.tsx'

export const params = z.object({ source: z.string().max(60), message: z.string().max(20) })

type Person = { readonly said: SaidWhom; readonly candidates: readonly Candidate[]; /** Two charts that would become one. */ readonly joining: Awaited<ReturnType<typeof chartsToJoin>> }
type Data = { readonly message: MessageLine; readonly source: string; readonly people: readonly Person[] }

const one = words.one

/** Two charts that a source says are one: no chart is looked for, the sender is asked. */
const isAboutMerges = (message: MessageLine): boolean => message.reasons.some(aboutMerges)

const shown = (field: ComparedLine['field'], values: readonly string[], none: string): string => (values.length === 0 ? none : values.map((value) => (field === 'birthDate' ? shortDate(value) : value)).join(', '))

/** `alone`: there is no chart to lay it beside. */
function Compared({ lines, id, alone = false }: { lines: readonly ComparedLine[]; id: string; alone?: boolean }) {
  const { columns } = one
  const rows = lines.map(({ field, says, chart, same }) => {
    const said = { label: columns.says, text: shown(field, says, one.unknown) }
    const beside = [{ label: columns.chart, text: shown(field, chart, one.none) }, { label: columns.result, text: <b>{same === null ? one.unknown : same ? one.same : one.differs}</b> }]
    return { key: field, field: one.fields[field], differs: same === false, cells: alone ? [said] : [said, ...beside] }
  })
  return <ComparedTable by={id} columns={[columns.field, columns.says, ...(alone ? [] : [columns.chart, columns.result])]} rows={rows} />
}

type Placing = { readonly message: MessageLine; readonly said: SaidWhom; readonly candidate: Candidate; readonly context: StaffContext; readonly problem: Problem | null }

function PlaceForm({ message, said, candidate, context, problem }: Placing) {
  const { chart } = candidate
  const wrong = problem?.field === 'reason' && problem.typed.chart === chart.patient
  return (
    <Form action={`${hrefOf(message)}/place`} token={context.formToken} label={`${one.place.heading}, ${chart.mrns[0] ?? ''}`} column>
      <input type="hidden" name="whom" value={said.whom} />
      <input type="hidden" name="chart" value={chart.patient} />
      <Field language="en" id={`reason-${chart.patient}`} name="reason" label={one.place.reason} hint={one.place.reasonHint} autocomplete="off" maxlength={500} value={wrong ? problem.typed.reason : undefined} error={wrong ? sourceWords.message.reasonMissing : undefined} />
      <p>
        <Button small>{one.place.button}</Button>
      </p>
    </Form>
  )
}

function PersonView({ data, person, at, context, problem }: { data: Data; person: Person; at: number; context: StaffContext; problem: Problem | null }) {
  const { message } = data
  const { said, candidates, joining } = person
  if (joining !== null) {
    return (
      <Section id={`join-${at}`} heading={one.join.charts}>
        <BesideTable survivor={joining.survivor} retired={joining.retired} by={`join-${at}`} />
      </Section>
    )
  }
  return (
    <>
      {candidates.length === 0 && (
        <Section id={`says-${at}`} heading={one.says}>
          <Compared alone id={`says-${at}`} lines={[{ field: 'name', says: said.names, chart: [], same: null }, { field: 'birthDate', says: said.birthDate === null ? [] : [said.birthDate], chart: [], same: null }, { field: 'number', says: said.numbers, chart: [], same: null }]} />
          <p class="mt3">{one.noCandidate}</p>
        </Section>
      )}
      {candidates.map((candidate, index) => (
        <Section key={candidate.chart.patient} id={`chart-${at}-${index}`} heading={one.candidate(index + 1, candidates.length)}>
          <Compared id={`chart-${at}-${index}`} lines={candidate.lines} />
          {message.state === 'unplaced' && said.whom !== '' && !isAboutMerges(message) && <PlaceForm message={message} said={said} candidate={candidate} context={context} problem={problem} />}
        </Section>
      ))}
    </>
  )
}

type Asking = { readonly id: 'accept' | 'aside'; readonly heading: string; readonly text: string; readonly reason: string; readonly button: string }

/** One thing to decide about the message itself; its reason is kept with it. */
function Ask({ id, heading, text, reason, button, message, context, problem }: Asking & { message: MessageLine; context: StaffContext; problem: Problem | null }) {
  const wrong = problem?.field === 'reason' && problem.typed.act === id
  return (
    <Box id={id} heading={heading}>
      <p>{text}</p>
      <Form action={`${hrefOf(message)}/${id}`} token={context.formToken} label={heading}>
        <input type="hidden" name="act" value={id} />
        <Field language="en" id={`reason-${id}`} name="reason" label={reason} autocomplete="off" maxlength={500} value={wrong ? problem.typed.reason : undefined} error={wrong ? sourceWords.message.reasonMissing : undefined} />
        <Button quiet>{button}</Button>
      </Form>
    </Box>
  )
}

function Side({ data: { message }, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  if (message.state !== 'unplaced') {
    return (
      <Box id="again" heading={sourceWords.message.again.heading}>
        <p>{one.againText}</p>
        <Form action={`${hrefOf(message)}/again`} token={context.formToken} label={sourceWords.message.again.heading}>
          <Button quiet>{sourceWords.message.again.button}</Button>
        </Form>
      </Box>
    )
  }
  const merges = isAboutMerges(message)
  return (
    <>
      {!merges && (
        <Box id="find" heading={one.find.heading}>
          <Form action={`${hrefOf(message)}/find`} token={context.formToken} label={one.find.heading}>
            <Field language="en" id="number" label={one.find.label} hint={one.find.hint} autocomplete="off" maxlength={60} value={problem?.typed.number} error={problem?.field === 'number' ? one.find.noMatch : undefined} />
            <Button quiet>{one.find.button}</Button>
          </Form>
        </Box>
      )}
      {merges && <Ask id="accept" {...one.accept} message={message} context={context} problem={problem} />}
      <Ask id="aside" {...sourceWords.message.aside} {...(merges ? one.join.aside : { heading: one.aside })} message={message} context={context} problem={problem} />
    </>
  )
}

function errorsOf(problem: Problem | null) {
  if (problem === null) return []
  if (problem.field === 'number') return [{ message: one.find.noMatch, field: 'number' }]
  return problem.field === 'reason' ? [{ message: sourceWords.message.reasonMissing, field: `reason-${problem.typed.act ?? problem.typed.chart ?? ''}` }] : []
}

function View({ data, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  const { message } = data
  const reasons = message.reasons.flatMap((reason) => (reason in unplacedWords ? [unplacedWords[reason as keyof typeof unplacedWords]] : []))
  const errors = errorsOf(problem)
  const joins = isAboutMerges(message)
  const at = (instant: string) => shortDateAndTime(instant, context.now, staffZone(context))
  return (
    <StaffPage context={context} title={one.title} current="/staff/whose" within refused={problem !== null} crumb={<Crumb label={words.back} href="/staff/whose" />} asideLabel={joins ? one.accept.heading : one.find.heading} aside={<Side data={data} context={context} problem={problem} />}>
      <h1>{joins ? one.join.heading : one.heading(whatOf(message))}</h1>
      {errors.length > 0 && <ErrorSummary language="en" errors={errors} />}
      <p class="lede">{joins ? one.join.lede : one.lede}</p>
      <FactStrip facts={[...data.people.flatMap(({ joining }) => (joining === null ? [] : [[mergeWords.one.strip.survivor, joining.survivor.mrns[0] ?? ''] as const, [mergeWords.one.strip.retired, joining.retired.mrns[0] ?? ''] as const])), ...(message.state === 'unplaced' ? [] : [[sourceWords.message.strip.state, messageStateWords[message.state]] as const]), [sourceWords.columns[0], data.source], [sourceWords.message.strip.came, at(message.receivedAt)], ...(message.sentAt === null ? [] : [[sourceWords.message.strip.sent, at(message.sentAt)] as const])]} />
      {message.state === 'set-aside' && (
        <Notice kind="note" heading={messageStateWords['set-aside']}>
          <p>{sourceWords.message.asideBy(message.decidedBy ?? '', message.setAside ?? '')}</p>
        </Notice>
      )}
      {message.state === 'unplaced' && reasons.length > 0 && (
        <Section id="why" heading={one.why}>
          <Points points={reasons.map((reason) => `${reason.why} ${reason.help}`)} />
        </Section>
      )}
      {data.people.map((person, index) => (
        <PersonView key={person.said.whom} data={data} person={person} at={index} context={context} problem={problem} />
      ))}
    </StaffPage>
  )
}

/** A message that fits nobody, or one that was set aside. Refuses: not-found. */
export async function messageOf(context: StaffContext, { source, message }: z.output<typeof params>): Promise<MessageLine> {
  const { organization } = context.staff
  const found = await context.house.sources.message(context.tx, { organization, feed: `${organization}:${source}`, id: message })
  if (found === null || (found.state !== 'unplaced' && found.state !== 'set-aside')) throw new Refusal('not-found', 'no such message that waits for its chart')
  return found
}

/** Staff see no chart of their own, and none of somebody they act for: a colleague decides. */
async function notOwn(context: StaffContext, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  const own = await Promise.all(candidates.map((one) => context.house.access.actsFor(context.tx, context.staff.person, one.chart.patient)))
  return candidates.filter((_one, at) => own[at] !== true)
}

export const whosePage = page({
  path: '/staff/whose/:source/:message',
  ...declared,
  audit: 'message-viewed',
  rate: 'write',
  params,
  query: z.object({ chart: z.uuid().optional().catch(undefined) }),
  load: async (context: StaffContext, input): Promise<Data> => {
    const message = await messageOf(context, input.params)
    const asked = input.query.chart ?? null
    const people = await Promise.all(message.people.map(async (said): Promise<Person> => {
      const joining = isAboutMerges(message) ? await chartsToJoin(context, said) : null
      if (joining !== null) return { said, candidates: [], joining }
      const [found, typed] = await Promise.all([candidatesFor(context, said), asked === null ? null : chartAsked(context, said, asked)])
      const all = typed === null ? found : [typed, ...found.filter((one) => one.chart.patient !== typed.chart.patient)]
      return { said, candidates: await notOwn(context, all), joining }
    }))
    const seen = [...new Set(people.flatMap(({ candidates, joining }) => [...candidates.map((one) => one.chart.patient), ...(joining === null ? [] : [joining.survivor.patient, joining.retired.patient])]))]
    const source = (await context.house.sources.feeds(context.tx, context.staff.organization)).find((feed) => feed.id === message.feed)?.name ?? message.feed
    // Whoever's chart was looked at reads it: by whom, and why.
    context.note({ kind: 'message-viewed', ...(seen.length === 0 ? {} : { patients: seen }), reason: 'to find out whose a message is', detail: { source: message.feed, message: message.id } })
    return { message, source, people }
  },
  view: (data: Data, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})
