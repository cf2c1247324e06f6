// Does the chart give a viewer everything of their record, nothing of others, and always say why something is absent? R51.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Viewer, openAccess } from '#access'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { openInbound } from '#inbound'
import { type Tx, Refusal, countWork, newId, statement } from '#kernel'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'
import type { ReleaseRule } from '../../../contract/release-policy.ts'
import { type GivenDatabase, asOwner, givenDatabase } from '../../../tests/given/database.ts'
import { type Chart, openChart } from './chart.ts'

const actAs = statement<never>('test.act_as', `select set_config('app.person', $1, true)`)
const audit = openAudit()
const directory = openDirectory()
const access = openAccess()
const release = openRelease()
let given: GivenDatabase
let chart: Chart
const persons = new Map<string, string>()

const rules: readonly ReleaseRule[] = [
  { id: 'unsigned-labs', kinds: ['lab-result'], labels: [], wait: 'until-final', reason: 'in-progress', tell: 'full', basis: 'The lab is not done' },
  { id: 'unsigned-pictures', kinds: ['imaging-report'], labels: [], wait: 'until-final', reason: 'being-read', tell: 'kind', basis: 'Not signed' },
  { id: 'unsigned-notes', kinds: ['note'], labels: [], wait: 'until-final', reason: 'being-read', tell: 'silent', basis: 'Not signed' },
]

/** FHIR with numbers as text, so that 2.00 is sent as 2.00. */
function patient(mrn: string, name: readonly [given: string, family: string]): string {
  return `{"resourceType":"Patient","id":"p-${mrn}","identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},"value":"${mrn}"}],"name":[{"given":["${name[0]}"],"family":"${name[1]}"}],"birthDate":"1984-02-03"}`
}
function value(id: string, mrn: string, [code, name, number, more]: readonly [string, string, string, string]): string {
  return `{"resourceType":"Observation","id":"${id}","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"${code}"}],"text":"${name}"},"subject":{"reference":"Patient/p-${mrn}"},"valueQuantity":{"value":${number},"unit":"mg/dL"}${more}}`
}
function report(id: string, mrn: string, about: { readonly on: string; readonly results: readonly string[]; readonly status?: string; readonly visit?: string }): string {
  return `{"resourceType":"DiagnosticReport","id":"${id}","status":"${about.status ?? 'final'}","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"LAB"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"57698-3"}],"text":"Lipid panel"},"subject":{"reference":"Patient/p-${mrn}"},${about.visit === undefined ? '' : `"encounter":{"reference":"Encounter/${about.visit}"},`}"effectiveDateTime":"${about.on}","issued":"${about.on}","result":[${about.results.map((one) => `{"reference":"Observation/${one}"}`).join(',')}]}`
}
const visit = (id: string, mrn: string, on: string) => `{"resourceType":"Encounter","id":"${id}","status":"finished","class":{"code":"AMB"},"type":[{"text":"Yearly check-up"}],"subject":{"reference":"Patient/p-${mrn}"},"participant":[{"individual":{"display":"Dr. Maya Chen"}}],"period":{"start":"${on}","end":"${on}"}}`
const noteOf = (id: string, mrn: string, { on, visit: at, status = 'final' }: { readonly on: string; readonly visit: string; readonly status?: string }) =>
  `{"resourceType":"DocumentReference","id":"${id}","status":"current","docStatus":"${status}","type":{"coding":[{"system":"http://loinc.org","code":"34117-2"}],"text":"History and physical note"},"category":[{"coding":[{"system":"http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category","code":"clinical-note"}]}],"subject":{"reference":"Patient/p-${mrn}"},"date":"${on}","author":[{"display":"Dr. Maya Chen"}],"content":[{"attachment":{"contentType":"text/plain","data":"${Buffer.from('# Plan\n\nWalk for thirty minutes on most days of the week.').toString('base64')}"}}],"context":{"encounter":[{"reference":"Encounter/${at}"}],"period":{"start":"${on}"}}}`
const noKnown = (id: string, mrn: string) =>
  `{"resourceType":"AllergyIntolerance","id":"${id}","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"716186003"}],"text":"No known allergies"},"patient":{"reference":"Patient/p-${mrn}"},"recordedDate":"2026-05-03","recorder":{"display":"Dr. Maya Chen"}}`
const high = ',"referenceRange":[{"high":{"value":100,"unit":"mg/dL"},"text":"<100 mg/dL"}]'

