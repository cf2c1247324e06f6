// What does a person see when the answer is no? What happened, whose fault it is, and the way on.
import { LinkButton, Page, Reference } from '#parts'
import type { Views } from '#web'
import { frameWords, refusalText } from '#words'
import { staffFrame } from '../words/en/staff.ts'
import { trouble } from '../words/en/status.ts'
import { sayer, siteLines } from './status/trouble.ts'

type About = Parameters<Views['refusal']>[0]

/** The page of a refusal or a fault; two refusals with the same code have the same bytes but for a fault's reference. */
export function refusalView({ refusal, language, reference, house, signedIn, staff }: About) {
  const words = frameWords(language)
  const text = refusalText(language, refusal.code, { ...refusal.facts, reference })
  const home = staff ? '/staff' : '/me'
  const asking = { house, now: house.clock.now(), needs: ['sign-in', 'records', 'source'], organizations: null } as const
  const lines = siteLines(asking)
  // The page itself says that the database is away: not twice.
  const away = refusal.code === 'database-away' ? house.state.now().awaySince : null
  const organizations = house.organizations.all()
  const organization = organizations.length === 1 ? organizations[0] : undefined
  return (
    <Page
      title={text.title}
      language={language}
      trial={house.config.trial}
      organization={{ name: organization?.name ?? words.productName, phone: organizations[0]?.phone ?? '', ...(organizations[0]?.hours === undefined || organizations[0].hours === null ? {} : { hours: organizations[0].hours }) }}
      {...lines}
      {...(away === null ? {} : { troubles: [] })}
      homeHref={signedIn ? home : '/'}
      slim
      {...(staff ? { desk: { kept: staffFrame.kept, helps: staffFrame.helps('') } } : {})}
    >
      {text.whose !== '' && <p class="whose">{text.whose}</p>}
      <h1>{text.title}</h1>
      <p class="lede">{text.text}</p>
      {away !== null && <p>{trouble.everything(sayer(asking).fresh(away)).text}</p>}
      {reference !== '' && refusal.code !== 'our-fault' && <Reference language={language} reference={reference} />}
      {text.next !== null && signedIn && !staff && <p class="mt3">{text.next}</p>}
      <p class="bar">
        {signedIn ? <LinkButton href={home}>{staff ? staffFrame.goHome : words.goHome}</LinkButton> : <LinkButton href={staff ? '/staff/sign-in' : '/sign-in'}>{staff ? staffFrame.goSignIn : words.goSignIn}</LinkButton>}
      </p>
    </Page>
  )
}
