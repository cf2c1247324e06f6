// How do vaccines come in (VXU^V04: HL7 v2.5.1 §4A.7, CDC implementation guide 1.5)? Each RXA is one; what was refused or deleted never
// reads as given, and what is only forecast or asked in an OBX makes no vaccine.
import type { Author, Coded, SentDate, Vaccine } from '../../../../../contract/clinical.ts'
import { present, writtenNumeral } from '../../fhir/element.ts'
import { cardAuthor } from '../../fhir/record.ts'
import { type Segment, component, fieldOf, repeats, textAt, word } from '../reading/segment.ts'
import { type Folded, type PieceOf, type Told, leave, orderOf, use } from '../told.ts'
import { coded, codingsOf, loincOf, worded } from '../types/codes.ts'
import { type Numbered, entityOf, keyOf } from '../types/identifiers.ts'
import { organizationOf, peopleAt, placeOf } from '../types/people.ts'
import { timeAt } from '../types/times.ts'

type Says = {
  readonly deleted: boolean
  readonly name: Coded
  readonly status: Vaccine['status']
  readonly given: SentDate | undefined
  readonly lot: string | undefined
  readonly manufacturer: string | undefined
  readonly site: string | undefined
  readonly dose: string | undefined
  readonly reason: string | undefined
  readonly people: readonly Author[]
  readonly place: string | undefined
  readonly number: string | undefined
}
export type VaccinePiece = PieceOf<'vaccine', Says>

/** HL7 table 0322, completion status; empty means complete (CDC guide 1.5, RXA-20). */
const statuses: Readonly<Record<string, Vaccine['status']>> = { '': 'given', CP: 'given', PA: 'given', RE: 'not-given', NA: 'not-given' }
/** CVX 998: no vaccine administered; 999: unknown. */
const noVaccine = new Set(['998'])
/** HL7 table 0163 and 0162, sites, in the words of the standard. */
const sites: Readonly<Record<string, string>> = { LA: 'Left Arm', RA: 'Right Arm', LD: 'Left Deltoid', RD: 'Right Deltoid', LT: 'Left Thigh', RT: 'Right Thigh', LG: 'Left Gluteous Medius', RG: 'Right Gluteous Medius', LVL: 'Left Vastus Lateralis', RVL: 'Right Vastus Lateralis', LLFA: 'Left Lower Forearm', RLFA: 'Right Lower Forearm' }
/** NIP002, reasons for not giving. */
const refusals: Readonly<Record<string, string>> = { '00': 'Parental decision', '01': 'Religious exemption', '02': 'Other', '03': 'Patient decision' }
/** LOINC: dose number in series. */
const doseNumber = '30973-2'
/** LOINC of forecasts: what is due, when, by which schedule, and how it was evaluated (CDC guide, chapter 6). */
const forecast = new Set(['30979-9', '30980-7', '30981-5', '59777-3', '59778-1', '59779-9', '59780-7', '59781-5', '59782-3', '59783-1', '65035-4'])

/** Below "no vaccine administered" the vaccine itself is one that is due. */
const plans = new Set([...forecast, '30956-7', doseNumber])

type Group = { readonly orc: Segment | undefined; readonly rxa: Segment; readonly rxr: readonly Segment[]; readonly obx: readonly Segment[]; readonly notes: readonly Segment[] }

function groupsOf({ segments }: Told): readonly Group[] {
  const groups: { orc: Segment | undefined; rxa: Segment; rxr: Segment[]; obx: Segment[]; notes: Segment[] }[] = []
  let orc: Segment | undefined
  let open = false
  for (const segment of segments) {
    const last = open ? groups.at(-1) : undefined
    if (segment.name === 'ORC') [orc, open] = [segment, false]
    else if (segment.name === 'RXA') {
      groups.push({ orc, rxa: segment, rxr: [], obx: [], notes: [] })
      ;[orc, open] = [undefined, true]
    } else if (segment.name === 'RXR') last?.rxr.push(segment)
    else if (segment.name === 'OBX') last?.obx.push(segment)
    else if (segment.name === 'NTE') last?.notes.push(segment)
  }
  return groups
}

/** The code that vaccines are known by (CVX), else the sender's own. */
function nameOf(rxa: Segment): Coded | undefined {
  const field = fieldOf(rxa, 5)
  const all = codingsOf(field)
  const cvx = all.find((one) => one.system === 'cvx' && one.code !== undefined)
  const text = cvx?.text ?? all.find((one) => one.text !== undefined)?.text
  if (cvx !== undefined) return present<Coded>({ text: text ?? cvx.code ?? '', code: cvx.code, system: 'cvx' })
  return coded(field)
}

