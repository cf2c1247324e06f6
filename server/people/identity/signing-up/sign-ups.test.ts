// Does signing up without a code keep its word? P9, P11, P18, R14, R15, R35-R37, T6, T7, T13.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDirectory } from '#directory'
import { Refusal, countWork } from '#kernel'
import { type GivenDatabase, givenDatabase } from '../../../../tests/given/database.ts'
import { type GivenIdentity, type GivenSignUps, answers, givenIdentity, givenSignUps } from '../../../../tests/given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
let people: GivenSignUps
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
  people = givenSignUps(given, house)
})
after(() => given.end())

const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('the answers of a patient send six numbers to the phone on file, which open a joining', async () => {
  const person = await people.register({ mrn: 'S-1', birthDate: '1971-01-01' })
  const { signUp } = await people.ask(answers({ value: 'S-1', birthDate: '1971-01-01' }))
  const { code } = await people.texted(person.phone)
  const { join, proven } = await house.identity.signUps.prove({ signUp, code, network: 'n' })
  assert.equal(proven, false)
  assert.equal((await given.web.run((tx) => house.identity.readJoining(tx, join)))?.organization, 'lakeside')
  await assert.rejects(house.identity.signUps.prove({ signUp, code, network: 'n' }), refuses('code-no-match'))
})

test('a chart of a hospital that was merged is found by its old number, bare or with the prefix it has since', async () => {
  const directory = openDirectory()
  await given.operate.run(async (tx) => {
    await directory.put(tx, { id: 'brigid', name: 'St. Brigid’s', phone: '555-0170', hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })
    await directory.putMerger(tx, { organization: 'brigid', into: 'lakeside', kind: 'merged', from: '2026-01-01T00:00:00Z', until: null, mrnPrefix: 'SB', changed: [] })
  })
  await people.register({ mrn: '00417', birthDate: '1958-08-08', organization: 'brigid' })
  // The same number belongs to somebody else here.
  await people.register({ mrn: '00417', birthDate: '1941-04-14' })
  for (const value of ['00417', 'SB-00417', 'sb 00 417']) {
    const { signUp } = await people.ask(answers({ value, birthDate: '1958-08-08' }))
    assert.equal(await people.outcome(signUp), 'sent', value)
  }
  const { signUp } = await people.ask(answers({ value: 'SB-00417', birthDate: '1941-04-14' }))
  assert.equal(await people.outcome(signUp), 'unmatched')
  const merger = (await given.operate.run((tx) => directory.mergers(tx))).find((one) => one.organization === 'brigid')
  await given.operate.run((tx) => directory.endMerger(tx, merger?.id ?? ''))
})

test('numbers that went to an e-mail on file prove that e-mail too', async () => {
  const person = await people.register({ mrn: 'S-2', birthDate: '1972-02-02', phone: null })
  const { signUp } = await people.ask(answers({ value: 'S-2', birthDate: '1972-02-02' }))
  const { code } = await people.mailed(person.email ?? '')
  const { join, proven } = await house.identity.signUps.prove({ signUp, code, network: 'n' })
  assert.equal(proven, true)
  const joining = await given.web.run((tx) => house.identity.readJoining(tx, join))
  assert.deepEqual([joining?.email, joining?.proven], [person.email, true])
})

test('a code by text is over after ten minutes, and new answers stop the older code', async () => {
  const person = await people.register({ mrn: 'S-3', birthDate: '1973-03-03' })
  const { signUp } = await people.ask(answers({ value: 'S-3', birthDate: '1973-03-03' }))
  const first = (await people.texted(person.phone)).code
  given.clock.advance({ minutes: 10, seconds: 1 })
  await assert.rejects(house.identity.signUps.prove({ signUp, code: first, network: 'n' }), refuses('code-no-match'))
  await people.ask(answers({ value: 'S-3', birthDate: '1973-03-03' }), { signUp })
  await assert.rejects(house.identity.signUps.prove({ signUp, code: first, network: 'n' }), refuses('code-no-match'))
  const second = (await people.texted(person.phone)).code
  assert.ok((await house.identity.signUps.prove({ signUp, code: second, network: 'n' })).join)
})

test('everybody else gets no code, and every outcome costs the same statements and messages', async () => {
  const births = { sent: '1961-01-01', known: '1962-02-02', 'too-young': '2018-05-05', ambiguous: '1964-04-04', 'no-contact': '1965-05-05', unmatched: '1966-06-06', nobody: '1967-07-07' }
  await people.register({ mrn: 'U-known', birthDate: births.known })
  await people.linked('U-known')
  await people.register({ mrn: 'U-too-young', birthDate: births['too-young'] })
  await people.register({ mrn: 'U-ambiguous', birthDate: births.ambiguous, deceasedOn: '2024-01-01' })
  await people.register({ mrn: 'U-no-contact', birthDate: births['no-contact'], phone: null, email: null })
  await people.register({ mrn: 'U-sent', birthDate: births.sent })
  await people.register({ mrn: 'U-other', birthDate: births.unmatched })
  const cases = Object.fromEntries(Object.entries(births).map(([name, birthDate]) => [name, answers({ value: `U-${name}`, birthDate, ...(name === 'nobody' ? { given: 'Nemo', family: 'Outis' } : {}) })]))
  const work = []
  for (const [name, typed] of Object.entries(cases)) {
    const { value, count } = await countWork(() => people.ask(typed))
    const { statements, hashes, mails, texts } = count
    work.push({ name, statements, hashes, messages: mails + texts, outcome: await people.outcome(value.signUp) })
  }
  for (const one of work) assert.deepEqual({ ...one, name: '', outcome: '' }, { ...work[0], name: '', outcome: '' }, one.name)
  assert.deepEqual(work.map((one) => one.outcome), ['sent', 'known', 'too-young', 'ambiguous', 'no-contact', 'unmatched', 'unmatched'])
  assert.equal(work[0]?.messages, 6)
})

