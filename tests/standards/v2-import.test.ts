// Do messages end in the same record, whatever came when and how often, and does each hostile message get what must happen to it? T23.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { prepareHl7v2, splitFile } from '../../server/records/inbound/hl7v2/index.ts'
import { type GivenImport, everything, givenImport, organization, outside, skipWithout } from './fhir-import-given.ts'
import { bytesOf, origin } from './v2-given.ts'

const hostile = join(outside, 'hostile/hl7v2')
const emptied = 'truncate patients_patient, store_delivery, store_raw, store_record, store_part, store_earlier, release_ledger, release_waiting cascade'

describe('messages, again and again', () => {
  let given: GivenImport
  let folder = ''
  let files = 0
  before(async () => {
    given = await givenImport()
    folder = mkdtempSync(join(tmpdir(), 'portico-v2-'))
  })
  after(() => given.end())
  afterEach(() => given.look(emptied))

  const take = (bytes: Buffer | string) => {
    files += 1
    const path = join(folder, `file-${files}.hl7`)
    writeFileSync(path, bytes)
    return given.inbound.importPaths([path], { organization })
  }
  const message = ([type, control, at]: readonly [string, string, string], ...lines: readonly string[]): string => [`MSH|^~\\&|LAB|HOSP|||${at}||${type}|${control}|P|2.5.1`, 'PID|1||M1^^^HOSP^MR||Alvarez^Rosa||19680229|F', ...lines].join('\r')
  const cholesterol = async (mrn: string) => (await given.records(mrn)).filter((one) => one.body.kind === 'lab-result').map(({ removed, body }) => [removed, body.kind === 'lab-result' ? body.status : '', body.kind === 'lab-result' ? body.values[0]?.quantity?.value : ''])
  const history = async (mrn: string) => (await given.look<{ status: string; value: string | null }>(`select e.body ->> 'status' as status, e.body #>> '{values,0,quantity,value}' as value from store_earlier e join patients_patient p on p.id = e.patient where p.mrn = $1 order by e.as_of`, [mrn])).map((one) => [one.status, one.value])

  describe('hostile/hl7v2', { skip: skipWithout('hostile/hl7v2') }, () => {
    const corrections = () => splitFile(readFileSync(join(hostile, 'corrections.hl7'))).messages.map((one) => one.bytes)

    test('corrections.hl7: one result, 184, corrected, with its history, in any order, and twice the same changes nothing', async () => {
      for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]]) {
        for (const at of order) await take(corrections()[at] ?? '')
        assert.deepEqual(await cholesterol('HX0001'), [[false, 'corrected', '184']], order.join())
        assert.deepEqual(await history('HX0001'), [['preliminary', '240'], ['final', '204']], order.join())
        const was = await everything(given)
        for (const at of order) assert.equal((await take(corrections()[at] ?? '')).total.stored, 0)
        assert.deepEqual(await everything(given), was)
        await given.look(emptied)
      }
    })

    test('corrections.hl7: after the deletion there is none, in any order', async () => {
      for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]]) {
        for (const at of order) await take(corrections()[at] ?? '')
        assert.deepEqual((await cholesterol('HX0001')).map((one) => one[0]), [true], order.join())
        assert.deepEqual((await history('HX0001')).map((one) => one[1]), ['240', '204', '184'], order.join())
        const shown = await given.look<{ n: number }>("select count(*)::int as n from release_ledger where visible_from < 'infinity'")
        assert.equal(shown[0]?.n, 0)
        await given.look(emptied)
      }
    })

    test('escapes.hl7, custom-delimiters.hl7, script.hl7, embedded-pdf.hl7: read as they were meant', async () => {
      for (const name of ['escapes', 'custom-delimiters', 'embedded-pdf', 'script']) assert.deepEqual((await given.inbound.importPaths([join(hostile, `${name}.hl7`)], { organization })).files.map((one) => one.refused), [null], name)
      const bodies = (await given.records('HX0001')).map((one) => one.body)
      const note = bodies.find((one) => one.kind === 'note')
      assert.equal(note?.kind === 'note' ? note.attachments[0]?.text : '', 'A & B\nsecond line | pipe ^ hat ~ tilde \\ backslash bold end \nhex')
      assert.ok(bodies.some((one) => one.kind === 'lab-result' && one.values[0]?.quantity?.value === '180' && one.values[0].quantity.unit === 'mg/dL'))
      const report = bodies.find((one) => one.kind === 'imaging-report')
      assert.deepEqual(report?.kind === 'imaging-report' ? report.attachments.map((one) => [one.contentType, one.base64]) : [], [['application/pdf', 'JVBERi0xLjQgZmFrZQ==']])
      assert.ok(bodies.some((one) => one.kind === 'lab-result' && one.values[0]?.text === '<b>t</b>'))
    })

    test('latin1.hl7 and null-update.hl7: the name is right, what is taken away is gone, what is not spoken of stays', async () => {
      await take(`MSH|^~\\&|LAB|HOSP|||20250101||ADT^A28|0|P|2.5.1\rPID|1||HX0001^^^HOSP^MR||Hostile^Testa||19800101|F|||1 Road^^Town^MA^01234||555-0100||spa`)
      await given.inbound.importPaths([join(hostile, 'null-update.hl7')], { organization })
      assert.deepEqual(await given.look('select name, phone, address, language, sex from patients_patient'), [{ name: 'Testa Hostile', phone: null, address: null, language: 'es', sex: 'female' }])
      await given.inbound.importPaths([join(hostile, 'latin1.hl7')], { organization })
      assert.deepEqual(await given.look('select name from patients_patient'), [{ name: 'José Müller' }])
    })

    test('merge.hl7: both numbers are one person from then on', async () => {
      await given.inbound.importPaths([join(hostile, 'merge.hl7')], { organization })
      assert.deepEqual(await given.look("select p.mrn as survivor, o.mrn as retired from patients_merge m join patients_patient p on p.id = m.patient join patients_patient o on o.id = m.other where m.valid_until = 'infinity'"), [{ survivor: 'HX0001', retired: 'HX0777' }])
    })

    test('no-msh.hl7 and long-field.hl7.gz are refused in one line, and nothing is written', async () => {
      const was = await everything(given)
      for (const [name, line] of [['no-msh.hl7', /begin with MSH/], ['long-field.hl7.gz', /over 5 MB|200 times/]] as const) {
        const report = await given.inbound.importPaths([join(hostile, name)], { organization })
        assert.match(report.files[0]?.refused ?? 'came in', line)
      }
      assert.deepEqual(await everything(given), was)
      assert.throws(() => prepareHl7v2(bytesOf(join(hostile, 'long-field.hl7.gz')), origin), /v2-too-large/)
    })
  })

  test('every message of a file is a delivery of its own; one that cannot be read says where it stands, the others come in', async () => {
    const report = await take(`${message(['ADT^A28', '1', '20260101'])}\r\nMSH|&&&&|broken\r\n${message(['ORU^R01', '2', '20260102'], 'OBR|1||F1^LAB|1^Test^L|||20260102|||||||||||||||||LAB|F', 'OBX|1|NM|2^Value^L||5|mg|||||F')}`)
    assert.deepEqual(report.files.map((one) => one.refused?.slice(0, 8) ?? null), [null, 'Line 3: ', null])
    assert.deepEqual(await given.look('select kind from store_delivery order by kind'), [{ kind: 'ADT^A28' }, { kind: 'ORU^R01' }])
    assert.equal((await given.records()).length, 1)
  })

  test('an order ends when its result comes, also when the result came first', async () => {
    const order = message(['ORM^O01', '1', '20260101'], 'ORC|NW|P1^EHR', 'OBR|1|P1^EHR||1^Test^L|||||||||||||||||||LAB')
    const result = message(['ORU^R01', '2', '20260102'], 'OBR|1|P1^EHR|F1^LAB|1^Test^L|||20260102|||||||||||||||||LAB|F', 'OBX|1|NM|2^Value^L||5|mg|||||F')
    for (const all of [[order, result], [result, order]]) {
      for (const one of all) await take(one)
      assert.deepEqual((await given.records()).map((one) => [one.body.kind, one.card.status]), [['lab-result', 'final'], ['order', 'completed']])
      await given.look(emptied)
    }
  })

  test('a susceptibility that came before its germ is told by the germ from then on, in any order', async () => {
    const culture = message(['ORU^R01', '1', '20260102'], 'OBR|1||F1^LAB|1^Culture^L|||20260102|||||||||||||||||MB|F', 'OBX|1|CE|2^Germ^L|1|3^E. coli^L||||||F')
    const answer = (control: string, word: string) => message(['ORU^R01', control, `2026010${control}`], `OBR|1||F2^LAB|4^Susceptibility^L|||20260102|||||||||||||||||MB|F|2&Germ&L^1|||^F1&LAB`, `OBX|1|ST|5^Ampicillin^L||${word}||||||F`)
    const [first, then] = [answer('3', 'S'), answer('4', 'R')]
    for (const all of [[culture, first, then], [first, culture, then], [then, first, culture], [first, then, culture]]) {
      for (const one of all) await take(one)
      const own = (await given.records()).filter((one) => one.sameAs === null)
      assert.deepEqual(own.map(({ body }) => (body.kind === 'lab-result' ? [body.name.text, body.values[0]?.text, body.values[0]?.parts.map((part) => part.text)] : [])), [['Culture', 'E. coli', ['R']]])
      await given.look(emptied)
    }
  })

  test('a discharge that comes before its admission, and a cancellation before what it cancels', async () => {
    const adt = (event: string, control: string, at: string) => message([`ADT^${event}`, control, at], `PV1|1|I|3W^^^HOSP||||1^Ames^Ruth${'|'.repeat(12)}V1^^^HOSP`)
    const [came, left, back] = [adt('A01', '1', '202601020800-0500'), adt('A03', '2', '202601030800-0500'), adt('A13', '3', '202601030900-0500')]
    for (const all of [[came, left, back], [back, left, came], [left, back, came]]) {
      for (const one of all) await take(one)
      assert.deepEqual((await given.records()).map((one) => [one.body.kind, one.card.status, one.card.date]), [['visit', 'in-progress', '2026-01-02T08:00-05:00']])
      await given.look(emptied)
    }
  })

  test('a correction under the number that goes on changes the result that came under the number that ended', async () => {
    const under = (mrn: string, status: string, number: string) => ([`MSH|^~\\&|LAB|HOSP|||2026010${number}||ORU^R01|${number}|P|2.5.1`, `PID|1||${mrn}^^^HOSP^MR||Alvarez^Rosa||19680229|F`, `OBR|1||F1^LAB|1^Test^L|||20260101||||||||||||||||||LAB|${status}`, `OBX|1|NM|2093-3^Cholesterol^LN||${number}|mg|||||${status}`].join('\r'))
    await take(under('M2', 'F', '1'))
    await take(['MSH|^~\\&|ADT|HOSP|||20260102||ADT^A40|9|P|2.5.1', 'PID|1||M1^^^HOSP^MR||Alvarez^Rosa||19680229|F', 'MRG|M2^^^HOSP^MR||||||Alvarez^Rosa'].join('\r'))
    await take(under('M1', 'C', '3'))
    // In one of the two charts, whichever; the other number's text goes back when they are parted (merged-things.test.ts).
    assert.deepEqual([[...(await cholesterol('M1')), ...(await cholesterol('M2'))], [...(await history('M1')), ...(await history('M2'))]], [[[false, 'corrected', '3']], [['final', '1']]])
    // What is new stands where its message says.
    const before = (await cholesterol('M1')).length
    await take(under('M1', 'F', '4').replaceAll('F1', 'F2'))
    assert.deepEqual((await cholesterol('M1')).length, before + 1)
  })

  test('a stay of hundreds of updates is read again within bounds, and its admission is not forgotten', async () => {
    const update = (at: number) => message(['ADT^A08', `${at}`, `2026010${2 + Math.floor(at / 600)}${String(Math.floor((at % 600) / 60)).padStart(2, '0')}${String(at % 60).padStart(2, '0')}-0500`], `PV1|1|I|B${at}^^^HOSP${'|'.repeat(16)}V1^^^HOSP`)
    await take([message(['ADT^A01', '0', '202601010800-0500'], `PV1|1|I|3W^^^HOSP${'|'.repeat(16)}V1^^^HOSP${'|'.repeat(25)}202601010700-0500`), ...Array.from({ length: 240 }, (_one, at) => update(at))].join('\r\n'))
    assert.deepEqual((await given.records()).map((one) => [one.card.status, one.card.date, one.card.place]), [['in-progress', '2026-01-01T07:00-05:00', 'B239, HOSP']])
    const [kept] = await given.look<{ n: number }>('select count(*)::int as n from store_earlier')
    assert.ok((kept?.n ?? 0) <= 40)
  })

  test('texts keep their bytes', async () => {
    await take(Buffer.from('MSH|^~\\&|LAB|HOSP|||20260102||ADT^A08|1|P|2.5.1||||||8859/1\rPID|1||M1^^^HOSP^MR||Müller^José||19800101|F', 'latin1'))
    const rows = await given.look<{ text: string; bytes: Buffer }>('select text, bytes from store_raw')
    assert.deepEqual(rows.map((one) => [one.text.includes('Müller^José'), one.bytes.toString('latin1').includes('Müller^José')]), [[true, true]])
  })
})
