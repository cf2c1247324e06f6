// Whose it is, said by staff, and taken back: a dated link files what waited and what follows; undone, all of it leaves the chart as if it
// had never been there, and waits for staff again (security.md T23).
import type { Audit } from '#audit'
import { type Database, type Id, Refusal, type Statement, type Tx, newId, statement } from '#kernel'
import type { Patients } from '#patients'
import type { WrittenRow } from '#store/in'
import { takeReceiptsBack } from '../counts/ledger.ts'
import { aboutMerges } from '../../../../contract/message-states.ts'
import { type RemakingUses, formOf, remake, remakeHistories } from '../writing/remake.ts'

/** Who decides: staff of an organization, or an operator (organization null). */
export type By = { readonly person: Id | null; readonly name: string; readonly organization: string | null; readonly role: string | null }
export type MessageName = { readonly feed: string; readonly id: string }

/** A link that staff made. */
export type Link = { readonly id: Id; readonly whom: string; readonly patient: Id; readonly reason: string; readonly madeAt: string; readonly madeBy: string; readonly endedAt: string | null; readonly endedBy: string | null; readonly endedReason: string | null }

export type PlaceUses = RemakingUses & {
  readonly audit: Audit
  readonly patients: Patients
  readonly database: Database
  readonly decided: (tx: Tx, rows: readonly WrittenRow[]) => Promise<void>
  /** Tells release of records that are no more, in the same transaction. */
  readonly forgotten: (tx: Tx, patient: Id, records: readonly Id[]) => Promise<void>
}

type Open = { organization: string; space: string; state: string; people: readonly { readonly whom: string; readonly reasons: readonly string[] }[] | null }
const readOpen: Statement<Open> = statement('inbound.open_message', `select m.organization, f.space, m.state, m.whom -> 'people' as people from inbound_message m join inbound_feed f on f.id = m.feed where m.feed = $1 and m.id = $2 for update of m`)
const insertLink: Statement<{ id: Id }> = statement('inbound.link', `insert into inbound_link (id, organization, space, whom, patient, reason, made_at, made_by, made_by_name) values ($1, $2, $3, $4, $5, $6, app_now(), $7, $8)
  on conflict (organization, space, whom) where ended_at is null do nothing returning id`)
// Whatever else of the same system waits for the same person.
const replaySame: Statement<{ id: string }> = statement('inbound.replay_same', `update inbound_message m set state = 'waiting', tries = 0, due_at = null, done_at = null from inbound_feed f
  where f.id = m.feed and f.space = $2 and m.organization = $1 and m.state = 'unplaced' and m.whom @> $3 returning m.id`)
const overlookOne: Statement<{ id: string }> = statement('inbound.overlook', `update inbound_message set state = 'waiting', tries = 0, due_at = null, done_at = null, overlook = true, decided_by_name = $3 where feed = $1 and id = $2 and state = 'unplaced' returning id`)
const endLink: Statement<{ organization: string; patient: Id }> = statement('inbound.end_link', `update inbound_link set ended_at = app_now(), ended_by = $2, ended_by_name = $3, ended_reason = $4
  where id = $1 and ended_at is null and ($5::text is null or organization = $5) returning organization, patient`)
const replayLinked: Statement<{ id: string }> = statement('inbound.replay_linked', `update inbound_message set state = 'waiting', tries = 0, due_at = null, done_at = null where links @> array[$1::uuid] and state in ('done', 'unplaced') returning id`)
const readLinks: Statement<Link> = statement('inbound.links_of', `select l.id, l.whom, l.patient, l.reason, l.made_at as "madeAt", l.made_by_name as "madeBy", l.ended_at as "endedAt", l.ended_by_name as "endedBy", l.ended_reason as "endedReason"
  from inbound_link l where l.organization = $1 and ($2::uuid is null or l.patient = $2) order by l.made_at desc, l.id limit 200`)

const tooLong = 500
export function checkReason(reason: string): void {
  if (reason.trim() === '' || reason.length > tooLong) throw new Refusal('form-not-understood', 'a reason of 1 to 500 signs')
}
const here = (by: By, organization: string): boolean => by.organization === null || by.organization === organization
export const actor = (by: By) => ({ actor: by.person, actorRole: by.organization === null ? ('system' as const) : ('staff' as const), actorName: by.name, ...(by.organization === null ? {} : { detail: { organization: by.organization, role: by.role ?? '' } }) })

