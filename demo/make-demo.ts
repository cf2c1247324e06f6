// What is in the trial? Two organizations and about a dozen made-up people; the same day gives the same bytes.
import { type Calendar, bornSoThat, lastBefore, openCalendar, partsOf } from './calendar.ts'
import { demoOrganizations } from './organizations.ts'
import { makeAna, makeMateo } from './people/children.ts'
import { makeHannah } from './people/hannah.ts'
import { makeLuis } from './people/luis.ts'
import { makeRosa } from './people/rosa/rosa.ts'
import { makeSamuel } from './people/samuel.ts'
import { makeBen, makeDorothy, makeMinhChau, makeNoor } from './people/short-records.ts'
import { makeCarla, makeClara } from './people/twins.ts'
import { makeWalter } from './people/walter/walter.ts'
import type { Demo } from './shape.ts'
import { demoStaff } from './staff-sign-ins.ts'

/** The days that the demo's records are told from: the cholesterol test, and the birthdays of Rosa's children. */
export function demoCalendar(today: string): Calendar {
  partsOf(today)
  return openCalendar(today, 'America/New_York', {
    A: lastBefore(today, 4, 12),
    ANA: bornSoThat(today, 14, { month: 5, day: 2 }),
    MATEO: bornSoThat(today, 9, { month: 8, day: 19 }),
  })
}

/**
 * Makes the demo as it stands on `today` (YYYY-MM-DD, a day in the organizations' time zone; refuses anything else).
 * Ids do not depend on the day, so that a later load of a later day renews the same records.
 */
export function makeDemo(today: string): Demo {
  const calendar = demoCalendar(today)
  const makers = [makeRosa, makeMateo, makeAna, makeLuis, makeClara, makeCarla, makeHannah, makeSamuel, makeWalter, makeNoor, makeBen, makeDorothy, makeMinhChau]
  return { today, organizations: demoOrganizations, people: makers.map((make) => make(calendar)), staff: demoStaff }
}
