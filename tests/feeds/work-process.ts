// A process of its own that works on what waits, to be killed in the middle. Told where its database is; says when it is done.
import type pg from 'pg'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { openInbound } from '#inbound'
import { openDatabase, openKeys, roleConnection, systemClock } from '#kernel'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'

const keys = openKeys(Buffer.alloc(32, 1))

process.on('message', (owner: pg.PoolConfig) => {
  const release = openRelease()
  const database = openDatabase({ connection: roleConnection(owner, 'feed', keys), role: 'feed', clock: systemClock, size: 2, statementSeconds: 60 })
  const inbound = openInbound({ audit: openAudit(), directory: openDirectory(), patients: openPatients({ keys }), keys, clock: systemClock, database, decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records) })
  void inbound.feeds.work().then(async (worked) => {
    process.send?.(worked)
    await inbound.close()
    await database.close()
    process.disconnect?.()
  })
})
