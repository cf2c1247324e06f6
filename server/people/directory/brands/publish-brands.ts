// What do we publish about ourselves, for apps and for other directories? A User-access Brands Bundle (SMART App Launch STU 2.2):
// one brand for each organization, with its names, places and the portal people are led to.
import { createHash } from 'node:crypto'
import { type KnownPlaces, type Ours, mergerAt, namesOf } from '../find/known-places.ts'

const profile = 'http://hl7.org/fhir/smart-app-launch/StructureDefinition'
const provider = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/organization-type', code: 'prov', display: 'Healthcare Provider' }] }

export type PublishedBrands = { readonly json: string; /** Weak: the same content, not the same bytes. */ readonly etag: string }

/** Where an organization's own site is; without one its door here. */
const websiteOf = ({ organization, clues }: Ours, publicUrl: string): string => {
  const own = clues.find((one) => one.kind === 'web-address')?.value
  return own === undefined ? `${publicUrl}/o/${organization.id}` : `https://${own}`
}

function portalOf({ organization, offer }: Ours, publicUrl: string) {
  const url = offer.elsewhere?.url ?? `${publicUrl}/o/${organization.id}`
  return {
    url: 'http://hl7.org/fhir/StructureDefinition/organization-portal',
    extension: [
      { url: 'portalName', valueString: offer.elsewhere?.name ?? organization.name },
      { url: 'portalUrl', valueUrl: url },
    ],
  }
}

function brandOf(one: Ours, { publicUrl, now, today }: { readonly publicUrl: string; readonly now: Date; readonly today: string }) {
  const { organization, sites } = one
  const [name, ...others] = namesOf(one, today)
  const merger = mergerAt(one, now)
  const address = sites.map((site) => ({
    ...(site.line === null ? {} : { line: [site.line] }),
    ...(site.town === null ? {} : { city: site.town }),
    ...(site.region === null ? {} : { state: site.region }),
    ...(site.postalCode === null ? {} : { postalCode: site.postalCode }),
  })).filter((site) => Object.keys(site).length > 0)
  return {
    fullUrl: `${publicUrl}/brands/Organization/${organization.id}`,
    resource: {
      resourceType: 'Organization',
      id: organization.id,
      meta: { profile: [`${profile}/user-access-brand`] },
      // What became part of another is opened through it.
      ...(merger === null ? { extension: [portalOf(one, publicUrl)] } : {}),
      identifier: [{ system: 'urn:ietf:rfc:3986', value: websiteOf(one, publicUrl).replace('https://www.', 'https://') }],
      active: true,
      type: [provider],
      name,
      ...(others.length === 0 ? {} : { alias: others }),
      telecom: [{ system: 'url', value: websiteOf(one, publicUrl) }],
      ...(address.length === 0 ? {} : { address }),
      ...(merger === null ? {} : { partOf: { reference: `Organization/${merger.into}` } }),
    },
  }
}

/** The bundle of all organizations of this installation. `changedAt`: when what it says last changed. */
export function publishBrands(places: KnownPlaces, { publicUrl, now, changedAt }: { readonly publicUrl: string; readonly now: Date; readonly changedAt: string }): PublishedBrands {
  const today = now.toISOString().slice(0, 10)
  const entry = [...places.ours.values()].map((one) => brandOf(one, { publicUrl, now, today }))
  const etag = `W/"${createHash('sha256').update(JSON.stringify(entry)).digest('base64url').slice(0, 22)}"`
  return { json: JSON.stringify({ resourceType: 'Bundle', id: 'brands', meta: { lastUpdated: changedAt, profile: [`${profile}/user-access-brands-bundle`] }, type: 'collection', timestamp: changedAt, entry }), etag }
}
