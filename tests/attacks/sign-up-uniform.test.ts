// Somebody types others' names to learn who is a patient, or has an account: each form and page answers alike, at the same cost. P18, T8, R22, R35.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { countWork } from '#kernel'
import { type Caller, givenCaller } from '../given/caller.ts'
import { type GivenDoor, bornOn, givenDoor, masked, signUpAt, youAre } from '../given/door.ts'

let door: GivenDoor
before(async () => {
  door = await givenDoor()
})
after(() => door.end())

/** What each class is; a birth date of its own, so that no limit of one person claimed is met. */
const classes = ['match', 'mismatch', 'nobody', 'has-account', 'too-young', 'no-contact'] as const
type Class = (typeof classes)[number]
const born: Readonly<Record<Class, string>> = { match: '1961-01-01', mismatch: '1962-02-02', nobody: '1963-03-03', 'has-account': '1964-04-04', 'too-young': '2019-05-05', 'no-contact': '1966-06-06' }

let made = 0
async function givenPerson(of: Class): Promise<{ caller: Caller; fields: Record<string, string> }> {
  made += 1
  const mrn = `U-${made}`
  // A day later each time: five a day are all that one person claimed may ask for.
  const birthDate = `${born[of].slice(0, 8)}${String((made % 27) + 1).padStart(2, '0')}`
  const contacts = of === 'no-contact' ? {} : { phone: `207-555-${String(3000 + made)}`, email: `person.${made}@example.com` }
  if (of !== 'nobody') {
    const patient = await door.register(mrn, { birthDate, ...contacts })
    if (of === 'has-account') {
      await door.composed.databases.operate.run(async (tx) => {
        const { accounts, access } = door.composed.house
        const person = await accounts.createTrialAccount(tx, { name: 'Ana Moreno Ruiz', email: `has.${made}@example.com`, password: 'kettle-orbit-mango-77', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' })
        await access.link(tx, { person, patient, provenBy: 'letter' })
      })
    }
  }
  return { caller: givenCaller(door, `10.8.${Math.floor(made / 200)}.${made % 200}`), fields: youAre({ mrn: of === 'mismatch' ? `${mrn}-0` : mrn, ...bornOn(birthDate), ...(of === 'nobody' ? { given: 'Nemo', family: 'Outis' } : {}) }) }
}

const plain = (html: string): string => masked(html).replace(/class="code">[^<]*</g, 'class="code"><').replace(/[Rr]eference [A-Z0-9]{4,6}/g, 'reference')
const headerNames = (headers: Readonly<Record<string, unknown>>): string[] => Object.keys(headers).filter((name) => name !== 'content-length').sort()

async function measured(step: () => ReturnType<Caller['get']>) {
  // What was tried is listed by its instant: two tries of one instant would stand in any order.
  door.clock.advance({ seconds: 0.01 })
  const { value, count } = await countWork(step)
  const { statements, hashes, mails, texts } = count
  return { status: value.status, location: value.headers.location ?? null, page: plain(value.body), headers: headerNames(value.headers), statements, hashes, messages: mails + texts }
}

async function walkThrough(of: Class) {
  const { caller, fields } = await givenPerson(of)
  await caller.get('/o/lakeside/create/you')
  return {
    answers: await measured(() => caller.post('/o/lakeside/create/you', fields)),
    check: await measured(() => caller.get('/o/lakeside/create/check')),
    wrongCode: await measured(() => caller.post('/o/lakeside/create/check', { code: 'not numbers 1' })),
    help: await measured(() => caller.get('/o/lakeside/create/help')),
    letter: await measured(() => caller.post('/o/lakeside/create/letter', {})),
    helpAgain: await measured(() => caller.get('/o/lakeside/create/help')),
    answersAgain: await measured(() => caller.post('/o/lakeside/create/you', fields, { from: '/o/lakeside/create/you' })),
    prefilled: await caller.get('/o/lakeside/create/you').then((reply) => reply.status),
  }
}

test('match, mismatch, no such patient, an account already, a child and no contact: every form and page is the same, and so is its work', async () => {
  // The first walk warms what is made once.
  await walkThrough('nobody')
  const first = await walkThrough('match')
  assert.equal(first.answers.status, 303)
  assert.equal(first.answers.messages, 6)
  assert.match(first.help.page, /Your help code is/)
  for (const who of classes.slice(1)) assert.deepEqual(await walkThrough(who), first, who)
})

test('as many messages are written for nobody, and none of them is ever sent or shown', async () => {
  const { caller, fields } = await givenPerson('nobody')
  await signUpAt(caller, fields)
  const client = new pg.Client(door.owner)
  await client.connect()
  try {
    const { rows } = await client.query<{ via: string; open: boolean; body: string; recipient: string }>("select via, sent_at is null and given_up_at is null as open, body, recipient from notices_mail where kind = 'nobody'")
    assert.ok(rows.length >= 6)
    assert.deepEqual([...new Set(rows.map((row) => `${row.via} ${row.open} "${row.body}" "${row.recipient}"`))], ['smtp false "" ""'])
  } finally {
    await client.end()
  }
  assert.doesNotMatch((await givenCaller(door).get('/mailbox')).body, /Nemo|To <|nobody/)
})

test('the five tries of a day are counted for a person who is not there as for one who is, and stop a network too', async () => {
  const said: string[][] = []
  for (const who of ['match', 'nobody'] as const) {
    const { fields } = await givenPerson(who)
    const replies: string[] = []
    for (let turn = 0; turn < 6; turn += 1) {
      made += 1
      const caller = givenCaller(door, `10.9.${who === 'match' ? 1 : 2}.${turn}`)
      const reply = await signUpAt(caller, fields)
      replies.push(`${reply.status} ${plain(reply.body)}`)
    }
    said.push(replies)
  }
  assert.deepEqual(said[0], said[1])
  assert.match(said[0]?.[5] ?? '', /^429 /)
  const network: number[] = []
  for (let turn = 0; turn < 6; turn += 1) network.push((await signUpAt(givenCaller(door, '10.9.9.9'), (await givenPerson('nobody')).fields)).status)
  assert.deepEqual(network, [303, 303, 303, 303, 303, 429])
})
