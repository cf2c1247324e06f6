// What does the demo hand to whoever loads it? Plain facts about made-up organizations and people, and their charts
// as the bytes a source would send.
import type { RecordKind } from '../contract/record-kinds.ts'
import type { ReleasePolicy } from '../contract/release-policy.ts'
import type { DemoStaff } from './staff-sign-ins.ts'

export type OrganizationId = 'lakeside' | 'northshore'

export type DemoAddress = { readonly line: string; readonly city: string; readonly state: string; readonly zip: string }

export type DemoOrganization = {
  readonly id: OrganizationId
  readonly name: string
  readonly formerNames: readonly string[]
  readonly phone: string
  /** Opening hours in words ("Mon–Fri 7 am–7 pm"). */
  readonly hours: string
  readonly recordsPhone: string
  readonly address: string
  /** IANA name. */
  readonly timeZone: string
  /** Ages in whole years. */
  readonly ages: { readonly teenFrom: number; readonly adultFrom: number }
  readonly policy: ReleasePolicy
}

/** Ready-made sign-in of the trial; never for real people. */
export type DemoAccount = {
  readonly email: string
  readonly password: string
  /** RFC 6238 secret, base32 without padding, 160 bits. */
  readonly totpSecret: string
}

export type DemoChart = {
  readonly organization: OrganizationId
  readonly mrn: string
  /** The bundle's exact text. Load this one: decimals keep their zeros ("2.00"). */
  readonly json: string
  /** The same bundle parsed, for looking at; decimals are JavaScript numbers here. */
  readonly bundle: DemoBundle
  /** A second delivery, to load after the person's wish is on file: what the wish makes wait is in it. */
  readonly later?: { readonly json: string; readonly bundle: DemoBundle }
}

export type DemoResource = { readonly resourceType: string; readonly id: string } & Readonly<Record<string, unknown>>

export type DemoBundle = {
  readonly resourceType: 'Bundle'
  readonly type: 'transaction'
  readonly timestamp: string
  readonly entry: readonly {
    readonly fullUrl: string
    readonly resource: DemoResource
    readonly request: { readonly method: string; readonly url: string }
  }[]
}

/** "Wait until my doctor has called, but not longer than this." Counted in days from the arrival of the record. */
export type DemoWish = {
  readonly kinds: readonly RecordKind[]
  readonly untilCalledBy: string
  readonly atMostDays: number
  /** FHIR ids of the reports it holds back in this demo. */
  readonly records: readonly string[]
}

export type DemoLink = { readonly to: string; readonly kind: 'parent' | 'trusted' }

export type DemoPerson = {
  readonly key: string
  readonly name: { readonly given: string; readonly family: string }
  /** YYYY-MM-DD. */
  readonly birthDate: string
  readonly charts: readonly DemoChart[]
  readonly address: DemoAddress
  readonly phone: string
  readonly email?: string
  readonly account?: DemoAccount
  readonly links: readonly DemoLink[]
  readonly wish?: DemoWish
  /** The person whose activation letter is printed when the trial starts. */
  readonly letter?: true
}

export type Demo = {
  readonly today: string
  readonly organizations: readonly DemoOrganization[]
  readonly people: readonly DemoPerson[]
  readonly staff: readonly DemoStaff[]
}
