// A feed opens one line more than it may: is that one closed, and does it come in when another has left? R66.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { feedLimits } from '#feeds'
import { givenCertificate } from '../feeds/certificate.ts'
import { type GivenFeeds, acknowledged, givenFeeds, labMessage } from '../feeds/wire.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds({ limits: { freshOfAddress: 1_000 } })))
after(() => given.end())

test('the 51st line of a feed is closed; another feed does not notice', async () => {
  assert.equal(feedLimits.connectionsOfFeed, 50)
  const lines = []
  for (let at = 0; at < 50; at += 1) {
    const line = await given.line()
    line.send(labMessage(`${at}`))
    lines.push(line)
  }
  for (const line of lines) assert.equal(acknowledged(await line.answer())[0], 'AA')
  const late = await given.line()
  late.send(labMessage('late'))
  assert.equal(await late.answer(), null)
  const other = givenCertificate('other')
  await given.add({ key: 'other', route: 'mllp' }, { certificate: other.fingerprint })
  const [first] = lines
  const elsewhere = await given.line(other)
  elsewhere.send(labMessage('elsewhere'))
  assert.deepEqual(acknowledged(await elsewhere.answer()), ['AA', 'elsewhere'])
  first?.end()
  let answer: string | null = null
  for (let tries = 0; tries < 50 && answer === null; tries += 1) {
    await new Promise((done) => setTimeout(done, 20))
    const again = await given.line()
    again.send(labMessage('again'))
    answer = await again.answer()
  }
  assert.deepEqual(acknowledged(answer), ['AA', 'again'])
  assert.ok((await given.kept()).every((one) => one.name !== 'late'))
})
