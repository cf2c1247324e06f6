// Does FHIR end in the same records in whatever order it comes, piece by piece, more than once, with older versions late?
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { emptied } from './ccda-given.ts'
import { type GivenImport, givenImport, organization, outside, patient } from './fhir-import-given.ts'
import { everyResourceAlone } from './fhir-written.ts'

let given: GivenImport
before(async () => {
  given = await givenImport()
})
after(() => given.end())

type Resource = { readonly resourceType: string; readonly id: string }
const seed = 20_261_130
const clear = () => given.look(emptied.replace(' cascade', ', store_wanted, store_called, store_earlier, store_delivery cascade'))

/** What a person is shown of everything that came, without when and by which file it came. */
async function shown(): Promise<readonly string[]> {
  const rows = await given.look<{ record: string }>(`select jsonb_build_array(p.mrn, r.kind, r.filed, r.visit, r.labels, r.removed_at is not null, r.final_at is not null, r.card, r.body) ::text as record
    from store_record r join patients_patient p on p.id = r.patient where r.same_as is null order by 1`)
  return rows.map((one) => one.record)
}

/** Says the first record that differs, not all of them. */
function same(found: readonly string[], expected: readonly string[]): void {
  const at = expected.findIndex((one, index) => one !== found[index])
  assert.deepEqual([found.length, at === -1 ? null : found[at]], [expected.length, at === -1 ? null : expected[at]])
}

async function comes(pieces: readonly (readonly Resource[])[]): Promise<readonly string[]> {
  await clear()
  for (const piece of pieces) {
    given.database.clock.advance({ seconds: 1 })
    await given.text(JSON.stringify(piece.length === 1 ? piece[0] : { resourceType: 'Bundle', type: 'collection', entry: piece.map((resource) => ({ resource })) }))
  }
  return shown()
}

// A document is sent whole; its Composition alone is another matter.
const alone = everyResourceAlone.filter((one) => one.resourceType !== 'Composition')
const first = patient() as Resource
const rest = alone.filter((one) => one.resourceType !== 'Patient')

test('every kind of resource, one by one in any order, ends in what one bundle of them says', async () => {
  const whole = await comes([[first, ...rest]])
  assert.ok(whole.length >= 18, `${whole.length} records`)
  process.stdout.write(`seed ${seed}\n`)
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...rest], { minLength: rest.length, maxLength: rest.length }), async (order) => {
      same(await comes([[first], ...order.map((one) => [one])]), whole)
    }),
    { seed, numRuns: 12 },
  )
})

test('a real record cut into pieces of any size, in any order, some of them twice, ends as it does in one file', { skip: existsSync(join(outside, 'fhir-synthea-2019')) ? false : 'no ../shared/data: this test needs it' }, async () => {
  const entries = (JSON.parse(gunzipSync(readFileSync(join(outside, 'fhir-synthea-2019/Fredrick_Kris_ec6a5bb6.json.gz'))).toString()) as { entry: { fullUrl: string; resource: Resource }[] }).entry
  // As a server would write them: by type and id.
  let text = JSON.stringify(entries.map((one) => one.resource))
  for (const { fullUrl, resource } of entries) text = text.replaceAll(`"${fullUrl}"`, `"${resource.resourceType}/${resource.id}"`)
  const all = JSON.parse(text) as Resource[]
  const person = all.filter((one) => one.resourceType === 'Patient')
  const others = all.filter((one) => one.resourceType !== 'Patient')
  const whole = await comes([all])
  assert.ok(whole.length > 40, `${whole.length} records`)
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(others, { minLength: others.length, maxLength: others.length }), fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 60, maxLength: 60 }), async (order, sizes) => {
      const pieces: Resource[][] = [person]
      let at = 0
      for (const size of sizes) {
        if (at < order.length) pieces.push(order.slice(at, at + size))
        at += size
      }
      if (at < order.length) pieces.push(order.slice(at))
      const again = pieces.filter((_one, index) => index % 5 === 2)
      same(await comes([...pieces, ...again]), whole)
    }),
    { seed: seed + 1, numRuns: 4 },
  )
})

test('of versions with their times the newest is shown, in whatever order they come', async () => {
  const at = (minute: number) => ({ meta: { lastUpdated: `2026-05-01T10:${String(minute).padStart(2, '0')}:00Z` } })
  const subject = { reference: 'Patient/p1' }
  const lab = (minute: number, value: number) => ({ resourceType: 'Observation', id: 'o', ...at(minute), status: minute === 0 ? 'preliminary' : 'corrected', category: [{ coding: [{ code: 'laboratory' }] }], code: { text: 'Sodium' }, subject, effectiveDateTime: '2026-05-01', valueQuantity: { value } })
  const report = (minute: number, text: string) => ({ resourceType: 'DiagnosticReport', id: 'r', ...at(minute), status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }], code: { text: 'Panel' }, subject, conclusion: text, result: [{ reference: 'Observation/o' }] })
  const asthma = (minute: number, status: string) => ({ resourceType: 'Condition', id: 'c', ...at(minute), clinicalStatus: { coding: [{ code: status }] }, code: { text: 'Asthma' }, subject })
  const mistake = { resourceType: 'Immunization', id: 'i', ...at(9), status: 'entered-in-error', vaccineCode: { text: 'Flu' }, patient: subject }
  const versions: readonly Resource[] = [lab(0, 130), lab(1, 140), lab(2, 138), report(0, 'first'), report(3, 'last'), asthma(1, 'active'), asthma(5, 'resolved'), { ...mistake, ...at(1), status: 'completed' }, mistake]
  const whole = await comes([[patient() as Resource], ...versions.map((one) => [one])])
  assert.equal(whole.length, 3)
  assert.match(whole.join(), /"138".*"last"|"last".*"138"/)
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...versions], { minLength: versions.length, maxLength: versions.length }), async (order) => {
      same(await comes([[patient() as Resource], ...order.map((one) => [one])]), whole)
    }),
    { seed: seed + 2, numRuns: 12 },
  )
})

test('files of single resources, whatever they are called: whoever comes late is waited for', async () => {
  await clear()
  const folder = mkdtempSync(join(tmpdir(), 'portico-order-'))
  // By their names the patient would come last.
  alone.forEach((resource, at) => writeFileSync(join(folder, resource.resourceType === 'Patient' ? 'z.json' : `${String.fromCharCode(97 + (at % 25))}-${at}.json`), JSON.stringify(resource)))
  const report = await given.inbound.importPaths([folder], { organization })
  const found = await shown()
  same(found, await comes([alone]))
  assert.equal(report.total.received, alone.length)
  assert.deepEqual(report.skipped.filter((one) => /not known here/.test(one.reason)), [])
})
