// P54 "It works on my phone, with my screen reader" (its beginning: by keyboard alone, at 320 px, one heading and a title for each page; experience.md, section 5, checks 2, 4, 6)
import assert from 'node:assert/strict'
import { type Walk, journey, link, once, onceForEachTheme, thenThePageIsSound } from '../given/journey.ts'
import { givenAnAccount, rosa, whenTheySignIn } from '../given/journey-door.ts'

/** What holds the focus: its words, and whether one can see that it does. */
type Focus = { readonly words: string; readonly lost: boolean; readonly visible: boolean; readonly covered: boolean }

const lookAtFocus = `(() => {
  const one = document.activeElement
  if (one === null || one === document.body) return { words: '', lost: true, visible: false, covered: false }
  const look = getComputedStyle(one)
  const box = one.getBoundingClientRect()
  const outlined = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2
  const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12))
  return { words: one.innerText ?? '', lost: false, visible: outlined || look.boxShadow !== 'none', covered: !(top === one || one.contains(top) || (top !== null && top.contains(one))) }
})()`

async function whenKeysArePressedUntil(walk: Walk, words: RegExp, most: number): Promise<number> {
  for (let presses = 1; presses <= most; presses += 1) {
    // The skip link comes first on every page, and is used.
    const key = presses === 2 ? 'Enter' : 'Tab'
    await walk.page.keyboard.press(key)
    const focus = await walk.page.evaluate<Focus>(lookAtFocus)
    assert.equal(focus.lost, false, `press ${presses}: the focus is somewhere`)
    if (key === 'Tab') assert.deepEqual([focus.visible, focus.covered], [true, false], `press ${presses}: one sees that “${focus.words}” has the focus`)
    if (words.test(focus.words)) return presses
  }
  return most + 1
}

async function whenAResultIsOpen(walk: Walk): Promise<void> {
  await walk.page.goto(`${walk.house.url}/me/results?from=2026-04-12&to=2026-04-12`)
  await link(walk, /^Cholesterol test/).click()
  await walk.page.waitForURL('**/me/results/*')
  // A page just opened has no focus yet; a mouse leaves one behind.
  await walk.page.reload()
}

journey('By keyboard alone a result is downloaded with at most 6 presses, and one always sees where one is', async (walk) => {
  await whenTheySignIn(walk, await givenAnAccount(walk.house, [rosa]))
  await whenAResultIsOpen(walk)
  const presses = await whenKeysArePressedUntil(walk, /^Download PDF/, 6)
  assert.ok(presses < 6, `the download has the focus after ${presses} presses`)
  const [download] = await Promise.all([walk.page.waitForEvent('download'), walk.page.keyboard.press('Enter')])
  assert.match(download.suggestedFilename(), /^2026-04-12 Cholesterol test.*\.pdf$/)
})

const mainPages = ['/me', '/me/results', '/me/visits', '/me/notes', '/me/imaging', '/me/medicines', '/me/vaccines', '/me/conditions', '/me/allergies', '/me/doctors', '/me/appointments', '/me/documents', '/me/vitals', '/me/timeline', '/me/find', '/me/access-log', '/account']

journey(
  'At 320 px no main page scrolls sideways, and each has one heading and a title “thing – person – organization”',
  async (walk) => {
    await whenTheySignIn(walk, await givenAnAccount(walk.house, [rosa]))
    await walk.page.setViewportSize({ width: 320, height: 568 })
    for (const path of mainPages) {
      await walk.page.goto(`${walk.house.url}${path}`)
      await thenThePageIsSound(walk, { person: 'Rosa Alvarez' })
    }
  },
  onceForEachTheme,
)

journey(
  'Pages before the record are as sound at 320 px',
  async (walk) => {
    await walk.page.setViewportSize({ width: 320, height: 568 })
    for (const path of ['/', '/code', '/sign-in', '/o/lakeside/sign-in', '/signed-out', '/mailbox']) {
      await walk.page.goto(`${walk.house.url}${path}`)
      await thenThePageIsSound(walk)
    }
  },
  onceForEachTheme,
)

/** One spoiled thing each, and which check must see it. */
const spoiled: readonly (readonly [check: RegExp, spoil: string])[] = [
  [/one heading of level 1/, "document.querySelector('main').append(document.createElement('h1'))"],
  [/the title names the thing/, "document.title = 'Portico'"],
  [/nothing to scroll sideways/, "document.querySelector('main').append(Object.assign(document.createElement('pre'), { textContent: 'W'.repeat(500) }))"],
  [/no violation of WCAG/, "document.querySelector('main').append(document.createElement('input'))"],
  [/no violation of WCAG/, "document.documentElement.removeAttribute('lang')"],
]

journey(
  'What these checks look for, they see',
  async (walk) => {
    for (const [check, spoil] of spoiled) {
      await walk.page.goto(`${walk.house.url}/sign-in`)
      await thenThePageIsSound(walk)
      await walk.page.evaluate(`void (${spoil})`)
      await assert.rejects(thenThePageIsSound(walk), check)
    }
  },
  once,
)
