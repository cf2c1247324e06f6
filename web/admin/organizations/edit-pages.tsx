// How is one thing of an organization changed? Typed, checked beside what it was, saved under one's name; and removed, and undone.
import { z } from 'zod'
import { Actions, Button, Crumb, ErrorSummary, Form } from '#parts'
import type { Said } from '#directory'
import { Refusal, isId } from '#kernel'
import { type Answer, type Problem, type StaffContext, act, page } from '#web'
import { refusalText } from '#words'
import { aspectWords, directoryAdmin as words } from '../../../words/en/directory-admin.ts'
import { administering } from '../staff-list.tsx'
import { StaffPage } from '../../staff/frame.tsx'
import { type Aspect, type AspectKey, type FieldSpec, type Spot, type Values, aspectKeys, aspects } from './aspects.ts'
import { CheckView } from './check-view.tsx'
import { AspectFields, sentField, valuesOf } from './fields.tsx'

type Where = { readonly organization: string; readonly aspect: AspectKey; readonly id: string }
type Editing = Where & { readonly name: string; readonly fields: readonly FieldSpec[]; readonly before: Said }

const declared = { ...administering, reads: 'directory', assurance: 'second-factor' } as const
export const placeParams = z.object({ organization: z.string().max(40) })
const params = placeParams.extend({ aspect: z.enum(aspectKeys as [AspectKey, ...AspectKey[]]), id: z.string().max(60) })

/** The organization, if this administrator may change it. */
export async function theirs(context: StaffContext, organization: string) {
  const found = (await context.house.directory.administered(context.tx)).find((one) => one.id === organization)
  if (found === undefined) throw new Refusal('not-yours', 'not an organization of theirs')
  return found
}

const spotOf = (context: StaffContext, { organization, id }: Pick<Where, 'organization' | 'id'>): Spot => ({ directory: context.house.directory, tx: context.tx, organization, id: isId(id) ? id : null })
export const backOf = (organization: string): string => `/admin/organizations/${organization}`
const actionOf = ({ organization, aspect, id }: Where): string => `${backOf(organization)}/${aspect}/${id}`

/** Fields of the aspect; where a choice is among one's own organizations, those. */
async function fieldsOf(context: StaffContext, { organization, aspect }: Pick<Where, 'organization' | 'aspect'>): Promise<readonly FieldSpec[]> {
  if (aspect !== 'merger') return aspects[aspect].fields
  const others = (await context.house.directory.administered(context.tx)).filter((one) => one.id !== organization)
  return aspects.merger.fields.map((field) => (field.name === 'into' ? { ...field, choices: others.map((one) => ({ value: one.id, label: one.name })) } : field))
}

async function editing(context: StaffContext, where: Where): Promise<Editing> {
  const { name } = await theirs(context, where.organization)
  const aspect: Aspect = aspects[where.aspect]
  const fresh = where.id === 'new' && aspect.many
  const before = fresh ? null : await aspect.read(spotOf(context, where))
  if (!fresh && before === null) throw new Refusal('not-found', 'no such thing of this organization')
  if (!aspect.many && where.id !== 'all') throw new Refusal('not-found', 'there is only one')
  return { ...where, name, fields: await fieldsOf(context, where), before }
}

const labelsOf = (aspect: AspectKey): Readonly<Record<string, string>> => aspectWords[aspect].fields

function EditView({ data, context, problem, typed }: { data: Editing; context: StaffContext; problem: Problem | null; typed: Values | null }) {
  const refused = problem === null ? null : { field: problem.field, text: ((said) => `${said.title} ${said.text}`)(refusalText(context.language, problem.code, problem.facts)) }
  const title = aspectWords[data.aspect].one
  const values = typed ?? (problem === null ? (data.before ?? {}) : problem.typed)
  return (
    <StaffPage context={context} title={title} current="/admin/organizations" within refused={problem !== null} crumb={<Crumb label={data.name} href={backOf(data.organization)} />}>
      <h1>{title}</h1>
      {refused !== null && <ErrorSummary language={context.language} errors={[{ message: refused.text, ...(refused.field === null ? {} : { field: refused.field }) }]} />}
      <p class="lede">{data.name}</p>
      <Form action={actionOf(data)} token={context.formToken} column>
        <AspectFields fields={data.fields} labels={labelsOf(data.aspect)} values={values} refused={refused} />
        <p>
          <Button>{words.check}</Button>
        </p>
      </Form>
      {aspects[data.aspect].many && data.before !== null && (
        <Form action={`${actionOf(data)}/remove`} token={context.formToken} label={words.remove}>
          <Actions>
            <Button quiet>{words.remove}</Button>
          </Actions>
        </Form>
      )}
    </StaffPage>
  )
}

export const editPage = page({
  path: '/admin/organizations/:organization/:aspect/:id',
  ...declared,
  audit: 'none',
  rate: 'read',
  params,
  load: (context: StaffContext, input: { params: Where }) => editing(context, input.params),
  view: (data: Editing, context, problem) => <EditView data={data} context={context as StaffContext} problem={problem} typed={null} />,
})

