// What stands at the doors of the demo's hospitals, and which made-up places around them use another portal?
import type { Merger } from '../contract/mergers.ts'
import { type Offer, usualOffer } from '../contract/offers.ts'
import type { OpeningHours, Span } from '../contract/opening-hours.ts'

type DemoSite = { readonly name: string; readonly line: string; readonly town: string; readonly zip: string; readonly phone: string; readonly hours: OpeningHours }
type DemoClue = { readonly kind: 'sender-domain' | 'web-address' | 'bill-phrase'; readonly value: string }

export type DemoDoor = {
  readonly organization: string
  readonly offer: Offer
  readonly sites: readonly DemoSite[]
  readonly names: readonly { readonly name: string; readonly use: 'former' | 'alias' | 'bill'; readonly validUntil: string | null }[]
  readonly doctors: readonly { readonly name: string; readonly specialty: string }[]
  readonly clues: readonly DemoClue[]
}

/** Organizations that are only doors here: one became part of Lakeside, one gives codes in person, one uses another portal. */
export type DoorOnly = { readonly id: string; readonly name: string; readonly phone: string; readonly hours: string; readonly address: string }

const span = (opens: string, closes: string): Span => ({ opens, closes })
const daily = (monday: readonly Span[], friday: readonly Span[] = monday): OpeningHours['week'] => [monday, monday, monday, monday, friday, [], []]

/** Thanksgiving, the day after, and Christmas of a year. */
function holidays(year: number): OpeningHours['days'] {
  const first = new Date(Date.UTC(year, 10, 1)).getUTCDay()
  const thanksgiving = 1 + ((11 - first) % 7) + 21
  return [
    { date: `${year}-11-${thanksgiving}`, name: 'Thanksgiving', spans: [] },
    { date: `${year}-12-25`, name: 'Christmas', spans: [] },
  ]
}

export const doorsOnly: readonly DoorOnly[] = [
  { id: 'st-brigids', name: 'St. Brigid’s Hospital', phone: '555-0142', hours: 'Mon–Fri 7 am–7 pm', address: '75 Chapel Road, Harbor City, ME 04102' },
  { id: 'pier-street', name: 'Pier Street Free Clinic', phone: '555-0171', hours: 'Mon–Thu 9 am–4 pm, Fri 9 am–noon', address: '9 Pier Street, Harbor City, ME 04101' },
  { id: 'pine-hill', name: 'Pine Hill Children’s Hospital', phone: '555-0190', hours: 'Mon–Fri 8 am–5 pm', address: '2 Pine Hill Road, Harbor City, ME 04105' },
]

/** St. Brigid's became part of Lakeside at the beginning of the summer before last. */
export const demoMergers = (year: number): readonly Omit<Merger, 'id'>[] => [
  { organization: 'st-brigids', into: 'lakeside', kind: 'merged', from: `${year - 1}-06-01T04:00:00Z`, until: null, mrnPrefix: 'SB', changed: ['name', 'email'] },
]