function doseOf({ rxa, obx }: Group): string | undefined {
  const series = obx.find((one) => loincOf(fieldOf(one, 3)) === doseNumber)
  const amount = writtenNumeral(word(rxa, 6))
  const unit = component(fieldOf(rxa, 7), 1)
  // 999: the amount is not known (CDC guide, RXA-6).
  const dose = textAt(series, 5) ?? (amount === undefined || amount === '999' ? undefined : unit === undefined ? amount : `${amount} ${unit}`)
  // Table 0322: of such a dose only a part went in.
  return word(rxa, 20)?.toUpperCase() === 'PA' ? [dose, 'Partially administered'].filter((one) => one !== undefined).join(', ') : dose
}

/** ORC-3; 9999 is the guide's word for "none". */
function fillerOf({ orc }: Pick<Group, 'orc'>): Numbered | undefined {
  const filler = entityOf(fieldOf(orc, 3))
  return filler === undefined || /^9+$/.test(filler.id) ? undefined : filler
}

/** What names a vaccination: its filler's number. */
function keyIn(group: Group, name: Coded): string {
  const { rxa } = group
  const filler = fillerOf(group)
  if (filler !== undefined) return keyOf(filler)
  return `at|${name.code ?? name.text}|${word(rxa, 3) ?? ''}`
}

function saysOf(group: Group, told: Told, name: Coded): Says {
  const { orc, rxa, rxr } = group
  const refused = fieldOf(rxa, 18)
  const status = statuses[word(rxa, 20)?.toUpperCase() ?? ''] ?? 'unknown'
  const lots = repeats(rxa, 15).map((one) => component(one, 1)).filter((one) => one !== undefined)
  return {
    deleted: word(rxa, 21)?.toUpperCase() === 'D', name, status: refused !== undefined && status === 'given' ? 'not-given' : status, given: timeAt(rxa, 3, told.clock), lot: lots.length === 0 ? undefined : lots.join(', '), manufacturer: component(fieldOf(rxa, 17), 2) ?? component(fieldOf(rxa, 17), 1),
    site: rxr.map((one) => worded(fieldOf(one, 2), sites)).find((one) => one !== undefined), dose: doseOf(group), reason: worded(refused, refusals), people: peopleAt(rxa, 10),
    place: placeOf(fieldOf(rxa, 27)) ?? placeOf(fieldOf(rxa, 11)) ?? organizationOf(fieldOf(orc, 21)), number: fillerOf(group)?.id,
  }
}

/** The vaccinations of a message. */
export function vaccinePieces(told: Told): readonly VaccinePiece[] {
  if (told.type !== 'VXU') return []
  const times = new Map<string, number>()
  return groupsOf(told).flatMap((group): VaccinePiece[] => {
    const name = nameOf(group.rxa)
    if (name === undefined || noVaccine.has(name.code ?? '')) {
      leave(told, group.rxa, name === undefined ? ['no-name', 'RXA-5'] : ['said-none'])
      for (const obx of group.obx) {
        if (name === undefined) leave(told, obx, ['no-name', 'RXA-5'])
        // What is due next is a plan, not something that was done.
        else if (plans.has(loincOf(fieldOf(obx, 3)) ?? '')) leave(told, obx, ['planned', 'OBX'])
      }
      return []
    }
    use(told, group.orc, group.rxa, ...group.obx.filter((one) => loincOf(fieldOf(one, 3)) === doseNumber))
    for (const obx of group.obx) if (forecast.has(loincOf(fieldOf(obx, 3)) ?? '')) leave(told, obx, ['planned', 'OBX'])
    const says = saysOf(group, told, name)
    const key = keyIn(group, name)
    const again = (times.get(key) ?? 0) + 1
    times.set(key, again)
    return [{ kind: 'vaccine', key: ['v2:vaccine', again === 1 ? key : `${key}|${again}`], told, order: orderOf(told, { at: undefined, rank: says.deleted ? 9 : word(group.rxa, 21)?.toUpperCase() === 'U' ? 2 : 1 }), labels: [], says }]
  })
}

/** One vaccination from what its messages say; null: it was only ever deleted. */
export function foldVaccine(pieces: readonly VaccinePiece[]): Folded | null {
  const says = pieces.at(-1)?.says
  const told = pieces.findLast((one) => !one.says.deleted)?.says ?? says
  if (says === undefined || told === undefined) return null
  const { name, status, given, lot, manufacturer, site, dose, reason, people, place, number } = told
  const body = present<Vaccine>({ kind: 'vaccine', name, status, given, lot, site, dose, manufacturer, reason, authors: people, place, identifier: number })
  const card = present<Folded['card']>({ name: name.text, code: name.code, system: name.system, date: given, place, status, ...cardAuthor(people) })
  return { kind: 'vaccine', visit: null, filed: given, final: true, removed: says.deleted, card, search: [name.text, place], body }
}
