// Why could this message not be read, and what can be done about it? Its reason, where it stands, and the three things one can do.
import type { FeedState, MessageLine, Namesake } from '#inbound/sources'
import { Refusal } from '#kernel'
import { Box, Button, Crumb, ErrorSummary, Field, Form, Notice, Points, Section } from '#parts'
import { type Problem, type StaffContext, page } from '#web'
import { shortDateAndTime } from '../../../words/en/dates.ts'
import { messageStateWords, parkedHelp, parkedWhy, sources as words, unplacedWords } from '../../../words/en/sources.ts'
import { FactStrip, StaffPage, staffZone } from '../../staff/frame.tsx'
import { declared, doneQuery, feedOf, hrefOf, messageParams } from './declared.ts'

type Data = { readonly feed: FeedState; readonly message: MessageLine; /** Others with its control id. */ readonly namesakes: readonly Omit<Namesake, 'others'>[]; readonly done: keyof typeof words.done | null }

const isUnplaced = (reason: string): reason is keyof typeof unplacedWords => reason in unplacedWords

function Why({ message }: { message: MessageLine }) {
  const { detail } = message
  const said = message.reasons.map((reason) => (isUnplaced(reason) ? unplacedWords[reason].why : parkedWhy(reason)))
  const where = [detail?.line === undefined ? undefined : words.message.line(detail.line), detail?.found === undefined ? undefined : words.message.found(detail.found), detail?.fault === undefined ? undefined : words.message.at([detail.fault, detail.at].filter((part) => part !== null && part !== undefined).join(', '))]
  const helps = [...new Set(message.reasons.map((reason) => (isUnplaced(reason) ? unplacedWords[reason].help : parkedHelp(reason))))]
  return (
    <>
      <Section id="why" heading={words.message.why}>
        <p class="mt3">{[...said, ...where].filter((part) => part !== undefined).join(' ')}</p>
      </Section>
      <Section id="help" heading={words.message.help}>
        <Points points={helps} />
      </Section>
    </>
  )
}

type Asking = { readonly id: string; readonly at: string; readonly said: { readonly heading: string; readonly text: string; readonly reason: string; readonly button: string }; readonly context: StaffContext; readonly problem: Problem | null }

/** What needs a reason: one line, kept with it. */
function WithReason({ id, at, said, context, problem }: Asking) {
  const wrong = problem?.field === 'reason' && problem.typed.act === id
  return (
    <Box id={id} heading={said.heading}>
      <p>{said.text}</p>
      <Form action={`${at}/${id}`} token={context.formToken} label={said.heading}>
        <input type="hidden" name="act" value={id} />
        <Field language="en" id={`reason-${id}`} name="reason" label={said.reason} autocomplete="off" maxlength={500} value={wrong ? problem.typed.reason : undefined} error={wrong ? words.message.reasonMissing : undefined} />
        <Button quiet>{said.button}</Button>
      </Form>
    </Box>
  )
}

function Acts({ data: { feed, message }, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  const at = `${hrefOf(feed.id)}/messages/${message.id}`
  const open = message.state === 'parked' || message.state === 'unplaced'
  return (
    <>
      {(open || message.state === 'set-aside') && (
        <Box id="again" heading={words.message.again.heading}>
          <p>{words.message.again.text}</p>
          <Form action={`${at}/again`} token={context.formToken} label={words.message.again.heading}>
            <Button quiet>{words.message.again.button}</Button>
          </Form>
        </Box>
      )}
      <WithReason id="bytes" at={at} said={words.message.bytes} context={context} problem={problem} />
      {open && <WithReason id="aside" at={at} said={words.message.aside} context={context} problem={problem} />}
    </>
  )
}

function View({ data, context, problem }: { data: Data; context: StaffContext; problem: Problem | null }) {
  const { feed, message } = data
  const at = (instant: string) => shortDateAndTime(instant, context.now, staffZone(context))
  const facts = [
    [words.message.strip.state, messageStateWords[message.state]],
    [words.message.strip.kind, message.kind],
    [words.message.strip.came, at(message.receivedAt)],
    ...(message.sentAt === null ? [] : [[words.message.strip.sent, at(message.sentAt)] as const]),
    [words.message.strip.size, words.message.size(message.size)],
    [words.message.strip.tries, String(message.tries)],
  ] as const
  const wrong = problem?.field === 'reason' ? [{ message: words.message.reasonMissing, field: `reason-${problem.typed.act ?? ''}` }] : []
  return (
    <StaffPage context={context} title={words.message.title(message.name)} current="/admin/sources" within refused={problem !== null} crumb={<Crumb label={feed.name} href={hrefOf(feed.id)} />} asideLabel={words.message.help} aside={<Acts data={data} context={context} problem={problem} />}>
      <h1>{words.message.title(message.name)}</h1>
      {wrong.length > 0 && <ErrorSummary language="en" errors={wrong} />}
      {data.done !== null && problem === null && (
        <Notice kind="done" heading={words.done[data.done].heading}>
          <p>{words.done[data.done].text}</p>
        </Notice>
      )}
      <FactStrip facts={facts} />
      {message.setAside !== null && message.state === 'set-aside' && <Notice kind="note" heading={messageStateWords['set-aside']}><p>{words.message.asideBy(message.decidedBy ?? '', message.setAside)}</p></Notice>}
      {data.namesakes.length > 0 && (
        <Notice kind="warn" heading={words.sameName.another}>
          <p>{words.sameName.each}</p>
          {data.namesakes.map((one) => (
            <p key={one.id}>
              <a href={`${hrefOf(feed.id)}/messages/${one.id}`}>{words.sameName.open(one.kind, at(one.receivedAt))}</a>
            </p>
          ))}
        </Notice>
      )}
      {message.reasons.length > 0 && <Why message={message} />}
    </StaffPage>
  )
}

export const messagePage = page({
  path: '/admin/sources/:source/messages/:message',
  ...declared,
  audit: 'staff-worked',
  rate: 'read',
  params: messageParams,
  query: doneQuery,
  load: async (context: StaffContext, { params, query }): Promise<Data> => {
    const feed = await feedOf(context, params.source)
    const asked = { organization: context.staff.organization, feed: feed.id, id: params.message }
    const [message, namesakes] = await Promise.all([context.house.sources.message(context.tx, asked), context.house.sources.namesakesOf(context.tx, asked)])
    if (message === null) throw new Refusal('not-found', 'no such message of this source')
    context.note({ kind: 'staff-worked', reason: `message ${message.id} of ${params.source}` })
    return { feed, message, namesakes, done: query.done ?? null }
  },
  view: (data: Data, context, problem) => <View data={data} context={context as StaffContext} problem={problem} />,
})
