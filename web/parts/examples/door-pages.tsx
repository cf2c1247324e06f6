// How do the parts stand together before a record is open? Finding the hospital, the code, signing in, the second step.
import { Button, LinkButton } from '../forms/button.tsx'
import { CheckBox, RadioCards } from '../forms/choice.tsx'
import { DateFields } from '../forms/date-fields.tsx'
import { ErrorSummary } from '../forms/error-summary.tsx'
import { Field } from '../forms/field.tsx'
import { Find } from '../forms/find.tsx'
import { Form } from '../forms/form.tsx'
import { Organizations } from '../lists/organizations.tsx'
import { Acts, Points, Ways } from '../lists/plain-lists.tsx'
import { Section, SideSection } from '../lists/section.tsx'
import { CodePanel, CopyButton, PrintButton, QrCode, RecoveryCodes } from '../notices/codes.tsx'
import { Disclosure } from '../notices/disclosure.tsx'
import { Notice } from '../notices/notice.tsx'
import { PasskeyForm } from '../notices/passkey-form.tsx'
import { atTheDoor, type Example } from './frame.tsx'

const language = 'en'

const signInForm = (refused: boolean) => (
  <Form action="/sign-in" token="example" column>
    <Field language={language} id="email" label="Email" type="email" autocomplete="username" value={refused ? 'rosa@example.com' : undefined} />
    <Field language={language} id="password" label="Password" type="password" autocomplete="current-password" beside={<a href="/sign-in/reset">Forgot your password?</a>} />
    <CheckBox id="shared" name="shared" label="This is a shared computer" hint="We sign you out after 5 minutes of no use." />
    <p>
      <Button>Sign in</Button>
    </p>
  </Form>
)

const signInSide = (
  <>
    <SideSection id="first" heading="First time here?">
      <Acts acts={[{ label: 'I have a code from a letter or email', href: '/join/code' }]} />
    </SideSection>
    <SideSection id="real" heading="Is this the real site?">
      <p>
        The address at the top of your screen is <b>record.lakeside.example</b>. We never call to ask for your password or a code.
      </p>
    </SideSection>
  </>
)

const signInPage = (refused: boolean) =>
  atTheDoor({
    title: 'Sign in',
    place: 'Sign in',
    line: 'Lakeside Health',
    refused,
    skip: 'Skip to sign in',
    aside: signInSide,
    asideLabel: 'First time here, and signs of the real site',
    script: true,
    children: (
      <>
        <h1>Sign in to your record</h1>
        {refused ? <ErrorSummary language={language} heading="That email and password do not match." errors={[{ message: 'You can try 3 more times.' }]} /> : <p class="lede">Use the email and password you chose.</p>}
        {signInForm(refused)}
        <Section id="other" heading="Other ways" narrow>
          <Acts acts={[{ label: 'I lost my phone or can’t get a code', href: '/sign-in/lost', icon: 'ask' }]} />
          <PasskeyForm language={language} purpose="use" optionsHref="/sign-in/passkey/options" action="/sign-in/passkey" token="example" label="Sign in with a passkey" quiet />
        </Section>
      </>
    ),
  })

const codePage = (refused: boolean) =>
  atTheDoor({
    title: 'Type your code',
    place: 'Create your account',
    line: 'Step 1 of 3: your code',
    refused,
    skip: 'Skip to your code',
    trial: true,
    asideLabel: 'Help with your code',
    aside: (
      <SideSection id="safe" heading="Is my code safe?">
        <p>It works once, for 30 days, and only with your birth date. It can’t open your record by itself.</p>
      </SideSection>
    ),
    children: (
      <>
        <h1>Type the code from your letter</h1>
        {refused && (
          <ErrorSummary
            language={language}
            errors={[
              { message: 'Type the code from your letter.', field: 'code' },
              { message: 'There is no February 30.', field: 'birth-month' },
            ]}
          />
        )}
        <p class="lede">The code and your birth date show us which record is yours.</p>
        <Form action="/join/code" token="example" column>
          <Field language={language} id="code" label="Code" hint="12 letters and numbers. Spaces and small letters are fine." code autocomplete="one-time-code" error={refused ? 'Type the code from your letter.' : undefined} />
          <DateFields language={language} id="birth" legend="Your birth date" hint="For example, 2 3 1984 for February 3, 1984" birth values={refused ? { month: '2', day: '30', year: '1984' } : undefined} error={refused ? 'There is no February 30.' : undefined} />
          <p>
            <Button>Continue</Button>
          </p>
        </Form>
      </>
    ),
  })

/** Not a working code: a drawing of one. */
const square = Array.from({ length: 21 }, (_, y) => Array.from({ length: 21 }, (_row, x) => (x * 7 + y * 3 + x * y) % 3 === 0))

