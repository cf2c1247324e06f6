// What does a person see of their account? Name, address, password, second steps, recovery codes, and where they are signed in.
import { z } from 'zod'
import type { AccountView } from '#accounts'
import { Acts, Button, Facts, Form, LinkButton, Notice, Section } from '#parts'
import { type RecordContext, act, page } from '#web'
import { account as words, deviceWords } from '../../words/en/account.ts'
import { longDate, shortDateAndTime } from '../../words/en/dates.ts'
import { RecordFrame } from '../frame.tsx'
import { zoneOf } from '../zone.ts'

const owned = { audience: 'patient', reads: 'own-account' } as const
export const readingAccount = { ...owned, assurance: 'second-factor', audit: 'account-viewed', rate: 'read' } as const
/** Changes need a second factor shown in the last five minutes (R46). */
export const changingAccount = { ...owned, assurance: 'fresh-factor', audit: 'account-changed', rate: 'write' } as const

type Done = 'password' | 'factor' | 'devices' | 'contact' | 'joined'
type AccountData = { readonly account: AccountView; readonly fresh: boolean; readonly done: Done | null }
type ViewProps = { readonly data: AccountData; readonly context: RecordContext }

function Steps({ data: { account }, context }: ViewProps) {
  const zone = zoneOf(context)
  const phones = account.contacts.filter((one) => one.purpose === 'code')
  const factors = [
    ...account.apps.map((one) => ({ id: one.id, name: words.steps.app, line: words.steps.added(longDate(one.addedAt, zone)) })),
    ...account.passkeys.map((one) => ({ id: one.id, name: words.steps.passkey(deviceWords(one.agent)), line: [words.steps.added(longDate(one.addedAt, zone)), ...(one.usedAt === null ? [] : [words.steps.used(longDate(one.usedAt, zone))])].join(', ') })),
    ...phones.map((one) => ({ id: one.id, name: words.steps.text(one.shown), line: words.steps.added(longDate(one.provenAt, zone)) })),
  ]
  return (
    <Section id="steps" heading={words.steps.heading}>
      <p class="mt3">{words.steps.lede}</p>
      <ul class="plain">
        {factors.map((factor) => (
          <li key={factor.id} class="mt3">
            <b>{factor.name}</b>
            <br />
            <span class="mute">{factor.line}</span>
            {factors.length > 1 && (
              <Form action="/account/remove-factor" token={context.formToken} label={`${words.steps.remove}: ${factor.name}`}>
                <input type="hidden" name="factor" value={factor.id} />
                <p class="row-act">
                  <Button quiet small>
                    {words.steps.remove}
                  </Button>
                </p>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {phones.length > 0 && <p class="mute mt3">{words.steps.restricted}</p>}
      <p class="bar">
        <LinkButton href="/account/add-app" quiet>
          {words.steps.addApp}
        </LinkButton>
        <LinkButton href="/account/add-passkey" quiet>
          {words.steps.addPasskey}
        </LinkButton>
        {context.house.notices.canText && (
          <LinkButton href="/account/phone" quiet>
            {words.steps.addText}
          </LinkButton>
        )}
      </p>
    </Section>
  )
}

function Codes({ data: { account, fresh }, context }: ViewProps) {
  return (
    <Section id="codes" heading={words.codes.heading}>
      <p class="mt3">{words.codes.left(account.recoveryCodesLeft)}</p>
      {fresh && (
        <p class="row-act">
          <LinkButton href="/join/recovery-codes">{words.codes.see}</LinkButton>
        </p>
      )}
      <Form action="/account/new-codes" token={context.formToken}>
        <p class="row-act">
          <Button quiet>{words.codes.make}</Button> <span class="mute">{words.codes.makeNote}</span>
        </p>
      </Form>
    </Section>
  )
}

function Devices({ data: { account }, context }: ViewProps) {
  const zone = zoneOf(context)
  return (
    <Section id="devices" heading={words.devices.heading}>
      <ul class="plain">
        {account.devices.map((device) => (
          <li key={device.id} class="mt3">
            <b>{deviceWords(device.agent)}</b> {device.here && <span class="tag in">{words.devices.here}</span>}
            <br />
            <span class="mute">
              {words.devices.since(shortDateAndTime(device.startedAt, context.now, zone))}, {words.devices.used(shortDateAndTime(device.touchedAt, context.now, zone))}
            </span>
            {!device.here && (
              <Form action="/account/end-session" token={context.formToken} label={`${words.devices.end}: ${deviceWords(device.agent)}`}>
                <input type="hidden" name="session" value={device.id} />
                <p class="row-act">
                  <Button quiet small>
                    {words.devices.end}
                  </Button>
                </p>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {account.devices.length > 1 && (
        <Form action="/account/end-session" token={context.formToken}>
          <input type="hidden" name="session" value="others" />
          <p class="bar">
            <Button quiet>{words.devices.endOthers}</Button>
          </p>
        </Form>
      )}
    </Section>
  )
}

function Reach({ data: { account }, context }: ViewProps) {
  const second = account.contacts.find((one) => one.purpose === 'second')
  const zone = zoneOf(context)
  const resting = [...account.contacts].filter((one) => one.purpose !== 'code' && one.recoveryFrom.getTime() > context.now.getTime())
  return (
    <Section id="reach" heading={words.reach.heading}>
      <div class="mt3">
        <Facts facts={[{ label: words.reach.email, value: account.email }, { label: words.reach.second, value: second?.shown ?? words.reach.none }]} />
      </div>
      {resting.map((one) => (
        <p key={one.id} class="mute mt2">
          {one.shown}: {words.reach.resting(shortDateAndTime(one.recoveryFrom, context.now, zone))}
        </p>
      ))}
      <p class="mute mt2">{words.reach.feed}</p>
      <p class="bar">
        <LinkButton href="/account/email" quiet>
          {words.contact.title.email}
        </LinkButton>
        <LinkButton href="/account/second-email" quiet>
          {second === undefined ? words.reach.add : words.reach.change}
        </LinkButton>
      </p>
      {second !== undefined && (
        <Form action="/account/remove-contact" token={context.formToken} label={`${words.reach.remove}: ${second.shown}`}>
          <input type="hidden" name="contact" value={second.id} />
          <p class="row-act">
            <Button quiet small>
              {words.reach.remove}
            </Button>
          </p>
        </Form>
      )}
    </Section>
  )
}

function Freeze({ context }: { context: RecordContext }) {
  return (
    <Section id="freeze" heading={words.freeze.heading}>
      <p class="mt3">{words.freeze.text}</p>
      <Form action="/account/freeze" token={context.formToken}>
        <p class="bar">
          <Button quiet>{words.freeze.button}</Button>
        </p>
      </Form>
    </Section>
  )
}

function View({ data, context }: ViewProps) {
  const { account, done } = data
  return (
    <RecordFrame context={context} title={words.title}>
      <h1>{words.heading}</h1>
      {done !== null && (
        <Notice kind="done" heading={words.done[done].heading}>
          <p>{words.done[done].text}</p>
        </Notice>
      )}
      <div class="mt5">
        <Facts facts={[{ label: words.name, value: account.name }, { label: words.password, value: words.passwordSet(longDate(account.passwordSetAt, zoneOf(context))) }]} />
      </div>
      <p class="mute mt2">{words.nameFrom}</p>
      <p class="row-act">
        <LinkButton href="/account/password" quiet>
          {words.changePassword}
        </LinkButton>
      </p>
      <Steps data={data} context={context} />
      <Codes data={data} context={context} />
      <Devices data={data} context={context} />
      <Reach data={data} context={context} />
      <Freeze context={context} />
      <Section id="more" heading={words.more.heading}>
        <Acts acts={[{ label: words.more.details, href: '/account/details' }, { label: words.more.other, href: '/account/other' }]} />
      </Section>
    </RecordFrame>
  )
}

export const accountPage = page({
  path: '/account',
  ...readingAccount,
  query: z.object({ done: z.enum(['password', 'factor', 'devices', 'contact', 'joined']).optional().catch(undefined) }),
  load: async (context: RecordContext, input) => {
    context.note({ patient: null })
    const { own } = context.house.accounts
    const [account, codes] = await Promise.all([own.read(context.tx, context.session), own.freshCodes(context.tx, context.session)])
    return { account, fresh: codes !== null, done: input.query.done ?? null }
  },
  view: (data: AccountData, context) => <View data={data} context={context as RecordContext} />,
})

// Ending a session only ever protects: no fresh factor is asked for.
export const endSession = act({
  path: '/account/end-session',
  ...readingAccount,
  audit: 'session-ended',
  rate: 'write',
  form: z.strictObject({ session: z.union([z.literal('others'), z.uuid()]) }),
  act: async (context: RecordContext, { form }) => {
    const ended = await context.house.accounts.own.endSessions(context.tx, context.session, form.session)
    context.note({ patient: null, count: ended })
    return { go: '/account?done=devices' }
  },
})

export const removeFactor = act({
  path: '/account/remove-factor',
  ...changingAccount,
  audit: 'factor-removed',
  form: z.strictObject({ factor: z.string().max(2_000) }),
  act: async (context: RecordContext, { form }) => {
    await context.house.accounts.own.removeFactor(context.tx, { session: context.session, factor: form.factor })
    context.note({ patient: null })
    return { go: '/account?done=factor' }
  },
})

export const newCodes = act({
  path: '/account/new-codes',
  ...changingAccount,
  audit: 'recovery-codes-made',
  form: z.strictObject({}),
  act: async (context: RecordContext) => {
    await context.house.accounts.own.renewCodes(context.tx, context.session)
    context.note({ patient: null })
    return { go: '/join/recovery-codes' }
  },
})
