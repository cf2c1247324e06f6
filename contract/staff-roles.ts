// What may somebody who works at an organization be there? A closed list; a page names the roles that may come to it.

export const staffRoles = ['front-desk', 'supervisor', 'records-office', 'clinician', 'administrator'] as const
export type StaffRole = (typeof staffRoles)[number]

export const isStaffRole = (text: string): text is StaffRole => (staffRoles as readonly string[]).includes(text)
