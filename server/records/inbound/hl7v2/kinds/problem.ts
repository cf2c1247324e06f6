// How do problems come in (PPR PC1 to PC3: HL7 v2.5.1 §12.4.2)? Each PRB is one, known by its own number; what is deleted is taken back.
import type { Author, Coded, Condition, SentDate } from '../../../../../contract/clinical.ts'
import { socialFindings } from '../../fhir/kinds/lists.ts'
import { deniesItself } from '../../fhir/denials.ts'
import { present } from '../../fhir/element.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { notesText } from '../groups.ts'
import { type Segment, component, fieldOf, word } from '../reading/segment.ts'
import { type Folded, type PieceOf, type Told, confidential, labelsOfCodes, leave, orderOf, saysNone, use } from '../told.ts'
import { coded } from '../types/codes.ts'
import { entityOf, keyOf } from '../types/identifiers.ts'
import { peopleAt } from '../types/people.ts'
import { hasTime, timeAt } from '../types/times.ts'

type Says = {
  readonly deleted: boolean
  readonly saidNone: boolean
  readonly name: Coded
  readonly clinical: Condition['clinical']
  readonly certainty: Condition['certainty']
  readonly onset: SentDate | undefined
  readonly recorded: SentDate | undefined
  readonly ended: SentDate | undefined
  readonly notes: readonly string[]
  readonly people: readonly Author[]
  readonly number: string | undefined
}
export type ProblemPiece = PieceOf<'problem', Says>

/** PRB-14 and PRB-13 have tables of the site: only words that leave no doubt are read. */
const lives: readonly (readonly [RegExp, Condition['clinical']])[] = [[/^(resolved|closed|r)$/i, 'resolved'], [/^(inactive|i)$/i, 'inactive'], [/^(active|a|recurrence|chronic|acute)$/i, 'active']]
const certainties: readonly (readonly [RegExp, Condition['certainty']])[] = [[/^(confirmed|c)$/i, 'confirmed'], [/^(provisional|differential|working|suspected|presumed|unconfirmed|p|d)$/i, 'unconfirmed'], [/^(refuted|ruled out|rule-out|rule out)$/i, 'refuted']]
const read = <T>(table: readonly (readonly [RegExp, T])[], text: string | undefined): T | undefined => (text === undefined ? undefined : table.find(([said]) => said.test(text))?.[1])

type Group = { readonly prb: Segment; readonly notes: readonly Segment[]; readonly roles: readonly Segment[] }
function groupsOf({ segments }: Told): readonly Group[] {
  const groups: { prb: Segment; notes: Segment[]; roles: Segment[] }[] = []
  let open = false
  for (const segment of segments) {
    const last = open ? groups.at(-1) : undefined
    if (segment.name === 'PRB') {
      groups.push({ prb: segment, notes: [], roles: [] })
      open = true
    } else if (segment.name === 'NTE') last?.notes.push(segment)
    else if (segment.name === 'ROL') last?.roles.push(segment)
    else if (segment.name === 'OBX' || segment.name === 'ORC' || segment.name === 'GOL' || segment.name === 'PTH') open = false
  }
  return groups
}

function saysOf({ prb, notes, roles }: Group, told: Told, name: Coded): Omit<Says, 'saidNone'> {
  const life = component(fieldOf(prb, 14), 2) ?? word(prb, 14)
  const ended = timeAt(prb, 9, told.clock)
  const note = notesText(notes)
  return {
    deleted: told.event === 'PC3' || word(prb, 1)?.toUpperCase() === 'DE' || /^deleted$/i.test(life ?? ''), name, clinical: deniesItself(name.text) ? 'unknown' : read(lives, life) ?? (ended === undefined ? 'unknown' : 'resolved'), certainty: read(certainties, component(fieldOf(prb, 13), 2) ?? word(prb, 13)) ?? 'unknown',
    onset: timeAt(prb, 16, told.clock), recorded: timeAt(prb, 7, told.clock) ?? timeAt(prb, 2, told.clock), ended, notes: note === undefined ? [] : [note], people: roles.flatMap((one) => peopleAt(one, 4)).slice(0, 1), number: component(fieldOf(prb, 4), 1),
  }
}

/** The problems of a message. */
export function problemPieces(told: Told): readonly ProblemPiece[] {
  if (told.type !== 'PPR') return []
  return groupsOf(told).flatMap((group): ProblemPiece[] => {
    const name = coded(fieldOf(group.prb, 3))
    if (name === undefined) {
      leave(told, group.prb, ['no-name', 'PRB-3'])
      return []
    }
    const saidNone = saysNone(told, group.prb, [name, 'PRB-3'])
    if (saidNone === null) return []
    use(told, group.prb, ...group.notes)
    const says: Says = { ...saysOf(group, told, name), saidNone }
    const number = entityOf(fieldOf(group.prb, 4))
    const acted = timeAt(group.prb, 2, told.clock)
    const key = number === undefined ? `named|${name.code ?? name.text}` : keyOf(number)
    return [{ kind: 'problem', key: ['v2:problem', key], told, order: orderOf(told, { at: hasTime(acted) ? acted : undefined, rank: says.deleted ? 9 : 1 }), labels: [...labelsOfCodes([fieldOf(group.prb, 3)]), ...confidential(fieldOf(group.prb, 25))], says }]
  })
}

/** One problem from what its messages say. */
export function foldProblem(pieces: readonly ProblemPiece[]): Folded | null {
  const says = pieces.at(-1)?.says
  if (says === undefined) return null
  const last = <K extends 'onset' | 'recorded' | 'ended' | 'number'>(name: K): Says[K] | undefined => pieces.map((one) => one.says[name]).findLast((one) => one !== undefined)
  const { name, clinical, certainty } = says
  const [onset, recorded, ended] = [last('onset'), last('recorded'), clinical === 'active' ? undefined : last('ended')]
  const authors = pieces.map((one) => one.says.people).findLast((one) => one.length > 0) ?? []
  const social = socialFindings.has(name.code ?? '') || (name.system === 'icd10' && /^Z(5[5-9]|6[0-5])/.test(name.code ?? ''))
  const body = present<Condition>({ kind: 'condition', name, clinical, certainty, onset, ended, recorded, social, notes: says.notes, authors, identifier: last('number'), saidNone: says.saidNone ? true : undefined })
  const card = present<Folded['card']>({ name: name.text, code: name.code, system: name.system, date: onset ?? recorded, endDate: ended, status: clinical, active: clinical === 'active', of: social ? 'social' : 'health', saidNone: says.saidNone ? true : undefined, ...cardAuthor(authors) })
  return { kind: 'condition', visit: null, filed: onset ?? recorded, final: true, removed: says.deleted || certainty === 'refuted', card, search: [name.text], body }
}
