// How does staff start a sign-up with somebody? The record, the ID check, and the way on; or why there is none, and what to do.
import { z } from 'zod'
import type { StartedVisit } from '#identity'
import { Button, CheckBox, ErrorSummary, Field, Form, LinkButton, Notice, RadioFields, Section } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { codeChannels } from '../../../contract/code-channels.ts'
import { idKinds, visitChecks } from '../../../contract/desk-visits.ts'
import { dateAndTime, longDate, shortDate } from '../../../words/en/dates.ts'
import { channelWords, checkWords, codeStateWords, deskCodes, idKindWords, reasonWords } from '../../../words/en/desk-codes.ts'
import { StaffPage, staffZone, FactStrip } from '../frame.tsx'
import { declared, params } from './declared.ts'
import { type Said, saidOf } from './said.ts'
import { ScreenView } from './screen-view.tsx'

const words = deskCodes.start

type Shown = { readonly started: StartedVisit; readonly context: StaffContext; readonly error: Said | null; readonly problem: Problem | null }

function Strip({ started, context }: Pick<Shown, 'started' | 'context'>) {
  const zone = staffZone(context)
  const [newest] = started.codes
  const facts = [
    [words.strip.account, started.noCode === 'has-account' ? words.hasAccount : words.noAccount],
    [words.strip.code, newest === undefined ? words.noCode : words.state(codeStateWords[newest.state], channelWords[newest.channel], shortDate(newest.issuedAt, zone))],
    [words.strip.onFile, words.onFile(started.chart.phone !== null, started.chart.email !== null)],
    [words.strip.reason, reasonWords[started.reason].label],
  ] as const
  return <FactStrip facts={facts} />
}

/** Why there is no code, and what to do instead. */
function Refused({ started, context }: Pick<Shown, 'started' | 'context'>) {
  const phone = context.house.organizations.find(context.staff.organization)?.recordsPhone ?? null
  if (started.noCode === 'died') {
    return (
      <Notice kind="warn" heading={words.refused.died.heading}>
        <p>{words.refused.died.text}</p>
        {phone !== null && <p>{words.refused.died.toRecords(phone)}</p>}
      </Notice>
    )
  }
  if (started.noCode === 'too-young') {
    return (
      <Notice kind="warn" heading={words.refused['too-young'].heading}>
        <p>{words.refused['too-young'].text(started.ageFrom)}</p>
        {phone !== null && <p>{words.refused.died.toRecords(phone)}</p>}
      </Notice>
    )
  }
  return (
    <Notice kind="note" heading={words.refused['has-account'].heading} actions={<LinkButton href="/staff/desk/reset" small>{words.refused['has-account'].button}</LinkButton>}>
      <p>{words.refused['has-account'].text}</p>
    </Notice>
  )
}

function IdCheck({ context, error, problem }: Shown) {
  const typed = problem?.typed ?? {}
  return (
    <Section id="check" heading={words.check.heading}>
      {error?.field === 'check-id-good' && <p class="err mt3">{error.message}</p>}
      <div class="box mt3">
        {visitChecks.map((check) => (
          <CheckBox key={check} id={`check-${check}`} name={`check-${check}`} label={checkWords[check]} checked={typed[`check-${check}`] === 'yes'} />
        ))}
      </div>
      <div class="f-row mt3">
        <div class="fld">
          <label for="kind">{words.check.kind}</label>
          <select class="inp" id="kind" name="kind">
            {idKinds.map((kind) => (
              <option key={kind} value={kind} selected={typed.kind === kind}>
                {idKindWords[kind]}
              </option>
            ))}
          </select>
        </div>
        <Field language={context.language} id="last4" label={words.check.last4} autocomplete="off" maxlength={4} value={typed.last4} error={error?.field === 'last4' ? error.message : undefined} />
      </div>
    </Section>
  )
}

