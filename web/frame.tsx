// What stands around a page of ours? The record's frame for those who are in, the public frame for those at the door.
import type { ComponentChildren } from 'preact'
import type { ReachedPatient } from '#access'
import { Page, type Whereabouts } from '#parts'
import type { PublicContext, RecordContext } from '#web'
import { frameWords } from '#words'
import { longDate, shortDate, timeOfDay } from '../words/en/dates.ts'
import { withoutTitle } from './names.ts'
import { siteLines } from './status/trouble.ts'

type Body = {
  readonly title: string
  readonly children: ComponentChildren
  readonly aside?: ComponentChildren
  readonly asideLabel?: string
  readonly after?: ComponentChildren
  readonly crumb?: ComponentChildren
  readonly skip?: string
  readonly refused?: boolean
  readonly slim?: boolean
  /** Seconds after which the script loads the page again while something is awaited. */
  readonly refreshAfter?: number
}

/** The organization at the top: the one of the chart that is open; with several, the first linked. */
function organizationOf(context: RecordContext | PublicContext, id: string | undefined) {
  const words = frameWords(context.language)
  const known = context.house.organizations
  const found = (id === undefined ? undefined : known.find(id)) ?? (known.all().length === 1 ? known.all()[0] : undefined)
  if (found === undefined) return { name: words.productName, phone: '' }
  return { name: found.name, phone: found.phone ?? '', ...(found.hours === null ? {} : { hours: found.hours }), ...(found.id === 'lakeside' ? { mark: 'waves' as const } : {}) }
}

const chartOf = (context: RecordContext): ReachedPatient | undefined => context.viewer.patients[0]

function navigation(context: RecordContext, current: string | undefined, within: boolean) {
  const { nav } = frameWords(context.language)
  const items = [
    { label: nav.home, href: '/me' },
    { label: nav.results, href: '/me/results' },
    { label: nav.visits, href: '/me/visits' },
    { label: nav.medicines, href: '/me/medicines' },
    { label: nav.appointments, href: '/me/appointments' },
  ]
  return current === undefined ? { items } : { items, current, within }
}

/** A page inside the record. `current`: the navigation entry it is, or (with `within`) lies under. */
export function RecordFrame({ context, current, within = false, ...body }: Body & { readonly context: RecordContext; readonly current?: string; readonly within?: boolean }) {
  const words = frameWords(context.language)
  const chart = chartOf(context)
  const organization = organizationOf(context, chart?.organization)
  const zone = context.house.organizations.find(chart?.organization ?? '')?.timeZone ?? 'UTC'
  const born = chart === undefined ? '' : shortDate(chart.birthDate)
  const idleSeconds = Math.max(0, Math.floor((context.session.idleEndsAt.getTime() - context.now.getTime()) / 1000))
  return (
    <Page
      {...body}
      {...siteLines({ house: context.house, now: context.now, needs: [...context.needs, 'records'], organizations: context.viewer.patients.map((one) => one.organization) })}
      language={context.language}
      organization={organization}
      trial={context.house.config.trial}
      homeHref="/me"
      skip={body.skip ?? words.skipToRecord}
      person={{ name: withoutTitle(chart?.name ?? context.session.name), born, you: true }}
      nav={navigation(context, current, within)}
      mast={[
        { label: words.helpBy(organization.phone), href: `tel:${organization.phone}` },
        { label: words.account, href: '/account' },
        { label: words.signOut, post: '/sign-out', token: context.formToken },
      ]}
      session={{ idleSeconds, extendHref: '/session/extend', endHref: '/sign-in?ended=1', leaveHref: '/sign-out', token: context.formToken }}
      printed={{ ...(chart === undefined ? {} : { recordNumber: chart.mrn }), when: `${longDate(context.now, zone)}, ${timeOfDay(context.now, zone)}`, who: withoutTitle(context.session.name) }}
    />
  )
}

/** A page before the record: sign in, join, the trial's mailbox. `organization` is its id, when the door is one organization's. */
export function PublicFrame({ context, place, organization, script = false, door = false, ...body }: Body & { readonly context: PublicContext; readonly place?: Whereabouts; readonly organization?: string; readonly script?: boolean; /** The page is itself a door, or the way through one. */ readonly door?: boolean }) {
  const words = frameWords(context.language)
  const shown = organizationOf(context, organization)
  const phone = shown.phone === '' ? [] : [{ label: words.helpBy(shown.phone), href: `tel:${shown.phone}` }]
  return <Page {...body} {...siteLines({ house: context.house, now: context.now, needs: context.needs, organizations: organization === undefined ? null : [organization] })} language={context.language} organization={shown} trial={context.house.config.trial} homeHref="/" place={place} script={script} reference={context.reference} mast={door ? phone : [...phone, { label: words.signIn, href: '/sign-in' }]} />
}

