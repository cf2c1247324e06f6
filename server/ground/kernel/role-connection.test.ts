// Does every role connect as safely as the owner does, under its own name?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { openKeys, roleConnection } from '#kernel'

const keys = openKeys(Buffer.alloc(32, 1))
/** What the driver makes of it. */
const asRole = (connectionString: string) => new pg.Client({ ...roleConnection({ connectionString }, 'feed', keys), options: '-c statement_timeout=1' }) as pg.Client & { readonly connectionParameters: { readonly options: string } }

test('a role keeps what the address says about TLS, and nothing else of it', () => {
  const { ssl, user, password, host, port, database, connectionParameters } = asRole('postgres://owner:secret@db.example:6432/port%20ico?sslmode=verify-full&user=owner&password=secret&options=-c%20statement_timeout%3D0')
  assert.deepEqual([typeof ssl, user, host, port, database], ['object', 'portico_feed', 'db.example', 6432, 'port ico'])
  assert.match(String(password), /^[0-9a-f]{64}$/)
  assert.equal(connectionParameters.options, '-c statement_timeout=1')
})

test('without TLS, and by a socket, it is as before', () => {
  const plain = asRole('postgres://owner:secret@db.example/portico')
  assert.deepEqual([plain.ssl, plain.user, plain.host, plain.port, plain.database], [false, 'portico_feed', 'db.example', 5432, 'portico'])
  const socket = asRole('postgres:///portico?host=%2Frun%2Fpostgresql&port=5433')
  assert.deepEqual([socket.user, socket.host, socket.port, socket.database], ['portico_feed', '/run/postgresql', 5433, 'portico'])
})
