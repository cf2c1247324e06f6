// What does each clinic have on file about me, and how do I ask to change it? Own charts only; a new phone or e-mail is proven first.
import { z } from 'zod'
import type { OwnDetails } from '#access'
import type { SentCode } from '#accounts'
import { Refusal, instant } from '#kernel'
import { Button, ErrorSummary, Facts, Field, Form, Notice, Section, Tag } from '#parts'
import type { Correction } from '#patients'
import { type Problem, type RecordContext, act, answer, page } from '#web'
import { type CorrectionField, correctionFields } from '../../contract/corrections.ts'
import { forgot } from '../../words/en/back-in.ts'
import { longDate, shortDateAndTime } from '../../words/en/dates.ts'
import { details as words } from '../../words/en/details.ts'
import { RecordFrame } from '../frame.tsx'
import { zoneOf } from '../zone.ts'

const reading = { audience: 'patient', reads: 'own-account', assurance: 'second-factor', audit: 'details-viewed', rate: 'read' } as const
const asking = { ...reading, assurance: 'fresh-factor', rate: 'write' } as const

type DetailsData = { readonly charts: readonly OwnDetails[]; readonly asked: readonly Correction[]; readonly sent: boolean }

/** As it is written on file. */
function valueOf(chart: OwnDetails, field: CorrectionField): string | null {
  const value = { name: chart.name, 'birth-date': longDate(chart.birthDate), phone: chart.phone, email: chart.email, address: chart.address, language: chart.language }[field]
  return value === '' ? null : value
}

const placeOf = (context: RecordContext, organization: string): string => context.house.organizations.find(organization)?.name ?? ''

function Chart({ chart, context }: { chart: OwnDetails; context: RecordContext }) {
  const place = placeOf(context, chart.organization)
  return (
    <Section id={`at-${chart.patient}`} heading={place}>
      <p class="mute mt2">
        {words.number} {chart.mrn}
        {chart.continuedAs !== null && ` ${words.continued(chart.continuedAs)}`}
      </p>
      <div class="mt3">
        <Facts
          facts={correctionFields.map((field) => ({
            label: words.fields[field],
            value: (
              <>
                {valueOf(chart, field) ?? words.none}{' '}
                <a href={`/account/details/${chart.patient}/${field}`} aria-label={words.changeOf(words.fields[field], place)}>
                  {words.change}
                </a>
              </>
            ),
          }))}
        />
      </div>
    </Section>
  )
}

const tagOf = { sent: 'wait', done: 'in', refused: 'out' } as const