export type Placement = {
  /**
   * Says that somebody a message names is this patient: what waits for them, and what follows under the same name, is filed there from now
   * on; the chart itself stays as it is. `whom` is one of the people the message was left waiting for. Refuses `not-found` (no such message,
   * person or chart at this organization), `form-not-understood`.
   */
  place(what: { readonly message: MessageName; readonly whom: string; readonly patient: Id; readonly reason: string; readonly by: By }): Promise<{ readonly link: Id }>
  /** Says that what speaks against the number (a name, a birth date, two charts that merge) is no contradiction in this one message. Refuses `not-found`. */
  accept(what: { readonly message: MessageName; readonly reason: string; readonly by: By }): Promise<void>
  /** Takes a link back: everything that came by it leaves the chart and waits again. Refuses `not-found`, `form-not-understood`. */
  undo(what: { readonly link: Id; readonly reason: string; readonly by: By }): Promise<{ readonly records: number; readonly messages: number }>
  /** Links of an organization, newest first; of one chart, where it is named (role desk, feed or operate). */
  links(tx: Tx, organization: string, patient: Id | null): Promise<readonly Link[]>
}

async function openMessage(tx: Tx, { feed, id }: MessageName, by: By): Promise<Open> {
  const [open] = /^\d{1,18}$/.test(id) ? await tx.query(readOpen, [feed, id]) : []
  if (open === undefined || open.state !== 'unplaced' || !here(by, open.organization)) throw new Refusal('not-found', 'no message that waits for staff here')
  return open
}

/** Everything that came by a link leaves one chart; what also came otherwise is made anew from what is left. */
async function leave(tx: Tx, uses: PlaceUses, { patient, link, by }: { readonly patient: Id; readonly link: Id; readonly by: By }): Promise<number> {
  const { store } = uses
  const [, taken] = await Promise.all([store.remaking(tx), store.takeOut(tx, patient, link)])
  const [texts, concerned] = taken.again.length === 0 ? [[], []] : await Promise.all([store.textsOf(tx, patient, null), store.textsOf(tx, patient, taken.again)])
  // Read with all that stands beside them; of documents, each alone.
  const papers = new Set(concerned.map((one) => one.id))
  const { written, made, unread, pasts } = await remake(tx, uses, { patient, texts: texts.filter((one) => formOf(one) !== 'ccda' || papers.has(one.id)), only: new Set(taken.again) })
  await store.afterwards(tx, patient, taken)
  const past = await remakeHistories(tx, uses, { pasts, written })
  // What was left of it makes no record any more.
  const left = new Set([...made, ...unread, ...past.told])
  const gone = [...taken.gone, ...past.gone, ...(await store.drop(tx, patient, taken.again.filter((id) => !left.has(id))))]
  for (const id of gone) written.delete(id)
  await Promise.all([
    uses.forgotten(tx, patient, gone), uses.decided(tx, [...new Map([...taken.alone.filter((row) => !gone.includes(row.id)), ...written.values()].map((row) => [row.id, row])).values()]),
    takeReceiptsBack(tx, taken.deliveries, [patient]),
    uses.audit.note(tx, { kind: 'records-taken-out', patient, ...actor(by), count: gone.length }),
  ])
  return gone.length
}

export function openPlacement(uses: PlaceUses): Placement {
  const { audit, patients, database, store } = uses
  return {
    async place({ message, whom, patient, reason, by }) {
      checkReason(reason)
      const link = newId()
      await database.run(async (tx) => {
        const open = await openMessage(tx, message, by)
        const person = open.people?.find((one) => one.whom === whom)
        if (person === undefined || whom === '' || person.reasons.some(aboutMerges)) throw new Refusal('not-found', 'the message does not wait for this person')
        const chart = await patients.byId(tx, patient)
        if (chart === null || chart.organization !== open.organization) throw new Refusal('not-found', 'no such chart here')
        const [made] = await tx.query(insertLink, [link, open.organization, open.space, whom, patient, reason.trim(), by.person, by.name])
        if (made === undefined) throw new Refusal('not-found', 'somebody else said whose this is meanwhile')
        await Promise.all([tx.query(replaySame, [open.organization, open.space, JSON.stringify({ people: [{ whom }] })]), audit.note(tx, { kind: 'records-placed', patient, ...actor(by) })])
      })
      return { link }
    },
    async accept({ message, reason, by }) {
      checkReason(reason)
      await database.run(async (tx) => {
        await openMessage(tx, message, by)
        await tx.query(overlookOne, [message.feed, message.id, by.name])
        await audit.note(tx, { kind: 'message-decided', ...actor(by), purpose: reason.trim(), detail: { ...actor(by).detail, feed: message.feed, message: message.id } })
      })
    },
    undo: ({ link, reason, by }) => {
      checkReason(reason)
      return database.run(async (tx) => {
        const [ended] = await tx.query(endLink, [link, by.person, by.name, reason.trim(), by.organization])
        if (ended === undefined) throw new Refusal('not-found', 'no such link, or it has ended')
        const charts = new Set([ended.patient, ...(await store.patientsOf(tx, link))])
        let records = 0
        for (const patient of charts) records += await leave(tx, uses, { patient, link, by })
        const messages = await tx.query(replayLinked, [link])
        return { records, messages: messages.length }
      })
    },
    links: (tx, organization, patient) => tx.query(readLinks, [organization, patient]),
  }
}
