// How does staff sign in? Work e-mail and password, then always the second step. One answer for every mismatch (R22).
import { z } from 'zod'
import { Acts, Button, ErrorSummary, Field, Form, Notice, SideSection } from '#parts'
import { type Problem, type PublicContext, act, answer, page } from '#web'
import { staffSignIn as words } from '../../words/en/staff.ts'
import { StaffDoor } from './frame.tsx'
import { safeStaffNext } from './next.ts'

type SignInData = { readonly next: string | null; readonly ended: boolean }

function Aside() {
  return (
    <>
      <SideSection id="first" heading={words.first.heading}>
        <p>{words.first.text}</p>
      </SideSection>
      <SideSection id="lost" heading={words.lost.heading}>
        <p>{words.lost.text}</p>
      </SideSection>
      <SideSection id="patient" heading={words.patient.heading}>
        <Acts acts={[{ label: words.patient.link, href: '/sign-in' }]} />
      </SideSection>
    </>
  )
}

function View({ data, context, problem }: { data: SignInData; context: PublicContext; problem: Problem | null }) {
  const next = safeStaffNext(problem?.typed.next) ?? data.next
  return (
    <StaffDoor context={context} title={words.title} refused={problem !== null} asideLabel={words.asideLabel} aside={<Aside />}>
      <h1>{words.heading}</h1>
      {problem !== null && <ErrorSummary language={context.language} heading={words.noMatch} errors={[{ message: words.triesLeft(Number(problem.facts.left ?? 0)) }]} />}
      {problem === null && data.ended && (
        <Notice kind="note" heading={words.ended.heading} aloud>
          <p>{words.ended.text}</p>
        </Notice>
      )}
      {problem === null && !data.ended && <p class="lede">{words.lede}</p>}
      <Form action="/staff/sign-in" token={context.formToken} column>
        {next !== null && <input type="hidden" name="next" value={next} />}
        <Field language={context.language} id="email" label={words.email} type="email" autocomplete="username" value={problem?.typed.email} />
        <Field language={context.language} id="password" label={words.password} type="password" autocomplete="current-password" />
        <p>
          <Button>{words.button}</Button>
        </p>
      </Form>
    </StaffDoor>
  )
}

const declared = { audience: 'public', assurance: 'none', reads: 'nothing', audit: 'none', rate: 'sign-in' } as const

export const signInPage = page({
  path: '/staff/sign-in',
  ...declared,
  query: z.object({ next: z.string().optional(), ended: z.string().optional() }),
  load: async (context, { query }) => (context.cookie('staff') !== null && query.ended === undefined && query.next === undefined ? answer({ go: '/staff' }) : { next: safeStaffNext(query.next), ended: query.ended !== undefined }),
  view: (data: SignInData, context, problem) => <View data={data} context={context as PublicContext} problem={problem} />,
})

export const signIn = act({
  path: '/staff/sign-in',
  ...declared,
  audit: 'signed-in',
  form: z.strictObject({ email: z.string().max(1_000).default(''), password: z.string().max(5_000).default(''), next: z.string().max(500).optional() }),
  secretFields: ['password'],
  again: signInPage,
  act: async (context, { form }) => {
    const { staff } = context.house.accounts
    const { half } = await staff.signIn({ given: { email: form.email, password: form.password, shared: false, next: safeStaffNext(form.next) }, caller: { network: context.network, agent: context.agent, device: context.cookie('staff-device') } })
    // Whoever worked in this browser before is out, on the server too (R44).
    const before = context.cookie('staff')
    if (before !== null) await context.run((tx) => staff.signOut(tx, before))
    return { go: '/staff/sign-in/second-step', cookies: { 'staff-half': half, staff: null } }
  },
})
