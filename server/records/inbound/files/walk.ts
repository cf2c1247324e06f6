// Which files does a path stand for? Folders are walked in the order of names, those that begin with "_" first:
// directories of practitioners and organizations come so (Synthea names them that way).
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileRefusal } from '../refused-file.ts'

export type FoundFile = { readonly path: string; /** As shown: relative to what was asked for. */ readonly name: string; readonly refused: FileRefusal | null }

/** FHIR as JSON or line by line, clinical documents, packages of them, HL7 v2 messages; a text is looked into. */
const isRead = (name: string): boolean => /\.((json|ndjson|jsonl|phr|xml|ccda|cda|hl7|txt)(\.gz)?|zip)$/i.test(name)
/** A resource in each line: bulk exports, and the mixed lines of personal records. */
export const isLines = (name: string): boolean => /\.(ndjson|jsonl|phr)(\.gz)?$/i.test(name)

function inOrder(a: string, b: string): number {
  if (a.startsWith('_') !== b.startsWith('_')) return a.startsWith('_') ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

async function walkFolder(folder: string, name: string): Promise<FoundFile[]> {
  const found = await readdir(folder, { withFileTypes: true })
  const files: FoundFile[] = []
  for (const one of found.sort((a, b) => inOrder(a.name, b.name))) {
    const path = join(folder, one.name)
    const shown = join(name, one.name)
    if (one.isDirectory()) files.push(...(await walkFolder(path, shown)))
    // A link may lead anywhere: it is named, not followed.
    else if (!one.isFile()) files.push({ path, name: shown, refused: 'not-a-file' })
    else files.push({ path, name: shown, refused: isRead(one.name) ? null : 'not-read' })
  }
  return files
}

/** The files under each path, in order. What cannot be read is there too, with the reason. */
export async function walk(paths: readonly string[]): Promise<FoundFile[]> {
  const files: FoundFile[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found === null) files.push({ path, name: path, refused: 'not-found' })
    else if (found.isDirectory()) files.push(...(await walkFolder(path, path)))
    else files.push({ path, name: path, refused: isRead(path) ? null : 'not-read' })
  }
  return files
}
