// Does a clinical document come in once, and does the newest word rule: the same again, a replaced one, versions in any order?
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { emptied } from './ccda-given.ts'
import { documentWith, problemEntry } from './ccda-written.ts'
import { type GivenImport, type StoredRecord, everything, givenImport, organization, patient } from './fhir-import-given.ts'

describe('clinical documents, again and again', () => {
  let given: GivenImport
  let folder = ''
  let files = 0
  before(async () => {
    given = await givenImport()
    folder = mkdtempSync(join(tmpdir(), 'portico-ccda-'))
  })
  after(() => given.end())
  afterEach(() => given.look(emptied))

  const take = (xml: string, mrn?: string) => {
    files += 1
    const path = join(folder, `file-${files}.xml`)
    writeFileSync(path, xml)
    return given.inbound.importPaths([path], { organization, ...(mrn === undefined ? {} : { mrn }) })
  }
  const conditions = async (mrn = 'M1'): Promise<Record<string, boolean>> => Object.fromEntries((await given.records(mrn)).filter((one) => one.body.kind === 'condition').map((one) => [one.card.name, !one.removed]))
  const documents = async (): Promise<readonly StoredRecord[]> => (await given.records()).filter((one) => one.body.kind === 'document')
  const asthma = problemEntry({ name: 'Asthma', code: '195967001' })
  const cold = problemEntry({ name: 'Cold', code: '82272006' })
  const replaces = (id: string) => `<relatedDocument typeCode="RPLC"><parentDocument><id root="9.9.9" extension="${id}"/></parentDocument></relatedDocument>`
  const versioned = (version: number) => `<setId root="8.8.8" extension="set"/><versionNumber value="${version}"/>`

  test('the same document twice changes no byte; damaged by one space it is another text of the same thing', async () => {
    const xml = documentWith({ entries: asthma })
    const first = await take(xml)
    assert.deepEqual([first.total.stored, first.patients], [1, { seen: 1, created: 1 }])
    const was = await everything(given)
    assert.equal((await take(xml)).total.stored, 0)
    assert.deepEqual(await everything(given), was)
    await take(`${xml}\n`)
    assert.deepEqual([(await given.records()).length, (await given.look('select 1 from store_raw')).length], [2, 2])
  })

  test('a document that replaces another keeps it readable as an older version and takes back what it no longer says, in either order', async () => {
    const old = documentWith({ id: 'A', entries: asthma + cold })
    const next = documentWith({ id: 'B', entries: asthma, header: replaces('A'), effective: '20260305' })
    for (const order of [[old, next], [next, old]]) {
      for (const xml of order) await take(xml)
      assert.deepEqual(await conditions(), { Asthma: true, Cold: false })
      assert.deepEqual((await documents()).map((one) => [one.card.status, one.body.kind === 'document' ? one.body.status : null]).sort(), [['current', 'current'], ['superseded', 'superseded']])
      const ledger = await given.look<{ n: number }>("select count(*)::int as n from release_ledger where card->>'name' = 'Cold' and removed_at is not null")
      assert.equal(ledger[0]?.n, 1)
      await given.look(emptied)
    }
  })

  test('a higher version of the same set and type rules, in either order; another type of the set is another paper', async () => {
    const one = documentWith({ id: 'V1', entries: cold, header: versioned(1) })
    const two = documentWith({ id: 'V2', entries: asthma, header: versioned(2) })
    for (const order of [[one, two], [two, one]]) {
      for (const xml of order) await take(xml)
      assert.deepEqual(await conditions(), { Asthma: true, Cold: false })
      await given.look(emptied)
    }
    await take(one)
    await take(documentWith({ id: 'N', entries: asthma, header: versioned(2), type: '11506-3' }))
    assert.deepEqual(await conditions(), { Asthma: true, Cold: true })
  })

  test('what two documents say is there until neither says it; an older document that comes late overwrites nothing', async () => {
    const newer = documentWith({ id: 'B', entries: problemEntry({ name: 'Asthma', code: '195967001', high: '2026' }), effective: '20260305' })
    await take(newer)
    await take(documentWith({ id: 'A', entries: asthma, effective: '20250101' }))
    const [row] = (await given.records()).filter((one) => one.body.kind === 'condition')
    assert.ok(row?.body.kind === 'condition' && row.body.ended === '2026' && row.body.clinical === 'resolved')
    await take(documentWith({ id: 'C', header: replaces('B'), effective: '20260306' }))
    assert.deepEqual(await conditions(), { Asthma: true })
    await take(documentWith({ id: 'D', header: replaces('A'), effective: '20260306' }))
    assert.deepEqual(await conditions(), { Asthma: false })
  })

  test('one id for papers of two types names two papers', async () => {
    await take(documentWith({ entries: asthma + cold }))
    await take(documentWith({ entries: asthma, type: '28570-0' }))
    assert.deepEqual(await conditions(), { Asthma: true, Cold: true })
    assert.equal((await given.records()).filter((one) => one.card.found === undefined).length, 2)
  })

  test('a document sent again with less in it takes back what is gone', async () => {
    await take(documentWith({ entries: asthma + cold }))
    await take(documentWith({ entries: asthma }))
    assert.deepEqual(await conditions(), { Asthma: true, Cold: false })
    await take(documentWith({ entries: asthma + cold, effective: '20260401' }))
    assert.deepEqual(await conditions(), { Asthma: true, Cold: true })
    await take(documentWith({ entries: '', effective: '20250101' }))
    assert.deepEqual(await conditions(), { Asthma: true, Cold: true })
  })

  test('a paper opens a chart but never changes one; a known number with another birth date is refused', async () => {
    await given.bundle([patient()])
    await take(documentWith({ entries: asthma }).replace('<given>Rosa</given>', '<given>Rosalinda</given>'))
    assert.deepEqual(await given.look('select name from patients_patient'), [{ name: 'Rosa Alvarez' }])
    const was = await everything(given)
    const other = await take(documentWith({ id: 'X', birth: '19900101' }))
    assert.match(other.files[0]?.refused ?? '', /another birth date/)
    assert.deepEqual(await everything(given), was)
  })

  test('a document without a record number waits under nobody until an operator says whose it is', async () => {
    const xml = documentWith({ entries: asthma }).replace('<id root="1.2.3.4" extension="M1"/>', '<id root="2.16.840.1.113883.4.1" extension="123-45-6789"/>')
    const first = await take(xml)
    assert.match(first.skipped[0]?.reason ?? '', /under nobody/)
    assert.deepEqual(await given.look('select 1 from patients_patient'), [])
    await take(xml, 'M7')
    assert.deepEqual(await conditions('M7'), { Asthma: true })
  })

  test("another source's same id is another thing: FHIR and a document both stand, and the document's says where it is from", async () => {
    await given.bundle([patient(), { resourceType: 'Condition', id: 'Asthma', clinicalStatus: { coding: [{ code: 'active' }] }, code: { text: 'Asthma', coding: [{ system: 'http://snomed.info/sct', code: '195967001' }] }, subject: { reference: 'Patient/p1' } }])
    await take(documentWith({ entries: asthma }))
    const rows = (await given.records()).filter((one) => one.body.kind === 'condition')
    assert.deepEqual(rows.map((one) => one.card.found ?? null).sort(), ['Summary of care', null].sort())
  })

  test('the import report lists for each section what is not in a list, and why', async () => {
    const report = await take(documentWith({ entries: problemEntry({ name: 'Diabetes', code: '44054006', negated: true }) }))
    assert.deepEqual(report.skipped.map((line) => [line.type, line.reason]), [['ClinicalDocument: Problems', 'It says that something is not so. Only the words of the document show it: observation.']])
  })
})
