// P1 "I can search for my healthcare organization, by its name, my doctor's name, the name on a bill, and get to its sign-in page." P2 "An e-mail or a bill from my doctor is enough to find the right portal and what to look for in it."
import assert from 'node:assert/strict'
import { type Walk, button, headingOf, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'

const open = (walk: Walk, path: string) => walk.page.goto(walk.house.url + path)
const box = ({ page }: Walk) => page.getByRole('searchbox')

async function whenTheySearch(walk: Walk, words: string): Promise<void> {
  await type(walk, box(walk), words)
  await press(walk, button(walk, 'Find'))
  await walk.page.waitForURL(/\/find\/[0-9a-f-]{36}$/)
  await thenThePageIsSound(walk)
}

async function thenTheSignInPageIs(walk: Walk, organization: string): Promise<void> {
  await press(walk, walk.page.getByRole('link', { name: `Sign in ${organization}` }).first())
  await thenThePageSays(walk, 'Sign in')
  assert.match(await walk.page.title(), new RegExp(organization))
}

journey('a name with a slip of the finger, an old name, a town and a doctor lead to the sign-in page in two clicks', async (walk) => {
  for (const [words, said, place] of [['Lakesied Helth', 'Lakeside Health', 'Lakeside Health'], ['harbor city general', 'Found by its other name, “Harbor City General”.', 'Lakeside Health'], ['North Harbor', 'places in North Harbor', 'Northshore Hospital'], ['Dr. Okafor', 'Dr. Adaeze Okafor works here.', 'Lakeside Health']] as const) {
    await open(walk, '/')
    walk.did.clicks = 0
    await whenTheySearch(walk, words)
    assert.match(await textOf(walk), new RegExp(said.replace(/[.“”]/g, '.')), words)
    await thenTheSignInPageIs(walk, place)
    assert.equal(walk.did.clicks, 2, words)
  }
})

journey('a line of a bill is enough, and it never stands in an address or is kept', async (walk) => {
  await open(walk, '/')
  await press(walk, link(walk, /email or a bill/))
  await thenThePageSays(walk, 'Find it from an email or a bill')
  await thenThePageIsSound(walk)
  assert.match(await textOf(walk), /How to search your email/)
  await type(walk, walk.page.getByLabel(/Text of an email/), 'STMT 11/07 LKSD HLTH PHYS GRP acct 99812 ROSA A. AMT DUE 40.00')
  await press(walk, button(walk, 'Find the place'))
  await walk.page.waitForURL(/\/find\/[0-9a-f-]{36}$/)
  const text = await textOf(walk)
  assert.match(text, /Lakeside Health/)
  assert.match(text, /We did not keep your text/)
  assert.doesNotMatch(text, /99812|ROSA/)
  assert.equal(await box(walk).inputValue(), '')
  await thenTheSignInPageIs(walk, 'Lakeside Health')
}, once)

journey('where nothing is found the page says what to try, and the words stay in the box', async (walk) => {
  await open(walk, '/')
  await whenTheySearch(walk, 'Mercy of the Angels in Springfield')
  assert.match(await textOf(walk), /We have no hospital or clinic like “Mercy of the Angels in Springfield”.*Try the name on a bill/)
  assert.equal(await box(walk).inputValue(), 'Mercy of the Angels in Springfield')
  await open(walk, '/find')
  await press(walk, button(walk, 'Find'))
  assert.match(await textOf(walk), /Type something to look for/)
  assert.equal(await headingOf(walk), 'Find your hospital or clinic')
}, once)
