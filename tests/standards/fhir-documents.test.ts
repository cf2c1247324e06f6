// Do documents made as FHIR come in: international patient summaries with every part's words shown safely, empty parts with
// their reason, and nothing in them read as a positive that is none?
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { DocumentPart, Note } from '../../contract/clinical.ts'
import { narrativeWords } from '../../contract/narrative.ts'
import { labelsOf } from '../../contract/sensitivity-labels.ts'
import { wordsOfNarrative } from '../../server/records/inbound/fhir/narrative.ts'
import { readBundle } from '../../server/records/inbound/read-bundle.ts'
import { understand } from '../../server/records/inbound/fhir/understand.ts'
import { openDirectoryOfFiles } from '../../server/records/inbound/fhir/references.ts'
import { type GivenImport, everything, givenImport, outside, patient, skipWithout } from './fhir-import-given.ts'
import { letters } from './ccda-given.ts'

const div = (inside: string) => ({ status: 'additional', div: `<div xmlns="http://www.w3.org/1999/xhtml">${inside}</div>` })
const words = (inside: string) => narrativeWords(wordsOfNarrative(div(inside)))

test('words come out of XHTML as a closed tree: what runs or loads is gone, signs and blanks stay', () => {
  assert.equal(words('<p>a <b>b</b> <i>c</i>&nbsp;&#233; &eacute; 5 &lt; 6</p>'), 'a b c é é 5 < 6')
  assert.equal(words('<script>alert(1)</script><p onclick="x()">seen</p><img src="http://x/y.png"/><a href="javascript:x()">link</a><style>p{}</style><svg><text>no</text></svg>'), 'seen link')
  assert.deepEqual(wordsOfNarrative(div('<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'))[0]?.as, 'table')
  assert.equal(words('<p>not closed <br> <b>at all'), 'not closed at all', 'what is no XML gives its words')
  assert.equal(words('<p>a</p><script>never</p>'), 'a')
  assert.deepEqual([wordsOfNarrative(undefined), wordsOfNarrative({ status: 'empty' }), wordsOfNarrative({ div: `<div>${'x'.repeat(1_100_000)}</div>` })], [[], [], []])
  assert.equal(words('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e; stays words</p>').includes('root:'), false)
})

