// Who is meant, and where (XPN, XCN, PL: HL7 v2.5.1 §2.A.88, §2.A.86, §2.A.53)? Names as the source writes them.
import type { Author } from '../../../../../contract/clinical.ts'
import { present } from '../../fhir/element.ts'
import { type Field, type Segment, component, part, repeats } from '../reading/segment.ts'

const oneLine = (text: string | undefined): string | undefined => text?.replace(/\s+/g, ' ')

type Parts = { readonly family: string | undefined; readonly given: string | undefined; readonly middle: string | undefined; readonly suffix: string | undefined; readonly prefix: string | undefined; readonly degree: string | undefined }

function line({ family, given, middle, suffix, prefix, degree }: Parts): string | undefined {
  const name = [prefix, given, middle, family, suffix].filter((one) => one !== undefined).join(' ')
  if (name === '') return undefined
  return degree === undefined ? name : `${name}, ${degree}`
}

/** A person with a number in front (XCN); the name may be missing. */
export function personOf(field: Field | undefined): string | undefined {
  if (field === undefined) return undefined
  const at = (component: number): string | undefined => oneLine(part(field, component))
  return line({ family: at(2), given: at(3), middle: at(4), suffix: at(5), prefix: at(6), degree: at(7) })
}

/** A name with date and place (NDL), its person in subcomponents (CNN). */
export function readerOf(field: Field | undefined): string | undefined {
  if (field === undefined) return undefined
  const at = (inside: number): string | undefined => oneLine(part(field, 1, inside))
  const named = line({ family: at(2), given: at(3), middle: at(4), suffix: at(5), prefix: at(6), degree: at(7) })
  return named ?? personOf(field)
}

/** A name without a number (XPN). */
export function nameOf(field: Field): string | undefined {
  const at = (component: number): string | undefined => oneLine(part(field, component))
  return line({ family: at(1), given: at(2), middle: at(3), suffix: at(4), prefix: at(5), degree: at(6) })
}

/** People of a field, each once. */
export function peopleAt(segment: Segment | undefined, at: number, role?: string): readonly Author[] {
  const names = repeats(segment, at).map(personOf).filter((one) => one !== undefined)
  return [...new Set(names)].map((name) => present<Author>({ name, role }))
}

/** Each person once, in their first role. */
export function distinct(authors: readonly Author[]): readonly Author[] {
  const byName = new Map<string, Author>()
  for (const one of authors) if (!byName.has(one.name)) byName.set(one.name, one)
  return [...byName.values()]
}

/** A place (PL): its description, else point of care and facility; rooms and beds are not told. */
export function placeOf(field: Field | undefined): string | undefined {
  if (field === undefined) return undefined
  const description = component(field, 9)
  if (description !== undefined) return oneLine(description)
  const parts = [part(field, 1, 2) ?? part(field, 1), part(field, 4)].filter((one, at, all) => one !== undefined && all.indexOf(one) === at)
  return parts.length === 0 ? undefined : oneLine(parts.join(', '))
}

/** The name of an organization (XON). */
export const organizationOf = (field: Field | undefined): string | undefined => oneLine(component(field, 1))
