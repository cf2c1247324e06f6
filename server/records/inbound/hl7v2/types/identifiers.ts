// What names a thing at its source (EI, CX, HD: HL7 v2.5.1 §2.A.28, §2.A.14, §2.A.36)? A number and who gave it.
import { type Field, part } from '../reading/segment.ts'

/** Who gives numbers out: a name of the site's own, or a number of the world. */
export type Authority = { readonly namespace: string | undefined; readonly universal: string | undefined }

export type Numbered = { readonly id: string; readonly authority: Authority }

/** Placer, filler and document numbers: number, namespace, universal id. */
export function entityOf(field: Field | undefined): Numbered | undefined {
  const id = part(field, 1)
  return id === undefined ? undefined : { id, authority: { namespace: part(field, 2), universal: part(field, 3) } }
}

/** Numbers of people and visits: the authority is component 4. */
export function numberOf(field: Field | undefined): Numbered | undefined {
  const id = part(field, 1)
  return id === undefined ? undefined : { id, authority: { namespace: part(field, 4, 1), universal: part(field, 4, 2) } }
}

/** One text for a number: the site's own name of the authority before the world's, for that is what every version has. */
export const keyOf = ({ id, authority }: Numbered): string => `${id}|${authority.namespace ?? authority.universal ?? ''}`
