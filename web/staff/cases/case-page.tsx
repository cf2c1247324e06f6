// How does a sign-up stand that stopped, and what does the desk decide? Compare, check the ID, let them in.
import { z } from 'zod'
import type { DeskCase } from '#identity'
import { Button, Disclosure, ErrorSummary, Field, Form, Notice, Section, Table } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { idChecks, idKinds } from '../../../contract/desk-cases.ts'
import type { Claim } from '../../../contract/identity.ts'
import { concernWords, desk, stateWords } from '../../../words/en/desk.ts'
import { longDate, shortDate, shortDateAndTime } from '../../../words/en/dates.ts'
import { StaffPage, staffZone, FactStrip } from '../frame.tsx'
import { CompareTable } from './compare-table.tsx'
import { DecideForm, type Said, saidOf } from './decide-form.tsx'
import { historyOf } from './history.ts'

const words = desk.case
export const caseDeclared = { audience: 'staff', assurance: 'second-factor', roles: ['front-desk', 'supervisor'], reads: 'own-organization', rate: 'write' } as const
export const caseParams = z.object({ case: z.string().max(60) })

type Shown = { readonly found: DeskCase; readonly problem: Problem | null; readonly context: StaffContext; readonly error: Said | null }

const typedName = (claim: Claim): string => `${claim.given} ${claim.family}`
const proofOf = (claim: Claim, kind: 'phone' | 'email'): string => claim.proofs.flatMap((one) => (one.kind === kind ? [one.value] : []))[0] ?? ''

function Strip({ found, context }: Pick<Shown, 'found' | 'context'>) {
  const zone = staffZone(context)
  const [agree, differ] = [true, false].map((same) => found.compared.filter((row) => row.same === same).length) as [number, number]
  const facts = [
    [words.strip.match, found.chart === null ? words.noCompare : words.agree(agree, differ)],
    [words.strip.records, String(found.records.length)],
    [words.strip.stopped, shortDateAndTime(found.askedAt, context.now, zone)],
    [words.strip.until, longDate(found.endsAt, zone)],
    [words.strip.state, stateWords[found.state]],
  ] as const
  return <FactStrip facts={facts} />
}

function Head({ found, context }: Pick<Shown, 'found' | 'context'>) {
  return (
    <>
      <div class="case">
        <div>
          <h1>{words.heading(typedName(found.claim))}</h1>
          <p class="lede mute">{words.opened(longDate(found.claim.birthDate))}</p>
        </div>
        <p>
          <span class="vh">{words.codeIs} </span>
          <span class="code">{found.helpCode}</span>
        </p>
      </div>
      <Strip found={found} context={context} />
    </>
  )
}

/** A small form of the case with one button. */
export function CaseAct({ found, context, to, button, fields }: { found: DeskCase; context: StaffContext; to: string; button: string; fields?: Readonly<Record<string, string>> }) {
  return (
    <Form action={`/staff/desk/case/${found.id}/${to}`} token={context.formToken}>
      <input type="hidden" name="version" value={String(found.version)} />
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p class="row-act">
        <Button quiet small>
          {button}
        </Button>
      </p>
    </Form>
  )
}

function Records({ found, context, error, problem }: Shown) {
  if (found.state !== 'parked' && found.state !== 'referred') return null
  if (found.records.length === 0) {
    return (
      <Section id="number" heading={words.number.heading}>
        <p class="mt3">{words.number.text}</p>
        <Form action={`/staff/desk/case/${found.id}/record`} token={context.formToken} column>
          <input type="hidden" name="version" value={String(found.version)} />
          <Field language="en" id="record" label={words.number.label} autocomplete="off" value={problem?.typed.record} error={error?.field === 'record' ? error.message : undefined} />
          <p>
            <Button quiet>{words.number.button}</Button>
          </p>
        </Form>
      </Section>
    )
  }
  if (found.records.length < 2) return null
  return (
    <Section id="pick" heading={words.pick.heading}>
      <p class="mt3">{context.staff.roles.includes('supervisor') ? words.pick.text : words.pick.supervisor}</p>
      {context.staff.roles.includes('supervisor') &&
        found.records.map((record) => (
          <div key={record.patient} class="mt3">
            <b>{record.name}</b> <span class="mute">{words.pick.line(shortDate(record.birthDate), record.mrn)}</span>
            {record.patient !== found.chart?.patient && <CaseAct found={found} context={context} to="record" button={words.pick.button(record.name, record.mrn)} fields={{ record: record.patient }} />}
          </div>
        ))}
    </Section>
  )
}

