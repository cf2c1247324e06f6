// Does each hostile document and package do what must happen to it? T16, T17, R64, R65, R72: DTDs, bombs, depth, scripts in words,
// encodings, ZIP tricks, and 2,000 documents with random damage.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { readDocument } from '../../server/records/inbound/ccda/read-document.ts'
import { openReadingCrew } from '../../server/records/inbound/ccda/reading-crew.ts'
import { RefusedFile, fileRefusals } from '../../server/records/inbound/refused-file.ts'
import { packedIn } from '../../server/records/inbound/files/zip.ts'
import { narrativeWords } from '../../contract/narrative.ts'
import { type GivenImport, everything, givenImport, organization, outside, skipWithout } from './fhir-import-given.ts'
import { emptied } from './ccda-given.ts'
import { documentWith, problemEntry } from './ccda-written.ts'
import { zipOf } from './zip-written.ts'

const hostile = join(outside, 'hostile')

describe('hostile documents and packages', { skip: skipWithout('hostile') }, () => {
  let given: GivenImport
  before(async () => {
    given = await givenImport()
  })
  after(() => given.end())
  afterEach(() => given.look(emptied))
  const take = (name: string) => given.inbound.importPaths([join(hostile, name)], { organization })

  const refused: Readonly<Record<string, RegExp>> = {
    'xml/xxe-file.xml': /DTD/, 'xml/xxe-http.xml': /DTD/, 'xml/xxe-parameter.xml': /DTD/, 'xml/billion-laughs.xml': /DTD/, 'xml/deep-nesting.xml.gz': /200 times|256 deep/, 'xml/latin1-undeclared.xml': /encoding/, 'xml/two-patients.xml': /more than one patient/, 'xml/truncated.xml': /not sound XML/,
    'archive/bomb.zip': /100 MB/, 'archive/symlink.zip': /no clinical document/,
  }
  for (const [name, line] of Object.entries(refused)) {
    test(`${name} is refused in one line and nothing of it stays`, async () => {
      const was = await everything(given)
      const report = await take(name)
      assert.match(report.files[0]?.refused ?? 'came in', line)
      assert.deepEqual(await everything(given), was)
    })
  }

  const wordsOf = async (): Promise<string> => (await given.records('HX-1')).map(({ body }) => ('told' in body && body.told !== undefined ? body.told.parts.map((part) => narrativeWords(part.words)).join(' ') : '')).join(' ')

  test('script-in-narrative.xml: the words stay, what runs is gone', async () => {
    await take('xml/script-in-narrative.xml')
    const words = await wordsOf()
    for (const one of ['before', 'bold', 'after', '<script>window.__pwned=5</script>']) assert.ok(words.includes(one), one)
    assert.doesNotMatch(words, /__pwned=[1-4]|t\.png|javascript:/)
  })

  test('nonxml-html.xml is a file to keep, nonxml-reference.xml an address that nobody follows', async () => {
    await take('xml/nonxml-html.xml')
    const [page] = await given.records('HX-1')
    assert.ok(page?.body.kind === 'document')
    assert.deepEqual(page.body.attachments.map((one) => [one.contentType, one.text, one.base64 !== undefined]), [['text/html', undefined, true]])
    const reference = readDocument(readFileSync(join(hostile, 'xml/nonxml-reference.xml')), 'x').facts[0]?.body
    assert.ok(reference?.kind === 'document')
    assert.deepEqual(reference.attachments, [{ contentType: 'application/pdf', address: 'file:///etc/passwd' }])
  })

  test('encodings: UTF-16 with its mark and declared ISO-8859-1 are read, the file stays byte for byte', async () => {
    for (const [name, said] of [['xml/utf16le-bom.xml', 'Zoë'], ['xml/latin1-declared.xml', 'José Müller']] as const) {
      assert.equal((await take(name)).files[0]?.refused, null)
      // A paper does not rename a chart that is here: what was read is asked of the reader.
      assert.ok(readDocument(readFileSync(join(hostile, name)), 'x').person?.name.includes(said))
      const rows = await given.look<{ bytes: Buffer }>("select store_original(patient, version) as bytes from store_raw where type = 'ClinicalDocument'")
      assert.ok(rows.some((row) => row.bytes.equals(readFileSync(join(hostile, name)))))
    }
  })

  test('stylesheet-pi.xml: the instruction is passed over', async () => {
    assert.equal((await take('xml/stylesheet-pi.xml')).files[0]?.refused, null)
    assert.equal((await given.records('HX-1')).length, 1)
  })

  test('zip-slip.zip and xdm-with-html.zip: the document is taken, nothing is written, no page comes with it', async () => {
    for (const name of ['archive/zip-slip.zip', 'archive/xdm-with-html.zip']) {
      const report = await take(name)
      assert.deepEqual(report.files.map((file) => file.refused), [null])
    }
    for (const path of ['/tmp/slip.txt', '/etc/slip.txt']) assert.equal(existsSync(path), false)
    assert.equal((await given.look<{ n: number }>("select count(*)::int as n from store_raw where type = 'ClinicalDocument'"))[0]?.n ?? 0, 2)
  })
})

