// The door of access: who may reach whose record. Only here is a Viewer made.
export { type Access, type Grant, type OwnDetails, type ViewerSession, openAccess } from './access.ts'
export { type Viewer, type ReachedPatient } from './viewer.ts'
export { type AgeRuleThen, type Held, type Reach, type Relation, fullYears, may, reachOf } from './may.ts'
export { type AtWork, type SaidBy, type Staffing, type StaffMember, type Workplace, openStaffing } from './staff.ts'