function Asked({ asked, context }: { asked: readonly Correction[]; context: RecordContext }) {
  return (
    <Section id="asked" heading={words.asked.heading}>
      {asked.length === 0 && <p class="mt3">{words.asked.none}</p>}
      <ul class="plain">
        {asked.map((one) => (
          <li key={one.id} class="mt3">
            <b>{words.asked.line(words.fields[one.field], one.becomes)}</b> <Tag kind={tagOf[one.state]} label={words.state[one.state]} />
            <br />
            <span class="mute">{words.asked.at(placeOf(context, one.organization), shortDateAndTime(instant(one.askedAt), context.now, zoneOf(context)))}</span>
            {one.reason !== null && <p>{words.why(one.reason)}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const detailsPage = page({
  path: '/account/details',
  ...reading,
  query: z.object({ done: z.literal('sent').optional().catch(undefined) }),
  load: async (context: RecordContext, input): Promise<DetailsData> => {
    const charts = await context.house.access.details(context.viewer)
    const asked = await context.house.patients.corrections.of(context.tx, charts.map((one) => one.patient))
    context.note({ patients: charts.map((one) => one.patient) })
    return { charts, asked, sent: input.query.done === 'sent' }
  },
  view: (data: DetailsData, context) => (
    <RecordFrame context={context as RecordContext} title={words.title}>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede}</p>
      {data.sent && <Notice kind="done" heading={words.done.heading}><p>{words.done.text}</p></Notice>}
      {data.charts.map((chart) => (
        <Chart key={chart.patient} chart={chart} context={context as RecordContext} />
      ))}
      <Asked asked={data.asked} context={context as RecordContext} />
      <p class="mute mt5">
        {words.own} <a href="/account">{words.account}</a>
      </p>
    </RecordFrame>
  ),
})

const params = z.object({ patient: z.uuid(), field: z.enum(correctionFields) })
type Asking = { readonly chart: OwnDetails; readonly field: CorrectionField }

async function chartOf(context: RecordContext, patient: string): Promise<OwnDetails> {
  const found = (await context.house.access.details(context.viewer)).find((one) => one.patient === patient)
  if (found === undefined) throw new Refusal('not-found', 'not an own chart')
  return found
}

const isProven = (field: CorrectionField): field is 'phone' | 'email' => field === 'phone' || field === 'email'

function AskView({ data: { chart, field }, context, problem }: { data: Asking; context: RecordContext; problem: Problem | null }) {
  const now = valueOf(chart, field)
  const error = problem === null ? undefined : problem.code === 'email-not-usable' ? words.ask.notUsable.email : problem.code === 'phone-not-usable' ? words.ask.notUsable.phone : words.ask.missing
  return (
    <RecordFrame context={context} title={words.ask.title} refused={problem !== null}>
      <h1>{words.ask.heading(words.fields[field])}</h1>
      {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'becomes' }]} />}
      <p class="lede">{words.ask.where(placeOf(context, chart.organization))}</p>
      <p class="mt3">{words.ask.now(now ?? words.none)}</p>
      {isProven(field) && <p class="mt3">{words.ask.proof}</p>}
      <Form action={`/account/details/${chart.patient}/${field}`} token={context.formToken} column>
        <Field language={context.language} id="becomes" label={words.ask.label} type={field === 'phone' ? 'tel' : field === 'email' ? 'email' : 'text'} autocomplete={field === 'phone' ? 'tel' : field === 'email' ? 'email' : field === 'address' ? 'street-address' : field === 'name' ? 'name' : 'off'} value={problem?.typed.becomes} error={error} />
        <p>
          <Button>{isProven(field) ? words.ask.prove : words.ask.button}</Button>
        </p>
      </Form>
      <p class="mt5">
        <a href="/account/details">{words.ask.back}</a>
      </p>
    </RecordFrame>
  )
}

export const askDetailPage = page({
  path: '/account/details/:patient/:field',
  ...asking,
  params,
  load: async (context: RecordContext, input): Promise<Asking> => {
    const chart = await chartOf(context, input.params.patient)
    context.note({ patient: chart.patient })
    return { chart, field: input.params.field }
  },
  view: (data: Asking, context, problem) => <AskView data={data} context={context as RecordContext} problem={problem} />,
})

async function send(context: RecordContext, { chart, field, becomes }: Asking & { readonly becomes: string }) {
  await context.house.patients.corrections.ask(context.tx, { patient: chart.patient, field, was: valueOf(chart, field), becomes, source: 'patient', by: { person: context.session.person, name: context.session.name } })
  context.note({ kind: 'correction-asked', patient: chart.patient, purpose: field })
  return { go: '/account/details?done=sent' }
}

export const askDetail = act({
  path: '/account/details/:patient/:field',
  ...asking,
  audit: 'correction-asked',
  params,
  form: z.strictObject({ becomes: z.string().max(500).default('') }),
  again: askDetailPage,
  act: async (context: RecordContext, { params: { patient, field }, form }) => {
    const chart = await chartOf(context, patient)
    const becomes = form.becomes.normalize('NFKC').trim()
    if (becomes === '') throw new Refusal('detail-missing', field, { field: 'becomes' })
    if (!isProven(field)) return send(context, { chart, field, becomes })
    await context.house.accounts.backIn.askForProof(context.tx, { session: context.session, channel: field, typed: becomes, network: context.network })
    context.note({ kind: 'details-viewed', patient, purpose: `proof of ${field}` })
    return { go: `/account/details/${patient}/${field}/code` }
  },
})

type Proving = Asking & { readonly sent: SentCode }

export const detailCodePage = page({
  path: '/account/details/:patient/:field/code',
  ...asking,
  params,
  load: async (context: RecordContext, input) => {
    const chart = await chartOf(context, input.params.patient)
    context.note({ patient: chart.patient })
    const sent = await context.house.accounts.backIn.proofAsked(context.tx, context.session)
    return sent === null || sent.channel !== input.params.field ? answer({ go: `/account/details/${chart.patient}/${input.params.field}` }) : { chart, field: input.params.field, sent }
  },
  view: ({ chart, field, sent }: Proving, context, problem) => {
    const error = problem === null ? undefined : words.ask.code.noMatch
    return (
      <RecordFrame context={context as RecordContext} title={words.ask.code.title} refused={problem !== null}>
        <h1>{words.ask.code.heading}</h1>
        {error !== undefined && <ErrorSummary language={context.language} errors={[{ message: error, field: 'code' }]} />}
        <p class="lede">{words.ask.code.lede(sent.shown)}</p>
        {context.house.config.trial && <p class="row-act"><a href="/mailbox">{forgot.sent.mailbox}</a></p>}
        <Form action={`/account/details/${chart.patient}/${field}/code`} token={context.formToken} column>
          <Field language={context.language} id="code" label={words.ask.code.label} code inputmode="numeric" autocomplete="one-time-code" error={error} />
          <p>
            <Button>{words.ask.code.button}</Button>
          </p>
        </Form>
        <p class="mt5">
          <a href={`/account/details/${chart.patient}/${field}`}>{words.ask.back}</a>
        </p>
      </RecordFrame>
    )
  },
})

export const proveDetail = act({
  path: '/account/details/:patient/:field/code',
  ...asking,
  audit: 'correction-asked',
  params,
  form: z.strictObject({ code: z.string().max(100).default('') }),
  secretFields: ['code'],
  again: detailCodePage,
  act: async (context: RecordContext, { params: { patient, field }, form }) => {
    const chart = await chartOf(context, patient)
    const sent = await context.house.accounts.backIn.proofGiven(context.tx, { session: context.session, code: form.code })
    if (sent.channel !== field) throw new Refusal('code-no-match', 'a code of another field', { field: 'code' })
    return send(context, { chart, field, becomes: sent.shown })
  },
})
