// What did I try, and what did you say? A short timeline to have at hand when calling (P43).
import type { Attempt } from '#accounts'
import { Acts, SideSection } from '#parts'
import { type RecordContext, page } from '#web'
import { attempts as words } from '../../words/en/attempts.ts'
import { RecordFrame } from '../frame.tsx'
import { zoneOf } from '../zone.ts'
import { AttemptTimeline } from './attempt-list.tsx'

/** Somebody got past the first step and no further. */
const knewThePassword = (line: Attempt): boolean => !line.own && line.step === 'sign-in' && line.said === 'passed'

function Aside({ lines }: { lines: readonly Attempt[] }) {
  return (
    <>
      {lines.some((line) => !line.own) && (
        <SideSection id="someone" heading={words.othersHeading}>
          <p>{words.othersText}</p>
          <p class="mt3">{lines.some(knewThePassword) ? words.passwordKnown : words.othersNext}</p>
          <Acts acts={[{ label: words.changePassword, href: '/account/password' }]} />
        </SideSection>
      )}
      <SideSection id="kept" heading={words.keptHeading}>
        <p>{words.keptText}</p>
      </SideSection>
    </>
  )
}

export const attemptsPage = page({
  path: '/help/attempts',
  audience: 'patient',
  assurance: 'second-factor',
  reads: 'own-account',
  audit: 'account-viewed',
  rate: 'read',
  load: async (context: RecordContext) => {
    const lines = await context.house.accounts.attempts.forPerson(context.tx, context.session)
    context.note({ patient: null, count: lines.length, detail: { page: 'attempts' } })
    return lines
  },
  view: (lines: readonly Attempt[], context) => (
    <RecordFrame context={context as RecordContext} title={words.title} asideLabel={words.keptHeading} aside={<Aside lines={lines} />}>
      <h1>{words.title}</h1>
      <p class="lede">{words.lede}</p>
      <AttemptTimeline lines={lines} zone={zoneOf(context as RecordContext)} />
    </RecordFrame>
  ),
})
