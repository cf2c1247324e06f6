// Which rooms may a page use? What compose.ts opened and hands to the web door.
import type { Accounts } from '#accounts'
import type { Access, Staffing } from '#access'
import type { Audit } from '#audit'
import type { Chart } from '#chart'
import type { Directory } from '#directory'
import type { Export } from '#export'
import type { Identity } from '#identity'
import type { Sources } from '#inbound/sources'
import type { Config, Clock, Database, Keys, Log } from '#kernel'
import type { Notices } from '#notices'
import type { Patients } from '#patients'
import type { KnownFeedsAt } from './feeds-at.ts'
import type { KnownOrganizations } from './known-organizations.ts'
import type { KnownState } from './trouble/known-state.ts'

export type House = {
  readonly config: Pick<Config, 'trial'>
  readonly clock: Clock
  readonly keys: Keys
  readonly log: Log
  /** As role `web`. */
  readonly database: Database
  /** As role `desk`: staff at work. */
  readonly desk: Database
  readonly audit: Audit
  readonly notices: Notices
  readonly directory: Directory
  readonly patients: Patients
  readonly organizations: KnownOrganizations
  /** What works and what does not, without asking. */
  readonly state: KnownState
  /** Where sources send to. */
  readonly feedsAt: KnownFeedsAt
  readonly accounts: Accounts
  readonly identity: Identity
  readonly access: Access
  readonly staffing: Staffing
  /** What sources sent and what became of it. */
  readonly sources: Sources
  readonly chart: Chart
  readonly export: Export
}
