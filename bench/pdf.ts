// How long does a person wait for a lab report of three pages? Warm, through the export room as a download asks for it, beside
// the type-setter's own least: as many pages of empty rows. Each turn holds other numbers, so that nothing is remembered.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openExport } from '#export'
import type { PresentedRecord } from '../contract/presented-record.ts'
import { exampleValue, threePageRecord } from '../server/records/export/pdf/example-record.ts'
import { loadTypst } from '../server/records/export/pdf/typst/engine.ts'
import { keepRow, median, percentile, round } from './row.ts'

const { values: options } = parseArgs({ options: { short: { type: 'boolean', default: false } } })
const turns = options.short ? 5 : 30
const warmTurns = options.short ? 2 : 8

/** Three pages with numbers that no other turn has. */
function reportOf(turn: number): PresentedRecord {
  const record = threePageRecord()
  const values = Array.from({ length: 26 }, (_, at) => exampleValue({ name: `Number ${at + 1}`, value: `${turn}${at}.0`, sentence: `The range is under 100. Down ${turn + at} since October 2025.`, line: { value: 100 + turn + at, high: 100, previous: 149 + turn, preliminary: false } }))
  return { ...record, sections: [{ type: 'values', heading: 'Your numbers', values }] }
}

/** Three pages of a table with empty cells and lines between its rows; only the title differs. */
const emptyRows = `#set document(title: sys.inputs.title)
#set text(lang: "en")
#set page(paper: "us-letter")
#table(columns: 4, stroke: none, table.header([Name], [Result], [Range], [Standing]), ..range(4 * 72).map(_ => table.cell(stroke: (top: 0.75pt), inset: (y: 6pt))[#box(height: 8pt)]))`

const pagesIn = (bytes: Uint8Array): number =>
  [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/\/Type ?\/Page\b(?!s)/g),
  ].length

async function timed(make: () => Promise<Uint8Array> | Uint8Array): Promise<{ ms: number; pages: number; bytes: number }> {
  const begun = performance.now()
  const bytes = await make()
  return { ms: performance.now() - begun, pages: pagesIn(bytes), bytes: bytes.length }
}

const workspace = mkdtempSync(join(tmpdir(), 'portico-bench-typst-'))
writeFileSync(join(workspace, 'floor.typ'), emptyRows)
const compiler = loadTypst().NodeCompiler.create({ workspace, fontArgs: [] })
const exporting = openExport({ workers: 1 })
const made: number[] = []
const least: number[] = []
let pages = { ours: 0, floor: 0, kilobytes: 0 }
for (let turn = 0; turn < warmTurns + turns; turn += 1) {
  const ours = await timed(() => exporting.pdf({ language: 'en', records: [reportOf(turn)], printedAt: 'November 20, 2026, 9:20 am', created: new Date() }))
  const floor = await timed(() => {
    const { result } = compiler.compile({ mainFilePath: join(workspace, 'floor.typ'), inputs: { title: `Floor ${turn}` } })
    if (result === null) throw new Error('typst refused the floor')
    const bytes = compiler.pdf(result, { pdfStandard: 'ua-1' })
    compiler.evictCache(8)
    return bytes
  })
  pages = { ours: ours.pages, floor: floor.pages, kilobytes: round(ours.bytes / 1000) }
  if (turn < warmTurns) continue
  made.push(ours.ms)
  least.push(floor.ms)
}
await exporting.close()
rmSync(workspace, { recursive: true })

const [sorted, ms, floorMs] = [Float64Array.from(made).sort(), median(made), median(least)]
keepRow(
  'pdf',
  {
    what: 'PDF of a 3-page lab report, warm',
    figures: { medianMs: round(ms), p95Ms: round(percentile(sorted, 0.95)), turns, pages: pages.ours, kilobytes: pages.kilobytes },
    floor: { medianMs: round(floorMs), pages: pages.floor },
    ratio: round(floorMs / ms, 2),
    goal: 'median at most 40 ms',
    met: pages.ours === 3 && ms <= 40,
  },
  { postgres: null, keep: !options.short },
)
