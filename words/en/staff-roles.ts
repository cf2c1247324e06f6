// How is each role of staff called on the screen?
import type { StaffRole } from '../../contract/staff-roles.ts'

export const staffRoleWords = {
  'front-desk': 'Front desk',
  supervisor: 'Supervisor',
  'records-office': 'Records office',
  clinician: 'Clinician',
  administrator: 'Administrator',
} as const satisfies Record<StaffRole, string>
