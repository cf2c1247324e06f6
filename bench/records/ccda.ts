// How fast do clinical documents come in, beside a floor: the same files only parsed by the same library, one after the other?
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { openInbound } from '#inbound'
import { openPatients } from '#patients'
import { openRelease } from '#release/policy'
import { readDocument } from '../../server/records/inbound/ccda/read-document.ts'
import { givenDatabase } from '../../tests/given/database.ts'
import { keepRow, median, round } from '../row.ts'

const folder = join(import.meta.dirname, '../../../shared/data/ccda')
const short = process.argv.includes('--short')
const rounds = short ? 1 : 3
const organization = 'bench'

const isDocument = (path: string): boolean => /\.(xml|ccda)(\.gz)?$/i.test(path) && !path.includes('/fragments/') && !/^NT_/.test(basename(path))
const paths = (): readonly string[] => globSync(join(folder, '**/*')).filter(isDocument).sort()

async function importAll(files: readonly string[]): Promise<number> {
  const database = await givenDatabase()
  const directory = openDirectory()
  await database.operate.run((tx) => directory.put(tx, { id: organization, name: 'Bench', phone: null, hours: null, recordsPhone: null, address: null, timeZone: 'America/New_York', language: 'en' }))
  const release = openRelease()
  const inbound = openInbound({ audit: openAudit(), directory, patients: openPatients({ keys: database.keys }), keys: database.keys, clock: database.clock, database: database.feed, decided: (tx, rows) => release.decideRows(tx, rows), forgotten: (tx, patient, records) => release.forget(tx, patient, records) })
  // Threads are started by the first document of a running house, not by every import.
  await inbound.importPaths(files.slice(0, 2), { organization })
  const from = performance.now()
  const report = await inbound.importPaths(files, { organization })
  const ms = performance.now() - from
  await inbound.close()
  await database.end()
  const refused = report.files.filter((file) => file.refused !== null && !/another birth date/.test(file.refused))
  if (refused.length > 0) throw new Error(`${refused.length} documents did not come in: ${refused[0]?.name} ${refused[0]?.refused}`)
  return ms
}

function timed(work: () => void): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

function parsed(texts: readonly string[]): number {
  return timed(() => {
    for (const text of texts) {
      let nodes = 0
      const parser = new SaxesParser({ xmlns: false, position: false })
      parser.on('opentag', () => (nodes += 1))
      parser.on('error', () => undefined)
      parser.write(text).close()
    }
  })
}

if (!existsSync(folder)) {
  console.log('no ../shared/data/ccda: nothing to measure')
  process.exit(0)
}
const files = paths()
const bytes = files.map((path) => readFileSync(path)).map((one) => (one[0] === 0x1f ? gunzipSync(one) : one))
const texts = bytes.map((one) => one.toString('utf8'))
const [imports, floors, reads]: [number[], number[], number[]] = [[], [], []]
parsed(texts)
for (let at = 0; at < rounds; at += 1) {
  floors.push(parsed(texts))
  reads.push(timed(() => bytes.forEach((one) => readDocument(one, 'x.xml'))))
  imports.push(await importAll(files))
}
const perSecond = (ms: readonly number[]): number => Math.round((files.length / median(ms)) * 1000)
const ratio = round(perSecond(imports) / perSecond(floors), 2)
keepRow('ccda', {
  what: 'clinical documents in: read on two threads, written one by one',
  figures: { documents: files.length, megabytes: round(bytes.reduce((sum, one) => sum + one.length, 0) / 1e6, 1), rounds, perSecond: perSecond(imports), readOnOneCorePerSecond: perSecond(reads), eachMs: imports.map(Math.round).join(' ') },
  floor: { parsedOnOneCorePerSecond: perSecond(floors), eachMs: floors.map(Math.round).join(' ') },
  ratio, goal: 'at least 60 documents per second on two cores', met: perSecond(imports) >= 60,
}, { postgres: null, keep: !short })
process.exit(0)
