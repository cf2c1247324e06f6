// C10, R89, T25: is a backup whole, closed to a thief, and as good as the house it was made of?
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { TOTP } from 'otpauth'
import { verifyChain } from '#audit'
import { type Refusal, type Statement, clockAt, databaseRoles, migrate, newId, openKeys, openLog, statement } from '#kernel'
import { BackupRefused, letBackupRead, makeBackup, readerRole, restoreBackup, verifyBackup } from '../../server/doors/operate/backup/index.ts'
import { type Composed, compose } from '../../server/compose.ts'
import { rooms } from '../../server/rooms.ts'
import { contentsOf, guardsOf, summaryOf } from '../given/backup.ts'
import { asOwner, givenDatabase, onDatabase, testCluster } from '../given/database.ts'
import { type GivenHouse, givenHouse, testConfig } from '../given/house.ts'

const folder = mkdtempSync(join(tmpdir(), 'portico-backup-'))
const file = join(folder, 'portico.backup')
const caller = { network: 'here', agent: 'test', device: null }
const databases: string[] = []
const newName = (): string => {
  const name = `restored_${newId().replaceAll('-', '')}`
  databases.push(name)
  return name
}

let house: GivenHouse
before(async () => {
  house = await givenHouse({ demo: true })
  await letBackupRead(house.owner)
})
after(async () => {
  await house.end()
  const { connection } = await testCluster()
  await asOwner(connection, async (client) => {
    for (const name of databases) await client.query(`drop database if exists ${name} with (force)`)
  })
  rmSync(folder, { recursive: true })
})

const outcome = (promise: Promise<unknown>) => promise.then(() => 'done', (error: Refusal) => error.code)
const back = async (into: string | null, { connection = house.owner, replace = false, from = file } = {}) => restoreBackup({ verified: await verifyBackup(from, house.composed.keys), connection, keys: house.composed.keys, clock: house.clock, into, replace })

async function onRestored<T>(database: string, body: (composed: Composed) => Promise<T>): Promise<T> {
  const composed = await compose({ config: testConfig(true), clock: house.clock, connection: onDatabase(house.owner, database), log: openLog(null), publicUrl: 'http://localhost' })
  try {
    return await body(composed)
  } finally {
    await composed.close()
  }
}

const someone = () => {
  const one = house.seeded?.signIns.find((person) => person.name.startsWith('Hannah'))
  assert.ok(one !== undefined)
  return one
}
async function signIn({ accounts }: Composed['house']): Promise<string> {
  const { half } = await accounts.signIn({ given: { email: someone().email, password: someone().password, shared: false, next: null }, caller })
  const code = new TOTP({ secret: someone().totpSecret, digits: 6, period: 30, algorithm: 'SHA1' }).generate({ timestamp: house.clock.now().getTime() })
  return (await accounts.secondStep({ half, shown: { kind: 'app', code }, caller })).token
}

/** Everything that must be void afterwards, and a chain with lines that are not sealed yet, from a cluster that ran for years. */
async function leaveThingsOpen(): Promise<{ session: string; half: string; code: string; birthDate: string; join: string }> {
  const { house: rooms_, databases: { operate }, sealer } = house.composed
  const session = await signIn(rooms_)
  const { half } = await rooms_.accounts.signIn({ given: { email: someone().email, password: someone().password, shared: false, next: null }, caller })
  const letterFor = house.seeded?.letterFor
  assert.ok(letterFor !== null && letterFor !== undefined)
  const code = (await operate.run((tx) => rooms_.identity.issueLetter(tx, letterFor))).codeGroups.join('')
  const { join: joining } = await rooms_.identity.begin({ code, square: null, birthDate: letterFor.birthDate, network: 'here' })
  await sealer.sealNow()
  await asOwner(house.owner, async (client) => {
    for (const [table, column] of [['audit_event', 'xid'], ['audit_seal', 'event_xid']]) {
      await client.query(`alter table ${table} disable trigger user`)
      await client.query(`update ${table} set ${column} = (${column}::text::bigint + 1000000000000)::text::xid8`)
      await client.query(`alter table ${table} enable trigger user`)
    }
  })
  return { session, half, code, birthDate: letterFor.birthDate, join: joining }
}

