// How is the house put together? Here rooms are opened and one is handed to another: plain calls, in the order of rooms.ts. Besides, only
// feeds-process.ts opens rooms: those that records go through on their way in.
import type pg from 'pg'
import { openAccess, openStaffing } from '#access'
import { openAccounts } from '#accounts'
import { openAudit, openSealer } from '#audit'
import { openChart } from '#chart'
import { openDirectory } from '#directory'
import { openExport } from '#export'
import { openIdentity } from '#identity'
import { type Apart, openInbound } from '#inbound'
import { openSources } from '#inbound/sources'
import { type Clock, type Config, type Database, type Keys, type Log, type Role, type Tx, databaseRoles, openDatabase, openKeys, roleConnection } from '#kernel'
import { openNotices } from '#notices'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'
import type { FeedsSetup } from './feeds-process.ts'
import { type House, openFeedsAt, openKnownOrganizations, openKnownState } from '#web'

export type Composed = {
  readonly house: House
  readonly keys: Keys
  readonly databases: { readonly [R in Role]: Database }
  readonly patients: ReturnType<typeof openPatients>
  readonly release: ReturnType<typeof openRelease>
  readonly inbound: ReturnType<typeof openInbound>
  readonly sealer: ReturnType<typeof openSealer>
  close(): Promise<void>
}

export type ComposeOptions = { readonly config: Config; readonly clock: Clock; readonly connection: pg.PoolConfig; readonly log: Log; readonly publicUrl: string; readonly poolSize?: number; /** Works on what feeds sent in a process of its own, by the system's clock: what serves does. */ readonly feedsApart?: boolean | Partial<Apart> }

/** The program, and what it is opened with: the same database, under the same role and key. */
function apartOf({ feedsApart, connection, config }: ComposeOptions, keys: Keys): { readonly apart?: Apart } {
  if (feedsApart === undefined || feedsApart === false) return {}
  const setup: FeedsSetup = { connection: roleConnection(connection, 'feed', keys), masterKey: config.masterKey }
  return { apart: { program: new URL('./feeds-process.ts', import.meta.url), setup, ...(feedsApart === true ? {} : feedsApart) } }
}

function openDatabases(options: ComposeOptions, keys: Keys): { readonly [R in Role]: Database } {
  const { connection, clock } = options
  const size: Readonly<Record<Role, number>> = { web: options.poolSize ?? 6, desk: 3, feed: 4, job: 2, sealer: 1, operate: 2 }
  // R69: a page's statement may take 5 s, a job's a minute.
  const open = (role: Role) => openDatabase({ connection: roleConnection(connection, role, keys), role, clock, size: size[role], statementSeconds: role === 'web' || role === 'desk' ? 5 : 60 })
  return Object.fromEntries(databaseRoles.map((role) => [role, open(role)])) as unknown as { readonly [R in Role]: Database }
}

/** Opens every room on a migrated database. `close` shuts them in reverse order. */
export async function compose(options: ComposeOptions): Promise<Composed> {
  const { config, clock, log, publicUrl } = options
  const keys = openKeys(config.masterKey)
  const databases = openDatabases(options, keys)
  const audit = openAudit()
  const notices = openNotices({ audit, clock, log, database: databases.job, smtpUrl: config.smtpUrl, mailFrom: config.mailFrom, textGateway: config.textGateway, publicUrl, trial: config.trial })
  const directory = openDirectory()
  const patients = openPatients({ keys })
  const accounts = openAccounts({ audit, notices, clock, keys, database: databases.web, publicUrl })
  const access = openAccess()
  // Whose a chart is stands in access, above identity; where they are written to, in accounts.
  const holders = async (tx: Tx, patient: string) => accounts.addressesOf(tx, await access.peopleOf(tx, patient))
  const identity = openIdentity({ audit, notices, directory, patients, accounts, clock, keys, database: databases.web, publicUrl, holders, around: (tx, patient) => access.around(tx, patient), actsFor: (tx, person, patient) => access.actsFor(tx, person, patient), unlink: (tx) => access.endSignedUp(tx) })
  const release = openRelease()
  const inbound = openInbound({ audit, directory, patients, keys, clock, log, database: databases.feed, ...apartOf(options, keys), decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records) })
  const chart = openChart({ audit, directory, keys })
  const exporting = openExport({ workers: 1 })
  const organizations = await openKnownOrganizations(databases.web, directory)
  const state = openKnownState({ directory, database: databases.web, clock, textsOffered: notices.canText })
  const house: House = { config, clock, keys, log, database: databases.web, desk: databases.desk, audit, notices, directory, patients, organizations, state, feedsAt: openFeedsAt(config, publicUrl), accounts, identity, access, staffing: openStaffing({ accounts, notices }), sources: openSources({ directory, placement: inbound.feeds.placement, parting: inbound.feeds.parting }), chart, export: exporting }
  return {
    house, keys, databases, patients, release, inbound,
    sealer: openSealer(databases.sealer),
    async close() {
      await exporting.close()
      await inbound.close()
      await Promise.all(databaseRoles.map((role) => databases[role].close()))
    },
  }
}
