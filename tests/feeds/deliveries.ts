// What do the tests of "the same in any order" send? Sets of messages in the order of their sources, from this project and, where they are there, from others.
import type { MessageForm } from '../../contract/message-states.ts'
import { demoCalendar } from '../../demo/make-demo.ts'
import { makeHospitalDay } from '../../demo/feed/hospital-day.ts'
import { messageText } from '../../demo/feed/hl7v2/write-message.ts'
import { openLakesideDay } from '../../demo/feed/lakeside/day.ts'
import { registered } from '../../demo/feed/lakeside/two-charts.ts'
import type { Step } from '../../demo/feed/step.ts'
import { hannahFacts } from '../../demo/people/hannah.ts'
import { rosaFacts } from '../../demo/people/rosa/rosa.ts'
import { minhChauFacts, noorFacts } from '../../demo/people/short-records.ts'
import { walterFacts } from '../../demo/people/walter/walter.ts'
import { readBundle } from '../../server/records/inbound/read-bundle.ts'
import { documentWith, problemEntry } from '../standards/ccda-written.ts'
import { cases } from '../standards/multi-org-given.ts'

export type Sent = { readonly organization: string; readonly form: MessageForm; readonly name: string; readonly kind: string; readonly bytes: Buffer }

export type DeliverySet = {
  readonly name: string
  readonly sent: readonly Sent[]
  /** Whose record numbers are the organization's. */
  readonly authorities: Readonly<Record<string, readonly string[]>>
}

const today = '2026-11-20'
const sentOf = ({ form, name, kind, bytes, feed }: Step): Sent => ({ organization: feed.split(':')[0] ?? '', form, name, kind, bytes })

/** The demo's people as registration sends them, then the whole hospital day of both organizations. */
export function hospitalDay(): DeliverySet {
  const day = openLakesideDay(demoCalendar(today))
  const people = [hannahFacts, rosaFacts, walterFacts, noorFacts, minhChauFacts].map((facts) => registered(day, { key: `registered-${facts.key}`, at: '00:01', says: '' }, facts))
  return { name: 'a hospital day', sent: [...people, ...makeHospitalDay(today)].map(sentOf), authorities: { lakeside: ['LAKESIDE'], northshore: ['https://northshore.example/mrn'] } }
}

/** Every resource of the FHIR pushes of the day as a message of its own, byte for byte, but pointing at the others as a server does. */
export function singleResources(): DeliverySet {
  const sent = makeHospitalDay(today).filter((step) => step.form === 'fhir').flatMap((step): Sent[] => {
    const { entries } = readBundle(step.bytes)
    const types = new Map(entries.map(({ fullUrl, type, sourceId }) => [fullUrl, `${type}/${sourceId}`]))
    const relative = (text: string): string => text.replaceAll(/urn:uuid:[0-9a-f-]{36}/g, (url) => types.get(url) ?? url)
    return entries.map(({ type, sourceId, text }) => ({ organization: 'northshore', form: 'fhir', name: `${step.name}-${sourceId}`, kind: type, bytes: Buffer.from(relative(Buffer.from(text).toString('utf8'))) }))
  })
  return { name: 'single resources', sent, authorities: { northshore: ['https://northshore.example/mrn'] } }
}

/** As `singleResources`, each push as the bundle it is. */
export const wholeBundles = (): DeliverySet => ({ name: 'whole bundles', sent: makeHospitalDay(today).filter((step) => step.form === 'fhir').map(sentOf), authorities: { northshore: ['https://northshore.example/mrn'] } })

type Corrected = { readonly control: string; readonly at: string; readonly status: string; readonly value: string }

function correction({ control, at, status, value }: Corrected): Sent {
  const text = messageText([
    { name: 'MSH', fields: { 3: 'LAB', 4: 'LAKESIDE', 7: `${at}-0500`, 9: ['ORU', 'R01', 'ORU_R01'], 10: control, 11: 'P', 12: '2.5.1' } },
    { name: 'PID', fields: { 1: '1', 3: ['C1', undefined, undefined, ['LAKESIDE'], 'MR'], 5: ['Okonjo', 'Ada'], 7: '19800101', 8: 'F' } },
    { name: 'OBR', fields: { 1: '1', 2: 'O1', 3: 'F1', 4: ['24331-1', 'Lipid panel', 'LN'], 7: '20261118070000-0500', 25: status === 'D' ? 'C' : status } },
    { name: 'OBX', fields: { 1: '1', 2: 'NM', 3: ['2093-3', 'Cholesterol', 'LN'], 5: value, 6: 'mg/dL', 7: '<200', 11: status } },
  ])
  return { organization: 'lakeside', form: 'hl7v2', name: control, kind: 'ORU^R01', bytes: Buffer.from(text) }
}

