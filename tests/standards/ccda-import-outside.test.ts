// Do clinical documents that nobody in this project wrote come in whole? P23: every word of every section on the page, in order.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Clinical, Told } from '../../contract/clinical.ts'
import { readDocument } from '../../server/records/inbound/ccda/read-document.ts'
import { partSections } from '../../server/records/chart/presenting.ts'
import { Sections } from '../../web/records/record-parts.tsx'
import { type Sample, emptied, letters, samples, sectionLetters, textOfHtml } from './ccda-given.ts'
import { type GivenImport, everything, givenImport, organization, outside, skipWithout } from './fhir-import-given.ts'

type Row = { readonly body: Clinical; readonly name: string; readonly patient: string }
const told = (body: Clinical): Told | undefined => ('told' in body ? body.told : undefined)

/** Kept under nobody whatever is said of them: examples without a header, and one whose patient has no birth date. */
const homeless = ['hl7-examples/Diagnosis-Reference-Example.xml', 'hl7-examples/Intervention-Planned-Referral-and-Note-Completeting-Referral-C-CDAR2.1-.xml', 'hl7-examples/US-Realm-Header-V3-Example.xml', 'vendors-2015/NextTech/8_20170710105504_SummaryOfCare.xml']

describe('clinical documents from outside', { skip: skipWithout('ccda') }, () => {
  let given: GivenImport
  let all: readonly Sample[]
  before(async () => {
    given = await givenImport()
    all = samples()
  })
  after(() => given.end())

  /** Every file in a house of its own organization would be slow; one organization each keeps their patients apart. */
  const take = async (sample: Sample) => given.inbound.importPaths([sample.path], { organization })
  const clear = () => given.look(emptied)

  test('the negative tests are refused, each with its reason in one line; nothing of them stays', async () => {
    const refused: Record<string, string> = {}
    for (const sample of all.filter((one) => one.negative)) {
      const was = await everything(given)
      const report = await take(sample)
      assert.notEqual(report.files[0]?.refused, null, sample.name)
      assert.deepEqual(await everything(given), was, sample.name)
      refused[sample.name.split('/').at(-1) ?? ''] = report.files[0]?.refused ?? ''
    }
    assert.equal(Object.keys(refused).length, 15)
    assert.ok(Object.values(refused).every((line) => line.length > 20 && !line.includes('\n')))
  })

  test('every other document comes in, and the page has the words of every section in order', async () => {
    let sections = 0
    for (const sample of all.filter((one) => !one.negative)) {
      await clear()
      const report = await take(sample)
      assert.equal(report.files[0]?.refused, null, `${sample.name}: ${report.files[0]?.refused}`)
      if (report.patients.seen === 0) {
        // Its only number is a social security number, which is no record number: an operator says whose it is.
        assert.match(report.skipped.find((line) => line.type === 'ClinicalDocument')?.reason ?? '', /under nobody/)
        await clear()
        await given.inbound.importPaths([sample.path], { organization, mrn: 'GIVEN' })
      }
      const rows = await given.look<Row>('select r.body, d.name, r.patient from store_record r join store_delivery d on d.id = r.delivery')
      const document = rows.find((row) => told(row.body) !== undefined)
      assert.equal(document === undefined, homeless.includes(sample.name.slice('ccda/'.length)), sample.name)
      const shown = partSections(document === undefined ? told(readDocument(sample.bytes, 'x').facts[0]?.body as Clinical) : told(document.body))
      const raw = sectionLetters(new TextDecoder(/encoding=.utf-16/i.test(sample.bytes.toString('latin1', 0, 80)) ? 'utf-16le' : 'utf-8').decode(sample.bytes))
      sections += shown.length
      let at = 0
      const page = letters(textOfHtml(renderToString(h(Sections, { sections: shown }))))
      for (const words of raw) {
        const found = page.indexOf(words, at)
        assert.ok(found >= at, `${sample.name}: not on the page from ${at} on: ${words.slice(0, 300)} … in ${page.slice(at, at + 400)}`)
        at = found + words.length
      }
    }
    assert.ok(sections > 1_000, `${sections} sections`)
  })

  test('two packages bring their document once each; the same again changes no byte', async () => {
    await clear()
    const folder = join(outside, 'ccda/onc-2015-cures/170.315_b1_ToC_Amb')
    const first = await given.inbound.importPaths([join(folder, 'XDM_FULL.ZIP')], { organization })
    assert.deepEqual(first.files.map((file) => [file.name.split('/').slice(-3).join('/'), file.refused]), [['IHE_XDM/SUBSET01/CCDAAMB.XML', null]])
    const was = await everything(given)
    const again = await given.inbound.importPaths([join(folder, 'XDM_FULL.ZIP'), join(outside, 'ccda/onc-2015-cures/170.315_b1_ToC_Inp/XDM_FULL.ZIP')], { organization })
    assert.equal(again.total.stored, 0)
    assert.deepEqual(await everything(given), was)
  })
})
