// Somebody shows a certificate of their own, in the same name: does only the pinned key open the line, and only until it is shut out? T23, R66.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { givenCertificate } from '../feeds/certificate.ts'
import { type GivenFeeds, acknowledged, givenFeeds, labMessage } from '../feeds/wire.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds()))
after(() => given.end())

test('a certificate that says the same name but is another one opens nothing', async () => {
  const line = await given.line(givenCertificate('lab'))
  line.send(labMessage('1'))
  assert.equal(await line.answer(), null)
  assert.deepEqual(await given.kept(), [])
})

test('the certificate of a feed that has ended opens nothing, and its open line is told so', async () => {
  const old = givenCertificate('old')
  const { feed } = await given.add({ key: 'old', route: 'mllp' }, { certificate: old.fingerprint })
  const line = await given.line(old)
  line.send(labMessage('2'))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '2'])
  await given.house.composed.databases.operate.run((tx) => given.house.composed.inbound.feeds.registry.end(tx, feed.id))
  let answer = 'AA'
  // What an operator changes holds within three seconds.
  for (let at = 0; at < 100 && answer === 'AA'; at += 1) {
    await new Promise((done) => setTimeout(done, 50))
    line.send(labMessage(`2-${at}`))
    answer = acknowledged(await line.answer())[0]
  }
  assert.equal(answer, 'AR')
  const again = await given.line(old)
  again.send(labMessage('3'))
  assert.equal(await again.answer(), null)
  assert.ok((await given.kept()).every((one) => one.name !== '3'))
})

test('a feed that is pushed to is not spoken for by a certificate', async () => {
  const other = givenCertificate('other')
  await given.add({ key: 'other', route: 'fhir' }, { certificate: other.fingerprint })
  const line = await given.line(other)
  line.send(labMessage('4'))
  assert.equal(await line.answer(), null)
})
