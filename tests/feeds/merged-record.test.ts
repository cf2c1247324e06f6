// A source merges two numbers of one person: do account, trusted person and every look-up by either number reach one record, and does each
// get back what was its own when the merge is taken back?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GivenHouse, givenHouse } from '../given/house.ts'
import { givenMember, rowsOf } from '../given/member.ts'
import { countsReport } from '../../server/doors/operate/counts/counts-report.ts'
import { takeCounts } from '../../server/doors/operate/counts/take-counts.ts'
import { endMerge, mergesCommand } from '../../server/doors/operate/records/merges-command.ts'
import { type SendingHouse, sendingTo } from './feed-house.ts'
import { pid, result, v2 } from './given.ts'
import { shownTo } from './shown-record.ts'

let house: GivenHouse
let sending: SendingHouse
before(async () => {
  house = await givenHouse()
  sending = await sendingTo(house)
  await sending.organization('lakeside')
  await sending.feed({ key: 'adt', organization: 'lakeside', name: 'Registration', route: 'mllp', authorities: ['LAKESIDE'] })
})
after(async () => {
  await sending.end()
  await house.end()
})

let control = 0
const send = async (type: string, minute: number, lines: readonly string[]) => {
  const at = `2026110109${String(minute).padStart(2, '0')}00-0500`
  assert.equal(await sending.send(v2({ type, control: `R${(control += 1)}`, at, lines: type.startsWith('ADT') ? [`EVN|${type.slice(4)}|${at}`, ...lines] : lines })), 'AA')
  await sending.workedOff()
}
const chart = async (mrn: string): Promise<string> => (await rowsOf<{ id: string }>(house, 'select id from patients_patient where mrn = $1', [mrn]))[0]?.id ?? ''
const named = (mrn: string) => pid(mrn, { name: 'Hostile^Testa', born: '19800101' })

test('from the merge to its end', async () => {
  const { databases, house: { access, patients } } = house.composed
  await send('ADT^A28', 1, [named('HX0001')])
  await send('ADT^A28', 2, [named('HX0777')])
  await send('ORU^R01', 3, [named('HX0001'), ...result('O1', { name: '2093-3^Cholesterol^LN' })])
  await send('ORU^R01', 4, [named('HX0777'), ...result('O2', { name: '2571-8^Triglyceride^LN' })])
  // Somebody has an account with the number that will end, and a trusted person for it.
  const member = await givenMember(house, { patients: [await chart('HX0777')], email: 'testa@example.com', name: 'Testa Hostile' })
  const trusted = await givenMember(house, { patients: [], email: 'trusted@example.com' })
  await databases.operate.run(async (tx) => access.grant(tx, { person: trusted.person, patient: await chart('HX0777'), relation: 'trusted', kinds: -1n, hidden: 0 }))
  const results = async (person: string) => (await shownTo(house.composed, person, 'all')).records.filter((one) => one.kind === 'lab-result').map((one) => one.title).sort()
  const seen = async () => [await results(member.person), await results(trusted.person)]
  const details = async () => (await member.caller.get('/account/details')).body
  assert.deepEqual(await seen(), [['Triglycerides'], ['Triglycerides']])

  await send('ADT^A40', 5, [named('HX0001'), 'MRG|HX0777^^^LAKESIDE^MR'])
  assert.deepEqual(await seen(), [['Total cholesterol', 'Triglycerides'], ['Total cholesterol', 'Triglycerides']])
  const page = await details()
  assert.match(page, /HX0777[^<]*This number has ended\. Your record goes on as HX0001\./)
  assert.ok(page.indexOf('HX0001') < page.indexOf('HX0777'))
  // Whoever proves who they are by either number is one human.
  const claim = (mrn: string) => ({ given: 'Testa', family: 'Hostile', suffix: null, birthDate: '1980-01-01', proofs: [{ kind: 'mrn' as const, value: mrn }] })
  for (const mrn of ['HX0001', 'HX0777']) {
    const found = await databases.web.run((tx) => patients.candidates(tx, 'lakeside', claim(mrn)))
    assert.equal(found.filter((one) => one.mrns.includes(mrn)).length, 1)
    assert.equal(new Set(found.map((one) => one.human)).size, 1)
  }

  await send('ADT^A37', 6, [named('HX0001'), named('HX0777')])
  assert.deepEqual(await seen(), [['Triglycerides'], ['Triglycerides']])
  assert.doesNotMatch(await details(), /HX0001/)
  const kinds = (await rowsOf<{ kind: string; n: number }>(house, "select kind, count(*)::int as n from audit_event where kind like 'charts-%' group by 1 order by 1"))
  assert.deepEqual(kinds, [{ kind: 'charts-merged', n: 2 }, { kind: 'charts-parted', n: 2 }])
})

