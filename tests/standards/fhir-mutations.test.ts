// Does any damage bring the reader of FHIR down? 2,000 bundles with random damage in bytes and in structure, 1,000 packed files:
// each is read or refused for a known reason, in bounded steps, with no request; what is read can be shown and stored.
import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { present } from '../../server/records/chart/kinds/index.ts'
import { readLines } from '../../server/records/inbound/files/read-lines.ts'
import { readFileBytes } from '../../server/records/inbound/files/unpack.ts'
import { packedIn } from '../../server/records/inbound/files/zip.ts'
import { openDirectoryOfFiles } from '../../server/records/inbound/fhir/references.ts'
import { leftOutReasons } from '../../server/records/inbound/fhir/left-out.ts'
import { type Bundle, readBundle } from '../../server/records/inbound/read-bundle.ts'
import { RefusedFile, fileRefusals } from '../../server/records/inbound/refused-file.ts'
import { understand } from '../../server/records/inbound/fhir/understand.ts'
import type { Work } from '../../server/records/inbound/work.ts'
import { emptied } from './ccda-given.ts'
import { givenImport, organization, outside, skipWithout } from './fhir-import-given.ts'
import { everyResource } from './fhir-written.ts'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

const seed = 20_261_128
process.stdout.write(`seed ${seed}\n`)
const known = new Set<string>(fileRefusals)
const reasons = new Set<string>(leftOutReasons)
const about = { now: new Date('2026-11-20T12:00:00Z'), zone: 'America/New_York', organization: 'Lakeside', phone: null, recordsPhone: null, past: () => [] }

/** Reads, understands and shows it; true when it was readable. Throws for anything but a refusal of the closed list. */
function taken(read: () => Bundle): Work | null {
  let bundle: Bundle
  try {
    bundle = read()
  } catch (error) {
    assert.ok(error instanceof RefusedFile && known.has(error.code), String((error as Error).stack))
    return null
  }
  const work = understand(bundle, { organization, source: 'x', timeZone: 'America/New_York', name: 'x', files: openDirectoryOfFiles(), space: 'x', terms: { authorities: [], opensCharts: 'any', charset: null } })
  const { records, leftOut } = work.read.mapped
  for (const { reason } of leftOut) assert.ok(reasons.has(reason), reason)
  assert.ok(records.length <= bundle.entries.length * 8, 'bounded')
  for (const { kind, body } of records) present(kind, body, about)
  return work
}

/** Everything that must never happen while files are read. */
function withoutNetwork<T>(body: () => T): T {
  const was = [net.Socket.prototype.connect, http.request] as const
  const asked = (): never => {
    throw new Error('a request was made')
  }
  net.Socket.prototype.connect = asked
  http.request = asked
  try {
    return body()
  } finally {
    net.Socket.prototype.connect = was[0]
    http.request = was[1]
  }
}

const odd: readonly Json[] = [null, true, '', ' ', 0, -0, 1e300, 'x'.repeat(2_000), [], {}, [[]], [null], [{}], { reference: 'Patient/p1' }, { reference: '#' }, { reference: {} }, { coding: 'x' }, { coding: [null, 1, { code: 1 }] }, '2026-02-30', '2026', '9999-12-31T23:59:60Z', '0001-01-01', '\u0000', '\ud800', '__proto__', 'constructor', '<script>', '../../x', { value: '1e400' }, { start: 7, end: [] }, 'entered-in-error', 'draft', { div: '<div><b></div>' }]

/** Changes one place of a JSON value, found by a path of random numbers. */
function damaged(value: Json, [step = 0, ...path]: readonly number[], put: Json): Json {
  if (typeof value !== 'object' || value === null || path.length === 0) return put
  if (Array.isArray(value)) {
    if (value.length === 0) return [put]
    const at = step % value.length
    // Now and then an item stands twice, or is gone.
    if (step % 11 === 0) return [...value, value[at] ?? null]
    if (step % 13 === 0) return value.filter((_one, index) => index !== at)
    return value.map((one, index) => (index === at ? damaged(one, path, put) : one))
  }
  const names = Object.keys(value)
  if (names.length === 0) return { added: put }
  const name = names[step % names.length] ?? ''
  if (step % 17 === 0) return Object.fromEntries(Object.entries(value).filter(([one]) => one !== name))
  if (step % 19 === 0) return { ...value, modifierExtension: [{ url: 'https://x.example/m' }] }
  return { ...value, [name]: damaged(value[name] ?? null, path, put) }
}

