// What stands at the door of one hospital or clinic? Sign in, an account, a code, whom to call and when; or what it has become.
import { z } from 'zod'
import { Acts, Crumb, Facts, LinkButton, Phones, Points, Section, SideSection } from '#parts'
import type { Clue, Doctor, OrganizationName, OursFound, Site } from '#directory'
import { Refusal, type Tx } from '#kernel'
import { type PublicContext, page } from '#web'
import type { Merger } from '../../contract/mergers.ts'
import { localDay, longDate } from '../../words/en/dates.ts'
import { door as words, find, merged as mergedWords, place as placeWords } from '../../words/en/find.ts'
import { hours as hourWords, specialDaysSaid, weekSaid } from '../../words/en/hours.ts'
import { PublicFrame } from '../frame.tsx'
import { MergedDoor, type MergedInto } from './merged-door.tsx'
import { addressOf, openLine, phoneOf, saidOf } from './place-parts.tsx'
import { RealPage } from './real-page.tsx'

export type DoorData = OursFound & {
  readonly names: readonly OrganizationName[]
  readonly doctors: readonly Doctor[]
  readonly clues: readonly Clue[]
  /** Organizations that became part of this one, with their names. */
  readonly joined: readonly { readonly merger: Merger; readonly name: string }[]
  readonly into: MergedInto | null
}

function SignInBox({ data, primary }: { data: DoorData; primary: boolean }) {
  return (
    <Section id="sign-in" heading={words.signIn}>
      <p class="mt3">{words.signInText}</p>
      <p class="row-act">
        <LinkButton href={`/o/${data.organization.id}/sign-in`} quiet={!primary}>{words.signInButton}</LinkButton>
      </p>
    </Section>
  )
}

function CodeBox() {
  return (
    <Section id="code" heading={words.code}>
      <p class="mt3">
        {words.codeText} {words.oldCode}
      </p>
      <p class="row-act">
        <LinkButton href="/code" quiet>{words.codeButton}</LinkButton>
      </p>
    </Section>
  )
}

function CreateBox({ data, now }: { data: DoorData; now: Date }) {
  const { offer, organization } = data
  if (offer.signUp === 'online')
    return (
      <Section id="create" heading={words.create}>
        <p class="mt3">{words.createText}</p>
        <Points points={offer.proofs.map((one) => words.proofs[one])} />
        <p class="row-act">
          <LinkButton href={`/o/${organization.id}/create`} quiet>{words.createButton}</LinkButton>
        </p>
      </Section>
    )
  const said = saidOf(data) ?? ''
  const open = openLine(data.sites[0], { timeZone: organization.timeZone, now })
  return (
    <Section id="create" heading={offer.signUp === 'in-person' ? words.inPerson : words.closed}>
      <p class="mt3">
        <Phones text={said} /> {open !== null && <b>{open}</b>} {offer.signUp === 'closed' && words.closedText}
      </p>
    </Section>
  )
}

function SiteFacts({ site, data, now }: { site: Site; data: DoorData; now: Date }) {
  const zone = data.organization.timeZone
  const open = openLine(site, { timeZone: zone, now })
  const today = localDay(now, zone) ?? ''
  const phone = site.phone ?? data.organization.phone
  return (
    <>
      <h3 class="mt4">{site.name}</h3>
      <p>{addressOf(site)}</p>
      {phone !== null && (
        <p>
          <Phones text={words.call(phone)} /> {open !== null && <b>{open}</b>}
        </p>
      )}
      {site.hours === null ? <p>{hourWords.notSaid}</p> : <Facts facts={[{ label: words.hours, value: weekSaid(site.hours) }]} />}
      {site.hours !== null && specialDaysSaid(site.hours, today).length > 0 && <Points points={specialDaysSaid(site.hours, today)} />}
    </>
  )
}

function Help({ data, now }: { data: DoorData; now: Date }) {
  const { organization, sites } = data
  const phone = phoneOf(data)
  return (
    <Section id="help" heading={words.help}>
      {sites.length === 0 && phone !== null && (
        <p class="mt3">
          <Phones text={words.call(phone)} /> {organization.hours}
        </p>
      )}
      {sites.map((site) => (
        <SiteFacts key={site.id} site={site} data={data} now={now} />
      ))}
      {organization.recordsPhone !== null && (
        <p class="mt4">
          <Phones text={words.records(organization.recordsPhone)} />
        </p>
      )}
    </Section>
  )
}

