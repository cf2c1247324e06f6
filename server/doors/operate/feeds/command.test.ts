// Can an operator add a feed, see what it sent, and decide about what could not be read, with words alone?
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Refusal } from '#kernel'
import { type GivenFeeds, acknowledged, givenFeeds, labMessage, push } from '../../../../tests/feeds/wire.ts'
import { givenCertificate } from '../../../../tests/feeds/certificate.ts'
import { rowsOf } from '../../../../tests/given/member.ts'
import { FeedsUsage, feedsCommand, readAsked } from './command.ts'

let given: GivenFeeds
before(async () => (given = await givenFeeds()))
after(() => given.end())

const ask = async (...args: readonly string[]): Promise<string> => (await feedsCommand(given.house.composed, readAsked(args))).said.toString()
const well = async (...args: readonly string[]): Promise<boolean> => (await feedsCommand(given.house.composed, readAsked(args))).well
const refused = (pattern: RegExp) => (error: unknown) => error instanceof Refusal && pattern.test(error.because)

test('a feed is added with its certificate, and its sender is let in at once', async () => {
  const [own, next] = [givenCertificate('engine'), givenCertificate('engine')]
  const file = join(mkdtempSync(join(tmpdir(), 'portico-feeds-')), 'engine.crt')
  writeFileSync(file, own.cert)
  const said = await ask('add', '--id', 'lakeside:engine', '--name', 'Lakeside engine', '--route', 'mllp', '--authorities', 'LAKESIDE, 2.16.840.1.113883.19.7001', '--sender', 'LAB|LAKESIDE,RAD', '--certificate', file)
  assert.match(said, new RegExp(`^lakeside:engine is a feed\n  certificate  ${own.fingerprint}\n +until 2120-01-01`))
  const line = await given.line(own)
  line.send(labMessage('1'))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '1'])
  given.house.clock.advance({ minutes: 1 })
  writeFileSync(file, next.cert)
  await ask('let-in', 'lakeside:engine', '--certificate', file)
  const shown = await ask('show', 'lakeside:engine')
  assert.match(shown, /authorities   LAKESIDE, 2\.16\.840\.1\.113883\.19\.7001\n/)
  assert.match(shown, /senders       LAB\|LAKESIDE, RAD\n/)
  const [first = ''] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(shown) ?? []
  await ask('shut-out', first)
  assert.match(await ask('show', 'lakeside:engine'), new RegExp(`certificate   [0-9a-f-]{36}  ended 2026-11-20T15:01:00.000Z  ${own.fingerprint}\n  certificate   [0-9a-f-]{36}  since 2026-11-20T15:01:00.000Z  ${next.fingerprint}`))
  const renewed = await given.line(next)
  renewed.send(labMessage('2'))
  assert.deepEqual(acknowledged(await renewed.answer()), ['AA', '2'])
  const lines = await rowsOf<{ purpose: string }>(given.house, `select purpose from audit_event where kind = 'operator-acted' and purpose like 'feed %' order by purpose`)
  assert.deepEqual(lines.map((one) => one.purpose), ['feed let in', 'feed let in', 'feed put', 'feed shut out'])
})

test('a credential is shown once, and opens', async () => {
  const [, token = ''] = /credential   (\S+)/.exec(await ask('add', '--id', 'lakeside:ehr', '--name', 'Records', '--route', 'fhir', '--token')) ?? []
  assert.equal((await push(given, '{"resourceType": "Bundle", "type": "history"}', { path: '/feeds/lakeside:ehr', token })).status, 202)
  assert.doesNotMatch(await ask('show', 'lakeside:ehr'), new RegExp(token))
})

