// How does the first administrator of an organization come in, and how does an operator help staff who work at two? From the shell.
import { Refusal } from '#kernel'
import { isStaffRole, staffRoles } from '../../../contract/staff-roles.ts'
import type { Composed } from '../../compose.ts'

export type StaffOrder = { readonly organization: string; readonly roles: readonly string[]; readonly name: string; readonly email: string }

/**
 * Names somebody as staff; gives the line to print, with the link to set up their sign-in (it is also mailed to them).
 * Refuses: not-found (organization), nothing-chosen (a role that is none), email-not-usable.
 */
export async function nameStaff({ house, databases }: Composed, { organization, roles, name, email }: StaffOrder): Promise<string> {
  const unknown = roles.filter((role) => !isStaffRole(role))
  if (unknown.length > 0 || roles.length === 0) throw new Refusal('nothing-chosen', `--role is one of ${staffRoles.join(', ')} (several: with commas)`)
  return databases.operate.run(async (tx) => {
    const site = await house.directory.organization(tx, organization)
    if (site === null) throw new Refusal('not-found', `no organization is called ${organization}: add it with the organization command`)
    const { person, link } = await house.staffing.invite(tx, { organization, site: site.name, by: 'operator', name, email, roles })
    await house.audit.note(tx, { kind: 'staff-invited', actor: null, actorRole: 'system', purpose: 'operator', detail: { organization, roles: roles.join(', '), member: person } })
    return link === null ? `${email} has a staff sign-in already and now works at ${site.name} too` : `${name} sets up the staff sign-in here (7 days, 1 time):\n  ${link}`
  })
}

/** Ends the keys of a member of staff and gives a new link. Refuses: not-found. */
export async function resetStaff({ house, databases }: Composed, email: string): Promise<string> {
  return databases.operate.run(async (tx) => {
    const person = await house.accounts.staff.find(tx, email)
    if (person === null) throw new Refusal('not-found', `no staff sign-in has the address ${email}`)
    const { link } = await house.accounts.staff.reset(tx, { person, site: 'Portico' })
    await house.audit.note(tx, { kind: 'staff-reset', actor: null, actorRole: 'system', purpose: 'operator', detail: { member: person } })
    return `The second step of ${email} ended. They set it up again here (7 days, 1 time):\n  ${link}`
  })
}