const secondStep = atTheDoor({
  title: 'Choose your second step',
  place: 'Create your account',
  line: 'Step 3 of 3: keep it safe',
  script: true,
  asideLabel: 'If you lose your phone',
  aside: (
    <SideSection id="lost" heading="If you lose your phone">
      <Points numbered points={['Use a recovery code. You are in at once.', 'Or use a passkey on another device.', 'Or come to the front desk with a photo ID.']} />
    </SideSection>
  ),
  children: (
    <>
      <h1>Choose your second step</h1>
      <p class="lede">After your password we ask for one more thing. So a stolen password is not enough to open your record.</p>
      <Form action="/join/second-step" token="example">
        <RadioCards
          language={language}
          id="step"
          name="step"
          legend="Your second step"
          legendHidden
          chosen="app"
          choices={[
            { value: 'passkey', label: 'Passkey', tag: 'Safest', hint: 'Use what unlocks your phone or computer: your face, your finger or a PIN.' },
            { value: 'app', label: 'Code from an app', hint: 'An app on your phone shows 6 numbers. It works with no signal.' },
          ]}
        />
        <p class="mt5">
          <Button>Continue</Button>
        </p>
      </Form>
      <Section id="app-heading" heading="Set up the app" narrow>
        <QrCode matrix={square} label="Square for your app. The same key stands below it in letters." />
        <p class="mt3">
          Or type this key: <b>JBSW Y3DP EHPK 3PXP</b>
        </p>
      </Section>
      <Section id="codes-heading" heading="Your 10 recovery codes" narrow>
        <p class="mt3">A recovery code lets you in when your phone is lost or broken.</p>
        <RecoveryCodes language={language} id="codes" codes={['K7QF-29MX', '4WDN-H8TR', 'P3XC-6KVJ', '9TTA-55QW']} />
        <p class="row-act">
          <CopyButton language={language} of="codes" />
          <PrintButton language={language} small />
        </p>
        <Points points={['Each code works 1 time.', 'Print them, or write them down. Keep them at home, not on your phone.']} />
      </Section>
    </>
  ),
})

const finder = atTheDoor({
  title: 'Find my hospital',
  organization: { name: 'Your health record', phone: '555-0100', hours: 'Mon–Fri 7 am–7 pm', kind: 'For 14 hospitals and clinics', mark: 'door' },
  place: 'Find my hospital',
  line: 'You don’t need an account to look',
  children: (
    <>
      <h1>Find your hospital or clinic</h1>
      <Find language={language} action="/find" label="Name, old name, doctor or town" hint="Or the name at the top of a bill" narrow value="Harbor City" />
      <Section id="found" heading="2 places in Harbor City">
        <Organizations
          entries={[
            {
              name: 'Lakeside Health',
              meta: 'Hospital and 12 clinics. 400 Harbor Street. 555-0142',
              actions: (
                <>
                  <LinkButton href="/lakeside/sign-in" small>
                    Sign in
                  </LinkButton>
                  <LinkButton href="/lakeside/join" small quiet>
                    I have a code
                  </LinkButton>
                </>
              ),
            },
            {
              name: 'St. Brigid’s Hospital',
              meta: '75 Chapel Road. 555-0142',
              tag: { kind: 'new', label: 'Now part of Lakeside Health' },
              say: 'St. Brigid’s is now part of Lakeside. Same people, new name.',
              actions: (
                <LinkButton href="/lakeside/sign-in" small>
                  Sign in at Lakeside
                </LinkButton>
              ),
            },
          ]}
        />
      </Section>
    </>
  ),
})

const stopped = atTheDoor({
  title: 'We can’t open your record yet',
  place: 'Create your account',
  line: 'Step 2 of 3: check it is you',
  slim: true,
  children: (
    <div class="narrow">
      <h1>We can’t open your record yet</h1>
      <p class="lede">We could not make sure it is you.</p>
      <CodePanel before="Your help code is" code="LH4 K72">
        <p class="mute mt3">Good until December 20. It can’t open a record by itself.</p>
      </CodePanel>
      <Notice kind="done" heading="We saved your answers.">
        <p>You do not have to start again.</p>
      </Notice>
      <Notice kind="note" heading="The front desk can help.">
        <p>Open today until 7 pm.</p>
      </Notice>
      <Section id="pick" heading="Choose one way to finish">
        <Ways
          ways={[
            { heading: 'Talk to the front desk', children: <p>Call 555-0142 or come in with a photo ID.</p> },
            { heading: 'Check what you typed', children: <p>Look at your birth date and the code.</p> },
          ]}
        />
        <Disclosure summary="Why won’t you say which part is wrong?">
          <p>To keep records safe.</p>
        </Disclosure>
      </Section>
    </div>
  ),
})

export const doorPages: readonly Example[] = [
  { name: 'find', page: finder },
  { name: 'sign-in', page: signInPage(false) },
  { name: 'sign-in-failed', page: signInPage(true) },
  { name: 'create-code', page: codePage(false) },
  { name: 'create-code-refused', page: codePage(true) },
  { name: 'second-step', page: secondStep },
  { name: 'identity-mismatch', page: stopped },
]
