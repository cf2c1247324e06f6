// What does a test kill? A house that takes in HL7 v2 on loopback and works on it, in a process of its own, on the test's database.
import type pg from 'pg'
import { openLog, systemClock } from '#kernel'
import { openFeedsDoor } from '#feeds'
import { compose } from '../../server/compose.ts'
import { testConfig } from '../given/house.ts'

process.once('message', (connection: pg.PoolConfig) => {
  void (async () => {
    const composed = await compose({ config: testConfig(true), clock: systemClock, connection, log: openLog(null), publicUrl: 'http://localhost', feedsApart: true })
    const { feeds } = composed.inbound
    const door = await openFeedsDoor({ log: openLog(null), clock: systemClock, database: composed.databases.feed, feeds, trial: true }, { mllp: { host: '127.0.0.1', port: 0, portGiven: true, tls: null }, push: null })
    feeds.start(0.2)
    process.once('SIGTERM', () => void door.close().then(() => composed.close()).then(() => process.exit(0)))
    process.send?.({ port: door.mllpPort })
  })()
})
