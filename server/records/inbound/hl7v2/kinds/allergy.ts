// How do allergies come in (ADT^A60, IAM: HL7 v2.5.1 §3.4.7)? Each by its own number, added, changed and deleted by its action code.
// Lists that other messages carry (AL1) have neither, and what they leave out says nothing: they are told in passing.
import type { Allergy, Coded, SentDate } from '../../../../../contract/clinical.ts'
import { present } from '../../fhir/element.ts'
import { type Segment, component, fieldOf, repeats, word } from '../reading/segment.ts'
import { type Folded, type PieceOf, type Told, labelsOfCodes, leave, orderOf, saysNone, use } from '../told.ts'
import { coded } from '../types/codes.ts'
import { entityOf, keyOf } from '../types/identifiers.ts'
import { timeAt } from '../types/times.ts'

type Says = { readonly gone: boolean; readonly saidNone: boolean; readonly name: Coded; readonly clinical: Allergy['clinical']; readonly certainty: Allergy['certainty']; readonly severe: Allergy['severe']; readonly reactions: readonly string[]; readonly onset: SentDate | undefined; readonly recorded: SentDate | undefined; readonly number: string | undefined }
export type AllergyPiece = PieceOf<'allergy', Says>

/** HL7 table 0438, allergy clinical status: confirmed, doubtful, erroneous, confirmed but inactive, pending, suspect, unconfirmed. */
const certainties: Readonly<Record<string, Allergy['certainty']>> = { C: 'confirmed', I: 'confirmed', D: 'unconfirmed', P: 'unconfirmed', S: 'unconfirmed', U: 'unconfirmed' }
/** HL7 table 0128, allergy severity. */
const severities: Readonly<Record<string, Allergy['severe']>> = { SV: 'high', MO: 'low', MI: 'low', U: 'unknown' }

function saysOf(iam: Segment, told: Told, name: Coded): Omit<Says, 'saidNone'> {
  const status = word(iam, 17)?.toUpperCase() ?? ''
  return {
    gone: word(iam, 6)?.toUpperCase() === 'D' || status === 'E', name, clinical: status === 'I' ? 'inactive' : status === '' ? 'unknown' : 'active', certainty: certainties[status] ?? 'unknown', severe: severities[word(iam, 4)?.toUpperCase() ?? ''],
    reactions: repeats(iam, 5).map((one) => component(one, 2) ?? component(one, 1)).filter((one) => one !== undefined), onset: timeAt(iam, 11, told.clock), recorded: timeAt(iam, 13, told.clock) ?? timeAt(iam, 20, told.clock), number: component(fieldOf(iam, 7), 1),
  }
}

/** The allergies of a message that is about them. */
export function allergyPieces(told: Told): readonly AllergyPiece[] {
  if (told.type !== 'ADT' || told.event !== 'A60') return []
  return told.segments.filter((one) => one.name === 'IAM').flatMap((iam): AllergyPiece[] => {
    const name = coded(fieldOf(iam, 3))
    if (name === undefined) {
      leave(told, iam, ['no-name', 'IAM-3'])
      return []
    }
    const saidNone = saysNone(told, iam, [name, 'IAM-3'])
    if (saidNone === null) return []
    use(told, iam)
    const says: Says = { ...saysOf(iam, told, name), saidNone }
    const number = entityOf(fieldOf(iam, 7))
    return [{ kind: 'allergy', key: ['v2:allergy', number === undefined ? `named|${name.code ?? name.text}` : keyOf(number)], told, order: orderOf(told, { at: undefined, rank: says.gone ? 9 : 1 }), labels: labelsOfCodes([fieldOf(iam, 3)]), says }]
  })
}

/** One allergy from what its messages say. */
export function foldAllergy(pieces: readonly AllergyPiece[]): Folded | null {
  const says = pieces.at(-1)?.says
  if (says === undefined) return null
  const last = <K extends 'onset' | 'recorded' | 'severe'>(name: K): Says[K] | undefined => pieces.map((one) => one.says[name]).findLast((one) => one !== undefined)
  const reactions = pieces.map((one) => one.says.reactions).findLast((one) => one.length > 0) ?? []
  const { name, clinical, certainty, number, saidNone } = says
  const [onset, recorded] = [last('onset'), last('recorded')]
  const body = present<Allergy>({ kind: 'allergy', name, clinical, certainty, severe: last('severe'), reactions, onset, recorded, saidNone, authors: [], identifier: number })
  const card = present<Folded['card']>({ name: name.text, code: name.code, system: name.system, date: recorded ?? onset, status: clinical, active: clinical === 'active', saidNone, line: reactions.join(', ') || undefined })
  return { kind: 'allergy', visit: null, filed: recorded ?? onset, final: true, removed: says.gone, card, search: [name.text, ...reactions], body }
}
