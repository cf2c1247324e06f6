// How is a place of the wider directory corrected or added? What is typed lies over what the lists say, and stays when they come again.
import { z } from 'zod'
import { Button, Crumb, ErrorSummary, Form, Row, Rows } from '#parts'
import type { Corrected, Entry, Found, Said } from '#directory'
import { Refusal } from '#kernel'
import { type Answer, type Problem, type StaffContext, act, page } from '#web'
import { refusalText } from '#words'
import { aspectWords, directoryAdmin as words, yesWords } from '../../../words/en/directory-admin.ts'
import { administering } from '../staff-list.tsx'
import { StaffPage } from '../../staff/frame.tsx'
import { type FieldSpec, type Values, none, text } from './aspects.ts'
import { CheckView } from './check-view.tsx'
import { keepChange } from './edit-pages.tsx'
import { AspectFields, sentField, valuesOf } from './fields.tsx'
import { organizationsPage } from './organization-pages.tsx'

const declared = { ...administering, reads: 'directory', assurance: 'second-factor' } as const
const yes: FieldSpec['choices'] = [{ value: 'yes', label: yesWords.yes }]
const fields: readonly FieldSpec[] = [text('name'), { name: 'names', kind: 'lines' }, text('line'), text('town'), text('region'), text('postalCode'), text('phone'), text('portalName'), text('portalUrl'), text('website'), { name: 'senders', kind: 'lines' }, { name: 'confirmed', kind: 'boxes', choices: yes }, { name: 'removed', kind: 'boxes', choices: yes }]
const lines = (value: string | undefined): string[] => (value ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '').slice(0, 30)

function saidOf(entry: Entry | null): Said {
  if (entry === null) return null
  const [place] = entry.places
  const portal = entry.portals[0]
  return {
    name: entry.name, names: entry.names.join('\n'), line: place?.line ?? '', town: place?.town ?? '', region: place?.region ?? '', postalCode: place?.postalCode ?? '', phone: entry.phone ?? '',
    portalName: portal?.name ?? '', portalUrl: portal?.url ?? '', website: entry.website ?? '', senders: entry.senders.join('\n'), confirmed: entry.confirmed ? 'yes' : '', removed: entry.held === 'removed' ? 'yes' : '',
  }
}

/** Only what differs from what is there is corrected: the rest stays the lists'. */
function correctedOf(values: Values, entry: Entry | null, by: string): Corrected {
  const before = saidOf(entry)
  const differs = (...names: string[]) => names.some((name) => (values[name] ?? '') !== (before?.[name] ?? ''))
  const place = { line: none(values.line), town: none(values.town), region: none(values.region), postalCode: none(values.postalCode) }
  return {
    confirmedBy: values.confirmed === 'yes' ? by : null,
    removed: values.removed === 'yes',
    correction: {
      ...entry?.corrected,
      ...(differs('name') ? { name: values.name ?? '' } : {}),
      ...(differs('names') ? { names: lines(values.names) } : {}),
      ...(differs('line', 'town', 'region', 'postalCode') ? { places: [...(Object.values(place).every((part) => part === null) ? [] : [place]), ...(entry?.places.slice(1) ?? [])] } : {}),
      ...(differs('phone') ? { phone: none(values.phone) } : {}),
      ...(differs('portalName') ? { portalName: none(values.portalName) } : {}),
      ...(differs('portalUrl') ? { portalUrl: none(values.portalUrl) } : {}),
      ...(differs('website') ? { website: none(values.website) } : {}),
      ...(differs('senders') ? { senders: lines(values.senders) } : {}),
    },
  }
}

type Editing = { readonly id: string; readonly entry: Entry | null }
const params = z.object({ entry: z.string().max(60) })
const actionOf = (id: string): string => `/admin/organizations/entries/${id}`

async function editing(context: StaffContext, id: string): Promise<Editing> {
  const entry = id === 'new' ? null : await context.house.directory.entryWhole(context.tx, id)
  if (id !== 'new' && entry === null) throw new Refusal('not-found', 'no such entry')
  return { id, entry }
}

