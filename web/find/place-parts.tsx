// How does one place look in a list: what it is, whether it is open, what it offers, and the one thing to do first?
import { LinkButton, type OrganizationEntry, Organizations, Phones } from '#parts'
import { type EntryFound, type OursFound, type PlaceFound, type Site, openNow } from '#directory'
import { find, found as foundWords, place as words } from '../../words/en/find.ts'
import { hours as hourWords, openSaid, weekSaid } from '../../words/en/hours.ts'

/** The site whose desk is meant: the first. */
export const mainSite = (one: Pick<OursFound, 'sites'>): Site | undefined => one.sites[0]
export const phoneOf = (one: Pick<OursFound, 'sites' | 'organization'>): string | null => mainSite(one)?.phone ?? one.organization.phone

const hostOf = (url: string): string => new URL(url).hostname

/** "400 Harbor Street, Harbor City, ME 04101". */
export function addressOf(site: Pick<Site, 'line' | 'town' | 'region' | 'postalCode'>): string {
  const region = [site.region, site.postalCode].filter((part) => part !== null).join(' ')
  return [site.line, site.town, region].filter((part) => part !== null && part !== '').join(', ')
}

/** "Open now until 5 pm." of a site, by its organization's clock; null when its hours are not known. */
export function openLine(site: Site | undefined, { timeZone, now }: { readonly timeZone: string; readonly now: Date }): string | null {
  return site === undefined || site.hours === null ? null : openSaid(openNow(site.hours, timeZone, now), now, timeZone)
}

function because({ because: why }: PlaceFound): string | null {
  const said = foundWords.because
  switch (why.by) {
    case 'name':
      return why.name === null ? null : said.oldName(why.name)
    case 'doctor':
      return said.doctor(why.name)
    case 'domain':
      return said.domain(why.what)
    case 'phone':
      return said.phone
    case 'phrase':
      return said.phrase
    case 'town':
      return null
  }
}

const hidden = (text: string) => <span class="vh"> {text}</span>

function actionsOf(one: OursFound) {
  const { id, name } = one.organization
  const { signUp, elsewhere } = one.offer
  if (one.part !== null) return <LinkButton href={`/o/${one.part.of.id}/sign-in`} small>{words.signInAt(one.part.of.name)}</LinkButton>
  if (signUp === 'elsewhere' && elsewhere !== null) return <LinkButton href={`/o/${id}/leave`} quiet small icon="out">{words.goTo(hostOf(elsewhere.url))}{hidden(words.of(name))}</LinkButton>
  const second = signUp === 'online' ? { href: `/o/${id}/create`, label: words.create } : signUp === 'in-person' ? { href: '/code', label: words.code } : null
  return (
    <>
      <LinkButton href={`/o/${id}/sign-in`} small>{words.signIn}{hidden(words.of(name))}</LinkButton>
      {second !== null && <LinkButton href={second.href} quiet small>{second.label}{hidden(words.of(name))}</LinkButton>}
    </>
  )
}

function tagOf(one: OursFound): OrganizationEntry['tag'] {
  if (one.part !== null) return { kind: 'new', label: one.part.merger.kind === 'renamed' ? words.renamedTag(one.part.of.name) : words.partTag(one.part.of.name) }
  if (one.offer.signUp === 'in-person') return { kind: 'wait', label: words.inPersonTag }
  if (one.offer.signUp === 'elsewhere') return { kind: 'out', label: words.elsewhereTag }
  return one.offer.signUp === 'closed' ? { kind: 'wait', label: words.closedTag } : undefined
}

/** What must be said of it before somebody presses a button. */
export function saidOf(one: OursFound): string | null {
  const { name } = one.organization
  const phone = phoneOf(one)
  if (one.part !== null) return one.part.merger.kind === 'renamed' ? words.renamed(name, one.part.of.name) : words.part(name, one.part.of.name)
  if (one.offer.signUp === 'in-person') return [words.inPerson(name, phone), one.offer.inPersonNote].filter((part) => part !== null).join(' ')
  if (one.offer.signUp === 'elsewhere') return words.leaves(phone)
  return one.offer.signUp === 'closed' ? words.closed(name, phone) : null
}

/** Name, telephone and hours as one line: "400 Harbor Street, Harbor City. 555-0142". */
function metaOf(one: OursFound): string {
  const site = mainSite(one)
  const where = site === undefined ? one.organization.address : addressOf(site)
  return [where, phoneOf(one)].filter((part) => part !== null && part !== '').join('. ')
}

function oursEntry(one: OursFound, now: Date): OrganizationEntry {
  const site = mainSite(one)
  const open = openLine(site, { timeZone: one.organization.timeZone, now })
  const week = site?.hours === null || site === undefined ? '' : weekSaid(site.hours)
  const said = saidOf(one)
  const why = because(one)
  const inPerson = one.part === null && one.offer.signUp === 'in-person'
  return {
    name: one.organization.name,
    href: `/o/${one.organization.id}`,
    meta: metaOf(one),
    more: inPerson ? undefined : (open ?? undefined),
    tag: tagOf(one),
    say: said === null && why === null ? undefined : (
      <>
        {why !== null && <>{why} </>}
        {said !== null && <Phones text={said} />}
        {inPerson && (
          <>
            <br />
            <b>{[open ?? hourWords.notSaid, week === '' ? '' : `${week}.`].filter((part) => part !== '').join(' ')}</b>
          </>
        )}
      </>
    ),
    actions: actionsOf(one),
  }
}

/** Where an entry of the wider directory is, as far as lists say. */
export function entryPlace({ entry }: Pick<EntryFound, 'entry'>): string {
  const first = entry.places[0]
  if (first === undefined) return entry.phone ?? ''
  const where = first.town === null && first.line === null && first.postalCode === null && first.region !== null ? words.state(first.region) : addressOf(first)
  return [where, entry.phone].filter((part) => part !== null && part !== '').join('. ')
}

const mostNames = 3

function elsewhereEntry(one: EntryFound): OrganizationEntry {
  const { entry } = one
  const url = entry.portals.find((portal) => portal.url !== null)?.url ?? null
  const why = because(one)
  const others = entry.names.slice(0, mostNames).join(', ')
  return {
    name: entry.name,
    href: `/find/place/${entry.id}`,
    meta: entryPlace(one),
    more: others === '' ? undefined : words.alsoCalled(others),
    tag: { kind: 'out', label: words.elsewhereTag },
    say: [why, url === null ? words.unknownAddress : words.leaves(entry.phone)].filter((part) => part !== null).join(' '),
    actions: (
      <LinkButton href={`/find/place/${entry.id}`} quiet small icon={url === null ? undefined : 'out'}>
        {url === null ? words.how : words.goTo(hostOf(url))}
        {hidden(words.of(entry.name))}
      </LinkButton>
    ),
  }
}

/** Places in their order, each with one thing to do first. */
export function Places({ places, now }: { places: readonly PlaceFound[]; now: Date }) {
  return <Organizations entries={places.map((one) => (one.kind === 'ours' ? oursEntry(one, now) : elsewhereEntry(one)))} />
}

export const findBox = { label: find.label, hint: find.hint } as const
