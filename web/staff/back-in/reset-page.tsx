// How does the desk let somebody back in? Look at the ID, write down what happened, send a link to where they are reached now.
import { z } from 'zod'
import type { DeskReset, DeskView } from '#accounts'
import { Refusal, instant, isId } from '#kernel'
import { Button, CheckBox, ErrorSummary, Facts, Field, Form, Notice, Points, RadioFields, Section } from '#parts'
import type { Patient } from '#patients'
import { type Problem, type StaffContext, act, page } from '#web'
import { idKinds } from '../../../contract/desk-cases.ts'
import { idKindWords } from '../../../words/en/desk.ts'
import { deskReset, resetRiskWords } from '../../../words/en/desk-reset.ts'
import { longDate, shortDateAndTime } from '../../../words/en/dates.ts'
import { StaffPage, siteOf, staffZone } from '../frame.tsx'
import { declared } from './find-page.tsx'

const words = deskReset.page
const params = z.object({ chart: z.string().max(60) })
type Done = 'sent' | 'waiting' | 'refused'
type Opened = { readonly patient: Patient; readonly view: DeskView | null; readonly asked: readonly DeskReset[]; readonly done: Done | null }
type ViewProps = { readonly data: Opened; readonly context: StaffContext; readonly problem: Problem | null }

/** A chart that they opened by two details, or that waits for them to decide. Refuses: not-found. */
async function open(context: StaffContext, chart: string): Promise<{ readonly patient: Patient; readonly onFile: readonly string[]; readonly helped: boolean }> {
  const patient = isId(chart) ? await context.house.patients.byId(context.tx, chart) : null
  if (patient === null || !(await context.house.accounts.backIn.desk.looks(context.tx, patient.id))) throw new Refusal('not-found', 'no such chart here, or it was not opened by two details')
  return { patient, onFile: patient.email === null ? [] : [patient.email], helped: await context.house.access.help(context.tx, patient.id) }
}

function errorOf(problem: Problem | null): { readonly field: string; readonly message: string } | null {
  if (problem === null) return null
  if (problem.code === 'phone-not-usable') return { field: 'phone', message: words.missing.phone }
  if (problem.code === 'email-not-usable') return { field: 'email', message: words.missing.email }
  if (problem.field === 'reason') return { field: 'reason', message: words.missing.why }
  return problem.field === 'phone' || problem.field === 'email' ? { field: problem.field, message: words.missing.to } : { field: 'last4', message: words.missing.id }
}

function State({ view }: { view: DeskView }) {
  const has = (yes: boolean): string => (yes ? words.state.has : words.state.none)
  return (
    <Section id="state" heading={words.state.heading}>
      <div class="mt3">
        <Facts facts={[{ label: words.state.status, value: view.frozen ? words.state.frozen : words.state.open }, { label: words.state.app, value: has(view.hasApp) }, { label: words.state.passkey, value: has(view.hasPasskey) }, { label: words.state.phone, value: has(view.hasPhone) }, { label: words.state.email, value: view.emailOnFile ? words.state.yes : words.state.no }]} />
      </div>
      {view.risks.length > 0 && (
        <Notice kind="warn" heading={words.risk}>
          <ul class="ticks">
            {view.risks.map((risk) => (
              <li key={risk}>{resetRiskWords[risk]}</li>
            ))}
          </ul>
        </Notice>
      )}
    </Section>
  )
}

function AskForm({ data: { patient, view }, context, problem }: ViewProps) {
  const error = errorOf(problem)
  const said = (id: string) => (error?.field === id ? error.message : undefined)
  const typed = problem?.typed
  return (
    <Form action={`/staff/desk/reset/${patient.id}`} token={context.formToken} column>
      <h2>{words.id.heading}</h2>
      <CheckBox id="seen" name="seen" label={words.id.check} checked={typed?.seen === 'yes'} />
      <div class="fld">
        <label for="kind">{words.id.kind}</label>
        <select class="inp" id="kind" name="kind">
          {idKinds.map((kind) => (
            <option key={kind} value={kind} selected={typed?.kind === kind}>
              {idKindWords[kind]}
            </option>
          ))}
        </select>
      </div>
      <Field language="en" id="last4" label={words.id.last4} autocomplete="off" maxlength={4} value={typed?.last4} error={said('last4')} />
      <h2>{words.why.heading}</h2>
      <Field language="en" id="reason" label={words.why.label} hint={words.why.hint} autocomplete="off" value={typed?.reason} error={said('reason')} />
      <h2>{words.send.heading}</h2>
      <RadioFields language="en" id="via" name="via" legend={words.send.legend} chosen={typed?.via ?? 'text'}
        choices={[
          { value: 'text', label: words.send.text, fields: <Field language="en" id="phone" label={words.send.phone} type="tel" inputmode="tel" autocomplete="off" value={typed?.phone} error={said('phone')} /> },
          { value: 'mail', label: words.send.mail, fields: <Field language="en" id="email" label={words.send.email} hint={words.send.emailHint} type="email" autocomplete="off" value={typed?.email} error={said('email')} /> },
        ]}
      />
      <p>
        <Button>{view === null || view.risks.length === 0 ? words.button : words.ask}</Button>
      </p>
    </Form>
  )
}

