// What if no code came? One page for everybody: a help code, whom to call and when, what to bring, and nothing to type again.
import { z } from 'zod'
import type { Attempt } from '#accounts'
import { Button, CodePanel, Disclosure, Form, LinkButton, Phones, Points, Section, Ways } from '#parts'
import { AnswerBox, type PublicContext, act, page } from '#web'
import { attempts as tried } from '../../words/en/attempts.ts'
import { create } from '../../words/en/create.ts'
import { longDate } from '../../words/en/dates.ts'
import { PublicFrame } from '../frame.tsx'
import { AttemptTimeline } from '../help/attempt-list.tsx'
import { createDeclared } from './door.ts'
import { deskHours } from './desk-hours.ts'
import { type OwnSignUp, readSignUp } from './sign-up.ts'

const words = create.help

type Help = OwnSignUp & { readonly hours: string | null; readonly phone: string | null; readonly tries: readonly Attempt[] }

function Desk({ help }: { help: Help }) {
  const { phone, hours } = help
  return (
    <>
      <p>
        {phone === null ? words.desk.comeIn : <Phones text={words.desk.call(phone)} />} {words.desk.fix} <b>{words.desk.done}</b>
      </p>
      {hours !== null && <p class="mute">{hours}</p>}
      {phone !== null && (
        <p class="row-act">
          <LinkButton href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{words.desk.button(phone)}</LinkButton>
        </p>
      )}
    </>
  )
}

function Again({ id }: { id: string }) {
  return (
    <>
      <p>{words.again.text}</p>
      <p class="row-act">
        <LinkButton href={`/o/${id}/create/you`} quiet>
          {words.again.button}
        </LinkButton>
      </p>
    </>
  )
}

function Letter({ help, context }: { help: Help; context: PublicContext }) {
  if (help.signUp.letterAsked) return <p>{words.letter.asked}</p>
  return (
    <>
      <p>{words.letter.text}</p>
      <Form action={`/o/${help.organization.id}/create/letter`} token={context.formToken}>
        <p class="row-act">
          <Button quiet>{words.letter.button}</Button>
        </p>
      </Form>
    </>
  )
}

function View({ help, context }: { help: Help; context: PublicContext }) {
  const { organization, offer, signUp } = help
  const letter = offer.codes.includes('letter') ? [{ heading: words.letter.heading, children: <Letter help={help} context={context} /> }] : []
  return (
    <PublicFrame context={context} door slim organization={organization.id} title={words.title} place={{ name: create.tab, line: create.steps.check }} skip={words.skip}>
      <h1>{words.heading}</h1>
      <p class="lede">
        {words.notSure} {words.happensWhen}
        {words.outOfDate}
      </p>
      <p class="mt3">
        <b>{words.saved}</b>
      </p>
      <CodePanel before={words.codeIs} code={signUp.helpCode}>
        <p class="mute mt3">{words.until(longDate(signUp.endsAt, organization.timeZone))}</p>
      </CodePanel>
      <Section id="pick" heading={words.choose}>
        <Ways ways={[{ heading: words.desk.heading, children: <Desk help={help} /> }, { heading: words.again.heading, children: <Again id={organization.id} /> }, ...letter]} />
        <Disclosure summary={words.why.summary}>
          <p>
            {words.why.text} {words.why.same}
          </p>
        </Disclosure>
      </Section>
      <Disclosure summary={tried.title}>
        <AttemptTimeline lines={help.tries} zone={organization.timeZone} />
      </Disclosure>
      <Section id="bring" heading={words.bring.heading}>
        <Points points={words.bring.points} />
        <p class="row-act">
          <a href={`/o/${organization.id}/create/check`}>{words.typed}</a>
        </p>
      </Section>
      {organization.recordsPhone !== null && (
        <Section id="urg" heading={words.urgent.heading}>
          <p class="mt3">
            <Phones text={words.urgent.text(organization.recordsPhone)} />
          </p>
        </Section>
      )}
    </PublicFrame>
  )
}

const params = z.object({ organization: z.string().max(60) })

export const helpPage = page({
  path: '/o/:organization/create/help',
  ...createDeclared,
  params,
  load: async (context, input) => {
    const own = await readSignUp(context, input.params.organization, '/help')
    if (own instanceof AnswerBox) return own
    const { directory, accounts } = context.house
    const [[site], tries] = await context.run((tx) => Promise.all([directory.sites(tx, own.organization.id), accounts.attempts.forSignUp(tx, own.signUp.id)]))
    return { ...own, tries, phone: site?.phone ?? own.organization.phone, hours: deskHours(site, { timeZone: own.organization.timeZone, now: context.now }) ?? own.organization.hours }
  },
  view: (help: Help, context) => <View help={help} context={context as PublicContext} />,
})

export const askLetter = act({
  path: '/o/:organization/create/letter',
  ...createDeclared,
  audit: 'sign-up-asked',
  params,
  form: z.strictObject({}),
  act: async (context, input) => {
    await context.run((tx) => context.house.identity.signUps.askLetter(tx, context.cookie('sign-up')))
    return { go: `/o/${input.params.organization}/create/help` }
  },
})
