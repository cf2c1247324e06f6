// Do more orders than `npm test` has time for end in the same records? `node --import ./server/tsx.ts tests/feeds/more-orders.ts ROUNDS [FIRST-SEED] [kill]`
import { differences } from './canonical-house.ts'
import { corrections, documents, feedsOfOthers, hospitalDay, singleResources, wholeBundles } from './deliveries.ts'
import { throughAKilledHouse } from './killed-house.ts'
import { inDisorder, undisturbed } from './orders.ts'

const rounds = Number(process.argv[2] ?? 10)
const first = Number(process.argv[3] ?? 1)
const killing = process.argv[4] === 'kill'

const sets = [hospitalDay(), corrections(), documents(), wholeBundles(), singleResources(), feedsOfOthers()].filter((set) => set !== null)
const chosen = killing ? sets.slice(0, 1) : sets
const say = (line: string) => process.stdout.write(`${line}\n`)
let wrong = 0
for (const set of chosen) {
  const twin = await undisturbed(set)
  for (let seed = first; seed < first + rounds; seed += 1) {
    const told = killing ? (await throughAKilledHouse(set, seed)).told : await inDisorder(set, seed)
    const found = differences(twin, told)
    if (found.length > 0) wrong += 1
    say(`${set.name}, seed ${seed}: ${found.length === 0 ? 'the same' : `differs\n${found.map((one) => one.slice(0, 1_000)).join('\n')}`}`)
  }
}
say(wrong === 0 ? `all of ${rounds} orders of ${chosen.length} sets end the same` : `${wrong} differ`)
process.exit(wrong === 0 ? 0 : 1)
