// P23 "visit notes, imaging reports, discharge papers": Walter is admitted at night, moved, goes home; his stay, his X-ray and his papers are there, step by step, each with where it came from
import assert from 'node:assert/strict'
import { type Walk, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import { whenTheySignIn } from '../given/journey-door.ts'
import { readyMade, withTheHospital } from '../given/journeys/hospital-day.ts'

const walter = 'Walter Eugene Hendricks'

async function whenTheStayIsOpened(walk: Walk): Promise<string> {
  await walk.page.goto(`${walk.house.url}/me/visits`)
  await press(walk, walk.page.locator('main ul.rows li').first().getByRole('link').first())
  await thenThePageSays(walk, /^Visit with Dr\./)
  return textOf(walk)
}

journey(
  'admission, a bed on another ward, going home, the discharge summary and the line that is added to it',
  (walk) => withTheHospital(walk, async (hospital) => {
    await whenTheySignIn(walk, readyMade(walk, 'Walter'))

    await hospital.sends('stay-admitted')
    const first = await whenTheStayIsOpened(walk)
    assert.match(first, /November 19, 2026, 12:40 am\. Inpatient\. Lakeside Health Going on now/)
    assert.match(first, /Short of breath at night/)
    assert.match(first, /Dr\. Hal Whitcomb/)
    assert.doesNotMatch(first, /Left Nov 19/)

    // What a radiologist has not signed waits, and says so; numbers that come late change nothing.
    await hospital.sends('stay-picture-first', 'stay-moved', 'stay-blood-final', 'stay-blood-first')
    await walk.page.goto(`${walk.house.url}/me/imaging`)
    assert.match(await textOf(walk), /X-ray of chest, 2 views.*(?:read|sign)/i)
    assert.doesNotMatch(await textOf(walk), /Fluid in the lungs/)
    await walk.page.goto(`${walk.house.url}/me/results`)
    // The one of the stay is the second of that day.
    await press(walk, walk.page.getByRole('link', { name: /^Kidney and blood sugar test/ }).nth(1))
    assert.match(await textOf(walk), /5\.4 mmol\/L.*before it was final, it said 5\.6 mmol\/L/)

    await hospital.sends('stay-picture-final', 'stay-discharged', 'stay-summary')
    const later = await whenTheStayIsOpened(walk)
    assert.match(later, /Dr\. Peter Nakamura/)
    assert.match(later, /Discharged to home/)
    await thenThePageIsSound(walk, { person: walter })
    await press(walk, link(walk, /X-ray of chest/))
    assert.match(await textOf(walk), /Fluid in the lungs from a weak heart\. No pneumonia\./)

    await walk.page.goto(`${walk.house.url}/me/notes`)
    await press(walk, link(walk, /^Discharge summary/))
    const summary = await textOf(walk)
    for (const words of ['Medicines', 'furosemide 40 mg each morning', 'Weigh yourself each morning & write it down', 'Lakeside hospital systems', 'A message with a note or letter']) assert.ok(summary.includes(words), `${words} in ${summary.slice(0, 1_500)}`)
    await thenThePageIsSound(walk, { person: walter })

    await hospital.sends('stay-addendum')
    await walk.page.goto(`${walk.house.url}/me/notes`)
    await press(walk, link(walk, /^Addendum/))
    assert.match(await textOf(walk), /The potassium taken at noon is 5\.0\. No change of the plan\./)
  }),
  once,
)
