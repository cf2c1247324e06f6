// What does whoever sets up the sender need to know? Exact values, from the doors that are open now; where one is shut, how it is opened.
import { Fragment } from 'preact'
import type { FeedCredential, FeedState } from '#inbound/sources'
import { Disclosure, Facts, Notice, Section } from '#parts'
import type { MllpAt, PushAt, StaffContext } from '#web'
import { longDate } from '../../../words/en/dates.ts'
import { forSender as words } from '../../../words/en/for-sender.ts'
import { staffZone } from '../../staff/frame.tsx'

type About = { readonly feed: FeedState; readonly senders: readonly string[]; readonly keys: readonly FeedCredential[]; readonly context: StaffContext }
type Fact = { readonly label: string; readonly value: ReturnType<typeof Exact> | string }

/** To be copied letter by letter; a fingerprint breaks between its pairs. */
function Exact({ text, pairs = false }: { text: string; pairs?: boolean }) {
  if (!pairs) return <code class="exact">{text}</code>
  return (
    <code class="exact">
      {text.split(':').map((pair, at) => (
        <Fragment key={String(at)}>
          {at > 0 && (
            <>
              :<wbr />
            </>
          )}
          {pair}
        </Fragment>
      ))}
    </code>
  )
}
const exact = (label: string, text: string): Fact => ({ label, value: <Exact text={text} /> })

function until(instant: string, context: StaffContext): string {
  const day = longDate(instant, staffZone(context))
  return instant < context.now.toISOString() ? words.ended(day) : day
}

function Mllp({ at, about: { senders, keys, context } }: { at: MllpAt; about: About }) {
  const open = new Set(keys.filter((one) => one.endedAt === null).map((one) => one.kind))
  const { certificate } = at
  const { labels } = words
  return (
    <>
      <Facts
        facts={[
          at.host === null ? { label: labels.host, value: words.anyHost } : exact(labels.host, at.host),
          exact(labels.port, String(at.port)),
          { label: labels.protocol, value: words.mllp },
          { label: labels.security, value: certificate === null ? words.noTls : words.tls(open.has('certificate')) },
          ...(certificate === null ? [] : [{ label: labels.names, value: certificate.names.join(', ') }, { label: labels.fingerprint, value: <Exact text={certificate.fingerprint} pairs /> }, { label: labels.until, value: until(certificate.until, context) }]),
          { label: labels.senders, value: senders.length === 0 ? words.anySender : senders.map((one) => one.replace('|', ', MSH-4 ')).join('; ') },
        ]}
      />
      {at.local && <p class="mt3">{words.localOnly}</p>}
      {certificate?.fits === false && <p class="mt3">{words.nameDiffers}</p>}
      {certificate !== null && (
        <Disclosure summary={words.pem}>
          <pre class="exact">{certificate.pem}</pre>
        </Disclosure>
      )}
    </>
  )
}

function Push({ at, about: { feed } }: { at: PushAt; about: About }) {
  const { labels } = words
  return (
    <>
      <Facts facts={[exact(labels.address, `POST ${at.urlOf(feed.id)}`), exact(labels.header, words.bearer), { label: labels.types, value: <Exact text="application/fhir+json" /> }, { label: labels.others, value: words.otherTypes }]} />
      {at.behind !== null && <p class="mt3">{words.proxy(`${at.behind.host}:${at.behind.port}`)}</p>}
    </>
  )
}

/** The door of this route is shut. */
function Shut({ route, trial }: { route: 'mllp' | 'fhir'; trial: boolean }) {
  const said = words.shut[route]
  return (
    <Notice kind="warn" heading={said.heading}>
      <p>{trial ? said.trial : said.text}</p>
      <p>{words.shut.where}</p>
    </Notice>
  )
}

export function ForSender(about: About) {
  const { feed, context } = about
  const { feedsAt, config } = context.house
  const [mllp, push] = [feedsAt.mllp(), feedsAt.push()]
  return (
    <>
      <Section id="give" heading={words.heading}>
        {feed.route === 'mllp' && (mllp === null ? <Shut route="mllp" trial={config.trial} /> : <Mllp at={mllp} about={about} />)}
        {feed.route === 'fhir' && (push === null ? <Shut route="fhir" trial={config.trial} /> : <Push at={push} about={about} />)}
      </Section>
      {(feed.route === 'mllp' ? mllp : push) !== null && (
        <Section id="answers" heading={words.answers}>
          <Facts facts={(feed.route === 'mllp' ? words.mllpAnswers : words.pushAnswers).map(([label = '', value = '']) => ({ label, value }))} />
        </Section>
      )}
    </>
  )
}
