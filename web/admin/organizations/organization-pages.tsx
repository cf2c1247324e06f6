// What does an administrator look after? Their organizations, everything that stands at one's door, and what was changed last.
import { z } from 'zod'
import { Acts, Button, Crumb, Facts, Field, Find, Form, LinkButton, Notice, Points, Row, Rows, Section, Select, Table } from '#parts'
import type { Edit, Entry, Organization, Said } from '#directory'
import { Refusal } from '#kernel'
import { type Answer, type Problem, type StaffContext, act, page } from '#web'
import { refusalText } from '#words'
import { dateAndTime } from '../../../words/en/dates.ts'
import { aspectWords, directoryAdmin as words, signUpWords } from '../../../words/en/directory-admin.ts'
import { administering } from '../staff-list.tsx'
import { StaffPage, staffZone } from '../../staff/frame.tsx'
import { type Aspect, type AspectKey, aspectKeys, aspects, zoneChoices } from './aspects.ts'
import { backOf, keepChange, placeParams, theirs } from './edit-pages.tsx'
import { said } from './fields.tsx'

const declared = { ...administering, reads: 'directory', assurance: 'second-factor' } as const

type Listed = { readonly organization: Organization; readonly signUp: string; readonly sites: number }
type ListData = { readonly all: readonly Listed[]; readonly held: readonly Entry[]; readonly edits: readonly Edit[] }

function ListView({ data, context }: { data: ListData; context: StaffContext }) {
  return (
    <StaffPage context={context} title={words.title} current="/admin/organizations">
      <h1>{words.title}</h1>
      <p class="lede">{words.lede}</p>
      <Section id="yours" heading={words.yours} link={{ label: words.add, href: '/admin/organizations/add' }}>
        <Table caption={words.yours} columns={words.columns} rows={data.all.map(({ organization, signUp, sites }) => [<a key="name" href={backOf(organization.id)}>{organization.name}</a>, signUp, words.sites(sites)])} />
      </Section>
      <Section id="wider" heading={words.wider} link={{ label: words.addEntry, href: '/admin/organizations/entries/new' }}>
        <p class="mt3">{words.widerText}</p>
        <Find narrow language="en" action="/admin/organizations/find" token={context.formToken} label={words.find} />
        {data.held.length > 0 && (
          <>
            <h3 class="mt5">{words.held}</h3>
            <p>{words.heldText}</p>
            <Rows form="plain">
              {data.held.map((entry) => (
                <Row key={entry.id} language="en" title={entry.name} href={`/admin/organizations/entries/${entry.id}`} meta={entry.held === null ? '' : words.heldWhy[entry.held]} />
              ))}
            </Rows>
          </>
        )}
      </Section>
      {data.edits.length > 0 && (
        <Section id="changes" heading={words.changes}>
          <Points points={data.edits.map((edit) => words.changed(editSaid(edit), edit.byName, dateAndTime(edit.at, staffZone(context))))} />
        </Section>
      )}
    </StaffPage>
  )
}

export const organizationsPage = page({
  path: '/admin/organizations',
  ...declared,
  audit: 'none',
  rate: 'read',
  load: async (context: StaffContext): Promise<ListData> => {
    const { directory } = context.house
    const all = await Promise.all((await directory.administered(context.tx)).map(async (organization) => {
      const [offer, sites] = await Promise.all([directory.offer(context.tx, organization.id), directory.sites(context.tx, organization.id)])
      return { organization, signUp: signUpWords[offer.signUp], sites: sites.length }
    }))
    return { all, held: await directory.held(context.tx), edits: await directory.edits(context.tx, null) }
  },
  view: (data: ListData, context) => <ListView data={data} context={context as StaffContext} />,
})

type Part = { readonly key: AspectKey; readonly facts: Said; readonly lines: readonly { readonly id: string; readonly line: string }[] }
type OneData = { readonly organization: Organization; readonly parts: readonly Part[]; readonly edits: readonly Edit[]; readonly done: 'saved' | 'undone' | null }

function PartSection({ part, organization }: { part: Part; organization: string }) {
  const aspect: Aspect = aspects[part.key]
  const { title, fields } = aspectWords[part.key]
  const labels: Readonly<Record<string, string>> = fields
  const at = `${backOf(organization)}/${part.key}`
  return (
    <Section id={part.key} heading={title} link={{ label: aspect.many ? `${words.addOne}: ${aspectWords[part.key].one.toLowerCase()}` : words.change, href: `${at}/${aspect.many ? 'new' : 'all'}` }}>
      {aspect.many ? (
        <Rows form="plain">
          {part.lines.map(({ id, line }) => (
            <Row key={id} language="en" title={line} href={`${at}/${id}`} meta={words.change} />
          ))}
        </Rows>
      ) : (
        <Facts facts={aspect.fields.flatMap((field) => (said(field, part.facts?.[field.name]) === '' ? [] : [{ label: labels[field.name] ?? field.name, value: said(field, part.facts?.[field.name]) }]))} />
      )}
    </Section>
  )
}

/** What an edit was about, in a few words. */
function editSaid({ subject, before, after }: Edit): string {
  const key = subject.split(':')[0] ?? ''
  const title = key in aspectWords ? aspectWords[key as keyof typeof aspectWords].one : key
  const name = after?.name ?? before?.name ?? after?.value ?? before?.value
  return [before === null ? words.added : after === null ? words.removed : null, title, name].filter((part) => part !== null && part !== undefined).join(': ')
}

