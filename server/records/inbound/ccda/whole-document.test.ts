// What does the header of a document settle, and what of a document is no words? Whose it is, what it replaces, how it is marked, files inside.
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { describe, test } from 'node:test'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { type Written, documentWith, problemEntry, sectionOf } from '../../../../tests/standards/ccda-written.ts'
import { toldIn } from '../../../../tests/standards/ccda-told.ts'
import { type ReadDocument, readDocument } from './read-document.ts'

const read = (xml: string): ReadDocument => readDocument(Buffer.from(xml), 'x.xml')
const asthma = problemEntry({ name: 'Asthma', code: '195967001' })
const legal = '<name use="L"><given>Rosa</given><family>Alvarez</family></name><administrativeGenderCode code="F"/><birthTime value="19680229"/>'
const patient = (inside: string, ids = '<id root="1.2.3.4" extension="M1"/>'): string => `<recordTarget><patientRole>${ids}<patient>${inside}</patient></patientRole></recordTarget>`

describe('whose it is', () => {
  const cases: readonly (readonly [what: string, of: Written, told: unknown])[] = [
    ['a guardian is not the patient', { patient: patient(`${legal}<guardian><telecom value="tel:+1"/><guardianPerson><name><given>Ma</given><family>Gua</family></name></guardianPerson></guardian>`) }, ['M1', 'Rosa Alvarez', '1968-02-29']],
    ['of a guardian alone nobody is named', { patient: patient('<guardian><guardianPerson><name><given>Ma</given><family>Gua</family></name></guardianPerson></guardian>') }, ['refused no-patient-named']],
    ['two patients', { patient: patient(legal) + patient(legal, '<id root="1.2.3.4" extension="M2"/>') }, ['refused two-patients']],
    ['a birth with an hour and a zone is its day', { patient: patient(legal.replace('19680229', '19680229233000+0000')) }, ['M1', 'Rosa Alvarez', '1968-02-29']],
    ['a birth of which only the year is known opens no chart', { patient: patient(legal.replace('19680229', '1968')) }, ['M1', undefined, undefined]],
    ['the legal name among several', { patient: patient('<name use="P"><given>Rosie</given><family>Al</family></name><name use="L"><prefix>Ms.</prefix><given>Rosa</given><given>Maria</given><family>de la Cruz</family><suffix>Jr.</suffix></name><birthTime value="19680229"/>') }, ['M1', 'Rosa Maria de la Cruz, Jr.', '1968-02-29']],
    ['a name in one piece', { patient: patient('<name>Rosa Alvarez</name><birthTime value="19680229"/>') }, ['M1', 'Rosa Alvarez', '1968-02-29']],
    ['a social security number and a null one are no record number', { patient: patient(legal, '<id root="2.16.840.1.113883.4.1" extension="999-99-9999"/><id nullFlavor="UNK" root="9.9"/><id root="1.2.840.114350.1.13" extension="E123"/>') }, ['E123', 'Rosa Alvarez', '1968-02-29']],
    ['without any number nobody is meant', { patient: patient(legal, '<id nullFlavor="NI"/>') }, [null, 'Rosa Alvarez', '1968-02-29']],
    ['another standard is no document (CCR)', { header: '' }, ['refused not-a-document']],
  ]
  for (const [what, of, told] of cases) {
    test(what, () => {
      const xml = what.includes('CCR') ? '<ContinuityOfCareRecord xmlns="urn:astm-org:CCR"/>' : documentWith({ entries: asthma, ...of })
      const [first] = toldIn(xml)
      if (first?.startsWith('refused') === true) return assert.deepEqual([first], told)
      const { mrn, person } = read(xml)
      assert.deepEqual([mrn, person?.name, person?.birthDate], told)
    })
  }
})

test('what two documents name alike and say of other days are two visits; a moved appointment is one', () => {
  const keyed = (mood: string, time: string) => read(documentWith({ code: '46240-8', title: 'Encounters', entries: `<entry><encounter classCode="ENC" moodCode="${mood}"><templateId root="2.16.840.1.113883.10.20.22.4.49"/><id root="2a620155-9d11-439e-92b3-5d9815ff4de8"/><code code="99213" displayName="Visit"/><effectiveTime value="${time}"/></encounter></entry>` })).facts[1]?.key.join(' ')
  assert.notEqual(keyed('EVN', '20250101'), keyed('EVN', '20250201'))
  assert.equal(keyed('EVN', '20250101'), keyed('EVN', '202501010830'))
  assert.equal(keyed('APT', '20270101'), keyed('APT', '20270201'))
})

test('only what takes the place of another document replaces it; an addition and a transformed copy do not', () => {
  const related = (code: string, id: string) => `<relatedDocument typeCode="${code}"><parentDocument><id root="9.9.9" extension="${id}"/></parentDocument></relatedDocument>`
  const { id, set, version, replaces } = read(documentWith({ header: `<setId root="1.1" extension="S"/><versionNumber value="2"/>${related('RPLC', 'D0')}${related('APND', 'D00')}${related('XFRM', 'D000')}` }))
  assert.deepEqual([id, set, version, replaces], ['9.9.9|D1|34133-9', '1.1|S', 2, ['9.9.9|D0|34133-9']])
})

