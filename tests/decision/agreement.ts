// Do the house and the reference say the same? Lives through a world and compares every looker's answer at every look.
import { deepStrictEqual } from 'node:assert/strict'
import type { decideFacts } from '#release/policy'
import type { GivenDatabase } from '../given/database.ts'
import { Life } from './apply.ts'
import { ask, namesOf } from './ask.ts'
import { tellsOf, told, within } from './reference.ts'
import { removable, without } from './random-world.ts'
import type { Event, Looker, World } from './world.ts'

export type Disagreement = { readonly seed: number; readonly at: string; readonly looker: string; readonly what: string }
export type Tally = { asked: number; named: number; waiting: number; notes: number; silent: number; twins: number }
export const newTally = (): Tally => ({ asked: 0, named: 0, waiting: 0, notes: 0, silent: 0, twins: 0 })

export type Run = {
  readonly given: GivenDatabase
  /** A second database for the same world without one record; absent: bytes are not compared. */
  readonly twin?: GivenDatabase
  /** A damaged decision, to see that it is found. */
  readonly decide?: typeof decideFacts
  readonly tally?: Tally
}

const inTime = (at: number): string => new Date(at).toISOString()

function difference(expected: unknown, actual: unknown): string | null {
  try {
    deepStrictEqual(actual, expected)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** The record whose absence the twin world lives with: one that is hidden from somebody for a while, if there is one. */
function missing(world: World): string | null {
  const all = removable(world)
  const hiddenFrom = (record: string): number => world.looks.reduce((sum, at) => sum + world.lookers.filter((looker) => !tellsOf(world, looker, { record, at }) && told(world, looker, at).charts.length > 0).length, 0)
  const last = world.log.at(-1)?.at ?? 0
  const some = all.filter((_, at) => at % Math.max(1, Math.floor(all.length / 6)) === 0)
  return some.filter((record) => world.lookers.some((looker) => tellsOf(world, looker, { record, at: last }))).sort((a, b) => hiddenFrom(b) - hiddenFrom(a))[0] ?? some[0] ?? null
}

type Lives = { readonly run: Run; readonly world: World; readonly life: Life; readonly gone: string | null; readonly twinLife: Life | null }

async function compare({ run, world, life, gone, twinLife }: Lives, looker: Looker, at: number): Promise<Disagreement | null> {
  const say = (what: string): Disagreement => ({ seed: world.seed, at: inTime(at), looker: looker.name, what })
  const names = namesOf(world, life)
  const expected = told(world, looker, at)
  const asked = await ask(run.given, { looker, life, names, within: within(world, looker, at) })
  if (run.tally !== undefined) {
    run.tally.asked += 1
    run.tally.named += expected.named.length
    run.tally.waiting += expected.waiting.length
    run.tally.notes += expected.charts.filter((one) => one.privateNote).length
  }
  const different = difference(expected, asked.told)
  if (different !== null) return say(different)
  if (asked.quarrels.length > 0) return say(asked.quarrels.join('; '))
  if (gone === null || twinLife === null || run.twin === undefined || tellsOf(world, looker, { record: gone, at })) return null
  if (run.tally !== undefined) run.tally.silent += 1
  const alone = await ask(run.twin, { looker, life: twinLife, names, within: [] })
  return alone.text === asked.text ? null : say(`${gone} is not told of, but changes bytes:\n${asked.text}\n${alone.text}`)
}

/** Lives through one world; gives the first disagreement, or null. */
export async function live(world: World, run: Run): Promise<Disagreement | null> {
  const gone = run.twin === undefined ? null : missing(world)
  const twinWorld = gone === null ? null : without(world, gone)
  const life = new Life(run.given, world, run.decide)
  const twinLife = twinWorld === null || run.twin === undefined ? null : new Life(run.twin, twinWorld, run.decide)
  if (twinLife !== null && run.tally !== undefined) run.tally.twins += 1
  const moments = [...new Set([...world.log.map((event) => event.at), ...world.looks])].sort((a, b) => a - b)
  const happened = (of: World, at: number): readonly Event[] => of.log.filter((event) => event.at === at)
  for (const at of moments) {
    await Promise.all([life.live(happened(world, at)), twinLife?.live(happened(twinWorld!, at))])
    if (!world.looks.includes(at)) continue
    run.given.clock.set(inTime(at))
    run.twin?.clock.set(inTime(at))
    // Who can reach nothing at all is asked less often.
    const lookers = world.lookers.filter((looker) => told(world, looker, at).charts.length > 0 || at % 3 === 0)
    const answers = await Promise.all(lookers.map((looker) => compare({ run, world, life, gone, twinLife }, looker, at)))
    const wrong = answers.find((one) => one !== null)
    if (wrong !== undefined && wrong !== null) return wrong
  }
  return null
}