const rosa = [
  patient('1001', ['Rosa', 'Alvarez']),
  visit('v1', '1001', '2026-04-12T07:50:00-04:00'),
  value('o1', '1001', ['13457-7', 'LDL cholesterol, calculated', '142', `${high},"interpretation":[{"coding":[{"code":"H"}]}]`]),
  value('o2', '1001', ['2093-3', 'Cholesterol, total', '2.00', '']),
  report('r1', '1001', { on: '2026-04-12T08:05:00-04:00', results: ['o1', 'o2'], visit: 'v1' }),
  value('o3', '1001', ['13457-7', 'LDL cholesterol, calculated', '149', high]),
  report('r2', '1001', { on: '2025-10-09T08:00:00-04:00', results: ['o3'] }),
  report('r3', '1001', { on: '2026-11-18', results: [], status: 'preliminary' }),
  noteOf('n1', '1001', { on: '2026-04-12T08:30:00-04:00', visit: 'v1' }),
  noteOf('n2', '1001', { on: '2026-11-18T08:30:00-05:00', visit: 'v1', status: 'preliminary' }),
  noKnown('a1', '1001'),
  // Late in the evening there, the next day already in UTC.
  value('o4', '1001', ['2345-7', 'Glucose', '92', ',"effectiveDateTime":"2026-04-30T23:30:00-04:00"']),
]
const twin = [patient('1002', ['Rosa', 'Alvares']), value('o9', '1002', ['13457-7', 'LDL cholesterol, calculated', '99', ',"effectiveDateTime":"2026-04-12"'])]

const order = (id: string, more: { readonly name: string; readonly on: string; readonly of: string; readonly status?: string }) =>
  `{"resourceType":"ServiceRequest","id":"${id}","status":"${more.status ?? 'active'}","intent":"order","category":[{"coding":[{"system":"http://snomed.info/sct","code":"${more.of}"}]}],"code":{"text":"${more.name}"},"subject":{"reference":"Patient/p-1004"},"authoredOn":"${more.on}"}`
const [ofLab, ofImaging] = ['108252007', '363679005']
/** Three orders without a result, one that was answered, one that was called off; a report that waits for its end, and its order. */
const waitsFor = [
  patient('1004', ['Otto', 'Waiting']),
  order('s1', { name: 'Thyroid test', on: '2026-11-19T08:00:00-05:00', of: ofLab ?? '' }), order('s2', { name: 'Iron test', on: '2026-09-02T08:00:00-04:00', of: ofLab ?? '' }), order('s3', { name: 'MRI of knee', on: '2026-11-18T08:00:00-05:00', of: ofImaging ?? '' }),
  order('s4', { name: 'Glucose', on: '2026-11-10T08:00:00-05:00', of: ofLab ?? '' }), value('w1', '1004', ['2345-7', 'Glucose', '92', ',"effectiveDateTime":"2026-11-11T08:00:00-05:00"']),
  order('s5', { name: 'Zinc test', on: '2026-11-19T08:00:00-05:00', of: ofLab ?? '', status: 'revoked' }),
  order('s6', { name: 'Lipid panel', on: '2026-11-18T08:00:00-05:00', of: ofLab ?? '' }), report('w2', '1004', { on: '2026-11-17T08:00:00-05:00', results: [], status: 'preliminary' }),
]

const bundle = (resources: readonly string[]) => `{"resourceType":"Bundle","type":"collection","entry":[${resources.map((one) => `{"resource":${one}}`).join(',')}]}`

before(async () => {
  given = await givenDatabase('2026-11-20T14:00:00Z')
  const patients = openPatients({ keys: given.keys })
  chart = openChart({ audit, directory, keys: given.keys })
  await given.operate.run(async (tx) => {
    await directory.put(tx, { id: 'lakeside', name: 'Lakeside Health', phone: '555-0142', hours: null, recordsPhone: '555-0188', address: null, timeZone: 'America/New_York', language: 'en' })
    await release.activate(tx, 'lakeside', rules)
  })
  const inbound = openInbound({ audit, directory, patients, keys: given.keys, clock: given.clock, database: given.feed, decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records) })
  const folder = mkdtempSync(join(tmpdir(), 'portico-chart-'))
  for (const [name, resources] of [
    ['rosa', rosa],
    ['twin', twin],
    ['nobody', [patient('1003', ['Nora', 'Empty'])]],
    ['ordered', waitsFor],
  ] as const)
    writeFileSync(join(folder, `${name}.json`), bundle(resources))
  const came = await inbound.importPaths([folder], { organization: 'lakeside' })
  assert.deepEqual(
    came.files.flatMap((file) => file.refused ?? []),
    [],
  )
  await inbound.close()
  await given.operate.run(async (tx) => {
    for (const mrn of ['1001', '1002', '1003', '1004']) {
      const person = newId()
      persons.set(mrn, person)
      const found = await patients.byMrn(tx, 'lakeside', mrn)
      await access.link(tx, { person, patient: found?.id ?? '', provenBy: 'test' })
    }
  })
})
after(() => given.end())

