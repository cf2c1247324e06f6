// "This was not me": what does somebody do who is told of a sign-up they did not begin? One press stops it; looking stops nothing.
import { z } from 'zod'
import type { StoppableSignUp } from '#identity'
import { Refusal } from '#kernel'
import { Button, Form, LinkButton, Phones } from '#parts'
import { type PublicContext, act, page } from '#web'
import { create } from '../../words/en/create.ts'
import { PublicFrame } from '../frame.tsx'
import { createDeclared } from './door.ts'

const words = create.notMe

type Shown = StoppableSignUp & { readonly link: string }

function Ask({ shown, context }: { shown: Shown; context: PublicContext }) {
  const name = context.house.organizations.find(shown.organization)?.name ?? ''
  const done = shown.state === 'done'
  return (
    <>
      <h1>{done ? words.done.heading : words.heading}</h1>
      <p class="lede">{done ? words.done.text : words.lede(name)}</p>
      {!done && <p class="mt3">{words.itIsMe}</p>}
      {!done && <p class="mt3">{words.stop}</p>}
      <Form action={`/not-me/${shown.link}`} token={context.formToken}>
        <p class="bar">
          <Button>{done ? words.done.button : words.button}</Button>
          {!done && (
            <LinkButton href={`/o/${shown.organization}/sign-in`} quiet>
              {words.signIn}
            </LinkButton>
          )}
        </p>
      </Form>
    </>
  )
}

function Over({ shown, context }: { shown: Shown; context: PublicContext }) {
  const phone = context.house.organizations.find(shown.organization)?.phone ?? null
  return (
    <>
      <h1>{words.stopped.heading}</h1>
      <p class="lede">{words.stopped.text}</p>
      {phone !== null && (
        <p class="mt3">
          <Phones text={words.stopped.call(phone)} />
        </p>
      )}
    </>
  )
}

const params = z.object({ link: z.string().max(100) })

export const notMePage = page({
  path: '/not-me/:link',
  ...createDeclared,
  params,
  load: async (context, input) => {
    const stoppable = await context.run((tx) => context.house.identity.signUps.stoppable(tx, input.params.link))
    if (stoppable === null) throw new Refusal('link-not-usable', 'unknown, or over')
    return { ...stoppable, link: input.params.link }
  },
  view: (shown: Shown, context) => (
    <PublicFrame context={context as PublicContext} door slim organization={shown.organization} title={shown.state === 'stopped' ? words.stopped.title : words.title} place={{ name: words.tab, line: words.tabLine }}>
      {shown.state === 'stopped' ? <Over shown={shown} context={context as PublicContext} /> : <Ask shown={shown} context={context as PublicContext} />}
    </PublicFrame>
  ),
})

export const notMe = act({
  path: '/not-me/:link',
  ...createDeclared,
  audit: 'sign-up-stopped',
  params,
  form: z.strictObject({}),
  act: async (context, input) => {
    await context.run((tx) => context.house.identity.signUps.stop(tx, input.params.link))
    return { go: `/not-me/${input.params.link}` }
  },
})
