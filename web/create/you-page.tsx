// Who does somebody say they are? Name, birth date and one thing the organization can look up. Refused is only what has the wrong form.
import { z } from 'zod'
import type { Typed } from '#identity'
import { Refusal } from '#kernel'
import { BillPicture, Button, DateFields, ErrorSummary, Field, FieldRow, Form, RadioFields, SideSection } from '#parts'
import { AnswerBox, type Problem, type PublicContext, act, page } from '#web'
import type { ProofKind } from '../../contract/offers.ts'
import { create } from '../../words/en/create.ts'
import { PublicFrame } from '../frame.tsx'
import { readBirthDate } from '../join/birth-date.ts'
import { type CreateDoor, createDeclared, openDoor } from './door.ts'

const words = create.you
const boxOf = { mrn: 'mrn', phone: 'phone', email: 'email', address: 'street', ssn4: 'ssn4' } as const satisfies Record<ProofKind, string>

const form = z.strictObject({
  given: z.string().max(500).default(''), family: z.string().max(500).default(''),
  'birth-month': z.string().max(20).default(''), 'birth-day': z.string().max(20).default(''), 'birth-year': z.string().max(20).default(''),
  proof: z.string().max(20).default(''),
  mrn: z.string().max(500).default(''), phone: z.string().max(500).default(''), email: z.string().max(500).default(''), street: z.string().max(500).default(''), postal: z.string().max(50).default(''), ssn4: z.string().max(50).default(''),
})
type Boxes = Readonly<Partial<Record<keyof z.output<typeof form>, string>>>

type Said = { readonly field: string; readonly message: string }

/** Which box, and what is said beside it. */
function said(problem: Problem | null): Said | null {
  if (problem === null) return null
  if (problem.code === 'date-missing') return { field: 'birth-month', message: words.missing.birth }
  if (problem.code === 'date-impossible') return { field: 'birth-month', message: words.unlike.birth }
  if (problem.code === 'own-name-missing') return problem.field === 'family' ? { field: 'family', message: words.missing.family } : { field: 'given', message: words.missing.given }
  if (problem.field === 'postal') return { field: 'postal', message: problem.code === 'proof-missing' ? words.missing.postal : words.unlike.postal }
  const kind = problem.field as ProofKind | null
  if (problem.code === 'proof-missing' && kind !== null) return { field: boxOf[kind], message: words.missing.proof }
  if (problem.code === 'proof-unlike' && kind !== null) return { field: boxOf[kind], message: words.unlike[kind] }
  return { field: 'proof', message: words.missing.kind }
}

type You = CreateDoor & { readonly kept: Boxes; readonly codeOver: boolean }

/** What was typed before, as the boxes have it. */
function boxesOf(typed: Partial<Typed>): Boxes {
  const [year, month, day] = (typed.birthDate ?? '').split('-')
  const proof = typed.proof
  return {
    ...(typed.given === undefined ? {} : { given: typed.given }), ...(typed.family === undefined ? {} : { family: typed.family }),
    ...(year === undefined || month === undefined || day === undefined ? {} : { 'birth-month': String(Number(month)), 'birth-day': String(Number(day)), 'birth-year': year }),
    ...(proof === undefined ? {} : { proof, [boxOf[proof]]: typed.value ?? '' }), ...(typed.postalCode === undefined ? {} : { postal: typed.postalCode }),
  }
}

