// Who works at an organization, as what, and who says so? Looked up live for each request (R49); changed by its administrators.
import type { Accounts, StaffNamed, StaffSession } from '#accounts'
import { type Id, type Statement, type Tx, Refusal, isId, statement } from '#kernel'
import type { Notices } from '#notices'
import { type StaffRole, isStaffRole, staffRoles } from '../../../contract/staff-roles.ts'
import { staffRoleWords } from '../../../words/en/staff-roles.ts'

/** A place somebody works at now, and what they are there. */
export type Workplace = { readonly organization: string; readonly roles: readonly StaffRole[] }

/** Where this transaction works. `here` is null while somebody with several places has not chosen one. */
export type AtWork = { readonly here: Workplace | null; readonly places: readonly Workplace[] }

/** One member of an organization's staff, as an administrator sees them. */
export type StaffMember = StaffNamed & { readonly roles: readonly StaffRole[]; readonly since: string }

const enterRows: Statement<{ organization: string; roles: string[]; entered: boolean }> = statement('access.enter-staff', 'select organization, roles, entered from access_enter_staff($1)')
const membersHere: Statement<{ person: Id; roles: string[]; since: string }> = statement(
  'access.members',
  `select person, array_agg(distinct role order by role) as roles, min(valid_from) as since from access_staff
  where organization = $1 and valid_from <= app_now() and app_now() < valid_until group by person`,
)
const memberRoles: Statement<{ role: string }> = statement('access.member-roles', 'select distinct role from access_staff where organization = $1 and person = $2 and valid_from <= app_now() and app_now() < valid_until')
// Two administrators who dismiss each other at once wait here for one another; the second finds itself the last.
const holdAdministrators: Statement<{ person: Id }> = statement('access.hold-administrators', `select person from access_staff
  where organization = $1 and role = 'administrator' and valid_from <= app_now() and app_now() < valid_until order by person for update`)
const endRoles: Statement<{ role: string }> = statement('access.end-roles', 'update access_staff set valid_until = app_now() where organization = $1 and person = $2 and role = any ($3) and valid_until > app_now() returning role')
const addRoles: Statement<never> = statement('access.add-roles', `insert into access_staff (person, organization, role, valid_from)
  select $2, $1, r, app_now() from unnest($3::text[]) as r where not exists (select 1 from access_staff s where s.person = $2 and s.organization = $1 and s.role = r and s.valid_from <= app_now() and app_now() < s.valid_until)
  on conflict (person, organization, role, valid_from) do update set valid_until = 'infinity'`)
const elsewhere: Statement<{ elsewhere: boolean }> = statement('access.works-elsewhere', 'select access_works_elsewhere($1) as elsewhere')

const rolesOf = (given: readonly string[]): readonly StaffRole[] => staffRoles.filter((role) => given.includes(role))

/**
 * Where the person of this transaction works now: sets app.organization and app.roles, on which every policy of the role desk rests.
 * `wanted` is the place of the session. Refuses (session-ended) whoever works nowhere any more.
 */
export async function enterWork(tx: Tx, session: Pick<StaffSession, 'organization'>): Promise<AtWork> {
  const rows = await tx.query(enterRows, [session.organization])
  if (rows.length === 0) throw new Refusal('session-ended', 'works at no organization now')
  const place = ({ organization, roles }: { organization: string; roles: string[] }): Workplace => ({ organization, roles: rolesOf(roles) })
  const entered = rows.find((row) => row.entered)
  return { here: entered === undefined ? null : place(entered), places: rows.map(place) }
}

/** Who says it: an administrator at work, or an operator. */
export type SaidBy = { readonly organization: string; /** The organization's name. */ readonly site: string; readonly by: string }

export type Staffing = {
  /** Everybody who works there now, by name; people whose link ran out too. */
  members(tx: Tx, organization: string): Promise<readonly StaffMember[]>
  /** One of them. Refuses: not-found. */
  member(tx: Tx, organization: string, person: string): Promise<StaffMember>
  /** Gives a link to set the sign-in up; null for somebody who has one. Refuses: email-not-usable, nothing-chosen (no role). */
  invite(tx: Tx, about: SaidBy & { readonly name: string; readonly email: string; readonly roles: readonly string[] }): Promise<{ readonly person: Id; readonly link: string | null }>
  /** Refuses: not-found, nothing-chosen, last-administrator. */
  changeRoles(tx: Tx, about: SaidBy & { readonly person: Id; readonly roles: readonly string[] }): Promise<void>
  /** They are out with this transaction's commit. Refuses: not-found, last-administrator. */
  dismiss(tx: Tx, about: SaidBy & { readonly person: Id }): Promise<void>
  /** Their keys end, a new link is mailed, the other administrators are told. Refuses: not-found, works-elsewhere. */
  reset(tx: Tx, about: SaidBy & { readonly person: Id }): Promise<{ readonly link: string }>
}

