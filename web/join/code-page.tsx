// How does somebody begin with a letter? The code (or the square that holds it) and the birth date. Looking at the page spends nothing.
import { z } from 'zod'
import { Button, DateFields, ErrorSummary, Field, Form, LetterPicture, LinkButton, Section, SideSection } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { join } from '../../words/en/join.ts'
import { PublicFrame } from '../frame.tsx'
import { readBirthDate } from './birth-date.ts'

const words = join.code
const declared = { audience: 'public', assurance: 'none', reads: 'nothing', audit: 'none', rate: 'sign-in' } as const

type Said = { readonly heading: string | undefined; readonly message: string; readonly field: string | undefined; readonly code: string | undefined; readonly birth: string | undefined }

function said(problem: Problem | null): Said | null {
  if (problem === null) return null
  const beside = { heading: undefined, code: undefined, birth: undefined }
  if (problem.code === 'code-missing') return { ...beside, message: words.missing, field: 'code', code: words.missing }
  if (problem.code === 'date-missing') return { ...beside, message: words.dateMissing, field: 'birth-month', birth: words.dateMissing }
  if (problem.code === 'date-impossible') return { ...beside, message: words.dateImpossible, field: 'birth-month', birth: words.dateImpossible }
  return { ...beside, heading: words.noMatch, message: words.noMatchHint, field: undefined }
}

function Aside({ only }: { only: string | undefined }) {
  return (
    <>
      <SideSection id="where" heading={words.where.heading}>
        <LetterPicture label={words.where.picture} />
        <p class="mt3">
          {words.where.text} {only === undefined ? words.where.anyMail : words.where.mail(only)}
        </p>
      </SideSection>
      <SideSection id="safe" heading={words.safe.heading}>
        <p>{words.safe.text}</p>
      </SideSection>
    </>
  )
}

function View({ square, context, problem }: { square: string | null; context: PublicContext; problem: Problem | null }) {
  const { language } = context
  const error = said(problem)
  const all = context.house.organizations.all()
  const only = all.length === 1 ? all[0] : undefined
  const typed = problem?.typed
  return (
    <PublicFrame context={context} title={words.title} place={{ name: join.tab, line: join.steps.code }} skip={words.skip} refused={problem !== null} asideLabel={words.asideLabel} aside={<Aside only={only?.name} />}>
      <h1>{square === null ? words.heading : words.headingSquare}</h1>
      {error !== null && <ErrorSummary language={language} heading={error.heading} errors={[{ message: error.message, field: error.field }]} />}
      <p class="lede">{square === null ? words.lede : words.ledeSquare}</p>
      <Form action={square === null ? '/code' : `/code/${square}`} token={context.formToken} column>
        {square === null && <Field language={language} id="code" label={words.label} hint={words.hint} code autocomplete="one-time-code" value={typed?.code} error={error?.code} />}
        <DateFields language={language} id="birth" legend={words.birth} hint={words.birthHint} birth values={typed === undefined ? undefined : { month: typed['birth-month'], day: typed['birth-day'], year: typed['birth-year'] }} error={error?.birth} />
        <p>
          <Button>{join.continue}</Button>
        </p>
      </Form>
      {square !== null && (
        <p class="mt5">
          <a href="/code">{words.typeInstead}</a>
        </p>
      )}
      <Section id="none" heading={words.none.heading} narrow>
        <p class="mt3">{words.none.text}</p>
        <p class="row-act">
          <LinkButton href={only === undefined ? '/find' : `/o/${only.id}/create`} quiet>
            {words.none.button}
          </LinkButton>
        </p>
        {only !== undefined && only.phone !== null && <p class="mute mt3">{words.none.person(only.phone)}</p>}
      </Section>
    </PublicFrame>
  )
}

const birth = { 'birth-month': z.string().max(20).default(''), 'birth-day': z.string().max(20).default(''), 'birth-year': z.string().max(20).default('') }
type Birth = { 'birth-month': string; 'birth-day': string; 'birth-year': string }

async function begin(context: PublicContext, given: { readonly code: string; readonly square: string | null; readonly form: Birth }) {
  const birthDate = readBirthDate({ month: given.form['birth-month'], day: given.form['birth-day'], year: given.form['birth-year'] }, context.now)
  const { join: token, state, proven } = await context.house.identity.begin({ code: given.code, square: given.square, birthDate, network: context.network })
  return { go: state === 'over' ? '/code/over' : proven ? '/join/password' : '/join/email', cookies: { join: token } }
}

export const codePage = page({
  path: '/code', needs: ['mail', 'sign-in'],
  ...declared,
  load: async () => ({}),
  view: (_data: object, context, problem) => <View square={null} context={context as PublicContext} problem={problem} />,
})

export const giveCode = act({
  path: '/code', step: 'code', ends: 'passed',
  ...declared,
  audit: 'code-tried',
  // The code comes back into its box: whoever mistyped the date does not copy twelve letters again. Alone it opens nothing.
  form: z.strictObject({ code: z.string().max(300).default(''), ...birth }),
  again: codePage,
  act: (context, { form }) => begin(context, { code: form.code, square: null, form }),
})

const params = z.object({ square: z.string().max(64) })

export const squarePage = page({
  path: '/code/:square', needs: ['mail', 'sign-in'],
  ...declared,
  params,
  load: async (_context, input) => ({ square: /^[A-Za-z0-9_-]{1,64}$/.test(input.params.square) ? input.params.square : null }),
  view: (data: { square: string | null }, context, problem) => <View square={data.square} context={context as PublicContext} problem={problem} />,
})

export const giveSquare = act({
  path: '/code/:square', step: 'code', ends: 'passed',
  ...declared,
  audit: 'code-tried',
  params,
  form: z.strictObject(birth),
  again: squarePage,
  act: (context, input) => begin(context, { code: '', square: input.params.square, form: input.form }),
})
