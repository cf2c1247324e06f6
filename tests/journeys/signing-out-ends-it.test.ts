// P16 "Signing out ends it, on a shared computer above all; I am signed out when I walk away, with a warning"; R43 "Warning before end, extendable by key press", R47 "Logout ends server side first"
import assert from 'node:assert/strict'
import { type Walk, button, journey, once, onceWithScripts, press, textOf, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import { givenAnAccount, rosa, whenTheySignIn, whenTheySignOut } from '../given/journey-door.ts'

const sessionCookie = /session$/

async function thenTheRecordIsNotShown(walk: Walk): Promise<void> {
  await thenThePageSays(walk, 'Sign in to your record')
  const everything = await walk.page.locator('body').innerText()
  assert.doesNotMatch(everything, /Alvarez|Cholesterol/)
}

journey(
  'Signing out closes the record: the back button shows nothing, and the old cookie opens nothing',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await whenTheySignIn(walk, account)
    await walk.page.goto(`${walk.house.url}/me/results`)
    const kept = (await walk.context.cookies()).filter((cookie) => sessionCookie.test(cookie.name))
    assert.equal(kept.length, 1)

    await whenTheySignOut(walk)
    await thenThePageIsSound(walk)
    assert.deepEqual(
      (await walk.context.cookies()).filter((cookie) => sessionCookie.test(cookie.name)),
      [],
    )
    await walk.page.goBack()
    await thenTheRecordIsNotShown(walk)

    await walk.context.addCookies(kept)
    await walk.page.goto(`${walk.house.url}/me`)
    await thenTheRecordIsNotShown(walk)
  },
  once,
)

journey(
  'On a shared computer five minutes of no use end it, and the browser is not remembered',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await whenTheySignIn(walk, account, { shared: true })
    assert.equal(
      (await walk.context.cookies()).some((cookie) => /device$/.test(cookie.name)),
      false,
    )
    walk.house.clock.advance({ minutes: 4, seconds: 59 })
    await walk.page.goto(`${walk.house.url}/me`)
    await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
    walk.house.clock.advance({ minutes: 5, seconds: 1 })
    await walk.page.goto(`${walk.house.url}/me/results`)
    await thenTheRecordIsNotShown(walk)
    assert.match(await textOf(walk), /We signed you out\./)
    await walk.page.goBack()
    await thenTheRecordIsNotShown(walk)
  },
  once,
)

journey(
  'Signing out of a shared computer takes everything along: whoever sits down next finds no cookie, no page by going back, and no known device',
  async (walk) => {
    const account = await givenAnAccount(walk.house, [rosa])
    await whenTheySignIn(walk, account, { shared: true })
    await walk.page.goto(`${walk.house.url}/me/results`)
    await walk.page.goto(`${walk.house.url}/account`)
    await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
    const left = walk.page.waitForResponse('**/sign-out')
    await whenTheySignOut(walk)
    assert.equal((await (await left).allHeaders())['clear-site-data'], '"cache", "cookies", "storage"')
    const kept = (await walk.context.cookies()).map((cookie) => cookie.name)
    assert.deepEqual(kept.filter((name) => name !== '__Host-visit'), [], 'the next page’s own form is all that is left')
    for (let turn = 0; turn < 2; turn += 1) {
      await walk.page.goBack()
      await thenTheRecordIsNotShown(walk)
    }
    await walk.page.goto(`${walk.house.url}/o/lakeside/sign-in`)
    assert.equal(await walk.page.getByLabel('Email', { exact: true }).inputValue(), '', 'nobody’s email is in the box')
  },
  once,
)

/** The dialog opens before the end, with more than two minutes to answer (WCAG 2.2.1). */
async function thenAWarningComes({ page }: Walk): Promise<void> {
  const dialog = page.getByRole('alertdialog', { name: 'Are you still there?' })
  await dialog.waitFor()
  assert.match(await dialog.innerText(), /We will sign you out in 2 minutes/)
}

journey(
  'Walking away signs out, after a warning that one press answers',
  async (walk) => {
    await walk.page.clock.install()
    const account = await givenAnAccount(walk.house, [rosa])
    await whenTheySignIn(walk, account)
    await walk.page.goto(`${walk.house.url}/me`)

    walk.house.clock.advance({ minutes: 12, seconds: 40 })
    await walk.page.clock.runFor('12:40')
    await thenAWarningComes(walk)
    const extended = walk.page.waitForResponse('**/session/extend')
    await press(walk, button(walk, 'Keep me signed in'))
    assert.equal((await extended).status(), 200)
    await walk.page.getByRole('alertdialog').waitFor({ state: 'hidden' })

    walk.house.clock.advance({ minutes: 14, seconds: 50 })
    const still = await walk.page.context().request.get(`${walk.house.url}/me/appointments`, { maxRedirects: 0 })
    assert.equal(still.status(), 200, 'the press counted as use')

    walk.house.clock.advance({ minutes: 15, seconds: 1 })
    await walk.page.clock.runFor('15:05')
    await walk.page.waitForURL('**/sign-in?ended=1')
    await thenTheRecordIsNotShown(walk)
    assert.match(await textOf(walk), /We signed you out\./)
  },
  onceWithScripts,
)
