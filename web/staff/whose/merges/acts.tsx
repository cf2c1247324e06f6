// What happens when two charts are taken apart, said before it is done; and the doing.
import { z } from 'zod'
import { Acts, Button, Crumb, Form, LinkButton, Notice, Points, Section } from '#parts'
import { type Route, type StaffContext, act } from '#web'
import { merges as words } from '../../../../words/en/merges.ts'
import { readReason, reasonField } from '../../../admin/sources/declared.ts'
import { StaffPage } from '../../frame.tsx'
import { nameOf } from '../candidates.ts'
import { type Aftermath, type Side, afterwards } from './after.ts'
import { declared, findMerge, hrefOf, mergesPage } from './list-page.tsx'
import { type Two, mergePage, params, twoOf } from './merge-page.tsx'

const check = words.check

type Asked = { readonly two: Two; readonly after: Aftermath; readonly reason: string; readonly context: StaffContext }

function SideOf({ two: { merge, survivor, retired }, side, stillOne }: { two: Two; side: Side; stillOne: boolean }) {
  const [mrn, onFile] = side.chart === merge.patient ? [merge.survivor, survivor] : [merge.retired, retired]
  const [name] = onFile.names
  return (
    <Section id={`side-${side.chart}`} heading={check.chart(mrn, name === undefined ? '' : nameOf(name))}>
      <Points points={[check.holds(side.kinds), check.accounts(side.accounts), ...(side.mrns.length === 0 || stillOne ? [] : [check.stays(side.mrns)])]} />
    </Section>
  )
}

function Check({ two, after, reason, context }: Asked) {
  const { merge } = two
  const stillOne = after.stillOne.length > 0
  return (
    <StaffPage context={context} title={check.title} current="/staff/merges" within slim crumb={<Crumb label={words.one.compare} href={hrefOf(merge)} />}>
      <h1>{check.heading}</h1>
      <p class="lede">{check.lede}</p>
      {stillOne ? (
        <Notice kind="warn" heading={check.stillOne.heading}>
          <p>{check.stillOne.text}</p>
          <Acts acts={after.stillOne.map((tie) => ({ label: words.pair(tie.retired, tie.survivor), href: hrefOf(tie) }))} />
        </Notice>
      ) : (
        after.sides.map((side) => <SideOf key={side.chart} two={two} side={side} stillOne={stillOne} />)
      )}
      {after.bothOpen && (
        <Notice kind="warn" heading={check.bothOpen.heading}>
          <p>{check.bothOpen.text}</p>
        </Notice>
      )}
      <Section id="then" heading={check.after.heading}>
        <Points points={check.after.points} />
      </Section>
      <Section id="why" heading={check.why}>
        <p class="mt3">{reason}</p>
        <Form action={`${hrefOf(merge)}/end`} token={context.formToken} label={check.heading}>
          <input type="hidden" name="reason" value={reason} />
          <p class="bar">
            <Button>{check.button}</Button>
            <LinkButton href={hrefOf(merge)} quiet>
              {check.back}
            </LinkButton>
          </p>
        </Form>
      </Section>
    </StaffPage>
  )
}

const deciding = { ...declared, rate: 'write', params, form: z.strictObject({ reason: reasonField }), again: mergePage } as const

/** Only a merge that holds can be ended: of one that is over, its page says so. */
const seeWhatHappens = act({
  path: '/staff/merges/:merge/check', ...deciding, audit: 'identity-viewed',
  act: async (context: StaffContext, input) => {
    const two = await twoOf(context, input.params)
    if (two.merge.until !== null) return { go: hrefOf(two.merge) }
    const reason = readReason(input.form.reason)
    const after = await afterwards(context, two.merge)
    context.note({ patients: [two.merge.patient, two.merge.other], reason: 'before two charts are taken apart', detail: { merge: two.merge.id } })
    return { show: <Check two={two} after={after} reason={reason} context={context} /> }
  },
})

const end = act({
  path: '/staff/merges/:merge/end', ...deciding, audit: 'charts-parted',
  act: async (context: StaffContext, input) => {
    const { merge } = await twoOf(context, input.params)
    const reason = readReason(input.form.reason)
    const { staff, house } = context
    await house.sources.parting.end({ merge: merge.id, reason, by: { person: staff.person, name: staff.name, organization: staff.organization, role: staff.roles.find((role) => declared.roles.some((one) => one === role)) ?? null } })
    context.note({ reason: 'ended a merge of two charts', detail: { merge: merge.id, why: reason } })
    return { go: '/staff/merges?done=parted' }
  },
})

export const mergeRoutes: readonly Route[] = [mergesPage, findMerge, mergePage, seeWhatHappens, end]
