// What if a code is over? Told what became of it and what to do now; the birth date is kept for the questions that follow.
import type { OverCode } from '#identity'
import { LinkButton, Section, SideSection } from '#parts'
import { type PublicContext, page } from '#web'
import { codes } from '../../words/en/codes.ts'
import { longDate } from '../../words/en/dates.ts'
import { PublicFrame } from '../frame.tsx'

const words = codes.over

type Over = { readonly over: OverCode; /** May people of this organization go on without a code? */ readonly questions: boolean }
type Told = { readonly heading: string; readonly text: string; readonly first: 'questions' | 'newer' | 'sign-in' | 'none' }

function told({ over, questions }: Over, zone: string, name: string): Told {
  const day = over.at === null ? '' : longDate(over.at, zone)
  const without = questions ? 'questions' : 'none'
  if (over.state === 'used') return { heading: words.used.heading(day), text: words.used.text, first: 'sign-in' }
  if (over.state === 'replaced') return { heading: words.replaced.heading, text: over.newer === null ? words.replaced.noNewer : words.replaced.text(over.newer.channel, longDate(over.newer.at, zone)), first: 'newer' }
  if (over.state === 'ran-out') return { heading: words.ranOut.heading(longDate(over.until)), text: questions ? words.ranOut.text : words.ranOut.noQuestions(name), first: without }
  return { heading: words.stopped.heading(day), text: questions ? words.stopped.text : words.stopped.noQuestions, first: without }
}

function View({ data, context }: { data: Over; context: PublicContext }) {
  const { over, questions } = data
  const organization = context.house.organizations.find(over.organization)
  const phone = organization?.phone ?? null
  const { heading, text, first } = told(data, organization?.timeZone ?? 'UTC', organization?.name ?? '')
  const without = `/o/${over.organization}/create/you?from=code`
  return (
    <PublicFrame context={context} organization={over.organization} title={words.title} place={{ name: codes.tab, line: codes.tabLine }} asideLabel={words.aside} aside={<SideSection id="why" heading={words.safe.heading}><p>{words.safe.text}</p></SideSection>}>
      <h1>{heading}</h1>
      <p class="lede">{text}</p>
      {first === 'questions' && <p class="mute mt3">{words.kept}</p>}
      <p class="bar">
        {first === 'questions' && <LinkButton href={without}>{words.questions}</LinkButton>}
        {first === 'newer' && <LinkButton href="/code">{words.typeNewer}</LinkButton>}
        {first === 'sign-in' && <LinkButton href={`/o/${over.organization}/sign-in`}>{words.signIn}</LinkButton>}
      </p>
      {over.state === 'replaced' && questions && (
        <Section id="lost" heading={words.replaced.lost} narrow>
          <p class="mt3">{words.replaced.lostText}</p>
          <p class="row-act">
            <LinkButton href={without} quiet>
              {words.questions}
            </LinkButton>
          </p>
        </Section>
      )}
      {phone !== null && (
        <Section id="call" heading={over.state === 'used' ? words.used.notYou : words.call} narrow>
          <p class="mt3">{over.state === 'used' ? words.used.notYouText(phone) : words.callText(phone)}</p>
        </Section>
      )}
    </PublicFrame>
  )
}

function Gone({ context }: { context: PublicContext }) {
  return (
    <PublicFrame context={context} title={words.title} place={{ name: codes.tab, line: codes.tabLine }}>
      <h1>{words.gone.heading}</h1>
      <p class="lede">{words.gone.text}</p>
      <p class="bar">
        <LinkButton href="/code">{words.gone.button}</LinkButton>
      </p>
    </PublicFrame>
  )
}

export const overPage = page({
  path: '/code/over',
  audience: 'public',
  assurance: 'none',
  reads: 'own-joining',
  audit: 'none',
  rate: 'sign-in',
  load: async (context: PublicContext) => {
    const { identity, directory } = context.house
    return context.run(async (tx) => {
      const over = await identity.readOver(tx, context.cookie('join'))
      return { over, questions: over !== null && (await directory.offer(tx, over.organization)).signUp === 'online' }
    })
  },
  view: ({ over, questions }: { over: OverCode | null; questions: boolean }, context) => (over === null ? <Gone context={context as PublicContext} /> : <View data={{ over, questions }} context={context as PublicContext} />),
})
