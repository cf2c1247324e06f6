// What is said at the door of a hospital that became part of another? One sentence, what stays, what changed, and the new door (P5).
import { Crumb, LinkButton, Phones, Points, Section } from '#parts'
import type { Clue, Organization, Site } from '#directory'
import type { PublicContext } from '#web'
import type { ChangedThing, Merger } from '../../contract/mergers.ts'
import type { Offer } from '../../contract/offers.ts'
import { longDate } from '../../words/en/dates.ts'
import { door as doorWords, find, merged as words, place as placeWords } from '../../words/en/find.ts'
import { PublicFrame } from '../frame.tsx'
import type { DoorData } from './door-page.tsx'
import { addressOf } from './place-parts.tsx'
import { RealPage } from './real-page.tsx'

export type MergedInto = { readonly merger: Merger; readonly organization: Organization; readonly sites: readonly Site[]; readonly clues: readonly Clue[]; readonly offer: Offer }

/** One sentence for each thing that changed; a fact that is not known is left out. */
export function changedThings(into: MergedInto, old: string): readonly string[] {
  const { organization, sites, clues, merger } = into
  const [site] = sites
  const phone = site?.phone ?? organization.phone
  const senders = clues.filter((one) => one.kind === 'sender-domain').map((one) => one.value)
  const say: Readonly<Record<ChangedThing, () => string | null>> = {
    name: () => words.things.name(old, organization.name),
    phone: () => (phone === null ? null : words.things.phone(phone)),
    address: () => (site === undefined || addressOf(site) === '' ? null : words.things.address(addressOf(site))),
    email: () => (senders.length === 0 ? null : words.things.email(senders.join(', '))),
    bills: () => words.things.bills(organization.name),
    portal: () => words.things.portal,
  }
  return merger.changed.flatMap((thing) => say[thing]() ?? [])
}

export function MergedDoor({ data, into, context }: { data: DoorData; into: MergedInto; context: PublicContext }) {
  const renamed = into.merger.kind === 'renamed'
  const now = into.organization
  const title = renamed ? words.renamedTitle(data.organization.name, now.name) : words.title(data.organization.name, now.name)
  const changed = changedThings(into, data.organization.name)
  return (
    <PublicFrame context={context} door title={title} organization={now.id} place={{ name: doorWords.tab, line: now.name }} asideLabel={find.tab} aside={<RealPage context={context} />} crumb={<Crumb label={find.title} href="/find" />}>
      <h1>{title}</h1>
      <p class="lede">
        {renamed ? words.renamedLede : words.lede} {words.since(longDate(into.merger.from, now.timeZone))}
      </p>
      <div class="bar row-act">
        <LinkButton href={`/o/${now.id}/sign-in`}>{placeWords.signInAt(now.name)}</LinkButton>
        <LinkButton href={`/o/${now.id}`} quiet>{now.name}</LinkButton>
      </div>
      <Section id="changed" heading={words.changed(changed.length)}>
        <Points points={changed.map((line) => <Phones key={line} text={line} />)} />
      </Section>
      <Section id="same" heading={words.same}>
        <Points points={[...words.sameThings, ...(into.merger.mrnPrefix === null ? [] : [words.prefix(into.merger.mrnPrefix)])]} />
      </Section>
    </PublicFrame>
  )
}
