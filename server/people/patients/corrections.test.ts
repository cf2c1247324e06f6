// Is what a patient asks registration to change kept as it was asked, by nobody else, and decided once?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAccess } from '#access'
import { openDirectory } from '#directory'
import { type Refusal, type Statement, newId, statement } from '#kernel'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'
import { openPatients } from './patients.ts'

let given: GivenDatabase
const person = newId()
const charts: string[] = []
const actAs: Statement<never> = statement('test.act-as-person', "select set_config('app.person', $1, true)")
before(async () => {
  given = await givenDatabase()
  const patients = openPatients({ keys: given.keys })
  await given.operate.run(async (tx) => {
    await openDirectory().put(tx, { id: 'lakeside', name: 'Lakeside', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' })
    for (const mrn of ['1', '2']) charts.push((await patients.register(tx, { organization: 'lakeside', mrn, name: `Person ${mrn}`, family: null, given: null, birthDate: '1984-02-03', deceasedOn: null, sex: null, phone: '555-0100', email: null, address: null, language: null })).id)
    await openAccess().link(tx, { person, patient: charts[0]!, provenBy: 'test' })
  })
})
after(() => given.end())

const { corrections } = openPatients({ keys: { mac: () => Buffer.alloc(32), bytes: () => Buffer.alloc(32) } })
const ask = (patient: string, who = person) => given.web.run(async (tx) => {
  await tx.query(actAs, [person])
  return corrections.ask(tx, { patient, field: 'phone', was: '555-0100', becomes: '555-0199', source: 'patient', by: { person: who, name: 'Person 1' } })
})

test('one asks for one’s own chart, and sees it stand until registration decides', async () => {
  const { id } = await ask(charts[0]!)
  const own = () => given.web.run(async (tx) => {
    await tx.query(actAs, [person])
    return corrections.of(tx, charts)
  })
  assert.deepEqual((await own()).map((one) => [one.id, one.organization, one.was, one.becomes, one.state]), [[id, 'lakeside', '555-0100', '555-0199', 'sent']])
  const by = { person: newId(), name: 'Dana Fox' }
  assert.equal((await given.operate.run((tx) => corrections.waiting(tx, 'lakeside'))).length, 1)
  await given.operate.run((tx) => corrections.decide(tx, { id, outcome: 'refused', reason: 'Bring a paper with your new number.', by }))
  assert.deepEqual((await own()).map((one) => [one.state, one.reason, one.decidedByName]), [['refused', 'Bring a paper with your new number.', 'Dana Fox']])
  await assert.rejects(given.operate.run((tx) => corrections.decide(tx, { id, outcome: 'done', reason: null, by })), (error: Refusal) => error.code === 'not-found')
  assert.equal((await given.operate.run((tx) => corrections.waiting(tx, 'lakeside'))).length, 0)
})

test('nobody asks for a chart that is not their own, in another’s name, or reads what others asked', async () => {
  await assert.rejects(ask(charts[1]!))
  await assert.rejects(ask(charts[0]!, newId()))
  assert.deepEqual(await given.web.run((tx) => corrections.of(tx, charts)), [])
})
