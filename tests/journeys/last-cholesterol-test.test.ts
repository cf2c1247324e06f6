// P27 "When was my last cholesterol test?" gets an answer I can show the next doctor (its beginning: a test and its date)
import assert from 'node:assert/strict'
import { type Walk, headingOf, journey, link, mainOf, once, press, textOf, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import { givenAnAccount, rosa, whenTheySignIn } from '../given/journey-door.ts'
import { whenTheyFind } from '../given/journey-record.ts'

async function thenTheNewestCholesterolTestComesFirst(walk: Walk): Promise<void> {
  await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
  const first = (await mainOf(walk).locator('ul.rows:not(.absent) > li').first().innerText()).replace(/\s+/g, ' ')
  assert.match(first, /Apr 12 Cholesterol test/)
}

for (const question of ['when was my last cholesterol test', 'When was my last lipid panel?']) {
  journey(
    `“${question}” finds the test and says when it was`,
    async (walk) => {
      const account = await givenAnAccount(walk.house, [rosa])
      await whenTheySignIn(walk, account)
      await whenTheyFind(walk, question)
      await thenTheNewestCholesterolTestComesFirst(walk)
      await press(walk, link(walk, /^Cholesterol test/))
      await thenThePageSays(walk, 'Cholesterol test')
      assert.match(await textOf(walk), /April 12, 2026/)
      assert.equal(await headingOf(walk), 'Cholesterol test')
    },
    once,
  )
}
