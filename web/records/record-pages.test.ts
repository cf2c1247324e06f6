// Do the pages of the record answer whole: every list, one record, one visit, files, and the words for what is not there? R51, R84.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { TOTP } from 'otpauth'
import { type Caller, givenCaller } from '../../tests/given/caller.ts'
import { type GivenHouse, givenHouse } from '../../tests/given/house.ts'

const account = { name: 'Rosa Alvarez', email: 'rosa.pages@example.com', password: 'Kettle-Orbit-Mango-Seven-77', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }
let house: GivenHouse
let rosa: Caller
let others: string[] = []

async function planted<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  const client = new pg.Client(house.owner)
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows as T[]
  } finally {
    await client.end()
  }
}

before(async () => {
  house = await givenHouse({ demo: true })
  const charts = await planted<{ id: string }>(`select id from patients_patient where name like '%Rosa%Alvarez%'`)
  assert.equal(charts.length, 2)
  await house.composed.databases.operate.run(async (tx) => {
    const person = await house.composed.house.accounts.createTrialAccount(tx, account)
    for (const { id } of charts) await house.composed.house.access.link(tx, { person, patient: id, provenBy: 'test' })
  })
  others = (await planted<{ id: string }>(`select id from store_record where kind = 1 and patient <> all ($1) limit 1`, [charts.map((chart) => chart.id)])).map((row) => row.id)
  rosa = givenCaller(house)
  await rosa.get('/sign-in')
  await rosa.follow(await rosa.post('/sign-in', { email: account.email, password: account.password }))
  const entered = await rosa.post('/sign-in/second-step', { code: new TOTP({ secret: account.totpSecret, digits: 6, period: 30 }).generate({ timestamp: house.clock.now().getTime() }) })
  assert.equal(entered.headers.location, '/me')
})
after(() => house.end())

const heading = (html: string) => /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1]
const linkTo = (html: string, path: string, name: string) => new RegExp(`href="(${path}/[0-9a-f-]{36})">${name}<`).exec(html)?.[1] ?? assert.fail(`no link ${name}`)

test('the first page of the first visit says what is in the record and offers one thing to open', async () => {
  const home = await rosa.get('/me')
  assert.equal(heading(home.body), 'Your record is open')
  assert.match(home.body, /Here is what is in it\./)
  assert.match(home.body, /Try it: open one result/)
})

