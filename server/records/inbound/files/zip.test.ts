// What is found in packages as real systems and people pack them: by XDM, by hand, on a Mac, on Windows?
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { documentWith } from '../../../../tests/standards/ccda-written.ts'
import { type ZipEntry, zipOf } from '../../../../tests/standards/zip-written.ts'
import { RefusedFile } from '../refused-file.ts'
import { packedIn, papersBeside } from './zip.ts'

const xml = (id: string): Buffer => Buffer.from(documentWith({ id, text: id }))
const other = Buffer.from('other')
const named = (name: string, bytes: Buffer = xml(name), more: Partial<ZipEntry> = {}): ZipEntry => ({ name, bytes, ...more })
const found = (entries: readonly ZipEntry[]): unknown => {
  try {
    return packedIn(zipOf(entries)).map((one) => one.name)
  } catch (error) {
    return error instanceof RefusedFile ? error.code : error
  }
}

describe('documents of a package', () => {
  for (const [what, entries, expected] of [
    ['as XDM has it', [named('INDEX.HTM', other), named('README.TXT', other), named('IHE_XDM/SUBSET01/METADATA.XML', other), named('IHE_XDM/SUBSET01/DOC0001.XML'), named('IHE_XDM/SUBSET01/STYLE.XSL', other)], ['IHE_XDM/SUBSET01/DOC0001.XML']],
    ['without METADATA.XML and without an index', [named('IHE_XDM/SUBSET01/DOC0001.XML')], ['IHE_XDM/SUBSET01/DOC0001.XML']],
    ['in several subsets, of several people', [named('IHE_XDM/SUBSET01/A.XML'), named('IHE_XDM/SUBSET02/B.XML')], ['IHE_XDM/SUBSET01/A.XML', 'IHE_XDM/SUBSET02/B.XML']],
    ['with the paths of Windows', [named('IHE_XDM\\SUBSET01\\METADATA.XML', other), named('IHE_XDM\\SUBSET01\\DOC0001.xml')], ['IHE_XDM\\SUBSET01\\DOC0001.xml']],
    ['in the root, with folders of their own', [named('IHE_XDM/', Buffer.alloc(0)), named('summary.ccda'), named('visit.cda')], ['summary.ccda', 'visit.cda']],
    ['packed on a Mac', [named('summary.xml'), named('__MACOSX/._summary.xml', other), named('._b.xml', other)], ['summary.xml']],
    ['a name that says nothing, of XML', [named('IHE_XDM/SUBSET01/DOC0001'), named('IHE_XDM/SUBSET01/DOC0002', other)], ['IHE_XDM/SUBSET01/DOC0001']],
    ['stored without compression', [named('a.xml', xml('a'), { stored: true })], ['a.xml']],
    ['a name twice is two files', [named('a.xml', xml('a')), named('a.xml', xml('b'))], ['a.xml', 'a.xml']],
    ['none', [named('a.pdf', other)], 'zip-without-document'],
    ['only what a Mac puts beside a file', [named('__MACOSX/._summary.xml', other)], 'zip-without-document'],
    ['only a list of what should be there', [named('IHE_XDM/SUBSET01/METADATA.XML', other)], 'zip-without-document'],
    ['nothing', [], 'zip-without-document'],
  ] as const) test(what, () => assert.deepEqual(found(entries), expected))
})

test('papers of other kinds are named, so that nobody thinks they came in', () => {
  const entries = [named('IHE_XDM/SUBSET01/DOC1.XML'), named('IHE_XDM/SUBSET01/SCAN.PDF', other), named('letter.rtf', other), named('record.json', other), named('__MACOSX/._SCAN.PDF', other), named('logo.png', other), named('INDEX.HTM', other)]
  assert.deepEqual(papersBeside(zipOf(entries)), ['IHE_XDM/SUBSET01/SCAN.PDF', 'letter.rtf', 'record.json'])
})
