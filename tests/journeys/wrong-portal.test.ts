// P3 "I see which portal belongs to which organization; another hospital has another door and other rules." P4 "I can tell the official page from a look-alike."
import assert from 'node:assert/strict'
import { type Walk, button, journey, link, once, press, textOf, thenThePageIsSound, thenThePageSays, type } from '../given/journey.ts'

const open = (walk: Walk, path: string) => walk.page.goto(walk.house.url + path)

async function whenTheyPaste(walk: Walk, text: string): Promise<string> {
  await open(walk, '/find/clue')
  await type(walk, walk.page.getByLabel(/Text of an email/), text)
  await press(walk, button(walk, 'Find the place'))
  await walk.page.waitForURL(/\/find\/[0-9a-f-]{36}$/)
  return textOf(walk)
}

journey('mail of another portal leads out with its official address in full, and nowhere by itself', async (walk) => {
  const text = await whenTheyPaste(walk, 'From: visits@pinehill.example\nSubject: Your child’s visit\nOpen https://my.pinehill.example/ to read it.')
  assert.match(text, /Uses another site Pine Hill Children’s Hospital.*Mail from .*pinehill\.example is theirs\..*For help there, call 555-0190/)
  await press(walk, link(walk, /Go to my\.pinehill\.example/))
  await thenThePageSays(walk, 'Pine Hill Children’s Hospital uses another site')
  await thenThePageIsSound(walk)
  assert.match(await textOf(walk), /You are leaving this site\..*https:\/\/my\.pinehill\.example.*letter by letter/)
  const out = link(walk, 'Leave for my.pinehill.example')
  assert.deepEqual([await out.getAttribute('href'), await out.getAttribute('rel')], ['https://my.pinehill.example/', 'external noreferrer noopener'])
  await press(walk, link(walk, 'Stay here'))
  await thenThePageSays(walk, 'Find your hospital or clinic')
})

journey('a place of a public list says that nobody there confirmed its address; without an address it says how to find it', async (walk) => {
  await open(walk, '/')
  await type(walk, walk.page.getByRole('searchbox'), 'granite valey')
  await press(walk, button(walk, 'Find'))
  await press(walk, link(walk, /Go to my\.granite\.example/))
  assert.match(await textOf(walk), /https:\/\/my\.granite\.example\/in It comes from a public list\. The place itself has not told us that it is right\./)
  await open(walk, '/find')
  await type(walk, walk.page.getByRole('searchbox'), 'Elmwood eye')
  await press(walk, button(walk, 'Find'))
  await press(walk, link(walk, /How to get there/))
  assert.match(await textOf(walk), /We don’t know the address of its site\. Here is how to find it: 1? ?Look at a bill/)
}, once)

journey('a look-alike is warned of in plain words, with the official name beside it', async (walk) => {
  for (const [domain, said] of [['lakeside.example.evil.com', 'has lakeside.example in its name, but it belongs to somebody else'], ['1akeside.example', 'uses other letters to look like lakeside.example'], ['lakeside-login.com', 'adds words to the name of lakeside.example']] as const) {
    const text = await whenTheyPaste(walk, `Dear patient, sign in at https://${domain}/now or lose your record`)
    assert.match(text, new RegExp(`Careful\\. That is not Lakeside Health\\. “${domain}” ${said.replaceAll('.', '\\.')}\\. The official one is lakeside\\.example\\.`), domain)
    assert.equal(await walk.page.locator(`a[href*="${domain}"]`).count(), 0)
    await thenThePageIsSound(walk)
  }
}, once)