/** As the person with this chart, in the web role's own transaction. */
function as<T>(mrn: string, body: (viewer: Viewer, tx: Tx) => Promise<T>): Promise<T> {
  const person = persons.get(mrn) ?? ''
  return given.web.run(async (tx) => {
    await tx.query(actAs, [person])
    return body(await access.viewerFor(tx, { person, name: 'Rosa' }, 'me'), tx)
  })
}
const resultsIn = (from: string | undefined, to: string | undefined) => as('1001', (viewer) => chart.grouped(viewer, { kinds: ['lab-result'], from, to }))

test('results are grouped by visit and found in any range of days, counted in the time zone of the organization', async () => {
  const april = await resultsIn('2026-04-01', '2026-04-30')
  assert.deepEqual(
    april.groups.map((group) => [group.heading, group.rows.map((row) => row.title)]),
    [
      ['April 30, 2026', ['Blood sugar']],
      ['April 12, 2026: visit with Dr. Maya Chen', ['Cholesterol test']],
    ],
  )
  assert.deepEqual([april.total, april.inAll], [2, 3])
  assert.equal((await resultsIn('2026-04-30', '2026-04-30')).items.length, 1)
  assert.equal((await resultsIn('2026-05-01', '2026-05-01')).items.length, 0)
})

test('a list of results tells of orders without a result, by their days, beside the results and not among them', async () => {
  const listed = (more: { readonly from?: string; readonly to?: string; readonly orders?: 'lab' | 'imaging' }) => as('1004', (viewer) => chart.list(viewer, { kinds: [more.orders === 'imaging' ? 'imaging-report' : 'lab-result'], ...more }))
  const told = async (more: Parameters<typeof listed>[0]) => (await listed(more)).notYet.map((one) => [one.absence.what, one.absence.code, one.absence.kind])
  assert.deepEqual((await told({ orders: 'lab' })).sort(), [['Cholesterol test', 'in-progress', 'lab-result'], ['Iron test', 'ordered', 'order'], ['Thyroid test', 'ordered', 'order']])
  assert.deepEqual((await listed({ orders: 'lab' })).items.map((row) => row.title), ['Blood sugar'])
  assert.deepEqual(await told({ orders: 'lab', from: '2026-09-01', to: '2026-09-30' }), [['Iron test', 'ordered', 'order']])
  assert.deepEqual(await told({ orders: 'imaging' }), [['MRI of knee', 'ordered', 'order']])
  assert.deepEqual(await told({}), [['Cholesterol test', 'in-progress', 'lab-result']])
})

test('an empty range says how many there are at other times; an empty record says that nothing is on file', async () => {
  const may = await resultsIn('2026-05-01', '2026-05-31')
  assert.deepEqual(
    may.absences.map((one) => [one.code, one.count]),
    [['filtered', 3]],
  )
  const none = await as('1003', (viewer) => chart.list(viewer, { kinds: ['vaccine'] }))
  assert.deepEqual(
    none.absences.map((one) => [one.code, one.organization]),
    [['none-on-file', 'Lakeside Health']],
  )
})

test('what is told in full stands beside the list with its reason; of what is silent nothing is said', async () => {
  const november = await resultsIn('2026-11-01', '2026-11-30')
  assert.deepEqual(
    november.notYet.map((one) => [one.absence.code, one.absence.what]),
    [['in-progress', 'Cholesterol test']],
  )
  assert.deepEqual(november.items, [])
  const notes = await as('1001', (viewer) => chart.list(viewer, { kinds: ['note'] }))
  assert.deepEqual([notes.items.length, notes.notYet.length, notes.absences.length], [1, 0, 0])
})