/** One result that is told five times, the last time as deleted and then once more; and a chart whose contacts change. */
export function corrections(): DeliverySet {
  const registration = (control: string, at: string, { phone, event, name = 'Okonjo' }: { readonly phone: string; readonly event: string; readonly name?: string }): Sent => ({
    organization: 'lakeside', form: 'hl7v2', name: control, kind: `ADT^${event}`, bytes: Buffer.from(messageText([
      { name: 'MSH', fields: { 3: 'EHR', 4: 'LAKESIDE', 7: `${at}-0500`, 9: ['ADT', event], 10: control, 11: 'P', 12: '2.5.1' } },
      { name: 'EVN', fields: { 2: `${at}-0500` } },
      { name: 'PID', fields: { 1: '1', 3: ['C1', undefined, undefined, ['LAKESIDE'], 'MR'], 5: [name, 'Ada'], 7: '19800101', 8: 'F', 13: phone } },
    ])),
  })
  return {
    name: 'corrections',
    authorities: { lakeside: ['LAKESIDE'] },
    sent: [
      registration('A1', '20261118060000', { phone: '555-0101', event: 'A28' }),
      correction({ control: 'C1', at: '20261118080000', status: 'P', value: '240' }),
      correction({ control: 'C2', at: '20261118090000', status: 'F', value: '204' }),
      registration('A2', '20261118093000', { phone: '""', event: 'A08' }),
      correction({ control: 'C3', at: '20261118100000', status: 'C', value: '184' }),
      correction({ control: 'C4', at: '20261118110000', status: 'D', value: '184' }),
      correction({ control: 'C5', at: '20261118120000', status: 'C', value: '186' }),
      registration('A3', '20261118123000', { phone: '555-0103', event: 'A08', name: 'Okonjo-Bell' }),
    ],
  }
}

/** Clinical documents: versions of one, one that replaces another, an older one that says otherwise, and the chart they are about. */
export function documents(): DeliverySet {
  const asthma = problemEntry({ name: 'Asthma', code: '195967001' })
  const cold = problemEntry({ name: 'Cold', code: '82272006' })
  const versioned = (version: number) => `<setId root="8.8.8" extension="set"/><versionNumber value="${version}"/>`
  const replaces = '<relatedDocument typeCode="RPLC"><parentDocument><id root="9.9.9" extension="R1"/></parentDocument></relatedDocument>'
  const xmls = [
    documentWith({ id: 'V1', entries: cold, header: versioned(1), effective: '20260301' }),
    documentWith({ id: 'V2', entries: asthma, header: versioned(2), effective: '20260302' }),
    documentWith({ id: 'R1', entries: asthma + problemEntry({ name: 'Rash', code: '271807003' }), effective: '20260303' }),
    documentWith({ id: 'R2', entries: asthma, header: replaces, effective: '20260304' }),
    documentWith({ id: 'O1', entries: problemEntry({ name: 'Asthma', code: '195967001', high: '2026' }), effective: '20260305' }),
  ]
  const patient = { resourceType: 'Patient', id: 'p1', identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, system: 'urn:oid:1.2.3.4', value: 'M1' }], name: [{ family: 'Alvarez', given: ['Rosa'] }], birthDate: '1968-02-29', gender: 'female' }
  return {
    name: 'clinical documents', authorities: { lakeside: [] },
    sent: [{ organization: 'lakeside', form: 'fhir', name: 'patient', kind: 'Patient', bytes: Buffer.from(JSON.stringify(patient)) }, ...xmls.map((xml, at): Sent => ({ organization: 'lakeside', form: 'ccda', name: `document-${at}.xml`, kind: 'C-CDA', bytes: Buffer.from(xml) }))],
  }
}

/** The feeds of six people (../shared/data/multi-org); null where they are not there. */
export function feedsOfOthers(): DeliverySet | null {
  const messages = cases().flatMap((one) => one.messages)
  if (messages.length === 0) return null
  const field = (message: string, at: number): string => message.split('\r', 1)[0]?.split('|')[at - 1] ?? ''
  return { name: 'feeds of others', authorities: { riverside: ['RIVERSIDE'] }, sent: messages.map((message) => ({ organization: 'riverside', form: 'hl7v2', name: field(message, 10), kind: field(message, 9).split('^').slice(0, 2).join('^'), bytes: Buffer.from(message) })) }
}
