// Who may act for whom? Links, grants, staff, openings and apps are written here, and viewers are made here.
import { type Id, Refusal, type Statement, type Tx, isId, newId, statement } from '#kernel'
import type { StaffSession } from '#accounts'
import type { StaffRole } from '../../../contract/staff-roles.ts'
import { type AtWork, enterWork } from './staff.ts'
import { type Reach, type Relation } from './may.ts'
import { type ReachedPatient, type Viewer, type ViewerState, makeViewer } from './viewer.ts'

/** The signed-in person, as accounts knows them; may still be on its way, so that statements travel together. */
export type ViewerSession = { readonly person: Id; readonly name: string }

type ChartRow = { person: Id; patient: Id | null; organization: string; relation: Relation; kinds: string; hidden: number; limitedByAge: boolean; unreleased: boolean; name: string; birthDate: string; mrn: string; deceasedOn: string | null }

const chartColumns = `c.patient, c.organization, c.relation, c.kinds, c.hidden, c.limited_by_age as "limitedByAge", c.unreleased, c.name, c.birth_date as "birthDate", c.mrn, c.deceased_on as "deceasedOn"`
// The person of the transaction comes along even when nothing is within reach.
const reach: Statement<ChartRow> = statement(
  'access.reach',
  `select app_person() as person, ${chartColumns}
  from (select 1) as one left join access_chart c on true order by c.organization, c.continued_as is not null, c.name, c.patient`,
)
const openChart: Statement<never> = statement('access.act_as_staff', `select set_config('app.opening', $1, true)`)
const openCount: Statement<never> = statement('access.act_for_counting', `select set_config('app.counting', $1, true)`)
const openApp: Statement<never> = statement('access.act_as_app', `select set_config('app.app', $1, true)`)

const readAround: Statement<{ linked: boolean; contacts: string[] }> = statement('access.around', 'select linked, contacts from access_around($1)')
const endSignedUp: Statement<{ ended: boolean }> = statement('access.end-signed-up', 'select access_end_signed_up() as ended')
const readActsFor: Statement<{ acts: boolean }> = statement('access.acts-for', 'select access_acts_for($1, $2) as acts')
const openedBy: Statement<{ patient: Id; person: Id }> = statement('access.opened_by', 'select patient, person from access_opened_by($1) order by patient, person')
const peopleOf: Statement<{ person: Id }> = statement('access.people_of', 'select access_people_of as person from access_people_of($1)')
const insertLink: Statement<{ patient: Id }> = statement(
  'access.link',
  `insert into access_link (person, patient, valid_from, proven_by)
  select $1, $2, app_now(), $3 where not exists (select 1 from access_link where person = $1 and patient = $2 and valid_from <= app_now() and app_now() < valid_until) returning patient`,
)
const endLink: Statement<never> = statement('access.end_link', `update access_link set valid_until = app_now() where person = $1 and patient = $2 and valid_until > app_now()`)
const insertGrant: Statement<never> = statement(
  'access.grant',
  `insert into access_grant (id, person, patient, relation, kinds, hidden, valid_from, valid_until)
  values ($1, $2, $3, $4, $5, $6, app_now(), coalesce($7::timestamptz, 'infinity'))`,
)
const endGrant: Statement<{ id: Id }> = statement('access.revoke', `update access_grant set revoked_at = app_now() where id = $1 and revoked_at > app_now() returning id`)
const insertStaff: Statement<never> = statement('access.staff', `insert into access_staff (person, organization, role, valid_from, valid_until) values ($1, $2, $3, app_now(), coalesce($4::timestamptz, 'infinity'))`)
const endStaff: Statement<never> = statement('access.end_staff', `update access_staff set valid_until = app_now() where person = $1 and organization = $2 and valid_until > app_now()`)
const insertOpening: Statement<never> = statement('access.open_chart', `insert into access_opening (id, person, patient, reason, opened_at, valid_until) values ($1, $2, $3, $4, app_now(), $5)`)
const insertApp: Statement<never> = statement('access.app_grant', `insert into access_app_grant (id, person, patient, kinds, hidden, valid_from, valid_until) values ($1, $2, $3, $4, $5, app_now(), $6)`)
const endApp: Statement<{ id: Id }> = statement('access.revoke_app', `update access_app_grant set revoked_at = app_now() where id = $1 and revoked_at > app_now() returning id`)

