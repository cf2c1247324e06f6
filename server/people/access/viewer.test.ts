// Can anybody but access make a viewer, and does a viewer belong to its transaction?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Viewer, openAccess } from '#access'
import * as door from '#access'
import { openDirectory } from '#directory'
import { type Statement, newId, statement } from '#kernel'
import { openPatients } from '#patients'
import { type GivenDatabase, givenDatabase } from '../../../tests/given/database.ts'

let given: GivenDatabase
let chart: string
const access = openAccess()
const person = newId()
const actAs: Statement<never> = statement('test.viewer.act_as', `select set_config('app.person', $1, true)`)
before(async () => {
  given = await givenDatabase()
  await given.operate.run((tx) => openDirectory().put(tx, { id: 'lakeside', name: 'Lakeside', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  chart = (await given.feed.run((tx) => openPatients({ keys: given.keys }).register(tx, { organization: 'lakeside', mrn: '1', name: 'Ana Alvarez', family: 'Alvarez', given: 'Ana', birthDate: '1990-01-01', deceasedOn: null, sex: null, phone: null, email: null, address: null, language: null }))).id
  await given.operate.run(async (tx) => {
    await access.link(tx, { person, patient: chart, provenBy: 'desk' })
    await access.grant(tx, { person, patient: chart, relation: 'trusted', kinds: 0b10n, hidden: 0 })
  })
})
after(() => given.end())

test('the door hands out no class to make viewers with', () => {
  assert.equal('Viewer' in door, false)
})

test('something that only looks like a viewer has nothing inside', async () => {
  const real = await given.web.run(async (tx) => {
    await tx.query(actAs, [person])
    return access.viewerFor(tx, { person, name: 'Ana' }, 'me')
  })
  const forged = Object.create(Object.getPrototypeOf(real) as object) as Viewer
  assert.throws(() => forged.patients, TypeError)
  const found = real.constructor as new (key: symbol, state: object) => Viewer
  assert.throws(() => new found(Symbol('made by access'), {}), TypeError)
  assert.equal(JSON.stringify(real), '{}')
})

test('a viewer knows each chart once, as the nearest relation, with the names that stand on every page', async () => {
  await given.web.run(async (tx) => {
    await tx.query(actAs, [person])
    const viewer = await access.viewerFor(tx, Promise.resolve({ person, name: 'Ana' }))
    assert.deepEqual(
      viewer.patients.map(({ patient, relation, limitedByAge, name, birthDate, mrn }) => ({ patient, relation, limitedByAge, name, birthDate, mrn })),
      [{ patient: chart, relation: 'self', limitedByAge: false, name: 'Ana Alvarez', birthDate: '1990-01-01', mrn: '1' }],
    )
    assert.deepEqual([viewer.may({ patient: chart, kind: 3, labels: 1 }), viewer.may({ patient: newId(), kind: 3, labels: 0 })], [true, false])
  })
})

test('a session of one person in the transaction of another, or of nobody, is refused', async () => {
  const refused = { code: 'sign-in-first' }
  await assert.rejects(
    given.web.run((tx) => access.viewerFor(tx, { person, name: 'Ana' })),
    refused,
  )
  await assert.rejects(
    given.web.run(async (tx) => {
      await tx.query(actAs, [newId()])
      return access.viewerFor(tx, { person, name: 'Ana' })
    }),
    refused,
  )
})

test('an opening or an app grant that is unknown, or no id at all, is not found', async () => {
  for (const id of [newId(), 'x']) {
    await assert.rejects(
      given.web.run(async (tx) => {
        await tx.query(actAs, [person])
        return access.viewerForStaff(tx, { person, name: 'Ana' }, id)
      }),
      { code: 'not-found' },
    )
    await assert.rejects(
      given.web.run(async (tx) => {
        await tx.query(actAs, [person])
        return access.viewerForApp(tx, { person, name: 'Ana' }, id)
      }),
      { code: 'not-found' },
    )
  }
})
