// Which sign-up is it? The help code first, and two details that the person tells. The code alone shows nothing.
import { z } from 'zod'
import { Button, DateFields, ErrorSummary, Field, Form, Points, Section, SideSection } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { Refusal } from '#kernel'
import { desk } from '../../../words/en/desk.ts'
import { shortDateAndTime } from '../../../words/en/dates.ts'
import { readBirthDate } from '../../join/birth-date.ts'
import { StaffPage, staffZone } from '../frame.tsx'
import { caseDeclared } from './case-page.tsx'

const words = desk.find

type Said = { readonly field: string; readonly message: string }
type Data = { readonly referred: readonly { readonly askedAt: string }[] }

function said(problem: Problem | null): Said | null {
  if (problem === null) return null
  if (problem.code === 'date-missing') return { field: 'birth-month', message: words.birthMissing }
  if (problem.code === 'date-impossible') return { field: 'birth-month', message: words.birthImpossible }
  if (problem.code === 'proof-missing') return { field: 'other', message: words.otherMissing }
  return { field: 'code', message: `${words.noMatch} ${words.noMatchHint}` }
}

function Referred({ data, context }: { data: Data; context: StaffContext }) {
  return (
    <Section id="waiting" heading={words.waiting}>
      {data.referred.length === 0 ? <p class="mt3">{words.waitingNone}</p> : <Points points={data.referred.map((one) => words.waitingLine(shortDateAndTime(one.askedAt, context.now, staffZone(context))))} />}
    </Section>
  )
}

function View({ data, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  const error = said(problem)
  const typed = problem?.typed
  const errorOf = (id: string) => (error?.field === id ? error.message : undefined)
  return (
    <StaffPage context={context} title={words.title} current="/staff/desk" skip={words.skip} refused={problem !== null} asideLabel={words.asideLabel}
      aside={
        <>
          <SideSection id="how" heading={words.how.heading}>
            <Points numbered points={words.how.points} />
          </SideSection>
          <SideSection id="never" heading={words.never.heading}>
            <p>{words.never.text}</p>
          </SideSection>
        </>
      }>
      <h1>{words.heading}</h1>
      {error !== null && <ErrorSummary language="en" errors={[error]} />}
      <p class="lede">{words.lede}</p>
      <Form action="/staff/desk" token={context.formToken} column>
        <Field language="en" id="code" label={words.code} hint={words.codeHint} code autocomplete="off" value={typed?.code} error={errorOf('code')} />
        <DateFields language="en" id="birth" legend={words.birth} hint={words.birthHint} values={typed === undefined ? undefined : { month: typed['birth-month'], day: typed['birth-day'], year: typed['birth-year'] }} error={errorOf('birth-month')} />
        <Field language="en" id="other" label={words.other} hint={words.otherHint} autocomplete="off" value={typed?.other} error={errorOf('other')} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
      {context.staff.roles.includes('supervisor') && <Referred data={data} context={context} />}
    </StaffPage>
  )
}

export const findCasePage = page({
  path: '/staff/desk',
  ...caseDeclared,
  audit: 'staff-worked',
  load: async (context: StaffContext): Promise<Data> => {
    const referred = context.staff.roles.includes('supervisor') ? await context.house.identity.desk.referred(context.tx) : []
    context.note({ reason: 'help codes', count: referred.length })
    return { referred }
  },
  view: (data: Data, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})

export const openCase = act({
  path: '/staff/desk',
  ...caseDeclared,
  audit: 'case-opened',
  form: z.strictObject({ code: z.string().max(100).default(''), 'birth-month': z.string().max(20).default(''), 'birth-day': z.string().max(20).default(''), 'birth-year': z.string().max(20).default(''), other: z.string().max(300).default('') }),
  again: findCasePage,
  act: async (context: StaffContext, { form }) => {
    const birthDate = readBirthDate({ month: form['birth-month'], day: form['birth-day'], year: form['birth-year'] }, context.now)
    if (form.other.trim() === '') throw new Refusal('proof-missing', 'no second detail', { field: 'other' })
    const { id, patient } = await context.house.identity.desk.find(context.tx, { staff: context.staff, told: { code: form.code, birthDate, other: form.other } })
    context.note({ patient, reason: 'opened with two details' })
    return { go: `/staff/desk/case/${id}` }
  },
})
