// What do the tests of HL7 v2 share? Every message that others wrote, each with its file, as it lies there.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openDirectoryOfFiles } from '../../server/records/inbound/fhir/references.ts'
import { splitFile } from '../../server/records/inbound/hl7v2/index.ts'
import type { FileOrigin } from '../../server/records/inbound/work.ts'
import { outside } from './fhir-import-given.ts'

export type Sample = { /** Path in the folder of outside data, and the number of the message in the file. */ readonly name: string; readonly at: number; readonly bytes: Buffer }

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((one) => (one.isDirectory() ? filesUnder(join(folder, one.name)) : /\.(hl7|txt)(\.gz)?$/.test(one.name) ? [join(folder, one.name)] : []))
}

export const bytesOf = (path: string): Buffer => (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path))

/** Every message under a folder of the outside data. */
export function samples(folder: string): readonly Sample[] {
  return filesUnder(join(outside, folder)).flatMap((path) => splitFile(bytesOf(path)).messages.map(({ bytes }, at) => ({ name: relative(outside, path), at, bytes })))
}

export const origin: FileOrigin = { organization: 'lakeside', source: 'lakeside:v2', space: 'lakeside:v2', timeZone: 'America/New_York', name: 'message.hl7', files: openDirectoryOfFiles(), terms: { authorities: [], opensCharts: 'any', charset: null } }

/** Segments of a name, counted in the text itself: by nothing that the reader does. */
export function countIn(bytes: Buffer, name: string): number {
  return bytes.toString('latin1').split(/[\r\n]+/).filter((line) => line.startsWith(name) && !/[A-Za-z0-9]/.test(line[3] ?? '')).length
}
