// A registration is done or parked, never half (issue 3): whatever statement fails, what stands is one of the two. Property, seeded.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { openAccess } from '#access'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { type Identity, openIdentity } from '#identity'
import { type Database, openLog } from '#kernel'
import { openNotices } from '#notices'
import { openPatients } from '#patients'
import { codeAt, givenAccounts } from '../../../../tests/given/account.ts'
import { type GivenDatabase, givenDatabase } from '../../../../tests/given/database.ts'
import { type GivenIdentity, type GivenSignUps, answers, givenIdentity, givenSignUps, goodPassword, mailedTo } from '../../../../tests/given/identity.ts'

let given: GivenDatabase
let house: GivenIdentity
let people: GivenSignUps
before(async () => {
  given = await givenDatabase()
  house = await givenIdentity(given)
  people = givenSignUps(given, house)
})
after(() => given.end())

class Cut extends Error {}

/** A database whose n-th statement from now fails, and everything after it. */
function cutting(database: Database, left: { statements: number }): Database {
  return {
    ...database,
    run: (body) => database.run((tx) => body({ ...tx, query: async (statement, values) => {
      left.statements -= 1
      if (left.statements < 0) throw new Cut('the line is cut')
      return tx.query(statement, values)
    } })),
  }
}

function identityOn(database: Database): Identity {
  const audit = openAudit()
  const notices = openNotices({ audit, clock: given.clock, log: openLog(null), database: given.job, trial: true, smtpUrl: null, mailFrom: 'test@localhost' })
  const access = openAccess()
  const accounts = givenAccounts(given)
  return openIdentity({ audit, notices, directory: openDirectory(), patients: openPatients({ keys: given.keys }), accounts, clock: given.clock, keys: given.keys, database, publicUrl: 'http://localhost:8080', holders: async () => [], around: (tx, of) => access.around(tx, of), actsFor: async () => false, unlink: async () => false })
}

let turn = 0
/** The whole way in, each step on the database it is handed; gives up where it is cut. */
async function goAllTheWay(identity: Identity, web: Database): Promise<void> {
  turn += 1
  const mrn = `X-${turn}`
  const born = `19${String(30 + (turn % 60)).padStart(2, '0')}-0${(turn % 9) + 1}-1${turn % 9}`
  const person = await people.register({ mrn, birthDate: born, given: `Ana${'bcdefghi'[turn % 8]}` })
  const typed = answers({ given: `Ana${'bcdefghi'[turn % 8]}`, value: mrn, birthDate: born })
  const { signUp } = await identity.signUps.ask({ signUp: null, organization: 'lakeside', typed, network: `cut-${turn}` })
  const { join } = await identity.signUps.prove({ signUp, code: (await people.texted(person.phone)).code, network: `cut-${turn}` })
  const email = `cut.${turn}@example.com`
  await identity.sendProof({ join, email, network: `cut-${turn}` })
  await identity.proveByNumbers({ join, code: (await mailedTo(given, email)).code })
  await identity.choosePassword({ join, password: goodPassword })
  const { secret } = await web.run((tx) => identity.offerApp(tx, join))
  await identity.finish({ join, shown: { kind: 'app', code: codeAt(given.clock.now(), secret) }, agent: '' }, async (tx, proven) => {
    await house.access.link(tx, { person: proven.person, patient: proven.patient, provenBy: proven.provenBy })
  })
}

type Standing = { state: string; joinings: number; accounts: number; links: number; answers: boolean; proven: boolean }
const standing = async (): Promise<Standing | undefined> => (await people.look<Standing>(`select s.state, (select count(*)::int from identity_joining j where j.signup = s.id) as joinings,
  (select count(*)::int from accounts_account a where a.person = s.account) as accounts, (select count(*)::int from access_link l where l.patient = s.patient and l.person = s.account) as links,
  s.claim is not null as answers, s.proven_at is not null as proven from identity_signup s order by s.started_at desc, s.id limit 1`))[0]

test('cut at any statement, a sign-up is parked with its answers, goes on with one joining, or is done with an account and its link', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 90 }), async (statements) => {
      await people.look('delete from identity_joining')
      await people.look('delete from identity_signup')
      given.clock.advance({ minutes: 1 })
      const web = cutting(given.web, { statements })
      await goAllTheWay(identityOn(web), web).catch((error: unknown) => {
        if (!(error instanceof Cut)) throw error
      })
      const found = await standing()
      const seen = JSON.stringify(found)
      if (found === undefined) return
      if (found.state === 'parked') assert.deepEqual({ ...found, state: '' }, { state: '', joinings: 0, accounts: 0, links: 0, answers: true, proven: false }, seen)
      else if (found.state === 'proven') assert.deepEqual({ ...found, state: '' }, { state: '', joinings: 1, accounts: 0, links: 0, answers: true, proven: true }, seen)
      else assert.deepEqual(found, { state: 'done', joinings: 0, accounts: 1, links: 1, answers: false, proven: true }, seen)
    }),
    { numRuns: 14, examples: [[1], [14], [22], [30], [40], [55], [70], [90]] },
  )
})
