// How do staff find the record of somebody who stands before them or was called back? By two details, with the reason.
import { z } from 'zod'
import { Button, DateFields, ErrorSummary, Field, Form, Points, RadioCards, SideSection } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { visitReasons } from '../../../contract/desk-visits.ts'
import { deskCodes, reasonWords } from '../../../words/en/desk-codes.ts'
import { join } from '../../../words/en/join.ts'
import { readBirthDate } from '../../join/birth-date.ts'
import { StaffPage } from '../frame.tsx'
import { declared } from './declared.ts'

const words = deskCodes.find

/** The two pages that begin with a search, and where each leads. */
const pages = {
  start: { path: '/staff/desk/start', title: words.startTitle, heading: words.startHeading, lede: words.startLede },
  codes: { path: '/staff/desk/codes', title: words.codesTitle, heading: words.codesHeading, lede: words.codesLede },
} as const
type Which = keyof typeof pages

type Said = { readonly message: string; readonly field: string }

function said(problem: Problem | null): Said | null {
  if (problem === null) return null
  const beside = (message: string, field = problem.field ?? 'mrn'): Said => ({ message, field })
  if (problem.code === 'date-missing') return beside(join.code.dateMissing, 'birth-month')
  if (problem.code === 'date-impossible') return beside(join.code.dateImpossible, 'birth-month')
  if (problem.code === 'nothing-chosen') return beside(words.reasonMissing, 'reason')
  if (problem.code === 'several-charts-found') return beside(words.several)
  if (problem.code === 'own-chart') return beside(words.own)
  return beside(problem.code === 'no-chart-found' ? words.none : words.two)
}

function View({ which, context, problem }: { which: Which; context: StaffContext; problem: Problem | null }) {
  const { language } = context
  const { path, title, heading, lede } = pages[which]
  const error = said(problem)
  const typed = problem?.typed
  const at = (field: string) => (error?.field === field ? error.message : undefined)
  return (
    <StaffPage context={context} title={title} current={path} skip={words.skip} refused={problem !== null} asideLabel={words.aside}
      aside={
        <SideSection id="rules" heading={words.rules.heading}>
          <Points points={words.rules.points} />
        </SideSection>
      }>
      <h1>{heading}</h1>
      {error !== null && <ErrorSummary language={language} errors={[error]} />}
      <p class="lede">{lede}</p>
      <Form action={path} token={context.formToken} column>
        <DateFields language={language} id="birth" legend={words.birth} values={typed === undefined ? undefined : { month: typed['birth-month'], day: typed['birth-day'], year: typed['birth-year'] }} error={at('birth-month')} />
        <Field language={language} id="mrn" label={words.mrn} hint={words.mrnHint} autocomplete="off" value={typed?.mrn} error={at('mrn')} />
        <Field language={language} id="name" label={words.name} autocomplete="off" value={typed?.name} error={at('name')} />
        <RadioCards language={language} id="reason" name="reason" legend={words.reason} chosen={typed?.reason} error={at('reason')} choices={visitReasons.map((value) => ({ value, ...reasonWords[value] }))} />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
    </StaffPage>
  )
}

const form = z.strictObject({
  mrn: z.string().max(100).default(''), name: z.string().max(300).default(''), reason: z.enum(['', ...visitReasons]).default(''),
  'birth-month': z.string().max(20).default(''), 'birth-day': z.string().max(20).default(''), 'birth-year': z.string().max(20).default(''),
})

async function find(which: Which, context: StaffContext, given: z.output<typeof form>) {
  const birthDate = readBirthDate({ month: given['birth-month'], day: given['birth-day'], year: given['birth-year'] }, context.now)
  const { id, patient } = await context.house.identity.assisted.open(context.tx, { staff: context.staff, mrn: given.mrn, name: given.name, birthDate, reason: given.reason })
  context.note({ patient, reason: given.reason === 'here' ? 'is at the desk' : 'was called back' })
  return { go: `${pages[which].path}/${id}` }
}

const shown = (which: Which) => page({
  path: pages[which].path, ...declared, audit: 'none',
  reads: 'nothing',
  load: async () => ({}),
  view: (_data: object, context, problem) => <View which={which} context={context as StaffContext} problem={problem} />,
})

export const startFindPage = shown('start')
export const codesFindPage = shown('codes')
export const startFind = act({ path: pages.start.path, ...declared, audit: 'chart-found', form, again: startFindPage, act: (context: StaffContext, input) => find('start', context, input.form) })
export const codesFind = act({ path: pages.codes.path, ...declared, audit: 'chart-found', form, again: codesFindPage, act: (context: StaffContext, input) => find('codes', context, input.form) })