test('of a message that is in the record, what was left out of it is named', async () => {
  const patient = { resourceType: 'Patient', id: 'p', identifier: [{ type: { coding: [{ code: 'MR' }] }, value: 'LH-9' }], name: [{ family: 'Test', given: ['Ana'] }], birthDate: '1980-01-01' }
  const measured = { resourceType: 'Observation', id: 'o', status: 'final', category: [{ coding: [{ code: 'laboratory' }] }], code: { text: 'Iron' }, subject: { reference: 'Patient/p' }, effectiveDateTime: '2026-02-30', valueInteger: 7 }
  const [, token = ''] = /credential   (\S+)/.exec(await ask('add', '--id', 'lakeside:clinic', '--name', 'Clinic', '--route', 'fhir', '--opens-charts', 'any', '--token')) ?? []
  const { id = '' } = await push(given, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [patient, measured].map((resource) => ({ resource })) }), { path: '/feeds/lakeside:clinic', token })
  await given.house.composed.inbound.feeds.work('lakeside:clinic')
  assert.match(await ask('show', `lakeside:clinic/${id}`), /done\n(.*\n)+ {2}left out {2}1 × Observation: effectiveDateTime: A date does not exist/)
})

test('what could not be read is named with its reason, worked on again, and set aside', async () => {
  await given.house.composed.inbound.feeds.work()
  assert.equal(await well(), false)
  assert.match(await ask(), /^feed +by +last came +behind +waiting +parked +unplaced\n/)
  const parked = await ask('parked', '--feed', 'lakeside:ehr')
  assert.match(parked, /1  parked  bundle-type  oldest .*\n +Bundles of this type carry no record/)
  const [name = ''] = /lakeside:ehr\/\d+/.exec(parked) ?? []
  assert.match(await ask('show', name), /parked\n.*\n {2}what {6}fhir FHIR, 45 bytes, called .*\n {2}why {7}Bundles of this type carry no record: history\./)
  assert.equal(await ask('show', name, '--raw'), '{"resourceType": "Bundle", "type": "history"}')
  assert.equal(await ask('replay', '--feed', 'lakeside:ehr', '--reason', 'empty'), 'nothing waited for that')
  assert.equal(await ask('replay', '--feed', 'lakeside:ehr', '--reason', 'bundle-type'), '1 message is worked on again')
  await given.house.composed.inbound.feeds.work()
  assert.equal(await ask('replay', name), '1 message is worked on again')
  await given.house.composed.inbound.feeds.work()
  await ask('set-aside', name, '--reason', 'Sent by mistake, says the lab')
  assert.match(await ask('show', name), /why {7}Sent by mistake, says the lab\n {2}decided {3}by operator/)
  assert.deepEqual((await rowsOf<{ n: number }>(given.house, `select count(*)::int as n from audit_event where purpose in ('message read', 'messages replayed', 'message set aside')`)).map((one) => one.n), [4])
})

test('paused, resumed and ended as asked; what is not there, or not understood, is said', async () => {
  assert.match(await ask('pause', 'lakeside:lab'), /is paused: what comes is kept, and waits/)
  assert.match(await ask(), /lakeside:lab .* paused/)
  const line = await given.line()
  line.send(labMessage('3'))
  assert.deepEqual(acknowledged(await line.answer()), ['AA', '3'])
  await ask('resume', 'lakeside:lab')
  await ask('end', 'lakeside:lab')
  for (const [args, pattern] of [
    [['pause', 'lakeside:lab'], /no feed/], [['show', 'lakeside:none'], /no feed is called/], [['show', 'lakeside:ehr/999999'], /no message/], [['replay', 'lakeside:ehr/999999'], /waits for nobody/], [['replay', '--reason', 'nonsense'], /no reason/],
    [['add', '--id', 'nowhere:lab', '--name', 'x', '--route', 'mllp'], /no organization/], [['add', '--id', 'lakeside:x', '--name', 'x', '--route', 'ftp'], /--route/], [['let-in', 'lakeside:ehr'], /--certificate/], [['let-in', 'lakeside:ehr', '--certificate', '/dev/null'], /no certificate/], [['shut-out', 'x'], /no credential/],
  ] as const) await assert.rejects(ask(...args), refused(pattern), args.join(' '))
  await assert.rejects(ask('nothing'), FeedsUsage)
  assert.throws(() => readAsked(['--unknown']), FeedsUsage)
})
