// What does a person see first? The code from their letter, or where they get care and sign in; and how it works.
import { LeadBox, LetterPicture, LinkButton, Organizations, Points, Section, SideSection } from '#parts'
import { type PublicContext, answer, page } from '#web'
import { frameWords } from '#words'
import { PublicFrame } from '../frame.tsx'

type Place = { readonly id: string; readonly name: string; readonly address: string | null; readonly phone: string | null; readonly hours: string | null }
type Front = { readonly organizations: readonly Place[] }

function Aside({ context }: { context: PublicContext }) {
  const { front } = frameWords(context.language)
  return (
    <>
      <SideSection id="how" heading={front.how}>
        <Points numbered points={front.howSteps} />
      </SideSection>
      <SideSection id="real" heading={front.real}>
        <p>
          {front.realBefore}
          <b>{new URL(context.publicUrl).host}</b>
          {front.realAfter}
        </p>
      </SideSection>
      {context.house.config.trial && (
        <SideSection id="trial" heading={front.trialTitle}>
          <p>{front.trialText}</p>
          <p class="row-act">
            <a href="/mailbox">{front.trialMailbox}</a>
          </p>
        </SideSection>
      )}
    </>
  )
}

/** "555-0142, Mon–Fri 7 am–7 pm". */
const reach = (one: Place): string => [one.phone, one.hours].filter((part) => part !== null && part !== '').join(', ')

function View({ data, context }: { data: Front; context: PublicContext }) {
  const { front } = frameWords(context.language)
  return (
    <PublicFrame context={context} title={front.title} place={{ name: front.tab, line: front.tabLine }} asideLabel={front.how} aside={<Aside context={context} />}>
      <h1>{front.title}</h1>
      <p class="lede">{front.lede}</p>
      <LeadBox id="code" heading={front.code} href="/code">
        <div class="beside">
          <div>
            <p class="mt2">{front.codeText}</p>
            <p class="row-act">
              <LinkButton href="/code">{front.useCode}</LinkButton>
            </p>
          </div>
          <LetterPicture />
        </div>
      </LeadBox>
      {data.organizations.length > 0 && (
        <Section id="places" heading={front.places}>
          <Organizations
            entries={data.organizations.map((one) => ({
              name: one.name,
              meta: one.address ?? reach(one),
              ...(one.address === null || reach(one) === '' ? {} : { more: reach(one) }),
              actions: (
                <LinkButton href={`/o/${one.id}/sign-in`} quiet>
                  {front.signIn}
                  <span class="vh">{front.signInTo(one.name)}</span>
                </LinkButton>
              ),
            }))}
          />
        </Section>
      )}
    </PublicFrame>
  )
}

export const frontPage = page({
  path: '/',
  audience: 'public',
  assurance: 'none',
  reads: 'directory',
  audit: 'none',
  rate: 'directory',
  load: async (context) => (context.cookie('session') === null ? { organizations: context.house.organizations.all() } : answer({ go: '/me' })),
  view: (data: Front, context) => <View data={data} context={context as PublicContext} />,
})
