// What does a message say of two charts (HL7 v2.5.1 §3.3.40 A40, §3.3.24 A24, §3.3.37 A37)? That one of them ends and is read under the
// other, that both are the same person, or that they are two people after all.
import type { ChartChange, Named, RecordNumber } from '../work.ts'
import { personIn, retiredNumbers } from './registration/index.ts'
import type { Segment } from './reading/segment.ts'
import { type Told, use } from './told.ts'

/** What a chart is called while its message is read: by the first of its numbers. */
export const nameOfChart = ({ value, authority }: RecordNumber): string => `v2|${value}|${authority[0] ?? ''}`

/** A18, A34, A36 and A39 are older names of A40 or name fewer numbers; A47 gives a chart another number. A35 and A41 are of accounts alone. */
const merging = new Set(['A18', 'A34', 'A36', 'A39', 'A40', 'A46', 'A47'])
/** A43, A44, A45: a number, an account or a visit with all that hangs on it goes from one chart to another (§3.3.43 to §3.3.45). */
const moving = new Set(['A43', 'A44', 'A45'])

type About = { readonly told: Told; readonly subject: string }

/** Does a message take something out of another chart than its patient's? What that is, and that it is so, a person has to see. */
export function movesElsewhere({ told, subject }: { readonly told: Told; readonly subject: string | null }): boolean {
  if (told.type !== 'ADT' || !moving.has(told.event)) return false
  return told.event === 'A43' || told.segments.some((one) => one.name === 'MRG' && retiredNumbers(one).some((number, at) => at === 0 && nameOfChart(number) !== subject))
}
type Changes = { readonly changes: readonly ChartChange[]; readonly retired: ReadonlyMap<string, Named> }

function merged({ told, subject }: About, asOf: string | undefined): Changes {
  const changes: ChartChange[] = []
  const retired = new Map<string, Named>()
  for (const mrg of told.segments.filter((one) => one.name === 'MRG')) {
    const numbers = retiredNumbers(mrg)
    const [first] = numbers
    if (first === undefined) continue
    const key = nameOfChart(first)
    use(told, mrg)
    // A chart that ends under its own number is no merge of two.
    if (key === subject) continue
    retired.set(key, { numbers, person: namesIn(mrg, told), chart: null, registers: false })
    changes.push({ kind: 'merge', survivor: subject, retired: key, ...(asOf === undefined ? {} : { asOf }) })
  }
  return { changes, retired }
}

/** MRG-7 holds the name before, in the type of PID-5. */
const namesIn = (mrg: Segment, told: Told): Named['person'] => personIn({ ...mrg, fields: ['PID', '', '', '', '', mrg.fields[7] ?? ''] }, told.clock)

/** The changes that the patients of one message tell of, in their order. */
export function changesOf(about: readonly About[], asOf: (told: Told) => string | undefined): Changes {
  const [first, second] = about
  if (first === undefined || first.told.type !== 'ADT') return { changes: [], retired: new Map() }
  const { event } = first.told
  if ((event === 'A24' || event === 'A37') && second !== undefined && second.subject !== first.subject) {
    const at = asOf(first.told)
    return { changes: [{ kind: event === 'A24' ? 'merge' : 'unmerge', survivor: first.subject, retired: second.subject, ...(at === undefined ? {} : { asOf: at }) }], retired: new Map() }
  }
  if (!merging.has(event)) return { changes: [], retired: new Map() }
  const all = about.map((one) => merged(one, asOf(one.told)))
  return { changes: all.flatMap((one) => one.changes), retired: new Map(all.flatMap((one) => [...one.retired])) }
}
