// Does COPY give and take every row, whatever its size, and leave a connection that still answers?
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { asOwner, testCluster } from '../../../../tests/given/database.ts'
import { copyIn, copyOut } from './copy.ts'

const { connection } = await testCluster()

test('rows come out whole whatever their number and size, and the connection answers afterwards', async () => {
  await asOwner(connection, async (client) => {
    for (const [rows, length] of [[0, 1], [1, 10], [3, 300_000], [400, 1000], [520, 1000], [5000, 100], [9, 65_536], [40, 65_000]]) {
      const out = copyOut(client, `copy (select repeat('x', ${length}) from generate_series(1, ${rows})) to stdout`)
      const hash = createHash('sha256')
      for await (const text of out.text) {
        hash.update(text as Buffer)
        // A slow reader: more arrives than is taken.
        for (let turns = 0; turns < 5; turns += 1) await turn()
      }
      assert.equal(out.rows(), rows)
      assert.equal(hash.digest('hex'), createHash('sha256').update(`${'x'.repeat(length ?? 0)}\n`.repeat(rows ?? 0)).digest('hex'))
      assert.equal((await client.query('select 1 as one')).rowCount, 1)
    }
  })
})

test('a reader that sleeps until everything was sent does not stop the connection, wherever the end falls', async () => {
  await asOwner(connection, async (client) => {
    for (let rows = 200; rows <= 340; rows += 4) {
      const out = copyOut(client, `copy (select repeat('x', 1000) from generate_series(1, ${rows})) to stdout`)
      // Everything that may be on its way has arrived, the end among it, before the reader begins.
      for (let turns = 0; turns < 300; turns += 1) await turn()
      let bytes = 0
      for await (const text of out.text) bytes += (text as Buffer).length
      assert.equal(bytes, rows * 1001)
      assert.equal((await client.query('select 1 as one')).rowCount, 1)
    }
  })
})

test('a statement that fails, and a source that fails, are told with their own error, and the connection answers', async () => {
  await asOwner(connection, async (client) => {
    const out = copyOut(client, 'copy (select 1 / 0) to stdout')
    await assert.rejects(async () => {
      for await (const text of out.text) assert.fail(String(text))
    }, /division by zero/)
    await client.query('create temporary table taken (id integer)')
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('1\n')
      throw new Error('the disk is gone')
    }
    await assert.rejects(copyIn(client, 'copy taken from stdin', broken()), /the disk is gone/)
    const wrong = async function* (): AsyncGenerator<Buffer> {
      for (let row = 0; row < 50_000; row += 1) yield Buffer.from(row === 5 ? 'no number\n' : `${row}\n`)
    }
    await assert.rejects(copyIn(client, 'copy taken from stdin', wrong()), /no number/)
    const right = async function* (): AsyncGenerator<Buffer> {
      for (let row = 0; row < 50_000; row += 1) yield Buffer.from(`${row}\n`)
    }
    assert.equal(await copyIn(client, 'copy taken from stdin', right()), 50_000)
    assert.equal((await client.query('select 1 from taken')).rowCount, 50_000)
  })
})
