// In which time zone are a page's dates told? That of the organization whose chart is open.
import type { RecordContext } from '#web'

/** IANA name; UTC when no chart is within reach. */
export const zoneOf = (context: RecordContext): string => context.house.organizations.find(context.viewer.patients[0]?.organization ?? '')?.timeZone ?? 'UTC'
