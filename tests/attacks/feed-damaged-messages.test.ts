// Two thousand damaged messages and pushes: each is answered, what is answered AA or 202 is kept, each comes to a known end with its reason, nothing breaks, and the next sound one goes through. R66, T23
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { openLog } from '#kernel'
import { messageStates } from '../../contract/message-states.ts'
import { makeHospitalDay } from '../../demo/feed/hospital-day.ts'
import { registrationAt, reportAt } from '../../demo/feed/volume.ts'
import { type SendingHouse, demoFeedsOf } from '../feeds/feed-house.ts'
import { damaged } from '../feeds/mutations.ts'
import { acknowledged, framed, plainLine } from '../feeds/wire.ts'
import { givenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'

const seed = 20_261_120
const each = 1_000
const day = makeHospitalDay('2026-11-20')
const volume = { people: 5, day: '20261119' }

describe('damaged messages', () => {
  let given: SendingHouse
  const broken: string[] = []
  before(async () => {
    const house = await givenHouse({ log: openLog(null, (line) => void (line.startsWith('{"level":50') && broken.push(line))) })
    given = await demoFeedsOf(house)
  })
  after(async () => {
    await given.end()
    await given.house.end()
  })

  /** Everything that was kept has come to an end that the list knows; what is parked or waits says why; nothing failed. */
  async function thenAllHasEnded(feed: string, taken: number): Promise<void> {
    await given.workedOff()
    const rows = await rowsOf<{ state: string; reasons: string[] }>(given.house, 'select state, reasons from inbound_message where feed = $1', [feed])
    // A message may ask for no answer (MSH-16): it is kept all the same.
    assert.ok(rows.length >= taken && taken > each / 4, `${rows.length} are kept, ${taken} were taken`)
    const ends = messageStates.filter((state) => state !== 'waiting')
    for (const { state, reasons } of rows) {
      assert.ok(ends.some((end) => end === state), state)
      if (state === 'parked' || state === 'unplaced') assert.ok(reasons.length > 0 && !reasons.includes('fault'), `${state} ${reasons.join(' ')}`)
    }
    assert.deepEqual(broken, [])
  }

  test(`${each} damaged HL7 v2 messages on one line, a sound one after each`, async (t) => {
    t.diagnostic(`seed ${seed}`)
    const sound = [...day.filter((step) => step.form === 'hl7v2').map((step) => step.bytes.toString('latin1')), reportAt(0, volume), registrationAt(1, volume)]
    const line = await plainLine(given.door.mllpPort ?? 0)
    let taken = 0
    for (const [at, bytes] of fc.sample(damaged('hl7v2', sound), { seed, numRuns: each }).entries()) {
      const next = `SOUND${at}`
      line.write(Buffer.concat([framed(bytes), framed(registrationAt(at % 5, volume).replace(/\|R\d+\|/, `|${next}|`))]))
      let answers = 0
      for (let own = ''; own !== next; answers += 1) {
        const answer = await line.answer()
        assert.ok(answer !== null, `the line stays open after ${JSON.stringify(bytes.toString('latin1'))}`)
        const codes = [...answer.matchAll(/\rMSA\W([AC][AER])/g)].map((match) => match[1])
        taken += codes.filter((code) => code === 'AA').length
        own = acknowledged(answer)[1]
      }
      assert.ok(answers >= 1)
    }
    line.end()
    await thenAllHasEnded('lakeside:engine', taken)
  })

  test(`${each} damaged pushes, a sound one at the end`, async (t) => {
    t.diagnostic(`seed ${seed}`)
    const sound = day.filter((step) => step.form === 'fhir').map((step) => step.bytes.toString('utf8'))
    const bodies = fc.sample(damaged('fhir', sound), { seed, numRuns: each })
    let taken = 0
    for (let at = 0; at < bodies.length; at += 8) {
      const statuses = await Promise.all(bodies.slice(at, at + 8).map((body) => given.push('northshore:push', body)))
      for (const status of statuses) {
        assert.ok(status === 202 || (status >= 400 && status < 500), String(status))
        if (status === 202) taken += 1
      }
    }
    assert.equal(await given.push('northshore:push', sound[0] ?? ''), 202)
    await thenAllHasEnded('northshore:push', taken + 1)
  })
})