test('one result keeps its numbers as sent, says the change since the last one and shows its visit', async () => {
  const [row] = (await resultsIn('2026-04-12', '2026-04-12')).items
  const page = await as('1001', (viewer) => chart.record(viewer, row?.id ?? ''))
  assert.ok('record' in page)
  const [section] = page.record.sections
  assert.ok(section?.type === 'values')
  assert.deepEqual(
    section.values.map((one) => [one.name, one.value, one.sentence]),
    [
      ['LDL (“bad”) cholesterol', '142', 'Above standard range. The range is under 100. Down 7 since October 2025.'],
      ['Total cholesterol', '2.00', 'The lab gave no range.'],
    ],
  )
  assert.equal(page.visit?.title, 'Visit with Dr. Maya Chen')
  assert.deepEqual(
    page.siblings.map((one) => one.kind),
    ['note'],
  )
  assert.deepEqual(
    page.trends.map((trend) => trend.values.map((one) => one.value.quantity?.value)),
    [['149', '142']],
  )
  assert.equal(page.record.identity.mrn, '1001')
})

test('a visit without an After Visit Summary says that the organization has not sent one', async () => {
  const visits = await as('1001', (viewer) => chart.list(viewer, { kinds: ['visit'] }))
  const page = await as('1001', (viewer) => chart.visit(viewer, visits.items[0]?.id ?? ''))
  assert.deepEqual(
    page.absences.map((one) => [one.code, one.organization]),
    [['elsewhere', 'Lakeside Health']],
  )
  assert.deepEqual(
    page.papers.map((row) => row.kind),
    ['note', 'lab-result'],
  )
  assert.equal(page.quote, 'Walk for thirty minutes on most days of the week.')
})

test('"no known allergies" is an answer of somebody, not an empty list', async () => {
  const page = await as('1001', (viewer) => chart.list(viewer, { kinds: ['allergy'] }))
  assert.deepEqual(
    page.items.map((row) => [row.title, row.card.saidNone]),
    [['No known allergies', true]],
  )
})

test('a foreign, a missing and a malformed id are refused alike, with the same work', async () => {
  const foreign = (await as('1002', (viewer) => chart.list(viewer, { kinds: ['lab-result'] }))).items[0]?.id ?? ''
  assert.notEqual(foreign, '')
  const refusals = []
  for (const id of [foreign, newId()]) {
    const { value: refusal, count } = await countWork(() => as('1001', (viewer) => chart.record(viewer, id)).catch((error: unknown) => error))
    assert.ok(refusal instanceof Refusal)
    refusals.push([refusal.code, refusal.because, count.statements])
  }
  assert.deepEqual(refusals[0], refusals[1])
  await assert.rejects(
    as('1001', (viewer) => chart.record(viewer, "' or 1=1")),
    { code: 'not-found' },
  )
  await assert.rejects(
    as('1001', (viewer) => chart.visit(viewer, foreign)),
    { code: 'not-found' },
  )
  assert.deepEqual(await as('1001', (viewer) => chart.records(viewer, [foreign])), [])
})

test('a search lives a day under its id, for the person who made it', async () => {
  const { id } = await as('1001', (viewer) => chart.keepSearch(viewer, { words: 'cholesterol April 12' }))
  const found = await as('1001', (viewer) => chart.found(viewer, id))
  assert.deepEqual(
    found.items.map((row) => row.title),
    ['Cholesterol test'],
  )
  assert.deepEqual(found.said, ['April 12', '“cholesterol”'])
  await assert.rejects(
    as('1002', (viewer) => chart.found(viewer, id)),
    { code: 'not-found' },
  )
  given.clock.advance({ hours: 25 })
  await assert.rejects(
    as('1001', (viewer) => chart.found(viewer, id)),
    { code: 'not-found' },
  )
  given.clock.advance({ hours: -25 })
})

test('the find box finds by doctor, by everyday name and by date of any year', async () => {
  const titles = async (words: string) => {
    const { id } = await as('1001', (viewer) => chart.keepSearch(viewer, { words }))
    return (await as('1001', (viewer) => chart.found(viewer, id))).items.map((row) => row.title)
  }
  assert.deepEqual(await titles('April 12'), ['History and physical note', 'Cholesterol test', 'Visit with Dr. Maya Chen'])
  assert.deepEqual(await titles('Dr. Chen 2026'), ['No known allergies', 'History and physical note', 'Visit with Dr. Maya Chen'])
  assert.deepEqual(await titles('bad cholesterol'), ['Cholesterol test', 'Cholesterol test'])
  assert.deepEqual(await titles('2019'), [])
})

