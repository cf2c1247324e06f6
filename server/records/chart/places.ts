// Whose chart is a row of, at which organization, in which time zone? Public facts of organizations are kept for half a minute.
import type { Viewer, ReachedPatient } from '#access'
import type { Directory, Organization } from '#directory'
import { Refusal, type Tx } from '#kernel'
import type { Identity } from '../../../contract/presented-record.ts'
import { longDate, startOfDay, addDays } from '../../../words/en/dates.ts'

/** How long names and phones of organizations may be old; nothing about a person is kept (R49). */
const keepMs = 30_000

/** The viewer's transaction, for the doors of rooms that ask for one. */
export function asTx(viewer: Viewer): Tx {
  return { now: viewer.now, query: (statement, values) => viewer.query(statement, values), last: () => undefined }
}

export type Places = {
  readonly charts: readonly ReachedPatient[]
  organizationOf(patient: string): Organization
  zoneOf(patient: string): string
  identityOf(patient: string): Identity
  /** The zone and organization of the first chart: for sentences about the whole. */
  readonly first: Organization | null
  /** More than one organization: every row says which. */
  readonly several: boolean
}

export type KnownPlaces = (viewer: Viewer) => Promise<Places>

export function openPlaces(directory: Directory): KnownPlaces {
  let known = new Map<string, Organization>()
  let readAt = Number.NEGATIVE_INFINITY
  return async (viewer) => {
    const missing = viewer.patients.some((chart) => !known.has(chart.organization))
    if (missing || Math.abs(viewer.now.getTime() - readAt) > keepMs) {
      known = new Map((await directory.organizations(asTx(viewer))).map((one) => [one.id, one]))
      readAt = viewer.now.getTime()
    }
    return placesOf(viewer.patients, known)
  }
}

function placesOf(charts: readonly ReachedPatient[], known: ReadonlyMap<string, Organization>): Places {
  const byPatient = new Map(charts.map((chart) => [chart.patient, chart]))
  const chartOf = (patient: string): ReachedPatient => {
    const chart = byPatient.get(patient)
    if (chart === undefined) throw new Refusal('not-found', `chart ${patient} is not within reach`)
    return chart
  }
  const organizationOf = (patient: string): Organization => {
    const organization = known.get(chartOf(patient).organization)
    if (organization === undefined) throw new Error(`organization ${chartOf(patient).organization} is not in the directory`)
    return organization
  }
  const [firstChart] = charts
  return {
    charts,
    organizationOf,
    zoneOf: (patient) => organizationOf(patient).timeZone,
    first: firstChart === undefined ? null : organizationOf(firstChart.patient),
    several: new Set(charts.map((chart) => chart.organization)).size > 1,
    identityOf(patient) {
      const [chart, { name, phone, address }] = [chartOf(patient), organizationOf(patient)]
      return { name: chart.name, birthDate: longDate(chart.birthDate), mrn: chart.mrn, organization: name, ...(phone === null ? {} : { organizationPhone: phone }), ...(address === null ? {} : { organizationAddress: address }) }
    },
  }
}

export type Days = { readonly from?: string | undefined; readonly to?: string | undefined }

/** The instants at which the days begin and end for each chart, in its own time zone. */
export function bounds(places: Places, patients: readonly string[], days: Days): { readonly froms: readonly string[] | null; readonly tos: readonly string[] | null } {
  const { from, to } = days
  return {
    froms: from === undefined ? null : patients.map((patient) => startOfDay(from, places.zoneOf(patient))),
    tos: to === undefined ? null : patients.map((patient) => startOfDay(addDays(to, 1), places.zoneOf(patient))),
  }
}
