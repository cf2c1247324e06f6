// Where does mail go in a trial? Into this mailbox; outside a trial the pages do not exist.
import { z } from 'zod'
import { Refusal, isId } from '#kernel'
import type { Mail } from '#notices'
import { Crumb, Facts } from '#parts'
import { type PublicContext, page } from '#web'
import { dateAndTime, shortDateAndTime } from '../../words/en/dates.ts'
import { mailbox as words } from '../../words/en/mailbox.ts'
import { PublicFrame } from '../frame.tsx'

const declared = { audience: 'public', assurance: 'none', reads: 'trial-mailbox', audit: 'none', rate: 'directory' } as const

/** Refuses (not-found) outside a trial: nobody's mail is to be read here. */
function trialOnly(context: PublicContext): void {
  if (!context.house.config.trial) throw new Refusal('not-found', 'the mailbox is for trials')
}

const zoneOf = (context: PublicContext): string => context.house.organizations.all()[0]?.timeZone ?? 'UTC'

/** Links in our own mails become links; everything else stays text. */
function Line({ text }: { text: string }) {
  return (
    <>
      {text.split(/(https?:\/\/[^\s]+)/).map((part, at) => (at % 2 === 1 ? <a key={part} href={part}>{part}</a> : part))}
    </>
  )
}

export const mailboxPage = page({
  path: '/mailbox',
  ...declared,
  load: async (context) => {
    trialOnly(context)
    return context.run((tx) => context.house.notices.mailbox(tx))
  },
  view: (mails: readonly Mail[], context) => (
    <PublicFrame context={context as PublicContext} title={words.title} place={{ name: words.tab, line: words.tabLine }}>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede}</p>
      {mails.length === 0 && <p class="mt5">{words.none}</p>}
      <ul class="docs stacked mt5">
        {mails.map((mail) => (
          <li key={mail.id}>
            <a href={`/mailbox/${mail.id}`}>
              <b>{mail.subject}</b>
              <span>
                {words.to(mail.to)}, {shortDateAndTime(mail.writtenAt, context.now, zoneOf(context as PublicContext))}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </PublicFrame>
  ),
})

export const messagePage = page({
  path: '/mailbox/:mail',
  ...declared,
  params: z.object({ mail: z.string().max(40) }),
  load: async (context, { params }) => {
    trialOnly(context)
    const mail = isId(params.mail) ? await context.run((tx) => context.house.notices.message(tx, params.mail)) : null
    if (mail === null) throw new Refusal('not-found', 'no such mail')
    return mail
  },
  view: (mail: Mail, context) => (
    <PublicFrame context={context as PublicContext} title={mail.subject} place={{ name: words.tab, line: words.tabLine }} crumb={<Crumb label={words.back} href="/mailbox" />}>
      <h1>{mail.subject}</h1>
      <div class="mt4">
        <Facts facts={[{ label: words.toLabel, value: mail.to }, { label: words.sent, value: dateAndTime(mail.writtenAt, zoneOf(context as PublicContext)) }]} />
      </div>
      {mail.text.split('\n\n').map((paragraph) => (
        <p key={paragraph} class="mt3">
          {paragraph.split('\n').map((line, at) => (
            <>
              {at > 0 && <br />}
              <Line text={line} />
            </>
          ))}
        </p>
      ))}
    </PublicFrame>
  ),
})
