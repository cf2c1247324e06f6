// What waits for staff? Each page that has a queue adds its line here: a count of real things, for the roles that work on them.
import type { StaffContext } from '#web'
import { desk } from '../../../words/en/desk.ts'
import { deskReset } from '../../../words/en/desk-reset.ts'
import type { StaffRole } from '../../../contract/staff-roles.ts'
import { whose } from '../../../words/en/sources.ts'
import { staffFrame, staffStart } from '../../../words/en/staff.ts'
import { readAttention } from '../../admin/attention.ts'

export type WaitingList = {
  readonly label: string
  readonly href: string
  readonly roles: readonly StaffRole[]
  /** How many wait now at the organization of this transaction. */
  count(context: StaffContext): Promise<number>
  /** What is said beside the number ("3 people wait"; with 0: why nothing is there). */
  line(count: number): string
}

export const waitingLists: readonly WaitingList[] = [
  { label: desk.find.waiting, href: '/staff/desk', roles: ['supervisor'], count: async ({ house, tx }) => (await house.identity.desk.referred(tx)).length, line: desk.lists.referred },
  { label: desk.corrections.title, href: '/staff/registration', roles: ['front-desk', 'supervisor', 'records-office'], count: async ({ house, tx, staff }) => (await house.patients.corrections.waiting(tx, staff.organization)).length, line: desk.lists.corrections },
  { label: deskReset.nav, href: '/staff/desk/reset', roles: ['supervisor'], count: async ({ house, tx }) => (await house.accounts.backIn.desk.waiting(tx)).length, line: desk.lists.referred },
  { label: whose.nav, href: '/staff/whose', roles: ['records-office'], count: async ({ house, tx, staff }) => (await house.sources.feeds(tx, staff.organization)).reduce((sum, feed) => sum + feed.unplaced, 0), line: whose.waiting },
  { label: staffFrame.nav.admin, href: '/admin', roles: ['administrator'], count: async (context) => (await readAttention(context)).length, line: staffStart.things },
]

export type Waiting = { readonly label: string; readonly href: string; readonly count: number; readonly line: string }

/** The lists of somebody with these roles, counted now. */
export function readWaiting(context: StaffContext): Promise<readonly Waiting[]> {
  const theirs = waitingLists.filter((list) => list.roles.some((role) => context.staff.roles.includes(role)))
  return Promise.all(theirs.map(async (list) => {
    const count = await list.count(context)
    return { label: list.label, href: list.href, count, line: list.line(count) }
  }))
}
