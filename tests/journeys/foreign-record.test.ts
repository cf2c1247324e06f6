// R51 "Foreign object and missing object answer identically (404, same bytes)"; P18 "Nobody else can find out from the portal whether I am a patient" (its beginning: a guessed address)
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { asOwner } from '../given/database.ts'
import { type Walk, journey, once, textOf, thenThePageIsSound, thenThePageSays } from '../given/journey.ts'
import { accountOf, givenAnAccount, rosa, whenTheySignIn } from '../given/journey-door.ts'

/** The id of a result of somebody else, as if it had been seen over a shoulder. */
async function theIdOfAResultOf(walk: Walk, name: string): Promise<string> {
  await whenTheySignIn(walk, accountOf(walk.house, name))
  await walk.page.goto(`${walk.house.url}/me/results`)
  const href = await walk.page.locator('main ul.rows h3 a').first().getAttribute('href')
  await walk.context.clearCookies()
  return href?.split('/').at(-1) ?? ''
}

type Answer = { readonly status: number; readonly headers: string; readonly body: string }

const unlike = new Set(['date', 'content-length', 'set-cookie'])

async function answerOf({ context, house }: Walk, path: string): Promise<Answer> {
  const reply = await context.request.get(`${house.url}${path}`, { maxRedirects: 0 })
  const headers = reply
    .headersArray()
    .filter(({ name }) => !unlike.has(name.toLowerCase()))
    .map(({ name, value }) => `${name}: ${value}`)
    .join('\n')
  return { status: reply.status(), headers, body: await reply.text() }
}

const refusalsInTheTrail = (walk: Walk): Promise<number> => asOwner(walk.house.owner, async (client) => Number((await client.query<{ lines: string }>("select count(*) as lines from audit_event where kind = 'refused'")).rows[0]?.lines))

journey(
  'Somebody else’s result and one that never was get the same answer, byte for byte, and the try is written down',
  async (walk) => {
    const foreign = await theIdOfAResultOf(walk, 'Walter Hendricks')
    await whenTheySignIn(walk, await givenAnAccount(walk.house, [rosa]))
    const before = await refusalsInTheTrail(walk)

    const nothing = await answerOf(walk, `/me/results/${randomUUID()}`)
    assert.equal(nothing.status, 404)
    const tries = [`/me/results/${foreign}`, `/me/results/${foreign}.pdf`, `/me/results/${foreign}.csv`, `/me/results/${randomUUID()}.pdf`, `/me/visits/${foreign}`, `/me/visits/${foreign}.pdf`, `/me/records/${foreign}`, `/me/records/${foreign}.pdf`, `/me/records/${foreign}/files/0`, `/me/find/${foreign}`]
    for (const path of tries) assert.deepEqual(await answerOf(walk, path), nothing, path)
    assert.equal((await refusalsInTheTrail(walk)) - before, tries.length + 1)

    await walk.page.goto(`${walk.house.url}/me/results/${foreign}`)
    await thenThePageSays(walk, 'We can’t find that page')
    await thenThePageIsSound(walk)
    assert.doesNotMatch(await textOf(walk), /Walter|Hendricks/)
  },
  once,
)
