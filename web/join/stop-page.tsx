// "This was not me": what does the link in a notice show? Looking stops nothing, mail scanners look too; the button does.
import { z } from 'zod'
import type { Stoppable } from '#identity'
import { Refusal } from '#kernel'
import { Button, Form } from '#parts'
import { type PublicContext, act, page } from '#web'
import { codes } from '../../words/en/codes.ts'
import { longDate } from '../../words/en/dates.ts'
import { PublicFrame } from '../frame.tsx'

const words = codes.stop
const declared = { audience: 'public', assurance: 'none', reads: 'own-joining', audit: 'none', rate: 'sign-in' } as const
const params = z.object({ token: z.string().max(100) })

type Told = Stoppable & { readonly token: string }

function Done({ code, phone }: { code: Told; phone: string | null }) {
  return (
    <>
      <h1>{code.spent ? words.spentTitle : words.doneTitle}</h1>
      <p class="lede">{code.spent ? words.spent : words.done}</p>
      {code.spent && phone !== null && <p class="mt3">{words.spentCall(phone)}</p>}
    </>
  )
}

function View({ code, context }: { code: Told; context: PublicContext }) {
  const organization = context.house.organizations.find(code.organization)
  return (
    <PublicFrame context={context} organization={code.organization} title={words.title} place={{ name: codes.tab, line: words.tabLine }}>
      {code.reported ? (
        <Done code={code} phone={organization?.phone ?? null} />
      ) : (
        <>
          <h1>{words.heading}</h1>
          <p class="lede">{words.text(organization?.name ?? '', longDate(code.issuedAt, organization?.timeZone ?? 'UTC'))}</p>
          <p class="mt3">{words.sure}</p>
          <Form action={`/code/stop/${code.token}`} token={context.formToken}>
            <p class="mt5">
              <Button>{words.button}</Button>
            </p>
          </Form>
          <p class="mute mt3">{words.fine}</p>
        </>
      )}
    </PublicFrame>
  )
}

export const stopPage = page({
  path: '/code/stop/:token',
  ...declared,
  params,
  load: async (context: PublicContext, input) => {
    const code = await context.run((tx) => context.house.identity.readStoppable(tx, input.params.token))
    if (code === null) throw new Refusal('link-not-usable', 'no such code')
    return { ...code, token: input.params.token }
  },
  view: (code: Told, context) => <View code={code} context={context as PublicContext} />,
})

export const stop = act({
  path: '/code/stop/:token',
  ...declared,
  audit: 'code-reported',
  params,
  form: z.strictObject({}),
  act: async (context: PublicContext, input) => {
    await context.run((tx) => context.house.identity.stopCode(tx, input.params.token))
    return { go: `/code/stop/${input.params.token}` }
  },
})
