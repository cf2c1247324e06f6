// Whom does the desk help back in? Found by two details, in their own organization only; a supervisor also sees what waits.
import { z } from 'zod'
import type { DeskReset } from '#accounts'
import { Refusal, instant } from '#kernel'
import { Acts, Button, DateFields, ErrorSummary, Field, Form, Section } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { deskReset } from '../../../words/en/desk-reset.ts'
import { shortDateAndTime } from '../../../words/en/dates.ts'
import { readBirthDate } from '../../join/birth-date.ts'
import { StaffPage, staffZone } from '../frame.tsx'

const words = deskReset.find
export const declared = { audience: 'staff', assurance: 'second-factor', roles: ['front-desk', 'supervisor'], reads: 'own-organization', rate: 'write' } as const

type Waits = { readonly waiting: readonly DeskReset[] }

function Waiting({ waiting, context }: Waits & { context: StaffContext }) {
  const zone = staffZone(context)
  return (
    <Section id="waiting" heading={words.waiting}>
      {waiting.length === 0 ? <p class="mt3">{words.none}</p> : <Acts acts={waiting.map((one) => ({ label: words.line(one.askedByName, shortDateAndTime(instant(one.askedAt), context.now, zone)), href: `/staff/desk/reset/${one.patient}` }))} />}
    </Section>
  )
}

function View({ data, context, problem }: { data: Waits; context: StaffContext; problem: Problem | null }) {
  const typed = problem?.typed
  const box = problem === null ? null : problem.field === 'birth' ? 'birth-month' : 'record'
  const message = box === null ? '' : problem?.code === 'case-no-match' ? `${words.noMatch} ${words.noMatchHint}` : words.noMatchHint
  return (
    <StaffPage context={context} title={words.title} current="/staff/desk/reset" refused={problem !== null}>
      <h1>{words.heading}</h1>
      {box !== null && <ErrorSummary language="en" errors={[{ message, field: box }]} />}
      <p class="lede">{words.lede}</p>
      <Form action="/staff/desk/reset" token={context.formToken} column>
        <Field language="en" id="record" label={words.record} hint={words.recordHint} autocomplete="off" value={typed?.record} error={box === 'record' ? message : undefined} />
        <DateFields language="en" id="birth" legend={words.birth} hint={words.birthHint} values={typed === undefined ? undefined : { month: typed['birth-month'], day: typed['birth-day'], year: typed['birth-year'] }} error={box === 'birth-month' ? message : undefined} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
      {context.staff.roles.includes('supervisor') && <Waiting waiting={data.waiting} context={context} />}
    </StaffPage>
  )
}

export const findToResetPage = page({
  path: '/staff/desk/reset',
  ...declared,
  audit: 'staff-worked',
  load: async (context: StaffContext): Promise<Waits> => {
    const waiting = context.staff.roles.includes('supervisor') ? await context.house.accounts.backIn.desk.waiting(context.tx) : []
    context.note({ reason: 'help back in', count: waiting.length })
    return { waiting }
  },
  view: (data: Waits, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})

export const findToReset = act({
  path: '/staff/desk/reset',
  ...declared,
  audit: 'identity-viewed',
  form: z.strictObject({ record: z.string().max(200).default(''), 'birth-month': z.string().max(20).default(''), 'birth-day': z.string().max(20).default(''), 'birth-year': z.string().max(20).default('') }),
  again: findToResetPage,
  act: async (context: StaffContext, { form }) => {
    const birthDate = readBirthDate({ month: form['birth-month'], day: form['birth-day'], year: form['birth-year'] }, context.now)
    const found = form.record.trim() === '' ? null : await context.house.patients.byMrn(context.tx, context.staff.organization, form.record)
    if (found === null || found.birthDate !== birthDate) throw new Refusal('case-no-match', 'record number and birth date', { field: 'record' })
    // Nobody helps themselves, or somebody they act for.
    if (await context.house.access.actsFor(context.tx, context.staff.person, found.id)) throw new Refusal('case-no-match', 'their own chart, or one they act for', { field: 'record' })
    await context.house.accounts.backIn.desk.look(context.tx, found.id)
    context.note({ patient: found.id, reason: 'help back in: opened with two details' })
    return { go: `/staff/desk/reset/${found.id}` }
  },
})
