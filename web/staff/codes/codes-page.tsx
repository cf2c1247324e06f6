// Which codes went out for a record, what became of each, and how is an open one stopped?
import { z } from 'zod'
import type { CodeGone, StartedVisit } from '#identity'
import { Button, ErrorSummary, Form, LinkButton, RadioCards, Section, Table } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { longDate, shortDateAndTime } from '../../../words/en/dates.ts'
import { channelWords, codeStateWords, deskCodes } from '../../../words/en/desk-codes.ts'
import { StaffPage, staffZone } from '../frame.tsx'
import { declared, params } from './declared.ts'

const words = deskCodes.list
const whys = ['lost', 'wrong', 'asked'] as const

type Shown = { readonly started: StartedVisit; readonly context: StaffContext; readonly problem: Problem | null }

function cells(code: CodeGone, context: StaffContext) {
  const zone = staffZone(context)
  const at = (date: Date) => shortDateAndTime(date, context.now, zone)
  const became = code.at === null ? codeStateWords[code.state] : words.on(codeStateWords[code.state], at(code.at))
  return [at(code.issuedAt), channelWords[code.channel], code.by ?? words.operator, at(code.expiresAt), code.reported && code.state !== 'reported' ? `${became}. ${words.alsoReported}` : became]
}

function StopForm({ started, context, problem }: Shown) {
  const open = started.codes.find((code) => code.state === 'open')
  if (open === undefined) return null
  return (
    <Section id="stop" heading={words.stop} narrow>
      <p class="mt3">{words.stopText}</p>
      <Form action={`/staff/desk/codes/${started.id}`} token={context.formToken}>
        <input type="hidden" name="code" value={open.id} />
        <div class="mt3">
          <RadioCards language={context.language} id="why" name="why" legend={words.why.legend} error={problem === null ? undefined : words.whyMissing} choices={whys.map((value) => ({ value, label: words.why[value] }))} />
        </div>
        <p class="mt3">
          <Button quiet>{words.stop}</Button>
        </p>
      </Form>
    </Section>
  )
}

function View({ started, context, problem }: Shown) {
  const { chart, codes } = started
  return (
    <StaffPage context={context} title={words.title(chart.name)} current="/staff/desk/codes" within refused={problem !== null}>
      <h1>{words.heading(chart.name)}</h1>
      <p class="lede mute">{deskCodes.start.born(longDate(chart.birthDate), chart.mrn)}</p>
      {problem !== null && <ErrorSummary language={context.language} errors={[{ message: words.whyMissing, field: 'why' }]} />}
      {codes.length === 0 ? <p class="mt5">{words.none}</p> : <div class="mt5"><Table caption={words.caption} columns={words.columns} rows={codes.map((code) => cells(code, context))} /></div>}
      <p class="bar">
        <LinkButton href={`/staff/desk/start/${started.id}`}>{words.newOne}</LinkButton>
      </p>
      {codes.some((code) => code.state === 'open') && <p class="mute">{words.newText}</p>}
      <StopForm started={started} context={context} problem={problem} />
    </StaffPage>
  )
}

export const codesPage = page({
  path: '/staff/desk/codes/:visit',
  ...declared,
  audit: 'chart-found',
  params,
  load: async (context: StaffContext, input) => {
    const started = await context.house.identity.assisted.read(context.tx, { staff: context.staff, id: input.params.visit })
    context.note({ patient: started.chart.id, reason: 'looks at its codes' })
    return started
  },
  view: (started: StartedVisit, context, problem) => <View started={started} context={context as StaffContext} problem={problem} />,
})

export const stopCode = act({
  path: '/staff/desk/codes/:visit',
  ...declared,
  audit: 'code-stopped',
  params,
  form: z.strictObject({ code: z.string().max(60).default(''), why: z.enum(['', ...whys]).default('') }),
  again: codesPage,
  act: async (context: StaffContext, { params: { visit }, form }) => {
    const { patient } = await context.house.identity.assisted.stop(context.tx, { staff: context.staff, id: visit, code: form.code, why: form.why })
    context.note({ patient, reason: form.why === '' ? 'stopped' : words.why[form.why] })
    return { go: `/staff/desk/codes/${visit}` }
  },
})