describe('a document', () => {
  let given: GivenImport
  before(async () => {
    given = await givenImport()
  })
  after(() => given.end())

  const section = (code: string, title: string, more: object) => ({ title, code: { coding: [{ system: 'http://loinc.org', code }] }, ...more })
  const summary = (mrn: string, sections: readonly object[], { others = [], more = {} }: { readonly others?: readonly object[]; readonly more?: object } = {}) =>
    given.text(JSON.stringify({
      resourceType: 'Bundle', type: 'document', identifier: { system: 'urn:x', value: `doc-${mrn}` }, timestamp: '2026-05-01T10:00:00Z',
      entry: [
        { fullUrl: `urn:uuid:c-${mrn}`, resource: { resourceType: 'Composition', id: `c-${mrn}`, status: 'final', type: { coding: [{ system: 'http://loinc.org', code: '60591-5', display: 'Patient summary Document' }] }, subject: { reference: `Patient/p-${mrn}` }, date: '2026-05-01T10:00:00Z', author: [{ display: 'Dr. Ngata' }], title: 'International Patient Summary', section: sections, ...more } },
        { fullUrl: `urn:uuid:p-${mrn}`, resource: patient(`p-${mrn}`, mrn) },
        ...others.map((resource) => ({ fullUrl: `urn:uuid:${(resource as { id: string }).id}`, resource })),
      ],
    }))
  const document = async (mrn: string): Promise<Note> => {
    const found = (await given.records(mrn)).map((one) => one.body).find((body): body is Note => body.kind === 'document')
    assert.ok(found !== undefined)
    return found
  }
  const partsOf = async (mrn: string): Promise<readonly DocumentPart[]> => (await document(mrn)).told?.parts ?? []

  test('is shown with its parts, inside parts, authors and date; what it lists stands in the record; the file is kept byte for byte', async () => {
    await summary('D1', [section('11450-4', 'Problems', { text: div('<p>Asthma since 2001</p>'), entry: [{ reference: 'Condition/asthma' }], section: [section('x', 'Older', { text: div('Gout') })] })], { others: [{ resourceType: 'Condition', id: 'asthma', code: { text: 'Asthma' }, subject: { reference: 'Patient/p-D1' } }] })
    const body = await document('D1')
    assert.deepEqual(body.told?.parts.map((one) => [one.title, one.depth, narrativeWords(one.words), one.listed, one.unlisted]), [['Problems', 0, 'Asthma since 2001', 1, 0], ['Older', 1, 'Gout', 0, 0]])
    assert.deepEqual([body.title, body.authors[0]?.name, body.written, body.status], ['International Patient Summary', 'Dr. Ngata', '2026-05-01T10:00:00Z', 'current'])
    assert.deepEqual((await given.records('D1')).map((one) => one.body.kind), ['condition', 'document'])
    const [row] = await given.look<{ bytes: Buffer; text: string }>("select store_original(r.patient, decode(r.body #>> '{told,original,version}', 'hex')) as bytes, w.text from store_record r join store_raw w on w.patient = r.patient and w.type = 'Bundle' where r.body ->> 'kind' = 'document'")
    assert.equal(row?.bytes.toString(), row?.text)
    assert.match(row?.text ?? '', /"timestamp":"2026-05-01T10:00:00Z"/)
  })

  test('empty parts say why, and "nothing known" answers its list', async () => {
    const empty = (code: string) => ({ emptyReason: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/list-empty-reason', code }] } })
    await summary('D2', [section('48765-2', 'Allergies', empty('nilknown')), section('10160-0', 'Medicines', empty('notasked')), section('11450-4', 'Problems', empty('withheld')), section('11369-6', 'Vaccines', empty('unavailable')), section('47519-4', 'Procedures', {}), section('8716-3', 'Vitals', { entry: [{ reference: 'Observation/none' }] })])
    assert.deepEqual((await partsOf('D2')).map((one) => one.empty), ['nilknown', 'notasked', 'withheld', 'unavailable', 'NI', 'listed'])
    const records = await given.records('D2')
    assert.deepEqual(records.map((one) => [one.body.kind, one.card.saidNone ?? false, one.card.name]), [['allergy', true, 'No known allergies'], ['document', false, 'Patient summary Document']])
    assert.equal(records[0]?.card.found, 'International Patient Summary')
  })

  test('is as sensitive as what it lists; a preliminary one is not signed', async () => {
    await summary('D3', [section('11450-4', 'Problems', { entry: [{ reference: 'Condition/hiv' }] })], { others: [{ resourceType: 'Condition', id: 'hiv', code: { coding: [{ system: 'http://snomed.info/sct', code: '86406008', display: 'HIV' }] }, subject: { reference: 'Patient/p-D3' } }], more: { status: 'preliminary', confidentiality: 'R' } })
    const [, own] = await given.records('D3')
    assert.deepEqual(labelsOf(own?.labels ?? 0), ['hiv', 'restricted'])
    assert.deepEqual([own?.body.kind === 'document' && own.body.status, own?.finalAt], ['unsigned', null])
  })

  test('measurements without a category are of the part that lists them', async () => {
    const observation = (id: string) => ({ resourceType: 'Observation', id, status: 'final', code: { text: id }, subject: { reference: 'Patient/p-D4' }, valueQuantity: { value: 1 } })
    await summary('D4', [section('30954-2', 'Results', { entry: [{ reference: 'Observation/sodium' }] }), section('29762-2', 'Social history', { entry: [{ reference: 'Observation/smoking' }] })], { others: [observation('sodium'), observation('smoking'), observation('other')] })
    assert.deepEqual((await given.records('D4')).map((one) => [one.body.kind, one.card.name]), [['lab-result', 'sodium'], ['questionnaire', 'smoking'], ['document', 'Patient summary Document']])
  })

  test('that is sent again changes nothing', async () => {
    const one = [section('11450-4', 'Problems', { text: div('Gout') })]
    await summary('D5', one)
    const was = await everything(given)
    await summary('D5', one)
    assert.deepEqual(await everything(given), was)
  })
})

/** The words of every part by another way than the product's: marks cut away, nothing parsed. */
const signs: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&apos;': "'", '&nbsp;': ' ' }
const bare = (markup: string): string => letters(markup.replace(/<(style|script)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_whole, code: string) => String.fromCodePoint(Number(code))).replace(/&#x([0-9a-f]+);/gi, (_whole, code: string) => String.fromCodePoint(Number.parseInt(code, 16))).replace(/&\w+;/g, (sign) => signs[sign] ?? sign))
type Section = { readonly text?: { readonly div?: string }; readonly section?: readonly Section[] }
const flat = (sections: readonly Section[]): readonly Section[] => sections.flatMap((one) => [one, ...flat(one.section ?? [])])

describe('summaries of many countries', { skip: skipWithout('ips') }, () => {
  const all = skipWithout('ips') === false ? globSync(join(outside, 'ips/*.json*')).sort() : []
  test('every part of each of them is told with all its words', () => {
    assert.equal(all.length, 54)
    let parts = 0
    for (const path of all) {
      const bytes = readFileSync(path)
      const bundle = readBundle(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes)
      const composition = bundle.entries.find((one) => one.type === 'Composition')
      assert.ok(composition !== undefined, path)
      const { read } = understand(bundle, { organization: 'x', source: 'x', timeZone: 'UTC', name: basename(path), files: openDirectoryOfFiles(), space: 'x', terms: { authorities: [], opensCharts: 'any', charset: null } })
      const [first] = read.mapped.records
      assert.ok(first !== undefined && first.from[0]?.type === 'Composition' && 'told' in first.body && first.body.told !== undefined, path)
      const told = first.body.told.parts.filter((one) => one.title !== undefined || one.code !== undefined)
      const sections = flat((composition.resource as { section?: readonly Section[] }).section ?? [])
      assert.equal(told.length, sections.length, path)
      sections.forEach((section, at) => {
        parts += 1
        // Pictures have no words; what stands in them for others is not compared.
        assert.equal(letters(narrativeWords(told[at]?.words ?? [])), bare(section.text?.div ?? ''), `${basename(path)} part ${at}`)
        if (told[at]?.words.length === 0) assert.ok(told[at]?.empty !== undefined)
      })
    }
    assert.ok(parts > 250, `${parts} parts`)
  })
})