function WayForm(shown: Shown) {
  const { started, context, error, problem } = shown
  const typed = problem?.typed ?? {}
  const here = started.reason === 'here'
  const at = (field: string) => (error?.field === field ? error.message : undefined)
  const phone = <Field language={context.language} id="phone" label={words.phone} type="tel" autocomplete="off" value={typed.phone} error={at('phone')} />
  const email = <Field language={context.language} id="email" label={words.email} type="email" autocomplete="off" value={typed.email} error={at('email')} />
  const choices = started.ways.map((way) => ({ value: way, label: words.way[way].label, hint: !here && (way === 'text' || way === 'mail') ? `${words.onFileHint[way]} ${words.way[way].hint}` : words.way[way].hint, fields: here && way === 'text' ? phone : here && way === 'mail' ? email : null }))
  return (
    <Form action={`/staff/desk/start/${started.id}`} token={context.formToken}>
      {here && <IdCheck {...shown} />}
      <Section id="ways" heading={words.ways.heading(here)}>
        <div class="mt3">
          <RadioFields language={context.language} id="way" name="way" legend={words.ways.legend} chosen={typed.way ?? ''} error={at('way')} choices={choices} />
        </div>
        {(error?.field === 'again' || (typed.again ?? '') !== '') && <Field language={context.language} id="again" label={words.again} autocomplete="off" value={typed.again} error={at('again')} />}
        <p class="mute mt3">{words.told}</p>
        <p class="mt3">
          <Button>{words.button}</Button>
        </p>
      </Section>
    </Form>
  )
}

function View(shown: Shown) {
  const { started, context, error, problem } = shown
  const { chart, codes } = started
  const zone = staffZone(context)
  const [newest] = codes
  const fresh = newest?.state === 'open' && newest.issuedAt.getTime() >= started.openedAt.getTime() && (newest.channel === 'text' || newest.channel === 'mail') ? newest : null
  return (
    <StaffPage context={context} title={words.title(chart.name)} current="/staff/desk/start" within skip={words.skip} refused={problem !== null}>
      <h1>{chart.name}</h1>
      <p class="lede mute">{words.born(longDate(chart.birthDate), chart.mrn)}</p>
      {error !== null && <ErrorSummary language={context.language} errors={[error]} />}
      {fresh !== null && (
        <Notice kind="done" heading={words.sent.heading(channelWords[fresh.channel].toLowerCase())}>
          <p>{words.sent.text(dateAndTime(fresh.expiresAt, zone))}</p>
        </Notice>
      )}
      <Strip started={started} context={context} />
      {started.noCode === null ? <WayForm {...shown} /> : <Refused started={started} context={context} />}
      <p class="row-act mt5">
        <a href={`/staff/desk/codes/${started.id}`}>{words.codes}</a>
        <a href="/staff/desk/start">{words.another}</a>
      </p>
    </StaffPage>
  )
}

export const startPage = page({
  path: '/staff/desk/start/:visit',
  ...declared,
  audit: 'chart-found',
  params,
  load: async (context: StaffContext, input) => {
    const started = await context.house.identity.assisted.read(context.tx, { staff: context.staff, id: input.params.visit })
    context.note({ patient: started.chart.id, reason: 'starts a sign-up' })
    return started
  },
  view: (started: StartedVisit, context, problem) => <View started={started} context={context as StaffContext} problem={problem} error={saidOf(problem)} />,
})

const checkFields = Object.fromEntries(visitChecks.map((check) => [`check-${check}`, z.string().max(10).optional()])) as Record<`check-${(typeof visitChecks)[number]}`, z.ZodOptional<z.ZodString>>

export const startSignUp = act({
  path: '/staff/desk/start/:visit',
  ...declared,
  audit: 'code-issued',
  params,
  form: z.strictObject({ ...checkFields, kind: z.enum(idKinds).optional(), last4: z.string().max(20).default(''), way: z.enum(['', ...codeChannels]).default(''), phone: z.string().max(100).default(''), email: z.string().max(400).default(''), again: z.string().max(300).default('') }),
  again: startPage,
  act: async (context: StaffContext, { params: { visit }, form }) => {
    const given = await context.house.identity.assisted.give(context.tx, {
      staff: context.staff, id: visit, way: form.way, to: form.way === 'text' ? form.phone : form.email, reason: form.again,
      checks: visitChecks.filter((check) => form[`check-${check}`] === 'yes'), idKind: form.kind ?? null, idLast4: form.last4.trim(),
      note: (patient, detail) => context.note({ patient, reason: 'assisted sign-up', detail }),
    })
    if (given.kind === 'sent') return { go: `/staff/desk/start/${visit}` }
    if (given.kind === 'screen') return { show: <ScreenView given={given} context={context} visit={visit} /> }
    const { letter } = given
    return { file: { body: () => context.house.export.letter(letter), type: 'application/pdf', name: 'sign-up-code.pdf', inline: true } }
  },
})