const inputs: Readonly<Record<Exclude<ProofKind, 'address'>, { readonly type?: 'tel' | 'email'; readonly inputmode?: 'numeric' | 'tel' | 'email'; readonly autocomplete: string; readonly maxlength?: number }>> = {
  mrn: { autocomplete: 'off' },
  phone: { type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email' },
  ssn4: { inputmode: 'numeric', autocomplete: 'off', maxlength: 4 },
}

function ProofBoxes({ kind, boxes, error, language }: { kind: ProofKind; boxes: Boxes; error: Said | null; language: 'en' }) {
  const { field, fieldHint } = words.kinds[kind]
  const errorOf = (id: string) => (error?.field === id ? error.message : undefined)
  if (kind === 'address') {
    return (
      <FieldRow>
        <Field language={language} id="street" label={field} hint={fieldHint} width="wide" autocomplete="street-address" value={boxes.street} error={errorOf('street')} />
        <Field language={language} id="postal" label={words.postal} inputmode="numeric" autocomplete="postal-code" value={boxes.postal} error={errorOf('postal')} />
      </FieldRow>
    )
  }
  return <Field language={language} id={kind} label={field} hint={fieldHint} value={kind === 'ssn4' ? undefined : boxes[kind]} error={errorOf(kind)} {...inputs[kind]} />
}

function Aside({ bill }: { bill: boolean }) {
  return (
    <>
      {bill && (
        <SideSection id="bill" heading={words.bill.heading}>
          <BillPicture label={words.bill.picture} />
          <p class="mt3">{words.bill.text}</p>
        </SideSection>
      )}
      <SideSection id="why" heading={words.why.heading}>
        <p>{words.why.text}</p>
      </SideSection>
    </>
  )
}

function View({ you, context, problem }: { you: You; context: PublicContext; problem: Problem | null }) {
  const { language } = context
  const { organization, offer } = you
  const error = said(problem)
  const boxes: Boxes = problem === null ? you.kept : problem.typed
  const errorOf = (id: string) => (error?.field === id ? error.message : undefined)
  const chosen = offer.proofs.find((kind) => kind === boxes.proof) ?? offer.proofs[0] ?? 'mrn'
  return (
    <PublicFrame context={context} door organization={organization.id} title={words.title} place={{ name: create.tab, line: create.steps.you }} skip={words.skip} refused={problem !== null} asideLabel={words.asideLabel} aside={<Aside bill={offer.proofs.includes('mrn')} />}>
      <h1>{words.heading}</h1>
      {error !== null && <ErrorSummary language={language} errors={[error]} />}
      <p class="lede">{you.codeOver ? words.codeOver : words.lede}</p>
      <Form action={`/o/${organization.id}/create/you`} token={context.formToken} column>
        <Field language={language} id="given" label={words.given} autocomplete="given-name" value={boxes.given} error={errorOf('given')} />
        <Field language={language} id="family" label={words.family} autocomplete="family-name" value={boxes.family} error={errorOf('family')} />
        <DateFields language={language} id="birth" legend={words.birth} hint={words.birthHint} birth values={{ month: boxes['birth-month'], day: boxes['birth-day'], year: boxes['birth-year'] }} error={errorOf('birth-month')} />
        <RadioFields language={language} id="proof" name="proof" legend={words.legend} chosen={chosen} error={errorOf('proof')}
          choices={offer.proofs.map((kind) => ({ value: kind, label: words.kinds[kind].label, hint: words.kinds[kind].hint, fields: <ProofBoxes kind={kind} boxes={boxes} error={error} language={language} /> }))} />
        <p>
          <Button>{create.continue}</Button>
        </p>
      </Form>
    </PublicFrame>
  )
}

const params = z.object({ organization: z.string().max(60) })

export const youPage = page({
  path: '/o/:organization/create/you',
  needs: ['sign-in', 'mail'],
  ...createDeclared,
  params,
  query: z.object({ from: z.string().max(20).optional() }),
  load: async (context, input) => {
    const door = await openDoor(context, input.params.organization, '/you')
    if (door instanceof AnswerBox) return door
    const { identity } = context.house
    const { kept, over } = await context.run(async (tx) => ({ kept: await identity.signUps.read(tx, context.cookie('sign-up')), over: input.query.from === 'code' ? await identity.readOver(tx, context.cookie('join')) : null }))
    const own = kept !== null && kept.organization === door.organization.id && (kept.state === 'begun' || kept.state === 'parked')
    // Somebody whose code ran out has typed their birth date: it is not asked for twice.
    const typed = own && kept.typed.birthDate !== undefined ? kept.typed : over === null || over.organization !== door.organization.id ? {} : { birthDate: over.birthDate }
    return { ...door, kept: boxesOf(typed), codeOver: input.query.from === 'code' }
  },
  view: (you: You, context, problem) => <View you={you} context={context as PublicContext} problem={problem} />,
})

export const giveYou = act({
  path: '/o/:organization/create/you', step: 'sign-up', ends: 'parked',
  ...createDeclared,
  audit: 'sign-up-asked',
  params,
  form,
  secretFields: ['ssn4'],
  again: youPage,
  act: async (context, { params: { organization }, form: boxes }) => {
    // In the order of the page, so that the first box that is empty is the one that is said.
    for (const field of ['given', 'family'] as const) if (boxes[field].trim() === '') throw new Refusal('own-name-missing', field, { field })
    const birthDate = readBirthDate({ month: boxes['birth-month'], day: boxes['birth-day'], year: boxes['birth-year'] }, context.now)
    const proof = boxes.proof as ProofKind
    const value = Object.hasOwn(boxOf, proof) ? boxes[boxOf[proof]] : ''
    const typed: Typed = { given: boxes.given, family: boxes.family, birthDate, proof, value, postalCode: boxes.postal }
    const { signUp, id } = await context.house.identity.signUps.ask({ signUp: context.cookie('sign-up'), organization, typed, network: context.network })
    context.about('signup', id)
    return { go: `/o/${organization}/create/check`, cookies: { 'sign-up': signUp } }
  },
})
