// How does somebody get their recovery codes? Shown until they say they have them; printable, and nothing else on the paper.
import { z } from 'zod'
import { Button, CopyButton, Form, LinkButton, Points, PrintButton, RecoveryCodes } from '#parts'
import { type RecordContext, act, page } from '#web'
import { join } from '../../words/en/join.ts'
import { RecordFrame } from '../frame.tsx'
import { recordHref } from '../records/links.ts'

const words = join.codes
const declared = { audience: 'patient', assurance: 'second-factor', reads: 'own-account' } as const

type Codes = { readonly codes: readonly string[] | null }

function View({ data, context }: { data: Codes; context: RecordContext }) {
  if (data.codes === null) {
    return (
      <RecordFrame context={context} title={words.title}>
        <h1>{words.heading}</h1>
        <p class="lede">{words.gone}</p>
        <p class="bar">
          <LinkButton href="/me">{words.toRecord}</LinkButton>
          <LinkButton href="/account" quiet>
            {words.toAccount}
          </LinkButton>
        </p>
      </RecordFrame>
    )
  }
  return (
    <RecordFrame context={context} title={words.title} skip={words.skip}>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede}</p>
      <RecoveryCodes language={context.language} id="codes" codes={data.codes} />
      <p class="mute mt2">{words.printed(context.session.name, new URL(context.publicUrl).host)}</p>
      <p class="row-act no-print">
        <PrintButton language={context.language} small />
        <CopyButton language={context.language} of="codes" />
      </p>
      <Points points={words.points} />
      <div class="no-print">
        <Form action="/join/recovery-codes" token={context.formToken}>
          <p class="bar">
            <Button>{words.button}</Button>
            <Button quiet name="then" value="one">
              {words.one}
            </Button>
          </p>
        </Form>
      </div>
    </RecordFrame>
  )
}

export const recoveryCodesPage = page({
  path: '/join/recovery-codes',
  ...declared,
  audit: 'account-viewed',
  rate: 'read',
  load: async (context: RecordContext) => {
    context.note({ patient: null })
    return { codes: await context.house.accounts.own.freshCodes(context.tx, context.session) }
  },
  view: (data: Codes, context) => <View data={data} context={context as RecordContext} />,
})

export const haveCodes = act({
  path: '/join/recovery-codes',
  ...declared,
  // Which record is the one to try; the record's own page shows it and leaves the line.
  reads: 'own-record',
  audit: 'account-changed',
  rate: 'write',
  form: z.strictObject({ then: z.enum(['home', 'one']).default('home') }),
  act: async (context: RecordContext, { form }) => {
    context.note({ patient: null })
    await context.house.accounts.own.putCodesAway(context.tx)
    const one = form.then === 'one' ? (await context.house.chart.home(context.viewer, context.session.startedAt)).tryOne : null
    return { go: one === null ? '/me' : recordHref(one) }
  },
})
