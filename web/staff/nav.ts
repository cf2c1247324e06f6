// Which places are there for staff, and for which roles? A page of staff adds its line here.
import type { StaffRole } from '../../contract/staff-roles.ts'
import { desk } from '../../words/en/desk.ts'
import { deskReset } from '../../words/en/desk-reset.ts'
import { deskCodes } from '../../words/en/desk-codes.ts'
import { directoryAdmin } from '../../words/en/directory-admin.ts'
import { merges } from '../../words/en/merges.ts'
import { sources, whose } from '../../words/en/sources.ts'
import { staffFrame } from '../../words/en/staff.ts'

export type StaffPlace = { readonly label: string; readonly href: string; readonly roles: readonly StaffRole[] }

const everyRole: readonly StaffRole[] = ['front-desk', 'supervisor', 'records-office', 'clinician', 'administrator']

export const staffPlaces: readonly StaffPlace[] = [
  { label: staffFrame.nav.start, href: '/staff', roles: everyRole },
  { label: desk.nav, href: '/staff/desk', roles: ['front-desk', 'supervisor'] },
  { label: desk.registration, href: '/staff/registration', roles: ['front-desk', 'supervisor', 'records-office'] },
  { label: deskReset.nav, href: '/staff/desk/reset', roles: ['front-desk', 'supervisor'] },
  { label: deskCodes.navStart, href: '/staff/desk/start', roles: ['front-desk', 'supervisor'] },
  { label: deskCodes.navCodes, href: '/staff/desk/codes', roles: ['front-desk', 'supervisor'] },
  { label: whose.nav, href: '/staff/whose', roles: ['records-office'] },
  { label: merges.nav, href: '/staff/merges', roles: ['records-office', 'administrator'] },
  { label: staffFrame.nav.trail, href: '/staff/trail', roles: ['supervisor', 'administrator'] },
  { label: staffFrame.nav.people, href: '/admin/staff', roles: ['administrator'] },
  { label: directoryAdmin.nav, href: '/admin/organizations', roles: ['administrator'] },
  { label: sources.nav, href: '/admin/sources', roles: ['administrator'] },
  { label: staffFrame.nav.closures, href: '/admin/status', roles: ['administrator'] },
  { label: staffFrame.nav.admin, href: '/admin', roles: ['administrator'] },
]

/** The places of somebody with these roles, in the order of the list. */
export const placesFor = (roles: readonly StaffRole[]): readonly StaffPlace[] => staffPlaces.filter((place) => place.roles.some((role) => roles.includes(role)))
