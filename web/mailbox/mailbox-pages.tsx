// Where do mail and texts go in a trial? Into this mailbox; outside a trial the pages do not exist.
import { z } from 'zod'
import { Refusal, isId } from '#kernel'
import type { Mail, TextMessage } from '#notices'
import { Crumb, Facts, Section } from '#parts'
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

/** As a phone would show them: all words at once, nothing to open. */
function Texts({ texts, context }: { texts: readonly TextMessage[]; context: PublicContext }) {
  if (texts.length === 0) return <p>{words.noTexts}</p>
  return (
    <ul class="texts">
      {texts.map((text) => (
        <li key={text.id}>
          <p class="text-said">
            {text.text.split('\n').map((line, at) => (
              <>
                {at > 0 && <br />}
                {line}
              </>
            ))}
          </p>
          <p class="mute">
            {words.toPhone(text.to)}, {shortDateAndTime(text.writtenAt, context.now, zoneOf(context))}
          </p>
        </li>
      ))}
    </ul>
  )
}

export const mailboxPage = page({
  path: '/mailbox',
  ...declared,
  load: async (context) => {
    trialOnly(context)
    return context.run(async (tx) => {
      const { notices } = context.house
      const [mails, texts] = await Promise.all([notices.mailbox(tx), notices.texts(tx)])
      return { mails, texts }
    })
  },
  view: ({ mails, texts }: { mails: readonly Mail[]; texts: readonly TextMessage[] }, context) => (
    <PublicFrame context={context as PublicContext} title={words.title} place={{ name: words.tab, line: words.tabLine }}>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede}</p>
      <Section id="texts" heading={words.texts}>
        <Texts texts={texts} context={context as PublicContext} />
      </Section>
      <Section id="mails" heading={words.mails}>
        {mails.length === 0 && <p>{words.none}</p>}
        <ul class="docs stacked">
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
      </Section>
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
