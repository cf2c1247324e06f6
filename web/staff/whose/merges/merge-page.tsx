// Are these two charts one person? Both side by side, who said that they are, and the way to say that they are two.
import { z } from 'zod'
import { Refusal } from '#kernel'
import { Acts, Box, Button, Crumb, ErrorSummary, Field, Form, Notice, Section } from '#parts'
import type { Merge } from '#patients'
import { type Problem, type StaffContext, page } from '#web'
import type { OnFile } from '../../../../contract/identity.ts'
import { shortDateAndTime } from '../../../../words/en/dates.ts'
import { merges as words } from '../../../../words/en/merges.ts'
import { FactStrip, StaffPage, staffZone } from '../../frame.tsx'
import { BesideTable } from './beside-table.tsx'
import { type Sayers, declared, hrefOf, sayerOf, sayersOf } from './list-page.tsx'

export const params = z.object({ merge: z.string().max(60) })
const one = words.one

export type Two = { readonly merge: Merge; readonly survivor: OnFile; readonly retired: OnFile }
type Data = Two & { readonly sayers: Sayers; readonly others: readonly Merge[] }

function PartBox({ merge, context, problem }: { merge: Merge; context: StaffContext; problem: Problem | null }) {
  return (
    <Box id="part" heading={one.part.heading}>
      <p>{one.part.text}</p>
      <Form action={`${hrefOf(merge)}/check`} token={context.formToken} label={one.part.heading}>
        <Field language="en" id="reason" label={one.part.reason} hint={one.part.reasonHint} autocomplete="off" maxlength={500} value={problem?.typed.reason} error={problem === null ? undefined : one.reasonMissing} />
        <Button>{one.part.button}</Button>
      </Form>
    </Box>
  )
}

function facts({ merge, sayers }: Data, at: (instant: string) => string): readonly (readonly [string, string])[] {
  const message = merge.saidIn === null ? undefined : sayers.messages.get(merge.saidIn)
  return [
    [one.strip.survivor, merge.survivor],
    [one.strip.retired, merge.retired],
    [one.strip.who, sayerOf(merge, sayers)],
    ...(message === undefined ? [] : [[one.strip.message, one.message(message.kind, message.name)] as const]),
    ...(message === undefined || message.sentAt === null ? [] : [[one.strip.sent, at(message.sentAt)] as const]),
    [one.strip.since, at(merge.from)],
  ]
}

function View({ data, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  const { merge, others } = data
  const at = (instant: string) => shortDateAndTime(instant, context.now, staffZone(context))
  const holds = merge.until === null
  return (
    <StaffPage context={context} title={one.title} current="/staff/merges" within refused={problem !== null} crumb={<Crumb label={words.title} href="/staff/merges" />} {...(holds ? { asideLabel: one.part.heading, aside: <PartBox merge={merge} context={context} problem={problem} /> } : {})}>
      <h1>{holds ? one.heading : one.wasHeading}</h1>
      {problem !== null && <ErrorSummary language="en" errors={[{ message: one.reasonMissing, field: 'reason' }]} />}
      {holds ? (
        <p class="lede">{one.lede}</p>
      ) : (
        <Notice kind="note" heading={one.over.heading}>
          <p>{merge.endedBy === null ? one.over.bySource(at(merge.until ?? merge.from)) : one.over.text(merge.endedBy, at(merge.until ?? merge.from))}</p>
          {merge.endedReason !== null && <p>{merge.endedReason}</p>}
        </Notice>
      )}
      <FactStrip facts={facts(data, at)} />
      <Section id="beside" heading={one.compare}>
        <BesideTable survivor={data.survivor} retired={data.retired} by="beside" />
      </Section>
      {others.length > 0 && (
        <Section id="others" heading={one.others}>
          <Acts acts={others.map((other) => ({ label: words.pair(other.retired, other.survivor), href: hrefOf(other) }))} />
        </Section>
      )}
    </StaffPage>
  )
}

/** A merge of two charts of the organization they work at, neither of which is their own or somebody's they act for. Refuses: not-found. */
export async function twoOf({ house, tx, staff }: StaffContext, { merge: id }: z.output<typeof params>): Promise<Two> {
  const merge = await house.patients.mergeOf(tx, staff.organization, id)
  if (merge === null) throw new Refusal('not-found', 'no such merge here')
  const [survivor, retired, ...own] = await Promise.all([house.patients.onFile(tx, merge.patient), house.patients.onFile(tx, merge.other), house.access.actsFor(tx, staff.person, merge.patient), house.access.actsFor(tx, staff.person, merge.other)])
  if (survivor === null || retired === null || own.includes(true)) throw new Refusal('not-found', 'a chart of their own')
  return { merge, survivor, retired }
}

export const mergePage = page({
  path: '/staff/merges/:merge',
  ...declared,
  audit: 'identity-viewed',
  rate: 'write',
  params,
  load: async (context: StaffContext, input): Promise<Data> => {
    const two = await twoOf(context, input.params)
    const { merge } = two
    const [sayers, ties] = await Promise.all([sayersOf(context, [merge]), context.house.patients.ties(context.tx, [merge.patient, merge.other])])
    // Whoever's chart was looked at reads it: by whom, and why. Also where a form is shown again: then this was a look, and nothing else.
    context.note({ kind: 'identity-viewed', patients: [merge.patient, merge.other], reason: 'to find out if two charts are one person', detail: { merge: merge.id } })
    return { ...two, sayers, others: ties.filter((tie) => tie.id !== merge.id) }
  },
  view: (data: Data, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})
