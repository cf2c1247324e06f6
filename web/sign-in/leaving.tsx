// How does somebody stay, and how do they leave? Extending is one press; leaving ends the session here before it clears the browser (R47).
import { z } from 'zod'
import { LinkButton } from '#parts'
import { type PublicContext, type RecordContext, act, page } from '#web'
import { signedOut as words } from '../../words/en/sign-in.ts'
import { PublicFrame } from '../frame.tsx'

export const extend = act({
  path: '/session/extend',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-account',
  audit: 'none',
  rate: 'write',
  form: z.strictObject({}),
  act: async (context: RecordContext) => {
    const session = await context.house.accounts.touch(context.tx, context.session)
    return { json: { idleEndsAt: session.idleEndsAt.toISOString(), endsAt: session.endsAt.toISOString() } }
  },
})

export const signOut = act({
  path: '/sign-out',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-account',
  audit: 'signed-out',
  rate: 'write',
  form: z.strictObject({}),
  act: async (context: RecordContext) => {
    context.note({ patient: null })
    await context.house.accounts.signOut(context.tx, context.cookie('session'))
    return { go: '/signed-out', clear: true, cookies: { session: null, half: null, join: null } }
  },
})

export const signedOutPage = page({
  path: '/signed-out',
  audience: 'public',
  assurance: 'none',
  reads: 'nothing',
  audit: 'none',
  rate: 'directory',
  load: async () => ({}),
  view: (_data: object, context) => (
    <PublicFrame context={context as PublicContext} title={words.title} place={{ name: words.tab, line: words.tabLine }}>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede}</p>
      <p class="mt3">{words.shared}</p>
      <p class="bar">
        <LinkButton href="/sign-in">{words.again}</LinkButton>
      </p>
    </PublicFrame>
  ),
})
