// How is a source added while everything runs?
import { z } from 'zod'
import type { FeedState } from '#inbound/sources'
import { Refusal } from '#kernel'
import { Button, Crumb, ErrorSummary, Field, Form, RadioCards, Select } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { sources as words } from '../../../words/en/sources.ts'
import { StaffPage } from '../../staff/frame.tsx'
import { AgreedFields, agreedForm, agreedOf, oneLine } from './agreed.tsx'
import { fresh, hrefOf } from './declared.ts'

const said = words.adding

type AddData = { readonly others: readonly FeedState[] }

function AddView({ data, context, problem }: { data: AddData; context: StaffContext; problem: Problem | null }) {
  const typed = problem?.typed
  const errorOf = (field: string) => (problem?.field === field ? said.problem : undefined)
  return (
    <StaffPage context={context} title={said.title} current="/admin/sources" within slim refused={problem !== null} crumb={<Crumb label={words.back} href="/admin/sources" />}>
      <h1>{said.heading}</h1>
      {problem !== null && <ErrorSummary language="en" errors={[{ message: said.problem, ...(problem.field === null ? {} : { field: problem.field }) }]} />}
      <p class="lede">{said.lede}</p>
      <Form action="/admin/sources/add" token={context.formToken} column>
        <Field language="en" id="name" label={said.name} hint={said.nameHint} autocomplete="off" maxlength={120} value={typed?.name} error={errorOf('name')} />
        <Field language="en" id="key" label={said.key} hint={said.keyHint} autocomplete="off" maxlength={40} value={typed?.key} error={errorOf('key')} />
        <RadioCards language="en" id="route" name="route" legend={said.route} chosen={typed?.route ?? 'mllp'} choices={(['mllp', 'fhir'] as const).map((value) => ({ value, ...said.routes[value] }))} />
        <AgreedFields known={null} v2 problem={problem} error={said.problem} context={context} />
        {data.others.length > 0 && <Select language="en" id="same" label={said.same} hint={said.sameHint} chosen={typed?.same ?? ''} choices={[{ value: '', label: said.sameNone }, ...data.others.map((one) => ({ value: one.id, label: one.name }))]} />}
        <p>
          <Button>{said.button}</Button>
        </p>
      </Form>
    </StaffPage>
  )
}

export const addSourcePage = page({
  path: '/admin/sources/add',
  ...fresh,
  audit: 'staff-worked',
  rate: 'read',
  load: async (context: StaffContext): Promise<AddData> => {
    context.note({ kind: 'staff-worked', reason: 'adding a source' })
    return { others: await context.house.sources.feeds(context.tx, context.staff.organization) }
  },
  view: (data: AddData, context, problem) => <AddView data={data} context={context as StaffContext} problem={problem} />,
})

export const addSource = act({
  path: '/admin/sources/add',
  ...fresh,
  audit: 'source-changed',
  rate: 'write',
  form: z.strictObject({ name: z.string().max(300).default(''), key: z.string().max(100).default(''), route: z.enum(['mllp', 'fhir']), same: z.string().max(100).default(''), ...agreedForm }),
  again: addSourcePage,
  act: async (context: StaffContext, { form }) => {
    const { organization } = context.staff
    const [name, key] = [oneLine(form.name), form.key.trim()]
    if (name === '') throw new Refusal('name-missing', 'no name', { field: 'name' })
    const taken = (await context.house.directory.sources(context.tx, [organization])).some((one) => one.id === `${organization}:${key}`)
    if (!/^[a-z][a-z0-9-]{1,39}$/.test(key) || key === 'files' || key === 'add' || taken) throw new Refusal('short-name-not-usable', 'not a free short name', { field: 'key' })
    const feed = await context.house.sources.registry.put(context.tx, { key, organization, name, route: form.route, ...agreedOf(form), sameSystemAs: form.same === '' ? null : form.same })
    context.note({ reason: 'added a source', detail: { source: feed.id, route: feed.route } })
    return { go: `${hrefOf(feed.id)}/keys?done=added` }
  },
})
