// What works on feeds when something is planted in it? The rooms of server/feeds-process.ts, and a fault that a record's name calls up in the
// middle of writing, as a fault of ours would: it stands still, eats memory, or ends without a word.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { type WorkingRooms, openInbound, workApart } from '#inbound'
import { type Statement, openDatabase, openKeys, statement, systemClock } from '#kernel'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'

/** `folder`: a mark for each end is left there, so that a fault can pass; without it, none is made to end. */
export type PlantedSetup = { readonly connection: pg.PoolConfig; readonly folder?: string }

export const planted = { loops: 'Loops for ever', eats: 'Eats buffers', grows: 'Grows one map', ends: 'Ends twice', sleeps: 'Takes its time' } as const

const namesOf: Statement<{ name: string | null }> = statement('test.planted_names', `select card ->> 'name' as name from store_record where id = any ($1)`)

function fault(name: string | null, folder: string | undefined): Promise<void> | void {
  if (name === planted.loops) for (;;) Math.random()
  if (name === planted.eats) for (const eaten: Buffer[] = []; ; ) eaten.push(Buffer.alloc(1_000_000, 1))
  // One growth of a large table is more than the engine lets a thread have on its way out: it ends the whole process.
  if (name === planted.grows) for (const grown = new Map<number, number>(); ; ) grown.set(grown.size, 1)
  if (name === planted.ends && folder !== undefined && readdirSync(folder).length < 2) {
    writeFileSync(join(folder, `${process.pid}`), '')
    process.kill(process.pid, 'SIGKILL')
  }
  if (name === planted.sleeps) return new Promise((done) => setTimeout(done, 1_500))
}

workApart((setup, given): WorkingRooms => {
  const { connection, folder } = setup as PlantedSetup
  const keys = openKeys(Buffer.alloc(32, 1))
  const database = openDatabase({ connection, role: 'feed', clock: systemClock, size: 2, statementSeconds: 60 })
  const release = openRelease()
  const inbound = openInbound({
    audit: openAudit(), directory: openDirectory(), patients: openPatients({ keys }), keys, clock: systemClock, database, ...given,
    async decided(tx, rows) {
      await release.decideRows(tx, rows)
      for (const { name } of await tx.query(namesOf, [rows.map((row) => row.id)])) await fault(name, folder)
    },
    forgotten: (tx, patient, records) => release.forget(tx, patient, records),
  })
  return { feeds: inbound.feeds, close: async () => void (await Promise.all([inbound.close(), database.close()])) }
})
