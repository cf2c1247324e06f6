// What does a test kill? The rooms of a house with both doors of feeds, in a process of its own, on the test's database and at the test's instant.
import type pg from 'pg'
import { clockAt, openLog, systemClock } from '#kernel'
import { openFeedsDoor } from '#feeds'
import { compose } from '../../server/compose.ts'
import { testConfig } from '../given/house.ts'

export type ToProcess = { readonly connection: pg.PoolConfig; /** ISO instant at which the rooms' clock stands. */ readonly at: string }
export type FromProcess = { readonly mllpPort: number; readonly pushPort: number }

process.once('message', ({ connection, at }: ToProcess) => {
  void (async () => {
    const log = openLog(null)
    const composed = await compose({ config: testConfig(true), clock: clockAt(at), connection, log, publicUrl: 'http://localhost' })
    const { feeds } = composed.inbound
    const door = await openFeedsDoor({ log, clock: systemClock, database: composed.databases.feed, feeds, trial: true }, { mllp: { host: '127.0.0.1', port: 0, portGiven: true, tls: null }, push: { host: '127.0.0.1', port: 0, portGiven: true } })
    feeds.start(0.05)
    const told: FromProcess = { mllpPort: door.mllpPort ?? 0, pushPort: door.pushPort ?? 0 }
    process.send?.(told)
  })()
})
