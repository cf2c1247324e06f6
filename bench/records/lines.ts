// Does a bulk export of half a gigabyte come in with flat memory? The files of fhir-bulk-ndjson as one file of many people: copy after
// copy with ids of its own. Beside it the same lines read and parsed, and nothing else.
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { gunzipSync } from 'node:zlib'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { openInbound } from '#inbound'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'
import { givenDatabase } from '../../tests/given/database.ts'
import { keepRow } from '../row.ts'

const folder = join(import.meta.dirname, '../../../shared/data/fhir-bulk-ndjson')
const short = process.argv.includes('--short')
const wanted = short ? 50_000_000 : 500_000_000
const organization = 'bench'

/** Patients first, as exports are written. */
function linesOf(): readonly string[] {
  const lines = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) })).flatMap(({ name, bytes }) => (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n')).filter((line) => line !== '')
  const isPatient = (line: string) => line.startsWith('{"resourceType":"Patient"')
  return [...lines.filter(isPatient), ...lines.filter((line) => !isPatient(line))]
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

async function written(path: string): Promise<number> {
  const [lines, out] = [linesOf(), createWriteStream(path)]
  let count = 0
  for (let copy = 0; out.bytesWritten + out.writableLength < wanted; copy += 1) {
    const ids = new Map<string, string>()
    const ofCopy = (id: string): string => {
      const made = ids.get(id) ?? createHash('sha256').update(`${copy} ${id}`).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
      ids.set(id, made)
      return made
    }
    for (const line of lines) {
      count += 1
      if (!out.write(`${line.replace(uuid, ofCopy)}\n`)) await once(out, 'drain')
    }
  }
  await new Promise<void>((done) => void out.end(done))
  return count
}

async function parsed(path: string): Promise<number> {
  const from = performance.now()
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) JSON.parse(line)
  return performance.now() - from
}

if (!existsSync(folder)) {
  console.log('no ../shared/data/fhir-bulk-ndjson: nothing to measure')
  process.exit(0)
}
const made = mkdtempSync(join(tmpdir(), 'portico-lines-'))
const path = join(made, 'everybody.ndjson')
const resources = await written(path)
const database = await givenDatabase()
await database.operate.run((tx) => openDirectory().put(tx, { id: organization, name: 'Bench', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
const release = openRelease()
const inbound = openInbound({ audit: openAudit(), directory: openDirectory(), patients: openPatients({ keys: database.keys }), keys: database.keys, clock: database.clock, database: database.feed, decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records) })
const sizes: number[] = []
const looking = setInterval(() => void sizes.push(process.memoryUsage.rss() / 2 ** 20), 500)
const from = performance.now()
const report = await inbound.importPaths([path], { organization })
const ms = performance.now() - from
clearInterval(looking)
await database.end()
if (report.total.received !== resources || report.files.some((file) => file.refused !== null)) throw new Error('the file did not come in whole')
const floorMs = await parsed(path)
rmSync(made, { recursive: true })
const most = (part: readonly number[]): number => Math.round(Math.max(...part))
const tenth = Math.max(1, Math.floor(sizes.length / 10))
const [early, late] = [most(sizes.slice(tenth, 2 * tenth)), most(sizes.slice(-tenth))]
keepRow('lines', {
  what: 'one file of NDJSON, line by line',
  figures: { megabytes: wanted / 1e6, resources, perSecond: Math.round((resources / ms) * 1000), rssMiBInTheSecondTenth: early, rssMiBInTheLastTenth: late },
  floor: { readAndParsedPerSecond: Math.round((resources / floorMs) * 1000) },
  ratio: null, goal: 'memory of the last tenth at most a quarter above that of the second', met: short ? null : late <= early * 1.25,
}, { postgres: null, keep: !short })
process.exit(0)
