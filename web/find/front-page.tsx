// What does a person see first? Which hospital is yours? By its name, or from a mail or a bill; and the code from a letter.
import { Acts, Find, LeadBox, LetterPicture, LinkButton, Points, Section } from '#parts'
import type { OursFound } from '#directory'
import { type Problem, type PublicContext, answer, page } from '#web'
import { refusalText } from '#words'
import { find as words, found as foundWords } from '../../words/en/find.ts'
import { PublicFrame } from '../frame.tsx'
import { Places } from './place-parts.tsx'
import { RealPageBelow } from './real-page.tsx'

type Front = { readonly ours: readonly OursFound[] }

/** More places than this are found by searching, not by reading. */
const mostListed = 12

function Trial() {
  return (
    <Section id="trial" heading={words.trialTitle}>
      <p class="mt3">{words.trialText}</p>
      <p class="row-act">
        <a href="/mailbox">{words.trialMailbox}</a>
      </p>
    </Section>
  )
}

export function View({ data, context, problem }: { data: Front; context: PublicContext; problem: Problem | null }) {
  const refused = problem === null ? null : refusalText(context.language, problem.code, problem.facts)
  return (
    <PublicFrame context={context} title={words.title} place={{ name: words.tab, line: words.tabLine }} skip={words.skip} refused={problem !== null}>
      <h1>{words.title}</h1>
      <Find narrow language={context.language} action="/find" token={context.formToken} label={words.label} hint={words.hint} value={problem?.typed.words} error={refused === null ? undefined : `${refused.title} ${refused.text}`} />
      <Acts acts={[{ label: words.byClue, href: '/find/clue' }]} />
      <div class="narrow">
        <LeadBox id="code" heading={words.code} href="/code">
          <div class="beside">
            <div>
              <p class="mt2">{words.codeText}</p>
              <p class="row-act">
                <LinkButton href="/code" quiet>
                  {foundWords.useCode}
                </LinkButton>
              </p>
            </div>
            <LetterPicture />
          </div>
        </LeadBox>
      </div>
      {data.ours.length > 0 && data.ours.length <= mostListed && (
        <Section id="here" heading={words.here}>
          <Places places={data.ours} now={context.now} />
        </Section>
      )}
      <Section id="not-in-list" heading={foundWords.notInList}>
        <Points points={foundWords.notInListWays} />
      </Section>
      <RealPageBelow context={context} />
      {context.house.config.trial && <Trial />}
    </PublicFrame>
  )
}

const ours = (context: PublicContext): Promise<readonly OursFound[]> => context.run((tx) => context.house.directory.ours(tx))
const declared = { audience: 'public', assurance: 'none', reads: 'directory', audit: 'none', rate: 'directory' } as const

export const frontPage = page({
  path: '/',
  ...declared,
  load: async (context) => (context.cookie('session') === null ? { ours: await ours(context) } : answer({ go: '/me' })),
  view: (data: Front, context, problem) => <View data={data} context={context as PublicContext} problem={problem} />,
})

/** The same for those who are signed in and look for another place. */
export const findPage = page({
  path: '/find',
  ...declared,
  load: async (context): Promise<Front> => ({ ours: await ours(context as PublicContext) }),
  view: (data, context, problem) => <View data={data} context={context as PublicContext} problem={problem} />,
})
