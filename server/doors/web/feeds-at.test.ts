// Is what a page tells the sender where the house really listens?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenCertificate } from '../../../tests/feeds/certificate.ts'
import { openFeedsAt } from './feeds-at.ts'

const site = 'https://record.example'
const listening = (host: string, port: number) => ({ host, port, portGiven: true })

test('doors that the configuration does not name are not there', () => {
  const at = openFeedsAt({ trial: false, mllp: null, push: null }, site)
  at.opened({ mllpPort: null, pushPort: null })
  assert.deepEqual([at.mllp(), at.push()], [null, null])
})

test('HL7 v2: the address, the port and the certificate by which senders know this server, without its key', () => {
  const { key, cert, fingerprint } = givenCertificate('feeds.record.example')
  const at = openFeedsAt({ trial: false, mllp: { ...listening('10.20.0.5', 2575), tls: { key, cert } }, push: null }, site)
  assert.equal(at.mllp(), null, 'not open yet')
  at.opened({ mllpPort: 2575, pushPort: null })
  const mllp = at.mllp()
  assert.deepEqual([mllp?.host, mllp?.port, mllp?.local, mllp?.certificate?.fingerprint, mllp?.certificate?.until.slice(0, 4), mllp?.certificate?.names, mllp?.certificate?.fits], ['10.20.0.5', 2575, false, fingerprint, '2120', ['feeds.record.example'], false])
  const named = openFeedsAt({ trial: false, mllp: { ...listening('feeds.record.example', 2575), tls: { key, cert } }, push: null }, site)
  named.opened({ mllpPort: 2575, pushPort: null })
  assert.equal(named.mllp()?.certificate?.fits, true)
  assert.match(mllp?.certificate?.pem ?? '', /^-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----$/)
})

test('a server that listens on every address does not know which one the sender reaches', () => {
  for (const host of ['0.0.0.0', '::']) {
    const at = openFeedsAt({ trial: false, mllp: { ...listening(host, 2575), tls: givenCertificate() }, push: null }, site)
    at.opened({ mllpPort: 2575, pushPort: null })
    assert.deepEqual([at.mllp()?.host, at.mllp()?.port], [null, 2575])
  }
})

test('pushes come to the address of the pages, whose proxy hands them on; in a trial to this computer, at the port it really took', () => {
  const real = openFeedsAt({ trial: false, mllp: null, push: listening('localhost', 8081) }, site)
  real.opened({ mllpPort: null, pushPort: 8081 })
  assert.deepEqual([real.push()?.urlOf('lakeside:ehr'), real.push()?.behind], [`${site}/feeds/lakeside:ehr`, { host: 'localhost', port: 8081 }])
  const trial = openFeedsAt({ trial: true, mllp: { ...listening('localhost', 2575), tls: null }, push: listening('localhost', 8081) }, 'http://localhost:8080')
  trial.opened({ mllpPort: 2576, pushPort: 8082 })
  assert.deepEqual([trial.push()?.urlOf('lakeside:ehr'), trial.push()?.behind, trial.mllp()], ['http://localhost:8082/feeds/lakeside:ehr', null, { host: 'localhost', port: 2576, local: true, certificate: null }])
})