const everyField = Object.fromEntries(aspectKeys.flatMap((key) => aspects[key].fields).map((field) => [field.name, sentField]))
const yes = z.literal('yes').optional()
const form = z.strictObject({ ...everyField, sure: yes, back: yes })

/** Keeps the change whole, for the list of changes and for undoing, and says so in the trail. */
export async function keepChange(context: StaffContext, change: { readonly organization: string | null; readonly subject: string; readonly before: Said; readonly after: Said; readonly reason: string }): Promise<void> {
  const { reason, ...edit } = change
  await context.house.directory.noteEdit(context.tx, { ...edit, byName: context.staff.name })
  context.note({ reason, detail: { organization: change.organization ?? 'wider directory', subject: change.subject } })
}

/** Looks first, then saves: without `sure` nothing is changed. Either way the trail says that somebody was about it. */
export const saveEdit = act({
  path: '/admin/organizations/:organization/:aspect/:id',
  ...declared,
  audit: 'directory-changed',
  rate: 'write',
  params,
  form,
  again: editPage,
  act: async (context: StaffContext, input: { params: Where; form: Readonly<Record<string, unknown>> }): Promise<Answer> => {
    const data = await editing(context, input.params)
    const aspect: Aspect = aspects[data.aspect]
    const typed = valuesOf(data.fields, input.form)
    const spot = spotOf(context, data)
    if (input.form.back === 'yes') {
      context.note({ reason: 'looked at a change', outcome: 'refused' })
      return { show: <EditView data={data} context={context} problem={null} typed={typed} /> }
    }
    const write = async (): Promise<{ readonly id: string; readonly after: Said }> => {
      const id = await aspect.write(spot, typed)
      return { id, after: await aspect.read({ ...spot, id: aspect.many ? id : null }) }
    }
    if (input.form.sure !== 'yes') {
      const { after } = await context.house.directory.trying(context.tx, write)
      context.note({ reason: 'looked at a change', outcome: 'refused' })
      return { show: <CheckView context={context} check={{ title: data.name, action: actionOf(data), backTo: backOf(data.organization), fields: data.fields, labels: labelsOf(data.aspect), typed, before: data.before, after }} /> }
    }
    const { id, after } = await write()
    await keepChange(context, { organization: data.organization, subject: `${data.aspect}:${aspect.many ? id : 'all'}`, before: data.before, after, reason: `${data.aspect} changed` })
    return { go: `${backOf(data.organization)}?done=saved` }
  },
})

export const removeEdit = act({
  path: '/admin/organizations/:organization/:aspect/:id/remove',
  ...declared,
  audit: 'directory-changed',
  rate: 'write',
  params,
  form: z.strictObject({}),
  act: async (context: StaffContext, input: { params: Where }): Promise<Answer> => {
    const data = await editing(context, input.params)
    const aspect: Aspect = aspects[data.aspect]
    if (aspect.remove === undefined || data.before === null) throw new Refusal('not-found', 'nothing to remove')
    await aspect.remove(spotOf(context, data))
    await keepChange(context, { organization: data.organization, subject: `${data.aspect}:${data.id}`, before: data.before, after: null, reason: `${data.aspect} removed` })
    return { go: `${backOf(data.organization)}?done=saved` }
  },
})

const same = (a: Said, b: Said): boolean => JSON.stringify(Object.entries(a ?? {}).sort()) === JSON.stringify(Object.entries(b ?? {}).sort()) && (a === null) === (b === null)

/** Puts back what was before, if nothing came after. */
export const undoEdit = act({
  path: '/admin/organizations/:organization/undo/:edit',
  ...declared,
  audit: 'directory-changed',
  rate: 'write',
  params: placeParams.extend({ edit: z.string().max(60) }),
  form: z.strictObject({}),
  act: async (context: StaffContext, input: { params: { organization: string; edit: string } }): Promise<Answer> => {
    const { organization } = input.params
    const { directory } = context.house
    await theirs(context, organization)
    const edit = isId(input.params.edit) ? await directory.edit(context.tx, input.params.edit) : null
    const [key = '', id = ''] = edit?.subject.split(':') ?? []
    const aspect = (aspects as Readonly<Record<string, Aspect>>)[key]
    if (edit === null || aspect === undefined || edit.organization !== organization || !(await directory.markUndone(context.tx, edit.id))) throw new Refusal('not-found', 'no such change of this organization, or it is undone')
    const spot = spotOf(context, { organization, id })
    if (!same(await aspect.read(spot), edit.after)) throw new Refusal('changed-since', 'it was changed again')
    // What was taken away comes back as itself: under its own id.
    if (edit.before === null) await aspect.remove?.(spot)
    else await aspect.write(spot, edit.before)
    await keepChange(context, { organization, subject: edit.subject, before: edit.after, after: edit.before, reason: `${key} change undone` })
    return { go: `${backOf(organization)}?done=undone` }
  },
})
