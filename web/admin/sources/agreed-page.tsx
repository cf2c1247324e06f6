// What is agreed with a source that is there already, and how is that changed? What waits for it can be read again afterwards.
import { z } from 'zod'
import type { Feed, FeedState } from '#inbound/sources'
import { Refusal } from '#kernel'
import { Button, Crumb, ErrorSummary, Field, Form } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { sources as words } from '../../../words/en/sources.ts'
import { StaffPage } from '../../staff/frame.tsx'
import { AgreedFields, agreedForm, agreedOf, oneLine } from './agreed.tsx'
import { feedOf, fresh, hrefOf, keyOf, sourceParams } from './declared.ts'

type Data = { readonly state: FeedState; readonly feed: Feed }

function View({ data: { state, feed }, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  const title = words.agreed.title(state.name)
  const missing = problem?.field === 'name' ? words.adding.problem : undefined
  return (
    <StaffPage context={context} title={title} current="/admin/sources" within slim refused={problem !== null} crumb={<Crumb label={state.name} href={hrefOf(state.id)} />}>
      <h1>{title}</h1>
      {problem !== null && <ErrorSummary language="en" errors={[{ message: words.agreed.problem, ...(problem.field === null ? {} : { field: problem.field }) }]} />}
      <p class="lede">{words.agreed.lede}</p>
      <Form action={`${hrefOf(state.id)}/agreed`} token={context.formToken} column>
        <Field language="en" id="name" label={words.adding.name} hint={words.adding.nameHint} autocomplete="off" maxlength={120} value={problem?.typed.name ?? state.name} error={missing} />
        <AgreedFields known={feed} v2={feed.route === 'mllp'} problem={problem} error={words.agreed.problem} context={context} />
        <p>
          <Button>{words.late.button}</Button>
        </p>
      </Form>
    </StaffPage>
  )
}

async function agreedWith(context: StaffContext, key: string): Promise<Data> {
  const state = await feedOf(context, key)
  const feed = await context.house.sources.registry.one(context.tx, state.id)
  if (feed === null) throw new Refusal('not-found', 'the source has ended')
  return { state, feed }
}

export const agreedPage = page({
  path: '/admin/sources/:source/agreed',
  ...fresh,
  audit: 'staff-worked',
  rate: 'read',
  params: sourceParams,
  load: async (context: StaffContext, { params }): Promise<Data> => {
    context.note({ kind: 'staff-worked', reason: `what is agreed with source ${params.source}` })
    return agreedWith(context, params.source)
  },
  view: (data: Data, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})

/** The system its things are of stays as it was: the one it began with, or that of the files brought by hand. */
const sameSystem = ({ id, space, organization }: Feed): string | null => (space === id ? null : space === organization ? `${organization}:files` : space)

export const changeAgreed = act({
  path: '/admin/sources/:source/agreed',
  ...fresh,
  audit: 'source-changed',
  rate: 'write',
  params: sourceParams,
  form: z.strictObject({ name: z.string().max(300).default(''), ...agreedForm }),
  again: agreedPage,
  act: async (context: StaffContext, { params, form }) => {
    const { state, feed } = await agreedWith(context, params.source)
    const name = oneLine(form.name)
    if (name === '') throw new Refusal('name-missing', 'no name', { field: 'name' })
    await context.house.sources.registry.put(context.tx, {
      key: keyOf(feed.id), organization: feed.organization, name, route: feed.route, ...agreedOf(form), sameSystemAs: sameSystem(feed),
      downWords: state.words, lateAfterMinutes: state.lateAfterMinutes,
    })
    context.note({ reason: 'changed what is agreed with a source', detail: { source: feed.id } })
    return { go: `${hrefOf(feed.id)}?done=agreed` }
  },
})
