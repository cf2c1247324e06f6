// Do the records that nobody in this project wrote come in whole, and come in once?
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { Clinical } from '../../contract/clinical.ts'
import { type GivenImport, everything, givenImport, organization, outside, skipWithout } from './fhir-import-given.ts'

type Row = { readonly file: string; readonly encounters: number; readonly labs: number; readonly lipids: number; readonly vaccines: number; readonly documents: number; readonly imaging: number }

/** The table of patients in README.md, worked out by an independent script from the raw files. */
function tableRows(folder: string): Row[] {
  const lines = readFileSync(join(outside, 'README.md'), 'utf8').split('\n').filter((line) => line.startsWith(`| ${folder}/`))
  return lines.map((line) => {
    const [file = '', , , ...counts] = line.split('|').slice(1, -1).map((cell) => cell.trim())
    const [encounters = 0, labs = 0, lipids = 0, vaccines = 0, documents = 0, imaging = 0] = counts.map(Number)
    return { file: basename(file), encounters, labs, lipids, vaccines, documents, imaging }
  })
}

type Stored = { readonly kind: number; readonly count: number; readonly body: Clinical; readonly same: boolean }
type Resource = { readonly resourceType: string; readonly id: string; readonly code?: { readonly coding?: readonly { readonly code: string }[] }; readonly category?: readonly { coding?: readonly { code: string }[] }[]; readonly result?: readonly { reference: string }[] }
const codes = (resource: Resource | undefined): readonly string[] => (resource?.category ?? []).flatMap((one) => (one.coding ?? []).map((coding) => coding.code))

/** Results that a lab report holds though they are no laboratory Observations: they stay in their report (Synthea 2019 has one). */
function strangersInLabReports(resources: readonly Resource[]): number {
  const byId = new Map(resources.map((one) => [`urn:uuid:${one.id}`, one]))
  return resources.filter((one) => codes(one).includes('LAB')).flatMap((one) => one.result ?? []).filter((one) => !codes(byId.get(one.reference)).includes('laboratory')).length
}

/** The table counts DocumentReferences and ImagingStudies: a death certificate is a report with words, a heart measured in pictures is one of them. */
const certificates = (resources: readonly Resource[]): number => resources.filter((one) => one.resourceType === 'DiagnosticReport' && (one.code?.coding ?? []).some((coding) => coding.code === '69409-1')).length
const measuredInPictures = (resources: readonly Resource[]): number => resources.filter((one) => one.resourceType === 'Observation' && codes(one).includes('imaging')).length

function countsOf(records: readonly Stored[]): Omit<Row, 'file'> {
  const of = (...kinds: readonly string[]) => records.filter((one) => kinds.includes(one.body.kind) && !one.same)
  const labs = of('lab-result').map((one) => one.body).filter((body) => body.kind === 'lab-result')
  return {
    encounters: of('visit').length,
    labs: labs.reduce((sum, body) => sum + body.values.length, 0),
    lipids: labs.filter((body) => body.name.code === '57698-3' || body.name.code === '24331-1').length,
    vaccines: of('vaccine').length,
    documents: of('note', 'visit-summary', 'document').length,
    imaging: of('imaging-report').length,
  }
}

for (const folder of ['fhir-synthea-uscore', 'fhir-synthea-2019']) {
  describe(`${folder} comes in`, { skip: skipWithout(folder) }, () => {
    let given: GivenImport
    let first: Awaited<ReturnType<GivenImport['inbound']['importPaths']>>
    before(async () => {
      given = await givenImport()
      first = await given.inbound.importPaths([join(outside, folder)], { organization })
    })
    after(() => given.end())

    test('no file is refused, every resource is kept with its exact text', async () => {
      assert.deepEqual(first.files.filter((file) => file.refused !== null), [])
      const raw = await given.look<{ name: string; text: string }>('select d.name, w.text from store_raw w join store_delivery d on d.id = w.delivery order by d.name, w.line')
      let resources = 0
      for (const path of globSync(join(outside, folder, '*.json.gz'))) {
        const text = gunzipSync(readFileSync(path)).toString('utf8')
        resources += (JSON.parse(text) as { entry: unknown[] }).entry.length
        // In the order of their entries, each text stands in the file byte for byte, after the one before it.
        let at = 0
        for (const row of raw.filter((one) => basename(one.name) === basename(path))) {
          const found = text.indexOf(row.text, at)
          assert.ok(found >= at, `${basename(path)} does not hold, from ${at} on: ${row.text.slice(0, 80)}`)
          at = found + row.text.length
        }
      }
      assert.equal(first.total.received, resources)
      assert.equal(first.total.stored + first.total.unchanged, resources)
      assert.equal(raw.length, first.total.stored)
    })

    test('each patient has as many labs, lipid panels, vaccines, visits, notes and pictures as the table says', async () => {
      const rows = tableRows(folder)
      assert.ok(rows.length > 15)
      for (const row of rows) {
        const text = gunzipSync(readFileSync(join(outside, folder, `${row.file}.json.gz`))).toString('utf8')
        const resources = (JSON.parse(text) as { entry: { resource: Resource }[] }).entry.map((one) => one.resource)
        const found = resources.find((one) => one.resourceType === 'Patient')?.id
        const records = await given.look<Stored>(`select r.kind, r.body, r.same_as is not null as same from store_record r join store_raw w on w.patient = r.patient and w.type = 'Patient' where w.source_id = $1`, [found])
        const { file, ...expected } = row
        assert.deepEqual(countsOf(records), { ...expected, labs: expected.labs + strangersInLabReports(resources), documents: expected.documents + certificates(resources), imaging: expected.imaging + measuredInPictures(resources) }, file)
      }
    })

    test('what is left out has a reason, and nothing else is missing from the record', async () => {
      const total = first.skipped.reduce((sum, line) => sum + line.count, 0)
      assert.equal(total, first.total.skipped)
      assert.ok(first.skipped.every((line) => line.reason.length > 10 && line.entry > 0))
    })

    test('importing again changes no byte of any table', async () => {
      const was = await everything(given)
      const again = await given.inbound.importPaths([join(outside, folder)], { organization })
      assert.equal(again.total.stored, 0)
      assert.equal(again.total.unchanged, first.total.received)
      assert.deepEqual(await everything(given), was)
    })
  })
}