describe('marked as private', () => {
  const labels = (of: Written): readonly (readonly string[])[] => read(documentWith({ entries: asthma, ...of })).facts.map((one) => one.labels)
  for (const [code, label] of [['N', undefined], ['U', undefined], ['R', 'restricted'], ['V', 'restricted'], ['S', 'restricted'], ['HIV', 'hiv'], ['PSY', 'behavioral-health'], ['ETH', 'substance-use'], ['SDV', 'violence']] as const) {
    test(`a document marked ${code}`, () => assert.deepEqual(labels({ confidentiality: code }), label === undefined ? [[], []] : [[label], [label]]))
  }
  test('a code that is none', () => assert.deepEqual(toldIn(documentWith({ confidentiality: 'Q' })), ['refused header-broken']))
  test('a section inside a marked section is marked with it, its neighbour is not', () => {
    const marked = '<component><section><confidentialityCode code="V"/><title>Kept apart</title><text>x</text>SECTION</section></component>'.replace('SECTION', sectionOf({ entries: asthma }))
    assert.deepEqual(labels({ sections: marked + sectionOf({ entries: problemEntry({ name: 'Gout', code: '90560007' }) }) }), [['restricted'], ['restricted'], []])
  })
  test('what stands in an open and in a marked section is marked', () => {
    const marked = sectionOf({ code: '11348-0', title: 'History', entries: asthma }).replace('<title>', '<confidentialityCode code="R"/><title>')
    assert.deepEqual(labels({ sections: sectionOf({ entries: asthma }) + marked }), [['restricted'], ['restricted']])
  })
})

test('who keeps it; else for whom its author acts', () => {
  const organization = (xml: string) => read(xml).facts[0]?.body.organization
  const without = documentWith({}).replace(/<custodian>.*<\/custodian>/, '').replace('<assignedPerson>', '<representedOrganization><name>Second Clinic</name></representedOrganization><assignedPerson>')
  assert.deepEqual([organization(documentWith({})), organization(without)], ['Lakeside Health', 'Second Clinic'])
})

describe('the stay in the header', () => {
  const stay = (time: string, ids = '<id root="1.1" extension="V1"/>') => `<componentOf><encompassingEncounter>${ids}<code code="IMP" codeSystem="2.16.840.1.113883.5.4" displayName="Inpatient"/><effectiveTime>${time}</effectiveTime></encompassingEncounter></componentOf>`
  const visit = (time: string, ids: string) => sectionOf({ code: '46240-8', title: 'Encounters', entries: `<entry><encounter classCode="ENC" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.49"/>${ids}<code code="IMP" codeSystem="2.16.840.1.113883.5.4" displayName="Inpatient"/><effectiveTime><low value="${time}"/></effectiveTime></encounter></entry>` })
  for (const [what, xml, told] of [
    ['it is over when it has ended', documentWith({ encounter: stay('<low value="20260228"/><high value="20260304"/>') }), ['visit Inpatient hospital finished 2026-02-28..2026-03-04']],
    ['one that has only begun may last', documentWith({ encounter: stay('<low value="20260228"/>') }), ['visit Inpatient hospital unknown 2026-02-28']],
    ['one that ends later than the document was written is not over', documentWith({ encounter: stay('<low value="20260228"/><high value="20260401"/>') }), ['visit Inpatient hospital unknown 2026-02-28..2026-04-01']],
    ['told in an entry too it is one visit', documentWith({ encounter: stay('<low value="20260228"/>'), sections: visit('20260228', '<id root="1.1" extension="V1"/>') }), ['visit Inpatient hospital finished 2026-02-28']],
    ['an organization\'s number alone is no name of one visit', documentWith({ encounter: stay('<low value="20260228"/>', '<id root="1.1"/>'), sections: visit('20250101', '<id root="1.1"/>') }), ['visit Inpatient hospital finished 2025-01-01', 'visit Inpatient hospital unknown 2026-02-28']],
    ['two visits under the id of the standard\'s example are two', documentWith({ sections: visit('20250101', '<id root="2a620155-9d11-439e-92b3-5d9815ff4de8"/>') + visit('20260102', '<id root="2a620155-9d11-439e-92b3-5d9815ff4de8"/>') }), ['visit Inpatient hospital finished 2025-01-01', 'visit Inpatient hospital finished 2026-01-02']],
    ['without an id or a time it is only in the header', documentWith({ encounter: stay('<low nullFlavor="UNK"/>') }), []],
  ] as const) test(what, () => assert.deepEqual(toldIn(xml), told))
})

