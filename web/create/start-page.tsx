// How does somebody begin? With a code, without one, or by looking whether there is one. Without is as good as with.
import { z } from 'zod'
import { Disclosure, LinkButton, Points, SideSection, Ways } from '#parts'
import { type PublicContext, page } from '#web'
import { create } from '../../words/en/create.ts'
import { PublicFrame } from '../frame.tsx'
import { type CreateDoor, createDeclared, openDoor } from './door.ts'

const words = create.start

function Closed({ door, context }: { door: CreateDoor; context: PublicContext }) {
  const { organization, offer } = door
  const said = offer.signUp === 'in-person' ? create.closed.inPerson : create.closed.closed
  return (
    <PublicFrame context={context} door organization={organization.id} title={create.closed.title} place={{ name: create.tab, line: create.steps.start }}>
      <h1>{create.closed.heading(organization.name)}</h1>
      <p class="lede">{offer.elsewhere === null ? said : create.closed.elsewhere(offer.elsewhere.name)}</p>
      {offer.inPersonNote !== null && offer.signUp === 'in-person' && <p class="mt3">{offer.inPersonNote}</p>}
      <p class="bar">
        <LinkButton href={`/o/${organization.id}`}>{create.closed.toDoor}</LinkButton>
      </p>
    </PublicFrame>
  )
}

function View({ door, context }: { door: CreateDoor; context: PublicContext }) {
  const { organization, offer } = door
  if (offer.signUp !== 'online') return <Closed door={door} context={context} />
  return (
    <PublicFrame context={context} door organization={organization.id} title={words.title} place={{ name: create.tab, line: create.steps.start }} skip={words.skip} asideLabel={words.asideLabel}
      aside={<SideSection id="bring" heading={words.bringHeading}><Points points={words.bring} /></SideSection>}>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede}</p>
      <Ways
        ways={[
          { heading: words.no.heading, children: <><p>{words.no.text}</p><p class="row-act"><LinkButton href={`/o/${organization.id}/create/you`}>{words.no.button}</LinkButton></p></> },
          { heading: words.yes.heading, children: <><p>{words.yes.text}</p><p class="row-act"><LinkButton href="/code" quiet>{words.yes.button}</LinkButton></p></> },
          { heading: words.unsure.heading, children: <><p>{words.unsure.text}</p><Disclosure summary={words.unsure.how}><Points numbered points={words.unsure.points(organization.name)} /></Disclosure></> },
        ]}
      />
    </PublicFrame>
  )
}

export const startPage = page({
  path: '/o/:organization/create',
  ...createDeclared,
  reads: 'directory',
  params: z.object({ organization: z.string().max(60) }),
  load: (context, input) => openDoor(context, input.params.organization),
  view: (door: CreateDoor, context) => <View door={door} context={context as PublicContext} />,
})
