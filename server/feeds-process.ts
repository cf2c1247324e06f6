// What works on what feeds sent, apart from the house that takes it in? The rooms that records go through on their way in, opened on a small
// pool of their own; they serve no page and listen nowhere. `compose` hands this program to inbound, which begins and ends it (decision 0023).
import type pg from 'pg'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { type WorkingRooms, inboundLimits, openInbound, workApart } from '#inbound'
import { openDatabase, openKeys, systemClock } from '#kernel'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'

/** The house ends what thinks too long, by its size: the database must not be the first to, or it would be tried again and again. */
const longestSeconds = Math.ceil((inboundLimits.workingMs + (inboundLimits.workingMsForMegabyte * inboundLimits.fileBytes) / 1_000_000) / 1000) + 10

/** `connection`: of role feed. */
export type FeedsSetup = { readonly connection: pg.PoolConfig; readonly masterKey: Buffer }

workApart((setup, given): WorkingRooms => {
  const { connection, masterKey } = setup as FeedsSetup
  const keys = openKeys(masterKey)
  const database = openDatabase({ connection, role: 'feed', clock: systemClock, size: 2, statementSeconds: 60, thinkingSeconds: longestSeconds })
  const release = openRelease()
  const inbound = openInbound({
    audit: openAudit(), directory: openDirectory(), patients: openPatients({ keys }), keys, clock: systemClock, database, ...given,
    decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records),
  })
  return {
    feeds: inbound.feeds,
    async close() {
      await inbound.close()
      await database.close()
    },
  }
})