/** The doors, with the holidays of the year. */
export function demoDoors(year: number): readonly DemoDoor[] {
  const days = holidays(year)
  const site = (name: string, [line = '', town = '', zip = '']: readonly string[], { phone, week }: { readonly phone: string; readonly week: OpeningHours['week'] }): DemoSite => ({ name, line, town, zip, phone, hours: { week, days } })
  return [
    {
      organization: 'lakeside',
      offer: { ...usualOffer('lakeside'), mrnRule: { leadingZeros: 'ignored' } },
      sites: [
        site('Lakeside main building', ['400 Harbor Street', 'Harbor City', '04101'], { phone: '555-0142', week: daily([span('07:00', '19:00')]) }),
        site('Lakeside walk-in clinic', ['12 Mill Lane', 'Millbrook', '04109'], { phone: '555-0146', week: [...daily([span('08:00', '20:00')]).slice(0, 5), [span('09:00', '17:00')], [span('09:00', '13:00')]] }),
      ],
      names: [{ name: 'Harbor City General', use: 'former', validUntil: '2009-01-01' }, { name: 'LKSD HLTH PHYS GRP', use: 'bill', validUntil: null }],
      doctors: [{ name: 'Dr. Adaeze Okafor', specialty: 'Family medicine' }, { name: 'Dr. Wei Chen', specialty: 'Heart' }],
      clues: [{ kind: 'sender-domain', value: 'lakeside.example' }, { kind: 'web-address', value: 'www.lakeside.example' }],
    },
    {
      organization: 'northshore',
      offer: usualOffer('northshore'),
      sites: [site('Northshore Hospital', ['90 Point Road', 'North Harbor', '04103'], { phone: '555-0164', week: daily([span('08:00', '18:00')]) })],
      names: [{ name: 'Northshore Imaging', use: 'former', validUntil: '2019-07-01' }],
      doctors: [{ name: 'Dr. Priya Patel', specialty: 'Imaging' }],
      clues: [{ kind: 'sender-domain', value: 'northshore.example' }],
    },
    {
      organization: 'st-brigids',
      offer: usualOffer('st-brigids'),
      sites: [site('St. Brigid’s building', ['75 Chapel Road', 'Harbor City', '04102'], { phone: '555-0142', week: daily([span('07:00', '19:00')]) })],
      names: [{ name: 'St. Brigid’s Infirmary', use: 'alias', validUntil: null }],
      doctors: [],
      clues: [{ kind: 'sender-domain', value: 'stbrigids.example' }],
    },
    {
      organization: 'pier-street',
      offer: { ...usualOffer('pier-street'), signUp: 'in-person', proofs: [], codes: ['desk'], inPersonNote: 'Bring a photo ID to the desk.' },
      sites: [site('Pier Street desk', ['9 Pier Street', 'Harbor City', '04101'], { phone: '555-0171', week: daily([span('09:00', '16:00')], [span('09:00', '12:00')]) })],
      names: [{ name: 'Harbor Free Clinic', use: 'former', validUntil: '2021-01-01' }],
      doctors: [{ name: 'Dr. Sam Rivera', specialty: 'Family medicine' }],
      clues: [{ kind: 'sender-domain', value: 'pierstreet.example' }],
    },
    {
      organization: 'pine-hill',
      offer: { ...usualOffer('pine-hill'), signUp: 'elsewhere', proofs: [], codes: [], elsewhere: { name: 'Pine Hill Online', url: 'https://my.pinehill.example/' } },
      sites: [site('Pine Hill main entrance', ['2 Pine Hill Road', 'Harbor City', '04105'], { phone: '555-0190', week: daily([span('08:00', '17:00')]) })],
      names: [],
      doctors: [{ name: 'Dr. Lena Fischer', specialty: 'Children' }],
      clues: [{ kind: 'sender-domain', value: 'pinehill.example' }],
    },
  ]
}

const brand = (id: string, name: string, rest: object) => ({ fullUrl: `urn:uuid:${id}`, resource: { resourceType: 'Organization', id, active: true, name, identifier: [{ system: 'urn:ietf:rfc:3986', value: `https://${id}.example` }], telecom: [{ system: 'url', value: `https://${id}.example` }], ...rest } })
const portal = (name: string, url: string) => ({ url: 'http://hl7.org/fhir/StructureDefinition/organization-portal', extension: [{ url: 'portalName', valueString: name }, { url: 'portalUrl', valueUrl: url }] })
const at = (city: string, postalCode: string) => [{ city, state: 'ME', postalCode, country: 'US' }]

/** A list of places that use other portals, as one would come from outside. */
export const demoBrands = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    brand('bayview', 'Bayview Orthopedics', { alias: ['Bayview Bone and Joint'], address: at('Harbor City', '04101'), extension: [portal('Bayview Patient Site', 'https://patients.bayview.example/')] }),
    brand('granite', 'Granite Valley Medical Center', { address: at('Granite', '04401'), extension: [portal('MyGranite', 'https://my.granite.example/in')] }),
    brand('elmwood', 'Elmwood Eye Associates', { address: at('North Harbor', '04103') }),
  ],
} as const
