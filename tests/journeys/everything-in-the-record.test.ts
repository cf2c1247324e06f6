// P23 "Diagnoses, medicines, test results, immunizations, allergies, visit notes, imaging reports, letters", P24 "A history of my appointments, the doctors I have seen, and when", P28 "What is not there yet says why" (its beginning)
import assert from 'node:assert/strict'
import type { DemoResource } from '../../demo/shape.ts'
import { makeDemo } from '../../demo/make-demo.ts'
import { type Walk, journey, link, mainOf, press, textOf, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import { accountOf, givenAnAccount, rosa, rosaAtNorthshore, whenTheySignIn } from '../given/journey-door.ts'
import { theContents, whenTheDaysAreChosen, whenTheyFind } from '../given/journey-record.ts'

const sound = (walk: Walk, person = 'Rosa Alvarez') => thenThePageIsSound(walk, { person })

/** What the two hospitals sent for Rosa, straight from the files. */
const sent: readonly DemoResource[] =
  makeDemo('2026-11-20')
    .people.find((person) => person.key === 'rosa')
    ?.charts.flatMap((chart) => chart.bundle.entry.map((entry) => entry.resource)) ?? []
const of = (type: string, fits: (resource: DemoResource) => boolean = () => true): number => sent.filter((one) => one.resourceType === type && fits(one)).length
const inJson = (resource: DemoResource, text: string): boolean => JSON.stringify(resource).includes(text)
const isLab = (resource: DemoResource) => inJson(resource, '"LAB"')

/** Rows that are in the record now (not those that are said to be missing). */
const rowsHere = (walk: Walk) => mainOf(walk).locator('ul.rows:not(.absent) > li')

async function theListBehind(walk: Walk, name: string): Promise<{ readonly count: string; readonly rows: number }> {
  await walk.page.goto(`${walk.house.url}/me`)
  const entry = (await theContents(walk)).get(name)
  assert.notEqual(entry, undefined, `home lists ${name}`)
  await walk.page.goto(`${walk.house.url}${entry?.href}`)
  await sound(walk)
  return { count: entry?.count ?? '', rows: await rowsHere(walk).count() }
}

async function thenItHoldsWhatWasSent(walk: Walk, name: string, expected: number): Promise<void> {
  const { count, rows } = await theListBehind(walk, name)
  assert.deepEqual({ name, count, rows }, { name, count: String(expected), rows: expected })
}

async function thenOneOfThemOpens(walk: Walk): Promise<void> {
  await press(walk, rowsHere(walk).locator('h3 a').first())
  await sound(walk)
  assert.equal((await walk.page.getByRole('link', { name: /^Download/ }).count()) > 0, true, `${walk.page.url()} can be kept as a PDF`)
}

async function thenTheListsHoldWhatTheHospitalsSent(walk: Walk): Promise<void> {
  await thenItHoldsWhatWasSent(
    walk,
    'Test results',
    of('DiagnosticReport', (one) => isLab(one) && one.status === 'final'),
  )
  await thenOneOfThemOpens(walk)
  await thenItHoldsWhatWasSent(
    walk,
    'Imaging reports',
    of('DiagnosticReport', (one) => !isLab(one) && one.status === 'final'),
  )
  await thenOneOfThemOpens(walk)
  await thenItHoldsWhatWasSent(walk, 'Visits and hospital stays', of('Encounter'))
  await thenOneOfThemOpens(walk)
  await thenItHoldsWhatWasSent(walk, 'Vaccines', of('Immunization'))
  await thenOneOfThemOpens(walk)
  await thenItHoldsWhatWasSent(walk, 'Health conditions', of('Condition'))
  await thenOneOfThemOpens(walk)
  await thenItHoldsWhatWasSent(walk, 'Allergies', of('AllergyIntolerance'))
  await thenOneOfThemOpens(walk)
  await thenItHoldsWhatWasSent(walk, 'Appointments', of('Appointment'))
  await thenOneOfThemOpens(walk)
}

/** Which of the papers count as notes is the reader's rule; none may be lost between the two lists. */
async function thenEverySignedPaperIsANoteOrALetter(walk: Walk): Promise<void> {
  const notes = await theListBehind(walk, 'Notes from your care team')
  await thenOneOfThemOpens(walk)
  const letters = await theListBehind(walk, 'Letters and documents')
  await thenOneOfThemOpens(walk)
  assert.deepEqual([notes.count, letters.count], [String(notes.rows), String(letters.rows)])
  assert.equal(
    notes.rows + letters.rows,
    of('DocumentReference', (one) => one.docStatus !== 'preliminary'),
  )
}

async function thenTheMedicinesSayWhichAreTakenNow(walk: Walk): Promise<void> {
  const { count, rows } = await theListBehind(walk, 'Medicines')
  assert.deepEqual({ count, rows }, { count: '4 now', rows: of('MedicationRequest') })
  const now = mainOf(walk).getByRole('region', { name: 'You take these now' }).locator('ul.rows > li')
  assert.equal(await now.count(), 4)
  await thenOneOfThemOpens(walk)
}

async function thenTheDoctorsSayHowOftenAndWhen(walk: Walk): Promise<void> {
  const { count, rows } = await theListBehind(walk, 'Doctors you have seen')
  assert.equal(Number(count), rows)
  const chen = (await rowsHere(walk).filter({ hasText: 'Dr. Maya Chen' }).innerText()).replace(/\s+/g, ' ')
  assert.match(chen, /\d+ visits\. Last on Nov(ember)? 18/)
}

/** Each thing that waits says which of the reasons it is, and the words that go with it. */
async function thenWhatIsNotHereYetSaysWhy(walk: Walk): Promise<void> {
  await walk.page.goto(`${walk.house.url}/me`)
  const away = mainOf(walk).locator('[data-absence]')
  for (const [what, code] of [
    ['MRI of left knee', 'being-read'],
    ['Tissue report', 'your-choice'],
    ['Cholesterol test', 'ordered'],
  ] as const) {
    const thing = away.and(walk.page.locator(`[data-absence="${code}"]`)).filter({ hasText: what })
    assert.equal((await thing.count()) >= 1, true, `${what} is on home with the reason ${code}`)
  }
  const text = await textOf(walk)
  assert.match(text, /You asked us to wait until Dr\. Sam Okafor calls you\./)
  assert.doesNotMatch(text, /Dysplastic|nevus/, 'and nothing of what it says')
}

journey('Every list of Rosa’s record holds what her two hospitals sent, and one of each kind opens', async (walk) => {
  const account = await givenAnAccount(walk.house, [rosa, rosaAtNorthshore])
  await whenTheySignIn(walk, account)
  await thenTheListsHoldWhatTheHospitalsSent(walk)
  await thenEverySignedPaperIsANoteOrALetter(walk)
  await thenTheMedicinesSayWhichAreTakenNow(walk)
  await thenTheDoctorsSayHowOftenAndWhen(walk)
  await thenWhatIsNotHereYetSaysWhy(walk)
})

const pagesOfARecord = ['results', 'imaging', 'visits', 'notes', 'medicines', 'vaccines', 'conditions', 'allergies', 'doctors', 'appointments', 'documents', 'vitals', 'timeline']

journey('No page of an empty record is empty: each says why', async (walk) => {
  await whenTheySignIn(walk, accountOf(walk.house, 'Noor Haddad'))
  assert.match(await textOf(walk), /Lakeside Health has not sent any records for you\. New ones show up here by themselves\./)
  await sound(walk, 'Noor Haddad')
  for (const page of pagesOfARecord) {
    await walk.page.goto(`${walk.house.url}/me/${page}`)
    await sound(walk, 'Noor Haddad')
    assert.equal(await mainOf(walk).locator('[data-absence="none-on-file"]').count(), 1, `/me/${page} says that nothing is on file`)
  }
})

journey('A filter that finds nothing says how much there is at other times', async (walk) => {
  await whenTheySignIn(walk, await givenAnAccount(walk.house, [rosa]))
  await walk.page.goto(`${walk.house.url}/me/results`)
  await whenTheDaysAreChosen(walk, '2019-01-01', '2019-01-31')
  await thenThePageSays(walk, 'Test results')
  await sound(walk)
  const absence = mainOf(walk).locator('[data-absence="filtered"]')
  assert.match(await absence.innerText(), /You have \d+ at other times\./)
  await press(walk, link(walk, /^Show all \d+/))
  assert.ok((await rowsHere(walk).count()) > 30)

  await walk.page.goto(`${walk.house.url}/me`)
  await whenTheyFind(walk, 'zebra fever')
  await sound(walk)
  assert.match(await textOf(walk), /Nothing found: “zebra”/)
})