test('an operator ends a merge that its source never takes back; the same statement again does not make it anew', async () => {
  await send('ADT^A40', 10, [named('HX0001'), 'MRG|HX0777^^^LAKESIDE^MR'])
  const listed = await mergesCommand(house.composed, { organization: 'lakeside', mrn: 'HX0777', json: false })
  const [line = ''] = listed.split('\n')
  assert.match(line, /HX0777 goes on as HX0001 {2}since \S+ {2}by lakeside:adt$/)
  const id = line.split(' ')[0] ?? ''
  house.clock.advance({ minutes: 1 })
  await endMerge(house.composed, { id, reason: 'The birth dates were read out.' })
  await assert.rejects(endMerge(house.composed, { id, reason: 'again' }), { code: 'not-found' })
  assert.match(await mergesCommand(house.composed, { organization: 'lakeside', mrn: 'HX0777', json: false }), /, ended \S+ by an operator: The birth dates were read out\.$/m)
  await send('ADT^A40', 10, [named('HX0001'), 'MRG|HX0777^^^LAKESIDE^MR'])
  const open = await rowsOf(house, "select 1 from patients_alike where valid_until = 'infinity' and patient <> member")
  assert.deepEqual(open, [])
  assert.deepEqual(await rowsOf(house, 'select 1 from patients_patient where continued_as is not null'), [])
})

test('a result that came under both numbers before they were merged stands once, and with each again when an operator ends the merge', async () => {
  const both = ['HX0002', 'HX0888']
  for (const mrn of both) await send('ADT^A28', 20, [named(mrn)])
  await send('ORU^R01', 21, [named('HX0002'), ...result('O9', { status: 'P', value: '240' })])
  await send('ORU^R01', 22, [named('HX0888'), ...result('O9', { value: '204' })])
  const members = await Promise.all(both.map(async (mrn) => givenMember(house, { patients: [await chart(mrn)], email: `${mrn}@example.com`, name: 'Testa Hostile' })))
  /** What each of the two sees: the values of the result, and how many steps its history has. */
  const seen = async () => Promise.all(members.map(async ({ person }) => (await shownTo(house.composed, person, 'all')).records.map((one) => [one.sections.flatMap((section) => (section.type === 'values' ? section.values.map((value) => value.value) : [])).join(), one.history.length])))
  const addsUp = async (mrn: string | null) => {
    const counts = await takeCounts(house.composed, { organization: 'lakeside', mrn, from: null, until: null })
    assert.ok(counts.complete, countsReport(counts))
  }
  assert.deepEqual(await seen(), [[['240', 0]], [['204', 0]]])
  await send('ADT^A40', 23, [named('HX0002'), 'MRG|HX0888^^^LAKESIDE^MR'])
  assert.deepEqual(await seen(), [[['204', 2]], [['204', 2]]])
  for (const mrn of [null, ...both]) await addsUp(mrn)
  // What comes afterwards, under whichever number, corrects the one that is there.
  await send('ORU^R01', 24, [named('HX0888'), ...result('O9', { status: 'C', value: '184' })])
  await send('ORU^R01', 25, [named('HX0002'), ...result('O9', { status: 'C', value: '186' })])
  assert.deepEqual(await seen(), [[['186', 4]], [['186', 4]]])
  for (const mrn of [null, ...both]) await addsUp(mrn)
  const [line = ''] = (await mergesCommand(house.composed, { organization: 'lakeside', mrn: 'HX0888', json: false })).split('\n')
  house.clock.advance({ minutes: 1 })
  await endMerge(house.composed, { id: line.split(' ')[0] ?? '', reason: 'Two people after all.' })
  assert.deepEqual(await seen(), [[['186', 2]], [['184', 2]]])
  for (const mrn of [null, ...both]) await addsUp(mrn)
})
