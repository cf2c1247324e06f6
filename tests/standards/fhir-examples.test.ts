// What becomes of the examples of the standards: each profile of US Core, each resource of FHIR R4, and a server's negative cases?
// Everything is kept as it came; what fits a kind of record is shown; the rest has its reason.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { nobody } from '#store/in'
import { type GivenImport, givenImport, organization, outside, skipWithout } from './fhir-import-given.ts'

type Report = Awaited<ReturnType<GivenImport['inbound']['importPaths']>>

/** US Core profiles by the kinds of record they stand in, alone or inside another; none: kept, and no kind of record is for them yet. */
const profiles: Readonly<Record<string, readonly string[]>> = {
  'us-core-allergyintolerance': ['allergy'], 'us-core-condition-encounter-diagnosis': ['condition'], 'us-core-condition-problems-health-concerns': ['condition'], 'us-core-diagnosticreport-lab': ['lab-result'], 'us-core-diagnosticreport-note': ['imaging-report', 'note'],
  'us-core-documentreference': ['visit-summary', 'note'], 'us-core-adi-documentreference': ['document'], 'us-core-encounter': ['visit'], 'us-core-immunization': ['vaccine'], 'us-core-medicationrequest': ['medicine'], 'us-core-procedure': ['procedure'], 'us-core-servicerequest': ['order'],
  'us-core-questionnaireresponse': ['questionnaire'], 'us-core-observation-lab': ['lab-result'], 'us-core-observation-clinical-result': ['note', 'imaging-report'], 'us-core-observation-occupation': ['questionnaire'], 'us-core-observation-pregnancyintent': ['questionnaire'], 'us-core-observation-pregnancystatus': ['questionnaire'],
  'us-core-observation-screening-assessment': ['questionnaire'], 'us-core-simple-observation': ['questionnaire'], 'us-core-smokingstatus': ['questionnaire'],
  'head-occipital-frontal-circumference-percentile': ['vital-signs'], 'pediatric-bmi-for-age': ['vital-signs'], 'pediatric-weight-for-height': ['vital-signs'], 'us-core-average-blood-pressure': ['vital-signs'], 'us-core-blood-pressure': ['vital-signs'], 'us-core-bmi': ['vital-signs'], 'us-core-body-height': ['vital-signs'],
  'us-core-body-temperature': ['vital-signs'], 'us-core-body-weight': ['vital-signs'], 'us-core-head-circumference': ['vital-signs'], 'us-core-heart-rate': ['vital-signs'], 'us-core-pulse-oximetry': ['vital-signs'], 'us-core-respiratory-rate': ['vital-signs'],
  'us-core-careplan': [], 'us-core-careteam': [], 'us-core-coverage': [], 'us-core-device': [], 'us-core-familymemberhistory': [], 'us-core-goal': [], 'us-core-medicationdispense': [], 'us-core-provenance': [], 'us-core-relatedperson': [], 'us-core-specimen': [], 'us-core-patient': [],
  'us-core-care-experience-preference': [], 'us-core-treatment-intervention-preference': [], 'us-core-observation-adi-documentation': [],
}

