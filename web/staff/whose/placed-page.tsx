// What did staff file in a chart, and how is that taken back? One link: under which name, by whom, why, and the way back.
import { z } from 'zod'
import type { Link } from '#inbound/sources'
import type { OnFile } from '../../../contract/identity.ts'
import { Refusal } from '#kernel'
import { Box, Button, Crumb, ErrorSummary, Field, Form, Notice, Section } from '#parts'
import { type Problem, type StaffContext, page } from '#web'
import { shortDate, shortDateAndTime } from '../../../words/en/dates.ts'
import { sources as sourceWords, whose } from '../../../words/en/sources.ts'
import { FactStrip, StaffPage, staffZone } from '../frame.tsx'
import { nameOf } from './candidates.ts'
import { declared } from './list-page.tsx'

const words = whose.placed

export const linkParams = z.object({ link: z.uuid() })

type Data = { readonly link: Link; readonly chart: OnFile }

/** "number 7009 of RIVERSIDE"; an id of a computer tells nobody anything. */
function called(whom: string): string {
  const [, authority = '', value] = /^number ([^|]*)\|(.*)$/s.exec(whom) ?? []
  if (value !== undefined) return words.called.number(value, authority)
  return whom.startsWith('id ') ? words.called.id : words.called.none
}

function View({ data: { link, chart }, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  const at = (instant: string) => shortDateAndTime(instant, context.now, staffZone(context))
  const [name] = chart.names
  const missing = problem?.field === 'reason' ? sourceWords.message.reasonMissing : undefined
  return (
    <StaffPage context={context} title={words.title} current="/staff/whose" within refused={problem !== null} crumb={<Crumb label={whose.back} href="/staff/whose" />} asideLabel={words.undo.heading}
      aside={link.endedAt === null && (
        <Box id="undo" heading={words.undo.heading}>
          <p>{words.undo.text}</p>
          <Form action={`/staff/filed/${link.id}/undo`} token={context.formToken} label={words.undo.heading}>
            <Field language="en" id="reason" label={words.undo.reason} autocomplete="off" maxlength={500} value={problem?.typed.reason} error={missing} />
            <Button quiet>{words.undo.button}</Button>
          </Form>
        </Box>
      )}
    >
      <h1>{words.heading}</h1>
      {missing !== undefined && <ErrorSummary language="en" errors={[{ message: missing, field: 'reason' }]} />}
      <p class="lede">{words.lede}</p>
      <FactStrip facts={[[words.facts.called, called(link.whom)], [words.facts.name, name === undefined ? '' : nameOf(name)], [words.facts.birthDate, shortDate(chart.birthDate)], [words.facts.number, chart.mrns.join(', ')], [words.facts.by, link.madeBy], [words.facts.at, at(link.madeAt)]]} />
      <Section id="why" heading={words.why}>
        <p class="mt3">{link.reason}</p>
      </Section>
      {link.endedAt !== null && (
        <Notice kind="note" heading={words.overHeading}>
          <p>{words.over(link.endedBy ?? '', at(link.endedAt))}</p>
          <p>{link.endedReason}</p>
        </Notice>
      )}
    </StaffPage>
  )
}

/** A link of the organization they work at; not of a chart that is their own. Refuses: not-found. */
export async function linkOf(context: StaffContext, { link }: z.output<typeof linkParams>): Promise<Link> {
  const found = (await context.house.sources.placement.links(context.tx, context.staff.organization, null)).find((one) => one.id === link)
  if (found === undefined || (await context.house.access.actsFor(context.tx, context.staff.person, found.patient))) throw new Refusal('not-found', 'no such link, or one of their own chart')
  return found
}

export const placedPage = page({
  path: '/staff/filed/:link',
  ...declared,
  audit: 'message-viewed',
  rate: 'write',
  params: linkParams,
  load: async (context: StaffContext, { params }): Promise<Data> => {
    const link = await linkOf(context, params)
    const chart = await context.house.patients.onFile(context.tx, link.patient)
    if (chart === null) throw new Refusal('not-found', 'the chart is no more')
    context.note({ kind: 'message-viewed', patient: link.patient, reason: 'to check what staff filed here', detail: { link: link.id } })
    return { link, chart }
  },
  view: (data: Data, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})