export type Grant = {
  /** The one who may look. */
  readonly person: Id
  readonly patient: Id
  readonly relation: 'parent' | 'trusted'
  /** Mask over record kinds; -1n: all. */
  readonly kinds: bigint
  /** Mask over labels never shown under this grant. */
  readonly hidden: number
  readonly validUntil?: Date | null
}

/** What one clinic has on file about the person, of their own chart there. */
export type OwnDetails = { readonly patient: Id; readonly organization: string; readonly mrn: string; readonly name: string; /** YYYY-MM-DD. */ readonly birthDate: string; readonly phone: string | null; readonly email: string | null; readonly address: string | null; readonly language: string | null; /** ISO instant of the newest change. */ readonly updatedAt: string; /** The number it goes on under, since the clinic merged it into another; null: its own. */ readonly continuedAs: string | null }

const ownDetails: Statement<OwnDetails> = statement('access.own_details', `select patient, organization, mrn, name, birth_date as "birthDate", phone, email, address, language, updated_at as "updatedAt", continued_as as "continuedAs" from access_details order by organization, continued_as is not null, patient`)

export type Access = {
  /**
   * The signed-in person as a viewer, in the transaction whose app.person is theirs. `me`: only their own charts; `all`:
   * also those of whom they act for. Refuses `sign-in-first` when the transaction is somebody else's or nobody's.
   */
  viewerFor(tx: Tx, session: ViewerSession | Promise<ViewerSession>, scope?: 'me' | 'all'): Promise<Viewer>
  /** Staff under an opening of theirs (with its reason): sees also what waits. Refuses `not-found` when it does not hold now. */
  viewerForStaff(tx: Tx, session: ViewerSession | Promise<ViewerSession>, opening: Id): Promise<Viewer>
  /**
   * The chart as its own person would read it, whoever that is: for counting what is shown, and nothing else. Nobody's name is on it;
   * whoever counts says so in the trail (role job, which has no door to the outside). Refuses `not-found`.
   */
  viewerForCount(tx: Tx, patient: Id): Promise<Viewer>
  /** An app under a person's grant: never more than the person. Refuses `not-found` when it does not hold now. */
  viewerForApp(tx: Tx, session: ViewerSession | Promise<ViewerSession>, appGrant: Id): Promise<Viewer>
  /** The contact facts of the viewer's own charts, as each clinic has them; nothing of those they act for. */
  details(viewer: Viewer): Promise<readonly OwnDetails[]>
  /** Where the person of this (role desk) transaction works now. Refuses (session-ended) whoever works nowhere any more. */
  enterWork(tx: Tx, session: Pick<StaffSession, 'organization'>): Promise<AtWork>
  /** Is an account linked to this chart, and with which addresses and numbers is it acted for? One statement, also for a chart that is not there (roles web, desk, operate). */
  around(tx: Tx, patient: Id): Promise<{ readonly linked: boolean; readonly contacts: readonly string[] }>
  /** Is it this person's own chart, or one they act for (role desk)? One statement. */
  actsFor(tx: Tx, person: Id, patient: Id): Promise<boolean>
  /** Ends the link that the sign-up of this transaction made ("this was not me"); false: there is none (role web). */
  endSignedUp(tx: Tx): Promise<boolean>
  /** From now on this chart is this person's own. False: it was already. */
  link(tx: Tx, link: { readonly person: Id; readonly patient: Id; readonly provenBy: string }): Promise<boolean>
  /** The persons whose own this chart is now, by itself or by a merge (role operate; desk in its own organization). */
  peopleOf(tx: Tx, patient: Id): Promise<readonly Id[]>
  /** By which accounts each of these charts is opened by a link of its own, merged or not (role desk in its own organization, or operate). */
  openedBy(tx: Tx, patients: readonly Id[]): Promise<readonly { readonly patient: Id; readonly person: Id }[]>
  /** From here on this (role desk) transaction helps the account that the chart is linked to. False: none is open here, or they did not open the chart (accounts.backIn.desk). */
  help(tx: Tx, patient: Id): Promise<boolean>
  /** Two accounts became one in this transaction (accounts says so): the closed one's charts and grants go on under the kept one, or back. */
  joinLinks(tx: Tx, closed: Id): Promise<void>
  partLinks(tx: Tx, closed: Id): Promise<void>
  unlink(tx: Tx, link: { readonly person: Id; readonly patient: Id }): Promise<void>
  grant(tx: Tx, grant: Grant): Promise<{ readonly id: Id }>
  /** Ends a grant now. Refuses `not-found` when it is unknown or ended. */
  revoke(tx: Tx, grant: Id): Promise<void>
  appoint(tx: Tx, staff: { readonly person: Id; readonly organization: string; readonly role: StaffRole; readonly validUntil?: Date | null }): Promise<void>
  dismiss(tx: Tx, staff: { readonly person: Id; readonly organization: string }): Promise<void>
  openChart(tx: Tx, opening: { readonly person: Id; readonly patient: Id; readonly reason: string; readonly validUntil: Date }): Promise<{ readonly id: Id }>
  allowApp(tx: Tx, grant: { readonly person: Id; readonly patient: Id; readonly kinds: bigint; readonly hidden: number; readonly validUntil: Date }): Promise<{ readonly id: Id }>
  revokeApp(tx: Tx, grant: Id): Promise<void>
}

