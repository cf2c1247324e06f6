// R52: does the house work when the owner of its database is no superuser, as an operator's database would have it?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TOTP } from 'otpauth'
import { clockAt, databaseRoles, migrate, newId, openKeys, openLog } from '#kernel'
import { seedTrial } from '#operate'
import { compose } from '../../server/compose.ts'
import { rooms } from '../../server/rooms.ts'
import { asOwner, onDatabase, testCluster } from '../given/database.ts'
import { testConfig } from '../given/house.ts'

const at = '2026-11-20T15:00:00Z'

test('a migrator that may create roles, and is no superuser, migrates, and people can sign in and read (R52)', async () => {
  const { connection } = await testCluster()
  const [role, database] = [`plain_${newId().slice(0, 8)}`, `plain_${newId().replaceAll('-', '')}`]
  await asOwner(connection, async (client) => {
    await client.query(`create role ${role} login createrole nosuperuser nobypassrls password 'plain'`)
    await client.query(`create database ${database} owner ${role}`)
    // Where the roles of the house exist in this cluster already; in a fresh one this role makes them.
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version")
    const made = await client.query("select 1 from pg_roles where rolname = 'portico_web'")
    for (const name of databaseRoles) if (made.rowCount === 1 && Number(rows[0]?.version) >= 160_000) await client.query(`grant portico_${name} to ${role} with admin option`)
  })
  const config = testConfig(true)
  const connectAs = onDatabase(connection, database)
  const owner = connectAs.connectionString === undefined ? { ...connectAs, user: role, password: 'plain' } : { connectionString: connectAs.connectionString.replace(/\/\/[^@]*@/, `//${role}:plain@`) }
  await migrate({ connection: owner, keys: openKeys(config.masterKey), folders: rooms.map((room) => room.folder) })
  const clock = clockAt(at)
  const composed = await compose({ config, clock, connection: owner, log: openLog(null), publicUrl: 'http://localhost' })
  try {
    const seeded = await seedTrial(composed, config.dataFolder)
    const one = seeded.signIns.find((person) => person.name.startsWith('Hannah'))
    assert.ok(one !== undefined)
    const code = new TOTP({ secret: one.totpSecret, digits: 6, period: 30, algorithm: 'SHA1' }).generate({ timestamp: clock.now().getTime() })
    const caller = { network: 'here', agent: 'test', device: null }
    const { half } = await composed.house.accounts.signIn({ given: { email: one.email, password: one.password, shared: false, next: null }, caller })
    const { token } = await composed.house.accounts.secondStep({ half, shown: { kind: 'app', code }, caller })
    const seen = await composed.house.database.run(async (tx) => {
      const viewer = await composed.house.access.viewerFor(tx, composed.house.accounts.enter(tx, token), 'me')
      return { charts: viewer.patients.length, results: (await composed.house.chart.list(viewer, { kinds: ['lab-result'] })).total }
    })
    assert.equal(seen.charts, 1)
    assert.ok(seen.results > 5)
  } finally {
    await composed.close()
    await asOwner(connection, async (client) => {
      await client.query(`drop database ${database} with (force)`)
      await client.query(`drop role ${role}`)
    })
  }
})
