// How do lists of places that use other portals come in from the shell? Each file says what became of it; one bad file stops no other.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { BrandsReport } from '#directory'
import type { Composed } from '../../compose.ts'

const unpack = promisify(gunzip)
/** Unpacked; the largest list known has 3 MB. */
const mostBytes = 128 * 1_048_576

/** The list's name: the file's, without what says how it is packed. A newer edition under the same name takes the place of the older. */
const listOf = (path: string): string => basename(path).replace(/\.gz$/, '').replace(/\.json$/, '').slice(0, 120)

async function textOf(path: string): Promise<string | { readonly refused: string }> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => ({ refused: error.code === 'ENOENT' ? 'there is no such file' : 'it cannot be read' }))
  if ('refused' in bytes) return bytes
  if (bytes.length > mostBytes) return { refused: 'it is too large' }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8')
  return unpack(bytes, { maxOutputLength: mostBytes }).then((whole) => whole.toString('utf8'), () => ({ refused: 'it does not unpack, or is too large' }))
}

const refusedReport = (list: string, refused: string): BrandsReport => ({ list, refused, shape: null, read: 0, places: { added: 0, changed: 0, same: 0 }, held: [], leftOut: [], notOffered: [] })

/** Imports each file in a transaction of its own (role operate), with a line in the trail. */
export async function importBrandFiles({ house, databases }: Composed, paths: readonly string[]): Promise<readonly BrandsReport[]> {
  const reports: BrandsReport[] = []
  for (const path of paths) {
    const text = await textOf(path)
    const list = listOf(path)
    if (typeof text !== 'string') {
      reports.push(refusedReport(list, text.refused))
      continue
    }
    reports.push(await databases.operate.run(async (tx) => {
      const report = await house.directory.importBrands(tx, { json: text, list })
      await house.audit.note(tx, { kind: 'directory-changed', actor: null, actorRole: 'system', purpose: 'brands imported', outcome: report.refused === null ? 'done' : 'refused', count: report.read, detail: { list, ...report.places } })
      return report
    }))
  }
  return reports
}

const mostNamed = 20
function named(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  return [`  ${heading} (${lines.length}):`, ...lines.slice(0, mostNamed).map((line) => `    ${line}`), ...(lines.length > mostNamed ? [`    and ${lines.length - mostNamed} more (--json names all)`] : [])]
}

/** The reports as text. */
export function brandsReport(reports: readonly BrandsReport[]): string {
  return reports.flatMap((one) => one.refused !== null ? [`${one.list}: refused, ${one.refused}`] : [
    `${one.list}: ${one.read} entries (${one.shape}); ${one.places.added} places added, ${one.places.changed} changed, ${one.places.same} as they were`,
    ...named('held until somebody looks at them', one.held.map(({ name, because }) => `${name}: ${because}`)),
    ...named('addresses that are not offered', one.notOffered.map(({ name, address }) => `${name}: ${address}`)),
    ...named('left out', one.leftOut.map(({ at, because }) => `${at}: ${because}`)),
  ]).join('\n')
}
