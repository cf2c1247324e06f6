// Does the chain notice a changed, a deleted and a reordered line? R82.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type GivenDatabase, asOwner as connected, givenDatabase } from '../../../tests/given/database.ts'
import { roleConnection } from '#kernel'
import { openAudit, openSealer, verifyChain } from './index.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
})
after(() => given.end())

const audit = openAudit()
const note = (purpose: string) => given.web.run((tx) => audit.note(tx, { kind: 'signed-in', actor: null, actorRole: 'nobody', purpose }))
const asOwner = (...statements: string[]) => connected(given.owner, async (client) => {
  for (const one of statements) await client.query(one)
})
const open = 'alter table audit_event disable trigger all'

beforeEach(async () => {
  await asOwner('alter table audit_event disable trigger all', 'alter table audit_seal disable trigger all', 'delete from audit_seal', 'delete from audit_event', 'alter table audit_event enable trigger all', 'alter table audit_seal enable trigger all')
  for (const purpose of ['one', 'two', 'three', 'four']) await note(purpose)
  // A transaction still open in any database of the cluster holds the sealer back: it comes again.
  for (let sealed = 0; sealed < 4; ) sealed += await openSealer(given.sealer).sealNow()
})

test('an untouched chain verifies, and sealing again adds nothing', async () => {
  assert.deepEqual(await verifyChain(given.sealer, 3), { lines: 4, broken: null })
  assert.equal(await openSealer(given.sealer).sealNow(), 0)
})

test('a changed line is named', async () => {
  await asOwner(open, "update audit_event set purpose = 'other' where purpose = 'three'")
  assert.equal((await verifyChain(given.sealer)).broken, 3)
})

test('a deleted line is named', async () => {
  await asOwner(open, "delete from audit_event where purpose = 'two'")
  assert.equal((await verifyChain(given.sealer)).broken, 2)
})

test('two seals that changed places are named', async () => {
  await asOwner('alter table audit_seal disable trigger all', 'update audit_seal set seq = seq + 100', 'update audit_seal set seq = case seq when 101 then 2 when 102 then 1 else seq - 100 end')
  assert.equal((await verifyChain(given.sealer)).broken, 1)
})

test('no role of the house can change or delete a line, and the owner is stopped by the trigger', async () => {
  await assert.rejects(asOwner("update audit_event set purpose = 'x'"), /append only/)
  await assert.rejects(asOwner('truncate audit_event'), /append only/)
  const asWeb = connected(roleConnection(given.owner, 'web', given.keys), (client) => client.query('delete from audit_event'))
  await assert.rejects(asWeb, /permission denied/)
})
