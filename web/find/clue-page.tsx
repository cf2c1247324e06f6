// What helps somebody who has only a mail or a bill? A box for its text, and how to search a mailbox for the right one (P2).
import { z } from 'zod'
import { Acts, Button, Disclosure, Form, Points, Section, TextBox } from '#parts'
import { type Problem, type PublicContext, act, page } from '#web'
import { refusalText } from '#words'
import { clue as words } from '../../words/en/find.ts'
import { PublicFrame } from '../frame.tsx'
import { RealPage } from './real-page.tsx'

const longestTyped = 200_000
const declared = { audience: 'public', assurance: 'none', reads: 'directory', audit: 'none', rate: 'directory' } as const

function View({ context, problem }: { context: PublicContext; problem: Problem | null }) {
  const refused = problem === null ? null : refusalText(context.language, problem.code, problem.facts)
  return (
    <PublicFrame context={context} title={words.title} place={{ name: words.tab, line: words.title }} refused={problem !== null} asideLabel={words.tab} aside={<RealPage context={context} />}>
      <h1>{words.title}</h1>
      <p class="lede">{words.lede}</p>
      <div class="paste">
        <Form action="/find/clue" token={context.formToken} column>
          <TextBox language={context.language} id="text" label={words.label} hint={words.hint} rows={7} value={problem?.typed.text} error={refused === null ? undefined : `${refused.title} ${refused.text}`} />
          <p class="mute">{words.private}</p>
          <p>
            <Button>{words.button}</Button>
          </p>
        </Form>
      </div>
      <Acts acts={[{ label: words.back, href: '/find' }]} />
      <Section id="how" heading={words.howTitle}>
        <Points numbered points={words.how} />
        {[words.gmail, words.outlook, words.apple].map((one) => (
          <Disclosure key={one.title} summary={one.title}>
            <Points points={one.text} />
          </Disclosure>
        ))}
      </Section>
      <Section id="bill" heading={words.billTitle}>
        <Points points={words.bill} />
      </Section>
    </PublicFrame>
  )
}

export const cluePage = page<'public', null>({
  path: '/find/clue',
  ...declared,
  load: async () => null,
  view: (_nothing, context, problem) => <View context={context as PublicContext} problem={problem} />,
})

const form = z.strictObject({ text: z.string().max(longestTyped).default('') })

export const findByClue = act<'public', typeof form>({
  path: '/find/clue',
  ...declared,
  form,
  again: cluePage,
  async act(context, input) {
    const { id } = await context.run((tx) => context.house.directory.keepFind(tx, input.form.text, { clue: true }))
    return { go: `/find/${id}` }
  },
})