function Asked({ one, context }: { one: DeskReset; context: StaffContext }) {
  const when = (at: string | null): string => (at === null ? '' : shortDateAndTime(instant(at), context.now, staffZone(context)))
  const line = one.state === 'waiting' ? words.waiting(one.askedByName, when(one.askedAt)) : one.state === 'refused' ? words.refused(one.decidedByName ?? '', when(one.decidedAt)) : `${words.sent(when(one.decidedAt ?? one.askedAt))}${one.usedAt === null ? '' : ` ${words.used(when(one.usedAt))}`}`
  const decides = one.state === 'waiting' && context.staff.roles.includes('supervisor') && one.askedBy !== context.staff.person
  return (
    <li class="mt3">
      <b>{line}</b>
      <br />
      <span class="mute">
        {words.idSeen(one.idSeen)} {words.told(one.reason)} {words.to(one.shown)}
      </span>
      {decides && (
        <Form action={`/staff/desk/reset/${one.patient}/decide`} token={context.formToken}>
          <input type="hidden" name="reset" value={one.id} />
          <p class="bar">
            <button class="btn" name="say" value="send">{words.approve}</button>
            <button class="btn alt" name="say" value="refuse">{words.refuse}</button>
          </p>
        </Form>
      )}
    </li>
  )
}

const doneWords = { sent: words.done, waiting: words.handed, refused: words.declined } as const

function View({ data, context, problem }: ViewProps) {
  const error = errorOf(problem)
  const { patient, view, asked, done } = data
  const open = view !== null && !asked.some((one) => one.state === 'waiting')
  return (
    <StaffPage context={context} title={words.title} current="/staff/desk/reset" within refused={problem !== null} asideLabel={words.happens.heading}
      aside={
        <div class="box">
          <h2>{words.happens.heading}</h2>
          <Points points={words.happens.points} />
        </div>
      }>
      <h1>{words.heading(patient.name)}</h1>
      {error !== null && <ErrorSummary language="en" errors={[error]} />}
      <p class="lede">{words.opened(longDate(patient.birthDate), patient.mrn)}</p>
      {done !== null && <Notice kind="done" heading={doneWords[done].heading}><p>{doneWords[done].text}</p></Notice>}
      {view === null ? <Notice kind="warn" heading={words.noAccount.heading}><p>{words.noAccount.text}</p></Notice> : <State view={view} />}
      {asked.length > 0 && (
        <Section id="before" heading={words.before}>
          <ul class="plain">
            {asked.map((one) => (
              <Asked key={one.id} one={one} context={context} />
            ))}
          </ul>
        </Section>
      )}
      {open && <AskForm data={data} context={context} problem={problem} />}
    </StaffPage>
  )
}

export const resetPage = page({
  path: '/staff/desk/reset/:chart',
  ...declared,
  params,
  query: z.object({ done: z.enum(['sent', 'waiting', 'refused']).optional().catch(undefined) }),
  audit: 'identity-viewed',
  load: async (context: StaffContext, input): Promise<Opened> => {
    const { desk } = context.house.accounts.backIn
    const { patient, onFile, helped } = await open(context, input.params.chart)
    const [view, asked] = [helped ? await desk.view(context.tx, onFile) : null, await desk.of(context.tx, patient.id)]
    context.note({ patient: patient.id, reason: 'help back in' })
    return { patient, view, asked, done: input.query.done ?? null }
  },
  view: (data: Opened, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})

const staffOf = (context: StaffContext) => ({ name: context.staff.name, organizationName: siteOf(context), phone: context.house.organizations.find(context.staff.organization)?.phone ?? '' })

export const askReset = act({
  path: '/staff/desk/reset/:chart',
  ...declared,
  params,
  audit: 'desk-reset',
  form: z.strictObject({ seen: z.literal('yes').optional(), kind: z.enum(idKinds).default('other'), last4: z.string().max(20).default(''), reason: z.string().max(500).default(''), via: z.enum(['text', 'mail']).default('text'), phone: z.string().max(100).default(''), email: z.string().max(1_000).default('') }),
  again: resetPage,
  act: async (context: StaffContext, { params: { chart }, form }) => {
    const { patient, onFile, helped } = await open(context, chart)
    if (!helped) throw new Refusal('not-found', 'no account for this chart here')
    if (form.seen !== 'yes' || !/^[A-Za-z0-9]{4}$/.test(form.last4.trim())) throw new Refusal('check-missing', 'ID', { field: 'last4' })
    if (form.reason.trim().length < 3) throw new Refusal('detail-missing', 'what happened', { field: 'reason' })
    const to = form.via === 'mail' ? form.email : form.phone
    if (to.trim() === '') throw new Refusal('detail-missing', 'no address', { field: form.via === 'mail' ? 'email' : 'phone' })
    const made = await context.house.accounts.backIn.desk.ask(context.tx, { patient: patient.id, staff: staffOf(context), idSeen: `${idKindWords[form.kind]}, ends in ${form.last4.trim()}`, reason: form.reason.trim(), via: form.via, to, onFile })
    context.note({ patient: patient.id, reason: form.reason.trim(), detail: { state: made.state } })
    return { go: `/staff/desk/reset/${patient.id}?done=${made.state}` }
  },
})

export const decideReset = act({
  path: '/staff/desk/reset/:chart/decide',
  ...declared,
  roles: ['supervisor'],
  params,
  audit: 'desk-reset',
  form: z.strictObject({ reset: z.uuid(), say: z.enum(['send', 'refuse']) }),
  act: async (context: StaffContext, { params: { chart }, form }) => {
    const { patient, helped } = await open(context, chart)
    const asked = (await context.house.accounts.backIn.desk.of(context.tx, patient.id)).some((one) => one.id === form.reset)
    if (!helped || !asked) throw new Refusal('not-found', 'not of this chart')
    // What they decided they see once more.
    await context.house.accounts.backIn.desk.look(context.tx, patient.id)
    const made = await context.house.accounts.backIn.desk.decide(context.tx, { id: form.reset, send: form.say === 'send', staff: staffOf(context) })
    context.note({ patient: patient.id, reason: `second member of staff: ${made.reason}`, detail: { state: made.state } })
    return { go: `/staff/desk/reset/${patient.id}?done=${made.state}` }
  },
})
