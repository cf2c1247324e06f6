// What opens from the links in our mails about an account? "This was not me", and taking a change back. Looking does nothing:
// mail scanners look too. A press acts, once, and needs no signing in: whoever holds the mailbox may always close.
import { z } from 'zod'
import { Refusal } from '#kernel'
import { Button, Form, LinkButton, Phones, Points } from '#parts'
import { type PublicContext, act, page } from '#web'
import { notMe, part, takeBack } from '../../words/en/back-in.ts'
import { PublicFrame } from '../frame.tsx'
import { helpPhone } from '../sign-in/help-phone.ts'

const declared = { audience: 'public', assurance: 'none', reads: 'own-account', audit: 'none', rate: 'sign-in' } as const
const params = z.object({ link: z.string().max(100) })
const closed = { session: null, half: null } as const

type Link = { readonly link: string; readonly open: boolean; readonly frozen: boolean }

function ClosedView({ context }: { context: PublicContext }) {
    return (
      <PublicFrame context={context} door title={notMe.done.title} place={{ name: notMe.tab, line: notMe.tabLine }}>
        <h1>{notMe.done.heading}</h1>
        <p class="lede">{notMe.done.lede}</p>
        <p class="mt3">{notMe.done.next}</p>
        <p class="bar">
          <LinkButton href="/sign-in?ended=1">{notMe.done.go}</LinkButton>
        </p>
        <p class="mt3">
          <Phones text={notMe.done.desk(helpPhone(context))} />
        </p>
      </PublicFrame>
    )
}

function NotMeView({ data, context }: { data: Link; context: PublicContext }) {
  if (data.frozen) return <ClosedView context={context} />
  return (
    <PublicFrame context={context} door title={notMe.title} place={{ name: notMe.tab, line: notMe.tabLine }}>
      <h1>{notMe.heading}</h1>
      <p class="lede">{notMe.lede}</p>
      <Points points={notMe.points} />
      <Form action={`/account/not-me/${data.link}`} token={context.formToken}>
        <p class="mt5">
          <Button>{notMe.button}</Button>
        </p>
      </Form>
      <p class="mt3">{notMe.nothing}</p>
    </PublicFrame>
  )
}

export const notMePage = page({
  path: '/account/not-me/:link',
  ...declared,
  params,
  load: async (context: PublicContext, input) => {
    const found = await context.run((tx) => context.house.accounts.backIn.freezeWaits(tx, input.params.link))
    // Pressed before, and opened again since: this link has done what it could.
    if (!found.open && !found.frozen) throw new Refusal('link-not-usable', 'freeze: pressed before')
    return { link: input.params.link, open: found.open, frozen: found.frozen }
  },
  view: (data: Link, context) => <NotMeView data={data} context={context as PublicContext} />,
})

export const pressNotMe = act({
  path: '/account/not-me/:link',
  ...declared,
  audit: 'account-frozen',
  params,
  form: z.strictObject({}),
  act: async (context, input) => {
    await context.run((tx) => context.house.accounts.backIn.freezeByLink(tx, input.params.link))
    return { go: `/account/not-me/${input.params.link}`, cookies: closed }
  },
})

/** After the button of the account page; it says nothing about anybody. */
export const closedPage = page({ path: '/account/frozen', ...declared, reads: 'nothing', load: async () => ({}), view: (_data: object, context) => <ClosedView context={context as PublicContext} /> })

type Asked = { readonly link: string; readonly open: boolean }
type AskWords = { readonly title: string; readonly tab: string; readonly tabLine: string; readonly heading: string; readonly lede: string; readonly button: string; readonly done: { readonly heading: string; readonly text: string; readonly go: string } }

function AskView({ data, words, context, action }: { data: Asked; words: AskWords; context: PublicContext; action: string }) {
  return (
    <PublicFrame context={context} door title={words.title} place={{ name: words.tab, line: words.tabLine }}>
      {data.open ? (
        <>
          <h1>{words.heading}</h1>
          <p class="lede">{words.lede}</p>
          <Form action={action} token={context.formToken}>
            <p class="mt5">
              <Button>{words.button}</Button>
            </p>
          </Form>
        </>
      ) : (
        <>
          <h1>{words.done.heading}</h1>
          <p class="lede">{words.done.text}</p>
          <p class="bar">
            <LinkButton href="/sign-in?ended=1">{words.done.go}</LinkButton>
          </p>
        </>
      )}
    </PublicFrame>
  )
}

export const takeBackPage = page({
  path: '/account/take-back/:link',
  ...declared,
  params,
  load: async (context: PublicContext, input) => ({ link: input.params.link, ...(await context.run((tx) => context.house.accounts.backIn.changeToTakeBack(tx, input.params.link))) }),
  view: (data: Asked, context) => <AskView data={data} words={takeBack} context={context as PublicContext} action={`/account/take-back/${data.link}`} />,
})

export const pressTakeBack = act({
  path: '/account/take-back/:link',
  ...declared,
  audit: 'contact-changed',
  params,
  form: z.strictObject({}),
  act: async (context, input) => {
    await context.run((tx) => context.house.accounts.backIn.takeBackContact(tx, input.params.link))
    return { go: `/account/take-back/${input.params.link}`, cookies: closed }
  },
})

export const partPage = page({
  path: '/account/part/:link',
  ...declared,
  params,
  load: async (context: PublicContext, input) => ({ link: input.params.link, ...(await context.run((tx) => context.house.accounts.backIn.joiningToUndo(tx, input.params.link))) }),
  view: (data: Asked, context) => <AskView data={data} words={part} context={context as PublicContext} action={`/account/part/${data.link}`} />,
})

export const pressPart = act({
  path: '/account/part/:link',
  ...declared,
  audit: 'accounts-joined',
  params,
  form: z.strictObject({}),
  act: async (context, input) => {
    await context.run((tx) => context.house.accounts.backIn.partAccounts(tx, { token: input.params.link, move: (inside, { closed: other }) => context.house.access.partLinks(inside, other) }))
    return { go: `/account/part/${input.params.link}`, cookies: closed }
  },
})
