// What is written in the trail? A closed list; each kind has words in words/en for "Who looked".

export const auditKinds = [
  'record-viewed', 'record-listed', 'record-downloaded', 'record-searched', 'record-printed',
  'account-viewed', 'account-changed', 'access-log-viewed',
  'chart-found', 'code-issued', 'code-stopped', 'code-reported', 'code-tried', 'code-used', 'sign-up-asked', 'sign-up-proven', 'sign-up-stopped', 'sign-up-used', 'case-opened', 'case-decided', 'email-proven', 'account-created', 'patient-linked',
  'signed-in', 'sign-in-refused', 'second-step-refused', 'signed-out', 'session-ended', 'factor-added', 'factor-removed', 'recovery-codes-made', 'password-changed',
  'records-imported', 'records-reread', 'records-placed', 'records-taken-out', 'charts-merged', 'charts-parted', 'message-decided', 'message-viewed', 'policy-activated', 'hold-placed', 'hold-ended', 'wish-made', 'wish-ended', 'shown-early',
  'details-viewed', 'correction-asked', 'correction-decided',
  'directory-changed',
  'source-changed', 'message-downloaded',
  'staff-invited', 'staff-roles-changed', 'staff-dismissed', 'staff-reset', 'staff-listed', 'staff-worked', 'identity-viewed', 'trail-viewed',
  'reset-asked', 'contact-changed', 'account-frozen', 'account-thawed', 'wait-begun', 'wait-stopped', 'accounts-joined', 'desk-reset',
  'mailbox-viewed', 'refused', 'operator-acted',
] as const
export type AuditKind = (typeof auditKinds)[number]