test('the first look is told apart; later only what came since the last one is new; home costs at most nine statements', async () => {
  const home = () => as('1001', (viewer) => chart.home(viewer, viewer.now))
  const first = await home()
  assert.equal(first.firstVisit, true)
  assert.equal(first.tryOne?.title, 'Blood sugar')
  assert.deepEqual([first.counts['lab-result']?.shown, first.counts['lab-result']?.waiting, first.counts.note?.shown], [3, 1, 1])
  assert.deepEqual(
    first.way.map((one) => one.absence.code),
    ['in-progress'],
  )
  await as('1001', (viewer, tx) => audit.note(tx, { kind: 'record-listed', patients: viewer.patientIds, actor: viewer.person, actorRole: 'patient' }))
  given.clock.advance({ minutes: 30 })
  const { value: second, count } = await countWork(home)
  assert.equal(second.firstVisit, false)
  assert.deepEqual(second.fresh.items, [])
  assert.deepEqual(
    second.fresh.absences.map((one) => one.code),
    ['filtered'],
  )
  // begin, clock, person, reach and commit are the door's own five.
  assert.ok(count.statements - 5 <= 9, `${count.statements - 5} statements`)
})

test('somebody without any chart gets answers that say so, and nothing of anybody', async () => {
  persons.set('nobody', newId())
  const home = await as('nobody', (viewer) => chart.home(viewer, viewer.now))
  assert.deepEqual([home.fresh.items, Object.keys(home.counts), home.way], [[], [], []])
  for (const kinds of [['lab-result'], ['visit'], ['note', 'document']] as const)
    assert.deepEqual(
      (await as('nobody', (viewer) => chart.list(viewer, { kinds }))).absences.map((one) => one.code),
      ['none-on-file'],
    )
  assert.deepEqual(
    (await as('nobody', (viewer) => chart.doctors(viewer))).absences.map((one) => one.code),
    ['none-on-file'],
  )
})

test('who looked is read back by its patient only', async () => {
  await as('1002', (viewer, tx) => audit.note(tx, { kind: 'record-viewed', patients: viewer.patientIds, actor: viewer.person, actorRole: 'patient', actorName: 'Twin' }))
  const log = await as('1001', (viewer) => chart.accessLog(viewer))
  assert.ok(log.items.flatMap((day) => day.looks).every((look) => look.who !== 'Twin'))
  assert.ok(log.items.length > 0)
})

test('a source that is late, or not all here, says so on every list, in the words of its organization; nobody says that none is on file then', async () => {
  const [source] = await as('1001', (viewer) => directory.sources({ now: viewer.now, query: (one, values) => viewer.query(one, values), last: () => undefined }, ['lakeside']))
  const codes = async (mrn: string) => (await as(mrn, (viewer) => chart.list(viewer, { kinds: ['vaccine'] }))).absences.map((one) => [one.code, one.kind, one.basis])
  assert.deepEqual(await codes('1003'), [['none-on-file', 'vaccine', null]])
  const id = source?.id ?? ''
  await given.operate.run((tx) => directory.site.expect(tx, id, 60))
  await asOwner(given.owner, (client) => client.query('update directory_source set down_words = $1', ['The lab moves until Friday']))
  given.clock.advance({ hours: 2 })
  assert.deepEqual(await codes('1003'), [['source-down', null, 'The lab moves until Friday'], ['source-down', 'vaccine', 'The lab moves until Friday']])
  await given.operate.run((tx) => directory.site.expect(tx, id, null))
  await given.job.run((tx) => directory.site.record(tx, [{ what: 'counts', source: id, since: tx.now }]))
  assert.deepEqual(await codes('1003'), [['source-incomplete', null, null], ['source-incomplete', 'vaccine', null]])
  assert.deepEqual((await as('1001', (viewer) => chart.home(viewer, viewer.now))).fresh.sources.map((one) => [one.down, one.incomplete]), [[false, true]])
  await given.job.run((tx) => directory.site.record(tx, []))
  assert.deepEqual(await codes('1003'), [['none-on-file', 'vaccine', null]])
})
