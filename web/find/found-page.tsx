// Which places are meant? What was typed is posted and lives two hours under an opaque id; its page shows what is found, and what
// to try when nothing is.
import { z } from 'zod'
import { Acts, AbsenceBox, Find, Notice, Points, Section } from '#parts'
import type { Found, LookAlike } from '#directory'
import { type PublicContext, act, page } from '#web'
import { find as words, found as foundWords, lookAlike as lookAlikeWords } from '../../words/en/find.ts'
import { PublicFrame } from '../frame.tsx'
import { findPage } from './front-page.tsx'
import { Places } from './place-parts.tsx'
import { RealPageBelow } from './real-page.tsx'

/** A page of a mail; a hundred thousand letters may be pasted, the first are read. */
const longestTyped = 200_000

const declared = { audience: 'public', assurance: 'none', reads: 'directory', audit: 'none', rate: 'directory' } as const
const form = z.strictObject({ words: z.string().max(longestTyped).default('') })

export const startFind = act<'public', typeof form>({
  path: '/find',
  ...declared,
  form,
  again: findPage,
  async act(context, input) {
    const { id } = await context.run((tx) => context.house.directory.keepFind(tx, input.form.words))
    return { go: `/find/${id}` }
  },
})

function LookAlikes({ all }: { all: readonly LookAlike[] }) {
  return (
    <>
      {all.map((one) => (
        <Notice key={one.domain} kind="critical" heading={lookAlikeWords.heading(one.name)}>
          <p>{lookAlikeWords[one.way](one.domain, one.official)}</p>
          <p>
            <b>{lookAlikeWords.official(one.official)}</b> {lookAlikeWords.dont}
          </p>
        </Notice>
      ))}
    </>
  )
}

function headingOf(found: Found): string {
  const count = found.places.length
  if (found.words === null) return foundWords.byText(count)
  if (found.town !== null) return foundWords.inTown(count, found.town)
  return found.more ? foundWords.first(count, found.words) : foundWords.heading(count, found.words)
}

function Nothing({ found, context }: { found: Found; context: PublicContext }) {
  return (
    <>
      <AbsenceBox code="filtered" heading={found.words === null ? foundWords.byText(0) : foundWords.none(found.words)} actions={<a href="/find/clue">{words.byClue}</a>}>
        <p>{foundWords.noneHelp}</p>
      </AbsenceBox>
      {found.near.length > 0 && (
        <Section id="near" heading={foundWords.near}>
          <Places places={found.near} now={context.now} />
        </Section>
      )}
      {found.nearTowns.length > 0 && (
        <Section id="towns" heading={foundWords.towns}>
          <Points points={found.nearTowns} />
        </Section>
      )}
    </>
  )
}

function View({ found, context }: { found: Found; context: PublicContext }) {
  return (
    <PublicFrame context={context} title={foundWords.title} place={{ name: words.tab, line: words.tabLine }} skip={words.skip}>
      <h1>{words.title}</h1>
      <Find narrow language={context.language} action="/find" token={context.formToken} label={words.label} hint={words.hint} value={found.words ?? undefined} />
      <Acts acts={[{ label: words.byClue, href: '/find/clue' }]} />
      <LookAlikes all={found.lookAlikes} />
      {found.places.length === 0 ? (
        <Nothing found={found} context={context} />
      ) : (
        <Section id="places" heading={headingOf(found)}>
          <Places places={found.places} now={context.now} />
          {found.more && <p class="mt4">{words.more}</p>}
        </Section>
      )}
      {found.strangers.length > 0 && <p class="mt4">{lookAlikeWords.strangers(found.strangers.join(', '))}</p>}
      {found.words === null && (
        <p class="mt4 mute">
          {foundWords.notKept} {found.cut && foundWords.cut}
        </p>
      )}
      <Section id="not-in-list" heading={foundWords.notInList}>
        <Points points={foundWords.notInListWays} />
      </Section>
      <RealPageBelow context={context} />
    </PublicFrame>
  )
}

const one = z.object({ id: z.string().max(60) })

export const foundPage = page<'public', Found, typeof one>({
  path: '/find/:id',
  ...declared,
  params: one,
  load: (context, { params }) => context.run((tx) => context.house.directory.keptFind(tx, params.id)),
  view: (found, context) => <View found={found} context={context as PublicContext} />,
})