test('every list answers, with one heading and no hole in its words', async () => {
  const lists = {
    results: 'Test results',
    visits: 'Visits and notes',
    notes: 'Notes from your care team',
    imaging: 'Imaging reports',
    medicines: 'Medicines',
    vaccines: 'Vaccines',
    conditions: 'Health conditions',
    allergies: 'Allergies',
    doctors: 'Doctors you have seen',
    appointments: 'Appointments',
    timeline: 'Everything, newest first',
    documents: 'Letters and documents',
    vitals: 'Blood pressure, weight and more',
    'access-log': 'Who looked',
    find: 'Find in your record',
  }
  for (const [path, title] of Object.entries(lists)) {
    const page = await rosa.get(`/me/${path}`)
    assert.equal(page.status, 200, path)
    assert.equal(heading(page.body), title)
    assert.equal(page.body.match(/<h1/g)?.length, 1, path)
    assert.doesNotMatch(page.body, /undefined|\[object|Invalid Date|NaN|infinity/, path)
    assert.equal(page.headers['cache-control'], 'no-store', path)
  }
})

test('from home, two clicks and one field lead to the PDF of the lab report of a date', async () => {
  await rosa.get('/me')
  const found = await rosa.follow(await rosa.post('/me/find', { words: 'April 12' }))
  const pdf = `${linkTo(found.body, '/me/results', 'Cholesterol test')}.pdf`
  assert.ok(found.body.includes(`href="${pdf}"`), 'the row carries its PDF')
  const file = await rosa.get(pdf)
  assert.equal(file.status, 200)
  assert.equal(file.headers['content-type'], 'application/pdf')
  assert.match(String(file.headers['content-disposition']), /^attachment; filename="2026-04-12 Cholesterol test - Lakeside Health\.pdf"$/)
  assert.equal(file.bytes.subarray(0, 5).toString(), '%PDF-')
})

test('what was typed never stands in an address', async () => {
  await rosa.get('/me/results')
  const find = await rosa.post('/me/find', { words: 'Dr. Chen secret' })
  assert.match(String(find.headers.location), /^\/me\/find\/[0-9a-f-]{36}$/)
  const filter = await rosa.post('/me/results', { from: '2026-04-01', to: '2026-04-30', words: 'cholesterol' })
  assert.match(String(filter.headers.location), /^\/me\/find\/[0-9a-f-]{36}$/)
  assert.match((await rosa.follow(filter)).body, /1 thing found: from April 1 to April 30, 2026 · “cholesterol”\./)
  assert.equal((await rosa.post('/me/results', { from: '2026-04-01', to: '2026-04-30', words: '' })).headers.location, '/me/results?from=2026-04-01&to=2026-04-30')
})

test('one result leads with the words of the doctor, and its visit with the After Visit Summary', async () => {
  const list = await rosa.get('/me/results?from=2026-04-01&to=2026-04-30')
  assert.match(list.body, /3 results from April 1 to April 30, 2026\./)
  const result = await rosa.get(linkTo(list.body, '/me/results', 'Cholesterol test'))
  const [note, numbers] = [result.body.indexOf('Dr. Chen wrote on April 14'), result.body.indexOf('Your numbers')]
  assert.ok(note > 0 && note < numbers)
  assert.match(result.body, /2 of 4 numbers are outside the lab’s standard range\./)
  const visit = await rosa.get(/href="(\/me\/visits\/[0-9a-f-]{36})"/.exec(result.body)?.[1] ?? '')
  assert.equal(heading(visit.body), 'Visit with Dr. Maya Chen')
  assert.ok(visit.body.indexOf('After Visit Summary') < visit.body.indexOf('Why you came'))
  assert.match(visit.body, /Keep taking atorvastatin, 20 mg, each night\./)
})

test('checked results become one PDF or one spreadsheet; checking none says so on the list', async () => {
  const list = await rosa.get('/me/results?from=2026-04-01&to=2026-04-30')
  const ids = [...list.body.matchAll(/name="record" value="([^"]+)"/g)].map((match) => match[1] ?? '')
  assert.equal(ids.length, 3)
  const pdf = await rosa.post('/me/results/download', { record: ids, as: 'pdf' })
  assert.deepEqual([pdf.status, pdf.headers['content-type']], [200, 'application/pdf'])
  await rosa.get('/me/results')
  const csv = await rosa.post('/me/results/download', { record: ids, as: 'csv' })
  assert.match(csv.body, /^\uFEFF?Date,Test,Everyday name/)
  assert.equal(csv.body.trim().split('\r\n').length, 1 + 4 + 1 + 8)
  await rosa.get('/me/results')
  const none = await rosa.post('/me/results/download', { as: 'pdf' })
  assert.equal(none.status, 422)
  assert.match(none.body, /Choose at least one\./)
  await rosa.get('/me/results')
  assert.equal((await rosa.post('/me/results/download', { record: [...ids, ...others], as: 'pdf' })).status, 404)
})

test('a date that does not exist or a range backwards is said beside its field', async () => {
  assert.match((await rosa.get('/me/results?from=2026-02-30')).body, /That date does not exist\./)
  assert.match((await rosa.get('/me/results?from=2026-05-01&to=2026-04-01')).body, /The first day is after the last day\./)
  assert.match((await rosa.get('/me/results?from=2026-05-01&to=2026-05-02')).body, /No test results from May 1 to May 2, 2026/)
})

test('a record of somebody else and one that does not exist give the same bytes', async () => {
  const [foreign = ''] = others
  assert.notEqual(foreign, '')
  const missing = '00000000-0000-4000-8000-000000000000'
  for (const path of ['/me/results/', '/me/records/', '/me/visits/']) {
    for (const end of ['', '.pdf']) {
      const [a, b] = [await rosa.get(`${path}${foreign}${end}`), await rosa.get(`${path}${missing}${end}`)]
      assert.deepEqual([a.status, b.status], [404, 404], path + end)
      assert.equal(a.body, b.body, path + end)
    }
  }
})

test('each view and download stands in "Who looked" at once', async () => {
  const log = await rosa.get('/me/access-log')
  for (const line of ['You opened a test result', 'You opened a visit', 'You downloaded 3 test results', 'You downloaded a test result', 'You searched']) assert.ok(log.body.includes(line), line)
})
