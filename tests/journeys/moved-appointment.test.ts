// P13 "Once I am in, new things keep coming": an appointment is made, moved and, for somebody else, called off; the page has the day that counts, and says which day it was before
import assert from 'node:assert/strict'
import { type Walk, journey, link, once, press, textOf, thenThePageIsSound } from '../given/journey.ts'
import { givenAnAccount, rosa, whenTheySignIn, whenTheySignOut } from '../given/journey-door.ts'
import { readyMade, withTheHospital } from '../given/journeys/hospital-day.ts'

async function theAppointments(walk: Walk): Promise<string> {
  await walk.page.goto(`${walk.house.url}/me/appointments`)
  return textOf(walk)
}

journey(
  'Rosa’s visit moves from Sunday to Wednesday; Hannah’s is called off',
  (walk) => withTheHospital(walk, async (hospital) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await whenTheySignIn(walk, account)
    assert.doesNotMatch(await theAppointments(walk), /November 29|Nov 29/)

    await hospital.sends('moved-booked')
    assert.match(await theAppointments(walk), /Nov(?:ember)? 29, 2:00 pm/)
    await hospital.sends('moved-moved')
    const moved = await theAppointments(walk)
    assert.match(moved, /Dec(?:ember)? 2, 9:30 am/)
    assert.doesNotMatch(moved, /Nov(?:ember)? 29, 2:00 pm/)
    await thenThePageIsSound(walk, { person: rosa.name })
    await press(walk, walk.page.locator('main li').filter({ hasText: /Dec(?:ember)? 2, 9:30 am/ }).getByRole('link').first())
    assert.match(await textOf(walk), /Nov 29, 2:00 pm/, 'its page says when it was before')
    await thenThePageIsSound(walk, { person: rosa.name })
    await whenTheySignOut(walk)

    await hospital.sends('cancelled-booked')
    await whenTheySignIn(walk, readyMade(walk, 'Hannah'))
    assert.match(await theAppointments(walk), /Nov(?:ember)? 26, 10:20 am/)
    await hospital.sends('cancelled-cancelled')
    await theAppointments(walk)
    await press(walk, link(walk, /Thyroid check|Dr\. Kavita Rao/))
    assert.match(await textOf(walk), /Cancelled/)
  }),
  once,
)
