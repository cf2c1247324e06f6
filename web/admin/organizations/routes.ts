// Which routes keep the doors of organizations and the wider directory?
import type { Route } from '#web'
import { editPage, removeEdit, saveEdit, undoEdit } from './edit-pages.tsx'
import { entryPage, findEntry, foundEntries, saveEntry } from './entry-pages.tsx'
import { addOrganization, addOrganizationPage, organizationPage, organizationsPage } from './organization-pages.tsx'

export const organizationAdminRoutes: readonly Route[] = [organizationsPage, addOrganizationPage, addOrganization, findEntry, foundEntries, entryPage, saveEntry, organizationPage, editPage, saveEdit, removeEdit, undoEdit]
