// What does a person see when the answer is no? What happened, whose fault it is, and the way on.
import { LinkButton, Page, Reference } from '#parts'
import type { Views } from '#web'
import { frameWords, refusalText } from '#words'

type About = Parameters<Views['refusal']>[0]

/** The page of a refusal or a fault; two refusals with the same code have the same bytes but for a fault's reference. */
export function refusalView({ refusal, language, reference, house, signedIn }: About) {
  const words = frameWords(language)
  const text = refusalText(language, refusal.code, { ...refusal.facts, reference })
  const organizations = house.organizations.all()
  const organization = organizations.length === 1 ? organizations[0] : undefined
  return (
    <Page
      title={text.title}
      language={language}
      trial={house.config.trial}
      organization={{ name: organization?.name ?? words.productName, phone: organizations[0]?.phone ?? '', ...(organizations[0]?.hours === undefined || organizations[0].hours === null ? {} : { hours: organizations[0].hours }) }}
      homeHref={signedIn ? '/me' : '/'}
      slim
    >
      <h1>{text.title}</h1>
      <p class="lede">{text.text}</p>
      {reference !== '' && refusal.code !== 'our-fault' && <Reference language={language} reference={reference} />}
      {text.next !== null && signedIn && <p class="mt3">{text.next}</p>}
      <p class="bar">
        {signedIn ? <LinkButton href="/me">{words.goHome}</LinkButton> : <LinkButton href="/sign-in">{words.goSignIn}</LinkButton>}
      </p>
    </Page>
  )
}
