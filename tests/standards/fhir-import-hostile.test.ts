// Does each hostile file do what hostile.json says must happen? One test for each, by its name.
import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type GivenImport, everything, givenImport, organization, outside, patient, skipWithout } from './fhir-import-given.ts'

const hostile = join(outside, 'hostile')

describe('hostile files', { skip: skipWithout('hostile') }, () => {
  let given: GivenImport
  beforeEach(async () => {
    given = await givenImport()
  })
  afterEach(() => given.end())

  const take = (name: string) => given.inbound.importPaths([join(hostile, name)], { organization })
  const refusal = async (name: string): Promise<string> => {
    const was = await everything(given)
    const report = await take(name)
    assert.deepEqual(await everything(given), was, 'nothing of a refused file stays')
    assert.equal(report.total.received, 0)
    assert.equal(report.files[0]?.received, 0)
    return report.files[0]?.refused ?? 'came in'
  }

  const refused: Readonly<Record<string, RegExp>> = {
    'json/deep-arrays.json.gz': /64 deep/, 'json/deep-questionnaire.json': /64 deep/, 'json/huge-string.json.gz': /more than 200 times/, 'json/many-entries.json.gz': /more than 200 times|200,000 entries/,
    'json/duplicate-keys.json': /same property twice/, 'json/invalid-utf8.json': /not UTF-8/, 'json/truncated.json': /Line 1: This is not sound JSON/, 'json/empty.json': /empty/,
    'archive/bomb.zip': /more than 100 MB|100 times/, 'archive/gzip-bomb.json.gz': /200 times|packed twice/, 'archive/symlink.zip': /no clinical document/,
  }
  for (const [name, line] of Object.entries(refused)) {
    test(`${name} is refused in one line and nothing of it stays`, async () => {
      const said = await refusal(name)
      assert.match(said, line)
      assert.ok(!said.includes('\n'))
    })
  }

  test('the limits hold for plain files too: a text of 60 MB, 400,000 entries', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portico-hostile-'))
    writeFileSync(join(folder, 'text.json'), `{"resourceType":"Patient","id":"${'a'.repeat(29_000_000)}"}`)
    writeFileSync(join(folder, 'entries.json'), `{"resourceType":"Bundle","type":"collection","entry":[${'{},'.repeat(200_000)}{}]}`)
    const report = await given.inbound.importPaths([folder], { organization })
    assert.deepEqual(report.files.map((file) => file.refused), ['Line 1: The bundle has more than 200,000 entries.', 'Line 1: A text is over 28 MB.'])
  })

  test('proto.json touches no other object', async () => {
    const report = await take('json/proto.json')
    assert.equal(report.files[0]?.refused, null)
    assert.equal(({} as { isAdmin?: boolean }).isAdmin, undefined)
    assert.equal(({} as { polluted?: number }).polluted, undefined)
  })

  test('big-numbers.json: a patient without birth date is nobody; the same numbers for a known one stay as sent', async () => {
    const report = await take('json/big-numbers.json')
    assert.equal(report.files[0]?.refused, null)
    assert.equal((await given.look<{ n: number }>("select count(*)::int as n from store_raw where patient = '00000000-0000-0000-0000-000000000000'"))[0]?.n, 4)
    const observation = (id: string, value: string) => `{"resourceType":"Observation","id":"${id}","status":"final","category":[{"coding":[{"code":"laboratory"}]}],"code":{"text":"${id}"},"subject":{"reference":"Patient/p1"},"valueQuantity":{"value":${value},"unit":"1"}}`
    const numbers = ['12345678901234567890.123456789', '2.00', '1e999', '-0', '0.0000001', '0.10', '100', '7.2']
    await given.text(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":${JSON.stringify(patient())}},${numbers.map((one, at) => `{"resource":${observation(`n${at}`, one)}}`).join(',')}]}`)
    const shown = (await given.records()).map((one) => one.body).map((body) => (body.kind === 'lab-result' ? body.values[0]?.quantity?.value : undefined))
    assert.deepEqual(new Set(shown), new Set(numbers))
  })

  test('bom.json is read', async () => {
    const report = await take('json/bom.json')
    assert.equal(report.files[0]?.refused, null)
    assert.ok(report.total.received > 0)
  })

  for (const name of ['json/lone-surrogate.json', 'json/nul-in-string.json']) {
    test(`${name} is kept as it came and not read`, async () => {
      const report = await take(name)
      assert.equal(report.files[0]?.refused, null)
      assert.match(report.skipped[0]?.reason ?? '', /cannot be kept/)
      const raw = await given.look<{ text: string }>('select text from store_raw')
      assert.equal(raw[0]?.text, readFileSync(join(hostile, name), 'utf8').trim())
      assert.deepEqual(await given.look('select id from patients_patient'), [])
    })
  }

  test('markup in a narrative and in fields is kept as text, letter by letter', async () => {
    await take('json/narrative-script.json')
    const [narrated] = await given.records('HX0001')
    assert.ok(narrated?.body.kind === 'lab-result' && narrated.body.attachments.some((one) => one.contentType === 'text/html' && one.text?.includes('<p>visible</p>') === true))
    await take('json/html-in-fields.json')
    const [row] = await given.look<{ name: string }>("select name from patients_patient where mrn = 'HX0001'")
    assert.equal(row?.name, '"><script>window.__pwned=32</script> <img src=x onerror=window.__pwned=31>')
  })

  test('formula.json: texts and the result -5 stay as sent', async () => {
    await take('json/formula.json')
    const values = (await given.records('HX0001')).map((one) => one.body).flatMap((body) => (body.kind === 'lab-result' ? [body.values[0]?.text] : []))
    assert.deepEqual(new Set(values), new Set(['\t=1+1', '-5']))
  })

  test('attachments-bad.json: every document is there; addresses are never fetched; damage is said', async () => {
    const report = await take('json/attachments-bad.json')
    assert.equal(report.total.skipped, 0)
    const attachments = (await given.records('HX0001')).map((one) => one.body).flatMap((body) => (body.kind === 'note' ? body.attachments : []))
    assert.equal(attachments.length, 7)
    assert.equal(attachments.find((one) => one.title === 'a.pdf')?.damage, 'not base64')
    assert.equal(attachments.find((one) => one.title === 'empty.pdf')?.damage, 'empty')
    assert.deepEqual(attachments.map((one) => one.address).filter((one) => one !== undefined).sort(), ['file:///etc/passwd', 'http://169.254.169.254/latest/meta-data/', 'javascript:window.__pwned=42'])
    assert.equal(attachments.find((one) => one.contentType === 'text/html')?.text, '<script>window.__pwned=41</script>')
  })

  test('other-patient.json: a result belongs to its subject alone, one without subject to nobody', async () => {
    const report = await take('json/other-patient.json')
    const raw = await given.look<{ source_id: string; mrn: string | null }>("select w.source_id, p.mrn from store_raw w left join patients_patient p on p.id = w.patient where w.type = 'Observation' order by 1")
    assert.deepEqual(raw, [{ source_id: 'o1', mrn: 'HX0002' }, { source_id: 'o2', mrn: 'HX0001' }, { source_id: 'o3', mrn: null }])
    assert.equal((await given.records('HX0001')).length, 1)
    assert.equal((await given.records('HX0002')).length, 1)
    assert.match(report.skipped[0]?.reason ?? '', /names no patient/)
  })

  test('reference-cycle.json ends', async () => {
    await take('json/reference-cycle.json')
    assert.equal((await given.records('HX0001')).length, 1)
  })

  test('id-attacks.json: ids are names from outside and nothing else', async () => {
    const report = await take('json/id-attacks.json')
    assert.equal(report.files[0]?.refused, null)
    const ids = await given.look<{ id: string; source_id: string }>("select id::text, source_id from store_raw where type = 'Observation'")
    assert.equal(new Set(ids.map((one) => one.id)).size, ids.length)
    assert.ok(ids.some((one) => one.source_id === "x'; drop table observation; --") && ids.some((one) => one.source_id.length === 5_000))
    assert.equal((await given.look<{ name: string }>("select name from patients_patient where mrn = 'HX0001'"))[0]?.name, 'Testa Hostile')
  })

  test('bundle-in-bundle.json: the inner bundle is kept whole, its requests are never done', async () => {
    await take('json/bom.json')
    const report = await take('json/bundle-in-bundle.json')
    assert.match(report.skipped.find((one) => one.type === 'Bundle')?.reason ?? '', /never done/)
    assert.equal((await given.look<{ n: number }>("select count(*)::int as n from patients_patient where mrn = 'HX0001'"))[0]?.n, 1)
    assert.equal((await given.records('HX0001')).length, 0)
  })

  test('bidi.json: the name is stored as sent', async () => {
    await take('json/bidi.json')
    const sent = (JSON.parse(readFileSync(join(hostile, 'json/bidi.json'), 'utf8')) as { entry: [{ resource: { name: [{ family: string; given: string[] }] } }] }).entry[0].resource.name[0]
    const [row] = await given.look<{ family: string; given: string }>("select family, given from patients_patient where mrn = 'HX0001'")
    assert.deepEqual(row, { family: sent.family, given: sent.given.join(' ') })
  })

  test('dates.json: partial dates stay partial, impossible ones are left out by name, and no resource vanishes for its date', async () => {
    // Its patient has a year of birth only: no chart is opened for that, but the number names one that is here.
    await take('json/bidi.json')
    const report = await take('json/dates.json')
    const all = await given.look<{ source_id: string; date: unknown }>("select source_id, coalesce(text::jsonb -> 'effectiveDateTime', text::jsonb -> 'effectivePeriod' -> 'start', text::jsonb -> 'effectiveInstant', text::jsonb -> 'issued') as date from store_raw where type = 'Observation'")
    const wrong = new Set(['2026-02-30', '2026-01-02T24:00:00Z', '20260102', 'unknown', ' 2026-01-02'])
    const damaged = all.filter((one) => typeof one.date === 'string' && (wrong.has(one.date) || /-(13|00)\b|-0[469]-31|^2025-02-29|^0000/.test(one.date)))
    const records = await given.records('HX0001')
    const undated = all.filter((one) => one.date === null)
    assert.equal(records.length, all.length)
    assert.equal(records.filter((one) => one.filed === '-infinity').length, undated.length + damaged.length)
    assert.ok(undated.length > 0 && damaged.length > 0)
    assert.match(report.skipped[0]?.reason ?? '', /date does not exist.*: effectiveDateTime/)
    assert.deepEqual([report.total.skipped, report.skipped.reduce((sum, one) => sum + one.count, 0)], [0, damaged.length])
    const shown = new Set(records.map((one) => one.card.date))
    for (const one of all.filter((each) => !damaged.includes(each) && typeof each.date === 'string')) assert.ok(shown.has(one.date as string), String(one.date))
    const filedAt = (date: string) => records.find((one) => one.card.date === date)?.filed
    assert.equal(filedAt('2026-11-01T01:30:00-04:00'), '2026-11-01 05:30:00+00')
    assert.equal(filedAt('2026-11-01T01:30:00-05:00'), '2026-11-01 06:30:00+00')
    assert.equal(filedAt('2026-01-02T08:00:00'), '2026-01-02 13:00:00+00', 'a time without zone is read where the organization is')
  })

  test('a folder with refused files brings in the others; a link is named, not followed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portico-hostile-'))
    for (const name of ['truncated.json', 'bidi.json', 'deep-arrays.json.gz']) copyFileSync(join(hostile, 'json', name), join(folder, name))
    symlinkSync('/etc/passwd', join(folder, 'link.json'))
    writeFileSync(join(folder, 'broken.json.gz'), gzipSync('{"resourceType":"Patient"}').subarray(0, 20))
    const report = await given.inbound.importPaths([folder, join(folder, 'nothing.json')], { organization })
    assert.deepEqual(report.files.map((file) => [file.name.split('/').at(-1), file.refused === null]), [['bidi.json', true], ['broken.json.gz', false], ['deep-arrays.json.gz', false], ['link.json', false], ['truncated.json', false], ['nothing.json', false]])
    assert.equal((await given.look('select id from patients_patient')).length, 1)
  })
})
