// The trail's door: every look and every change leaves a line, in the transaction of the look itself.
export { type AuditKind, auditKinds } from './kinds.ts'
export { type Audit, type AuditEvent, type StaffLine, type TrailLine, openAudit } from './trail.ts'
export { type Sealer, openSealer, verifyChain } from './seal.ts'
