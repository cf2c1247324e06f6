// What if the proven address has an account? Then one signs in, and the record is added to that account.
import type { Joining } from '#identity'
import { LinkButton } from '#parts'
import { type PublicContext, page } from '#web'
import { join } from '../../words/en/join.ts'
import { PublicFrame } from '../frame.tsx'
import { joiningDeclared, readStep } from './steps.ts'

const words = join.known

export const knownPage = page({
  path: '/join/account',
  ...joiningDeclared,
  load: (context) => readStep(context, 'known'),
  view: (joining: Joining, context) => (
    <PublicFrame context={context as PublicContext} organization={joining.organization} title={words.title} place={{ name: join.tab, line: join.steps.email }}>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede(joining.email ?? '')}</p>
      <p class="mt3">{words.text}</p>
      <p class="bar">
        <LinkButton href={`/o/${joining.organization}/sign-in`}>{words.button}</LinkButton>
        <LinkButton href="/join/email" quiet>
          {words.other}
        </LinkButton>
      </p>
    </PublicFrame>
  ),
})