/** A chart reached in two ways is shown as the nearer one. */
const nearness: readonly Relation[] = ['self', 'staff', 'app', 'trusted', 'parent']

function oneLineEach(rows: readonly ChartRow[]): ViewerState['patients'] {
  const byPatient = new Map<Id, ReachedPatient & { reaches: Reach[] }>()
  for (const row of rows) {
    if (row.patient === null) continue
    const { kinds, hidden, unreleased, person: _person, ...shown } = row
    const way: Reach = { relation: row.relation, kinds: BigInt(kinds), hidden, limitedByAge: row.limitedByAge, unreleased }
    const before = byPatient.get(row.patient)
    const nearer = before === undefined || nearness.indexOf(row.relation) < nearness.indexOf(before.relation)
    byPatient.set(row.patient, {
      ...(nearer ? { ...shown, patient: row.patient } : before),
      limitedByAge: row.limitedByAge && (before?.limitedByAge ?? true),
      reaches: [...(before?.reaches ?? []), way],
    })
  }
  return [...byPatient.values()]
}

async function viewerOf(tx: Tx, session: ViewerSession | Promise<ViewerSession>, scope: 'me' | 'all'): Promise<Viewer> {
  const [rows, { person, name }] = await Promise.all([tx.query(reach), session])
  if (rows[0]?.person !== person) throw new Refusal('sign-in-first', 'the transaction does not act for the person of the session')
  const patients = oneLineEach(rows).filter((one) => scope === 'all' || one.relation === 'self')
  return makeViewer({ tx, person, name, patients })
}

async function makeNarrowViewer(tx: Tx, session: ViewerSession | Promise<ViewerSession>, under: { readonly set: Statement<never>; readonly id: Id }): Promise<Viewer> {
  if (!isId(under.id)) throw new Refusal('not-found', `${under.set.name}: not an id`)
  const [, viewer] = await Promise.all([tx.query(under.set, [under.id]), viewerOf(tx, session, 'all')])
  if (viewer.patients.length === 0) throw new Refusal('not-found', `${under.set.name} does not hold now`)
  return viewer
}

const nobody = '00000000-0000-0000-0000-000000000000'

