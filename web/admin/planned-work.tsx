// How does an administrator announce that something will not work for a while, and call it off? Words are made from what is chosen.
import { z } from 'zod'
import type { Closure } from '#directory'
import { Refusal, instant } from '#kernel'
import { Button, CheckBox, ErrorSummary, Field, FieldError, Form, Notice, Section, Table } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { refusalText } from '#words'
import { type ClosableFunction, closableFunctions } from '../../contract/site-functions.ts'
import { instantOn, readTime, shortDateAndTime, weekdayAndTime } from '../../words/en/dates.ts'
import { closableWords, plannedWork as words } from '../../words/en/planned-work.ts'
import { StaffPage, siteOf, staffZone } from '../staff/frame.tsx'

const declared = { audience: 'staff', roles: ['administrator'], assurance: 'second-factor' } as const

const fieldOf = (what: ClosableFunction): string => `affects-${what}`
const chosenIn = (form: Readonly<Record<string, unknown>>): readonly ClosableFunction[] => closableFunctions.filter((what) => form[fieldOf(what)] === 'yes')

type WorkData = { readonly closures: readonly Closure[]; readonly done: keyof typeof words.done | null }

function Announced({ data, context }: { data: WorkData; context: StaffContext }) {
  const zone = staffZone(context)
  if (data.closures.length === 0) return <p class="mt3">{words.none}</p>
  const rows = data.closures.map((one) => {
    const when = `${weekdayAndTime(one.begins, context.now, zone)} – ${shortDateAndTime(one.ends, context.now, zone)}`
    const own = one.organization === context.staff.organization
    return [
      when,
      one.affects.map((what) => closableWords[what].label).join(', '),
      one.announcedBy,
      own ? (
        <Form key="off" action={`/admin/status/${one.id}/off`} token={context.formToken}>
          <Button quiet>
            {words.callOff}
            <span class="vh">{words.callOffThis(when)}</span>
          </Button>
        </Form>
      ) : words.operator,
    ]
  })
  return <Table caption={words.now} columns={words.columns} rows={rows} />
}

function Announce({ context, problem }: { context: StaffContext; problem: Problem | null }) {
  const typed = problem?.typed
  const said = problem === null ? '' : `${refusalText('en', problem.code).title} ${refusalText('en', problem.code).text}`.trim()
  const of = (field: string): string | undefined => (problem?.field === field ? said : undefined)
  const chosen = chosenIn(typed ?? {})
  const when = (id: 'begins' | 'ends') => (
    <>
      <Field language="en" id={`${id}-day`} label={words[`${id}Day`]} type="date" autocomplete="off" value={typed?.[`${id}-day`]} error={of(`${id}-day`)} />
      <Field language="en" id={`${id}-time`} label={words[`${id}Time`]} hint={words.timeHint} autocomplete="off" value={typed?.[`${id}-time`]} error={of(`${id}-time`)} />
    </>
  )
  return (
    <Form action="/admin/status" token={context.formToken} column>
      {when('begins')}
      {when('ends')}
      <fieldset class={of('affects') === undefined ? 'fs' : 'fs refused'} aria-describedby={of('affects') === undefined ? undefined : 'affects-error'}>
        <legend>{words.affects}</legend>
        <FieldError language="en" id="affects" error={of('affects') === undefined ? undefined : words.nothing} />
        {closableFunctions.map((what, index) => (
          <CheckBox key={what} id={index === 0 ? 'affects' : fieldOf(what)} name={fieldOf(what)} label={closableWords[what].label} hint={closableWords[what].hint} checked={chosen.includes(what)} />
        ))}
      </fieldset>
      <p>
        <Button>{words.button}</Button>
      </p>
    </Form>
  )
}

function View({ data, context, problem }: { data: WorkData; context: StaffContext; problem: Problem | null }) {
  return (
    <StaffPage context={context} title={words.title} current="/admin/status" refused={problem !== null}>
      <h1>{words.heading(siteOf(context))}</h1>
      {problem !== null && <ErrorSummary language="en" errors={[{ message: refusalText('en', problem.code).title, field: problem.field ?? undefined }]} />}
      {data.done !== null && problem === null && (
        <Notice kind="done" heading={words.done[data.done].heading}>
          <p>{words.done[data.done].text}</p>
        </Notice>
      )}
      <p class="lede">{words.lede}</p>
      <Section id="announced" heading={words.now}>
        <Announced data={data} context={context} />
      </Section>
      <Section id="announce" heading={words.add}>
        <Announce context={context} problem={problem} />
      </Section>
    </StaffPage>
  )
}

export const plannedWorkPage = page({
  path: '/admin/status',
  ...declared,
  reads: 'directory',
  audit: 'none',
  rate: 'read',
  query: z.object({ done: z.enum(['announced', 'off']).optional().catch(undefined) }),
  load: async (context: StaffContext, input): Promise<WorkData> => {
    const { closures } = await context.house.directory.site.read(context.tx)
    return { closures: closures.filter((one) => one.organization === null || one.organization === context.staff.organization), done: input.query.done ?? null }
  },
  view: (data: WorkData, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})

const text = z.string().max(40).default('')
const form = z.strictObject({ 'begins-day': text, 'begins-time': text, 'ends-day': text, 'ends-time': text, ...Object.fromEntries(closableFunctions.map((what) => [fieldOf(what), z.literal('yes').optional()])) })

/** Refuses: time-not-usable, with the box it stands in. */
function readWhen(id: 'begins' | 'ends', { day, time }: { readonly day: string; readonly time: string }, zone: string): Date {
  const clock = readTime(time)
  if (clock === null) throw new Refusal('time-not-usable', 'no time of day', { field: `${id}-time` })
  const at = instantOn(day.trim(), clock, zone)
  if (at === null) throw new Refusal('time-not-usable', 'no day', { field: `${id}-day` })
  return instant(at)
}

export const announceWork = act({
  path: '/admin/status',
  ...declared,
  reads: 'directory',
  audit: 'directory-changed',
  rate: 'write',
  form,
  again: plannedWorkPage,
  act: async (context: StaffContext, input) => {
    const { organization, name } = context.staff
    const affects = chosenIn(input.form)
    if (affects.length === 0) throw new Refusal('nothing-chosen', 'affects nothing', { field: 'affects' })
    const [begins, ends] = [readWhen('begins', { day: input.form['begins-day'], time: input.form['begins-time'] }, staffZone(context)), readWhen('ends', { day: input.form['ends-day'], time: input.form['ends-time'] }, staffZone(context))]
    if (begins.getTime() >= ends.getTime() || ends.getTime() <= context.now.getTime()) throw new Refusal('closure-backwards', 'ends before it begins, or is over', { field: 'ends-day' })
    const id = await context.house.directory.site.announce(context.tx, { organization, begins, ends, affects, announcedBy: name })
    context.note({ reason: 'planned work announced', detail: { closure: id, affects: affects.join(', ') } })
    return { go: '/admin/status?done=announced' }
  },
})

export const callOffWork = act({
  path: '/admin/status/:closure/off',
  ...declared,
  reads: 'directory',
  audit: 'directory-changed',
  rate: 'write',
  params: z.object({ closure: z.uuid() }),
  form: z.strictObject({}),
  act: async (context: StaffContext, { params }) => {
    if (!(await context.house.directory.site.callOff(context.tx, params.closure))) throw new Refusal('not-found', 'no such planned work here')
    context.note({ reason: 'planned work called off', detail: { closure: params.closure } })
    return { go: '/admin/status?done=off' }
  },
})
