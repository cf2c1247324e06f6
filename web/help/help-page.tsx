// What now? Four questions by what one sees, each leading to a real next step; and whom to call, open or not.
import { type Organization, type Site, openNow } from '#directory'
import { Acts, Facts, Phones, Section, SideSection } from '#parts'
import { type PublicContext, page } from '#web'
import { weekdayAndTime } from '../../words/en/dates.ts'
import { help as words, openWords } from '../../words/en/help.ts'
import { PublicFrame } from '../frame.tsx'
import { footerLine, sayer } from '../status/trouble.ts'

type Reach = { readonly organization: Organization; readonly sites: readonly Site[] }
type HelpData = { readonly reach: Reach | null }

function openLine(site: Site, { timeZone }: Organization, context: PublicContext): string | null {
  if (site.hours === null) return null
  const state = openNow(site.hours, timeZone, context.now)
  const say = sayer({ house: context.house, now: context.now, organizations: [site.organization] })
  if (state.open) return state.until === null ? openWords.always : openWords.open(say.until(state.until, context.now))
  return state.opens === null ? openWords.closedLong : openWords.closed(weekdayAndTime(state.opens, context.now, timeZone))
}

/** With one organization its phones and hours stand here; with several one finds one's own. */
function Person({ data, context }: { data: HelpData; context: PublicContext }) {
  const facts = data.reach === null ? [] : [
    ...(data.reach.organization.phone === null ? [] : [{ label: data.reach.organization.name, value: <Phones text={[data.reach.organization.phone, data.reach.organization.hours].filter((one) => one !== null).join(', ')} /> }]),
    ...data.reach.sites.filter((site) => site.phone !== null).map((site) => ({ label: site.name, value: <Phones text={[site.phone, openLine(site, data.reach?.organization as Organization, context)].filter((one) => one !== null).join('. ')} /> })),
  ]
  return (
    <SideSection id="person" heading={words.person.heading}>
      {facts.length > 0 && <Facts facts={facts} />}
      <p class="mt3">{words.person.tried}</p>
      <Acts acts={[{ label: words.person.triedLink, href: '/help/attempts' }, ...(facts.length > 0 ? [] : [{ label: words.person.find, href: '/find' }])]} />
    </SideSection>
  )
}

function Down({ context }: { context: PublicContext }) {
  const line = footerLine({ house: context.house, now: context.now })
  const planned = line.well && context.house.state.now().closures.length > 0
  return (
    <Section id="down" heading={words.down.heading}>
      <p class="mt3">{line.well ? (planned ? words.down.planned : words.down.well) : words.down.trouble}</p>
      <Acts acts={[{ label: words.down.see, href: '/status' }]} />
    </Section>
  )
}

function View({ data, context }: { data: HelpData; context: PublicContext }) {
  const records = data.reach?.organization.recordsPhone ?? null
  return (
    <PublicFrame context={context} title={words.title} place={{ name: words.tab, line: words.tabLine }} asideLabel={words.asideLabel} aside={<Person data={data} context={context} />}>
      <h1>{words.title}</h1>
      <p class="lede">{words.lede}</p>
      <Section id="sign-in" heading={words.signIn.heading}>
        <p class="mt3">{words.signIn.text}</p>
        <Acts acts={[{ label: words.signIn.again, href: '/sign-in' }, { label: words.signIn.forgot, href: '/forgot' }, { label: words.signIn.which, href: '/sign-in/which-email' }, { label: words.signIn.phone, href: '/sign-in/cant-get-code' }]} />
        <p class="mt3">
          <b>{words.signIn.mail}.</b> {words.signIn.mailText}
        </p>
      </Section>
      <Section id="prove" heading={words.prove.heading}>
        <p class="mt3">{words.prove.text}</p>
        <Acts acts={[{ label: words.prove.code, href: '/code' }, { label: words.prove.over, href: '/code/over' }, { label: words.prove.none, href: '/find' }, ...(data.reach === null ? [] : [{ label: words.prove.parked, href: `/o/${data.reach.organization.id}/create/help` }])]} />
      </Section>
      <Section id="record" heading={words.record.heading}>
        <p class="mt3">{words.record.text}</p>
        <Acts acts={[{ label: words.record.look, href: '/me/find' }, { label: words.record.tests, href: '/me/results' }, { label: words.record.whoLooked, href: '/me/access-log' }, ...(records === null ? [] : [{ label: words.record.copy(records), href: `tel:${records}` }])]} />
      </Section>
      <Down context={context} />
    </PublicFrame>
  )
}

export const helpPage = page({
  path: '/help',
  audience: 'public',
  assurance: 'none',
  reads: 'directory',
  audit: 'none',
  rate: 'directory',
  async load(context): Promise<HelpData> {
    const all = context.house.organizations.all()
    const [organization] = all
    if (organization === undefined || all.length !== 1) return { reach: null }
    // The page must open also when the database does not.
    const sites = await context.run((tx) => context.house.directory.sites(tx, organization.id)).catch(() => [])
    return { reach: { organization, sites } }
  },
  view: (data: HelpData, context) => <View data={data} context={context as PublicContext} />,
})