function EntryView({ data, context, problem, typed }: { data: Editing; context: StaffContext; problem: Problem | null; typed: Values | null }) {
  const refused = problem === null ? null : { field: problem.field, text: ((one) => `${one.title} ${one.text}`)(refusalText(context.language, problem.code, problem.facts)) }
  const title = data.entry?.name ?? words.addEntry
  const held = data.entry?.held ?? null
  return (
    <StaffPage context={context} title={title} current="/admin/organizations" within refused={problem !== null} crumb={<Crumb label={words.back} href="/admin/organizations" />}>
      <h1>{title}</h1>
      {refused !== null && <ErrorSummary language={context.language} errors={[{ message: refused.text, ...(refused.field === null ? {} : { field: refused.field }) }]} />}
      <p class="lede">{held === null ? words.widerText : words.heldWhy[held]}</p>
      <Form action={actionOf(data.id)} token={context.formToken} column>
        <AspectFields fields={fields} labels={aspectWords.entry.fields} values={typed ?? (problem === null ? (saidOf(data.entry) ?? {}) : problem.typed)} refused={refused} />
        <p>
          <Button>{words.check}</Button>
        </p>
      </Form>
    </StaffPage>
  )
}

export const entryPage = page({
  path: '/admin/organizations/entries/:entry',
  ...declared,
  audit: 'none',
  rate: 'read',
  params,
  load: (context: StaffContext, input: { params: { entry: string } }) => editing(context, input.params.entry),
  view: (data: Editing, context, problem) => <EntryView data={data} context={context as StaffContext} problem={problem} typed={null} />,
})

const yesField = z.literal('yes').optional()
const form = z.strictObject({ ...Object.fromEntries(fields.map((field) => [field.name, sentField])), sure: yesField, back: yesField })

export const saveEntry = act({
  path: '/admin/organizations/entries/:entry',
  ...declared,
  audit: 'directory-changed',
  rate: 'write',
  params,
  form,
  again: entryPage,
  act: async (context: StaffContext, input: { params: { entry: string }; form: Readonly<Record<string, unknown>> }): Promise<Answer> => {
    const { directory } = context.house
    const data = await editing(context, input.params.entry)
    const typed = valuesOf(fields, input.form)
    const write = async () => directory.entryWhole(context.tx, await directory.correct(context.tx, data.entry?.id ?? null, correctedOf(typed, data.entry, context.staff.name)))
    if (input.form.back === 'yes') {
      context.note({ reason: 'looked at a change', outcome: 'refused' })
      return { show: <EntryView data={data} context={context} problem={null} typed={typed} /> }
    }
    if (input.form.sure !== 'yes') {
      const after = saidOf(await directory.trying(context.tx, write))
      context.note({ reason: 'looked at a change', outcome: 'refused' })
      return { show: <CheckView context={context} check={{ title: data.entry?.name ?? words.addEntry, action: actionOf(data.id), backTo: actionOf(data.id), fields, labels: aspectWords.entry.fields, typed, before: saidOf(data.entry), after }} /> }
    }
    const written = await write()
    await keepChange(context, { organization: null, subject: `entry:${written?.id ?? ''}`, before: saidOf(data.entry), after: saidOf(written), reason: 'a place of the wider directory corrected' })
    return { go: actionOf(written?.id ?? data.id) }
  },
})

const findForm = z.strictObject({ words: z.string().max(2_000).default('') })

/** Looks in the wider directory; what was typed lives under an opaque id. */
export const findEntry = act({
  path: '/admin/organizations/find',
  ...declared,
  audit: 'none',
  rate: 'search',
  form: findForm,
  again: organizationsPage,
  act: async (context: StaffContext, input: { form: { words: string } }): Promise<Answer> => {
    const { id } = await context.house.database.run((tx) => context.house.directory.keepFind(tx, input.form.words))
    return { go: `/admin/organizations/found/${id}` }
  },
})

export const foundEntries = page({
  path: '/admin/organizations/found/:id',
  ...declared,
  audit: 'none',
  rate: 'search',
  params: z.object({ id: z.string().max(60) }),
  load: (context: StaffContext, input: { params: { id: string } }) => context.house.database.run((tx) => context.house.directory.keptFind(tx, input.params.id)),
  view: (found: Found, context) => {
    const entries = [...found.places, ...found.near].flatMap((one) => (one.kind === 'elsewhere' ? [one.entry] : []))
    return (
      <StaffPage context={context as StaffContext} title={words.find} current="/admin/organizations" within crumb={<Crumb label={words.back} href="/admin/organizations" />}>
        <h1>{words.wider}</h1>
        {entries.length === 0 && <p class="lede">{words.nothing}</p>}
        <Rows form="plain">
          {entries.map((entry) => (
            <Row key={entry.id} language="en" title={entry.name} href={actionOf(entry.id)} meta={entry.lists.join(', ')} />
          ))}
        </Rows>
      </StaffPage>
    )
  },
})
