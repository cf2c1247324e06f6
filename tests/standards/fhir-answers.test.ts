// Is everything shown that an independent script found in the raw FHIR files? Every fact about every patient of every set is
// compared with what release lets the patient see; each difference is listed with its reason, one without fails.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type Answers, type Chart, type Shown, checks, sumOf } from './fhir-answers-given.ts'
import { openDirectoryOfFiles } from '../../server/records/inbound/fhir/references.ts'
import { readBundle } from '../../server/records/inbound/read-bundle.ts'
import { understand } from '../../server/records/inbound/fhir/understand.ts'
import { emptied } from './ccda-given.ts'
import { type GivenImport, givenImport, organization, outside } from './fhir-import-given.ts'

const skip = existsSync(join(outside, 'answers.json.gz')) ? false : 'no answers.json.gz in ../shared/data: this test needs it'
const read = <T>(path: string): T => JSON.parse(gunzipSync(readFileSync(join(outside, path))).toString('utf8')) as T

/** Files of a set, with the directories that come before them. */
function pathsOf(set: string): readonly string[] {
  if (set === 'fhir-bulk-ndjson') return [join(outside, set)]
  if (set.startsWith('fhir-us-core-sets')) return globSync(join(outside, 'fhir-us-core-sets/*{bundle,valid}.json.gz')).sort()
  return set.startsWith('fhir-sensitive-hiv') ? [...globSync(join(outside, 'fhir-sensitive-hiv/_*')).sort(), join(outside, set)] : [join(outside, set)]
}

type Difference = { readonly set: string; readonly patient: string; readonly what: string; readonly reason: string | null }

describe('FHIR files beside their answers', { skip }, () => {
  let given: GivenImport
  const differences: Difference[] = []
  let facts = 0

  async function shownOf(sourceIds: readonly string[]): Promise<readonly Shown[]> {
    return given.look<Shown>(`select r.visit, r.body, r.card, w.type, w.source_id as "sourceId", w.text from store_record r join release_ledger l on l.patient = r.patient and l.record = r.id
      left join store_raw w on w.patient = r.patient and w.id = r.id and not w.superseded
      where r.removed_at is null and l.visible_from <= timestamptz '2026-11-20 12:00Z' and r.patient in (select patient from store_raw where type = 'Patient' and source_id = any ($1))`, [sourceIds])
  }

  before(async () => {
    given = await givenImport()
    const { fhir } = read<{ fhir: Record<string, { patients: readonly Answers[] }> }>('answers.json.gz')
    for (const [set, { patients }] of Object.entries(fhir)) {
      const report = await given.inbound.importPaths(pathsOf(set), { organization })
      const left = report.skipped
      // Three patients of one set share one record number: they are one chart.
      const charts = set.startsWith('fhir-us-core-sets') ? [{ ids: patients.map((one) => one.patient.id), answers: sumOf(patients) }] : patients.map((answers) => ({ ids: [answers.patient.id], answers }))
      for (const { ids, answers } of charts) {
        const shown = await shownOf(ids)
        const kept = await given.look<Parameters<typeof checks>[0]['kept'][number]>("select type, count(distinct id)::int as count, count(*) filter (where superseded)::int as older from store_raw where patient in (select patient from store_raw where type = 'Patient' and source_id = any ($1)) group by 1", [ids])
        const [chart] = await given.look<Chart>("select name, birth_date::text as birth, sex from patients_patient where id in (select patient from store_raw where type = 'Patient' and source_id = any ($1))", [ids])
        for (const { what, holds, reason } of checks({ answers, shown, left, kept, chart: chart ?? null })) {
          facts += 1
          if (!holds) differences.push({ set: basename(set), patient: ids[0] ?? '', what, reason })
        }
      }
      await given.look(emptied)
    }
  })
  after(() => given.end())

  test('each answer holds, or is listed with its reason', () => {
    const byReason = new Map<string, number>()
    for (const { reason } of differences) if (reason !== null) byReason.set(reason, (byReason.get(reason) ?? 0) + 1)
    process.stdout.write(`${facts} answers, ${facts - differences.length} hold, ${differences.length} differ\n${[...byReason].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `  ${count} × ${reason}`).join('\n')}\n`)
    assert.ok(facts > 9_000, `${facts} answers`)
    assert.deepEqual(differences.filter((one) => one.reason === null), [])
  })
})

type Summary = { readonly title: string | null; readonly date: string | null; readonly sections: readonly (readonly [title: string | null, code: string | null])[]; readonly resources: Readonly<Record<string, number>>; readonly patients: readonly { readonly names: readonly string[]; readonly birthDate: string | null; readonly gender: string | null }[] }

test('every international patient summary holds what its answer says: title, date, parts, resources, who it is about', { skip }, () => {
  const { ips } = read<{ ips: Record<string, Summary> }>('answers.json.gz')
  let facts = 0
  const same = (what: string, [found, expected]: readonly [unknown, unknown]) => {
    facts += 1
    assert.deepEqual(found, expected, what)
  }
  for (const [name, answers] of Object.entries(ips)) {
    const bytes = readFileSync(join(outside, name))
    const bundle = readBundle(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes)
    const own = understand(bundle, { organization, source: 'x', space: 'x', timeZone: 'UTC', name, files: openDirectoryOfFiles(), terms: { authorities: [], opensCharts: 'any', charset: null } }).read.mapped.records[0]?.body
    assert.ok(own !== undefined && 'told' in own && own.kind !== 'imaging-report', name)
    same(`${name} title`, [own.title ?? null, answers.title])
    same(`${name} date`, [own.written ?? null, answers.date])
    const parts = (own.told?.parts ?? []).filter((one) => one.depth === 0 && (one.title !== undefined || one.code !== undefined))
    answers.sections.forEach(([title, code], at) => same(`${name} part ${at}`, [[parts[at]?.title ?? null, parts[at]?.code ?? code], [title ?? parts[at]?.title ?? null, code]]))
    for (const [type, count] of Object.entries(answers.resources)) same(`${name} ${type}`, [bundle.entries.filter((one) => one.type === type).length, count])
    const people = bundle.entries.filter((one) => one.type === 'Patient').map((one) => [one.resource.birthDate ?? null, one.resource.gender ?? null])
    same(`${name} patients`, [people, answers.patients.map((one) => [one.birthDate, one.gender])])
  }
  process.stdout.write(`${facts} answers of summaries hold\n`)
  assert.ok(facts > 900, `${facts}`)
})
