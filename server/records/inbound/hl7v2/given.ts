// What do the tests of messages share? Messages written line by line, and what is made of some of them in any order.
import type { Clinical } from '../../../../contract/clinical.ts'
import type { Mapped } from '../fhir/record.ts'
import { openDirectoryOfFiles } from '../fhir/references.ts'
import type { FileOrigin, Named, Work } from '../work.ts'
import { prepareHl7v2 } from './index.ts'

export const origin = (terms: Partial<FileOrigin['terms']> = {}): FileOrigin => ({
  organization: 'lakeside', source: 'lakeside:lab', space: 'lakeside:lab', timeZone: 'America/New_York', name: 'message.hl7', files: openDirectoryOfFiles(), terms: { authorities: [], opensCharts: 'registration', charset: null, ...terms },
})

export type Written = { readonly type: string; readonly at?: string; readonly control?: string; readonly lines: readonly string[] }
/** One message; without a control number it gets one of its time. */
export const message = ({ type, at = '20260102080000-0500', control = `${type}-${at}`, lines }: Written): Buffer => Buffer.from([`MSH|^~\\&|LAB|HOSP|PORTAL|PORTAL|${at}||${type}|${control}|P|2.5.1`, ...lines].join('\r'))
export const pid = 'PID|1||M1^^^HOSP^MR||Alvarez^Rosa||19680229|F'

export const prepare = (written: Written, terms: Partial<FileOrigin['terms']> = {}): Work => prepareHl7v2(message(written), origin(terms))

/** The records after several messages, the last of which is the newest to arrive. */
export function recordsOf(...all: readonly Written[]): readonly Mapped[] {
  const bytes = all.map(message)
  const last = bytes.at(-1)
  if (last === undefined) return []
  const work = prepareHl7v2(last, origin())
  const read = bytes.length === 1 || work.together === undefined ? work.read : work.together(bytes.slice(0, -1).map((text) => ({ text, sourceId: '' })), new Set())
  return read.mapped.records
}

/** Bodies of one kind. */
export const bodies = <K extends Clinical['kind']>(records: readonly Mapped[], kind: K): readonly (Clinical & { readonly kind: K })[] => records.map((one) => one.body).filter((body): body is Clinical & { readonly kind: K } => body.kind === kind)

export function named(written: Written, terms: Partial<FileOrigin['terms']> = {}): Named {
  const [only] = prepare(written, terms).read.charts.values()
  if (only === undefined) throw new RangeError('the message names nobody')
  return only
}

/** What a message leaves out: "OBX: no-kind". */
export const leftOut = (written: Written): readonly string[] => prepare(written).read.mapped.leftOut.map((one) => `${one.entry.type.split(': ')[1] ?? one.entry.type}: ${one.reason}${one.what === null ? '' : ` ${one.what}`}`)
