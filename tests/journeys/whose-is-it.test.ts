// P13 "Once I am in, new things keep coming": a result under a mistyped number waits, the records office says whose it is, and it is there; said wrongly and taken back, it is gone
import assert from 'node:assert/strict'
import { type Walk, journey, textOf, thenThePageIsSound } from '../given/journey.ts'
import { whenTheySignIn, whenTheySignOut } from '../given/journey-door.ts'
import { atTheOffice, readyMade, whenTheOfficeFiles, whenTheOfficeTakesBack, withTheHospital } from '../given/journeys/hospital-day.ts'
import { hannahFacts } from '../../demo/people/hannah.ts'
import { walterFacts } from '../../demo/people/walter/walter.ts'

/** The tests on the list of results, newest first. */
async function theResults(walk: Walk): Promise<readonly string[]> {
  await walk.page.goto(`${walk.house.url}/me/results`)
  return walk.page.locator('main li').getByRole('heading').allInnerTexts()
}

const mistaken = 'The number was read out on the phone.'

journey('Walter’s thyroid result waits; filed with Hannah by mistake it is taken back without a trace; filed with him it is his', (walk) =>
  withTheHospital(walk, (hospital) => atTheOffice(walk, async (office) => {
    await whenTheySignIn(walk, readyMade(walk, 'Hannah'))
    const before = await theResults(walk)
    await hospital.sends('mistyped')
    assert.deepEqual(await theResults(walk), before)

    await whenTheOfficeFiles(office, hannahFacts.mrn, mistaken)
    assert.equal((await theResults(walk)).length, before.length + 1)
    await whenTheOfficeTakesBack(office, mistaken, 'It was Walter’s.')
    assert.deepEqual(await theResults(walk), before)
    await walk.page.goto(`${walk.house.url}/me/access-log`)
    assert.match(await textOf(walk), /Rita Cole \(.+?\) took out records that were not yours/)
    await whenTheySignOut(walk)

    await whenTheySignIn(walk, readyMade(walk, 'Walter'))
    const his = await theResults(walk)
    await whenTheOfficeFiles(office, walterFacts.mrn, 'Name and birth date are Walter’s; one figure was mistyped.')
    const more = await theResults(walk)
    assert.notDeepEqual(more, his)
    assert.match(more.slice(0, 3).join(), /[Tt]hyroid/)
    await thenThePageIsSound(walk, { person: [...walterFacts.given, walterFacts.family].join(' ') })
  })),
)
