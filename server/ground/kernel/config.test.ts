// Are unsafe settings refused before anything starts? R88.
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ConfigError, readConfig } from '#kernel'
import { givenCertificate } from '../../../tests/feeds/certificate.ts'

const folder = mkdtempSync(join(tmpdir(), 'portico-config-'))
const keyFile = join(folder, 'key')
writeFileSync(keyFile, 'ab'.repeat(32), { mode: 0o400 })
const real = { DATABASE_URL: 'postgresql://portico@db.example/portico', PORTICO_KEY_FILE: keyFile, PUBLIC_URL: 'https://record.example/', SMTP_URL: 'smtp://relay.example', PORTICO_DATA: folder }

test('real people are served with a database, a key file, an address and a relay', () => {
  const config = readConfig(real)
  assert.equal(config.trial, false)
  assert.equal(config.publicUrl, 'https://record.example')
})

for (const left of ['PORTICO_KEY_FILE', 'PUBLIC_URL', 'SMTP_URL'] as const) {
  test(`without ${left} real people are not served, and the message names it`, () => {
    const { [left]: _left, ...rest } = real
    assert.throws(() => readConfig(rest), (error) => error instanceof ConfigError && error.message.includes(left))
  })
}

test('a key file that others can read, a short key, the trial key and an address without https are refused', () => {
  const open = join(folder, 'open')
  writeFileSync(open, 'ab'.repeat(32))
  chmodSync(open, 0o444)
  assert.throws(() => readConfig({ ...real, PORTICO_KEY_FILE: open }), /chmod 400/)
  const short = join(folder, 'short')
  writeFileSync(short, 'abcd', { mode: 0o400 })
  assert.throws(() => readConfig({ ...real, PORTICO_KEY_FILE: short }), /32 bytes/)
  readConfig({ PORTICO_DATA: folder })
  assert.throws(() => readConfig({ ...real, PORTICO_KEY_FILE: join(folder, 'trial.key') }), /trial key/)
  assert.throws(() => readConfig({ ...real, PUBLIC_URL: 'http://record.example' }), /https/)
})

test('a trial needs nothing, and keeps its key', () => {
  const first = readConfig({ PORTICO_DATA: folder })
  assert.equal(first.trial, true)
  assert.deepEqual(readConfig({ PORTICO_DATA: folder }).masterKey, first.masterKey)
})

test('texts need one https address and a key that only this user can read', () => {
  const gateway = { ...real, TEXT_GATEWAY_URL: 'https://texts.example/v1/messages', TEXT_GATEWAY_KEY_FILE: keyFile }
  assert.deepEqual(readConfig(gateway).textGateway, { url: 'https://texts.example/v1/messages', key: 'ab'.repeat(32), countries: ['1'] })
  assert.deepEqual(readConfig({ ...gateway, TEXT_COUNTRIES: '1, +52' }).textGateway?.countries, ['1', '52'])
  assert.equal(readConfig(real).textGateway, null)
  const { TEXT_GATEWAY_KEY_FILE: _left, ...keyless } = gateway
  assert.throws(() => readConfig(keyless), /TEXT_GATEWAY_KEY_FILE/)
  for (const url of ['http://texts.example/', 'http://localhost/', 'ftp://texts.example', 'texts.example', 'https://name:word@texts.example/', 'https://texts.example/#x', 'file:///etc/passwd']) assert.throws(() => readConfig({ ...gateway, TEXT_GATEWAY_URL: url }), ConfigError, url)
  assert.throws(() => readConfig({ ...gateway, TEXT_COUNTRIES: 'us' }), /TEXT_COUNTRIES/)
  assert.equal(readConfig({ PORTICO_DATA: folder, TEXT_GATEWAY_URL: 'http://127.0.0.1:9/', TEXT_GATEWAY_KEY_FILE: keyFile }).textGateway?.url, 'http://127.0.0.1:9/')
})

test('feeds come in over TLS where real people are served, and in a trial on this computer without', () => {
  const [cert, key] = [join(folder, 'mllp.crt'), join(folder, 'mllp.key')]
  const own = givenCertificate()
  writeFileSync(cert, own.cert)
  writeFileSync(key, own.key, { mode: 0o400 })
  assert.deepEqual([readConfig(real).mllp, readConfig(real).push], [null, null])
  assert.throws(() => readConfig({ ...real, MLLP_PORT: '2575' }), /TLS/)
  assert.throws(() => readConfig({ ...real, MLLP_PORT: '2575', MLLP_KEY_FILE: keyFile }), /belong together/)
  assert.throws(() => readConfig({ ...real, MLLP_PORT: '99999', MLLP_KEY_FILE: key, MLLP_CERT_FILE: cert }), /MLLP_PORT/)
  assert.throws(() => readConfig({ ...real, MLLP_PORT: '2575', MLLP_KEY_FILE: keyFile, MLLP_CERT_FILE: cert }), /PEM/)
  const { mllp } = readConfig({ ...real, MLLP_PORT: '2575', MLLP_HOST: '10.1.2.3', MLLP_KEY_FILE: key, MLLP_CERT_FILE: cert })
  assert.deepEqual([mllp?.host, mllp?.port, mllp?.tls?.cert.equals(own.cert)], ['10.1.2.3', 2575, true])
  const trial = readConfig({ PORTICO_DATA: folder })
  assert.deepEqual([trial.mllp, trial.push], [{ host: 'localhost', port: 2575, portGiven: false, tls: null }, { host: 'localhost', port: 8081, portGiven: false }])
  assert.equal(readConfig({ PORTICO_DATA: folder, HOST: '0.0.0.0' }).mllp, null)
})