const viewers: Pick<Access, 'viewerForCount' | 'viewerFor' | 'viewerForStaff' | 'viewerForApp' | 'details'> = {
  details: (viewer) => viewer.query(ownDetails),
  viewerFor: (tx, session, scope = 'all') => viewerOf(tx, session, scope),
  viewerForStaff: (tx, session, opening) => makeNarrowViewer(tx, session, { set: openChart, id: opening }),
  async viewerForCount(tx, patient) {
    if (!isId(patient)) throw new Refusal('not-found', 'not an id')
    const [, rows] = await Promise.all([tx.query(openCount, [patient]), tx.query(reach)])
    const patients = oneLineEach(rows)
    if (patients.length === 0) throw new Refusal('not-found', 'no such chart, or not a role that counts')
    return makeViewer({ tx, person: nobody, name: '', patients })
  },
  viewerForApp: (tx, session, appGrant) => makeNarrowViewer(tx, session, { set: openApp, id: appGrant }),
}

const helpRow: Statement<{ helped: boolean }> = statement('access.help', 'select access_help($1) as helped')
const joinLinks: Statement<never> = statement('access.join_links', 'select access_join_links($1)')
const partLinks: Statement<never> = statement('access.part_links', 'select access_part_links($1)')

const family: Pick<Access, 'around' | 'actsFor' | 'endSignedUp' | 'link' | 'peopleOf' | 'openedBy' | 'help' | 'joinLinks' | 'partLinks' | 'unlink' | 'grant' | 'revoke'> = {
  around: async (tx, patient) => (await tx.query(readAround, [patient]))[0] ?? { linked: false, contacts: [] },
  actsFor: async (tx, person, patient) => (await tx.query(readActsFor, [person, patient]))[0]?.acts === true,
  endSignedUp: async (tx) => (await tx.query(endSignedUp))[0]?.ended === true,
  link: async (tx, { person, patient, provenBy }) => (await tx.query(insertLink, [person, patient, provenBy])).length === 1,
  openedBy: (tx, patients) => tx.query(openedBy, [[...patients]]),
  peopleOf: async (tx, patient) => (await tx.query(peopleOf, [patient])).map((row) => row.person),
  help: async (tx, patient) => isId(patient) && (await tx.query(helpRow, [patient]))[0]?.helped === true,
  async joinLinks(tx, closed) {
    await tx.query(joinLinks, [closed])
  },
  async partLinks(tx, closed) {
    await tx.query(partLinks, [closed])
  },
  async unlink(tx, { person, patient }) {
    await tx.query(endLink, [person, patient])
  },
  async grant(tx, { person, patient, relation, kinds, hidden, validUntil }) {
    const id = newId()
    await tx.query(insertGrant, [id, person, patient, relation, kinds, hidden, validUntil ?? null])
    return { id }
  },
  async revoke(tx, grant) {
    if ((await tx.query(endGrant, [grant])).length === 0) throw new Refusal('not-found', 'no such grant, or it has ended')
  },
}

const staffAndApps: Pick<Access, 'appoint' | 'dismiss' | 'openChart' | 'allowApp' | 'revokeApp'> = {
  async appoint(tx, { person, organization, role, validUntil }) {
    await tx.query(insertStaff, [person, organization, role, validUntil ?? null])
  },
  async dismiss(tx, { person, organization }) {
    await tx.query(endStaff, [person, organization])
  },
  async openChart(tx, { person, patient, reason, validUntil }) {
    const id = newId()
    await tx.query(insertOpening, [id, person, patient, reason, validUntil])
    return { id }
  },
  async allowApp(tx, { person, patient, kinds, hidden, validUntil }) {
    const id = newId()
    await tx.query(insertApp, [id, person, patient, kinds, hidden, validUntil])
    return { id }
  },
  async revokeApp(tx, grant) {
    if ((await tx.query(endApp, [grant])).length === 0) throw new Refusal('not-found', 'no such app grant, or it has ended')
  },
}

export function openAccess(): Access {
  return { ...viewers, ...family, ...staffAndApps, enterWork }
}