function Changes({ data, context }: { data: OneData; context: StaffContext }) {
  return (
    <Section id="changes" heading={words.changes}>
      {data.edits.length === 0 && <p class="mt3">{words.noChanges}</p>}
      <ul class="rows plain">
        {data.edits.map((edit) => (
          <li key={edit.id}>
            <p>{words.changed(editSaid(edit), edit.byName, dateAndTime(edit.at, staffZone(context)))}</p>
            {edit.undoneAt === null && (edit.subject.split(':')[0] ?? '') in aspects ? (
              <Form action={`${backOf(data.organization.id)}/undo/${edit.id}`} token={context.formToken} label={`${words.undo}: ${editSaid(edit)}`}>
                <Button quiet small>{words.undo}</Button>
              </Form>
            ) : (
              edit.undoneAt !== null && <p class="mute">{words.undone}</p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OneView({ data, context }: { data: OneData; context: StaffContext }) {
  return (
    <StaffPage context={context} title={data.organization.name} current="/admin/organizations" within crumb={<Crumb label={words.back} href="/admin/organizations" />}>
      <h1>{data.organization.name}</h1>
      {data.done !== null && <Notice kind="done" heading={data.done === 'saved' ? words.saved : words.undoneNow} />}
      <Acts acts={[{ label: words.door, href: `/o/${data.organization.id}` }]} />
      {data.parts.map((part) => (
        <PartSection key={part.key} part={part} organization={data.organization.id} />
      ))}
      <p class="mute mt4">{words.notYours}</p>
      <Changes data={data} context={context} />
    </StaffPage>
  )
}

export const organizationPage = page({
  path: '/admin/organizations/:organization',
  ...declared,
  audit: 'none',
  rate: 'read',
  params: placeParams,
  query: z.object({ done: z.enum(['saved', 'undone']).optional().catch(undefined) }),
  load: async (context: StaffContext, input: { params: { organization: string }; query: { done?: 'saved' | 'undone' | undefined } }): Promise<OneData> => {
    const organization = await theirs(context, input.params.organization)
    const spot = { directory: context.house.directory, tx: context.tx, organization: organization.id }
    const parts: Part[] = []
    for (const key of aspectKeys) {
      const aspect: Aspect = aspects[key]
      parts.push({ key, facts: aspect.many ? null : await aspect.read({ ...spot, id: null }), lines: await aspect.list(spot) })
    }
    return { organization, parts, edits: await context.house.directory.edits(context.tx, organization.id), done: input.query.done ?? null }
  },
  view: (data: OneData, context) => <OneView data={data} context={context as StaffContext} />,
})

function AddView({ context, problem }: { context: StaffContext; problem: Problem | null }) {
  const text = problem === null ? undefined : ((one) => `${one.title} ${one.text}`)(refusalText(context.language, problem.code, problem.facts))
  const error = (field: string) => (problem?.field === field ? text : undefined)
  return (
    <StaffPage context={context} title={words.add} current="/admin/organizations" within slim refused={problem !== null} crumb={<Crumb label={words.back} href="/admin/organizations" />}>
      <h1>{words.add}</h1>
      <p class="lede">{words.addLede}</p>
      <Form action="/admin/organizations/add" token={context.formToken} column>
        <Field language="en" id="name" label={aspectWords.about.fields.name} autocomplete="off" value={problem?.typed.name} error={error('name')} />
        <Field language="en" id="id" label={words.shortName} hint={words.shortNameHint} autocomplete="off" value={problem?.typed.id} error={error('id')} />
        <Field language="en" id="phone" label={aspectWords.about.fields.phone} autocomplete="off" value={problem?.typed.phone} />
        <Select language="en" id="timeZone" label={aspectWords.about.fields.timeZone} choices={zoneChoices} chosen={problem?.typed.timeZone ?? staffZone(context)} />
        <p>
          <Button>{words.add}</Button>
        </p>
      </Form>
      <p class="mt4">
        <LinkButton href="/admin/organizations" quiet>{words.back}</LinkButton>
      </p>
    </StaffPage>
  )
}

export const addOrganizationPage = page({
  path: '/admin/organizations/add',
  ...declared,
  audit: 'none',
  rate: 'read',
  load: async () => ({}),
  view: (_data: object, context, problem) => <AddView context={context as StaffContext} problem={problem} />,
})

/** Addresses of these pages: no organization is called so. */
const reserved = new Set(['add', 'find', 'found', 'entries'])
const addForm = z.strictObject({ name: z.string().max(120).default(''), id: z.string().max(60).default(''), phone: z.string().max(40).default(''), timeZone: z.enum(zoneChoices.map((one) => one.value) as [string, ...string[]]) })

export const addOrganization = act({
  path: '/admin/organizations/add',
  ...declared,
  audit: 'directory-changed',
  rate: 'write',
  form: addForm,
  again: addOrganizationPage,
  act: async (context: StaffContext, { form }: { form: z.output<typeof addForm> }): Promise<Answer> => {
    const name = form.name.trim()
    if (name === '') throw new Refusal('place-name-missing', 'no name', { field: 'name' })
    if (!/^[a-z][a-z0-9-]{1,39}$/.test(form.id) || reserved.has(form.id)) throw new Refusal('short-name-not-usable', 'not a short name', { field: 'id' })
    const phone = form.phone.trim() === '' ? null : form.phone.trim()
    await context.house.directory.make(context.tx, { id: form.id, name, phone, hours: null, recordsPhone: null, address: null, timeZone: form.timeZone, language: 'en', parent: context.staff.organization })
    await keepChange(context, { organization: form.id, subject: 'made', before: null, after: { name }, reason: 'organization made' })
    return { go: backOf(form.id) }
  },
})
