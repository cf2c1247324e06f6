// What of backups does the rest of this door use?
export { type BackupMade, type BackupOrder, makeBackup } from './make.ts'
export { letBackupRead, readerRole } from './reader.ts'
export { BackupRefused } from './refused.ts'
export { type Restored, type RestoreOrder, type VerifiedBackup, restoreBackup, verifyBackup } from './restore.ts'