describe('the examples of US Core', { skip: skipWithout('fhir-us-core-examples') }, () => {
  let given: GivenImport
  let report: Report
  before(async () => {
    given = await givenImport()
    report = await given.inbound.importPaths([join(outside, 'fhir-us-core-examples')], { organization })
  })
  after(() => given.end())

  test('all 230 come in, though most are read before their patient, and nobody is missed', () => {
    assert.equal(report.files.length, 230)
    assert.deepEqual(report.files.filter((one) => one.refused !== null), [])
    assert.deepEqual(report.skipped.filter((one) => /not known here/.test(one.reason)), [])
    assert.ok(report.skipped.every((one) => one.reason.length > 10))
  })

  test('each profile stands in the kinds of record that fit it; those without a kind are kept', async () => {
    const rows = await given.look<{ profile: string; kind: string | null }>(`select distinct p.profile, coalesce(r.body ->> 'kind', q.body ->> 'kind') as kind from store_raw w cross join lateral jsonb_array_elements_text(w.text::jsonb #> '{meta,profile}') p(profile)
      left join store_record r on r.patient = w.patient and r.id = w.id and r.same_as is null left join store_part s on s.patient = w.patient and s.part = w.id left join store_record q on q.patient = w.patient and q.id = s.record and q.same_as is null
      where w.patient <> $1 and not w.superseded`, [nobody])
    const found = new Map<string, Set<string>>()
    for (const { profile, kind } of rows) {
      const name = profile.replace(/^.*\//, '').replace(/\|.*$/, '')
      const kinds = found.get(name) ?? new Set()
      found.set(name, kind === null ? kinds : kinds.add(kind))
    }
    for (const [name, kinds] of Object.entries(profiles)) assert.deepEqual([...(found.get(name) ?? [])].sort(), [...kinds].sort(), name)
    // Directories describe nobody.
    const others = [...found.keys()].filter((one) => profiles[one] === undefined)
    assert.deepEqual(others, [])
  })

  test('the chest X-ray tells what was seen and concluded, the panel its values; none of them stands alone', async () => {
    const bodies = (await given.look<{ body: { kind: string; name?: { text: string }; findings?: string; conclusion?: string; values?: readonly object[] } }>('select body from store_record where same_as is null')).map((one) => one.body)
    const chest = bodies.find((one) => one.kind === 'imaging-report' && one.name?.text === 'Portable XR Chest Views')
    assert.match(chest?.findings ?? '', /Findings: /)
    assert.ok((chest?.conclusion ?? '').length > 5)
    assert.equal(bodies.find((one) => one.name?.text === 'Basic Metabolic Panel (BMP)' && one.kind === 'lab-result')?.values?.length, 8)
    assert.equal(bodies.some((one) => one.name?.text === 'Impression' || one.name?.text === 'Sodium, Blood'), false)
  })
})

describe('the examples of FHIR R4, and a server’s negative cases', { skip: skipWithout('fhir-r4-examples') }, () => {
  let given: GivenImport
  const reports = new Map<string, Report>()
  before(async () => {
    given = await givenImport()
    for (const folder of ['r4', 'normative']) reports.set(folder, await given.inbound.importPaths([join(outside, 'fhir-r4-examples', folder)], { organization }))
  })
  after(() => given.end())

  test('every resource of every type is kept as it came; what is not shown says why', () => {
    const report = reports.get('r4')
    assert.deepEqual(report?.files.filter((one) => one.refused !== null), [])
    assert.equal(report?.total.stored, report?.total.received)
    assert.ok(Object.keys(report?.byType ?? {}).length > 90, 'types')
  })

  test('of the negative cases those that are no FHIR are refused in one line; nothing that is asked for is done', async () => {
    const report = reports.get('normative')
    const refused = new Map((report?.files ?? []).filter((one) => one.refused !== null).map((one) => [one.name.split('/').at(-1), one.refused]))
    assert.match(refused.get('Bundle-InvalidBundleType.json') ?? '', /carry no record/)
    assert.match(refused.get('Bundle-TransactionWithInvalidBundleEntry.json') ?? '', /^Line \d+: This is not sound JSON/)
    assert.match(refused.get('PatientMissingResourceType.json') ?? '', /not a FHIR bundle or resource/)
    assert.ok((report?.skipped.find((one) => /holds no resource/.test(one.reason))?.count ?? 0) > 20)
    assert.equal((report?.skipped ?? []).filter((one) => one.type === 'Parameters').every((one) => /not read|same id/.test(one.reason)), true)
  })

  test('SmartCompartmentLeak.json: what is a child’s is in the child’s chart alone', async () => {
    type Resource = { readonly resourceType: string; readonly id: string; readonly subject?: { readonly reference?: string }; readonly patient?: { readonly reference?: string } }
    const sent = (JSON.parse(readFileSync(join(outside, 'fhir-r4-examples/r4/SmartCompartmentLeak.json'), 'utf8').replace(/^\ufeff/, '')) as { entry: { resource: Resource }[] }).entry.map((one) => one.resource)
    const charts = new Map((await given.look<{ source_id: string; patient: string }>(`select source_id, patient from store_raw where type = 'Patient' and patient <> '${nobody}'`)).map((one) => [`Patient/${one.source_id}`, one.patient]))
    let checked = 0
    for (const resource of sent) {
      const own = charts.get((resource.subject ?? resource.patient)?.reference ?? '')
      const kept = await given.look<{ patient: string }>('select patient from store_raw where type = $1 and source_id = $2', [resource.resourceType, resource.id])
      if (own === undefined) continue
      checked += 1
      assert.deepEqual([...new Set(kept.map((one) => one.patient))], [own], `${resource.resourceType}/${resource.id}`)
    }
    assert.ok(checked > 10, `${checked} resources`)
  })
})

describe('conformance patients of US Core 3 and 6', { skip: skipWithout('fhir-us-core-sets') }, () => {
  test('absences keep their reasons; the file that is no JSON is refused by its line, the others come in', async () => {
    const given = await givenImport()
    try {
      const report = await given.inbound.importPaths([join(outside, 'fhir-us-core-sets')], { organization })
      const refused = report.files.filter((one) => one.refused !== null)
      assert.equal(refused.length, 1)
      assert.match(refused[0]?.refused ?? '', /^Line \d+: This is not sound JSON/)
      const absent = await given.look<{ n: number }>(`select count(*)::int as n from store_record r where r.body::text like '%"absent"%'`)
      assert.ok((absent[0]?.n ?? 0) > 0)
      assert.deepEqual(report.skipped.filter((one) => ['AllergyIntolerance', 'Condition', 'DiagnosticReport', 'DocumentReference', 'Encounter', 'Immunization', 'Observation', 'Procedure'].includes(one.type)), [])
    } finally {
      await given.end()
    }
  })
})
