// Who is Rosa Alvarez? The person of the letter: no account yet, two hospitals, two children, a father.
import type { Calendar } from '../../calendar.ts'
import { type PatientFacts, openChart } from '../../fhir/chart.ts'
import { type VisitMade, addVisit } from '../../fhir/visits.ts'
import type { DemoPerson } from '../../shape.ts'
import { aprilVisit } from './april-visit.ts'
import { earlyVisits } from './early-visits.ts'
import { laterVisits } from './later-visits.ts'
import { addLists } from './lists.ts'
import { makeNorthshoreChart } from './northshore.ts'
import { addPicturesAndLetters } from './pictures-and-letters.ts'
import { addRecent, heldBiopsyKey } from './recent.ts'

/** Where the Alvarez family lives. */
export const alvarezHome = { line: '18 Mill Lane, Apt 3', city: 'Harbor City', state: 'ME', zip: '04101' } as const

export const rosaFacts: PatientFacts = {
  key: 'rosa',
  given: ['Rosa'],
  family: 'Alvarez',
  gender: 'female',
  birthDate: '1984-02-03',
  mrn: '00418822',
  address: alvarezHome,
  phone: '207-555-0142',
}

/** Rosa with both charts, her wish and the people she looks after. */
export function makeRosa(calendar: Calendar): DemoPerson {
  const chart = openChart('lakeside', rosaFacts, calendar)
  const visits = new Map<string, VisitMade>()
  for (const visit of [...earlyVisits, ...laterVisits, aprilVisit]) visits.set(visit.key, addVisit(chart, visit))
  addPicturesAndLetters(chart, visits)
  addLists(chart, visits)
  addRecent(chart)
  const held = chart.idOf('DiagnosticReport', heldBiopsyKey)
  return {
    key: 'rosa',
    name: { given: 'Rosa', family: 'Alvarez' },
    birthDate: rosaFacts.birthDate,
    charts: [chart.finish([held]), makeNorthshoreChart(rosaFacts, calendar).finish()],
    address: rosaFacts.address,
    phone: rosaFacts.phone,
    links: [
      { to: 'mateo', kind: 'parent' },
      { to: 'ana', kind: 'parent' },
      { to: 'luis', kind: 'trusted' },
    ],
    wish: { kinds: ['lab-result'], untilCalledBy: 'Dr. Sam Okafor', atMostDays: 5, records: [held] },
    letter: true,
  }
}