function Standing({ found, context }: Pick<Shown, 'found' | 'context'>) {
  const zone = staffZone(context)
  const over = found.state === 'stopped'
  return (
    <>
      {found.state === 'approved' && found.linkUntil !== null && <Notice kind="done" heading={words.sent.heading}><p>{words.approvedUntil(shortDateAndTime(found.linkUntil, context.now, zone))}</p></Notice>}
      {found.state === 'proven' && found.provenAt !== null && <Notice kind="note" heading={stateWords.proven}><p>{words.provenAt(shortDateAndTime(found.provenAt, context.now, zone))}</p></Notice>}
      {over && <Notice kind="warn" heading={stateWords.stopped}><p>{words.moved.stopped}</p></Notice>}
      {!over && found.concerns.length > 0 && (
        <Notice kind="warn" heading={words.concerns}>
          <ul class="ticks">
            {found.concerns.map((concern) => (
              <li key={concern}>{concernWords[concern]}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}

function Side({ found, context, problem, error }: Shown) {
  if (found.state === 'stopped') return null
  return (
    <>
      {found.mine && <DecideForm found={found} token={context.formToken} problem={problem} error={error} typed={{ phone: proofOf(found.claim, 'phone'), email: proofOf(found.claim, 'email') }} />}
      {found.state === 'parked' && (
        <div class="box">
          <p>{words.unsure.text}</p>
          <CaseAct found={found} context={context} to="unsure" button={words.unsure.button} />
        </div>
      )}
      {found.state === 'referred' && context.staff.roles.includes('supervisor') && <CaseAct found={found} context={context} to="clear" button={words.clear.button} />}
    </>
  )
}

function View({ found, context, problem }: Omit<Shown, 'error'>) {
  const error = saidOf(problem)
  return (
    <StaffPage context={context} title={words.title(found.helpCode)} current="/staff/desk" within skip={words.skip} refused={problem !== null} asideLabel={words.decide.heading} aside={<Side found={found} context={context} problem={problem} error={error} />}
      crumb={<Head found={found} context={context} />}
      after={
        <>
          <Section id="hist" heading={words.tries}>
            <Table caption={words.tries} columns={words.triesColumns} rows={historyOf(found, context)} />
          </Section>
          {found.state !== 'stopped' && found.state !== 'done' && (
            <Disclosure summary={words.report.summary}>
              <p>{words.report.text}</p>
              <CaseAct found={found} context={context} to="report" button={words.report.button} />
            </Disclosure>
          )}
        </>
      }>
      {error !== null && <ErrorSummary language="en" errors={[error]} />}
      <Standing found={found} context={context} />
      <Records found={found} context={context} problem={problem} error={error} />
      {found.chart !== null && (
        <Section id="cmp" heading={words.compare}>
          <CompareTable rows={found.compared} />
          {found.why !== null && (
            <Disclosure summary={words.evidence}>
              <p>{found.why}</p>
            </Disclosure>
          )}
        </Section>
      )}
    </StaffPage>
  )
}

export const casePage = page({
  path: '/staff/desk/case/:case',
  ...caseDeclared,
  audit: 'case-opened',
  params: caseParams,
  load: async (context: StaffContext, input) => {
    const found = await context.house.identity.desk.read(context.tx, { staff: context.staff, id: input.params.case })
    context.note({ patient: found.chart?.patient ?? null, reason: `help code ${found.helpCode}` })
    return found
  },
  view: (found: DeskCase, context, problem) => <View found={found} context={context as StaffContext} problem={problem} />,
})

const checkFields = Object.fromEntries(idChecks.map((check) => [`check-${check}`, z.string().max(10).optional()])) as Record<`check-${(typeof idChecks)[number]}`, z.ZodOptional<z.ZodString>>

export const letIn = act({
  path: '/staff/desk/case/:case',
  ...caseDeclared,
  audit: 'case-decided',
  params: caseParams,
  form: z.strictObject({
    version: z.coerce.number().int().min(0), decision: z.enum(['file', 'typed', '']).default(''), ...checkFields,
    kind: z.enum(idKinds), last4: z.string().max(20).default(''), via: z.enum(['text', 'mail']).default('text'), phone: z.string().max(100).default(''), email: z.string().max(400).default(''),
  }),
  again: casePage,
  act: async (context: StaffContext, { params, form }) => {
    const checks = idChecks.filter((check) => form[`check-${check}`] === 'yes')
    const { patient } = await context.house.identity.desk.letIn(context.tx, {
      staff: context.staff, id: params.case,
      letting: { version: form.version, decision: form.decision, checks, idKind: form.kind, idLast4: form.last4, via: form.via, to: form.via === 'text' ? form.phone : form.email },
    })
    context.note({ patient, reason: form.decision === 'typed' ? 'let you in; what you typed is right' : 'let you in; what is on file is right', detail: { via: form.via } })
    return { go: `/staff/desk/case/${params.case}` }
  },
})
