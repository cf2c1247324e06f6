// Who is meant by a name, and where is a place? Names as the source writes them.
import type { Author } from '../../../../contract/clinical.ts'
import { type Fields, type Json, asFields, asText, each, present, texts } from './element.ts'
import { wordsOf } from './codings.ts'
import type { Resolve, Target } from './references.ts'

/** A HumanName in one line: its text, else prefix, given, family, suffix. */
export function humanName(name: Fields | undefined): string | undefined {
  if (name === undefined) return undefined
  const parts = [...texts(name.prefix), ...texts(name.given), ...texts(name.family), ...texts(name.suffix)]
  return asText(name.text) ?? (parts.length === 0 ? undefined : parts.join(' '))
}

/** The name in use: official, usual, then any that has not ended. */
export function nameInUse(names: Json | undefined): Fields | undefined {
  const all = each(names)
  const standing = all.filter((one) => asFields(one.period)?.end === undefined && one.use !== 'old' && one.use !== 'maiden')
  return standing.find((one) => one.use === 'official') ?? standing.find((one) => one.use === 'usual') ?? standing[0] ?? all[0]
}

export function addressLine(address: Fields | undefined): string | undefined {
  if (address === undefined) return undefined
  const state = [asText(address.state), asText(address.postalCode)].filter((one) => one !== undefined).join(' ')
  const parts = [...texts(address.line), asText(address.city), state === '' ? undefined : state].filter((one) => one !== undefined)
  return asText(address.text) ?? (parts.length === 0 ? undefined : parts.join(', '))
}

/** The name of whatever a reference points at; the reference's own words when it points at nothing. */
export function nameOfTarget(target: Target, resolve: Resolve): string | undefined {
  const { resource } = target
  if (target.display !== null) return target.display
  if (resource === null) return undefined
  if (target.type === 'Practitioner' || target.type === 'Patient' || target.type === 'RelatedPerson') return humanName(nameInUse(resource.name))
  if (target.type === 'PractitionerRole') {
    const practitioner = resolve(resource.practitioner, resource)
    return practitioner.type === 'PractitionerRole' ? undefined : nameOfTarget(practitioner, resolve)
  }
  return asText(resource.name)
}

export const nameOf = (reference: Json | undefined, resolve: Resolve, within?: Fields): string | undefined => nameOfTarget(resolve(reference, within), resolve)

const people = new Set(['Practitioner', 'PractitionerRole', 'CareTeam', 'RelatedPerson'])

/** People among references; `Organization` is no author but a lab or a place. */
export function authorsOf(references: Json | undefined, resolve: Resolve, within: Fields): readonly Author[] {
  return each(references).flatMap((reference) => {
    const target = resolve(reference, within)
    const name = nameOfTarget(target, resolve)
    if (name === undefined || (target.type !== null && !people.has(target.type))) return []
    const role = target.type === 'PractitionerRole' && target.resource !== null ? wordsOf(each(target.resource.specialty)[0]) : undefined
    return [present<Author>({ name, role })]
  })
}

/** The first organization among references: the lab, the clinic. */
export function organizationOf(references: Json | undefined, resolve: Resolve, within: Fields): string | undefined {
  return each(references).map((one) => resolve(one, within)).filter((target) => target.type === 'Organization').map((target) => nameOfTarget(target, resolve)).find((name) => name !== undefined)
}