/** Mostly damage inside of resources, so that the bundle around them is still read. */
function damagedBundle(source: Json, [path, put]: readonly [readonly number[], Json]): Json {
  const [first = 0, ...rest] = path
  const { entry } = source as { entry?: Json }
  if (first % 16 === 0 || !Array.isArray(entry) || entry.length === 0) return damaged(source, path, put)
  return { ...(source as { [name: string]: Json }), entry: entry.map((one, at) => (at === first % entry.length && typeof one === 'object' && one !== null && !Array.isArray(one) ? { ...one, resource: damaged(one.resource ?? null, rest, put) } : one)) }
}

const foreign = skipWithout('ips') === false ? ['ips/connectathon_Jan2025__US_Epic_Jan_emptyReason.json.gz', 'ips/validated_samples__IPS_IG-bundle-01.json', 'fhir-recent-2026/maya-rivera.json', 'fhir-recent-2026/JaneDavis_Synthetic.json', 'fhir-r4-examples/normative/Bundle-TransactionWithAllValidRoutes.json'].map((path) => readFileSync(join(outside, path))).map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes)).map((bytes) => Buffer.from(bytes.toString().replace(/^\ufeff/, ''))) : []
const own = Buffer.from(JSON.stringify(everyResource))
const sources = [own, ...foreign]
const parsed = sources.map((bytes) => JSON.parse(bytes.toString()) as Json)

test('1,400 bundles whose structure is damaged: each is read, with every part shown, or refused', () => {
  let read = 0
  withoutNetwork(() => {
    fc.assert(
      fc.property(fc.constantFrom(...parsed), fc.array(fc.tuple(fc.array(fc.nat(10_000), { minLength: 3, maxLength: 8 }), fc.constantFrom(...odd)), { minLength: 1, maxLength: 12 }), (source, changes) => {
        const text = JSON.stringify(changes.reduce<Json>(damagedBundle, source))
        if (taken(() => readBundle(Buffer.from(text))) !== null) read += 1
      }),
      { seed, numRuns: 1_400 },
    )
  })
  assert.ok(read > 700, `${read} were still readable`)
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
})

test('600 bundles and files of lines whose bytes are damaged: the same', () => {
  withoutNetwork(() => {
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(fc.tuple(fc.double({ min: 0, max: 0.9999, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.boolean(), (source, changes, inLines) => {
        const bytes = inLines ? Buffer.from((JSON.parse(source.toString()) as { entry: { resource: Json }[] }).entry.map((one) => JSON.stringify(one.resource)).join('\n')) : Buffer.from(source)
        for (const [where, byte] of changes) bytes[Math.floor(where * bytes.length)] = byte
        const work = taken(() => (inLines ? readLines({ bytes, from: 1 }) : readBundle(bytes)))
        if (inLines) assert.ok(work !== null && work.bundle.entries.length > 0, 'of lines, the others come in')
      }),
      { seed: seed + 1, numRuns: 600 },
    )
  })
})

test('1,000 damaged packed files and packages are unpacked or refused, and nothing larger than a limit comes out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-mutations-'))
  const packed = gzipSync(own)
  const zips = skipWithout('hostile') === false ? globSync(join(outside, 'hostile/archive/*.zip')).map((path) => readFileSync(path)) : []
  const file = join(folder, 'x.json.gz')
  let unpacked = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(packed, ...zips.filter((one) => one.length < 5_000)), fc.array(fc.tuple(fc.nat(100_000), fc.nat(255)), { minLength: 1, maxLength: 5 }), fc.double({ min: 0.2, max: 1, noNaN: true }), async (source, changes, keep) => {
      const bytes = Buffer.from(source.subarray(0, Math.ceil(source.length * keep)))
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      const outcome = (error: unknown) => assert.ok(error instanceof RefusedFile && known.has(error.code), String((error as Error).stack))
      if (source === packed) {
        writeFileSync(file, bytes)
        const out = await readFileBytes(file).catch(outcome)
        if (Buffer.isBuffer(out)) unpacked += out.length <= 100_000_000 ? 1 : 0
        return
      }
      try {
        unpacked += packedIn(bytes).length
      } catch (error) {
        outcome(error)
      }
    }),
    { seed: seed + 2, numRuns: 1_000 },
  )
  assert.ok(unpacked > 0)
})

test('what is read of damaged bundles can be stored: the database takes it or refuses it in words', async () => {
  const given = await givenImport()
  try {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parsed.slice(0, 3)), fc.array(fc.tuple(fc.array(fc.nat(10_000), { minLength: 4, maxLength: 9 }), fc.constantFrom(...odd)), { minLength: 2, maxLength: 20 }), async (source, changes) => {
        const report = await given.text(JSON.stringify(changes.reduce<Json>(damagedBundle, source)))
        const [file] = report.files
        assert.ok(file !== undefined && (file.refused === null || (file.refused.length > 5 && !/did not take/.test(file.refused))), file?.refused ?? '')
        await given.look(emptied)
      }),
      { seed: seed + 3, numRuns: 120 },
    )
  } finally {
    await given.end()
  }
})
