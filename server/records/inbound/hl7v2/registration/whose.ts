// By which numbers is somebody named (PID-3, MRG-1, a list of CX: HL7 v2.5.1 §3.4.2.3)? Those that an organization gives its
// patients, the surest type first, each with who gave it; numbers of others are no record numbers.
import type { RecordNumber } from '../../work.ts'
import { type Field, type Segment, part, repeats } from '../reading/segment.ts'
import { numberOf } from '../types/identifiers.ts'

/** HL7 table 0203, numbers that an organization gives its patients, the surest first. */
const own = ['MR', 'MRN', 'PI', 'MRT', 'PT']
/** Numbers that others gave a person, or that name something else: a visit, an account, a specimen. */
const foreign = new Set(['SS', 'DL', 'PPN', 'AN', 'VN', 'HAR', 'ANON', 'ANC', 'AM', 'BC', 'BCT', 'BR', 'DN', 'DR', 'EI', 'EN', 'FI', 'GI', 'GN', 'HC', 'MA', 'MB', 'MC', 'MCN', 'MI', 'NH', 'NI', 'NII', 'NNUSA', 'NPI', 'PN', 'PNT', 'PRN', 'RRI', 'SB', 'SL', 'SN', 'SP', 'SR', 'TAX', 'TN', 'U', 'UPIN', 'VS', 'WC', 'XX'])
/** No type, or one that is no member of the table. */
const untyped = ''
/** More than this is no person's. */
const most = 30

function numbersIn(fields: readonly Field[]): readonly RecordNumber[] {
  const all = fields.flatMap((field) => {
    const number = numberOf(field)
    const code = part(field, 5)?.toUpperCase() ?? ''
    if (number === undefined || foreign.has(code)) return []
    const { namespace, universal } = number.authority
    return [{ type: own.includes(code) ? code : untyped, number: { value: number.id, authority: [namespace, universal].filter((one) => one !== undefined) } }]
  })
  // Of the types a sender uses, the surest alone: beside a record number, another id of the patient names no second chart.
  const surest = [...own, untyped].find((type) => all.some((one) => one.type === type))
  const numbers = all.filter((one) => one.type === surest).map((one) => one.number)
  // Nothing says that another authority's number without a type is a record number too.
  const [first] = numbers
  return (surest === untyped ? numbers.filter((one) => one.authority[0] === first?.authority[0]) : numbers).slice(0, most)
}

/** Of a PID; before 2.3 the number may stand in PID-2 alone. */
export function numbersOf(pid: Segment): readonly RecordNumber[] {
  const listed = repeats(pid, 3)
  return numbersIn(listed.length > 0 ? listed : repeats(pid, 2))
}

/** Of an MRG: whom the message retires. */
export const retiredNumbers = (mrg: Segment): readonly RecordNumber[] => numbersIn(repeats(mrg, 1))
