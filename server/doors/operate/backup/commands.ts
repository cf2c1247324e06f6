// What do `portico backup` and `portico restore` do, and what do they say?
import { type Config, openKeys, systemClock } from '#kernel'
import { openInstallation } from '../installation.ts'
import { makeBackup } from './make.ts'
import { restoreBackup, verifyBackup } from './restore.ts'

/** 1234567 → "1,234,567" */
const grouped = (count: number): string => count.toLocaleString('en-US')
const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

/** Makes a backup of the installation while it may be working; returns the line to print. */
export async function backupCommand(config: Config, file: string): Promise<string> {
  const installation = await openInstallation(config)
  try {
    const made = await makeBackup({ connection: installation.connection, keys: openKeys(config.masterKey), clock: systemClock, file })
    return `${made.file}: ${grouped(made.rows)} rows of ${made.tables} tables as of ${made.madeAt}, ${megabytes(made.bytes)}\nOnly the key file opens it: keep a copy of the key, and keep it somewhere else.`
  } finally {
    if (!installation.found) await installation.stop()
  }
}

/** Verifies a backup, then restores it; returns the line to print. */
export async function restoreCommand(config: Config, { file, into, replace }: { readonly file: string; readonly into: string | null; readonly replace: boolean }): Promise<string> {
  const keys = openKeys(config.masterKey)
  // Before anything is started or made.
  const verified = await verifyBackup(file, keys)
  const installation = await openInstallation(config)
  try {
    const restored = await restoreBackup({ verified, connection: installation.connection, keys, clock: systemClock, into, replace })
    return `${restored.database}: ${grouped(restored.rows)} rows of ${restored.tables} tables as of ${restored.madeAt}\nEverybody signs in again; letters that were open then are void: issue new ones. Run verify-trail once Portico works on this database.`
  } finally {
    if (!installation.found) await installation.stop()
  }
}
