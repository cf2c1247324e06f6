// The phone is lost, or the code does not come: which ways are there? Four, each said with how long it takes; none ends the account.
import { LinkButton, PasskeyForm, Phones, Section, SideSection } from '#parts'
import { type PublicContext, page } from '#web'
import { cantGetCode as words } from '../../words/en/back-in.ts'
import { PublicFrame } from '../frame.tsx'
import { helpPhone } from './help-phone.ts'

/** Whether the password was given in this visit: then two of the ways begin here. */
type Ways = { readonly half: boolean }

function View({ data, context }: { data: Ways; context: PublicContext }) {
  return (
    <PublicFrame context={context} door title={words.title} place={{ name: words.tab, line: words.tabLine }} script asideLabel={words.asideLabel} aside={<SideSection id="stolen" heading={words.stolen.heading}><p>{words.stolen.text}</p></SideSection>}>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede}</p>
      {!data.half && (
        <p class="mt3">
          {words.passwordFirst} <a href="/sign-in">{words.signIn}</a>
        </p>
      )}
      <Section id="codes" heading={words.recovery.heading} narrow>
        <p class="mt3">{words.recovery.text}</p>
        {data.half && (
          <p class="row-act">
            <LinkButton href="/sign-in/recovery-code">{words.recovery.go}</LinkButton>
          </p>
        )}
      </Section>
      <Section id="passkeys" heading={words.passkey.heading} narrow>
        <p class="mt3">{words.passkey.text}</p>
        <PasskeyForm language={context.language} purpose="use" optionsHref="/sign-in/with-passkey/options" action="/sign-in/with-passkey" token={context.formToken} label={words.passkey.go} quiet />
      </Section>
      <Section id="mail" heading={words.mail.heading} narrow>
        <p class="mt3">{words.mail.text}</p>
        {data.half && (
          <p class="row-act">
            <LinkButton href="/sign-in/lost-phone" quiet>
              {words.mail.go}
            </LinkButton>
          </p>
        )}
      </Section>
      <Section id="desk" heading={words.desk.heading} narrow>
        <p class="mt3">
          <Phones text={words.desk.text(helpPhone(context))} />
        </p>
      </Section>
    </PublicFrame>
  )
}

export const cantGetCodePage = page({
  path: '/sign-in/cant-get-code',
  audience: 'public',
  assurance: 'none',
  reads: 'own-account',
  audit: 'none',
  rate: 'sign-in',
  load: async (context: PublicContext) => ({ half: context.cookie('half') !== null && (await context.run((tx) => context.house.accounts.enterHalf(tx, context.cookie('half'))).then(() => true, () => false)) }),
  view: (data: Ways, context) => <View data={data} context={context as PublicContext} />,
})
