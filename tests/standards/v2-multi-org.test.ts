// Does a hospital's feed, after its record, end in what its truth says: the corrected panel with its versions, the other results, the
// note, the moved appointment, and one person under two numbers?
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type GivenImport, givenImport, organization, outside, skipWithout } from './fhir-import-given.ts'

type Truth = {
  readonly person: { readonly riverside: { readonly mrn: string; readonly email: string | null } }
  readonly afterFeed: {
    readonly mergedMrn: string
    readonly lipidPanel: { readonly date: string; readonly cholesterol: number; readonly ldl: number; readonly hdl: number; readonly triglyceride: number; readonly status: string; readonly versions: readonly number[] }
    readonly hPylori: { readonly date: string; readonly result: string }
    readonly mri: { readonly date: string; readonly impression: string }
    readonly note: { readonly date: string; readonly type: string }
    readonly appointment: { readonly start: string; readonly movedFrom: string; readonly with: string }
  }
}

describe('feeds of multi-org', { skip: skipWithout('multi-org') }, () => {
  let given: GivenImport
  before(async () => {
    given = await givenImport()
  })
  after(() => given.end())

  const folders = skipWithout('multi-org') === false ? readdirSync(join(outside, 'multi-org')) : []
  for (const folder of folders) {
    test(`${folder}: the record after its feed`, async () => {
      const path = (name: string) => join(outside, 'multi-org', folder, name)
      const truth = JSON.parse(readFileSync(path('truth.json'), 'utf8')) as Truth
      const reports = [await given.inbound.importPaths([path('riverside.json.gz')], { organization }), await given.inbound.importPaths([path('riverside-feed.hl7')], { organization })]
      assert.deepEqual(reports.flatMap((one) => one.files.map((file) => file.refused)).filter((one) => one !== null), [])
      const { lipidPanel, hPylori, mri, note, appointment } = truth.afterFeed
      const records = (await given.records(truth.person.riverside.mrn)).filter((one) => !one.removed && one.sameAs === null)
      const [lipids] = records.filter(({ body }) => body.kind === 'lab-result' && body.taken?.startsWith(lipidPanel.date) === true && body.name.code === '24331-1')
      assert.ok(lipids?.body.kind === 'lab-result')
      const valueOf = (code: string) => (lipids.body.kind === 'lab-result' ? Number(lipids.body.values.find((one) => one.name.code === code)?.quantity?.value) : Number.NaN)
      assert.deepEqual([lipids.body.status, valueOf('2093-3'), valueOf('13457-7'), valueOf('2085-9'), valueOf('2571-8')], [lipidPanel.status, lipidPanel.cholesterol, lipidPanel.ldl, lipidPanel.hdl, lipidPanel.triglyceride])
      const versions = await given.look<{ value: string }>("select body #>> '{values,0,quantity,value}' as value from store_earlier where patient = $1 and record = $2 order by as_of", [lipids.patient, lipids.id])
      assert.deepEqual([...versions.map((one) => Number(one.value)), valueOf('2093-3')], lipidPanel.versions)
      assert.ok(records.some(({ body }) => body.kind === 'lab-result' && body.taken?.startsWith(hPylori.date) === true && body.values[0]?.text === hPylori.result))
      assert.ok(records.some(({ body }) => body.kind === 'imaging-report' && body.taken?.startsWith(mri.date) === true && body.conclusion === mri.impression))
      assert.ok(records.some(({ body }) => body.kind === 'note' && body.written === note.date && body.type.text === note.type))
      const moved = records.find(({ body }) => body.kind === 'appointment' && body.start === appointment.start)
      assert.ok(moved?.body.kind === 'appointment' && moved.body.authors[0]?.name === appointment.with)
      const earlier = await given.look<{ start: string }>("select body ->> 'start' as start from store_earlier where patient = $1 and record = $2", [moved.patient, moved.id])
      assert.deepEqual(earlier.map((one) => Date.parse(one.start)), [Date.parse(appointment.movedFrom)])
      const merged = await given.look<{ other: string }>('select o.mrn as other from patients_merge m join patients_patient p on p.id = m.patient join patients_patient o on o.id = m.other where p.mrn = $1', [truth.person.riverside.mrn])
      assert.deepEqual(merged.map((one) => one.other), [truth.afterFeed.mergedMrn])
      const [chart] = await given.look<{ email: string | null }>('select email from patients_patient where mrn = $1', [truth.person.riverside.mrn])
      assert.equal(chart?.email, truth.person.riverside.email)
    })
  }
})
