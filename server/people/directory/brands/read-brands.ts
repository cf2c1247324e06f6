// Which places are in a file? SMART User-access Brands (STU 2.2, Organization with portals), and the lists that vendors publish
// in four other shapes. What cannot be used is named with its reason; one bad entry never takes the others with it.
import { hostName, officialAddress } from '../official-address.ts'
import { glance } from '../find/look-alike.ts'
import type { Listing, Place, Portal } from './listing.ts'

export type BrandShape = 'smart-brands' | 'endpoint-bundle' | 'endpoint-list' | 'base-url-list'
export type ReadListing = Listing & { /** Names given by whoever publishes the list. */ readonly identifiers: readonly string[] }
export type LeftOut = { readonly at: string; readonly because: string }
export type BrandFile = { readonly shape: BrandShape; readonly listings: readonly ReadListing[]; readonly leftOut: readonly LeftOut[] }

/** Why a whole file is not read. */
export class BrandsRefused extends Error {}

const mostEntries = 200_000
const longestName = 120

const states = new Set('AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY GU'.split(' '))

type Json = Readonly<Record<string, unknown>>
const object = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string | null => {
  if (typeof value !== 'string') return null
  const clean = value.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\s+/g, ' ').trim()
  return clean === '' ? null : clean
}

/** Whether a word mixes Latin letters with those of another alphabet that look like them ("Ехаmple"). */
export function mixesAlphabets(name: string): boolean {
  return name.split(/[^\p{L}]+/u).some((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(word)) || (/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(name) && /\p{Script=Latin}/u.test(name) && /^[a-z0-9 ]+$/.test(glance(name.toLowerCase().replace(/[^\p{L}\p{N} ]/gu, ''))))
}

/** "NC - Sollus Pediatrics" is Sollus Pediatrics in North Carolina. */
function nameAndState(value: unknown): { readonly name: string | null; readonly state: string | null } {
  const name = text(value)?.slice(0, longestName).trim() ?? null
  const found = name === null ? null : /^([A-Z]{2}) ?- (\S.*)$/.exec(name)
  return found !== null && states.has(found[1] ?? '') ? { name: found[2] ?? null, state: found[1] ?? null } : { name, state: null }
}

function portalOf(name: string | null, sent: string, description: string | null): Portal {
  const url = officialAddress(sent)
  return { name, url, ...(url === null ? { sent: sent.slice(0, 500) } : {}), ...(description === null ? {} : { description: description.slice(0, 300) }) }
}

function partsOf(extension: Json): ReadonlyMap<string, Json> {
  return new Map(list(extension.extension).map((one) => [String(object(one).url), object(one)] as const).reverse())
}

const portalExtension = 'http://hl7.org/fhir/StructureDefinition/organization-portal'

function portalsOf(organization: Json): Portal[] {
  return list(organization.extension).map(object).filter((one) => one.url === portalExtension).flatMap((one) => {
    const parts = partsOf(one)
    const url = parts.get('portalUrl')
    const sent = text(url?.valueUrl ?? url?.valueUri ?? url?.valueString)
    const name = text(parts.get('portalName')?.valueString)
    return sent === null ? (name === null ? [] : [{ name, url: null }]) : [portalOf(name, sent, text(parts.get('portalDescription')?.valueMarkdown ?? parts.get('portalDescription')?.valueString))]
  })
}

const zip = (value: unknown): string | null => /^(\d{5})(-?\d{4})?$/.exec(text(value) ?? '')?.[1] ?? text(value)?.slice(0, 12) ?? null

function placesOf(organization: Json): Place[] {
  return list(organization.address).map(object).flatMap((one) => {
    const place = { line: text(list(one.line)[0])?.slice(0, 120) ?? null, town: text(one.city)?.slice(0, 80) ?? null, region: text(one.state)?.slice(0, 40) ?? null, postalCode: zip(one.postalCode) }
    return Object.values(place).every((part) => part === null) ? [] : [place]
  })
}

const telecom = (organization: Json, system: string): string | null => text(list(organization.telecom).map(object).find((one) => one.system === system)?.value)

function readOrganization(organization: Json, endpoints: ReadonlyMap<string, string>): ReadListing | null {
  const { name } = nameAndState(organization.name)
  if (name === null) return null
  const references = [...list(organization.endpoint), ...list(organization.extension).map(object).filter((one) => one.url === portalExtension).flatMap((one) => list(one.extension).map((part) => object(part).valueReference))]
  return {
    name,
    names: list(organization.alias).flatMap((one) => text(one)?.slice(0, longestName) ?? []),
    places: placesOf(organization),
    portals: portalsOf(organization),
    website: officialAddress(telecom(organization, 'url') ?? ''),
    phone: telecom(organization, 'phone')?.slice(0, 40) ?? null,
    endpoints: [...new Set(references.flatMap((one) => endpoints.get(lastOf(text(object(one).reference))) ?? []))],
    identifiers: list(organization.identifier).map(object).flatMap((one) => {
      const value = text(one.value)
      return value === null ? [] : [`${text(one.system) ?? ''}|${value}`]
    }),
  }
}

const lastOf = (reference: string | null): string => reference?.split('/').at(-1) ?? ''

/** A brand without a portal of its own is opened through the one it is part of (at most two steps, as the guide says). */
function withParentsPortals(organizations: readonly Json[], read: ReadonlyMap<Json, ReadListing>): ReadListing[] {
  const byId = new Map(organizations.map((one) => [text(one.id) ?? '', one]))
  const portals = (one: Json, steps: number): readonly Portal[] => {
    const own = read.get(one)?.portals ?? []
    const parent = byId.get(lastOf(text(object(one.partOf).reference)))
    return own.length > 0 || parent === undefined || parent === one || steps === 0 ? own : portals(parent, steps - 1)
  }
  return organizations.flatMap((one) => {
    const listing = read.get(one)
    return listing === undefined ? [] : [{ ...listing, portals: portals(one, 2) }]
  })
}

function readBundle(bundle: Json): BrandFile {
  const leftOut: LeftOut[] = []
  const resources = list(bundle.entry).flatMap((one, at) => {
    const resource = object(object(one).resource)
    if (typeof resource.resourceType === 'string') return [{ at: `entry ${at + 1}`, resource }]
    leftOut.push({ at: `entry ${at + 1}`, because: 'it holds no resource' })
    return []
  })
  const endpoints = new Map(resources.filter((one) => one.resource.resourceType === 'Endpoint').flatMap(({ resource }) => {
    const address = text(resource.address)
    return address === null ? [] : [[text(resource.id) ?? '', address] as const]
  }))
  const organizations = resources.filter((one) => one.resource.resourceType === 'Organization')
  if (organizations.length === 0) return readEndpoints(resources, leftOut)
  const read = new Map<Json, ReadListing>()
  for (const { at, resource } of organizations) {
    const listing = readOrganization(resource, endpoints)
    if (listing === null) leftOut.push({ at, because: 'it has no name' })
    else if (resource.active === false) leftOut.push({ at, because: `${listing.name} is not active` })
    else read.set(resource, listing)
  }
  for (const { at, resource } of resources) if (!['Organization', 'Endpoint'].includes(String(resource.resourceType))) leftOut.push({ at, because: `a ${String(resource.resourceType).slice(0, 40)} is no brand` })
  return { shape: 'smart-brands', listings: withParentsPortals(organizations.map((one) => one.resource), read), leftOut }
}

/** Endpoints that carry their organization inside. */
function readEndpoints(resources: readonly { readonly at: string; readonly resource: Json }[], leftOut: LeftOut[]): BrandFile {
  const listings = resources.flatMap(({ at, resource }) => {
    const inside = list(resource.contained).map(object).find((one) => one.resourceType === 'Organization')
    const listing = readOrganization({ ...inside, name: inside?.name ?? resource.name }, new Map())
    const address = text(resource.address)
    if (resource.resourceType === 'Endpoint' && listing !== null && address !== null) return [{ ...listing, endpoints: [address] }]
    leftOut.push({ at, because: resource.resourceType === 'Endpoint' ? 'it has no name or no address' : `a ${String(resource.resourceType).slice(0, 40)} is no brand` })
    return []
  })
  return { shape: 'endpoint-bundle', listings, leftOut }
}

function readRows(rows: readonly unknown[], shape: 'endpoint-list' | 'base-url-list'): BrandFile {
  const leftOut: LeftOut[] = []
  const listings = rows.flatMap((row, at) => {
    const one = object(row)
    const { name, state } = nameAndState(shape === 'endpoint-list' ? one.OrganizationName : one.name)
    const address = text(shape === 'endpoint-list' ? one.URL : one.baseUrl)
    if (name === null || address === null || !URL.canParse(address)) {
      leftOut.push({ at: `row ${at + 1}`, because: name === null ? 'it has no name' : 'it has no address' })
      return []
    }
    const postalCode = zip(one.OrganizationZipCode)
    const npi = text(one.NPIID)
    return [{ name, names: [], places: postalCode === null && state === null ? [] : [{ line: null, town: null, region: state, postalCode }], portals: [], website: null, phone: null, endpoints: [address], identifiers: npi === null ? [] : [`http://hl7.org/fhir/sid/us-npi|${npi}`] }]
  })
  return { shape, listings, leftOut }
}

/** Reads one file. Refuses (BrandsRefused) what is not JSON, or of no shape that holds places. */
export function readBrands(json: string): BrandFile {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new BrandsRefused('it is not JSON')
  }
  if (Array.isArray(value) && value.some((one) => object(one).EndpointName !== undefined)) throw new BrandsRefused('it is a list of lists: it names where lists are, and holds no place itself')
  const file = object(value)
  const rows = [file.Endpoints, file.endpoints, file.entry].find(Array.isArray) as readonly unknown[] | undefined
  if (rows !== undefined && rows.length > mostEntries) throw new BrandsRefused(`it holds more than ${mostEntries} entries`)
  if (file.resourceType === 'Bundle') return readBundle(file)
  if (Array.isArray(file.Endpoints)) return readRows(file.Endpoints, 'endpoint-list')
  if (Array.isArray(file.endpoints)) return readRows(file.endpoints, 'base-url-list')
  throw new BrandsRefused('it is neither a bundle of brands nor a list of endpoints')
}

/** The host of an address as it is registered, for telling vendors apart. */
export const hostOf = (address: string): string | null => (URL.canParse(address) ? hostName(new URL(address).hostname) : null)
