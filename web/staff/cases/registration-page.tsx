// What is registration asked to change, and who waits for a letter? Carried out in the organization's own system, closed here.
import { z } from 'zod'
import type { WantedLetter } from '#identity'
import { Refusal } from '#kernel'
import type { Correction } from '#patients'
import { Button, ErrorSummary, Field, Form, LinkButton, Section } from '#parts'
import { type Problem, type StaffContext, act, page } from '#web'
import { correctionWords, desk } from '../../../words/en/desk.ts'
import { shortDate, shortDateAndTime } from '../../../words/en/dates.ts'
import { StaffPage, staffZone } from '../frame.tsx'

const words = desk.corrections
const declared = { audience: 'staff', assurance: 'second-factor', roles: ['front-desk', 'supervisor', 'records-office'], reads: 'own-organization', rate: 'write' } as const

type Waiting = { readonly correction: Correction; readonly name: string }
type Data = { readonly corrections: readonly Waiting[]; readonly letters: readonly WantedLetter[] }

const shown = (correction: Correction, text: string | null): string => (text === null ? desk.case.nothing : correction.field === 'birth-date' ? shortDate(text) : text)

function One({ waiting, context, problem }: { waiting: Waiting; context: StaffContext; problem: Problem | null }) {
  const { correction, name } = waiting
  const wrong = problem !== null && problem.typed.correction === correction.id
  return (
    <div class="box">
      <h3>
        {name}: {correctionWords[correction.field]}
      </h3>
      <dl class="strip">
        <div>
          <dt>{words.columns[2]}</dt>
          <dd>{shown(correction, correction.was)}</dd>
        </div>
        <div>
          <dt>{words.columns[3]}</dt>
          <dd>{shown(correction, correction.becomes)}</dd>
        </div>
        <div>
          <dt>{words.columns[4]}</dt>
          <dd>{words.askedBy(correction.askedByName, shortDateAndTime(correction.askedAt, context.now, staffZone(context)))}</dd>
        </div>
      </dl>
      <Form action="/staff/registration" token={context.formToken} label={`${words.done}${words.of(`${name}, ${correctionWords[correction.field]}`)}`}>
        <input type="hidden" name="correction" value={correction.id} />
        <Field language="en" id={`why-${correction.id}`} name="why" label={words.why} optional value={wrong ? problem.typed.why : undefined} error={wrong ? words.whyMissing : undefined} />
        <p class="row-act">
          <Button name="outcome" value="done" small>
            {words.done}
          </Button>
          <Button name="outcome" value="refused" quiet small>
            {words.refuse}
          </Button>
        </p>
      </Form>
    </div>
  )
}

function Letter({ letter, context }: { letter: WantedLetter; context: StaffContext }) {
  return (
    <div class="box">
      <h3>{letter.name}</h3>
      <p>
        {words.letters.number(letter.mrn)}. {letter.address ?? words.letters.noAddress}
      </p>
      <Form action="/staff/registration/letter" token={context.formToken} label={letter.name}>
        <input type="hidden" name="letter" value={letter.id} />
        <p class="row-act">
          <Button quiet small>
            {words.letters.done}
          </Button>
        </p>
      </Form>
    </div>
  )
}

function View({ data, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  const refused = problem === null ? null : { message: words.whyMissing, field: `why-${problem.typed.correction ?? ''}` }
  return (
    <StaffPage context={context} title={words.title} current="/staff/registration" skip={words.skip} refused={problem !== null}>
      <h1>{words.heading}</h1>
      {refused !== null && <ErrorSummary language="en" errors={[refused]} />}
      <p class="lede">{words.lede}</p>
      {data.corrections.length === 0 ? <p class="mt3">{words.none}</p> : data.corrections.map((waiting) => <One key={waiting.correction.id} waiting={waiting} context={context} problem={problem} />)}
      <Section id="letters" heading={words.letters.heading}>
        {data.letters.length === 0 ? <p class="mt3">{words.letters.none}</p> : <p class="mt3">{words.letters.lede}</p>}
        {data.letters.length > 0 && (
          <p class="row-act">
            <LinkButton href="/staff/desk/codes" small>
              {words.letters.print}
            </LinkButton>
          </p>
        )}
        {data.letters.map((letter) => (
          <Letter key={letter.id} letter={letter} context={context} />
        ))}
      </Section>
    </StaffPage>
  )
}

export const registrationPage = page({
  path: '/staff/registration',
  ...declared,
  audit: 'staff-worked',
  load: async (context: StaffContext): Promise<Data> => {
    const { tx, house, staff } = context
    const [corrections, letters] = await Promise.all([house.patients.corrections.waiting(tx, staff.organization), house.identity.desk.letters(tx)])
    const names = await house.patients.names(tx, [...new Set(corrections.map((one) => one.patient))])
    const patients = [...new Set([...corrections.map((one) => one.patient), ...letters.map((one) => one.patient)])]
    context.note({ reason: 'changes for registration', ...(patients.length === 0 ? {} : { patients }), count: corrections.length + letters.length })
    return { corrections: corrections.map((correction) => ({ correction, name: names.get(correction.patient) ?? '' })), letters }
  },
  view: (data: Data, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})

export const closeCorrection = act({
  path: '/staff/registration',
  ...declared,
  audit: 'case-decided',
  form: z.strictObject({ correction: z.string().max(60), why: z.string().max(300).default(''), outcome: z.enum(['done', 'refused']) }),
  again: registrationPage,
  act: async (context: StaffContext, { form }) => {
    const reason = form.why.trim()
    if (form.outcome === 'refused' && reason === '') throw new Refusal('check-missing', 'no reason', { field: 'why' })
    const { staff } = context
    const closed = await context.house.patients.corrections.decide(context.tx, { id: form.correction, outcome: form.outcome, reason: reason === '' ? null : reason, by: { person: staff.person, name: staff.name } })
    context.note({ patient: closed.patient, reason: form.outcome === 'done' ? 'the change was made on file' : 'the change was not made' })
    return { go: '/staff/registration' }
  },
})

export const closeLetter = act({
  path: '/staff/registration/letter',
  ...declared,
  audit: 'case-decided',
  form: z.strictObject({ letter: z.string().max(60) }),
  act: async (context: StaffContext, { form }) => {
    const { patient } = await context.house.identity.desk.letterSent(context.tx, form.letter)
    context.note({ patient, reason: 'a letter was printed' })
    return { go: '/staff/registration' }
  },
})