describe('a body that is a file', () => {
  const pdf = Buffer.from('%PDF-1.4\n%x')
  const packed = (bytes: Buffer, attributes: string): string => `<text representation="B64" ${attributes}>${bytes.toString('base64')}</text>`
  const file = 'application/pdf 11'
  for (const [what, text, expected] of [
    ['a PDF', packed(pdf, 'mediaType="application/pdf"'), file],
    ['its lines broken', `<text mediaType="application/pdf" representation="B64">\n${pdf.toString('base64').replaceAll(/(.{8})/g, '$1\n  ')}\n</text>`, file],
    ['without saying that it is packed', `<text mediaType="application/pdf">${pdf.toString('base64')}</text>`, file],
    ['without the padding of base64', `<text mediaType="application/pdf" representation="b64">${pdf.toString('base64').replace(/=+$/, '')}</text>`, file],
    ['in CDATA', `<text mediaType="application/pdf" representation="B64"><![CDATA[${pdf.toString('base64')}]]></text>`, file],
    ['without saying what it is', packed(pdf, ''), file],
    ['compressed: gzip', packed(gzipSync(pdf), 'mediaType="application/pdf" compression="GZ"'), file],
    ['compressed: deflate', packed(deflateRawSync(pdf), 'mediaType="application/pdf" compression="DF"'), file],
    ['compressed: zlib', packed(deflateSync(pdf), 'mediaType="application/pdf" compression="ZL"'), file],
    ['compressed to more than a document may hold', packed(deflateSync(Buffer.alloc(12_000_000)), 'mediaType="application/pdf" compression="ZL"'), 'application/pdf damaged: not unpacked'],
    ['compressed in a way nobody here knows', packed(pdf, 'mediaType="application/pdf" compression="BZ"'), 'application/pdf damaged: not unpacked'],
    ['a PDF that calls itself text', packed(pdf, 'mediaType="text/plain"'), 'application/octet-stream 11 differs: type'],
    ['a program that calls itself a PDF', packed(Buffer.from('MZ\u0000'), 'mediaType="application/pdf"'), 'application/octet-stream 3 differs: type'],
    ['another file than its sum says', packed(pdf, 'mediaType="application/pdf" integrityCheck="AAAA"'), `${file} differs: hash`],
    ['the file its sum says', packed(pdf, `mediaType="application/pdf" integrityCheckAlgorithm="SHA-256" integrityCheck="${hash('sha256', pdf, 'base64')}"`), file],
    ['RTF, packed', packed(Buffer.from('{\\rtf1 hi}'), 'mediaType="text/rtf"'), 'text/rtf 10'],
    ['RTF, as letters', '<text mediaType="text/rtf">{\\rtf1 hi}</text>', 'text/rtf 10'],
    ['a scanned picture', packed(Buffer.from('49492a0000', 'hex'), 'mediaType="image/tiff"'), 'image/tiff 5'],
    ['plain text', '<text mediaType="text/plain">Dear\n colleague</text>', 'text/plain 15 “Dear\n colleague”'],
    ['plain text, packed', packed(Buffer.from('Zoë'), 'mediaType="text/plain"'), 'text/plain 4 “Zoë”'],
    ['plain text, packed, in the letters of Windows', packed(Buffer.from('Zoë', 'latin1'), 'mediaType="text/plain"'), 'text/plain 3 “Zoë”'],
    ['plain text, packed, in a named set', packed(Buffer.from('Ã«', 'latin1'), 'mediaType="text/plain" charset="ISO-8859-1"'), 'text/plain 2 “Ã«”'],
    ['bytes that call themselves text', packed(Buffer.from('a\u0000b'), 'mediaType="text/plain"'), 'text/plain 3'],
    ['a page is a file to keep', packed(Buffer.from('<p>x</p>'), 'mediaType="text/html"'), 'text/html 8'],
    ['nothing', '<text mediaType="application/pdf" representation="B64"/>', 'application/pdf damaged: empty'],
    ['an address is kept and never fetched', '<text mediaType="application/pdf"><reference value="https://x.example/a.pdf"/></text>', 'application/pdf at https://x.example/a.pdf'],
    ['what is no base64', '<text mediaType="application/pdf" representation="B64">!!!</text>', 'application/pdf damaged: not base64'],
  ] as const) {
    test(what, () => {
      const body = read(documentWith({ body: `<nonXMLBody>${text}</nonXMLBody>` })).facts[0]?.body
      const told = body !== undefined && 'attachments' in body ? body.attachments.map((one) => [one.contentType, one.bytes, one.address === undefined ? undefined : `at ${one.address}`, one.text === undefined ? undefined : `“${one.text}”`, one.damage === undefined ? undefined : `damaged: ${one.damage}`, one.differs === undefined ? undefined : `differs: ${one.differs}`].filter((part) => part !== undefined).join(' ')) : []
      assert.deepEqual(told, [expected])
    })
  }
  test('markup where a file should be is read as words', () => {
    const body = read(documentWith({ body: '<nonXMLBody><text mediaType="text/html"><p>Dear <b>colleague</b></p><script>x()</script></text></nonXMLBody>' })).facts[0]?.body
    assert.ok(body?.kind === 'document')
    assert.deepEqual([body.attachments, body.told?.parts.map((one) => one.words)], [[], [[{ as: 'paragraph', inside: ['Dear ', { as: 'bold', inside: ['colleague'] }] }]]])
  })
})
