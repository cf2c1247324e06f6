// Does the trial database start again after everything around it was killed, and keep what was committed?
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openTrialDatabase, testSwitch } from '#kernel'
import { asOwner } from '../../../tests/given/database.ts'

const skip = testSwitch('TEST_DATABASE_URL') === undefined ? false : 'the run uses another PostgreSQL'

test('after kill -9 of the program, and then of the database, the next start simply works and nothing is lost', { skip }, async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'pt-')), 'postgres')
  const program = `import { openTrialDatabase } from '#kernel'
    const { connection } = await openTrialDatabase(${JSON.stringify(folder)})
    const { default: pg } = await import('pg')
    const client = new pg.Client(connection); await client.connect()
    await client.query('create table kept (n int)'); await client.query('insert into kept values (1)')
    console.log('ready'); setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const count = (connection: Parameters<typeof asOwner>[0]) => asOwner(connection, async (client) => Number((await client.query('select count(*) as n from kept')).rows[0].n))
  const second = await openTrialDatabase(folder)
  assert.equal(second.found, true)
  assert.equal(await count(second.connection), 1)
  process.kill(Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  const third = await openTrialDatabase(folder)
  assert.equal(third.found, false)
  assert.equal(await count(third.connection), 1)
  await third.stop()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})