test('a restored backup is equal in every table, only what was open is void, and the house works on it (C10)', async () => {
  const open = await leaveThingsOpen()
  const before_ = await contentsOf(house.owner)
  assert.ok(Object.values(before_).flat().length > 1000)
  for (const table of ['accounts_session', 'accounts_half', 'identity_joining', 'audit_seal', 'notices_mail']) assert.notEqual(before_[table]?.length ?? 0, 0, table)
  const made = await makeBackup({ connection: house.owner, keys: house.composed.keys, clock: house.clock, file })
  assert.deepEqual([made.rows, made.bytes, statSync(file).mode & 0o777, existsSync(`${file}.part`)], [Object.values(before_).flat().length, statSync(file).size, 0o600, false])

  const database = newName()
  await back(database)
  const restored = onDatabase(house.owner, database)
  const after_ = await contentsOf(restored)
  assert.deepEqual(await guardsOf(restored), await guardsOf(house.owner))
  const changed = Object.keys(before_).filter((table) => summaryOf(before_)[table] !== summaryOf(after_)[table])
  assert.deepEqual(changed, ['accounts_half', 'accounts_link', 'accounts_session', 'audit_event', 'identity_code', 'identity_joining'])
  assert.deepEqual([after_.accounts_half, after_.accounts_session, after_.identity_joining], [[], [], []])
  const added = (after_.audit_event ?? []).filter((row) => !(before_.audit_event ?? []).includes(row))
  assert.equal(added.length, 1)
  assert.match(added[0] ?? '', /backup restored/)
  assert.deepEqual((before_.audit_event ?? []).filter((row) => !(after_.audit_event ?? []).includes(row)), [])
  const codes = (rows: readonly string[] = []) => rows.map((row) => JSON.parse(row) as { id: string; voided_at: string | null; spent_at: string | null })
  assert.deepEqual(codes(after_.identity_code).filter((code) => code.voided_at === null && code.spent_at === null), [])
  const still = (rows: readonly string[] = []) => codes(rows).map((code) => ({ ...code, voided_at: '' }))
  assert.deepEqual(still(after_.identity_code).sort((a, b) => a.id.localeCompare(b.id)), still(before_.identity_code).sort((a, b) => a.id.localeCompare(b.id)))

  house.clock.advance({ minutes: 1 })
  await onRestored(database, async (composed) => {
    const { accounts, identity, access, chart, database: web } = composed.house
    assert.notEqual(await outcome(web.run((tx) => accounts.enter(tx, open.session).then(() => undefined))), 'done')
    assert.notEqual(await outcome(web.run((tx) => accounts.enterHalf(tx, open.half).then(() => undefined))), 'done')
    const { state, join } = await identity.begin({ code: open.code, square: null, birthDate: open.birthDate, network: 'there' })
    assert.deepEqual([state, (await web.run((tx) => identity.readOver(tx, join)))?.state], ['over', 'stopped'])
    const token = await signIn(composed.house)
    const total = await web.run(async (tx) => (await chart.list(await access.viewerFor(tx, accounts.enter(tx, token), 'me'), { kinds: ['lab-result'] })).total)
    assert.ok(total > 5)
  })
  // The house the backup was made of went on: its sessions still hold.
  await house.composed.house.database.run((tx) => house.composed.house.accounts.enter(tx, open.session).then(() => undefined))
})

const linesAndSeals = async (database: string): Promise<{ events: number; seals: number }> => {
  const [row] = await asOwner(onDatabase(house.owner, database), async (client) => (await client.query('select count(*)::int as events, (select count(*)::int from audit_seal) as seals from audit_event')).rows as { events: number; seals: number }[])
  return row ?? { events: -1, seals: -2 }
}

test('the audit chain goes on over a restore: lines not sealed before, the restore itself, and new ones', async () => {
  const database = newName()
  await back(database)
  await onRestored(database, async ({ sealer, databases: { sealer: reading, operate }, house: { audit } }) => {
    const sealedBefore = (await verifyChain(reading)).lines
    await sealer.sealNow()
    await operate.run((tx) => audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'after the restore' }))
    // A transaction still open in any database of the cluster holds the sealer back: it comes again.
    for (let left = await linesAndSeals(database); left.seals < left.events; left = await linesAndSeals(database)) await sealer.sealNow()
    const chain = await verifyChain(reading)
    assert.equal(chain.broken, null)
    assert.ok(chain.lines >= sealedBefore + 2)
  })
})

test('who took everything out is in the trail', async () => {
  const [row] = await asOwner(house.owner, async (client) => (await client.query("select detail from audit_event where kind = 'operator-acted' and purpose = 'backup made'")).rows as { detail: { rows: number; bytes: number } }[])
  assert.equal(row?.detail.bytes, statSync(file).size)
})

