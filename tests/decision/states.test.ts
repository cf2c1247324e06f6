// Does docs/states.md say what the code does?
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Held, reachOf } from '#access'
import { type Decision, type Facts, decideFacts } from '#release/policy'
import type { Tell } from '../../contract/release-policy.ts'
import { told } from './reference.ts'
import type { Event, Looker, World } from './world.ts'

const text = readFileSync(new URL('../../docs/states.md', import.meta.url), 'utf8')
function table(firstColumn: string): string[][] {
  const lines = text.split('\n')
  const head = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`))
  assert.notEqual(head, -1, `docs/states.md has no table that begins with "${firstColumn}"`)
  const end = lines.findIndex((line, at) => at > head && !line.startsWith('|'))
  return lines.slice(head + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const day = 86_400_000
const came = Date.parse('2026-03-01T00:00:00Z')
const takenBack = came + 2 * day
const now = came + 10 * day

type Line = { readonly tells: readonly Tell[]; readonly removed: 'no' | 'after it was shown' | 'while it waited' }
/** A hold for each wait of the line, placed after the removal where there is one; one more that lasted while it waited. */
function holdsOf({ tells, removed }: Line): { tell: Tell; at: number; until: number; end: number }[] {
  const lasting = tells.map((tell) => ({ tell, at: now - day, until: now + day, end: Infinity }))
  return removed === 'while it waited' ? [...lasting, { tell: 'full', at: came, until: now + 5 * day, end: takenBack + day }] : lasting
}

function byDecision(line: Line): Decision | null {
  const facts: Facts = { rules: [], wishes: [], calls: [], holds: holdsOf(line).map((hold) => ({ record: 'r', kinds: 0n, basis: 'b', tell: hold.tell, who: null, placedAt: hold.at, reviewAt: hold.until, endedAt: hold.end })) }
  return decideFacts({ id: 'r', kind: 1, labels: 0, receivedAt: came, finalAt: came, removedAt: line.removed === 'no' ? null : takenBack, sameAs: null }, facts)
}

function inWords(decision: Decision | null, staff: boolean): string {
  if (decision === null) return 'nothing'
  if (decision.visibleFrom <= now) return 'everything'
  const named = decision.reason === 'removed' ? 'its name, and that it was removed' : 'its name, why and until when'
  if (staff) return `${named}, and its content`
  if (now < decision.silentUntil) return 'nothing'
  return now < decision.kindUntil ? 'that one of its kind waits, and why' : named
}

function byReference(line: Line, staff: boolean): string {
  const log: Event[] = [
    { at: 0, what: 'organization', organization: 'o', timeZone: 'UTC', ages: { teenFrom: 13, adultFrom: 18, parentSees: 'everything', hiddenFromParent: [] } },
    { at: 0, what: 'chart', chart: 'c', organization: 'o', birthDate: '1980-01-01' },
    { at: 0, what: 'link', person: 'p', chart: 'c' },
    { at: 0, what: 'staff', person: 's', organization: 'o', role: 'clinician', until: null },
    { at: 0, what: 'chart opened', opening: 'opening', person: 's', chart: 'c', until: Infinity },
    { at: came, what: 'records came', records: [{ record: 'r', chart: 'c', kind: 'lab-result', labels: [], final: true, sameAs: null }] },
    ...holdsOf(line).flatMap((hold, at): Event[] => [{ at: hold.at, what: 'hold', hold: `h${at}`, chart: 'c', record: 'r', kinds: [], tell: hold.tell, basis: 'b', who: null, until: hold.until }, ...(hold.end === Infinity ? [] : [{ at: hold.end, what: 'hold ended' as const, hold: `h${at}` }])]),
    ...(line.removed === 'no' ? [] : [{ at: takenBack, what: 'record removed' as const, record: 'r' }]),
  ]
  const world: World = { seed: 0, log, lookers: [], looks: [] }
  const looker: Looker = staff ? { name: 's', person: 's', opening: 'opening', app: null } : { name: 'p', person: 'p', opening: null, app: null }
  const answer = told(world, looker, now)
  const [one] = answer.named
  if (one === undefined) return answer.waiting.length > 0 ? 'that one of its kind waits, and why' : 'nothing'
  if (one.shown) return 'everything'
  const named = one.reason === 'removed' ? 'its name, and that it was removed' : 'its name, why and until when'
  return answer.opened.length > 0 ? `${named}, and its content` : named
}

test('what docs/states.md says is told of a record is what the decision and the reference say', () => {
  const lines = table('waits that last now')
  assert.equal(lines.length, 12)
  for (const [waits = '', removed = '', toThem, toStaff] of lines) {
    const line: Line = { tells: waits === 'none' ? [] : (waits.split(', ') as Tell[]), removed: removed as Line['removed'] }
    assert.deepEqual([inWords(byDecision(line), false), inWords(byDecision(line), true)], [toThem, toStaff], `decide.ts: ${waits} | ${removed}`)
    assert.deepEqual([byReference(line, false), byReference(line, true)], [toThem, toStaff], `reference: ${waits} | ${removed}`)
  }
})

const rule = { teenFrom: 13, adultFrom: 18, parentTeenKinds: 0b0110n, parentTeenHidden: 0b01 }
const app = { kinds: 0b1100n, hidden: 0b10 }
const granted: Held = { relation: 'self', kinds: 0b1111n, hidden: 0b100 }

test('what docs/states.md says of relation and age is what the code in access does', () => {
  const inWordsOf: Readonly<Record<string, object | null>> = {
    nothing: null,
    everything: { kinds: -1n, hidden: 0, limitedByAge: false },
    'as granted': { kinds: 0b1111n, hidden: 0b100, limitedByAge: false },
    'as granted, less what the rule of age keeps private; the note says so': { kinds: 0b0110n, hidden: 0b101, limitedByAge: true },
    'as the app was let in': { kinds: 0b1100n, hidden: 0b10, limitedByAge: false },
    'as granted and as the app was let in': { kinds: 0b1100n, hidden: 0b110, limitedByAge: false },
    'as granted and as the app was let in, less what the rule of age keeps private; the note says so': { kinds: 0b0100n, hidden: 0b111, limitedByAge: true },
  }
  const lines = table('who')
  assert.equal(lines.length, 5)
  for (const [who = '', ...cells] of lines) {
    const relation = who.replace('app of ', '') as Held['relation']
    const held: Held = relation === 'self' ? { relation, kinds: -1n, hidden: 0 } : { ...granted, relation }
    for (const [at, years] of [12, 13, 18].entries()) {
      const reach = reachOf(held, { years, rule }, who.startsWith('app') ? app : null)
      assert.deepEqual(reach === null ? null : { kinds: reach.kinds, hidden: reach.hidden, limitedByAge: reach.limitedByAge }, inWordsOf[cells[at] ?? ''], `${who} at ${years}: ${cells[at]}`)
    }
  }
})
