// Is everything kept by which somebody could be known, is nothing kept that need not be, and is a chart found by each of it?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDirectory } from '#directory'
import { countWork } from '#kernel'
import type { Claim, OnFile } from '../../../contract/identity.ts'
import { type GivenDatabase, asOwner, givenDatabase } from '../../../tests/given/database.ts'
import type { RegisteredFacts } from './on-file.ts'
import { openPatients } from './patients.ts'
import type { Registration } from './registering.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
  const directory = openDirectory()
  for (const id of ['lakeside', 'brigid']) await given.operate.run((tx) => directory.put(tx, { id, name: id, phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
})
after(() => given.end())

const patients = () => openPatients({ keys: given.keys })
const facts: RegisteredFacts = {
  names: [
    { use: 'official', given: ['Charlotte', 'Mireille'], family: 'Schuster', suffix: null, until: null },
    { use: 'maiden', given: ['Charlotte'], family: 'Parisian', suffix: null, until: '2015-06-01' },
  ],
  phones: [{ value: '(207) 555-0139', use: 'home', until: null }, { value: '207-555-0100', use: 'old', until: null }, { value: '207-555-0101', use: 'work', until: '2019-01-01' }],
  emails: [{ value: 'Charlotte.Parisian@example.org', use: null, until: null }],
  addresses: [{ lines: ['389 Herzog Knoll'], city: 'Chicago', state: 'IL', postalCode: '60007', use: 'home', until: null }],
  mrns: ['LC-0777'], ssn4: '4821', multipleBirth: false, deceased: false,
}
const registration = (mrn: string, change: Partial<Registration> = {}): Registration => ({ organization: 'lakeside', mrn, name: 'Charlotte Schuster', family: 'Schuster', given: 'Charlotte Mireille', birthDate: '1978-08-15', deceasedOn: null, sex: 'female', phone: '(207) 555-0139', email: null, address: null, language: null, facts, ...change })
const put = (mrn: string, change: Partial<Registration> = {}): Promise<{ id: string }> => given.feed.run((tx) => patients().register(tx, registration(mrn, change)))
const claim = (change: Partial<Claim> = {}): Claim => ({ given: 'Nobody', family: 'Here', suffix: null, birthDate: '1901-01-01', proofs: [], ...change })
const find = (what: Claim, organization: string | string[] = 'lakeside'): Promise<readonly OnFile[]> => given.web.run((tx) => patients().candidates(tx, organization, what))
const look = <Row>(sql: string): Promise<Row[]> => asOwner(given.owner, async (client) => (await client.query(sql)).rows as Row[])

test('a chart tells every name, contact, address and number with its use, and what is old', async () => {
  const { id } = await put('LC385815')
  const chart = await given.operate.run((tx) => patients().onFile(tx, id))
  assert.deepEqual(chart?.names.map((name) => [name.use, name.family]), [['official', 'Schuster'], ['maiden', 'Parisian']])
  assert.deepEqual(chart?.phones.map((phone) => [phone.value, phone.old]), [['(207) 555-0139', false], ['207-555-0100', true], ['207-555-0101', true]])
  assert.deepEqual(chart?.mrns, ['LC385815', 'LC-0777'])
  assert.deepEqual([chart?.birthDate, chart?.deceased, chart?.multipleBirth, chart?.sex], ['1978-08-15', false, false, 'female'])
})

test('the four digits of a social security number stand nowhere, only their keyed hash', async () => {
  await put('LC385815')
  const chart = (await find(claim({ proofs: [{ kind: 'mrn', value: 'LC385815' }] })))[0]
  assert.equal(chart?.ssn4, patients().ssn4('4821'))
  const [row] = await look<{ text: string }>(`select string_agg(t::text, ' ') as text from patients_fact t`)
  assert.doesNotMatch(row?.text ?? '', /4821/)
})

test('a chart is found by its number, phone, e-mail, former name, and by its name with the year or the day of birth', async () => {
  const { id } = await put('LC385815')
  const claims: Claim[] = [
    claim({ proofs: [{ kind: 'mrn', value: ' lc 385-815' }] }), claim({ proofs: [{ kind: 'mrn', value: '0777' }] }), claim({ proofs: [{ kind: 'phone', value: '+1 207 555 0139 ext. 4' }] }),
    claim({ proofs: [{ kind: 'phone', value: '555-0100' }] }), claim({ proofs: [{ kind: 'email', value: 'CHARLOTTE.parisian@EXAMPLE.org' }] }),
    claim({ given: 'C.', family: 'Parisian', birthDate: '1978-08-15' }), claim({ given: 'Charlotte', family: 'Schuster', birthDate: '1978-01-15' }), claim({ given: 'Schuster', family: 'Charlotte', birthDate: '1987-08-15' }),
    claim({ birthDate: '1978-08-15', given: 'X', family: 'Y', proofs: [{ kind: 'ssn4', hash: patients().ssn4('4821') }] }),
  ]
  for (const one of claims) assert.ok((await find(one)).some((chart) => chart.patient === id), JSON.stringify(one))
  assert.deepEqual(await find(claim()), [])
})

test('what a later registration no longer has is old, not forgotten; what comes back is current again', async () => {
  const { id } = await put('LC-moves')
  given.clock.advance({ days: 1 })
  await put('LC-moves', { facts: { ...facts, phones: [{ value: '207-555-0177', use: 'mobile', until: null }] } })
  const phones = async () => (await given.operate.run((tx) => patients().onFile(tx, id)))?.phones.filter((one) => !one.old).map((one) => one.value)
  assert.deepEqual(await phones(), ['207-555-0177'])
  assert.ok((await find(claim({ proofs: [{ kind: 'phone', value: '2075550139' }] }))).some((chart) => chart.patient === id && chart.phones.some((one) => one.old && one.value === '(207) 555-0139')))
  await put('LC-moves')
  assert.deepEqual(await phones(), ['(207) 555-0139'])
})

test('the same registration again writes no row', async () => {
  await put('LC-same')
  const all = () => look(`select f.*, f.xmin::text from patients_fact f order by patient, kind, digest`)
  const was = await all()
  given.clock.advance({ days: 1 })
  await put('LC-same')
  assert.deepEqual(await all(), was)
})

test('charts of another organization are never candidates, those of all named ones are', async () => {
  const here = await put('LC-both')
  const there = await put('BR-both', { organization: 'brigid' })
  const both = claim({ given: 'Charlotte', family: 'Schuster', birthDate: '1978-08-15', proofs: [{ kind: 'mrn', value: 'LC-both' }] })
  assert.ok((await find(both)).every((chart) => chart.organization === 'lakeside'))
  assert.deepEqual((await find(both, ['lakeside', 'brigid'])).filter((chart) => chart.patient === here.id || chart.patient === there.id).length, 2)
})

test('known or unknown, one statement and at most forty charts; the one meant is among them though hundreds share its phone', async () => {
  const shared = { ...facts, mrns: [], emails: [], names: [{ use: 'official' as const, given: ['Somebody'], family: 'Else', suffix: null, until: null }] }
  await given.feed.run(async (tx) => {
    for (let at = 0; at < 320; at += 1) await patients().register(tx, registration(`S-${at}`, { birthDate: `19${String(10 + (at % 80))}-01-${String(10 + (at % 19))}`, facts: shared }))
  })
  const meant = await put('S-meant', { birthDate: '1990-03-04', facts: { ...shared, names: [{ use: 'official', given: ['Inez'], family: 'Okafor', suffix: null, until: null }] } })
  const known = await countWork(() => find(claim({ given: 'Inez', family: 'Okafor', birthDate: '1990-03-04', proofs: [{ kind: 'phone', value: '207 555 0139' }] })))
  const unknown = await countWork(() => find(claim({ given: 'Inez', family: 'Nobody', birthDate: '1902-03-04', proofs: [{ kind: 'phone', value: '207 555 9999' }] })))
  assert.deepEqual(known.count, unknown.count)
  assert.equal(known.value.length, 40)
  assert.equal(known.value[0]?.patient, meant.id)
})

test('merged charts are one human', async () => {
  const [one, other] = [await put('LC-m1'), await put('LC-m2')]
  await given.operate.run((tx) => patients().merge(tx, one.id, other.id))
  const charts = (await find(claim({ given: 'Charlotte', family: 'Schuster', birthDate: '1978-08-15', proofs: [{ kind: 'mrn', value: 'LC-m1' }] }))).filter((chart) => chart.patient === one.id || chart.patient === other.id)
  assert.equal(new Set(charts.map((chart) => chart.human)).size, 1)
  assert.equal(charts.length, 2)
})

test('the web role reads none of it but through the look-up', async () => {
  for (const table of ['patients_fact', 'patients_key']) {
    const [row] = await look<{ may: boolean }>(`select has_table_privilege('portico_web', '${table}', 'select') as may`)
    assert.equal(row?.may, false)
  }
  const [row] = await look<{ may: boolean }>(`select has_function_privilege('portico_web', 'patients_on_file(uuid)', 'execute') as may`)
  assert.equal(row?.may, false)
})

test('charts that came before there was a file are filed once, by what is shown of them', async () => {
  const old = await put('LC-before', { facts: { ...facts, names: [{ use: 'official', given: ['Odessa'], family: 'Quill', suffix: null, until: null }] }, name: 'Odessa Quill', family: 'Quill', given: 'Odessa', phone: '207-555-0666' })
  await asOwner(given.owner, async (client) => {
    for (const table of ['patients_fact', 'patients_key']) await client.query(`alter table ${table} no force row level security; delete from ${table} where patient = '${old.id}'; alter table ${table} force row level security`)
  })
  const said = claim({ given: 'Odessa', family: 'Quill', birthDate: '1978-08-15', proofs: [{ kind: 'phone', value: '2075550666' }] })
  const found = async () => (await find(said)).filter((chart) => chart.patient === old.id).map((chart) => [chart.names[0]?.family, chart.phones[0]?.value])
  assert.deepEqual(await found(), [])
  const first = await given.operate.run((tx) => patients().fileKnown(tx, null))
  assert.equal(first, old.id)
  assert.deepEqual(await found(), [['Quill', '207-555-0666']])
  assert.equal(await given.operate.run((tx) => patients().fileKnown(tx, first)), null)
})

test('a name of a thousand words is work for six', async () => {
  const begun = await countWork(() => find(claim({ given: 'Ab '.repeat(500), family: 'Cd '.repeat(500) })))
  assert.deepEqual([begun.value, begun.count.statements], [[], (await countWork(() => find(claim()))).count.statements])
})
