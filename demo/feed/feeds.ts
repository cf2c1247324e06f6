// By which feeds do the demo's hospitals send? One interface engine that speaks HL7 v2, one system that pushes FHIR.
import type { OrganizationId } from '../shape.ts'

export type DemoFeed = {
  readonly id: 'lakeside:engine' | 'northshore:push'
  readonly organization: OrganizationId
  /** As operators and patients read it. */
  readonly name: string
  readonly route: 'mllp' | 'fhir'
  /** Assigning authorities (HL7 v2 HD) or identifier systems (FHIR) whose record numbers are the organization's. */
  readonly authorities: readonly string[]
  /** Source of the same system: the same id from there is the same thing. */
  readonly sameSystemAs: string | null
}

/** How Lakeside's messages name who gave a number (HD: namespace, universal id, its type). The root is HL7's for examples. */
export const lakesideAuthority = ['LAKESIDE', '2.16.840.1.113883.19.7001', 'ISO'] as const

export const demoFeeds: readonly DemoFeed[] = [
  { id: 'lakeside:engine', organization: 'lakeside', name: 'Lakeside hospital systems', route: 'mllp', authorities: [lakesideAuthority[0], lakesideAuthority[1]], sameSystemAs: null },
  { id: 'northshore:push', organization: 'northshore', name: 'Northshore hospital systems', route: 'fhir', authorities: ['https://northshore.example/mrn'], sameSystemAs: 'northshore:files' },
]