export type StaffingUses = { readonly accounts: Pick<Accounts, 'staff'>; readonly notices: Notices }

async function membersOf({ accounts }: StaffingUses, tx: Tx, organization: string): Promise<StaffMember[]> {
  const rows = await tx.query(membersHere, [organization])
  const named = new Map((await accounts.staff.named(tx, rows.map((row) => row.person))).map((one) => [one.person, one]))
  return rows.flatMap((row) => {
    const found = named.get(row.person)
    return found === undefined ? [] : [{ ...found, roles: rolesOf(row.roles), since: row.since }]
  }).sort((a, b) => a.name.localeCompare(b.name) || a.email.localeCompare(b.email))
}

async function memberOf(uses: StaffingUses, tx: Tx, about: { readonly organization: string; readonly person: Id }): Promise<StaffMember> {
  const found = isId(about.person) ? (await membersOf(uses, tx, about.organization)).find((one) => one.person === about.person) : undefined
  if (found === undefined) throw new Refusal('not-found', 'nobody of this organization')
  return found
}

function chosenRoles(given: readonly string[]): readonly StaffRole[] {
  const roles = given.filter(isStaffRole)
  if (roles.length === 0) throw new Refusal('nothing-chosen', 'no role', { field: 'role' })
  return roles
}

/** Ends these roles; an organization keeps at least one administrator. */
async function endSome(tx: Tx, { organization, person, roles }: { readonly organization: string; readonly person: Id; readonly roles: readonly StaffRole[] }): Promise<void> {
  if (roles.includes('administrator')) {
    const held = await tx.query(holdAdministrators, [organization])
    if (!held.some((row) => row.person !== person)) throw new Refusal('last-administrator', 'nobody else could add staff')
  }
  await tx.query(endRoles, [organization, person, roles])
}

const saidRoles = (roles: readonly StaffRole[]): string => roles.map((role) => staffRoleWords[role]).join(', ')

export function openStaffing(uses: StaffingUses): Staffing {
  const { accounts, notices } = uses
  return {
    members: (tx, organization) => membersOf(uses, tx, organization),
    member: (tx, organization, person) => memberOf(uses, tx, { organization, person }),
    async invite(tx, { organization, site, name, email, roles: given }) {
      const roles = chosenRoles(given)
      const invited = await accounts.staff.invite(tx, { email, name, site })
      await tx.query(addRoles, [organization, invited.person, roles])
      return invited
    },
    async changeRoles(tx, { organization, site, by, person, roles: given }) {
      const roles = chosenRoles(given)
      const member = await memberOf(uses, tx, { organization, person })
      const ended = (await tx.query(memberRoles, [organization, person])).map((row) => row.role).filter(isStaffRole).filter((role) => !roles.includes(role))
      if (ended.length > 0) await endSome(tx, { organization, person, roles: ended })
      await tx.query(addRoles, [organization, person, roles])
      await notices.mail(tx, { kind: 'staff-roles-changed', to: member.email, facts: { organization: site, roles: saidRoles(rolesOf(roles)), by } })
    },
    async dismiss(tx, { organization, site, by, person }) {
      const member = await memberOf(uses, tx, { organization, person })
      await endSome(tx, { organization, person, roles: member.roles })
      const [other] = await tx.query(elsewhere, [person])
      if (other?.elsewhere !== true) await accounts.staff.withdraw(tx, person)
      await notices.mail(tx, { kind: 'staff-dismissed', to: member.email, facts: { organization: site, by } })
    },
    async reset(tx, { organization, site, by, person }) {
      const members = await membersOf(uses, tx, organization)
      const member = members.find((one) => one.person === person)
      if (member === undefined) throw new Refusal('not-found', 'nobody of this organization')
      const [other] = await tx.query(elsewhere, [person])
      // Their keys open another organization's door too: its own people must agree, so an operator does it.
      if (other?.elsewhere === true) throw new Refusal('works-elsewhere', 'keys of somebody who also works elsewhere')
      const { link } = await accounts.staff.reset(tx, { person, site })
      const told = members.filter((one) => one.roles.includes('administrator') && one.person !== person)
      await Promise.all(told.map((one) => notices.mail(tx, { kind: 'staff-reset-told', to: one.email, facts: { organization: site, name: member.name, by } })))
      return { link }
    },
  }
}
