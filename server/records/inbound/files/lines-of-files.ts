// In which order are files of lines read, and what does each batch of them mean? In a bulk export each type has files of its
// own, in any order: patients come first, then what others point at.
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { directoryTypes } from '../fhir/references.ts'
import type { Bundle } from '../read-bundle.ts'
import { lineBatches, readLines } from './read-lines.ts'
import { RefusedFile } from '../refused-file.ts'
import { understand } from '../fhir/understand.ts'
import type { FileOrigin, Work } from '../work.ts'
import { type FoundFile, isLines } from './walk.ts'

/** So many bytes of a file are looked at for the type of its first resource. */
const lookedAt = 64_000

/** The type of the first resource; files that cannot be read say so when their turn comes. */
async function firstType(path: string): Promise<string> {
  const file = createReadStream(path, { end: lookedAt })
  const stream = /\.gz$/i.test(path) ? pipeline(file, createGunzip(), () => undefined) : file
  let text = ''
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      text += piece.toString('latin1')
      if (text.length > lookedAt) break
    }
  } catch {
    // A packed file is cut by this look: what came before the cut is enough.
  }
  return /"resourceType"\s*:\s*"([A-Z][A-Za-z]{1,63})"/.exec(text)?.[1] ?? ''
}

function turnOf(type: string): number {
  if (type === 'Patient') return 0
  if (directoryTypes.has(type)) return 1
  if (type === 'Encounter') return 2
  return type === 'Observation' || type === 'ImagingStudy' || type === 'ServiceRequest' || type === 'Specimen' ? 3 : 4
}

/** The files as they are to be read: those of lines change places among themselves, all others stay. */
export async function inReadingOrder(files: readonly FoundFile[]): Promise<readonly FoundFile[]> {
  const lines = files.filter((one) => one.refused === null && isLines(one.name))
  if (lines.length < 2) return files
  const turns = await Promise.all(lines.map(async (file) => ({ file, turn: turnOf(await firstType(file.path)) })))
  const ordered = turns.sort((a, b) => a.turn - b.turn).map((one) => one.file)
  const isOfLines = new Set(lines)
  return files.map((file) => (isOfLines.has(file) ? (ordered.shift() ?? file) : file))
}

/** When no line can be read, it is no such file: the first line says why. */
function refuseUnreadable({ entries }: Bundle): void {
  const [first] = entries
  if (first === undefined) throw new RefusedFile('empty')
  if (first.broken !== undefined && entries.every((one) => one.broken !== undefined)) throw new RefusedFile(first.broken, { line: first.line })
}

/** What a file of lines means, batch by batch. Throws RefusedFile; the batches before stay. */
export async function* worksOfLines(file: FoundFile, origin: Omit<FileOrigin, 'name'>): AsyncGenerator<Work> {
  let first = true
  for await (const batch of lineBatches(file.path)) {
    const bundle = readLines(batch)
    if (first) refuseUnreadable(bundle)
    first = false
    if (bundle.entries.length > 0) yield understand(bundle, { ...origin, name: file.name })
  }
}