test('nothing of anybody can be read in the file: names, addresses, numbers, tests, tables (T25)', async () => {
  const bytes = readFileSync(file)
  const people = await asOwner(house.owner, async (client) => (await client.query('select name, family, mrn, birth_date::text as born from patients_patient limit 8')).rows as Record<string, string>[])
  const sentinels = [...people.flatMap((one) => [one.name, one.family, one.mrn, one.born]), someone().email, someone().name, 'example.com', 'Lakeside', 'Cholesterol', 'patients_patient', 'store_record', 'argon2id', 'Observation', 'lab-result', 'migrations'].filter((text): text is string => typeof text === 'string' && text.length > 4)
  assert.ok(sentinels.length >= 20)
  assert.deepEqual(sentinels.filter((text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')) || bytes.toString('latin1').includes(Buffer.from(text).toString('base64').slice(0, -4))), [])
  // The first line says when and which schema, and nothing else.
  assert.deepEqual(Object.keys(JSON.parse(bytes.subarray('portico-backup '.length, bytes.indexOf('\n')).toString()) as object), ['format', 'madeAt', 'schema', 'salt', 'key'])
})

test('another key, a changed byte, a cut end: refused before anything is made', async () => {
  await assert.rejects(verifyBackup(file, openKeys(Buffer.alloc(32, 9))), /another key/)
  const whole = readFileSync(file)
  const damaged = join(folder, 'damaged')
  const step = Math.ceil(whole.length / 40)
  for (let at = 0; at < whole.length; at += step) {
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ 0x80
    writeFileSync(damaged, bytes)
    await assert.rejects(verifyBackup(damaged, house.composed.keys), BackupRefused, `byte ${at}`)
  }
  for (const bytes of [whole.subarray(0, -1), whole.subarray(0, whole.length >> 1), Buffer.concat([whole, Buffer.from('x')])]) {
    writeFileSync(damaged, bytes)
    await assert.rejects(verifyBackup(damaged, house.composed.keys), BackupRefused)
  }
})

test('a file that is damaged between its check and its use leaves nothing behind', async () => {
  const other = join(folder, 'swapped')
  writeFileSync(other, readFileSync(file))
  const verified = await verifyBackup(other, house.composed.keys)
  const bytes = readFileSync(other)
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
  writeFileSync(other, bytes)
  const database = newName()
  await assert.rejects(restoreBackup({ verified, connection: house.owner, keys: house.composed.keys, clock: house.clock, into: database, replace: false }), BackupRefused)
  const { connection } = await testCluster()
  assert.equal((await asOwner(connection, (client) => client.query('select 1 from pg_database where datname = $1', [database]))).rowCount, 0)
})

test('a database that holds records is replaced only when that is asked for, and never under somebody who is connected', async () => {
  const database = newName()
  await back(database)
  const target = onDatabase(house.owner, database)
  const first = summaryOf(await contentsOf(target))
  await assert.rejects(back(database), /holds records .* --replace/)
  assert.deepEqual(summaryOf(await contentsOf(target)), first)
  await asOwner(target, async () => assert.rejects(back(database, { replace: true }), /1 others are connected/))
  assert.deepEqual(summaryOf(await contentsOf(target)), first)
  await asOwner(target, (client) => client.query("update directory_organization set name = 'changed since'"))
  house.clock.advance({ minutes: 5 })
  await back(database, { replace: true })
  const again = summaryOf(await contentsOf(target))
  // The instant of the restore is in the trail and on the voided codes.
  assert.deepEqual(Object.keys(first).filter((table) => first[table] !== again[table]), ['audit_event', 'identity_code'])
})

test('a file that is there is never written over', async () => {
  const before_ = readFileSync(file)
  await assert.rejects(makeBackup({ connection: house.owner, keys: house.composed.keys, clock: house.clock, file }), /is there already/)
  assert.ok(readFileSync(file).equals(before_))
})

test('a backup of another schema is refused by the name of what differs', async () => {
  const verified = await verifyBackup(file, house.composed.keys)
  const given = await givenDatabase()
  try {
    await asOwner(given.owner, (client) => client.query("update kernel_migration set hash = 'other' where name = 'server/ground/audit/001-trail.sql'"))
    await assert.rejects(restoreBackup({ verified, connection: given.owner, keys: house.composed.keys, clock: house.clock, into: null, replace: false }), /001-trail\.sql differs/)
  } finally {
    await given.end()
  }
})

const putPair: Statement<never> = statement('test.pair', "insert into directory_organization (id, name, time_zone) values ($1, 'Pair', 'UTC')")

test('while people write, a backup is one instant: what was written together is there together', async () => {
  const { databases: { operate }, house: { audit } } = house.composed
  const live = join(folder, 'live.backup')
  const made = { over: false }
  const writing = (async () => {
    let pairs = 0
    for (; !made.over; pairs += 1) {
      await operate.run(async (tx) => {
        await audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: `pair-${pairs}` })
        await tx.query(putPair, [`pair-${pairs}`])
      })
    }
    return pairs
  })()
  await makeBackup({ connection: house.owner, keys: house.composed.keys, clock: house.clock, file: live }).finally(() => (made.over = true))
  const written = await writing
  const database = newName()
  await back(database, { from: live })
  const [kept] = await asOwner(onDatabase(house.owner, database), async (client) => (await client.query("select array(select purpose from audit_event where purpose like 'pair-%' order by 1) as noted, array(select id from directory_organization where id like 'pair-%' order by 1) as put")).rows as { noted: string[]; put: string[] }[])
  assert.deepEqual(kept?.noted, kept?.put)
  assert.ok(written > (kept?.put.length ?? 0), 'nothing was written meanwhile')
})

test('the role of backups reads every row of every table, writes none, and nobody signs in as it (R52)', async () => {
  await asOwner(house.owner, async (client) => {
    const { rows } = await client.query('select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = $1', [readerRole])
    assert.deepEqual(rows, [{ rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }])
    const writable = await client.query("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and has_table_privilege($1, oid, 'insert, update, delete, truncate')", [readerRole])
    assert.equal(writable.rowCount, 0)
  })
})

test('a table that cannot be read whole stops the backup by name, and is let in at the next start', async () => {
  const given = await givenDatabase()
  try {
    await letBackupRead(given.owner)
    await asOwner(given.owner, (client) => client.query('create table later_thing (id integer primary key); alter table later_thing enable row level security; grant select on later_thing to portico_backup; insert into later_thing values (1)'))
    const order = { connection: given.owner, keys: given.keys, clock: given.clock, file: join(folder, 'partial.backup') }
    await assert.rejects(makeBackup(order), /later_thing/)
    assert.deepEqual([existsSync(order.file), existsSync(`${order.file}.part`)], [false, false])
    await letBackupRead(given.owner)
    assert.equal((await makeBackup(order)).rows, 1)
  } finally {
    await given.end()
  }
})

test('an owner who is no superuser backs up and restores (R52)', async () => {
  const { connection } = await testCluster()
  const [role, from, into] = [`plain_${newId().slice(0, 8)}`, newName(), newName()]
  await asOwner(connection, async (client) => {
    await client.query(`create role ${role} login createrole createdb nosuperuser nobypassrls password 'plain'`)
    await client.query(`create database ${from} owner ${role}`)
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version")
    for (const name of [...databaseRoles, 'backup']) if (Number(rows[0]?.version) >= 160_000) await client.query(`grant portico_${name} to ${role} with admin option`)
  })
  const as = onDatabase(connection, from)
  const owner: pg.PoolConfig = as.connectionString === undefined ? { ...as, user: role, password: 'plain' } : { connectionString: as.connectionString.replace(/\/\/[^@]*@/, `//${role}:plain@`) }
  const config = testConfig(true)
  const keys = openKeys(config.masterKey)
  const clock = clockAt('2026-11-20T15:00:00Z')
  try {
    await migrate({ connection: owner, keys, folders: rooms.map((room) => room.folder) })
    await letBackupRead(owner)
    // The demo's rows, as the owner who may not pass the policies: restored into it from the superuser's backup.
    await restoreBackup({ verified: await verifyBackup(file, keys), connection: owner, keys, clock, into: null, replace: false })
    const mine = join(folder, 'plain.backup')
    await makeBackup({ connection: owner, keys, clock, file: mine })
    await restoreBackup({ verified: await verifyBackup(mine, keys), connection: owner, keys, clock, into, replace: false })
    const [one, two] = [await contentsOf(owner), await contentsOf(onDatabase(owner, into))]
    assert.deepEqual(Object.keys(one).filter((table) => summaryOf(one)[table] !== summaryOf(two)[table]), ['audit_event'])
    assert.deepEqual([one.audit_event?.length, (one.store_record?.length ?? 0) > 100], [two.audit_event?.length, true])
    assert.deepEqual(await guardsOf(onDatabase(owner, into)), await guardsOf(owner))
  } finally {
    await asOwner(connection, async (client) => {
      for (const name of [from, into]) await client.query(`drop database if exists ${name} with (force)`)
      await client.query(`drop role ${role}`)
    })
  }
})