test('a sixth try for the same person is refused for a day, whether or not there is such a person', async () => {
  await people.register({ mrn: 'S-6', birthDate: '1976-06-06' })
  for (const [value, birthDate] of [['S-6', '1976-06-06'], ['S-none-6', '1976-06-16']] as const) {
    for (let turn = 0; turn < 5; turn += 1) await people.ask(answers({ value, birthDate }))
    await assert.rejects(people.ask(answers({ value, birthDate })), refuses('too-many-tries'))
    // Another number for the same name and day, and the same number for another name, are the same person claimed.
    await assert.rejects(people.ask(answers({ value: `${value}9`, birthDate })), refuses('too-many-tries'))
    await assert.rejects(people.ask(answers({ value, birthDate, given: 'Eva' })), refuses('too-many-tries'))
  }
})

test('somebody who proves who they are gets the tries back', async () => {
  const person = await people.register({ mrn: 'S-7', birthDate: '1977-07-07' })
  for (let turn = 0; turn < 4; turn += 1) await people.ask(answers({ value: 'S-7', birthDate: '1977-07-07' })).then(() => given.clock.advance({ seconds: 1 }))
  const { signUp } = await people.ask(answers({ value: 'S-7', birthDate: '1977-07-07' }))
  await house.identity.signUps.prove({ signUp, code: (await people.texted(person.phone)).code, network: 'n' })
  await people.ask(answers({ value: 'S-7', birthDate: '1977-07-07' }))
})

test('a contact that a feed changed a moment ago opens nothing; the one before it does, and both are told', async () => {
  const person = await people.register({ mrn: 'S-8', birthDate: '1988-08-08', email: null })
  given.clock.advance({ days: 30 })
  await people.register({ mrn: 'S-8', birthDate: '1988-08-08', phone: '+12075550888', email: null })
  given.clock.advance({ hours: 2 })
  await people.ask(answers({ value: 'S-8', birthDate: '1988-08-08' }))
  assert.match((await people.texted(person.phone)).body, /your code is/)
  assert.match((await people.texted('+12075550888')).body, /someone is opening/)
  given.clock.advance({ days: 4 })
  await people.ask(answers({ value: 'S-8', birthDate: '1988-08-08' }))
  assert.match((await people.texted('+12075550888')).body, /your code is/)
})

test('no contact of somebody who acts for a chart opens it', async () => {
  const person = await people.register({ mrn: 'S-9', birthDate: '2010-09-09', phone: '+12075550901', email: 'mother@example.com' })
  await people.actsFor(person.patient, 'mother@example.com')
  await people.ask(answers({ value: 'S-9', birthDate: '2010-09-09' }))
  assert.match((await people.texted('+12075550901')).body, /your code is/)
  const bare = await people.register({ mrn: 'S-10', birthDate: '2010-10-10', phone: null, email: 'father@example.com' })
  await people.actsFor(bare.patient, 'father@example.com')
  const { signUp } = await people.ask(answers({ value: 'S-10', birthDate: '2010-10-10' }))
  assert.equal(await people.outcome(signUp), 'no-contact')
})

test('a young person’s phone that a grown-up of the organization has too is taken for the parent’s', async () => {
  await people.register({ mrn: 'S-mum', birthDate: '1980-01-01', phone: '+12075551111', email: null })
  await people.register({ mrn: 'S-teen', birthDate: '2010-01-01', phone: '+12075551111', email: null })
  const { signUp } = await people.ask(answers({ value: 'S-teen', birthDate: '2010-01-01' }))
  assert.equal(await people.outcome(signUp), 'no-contact')
})

test('looking at “this was not me” stops nothing; its button stops the sign-up, its code and its joining for good', async () => {
  const person = await people.register({ mrn: 'S-11', birthDate: '1991-11-11' })
  const { signUp } = await people.ask(answers({ value: 'S-11', birthDate: '1991-11-11' }))
  const { code } = await people.texted(person.phone)
  const { stop } = await people.mailed(person.email ?? '')
  const { identity } = house
  for (let turn = 0; turn < 3; turn += 1) assert.equal((await given.web.run((tx) => identity.signUps.stoppable(tx, stop)))?.state, 'open')
  const { join } = await identity.signUps.prove({ signUp, code, network: 'n' })
  await given.web.run((tx) => identity.signUps.stop(tx, stop))
  assert.equal(await given.web.run((tx) => identity.readJoining(tx, join)), null)
  assert.equal((await given.web.run((tx) => identity.signUps.stoppable(tx, stop)))?.state, 'stopped')
})

test('after thirty days the answers and the help code are gone', async () => {
  await people.register({ mrn: 'S-12', birthDate: '1992-12-12' })
  const { signUp } = await people.ask(answers({ value: 'S-12', birthDate: '1992-12-12' }))
  given.clock.advance({ days: 29, hours: 23 })
  const kept = await given.web.run((tx) => house.identity.signUps.read(tx, signUp))
  assert.match(kept?.helpCode ?? '', /^LH[0-9A-HJKMNP-TV-Z] [0-9A-HJKMNP-TV-Z]{3}$/)
  given.clock.advance({ hours: 1 })
  assert.equal(await given.web.run((tx) => house.identity.signUps.read(tx, signUp)), null)
  await given.operate.run((tx) => house.identity.purge(tx))
  assert.equal(await people.count(), 0)
})
