// Sources, messages, keys and links for the addresses of the matrix: each organization has one that sends, and one message that fits nobody.
import { newId } from '#kernel'
import { rowsOf } from '../../given/member.ts'
import type { Cast, Identity } from './cast.ts'
import type { Filled } from './fill.ts'

type Sending = { readonly source: string; readonly message: string; readonly key: string; readonly link: string; /** Two charts that its source merged. */ readonly merge: string }

const organizations = ['lakeside', 'northshore'] as const

async function givenSending({ house, charts }: Cast, organization: string): Promise<Sending> {
  const { databases, inbound, house: rooms } = house.composed
  const source = `matrix-${organization}`
  const feed = `${organization}:${source}`
  await databases.operate.run(async (tx) => {
    await rooms.sources.registry.put(tx, { key: source, organization, name: 'Matrix', route: 'fhir', authorities: ['urn:matrix:here'], opensCharts: 'registration' })
    await rooms.sources.credentials.newToken(tx, feed)
  })
  const send = async (id: string): Promise<string> => {
    const entry = [
      { fullUrl: `urn:uuid:${id}`, resource: { resourceType: 'Patient', id, identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, system: 'urn:matrix:elsewhere', value: `E${id.slice(-6)}` }], birthDate: '1951-03-04', name: [{ given: ['Zacharias'], family: 'Quillfeather' }] } },
      { resource: { resourceType: 'AllergyIntolerance', id: newId(), patient: { reference: `urn:uuid:${id}` }, code: { text: 'Quills' } } },
    ]
    const bytes = Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }))
    const [kept] = await inbound.feeds.keep([{ feed, form: 'fhir', name: id, kind: 'transaction', sentAt: null, bytes }])
    return kept?.id ?? ''
  }
  const [message, filed] = [await send(newId()), await send(newId())]
  await inbound.feeds.work()
  const [open] = await rowsOf<{ whom: { people: { whom: string }[] } }>(house, 'select whom from inbound_message where feed = $1 and id = $2', [feed, filed])
  const patient = (organization === 'lakeside' ? charts.walter : charts.bela)[0] ?? ''
  const { link } = await rooms.sources.placement.place({ message: { feed, id: filed }, whom: open?.whom.people[0]?.whom ?? '', patient, reason: 'The sender says so.', by: { person: null, name: 'Matrix', organization, role: 'records-office' } })
  await inbound.feeds.work()
  const [key] = await rowsOf<{ id: string }>(house, 'select id from inbound_credential where feed = $1', [feed])
  const pair = [1, 2].map((nth) => ({ resourceType: 'Patient', id: `${organization}-pair-${nth}`, identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, system: 'urn:matrix:here', value: `PAIR${nth}${organization}` }], birthDate: '1949-08-17', name: [{ given: ['Perpetua'], family: 'Oddfellow' }] }))
  const bundle = { resourceType: 'Bundle', type: 'transaction', entry: pair.map((one, at) => ({ fullUrl: `urn:uuid:${one.id}`, resource: at === 0 ? one : { ...one, link: [{ type: 'replaced-by', other: { reference: `Patient/${organization}-pair-1` } }] } })) }
  await inbound.feeds.keep([{ feed, form: 'fhir', name: 'pair', kind: 'transaction', sentAt: null, bytes: Buffer.from(JSON.stringify(bundle)) }])
  await inbound.feeds.work()
  const [merge] = await rowsOf<{ id: string }>(house, "select id from patients_merge where source = $1 and valid_until = 'infinity'", [feed])
  return { source, message, link, merge: merge?.id ?? '', key: key?.id ?? '' }
}

let made: Promise<ReadonlyMap<string, Sending>> | undefined

/** One of theirs, and one of the other organization. */
export const sendingOf = (part: keyof Sending, missing: string) => async (cast: Cast, who: Identity): Promise<Filled> => {
  // One after the other: what one works on, the other does not find.
  made ??= (async () => {
    // Long enough that their digits stand nowhere else in an answer.
    await rowsOf(cast.house, 'alter table inbound_message alter column id restart with 730001951')
    const sending = new Map<string, Sending>()
    for (const one of organizations) sending.set(one, await givenSending(cast, one))
    return sending
  })()
  const all = await made
  const others = [...all].filter(([organization]) => organization !== who.organization)
  return { own: all.get(who.organization ?? '')?.[part] ?? null, foreign: others.map(([, one]) => one[part]), missing }
}