function Aside({ data, context }: { data: DoorData; context: PublicContext }) {
  const senders = data.clues.filter((one) => one.kind === 'sender-domain').map((one) => one.value)
  const names = data.names.filter((one) => one.use !== 'bill')
  return (
    <>
      {data.joined.map(({ merger, name }) => (
        <SideSection key={merger.id} id={`joined-${merger.organization}`} heading={name}>
          <p>{words.joined(name)}</p>
          <Acts acts={[{ label: mergedWords.see, href: `/o/${merger.organization}` }]} />
        </SideSection>
      ))}
      <RealPage context={context} />
      {senders.length > 0 && (
        <SideSection id="mail" heading={words.mail}>
          <p>{words.mailText(senders.join(', '))}</p>
        </SideSection>
      )}
      {names.length > 0 && (
        <SideSection id="names" heading={words.formerly}>
          <Points points={names.map((one) => words.formerlyLine(one.name, one.validUntil === null ? null : longDate(one.validUntil)))} />
        </SideSection>
      )}
      {data.doctors.length > 0 && (
        <SideSection id="doctors" heading={words.doctors}>
          <Points points={data.doctors.slice(0, 30).map((one) => (one.specialty === null ? one.name : `${one.name}, ${one.specialty}`))} />
        </SideSection>
      )}
    </>
  )
}

function Elsewhere({ data }: { data: DoorData }) {
  const { elsewhere } = data.offer
  return (
    <>
      <p class="lede">
        <Phones text={placeWords.leaves(phoneOf(data))} />
      </p>
      <p class="row-act">
        <LinkButton href={`/o/${data.organization.id}/leave`} icon="out">{placeWords.goTo(new URL(elsewhere?.url ?? 'https://unknown.example').hostname)}</LinkButton>
      </p>
    </>
  )
}

function View({ data, context }: { data: DoorData; context: PublicContext }) {
  if (data.into !== null) return <MergedDoor data={data} into={data.into} context={context} />
  const { organization, offer } = data
  const here = offer.signUp !== 'elsewhere' || offer.elsewhere === null
  return (
    <PublicFrame context={context} door title={organization.name} organization={organization.id} place={{ name: words.tab, line: organization.name }} asideLabel={find.tab} aside={<Aside data={data} context={context} />} crumb={<Crumb label={find.title} href="/find" />}>
      <h1>{organization.name}</h1>
      {here ? (
        <>
          <p class="lede">{words.lede}</p>
          <SignInBox data={data} primary />
          <CreateBox data={data} now={context.now} />
          <CodeBox />
        </>
      ) : (
        <Elsewhere data={data} />
      )}
      <Help data={data} now={context.now} />
    </PublicFrame>
  )
}

async function loadDoor(context: PublicContext, tx: Tx, id: string): Promise<DoorData> {
  const { directory } = context.house
  const [resolved, organization, offer, sites, names, doctors, clues, before, all] = await Promise.all([directory.resolve(tx, id), directory.organization(tx, id), directory.offer(tx, id), directory.sites(tx, id), directory.names(tx, id), directory.doctors(tx, id), directory.clues(tx, id), directory.predecessors(tx, id, tx.now), directory.organizations(tx)])
  if (organization === null || resolved === null) throw new Refusal('not-found', 'no such organization')
  const [first] = resolved.via
  const nameOf = new Map(all.map((one) => [one.id, one.name]))
  const into = first === undefined ? null : { merger: first, organization: resolved.organization, sites: await directory.sites(tx, resolved.organization.id), clues: await directory.clues(tx, resolved.organization.id), offer: await directory.offer(tx, resolved.organization.id) }
  const today = tx.now.toISOString().slice(0, 10)
  return {
    kind: 'ours', organization, offer, sites, doctors, clues, into,
    part: first === undefined ? null : { merger: first, of: resolved.organization },
    because: { by: 'name', name: null },
    names: names.filter((one) => one.validFrom === null || one.validFrom <= today),
    joined: before.filter((one) => one.into === id).map((merger) => ({ merger, name: nameOf.get(merger.organization) ?? merger.organization })),
  }
}

const params = z.object({ organization: z.string().max(40) })

export const doorPage = page<'public', DoorData, typeof params>({
  path: '/o/:organization',
  audience: 'public',
  assurance: 'none',
  reads: 'directory',
  audit: 'none',
  rate: 'directory',
  params,
  load: (context, input) => context.run((tx) => loadDoor(context, tx, input.params.organization)),
  view: (data, context) => <View data={data} context={context as PublicContext} />,
})