test('a document that names addresses in every place makes no request', async () => {
  let asked = 0
  const server = createServer((_request, response) => {
    asked += 1
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`
  const xml = documentWith({ text: `<paragraph><linkHtml href="${address}">x</linkHtml><renderMultiMedia referencedObject="m"/></paragraph>`, entries: `<entry><observationMedia ID="m"><value mediaType="image/png"><reference value="${address}"/></value></observationMedia></entry>` })
  const crew = openReadingCrew(1)
  try {
    for (const one of [xml, xml.replace('?><', `?><?xml-stylesheet href="${address}"?><`)]) await crew.read(Buffer.from(one), 'x.xml')
    await assert.rejects(crew.read(Buffer.from(xml.replace('?><', `?><!DOCTYPE ClinicalDocument SYSTEM "${address}"><`)), 'x.xml'), (error) => error instanceof RefusedFile && error.code === 'xml-dtd')
    assert.equal(asked, 0)
  } finally {
    await crew.close()
    server.close()
  }
})

test('a document that is made to be slow or large is stopped, and the next one is read', async () => {
  const crew = openReadingCrew(1)
  try {
    const many = documentWith({ text: '<paragraph>x</paragraph>'.repeat(210_000) })
    await assert.rejects(crew.read(Buffer.from(many), 'x.xml'), (error) => error instanceof RefusedFile && error.code === 'xml-too-many-nodes')
    const big = documentWith({ text: `<paragraph>${'x'.repeat(10_100_000)}</paragraph>` })
    await assert.rejects(crew.read(Buffer.from(big), 'x.xml'), (error) => error instanceof RefusedFile && error.code === 'xml-too-large')
    assert.equal((await crew.read(Buffer.from(documentWith({ text: 'fine' })), 'x.xml')).facts.length, 1)
  } finally {
    await crew.close()
  }
})

const refusalOf = (bytes: Buffer): string => {
  try {
    packedIn(bytes)
    return 'came in'
  } catch (error) {
    return error instanceof RefusedFile ? error.code : String(error)
  }
}

test('packages keep their limits: count, size, ratio, lock, links, claims that are not so', () => {
  const xml = Buffer.from(documentWith({ text: 'x' }))
  assert.deepEqual(packedIn(zipOf([{ name: '../../a.xml', bytes: xml }, { name: 'b.txt', bytes: xml }])).map((one) => one.bytes.equals(xml)), [true])
  assert.equal(refusalOf(zipOf(Array.from({ length: 2_001 }, (_, at) => ({ name: `${at}.txt`, bytes: Buffer.from('x') })))), 'zip-too-many')
  assert.equal(refusalOf(zipOf([{ name: 'a.xml', bytes: Buffer.alloc(3_000_000) }])), 'zip-too-packed')
  assert.equal(refusalOf(zipOf([{ name: 'a.xml', bytes: xml, flags: 1 }])), 'zip-locked')
  assert.equal(refusalOf(zipOf([{ name: 'a.xml', bytes: xml, mode: 0o120777 }])), 'zip-without-document')
  assert.equal(refusalOf(zipOf([{ name: 'a.xml', bytes: xml, size: 10 }])), 'zip-broken')
  assert.equal(refusalOf(zipOf([{ name: 'a.xml', bytes: xml }]).subarray(0, 200)), 'zip-broken')
})

const known = new Set<string>(fileRefusals)

test('2,000 damaged documents: each is read or refused with a known reason, none brings the reader down', () => {
  const seed = 20_261_127
  process.stdout.write(`seed ${seed}\n`)
  const sound = documentWith({ text: '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td ID="r1">b</td></tr></tbody></table><list><item>c</item></list>', entries: problemEntry({ name: 'Asthma', code: '195967001' }) })
  const pieces = ['<', '>', '/', '"', '&', '&#0;', '&#x110000;', '&lol;', '<![CDATA[', ']]>', '<!--', '-->', '<?x', '\u0000', '\ufffe', 'nullFlavor="NI"', 'negationInd="true"', 'value=""', '99999999999999999999', '<section>', '</section>', '<entry><act>', 'xsi:type="PQ"', '-0', '2020023099', '\ud800']
  const change = fc.record({ at: fc.nat(sound.length), cut: fc.nat(40), put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 4 })) })
  const damaged = fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => changes.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), sound))
  let read = 0
  fc.assert(
    fc.property(damaged, fc.constantFrom<BufferEncoding>('utf8', 'utf16le', 'latin1'), (text, encoding) => {
      try {
        readDocument(Buffer.from(text, encoding), 'x.xml')
        read += 1
      } catch (error) {
        assert.ok(error instanceof RefusedFile && known.has(error.code), String((error as Error).stack))
      }
    }),
    { seed, numRuns: 2_000 },
  )
  assert.ok(read > 20, `${read} were still readable`)
})

test('the documents of others, damaged: the same', { skip: skipWithout('ccda') }, () => {
  const paths = ['ccda/emerge/Patient-0.xml.gz', 'ccda/vendors-2015/Meditech-Magic/Wright.xml', 'ccda/hl7-examples/Procedure_Note.xml', 'ccda/vendors-2012/Vitera/Vitera_CCDA_SMART_Sample.xml.gz']
  const files = paths.map((path) => readFileSync(join(outside, path))).map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes))
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 8 }), (bytes, changes) => {
      const copy = Buffer.from(bytes)
      for (const [where, byte] of changes) copy[Math.floor(where * copy.length)] = byte
      try {
        readDocument(copy, 'x.xml')
      } catch (error) {
        assert.ok(error instanceof RefusedFile && known.has(error.code), String((error as Error).stack))
      }
    }),
    { seed: 20_261_128, numRuns: 300 },
  )
})

test('a package of random bytes is read or refused', () => {
  const sound = zipOf([{ name: 'a.xml', bytes: Buffer.from(documentWith({ text: 'x' })) }])
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.nat(sound.length), (changes, length) => {
      const copy = Buffer.from(sound)
      for (const [where, byte] of changes) copy[where] = byte
      for (const bytes of [copy, copy.subarray(0, length)]) assert.ok(['came in', ...known].includes(refusalOf(bytes)))
    }),
    { seed: 20_261_129, numRuns: 500 },
  )
})

test('a file on the disk that is no document is refused by its name or its bytes', async () => {
  const given = await givenImport()
  try {
    const folder = mkdtempSync(join(tmpdir(), 'portico-ccda-'))
    writeFileSync(join(folder, 'a.xml'), 'hello')
    writeFileSync(join(folder, 'b.xml'), '<Bundle/>')
    writeFileSync(join(folder, 'c.zip'), 'PK')
    writeFileSync(join(folder, 'd.txt'), 'a letter')
    writeFileSync(join(folder, 'e.pdf'), '%PDF')
    const report = await given.inbound.importPaths([folder], { organization })
    assert.deepEqual(report.files.map((file) => file.refused?.split(':').at(-1)?.trim().slice(0, 32)), ['This is not sound XML.', 'Bundle.', 'The package cannot be unpacked.', 'FHIR R4 (.json, .ndjson, .phr), ', 'FHIR R4 (.json, .ndjson, .phr), '])
  } finally {
    await given.end()
  }
})
