// Where does another portal lie? Its official address in full, before anybody leaves. The address comes from the directory by an opaque
// id, never from the address of this page (T21): this page links, it does not redirect.
import { z } from 'zod'
import { Crumb, Facts, LinkButton, Notice, Phones, Points } from '#parts'
import type { Entry } from '#directory'
import { Refusal } from '#kernel'
import { type PublicContext, page } from '#web'
import { find, leave as words } from '../../words/en/find.ts'
import { PublicFrame } from '../frame.tsx'
import { entryPlace } from './place-parts.tsx'
import { RealPage } from './real-page.tsx'

type Leaving = { readonly name: string; readonly url: string | null; readonly portal: string | null; readonly phone: string | null; readonly where: string; readonly names: readonly string[]; readonly trust: 'ours' | 'confirmed' | 'listed'; /** A list gave an address that may not be led to. */ readonly dropped: boolean }

/** The whole address; the part that says whose it is stands out. */
function Address({ url }: { url: string }) {
  const { host, protocol } = new URL(url)
  const rest = url.slice(`${protocol}//${host}`.length)
  return (
    <p class="mt3 address">
      <span class="mute">{`${protocol}//`}</span>
      <b>{host}</b>
      <span class="mute">{rest === '/' ? '' : rest}</span>
    </p>
  )
}

const trustOf = ({ trust, name }: Leaving): string => (trust === 'ours' ? words.byOurs(name) : trust === 'confirmed' ? words.confirmed(name) : words.notConfirmed)

function KnownAddress({ data, url }: { data: Leaving; url: string }) {
  return (
    <>
      <p class="lede">{words.lede}</p>
      <h2 class="mt5">{words.address}</h2>
      <Address url={url} />
      <p class="mt3">
        {trustOf(data)} {words.check}
      </p>
      <div class="bar row-act">
        <LinkButton href={url} icon="out" leaving>{words.go(new URL(url).hostname)}</LinkButton>
        <LinkButton href="/find" quiet>{words.stay}</LinkButton>
      </div>
    </>
  )
}

function UnknownAddress({ data }: { data: Leaving }) {
  return (
    <>
      <p class="lede">{words.noAddress}</p>
      {data.dropped && <Notice kind="warn" heading={words.notOffered} />}
      <p class="mt5">{words.noAddressHow}</p>
      <Points numbered points={words.noAddressSteps} />
    </>
  )
}

function View({ data, context }: { data: Leaving; context: PublicContext }) {
  const facts = [
    ...(data.portal === null ? [] : [{ label: words.facts.portal, value: data.portal }]),
    ...(data.where === '' ? [] : [{ label: words.facts.place, value: <Phones text={data.where} /> }]),
    ...(data.names.length === 0 ? [] : [{ label: words.facts.names, value: data.names.slice(0, 20).join(', ') }]),
  ]
  return (
    <PublicFrame context={context} title={words.title(data.name)} place={{ name: words.tab, line: words.tabLine }} asideLabel={words.tab} aside={<RealPage context={context} />} crumb={<Crumb label={find.title} href="/find" />}>
      <h1>{words.title(data.name)}</h1>
      {data.url === null ? <UnknownAddress data={data} /> : <KnownAddress data={data} url={data.url} />}
      {data.phone !== null && (
        <p class="mt4">
          <Phones text={words.call(data.phone)} />
        </p>
      )}
      {facts.length > 0 && (
        <div class="mt4">
          <Facts facts={facts} />
        </div>
      )}
    </PublicFrame>
  )
}

const declared = { audience: 'public', assurance: 'none', reads: 'directory', audit: 'none', rate: 'directory' } as const

function leavingFor(entry: Entry): Leaving {
  const portal = entry.portals.find((one) => one.url !== null) ?? entry.portals[0]
  return { name: entry.name, url: portal?.url ?? null, portal: portal?.name ?? null, phone: entry.phone, where: entryPlace({ entry }), names: entry.names, trust: entry.confirmed ? 'confirmed' : 'listed', dropped: portal?.sent !== undefined }
}

const entryParams = z.object({ entry: z.string().max(60) })

export const placePage = page<'public', Leaving, typeof entryParams>({
  path: '/find/place/:entry',
  ...declared,
  params: entryParams,
  async load(context, { params }) {
    const entry = await context.run((tx) => context.house.directory.entry(tx, params.entry))
    if (entry === null) throw new Refusal('not-found', 'no such place')
    return leavingFor(entry)
  },
  view: (data, context) => <View data={data} context={context as PublicContext} />,
})

const organizationParams = z.object({ organization: z.string().max(40) })

/** The way out of an organization of ours that uses another portal. */
export const leavePage = page<'public', Leaving, typeof organizationParams>({
  path: '/o/:organization/leave',
  ...declared,
  params: organizationParams,
  async load(context, { params }) {
    const { directory } = context.house
    return context.run(async (tx) => {
      const [organization, offer, [site]] = await Promise.all([directory.organization(tx, params.organization), directory.offer(tx, params.organization), directory.sites(tx, params.organization)])
      if (organization === null || offer.elsewhere === null) throw new Refusal('not-found', 'it uses no other portal')
      return { name: organization.name, url: offer.elsewhere.url, portal: offer.elsewhere.name, phone: site?.phone ?? organization.phone, where: site === undefined ? (organization.address ?? '') : '', names: [], trust: 'ours' as const, dropped: false }
    })
  },
  view: (data, context) => <View data={data} context={context as PublicContext} />,
})
