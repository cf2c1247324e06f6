// Which routes are there for administrators?
import type { Route } from '#web'
import { adminPage } from './admin-page.tsx'
import { organizationAdminRoutes } from './organizations/routes.ts'
import { changeRoles, endMember, memberPage, resetMember } from './member-page.tsx'
import { announceWork, callOffWork, plannedWorkPage } from './planned-work.tsx'
import { sourceRoutes } from './sources/routes.ts'
import { addStaffMember, addStaffPage, staffListPage } from './staff-list.tsx'

export const adminRoutes: readonly Route[] = [adminPage, staffListPage, addStaffPage, addStaffMember, memberPage, changeRoles, resetMember, endMember, plannedWorkPage, announceWork, callOffWork, ...sourceRoutes, ...organizationAdminRoutes]
