// What does a test of feeds get? A fresh house of records with two organizations, and sources that send.
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { type Inbound, type InboundUses, openInbound } from '#inbound'
import { type Log, newId } from '#kernel'
import { type Patients, openPatients } from '#patients'
import { openRelease } from '#release/policy'
import type { MessageState } from '../../contract/message-states.ts'
import { type GivenDatabase, asOwner, givenDatabase } from '../given/database.ts'

export type MessageRow = { readonly id: string; readonly feed: string; readonly name: string; readonly state: MessageState; readonly reasons: readonly string[]; readonly awaits: readonly string[]; readonly tries: number; readonly links: readonly string[]; readonly same_as: string | null; readonly detail: Readonly<Record<string, unknown>> | null; readonly whom: { readonly people: readonly { readonly whom: string }[] } | null }
export type RecordRow = { readonly id: string; readonly mrn: string; readonly name: string; readonly status: string | null; readonly removed: boolean }

export type GivenFeeds = {
  readonly database: GivenDatabase
  readonly inbound: Inbound
  readonly patients: Patients
  /** A second house on the same database, as another process would be. */
  another(more?: Pick<InboundUses, 'apart' | 'log'>): Inbound
  /** Adds a feed. */
  feed(key: string, more?: Partial<Parameters<Inbound['feeds']['registry']['put']>[1]>): Promise<string>
  /** Keeps FHIR resources as one message and gives its number. */
  send(feed: string, resources: readonly object[], name?: string): Promise<string>
  /** Keeps one HL7 v2 message, its segments after MSH, and gives its number. */
  sendV2(feed: string, message: V2): Promise<string>
  messages(): Promise<readonly MessageRow[]>
  message(id: string): Promise<MessageRow>
  /** What stands in charts of an organization, by record number. */
  records(organization?: string): Promise<readonly RecordRow[]>
  look<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  end(): Promise<void>
}

/** `at`: MSH-7. */
export type V2 = { readonly type: string; readonly control: string; readonly at: string; readonly lines: readonly string[] }
export const v2 = ({ type, control, at, lines }: V2): Buffer => Buffer.from([`MSH|^~\\&|EHR|LAKESIDE|PORTAL|PORTAL|${at}||${type}|${control}|P|2.5.1`, ...lines].join('\r'))
/** A PID with a number of Lakeside. */
export const pid = (mrn: string, { name = 'Alvarez^Rosa', born = '19680229', authority = 'LAKESIDE', more = '' } = {}): string => `PID|1||${mrn}^^^${authority}^MR||${name}||${born}|F${more}`
/** A final result. */
export const result = (order: string, { name = '2093-3^Cholesterol^LN', value = '184', status = 'F', at = '20261101090000-0500' } = {}): readonly string[] => [`OBR|1|P${order}^EHR|${order}^LAB|${name}|||${at}||||||||||||||||${at}||LAB|${status}`, `OBX|1|NM|${name}||${value}|mg/dL|<200|N|||${status}|||${at}`]

/** `log` hears of faults. */
export async function givenFeeds(log?: Log): Promise<GivenFeeds> {
  const database = await givenDatabase()
  const directory = openDirectory()
  const release = openRelease()
  const patients = openPatients({ keys: database.keys })
  for (const id of ['lakeside', 'riverside']) await database.operate.run((tx) => directory.put(tx, { id, name: id, phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  const another = (more: Pick<InboundUses, 'apart' | 'log'> = {}) => openInbound({ audit: openAudit(), directory, patients, keys: database.keys, clock: database.clock, database: database.feed, decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records), ...(log === undefined ? {} : { log }), ...more })
  const inbound = another()
  const opened: Inbound[] = [inbound]
  const look = <Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> => asOwner(database.owner, async (client) => (await client.query(sql, [...values])).rows as Row[])
  const messages = () => look<MessageRow>('select id::text, feed, name, state, reasons, awaits, tries, links, same_as::text, detail, whom from inbound_message m order by m.id')
  return {
    database, inbound, patients, look, messages,
    another(more) {
      const one = another(more)
      opened.push(one)
      return one
    },
    async feed(key, more = {}) {
      const made = await database.operate.run((tx) => inbound.feeds.registry.put(tx, { key, organization: 'lakeside', name: `Lakeside ${key}`, route: 'fhir', ...more }))
      return made.id
    },
    async send(feed, resources, name = newId()) {
      const body = resources.length === 1 ? resources[0] : { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }
      const [kept] = await inbound.feeds.keep([{ feed, form: 'fhir', name, kind: 'collection', sentAt: null, bytes: Buffer.from(JSON.stringify(body)) }])
      if (kept === undefined) throw new Error('keep told of no message')
      return kept.id
    },
    async sendV2(feed, message) {
      const bytes = v2(message)
      const [kept] = await inbound.feeds.keep([{ feed, form: 'hl7v2', name: message.control, kind: message.type, sentAt: null, bytes }])
      if (kept === undefined) throw new Error('keep told of no message')
      return kept.id
    },
    async message(id) {
      const found = (await messages()).find((one) => one.id === id)
      if (found === undefined) throw new Error(`no message ${id}`)
      return found
    },
    records: (organization = 'lakeside') => look<RecordRow>(`select r.id, p.mrn, r.card ->> 'name' as name, r.card ->> 'status' as status, r.removed_at is not null as removed from store_record r join patients_patient p on p.id = r.patient where p.organization = $1 order by p.mrn, r.card ->> 'name', r.id`, [organization]),
    async end() {
      for (const one of opened) await one.close()
      await database.end()
    },
  }
}

/** The number of a chart as an EHR sends it. */
export const mr = (value: string, system: string | null = 'https://lakeside.example/mrn') => ({ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, ...(system === null ? {} : { system }), value })
/** A Patient under a record number. */
export const person = (id: string, mrn: string, more: object = {}): object => ({ resourceType: 'Patient', id, identifier: [mr(mrn)], name: [{ use: 'official', family: 'Alvarez', given: ['Rosa'] }], birthDate: '1968-02-29', ...more })
/** Something known about a Patient. */
export const problem = (id: string, patient: string, more: { readonly text?: string; readonly meta?: object; readonly status?: string } = {}): object => ({
  resourceType: 'Condition', id, subject: { reference: `Patient/${patient}` }, code: { text: more.text ?? `Problem ${id}` }, recordedDate: '2026-01-02',
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  ...(more.status === undefined ? {} : { verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: more.status }] } }), ...(more.meta === undefined ? {} : { meta: more.meta }),
})
