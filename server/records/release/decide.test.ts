// Does the pure decision keep its rules, one by one?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Facts, type HoldFacts, type RecordFacts, type RuleFacts, type WishFacts, decideFacts } from './decide.ts'

const hour = 3_600_000
const day = 24 * hour
const t0 = Date.parse('2026-11-01T08:00:00Z')
const record: RecordFacts = { id: 'r', kind: 1, labels: 0b100, receivedAt: t0, finalAt: t0, removedAt: null, sameAs: null }
const rule = (change: Partial<RuleFacts> = {}): RuleFacts => ({ kinds: 0b10n, labels: 0, wait: { hours: 72 }, reason: 'later', tell: 'full', basis: 'State law.', ...change })
const hold = (change: Partial<HoldFacts> = {}): HoldFacts => ({ record: 'r', kinds: 0n, basis: 'Harm.', tell: 'full', who: 'records office', placedAt: t0, reviewAt: t0 + 5 * day, endedAt: Infinity, ...change })
const wish = (change: Partial<WishFacts> = {}): WishFacts => ({ kinds: 0b10n, caller: 'Dr. Okafor', atMostDays: 3, madeAt: t0 - day, endedAt: Infinity, ...change })
const facts = (change: Partial<Facts> = {}): Facts => ({ rules: [], holds: [], wishes: [], calls: [], ...change })

test('without rules, holds and wishes a record is shown from its arrival and never waited', () => {
  assert.deepEqual(decideFacts(record, facts()), { silentUntil: -Infinity, kindUntil: -Infinity, visibleFrom: t0, reason: null, basis: null, who: null, kind: null })
})

test('a rule of hours counts from the arrival and asks for every one of its labels', () => {
  assert.equal(decideFacts(record, facts({ rules: [rule()] }))?.visibleFrom, t0 + 72 * hour)
  assert.equal(decideFacts(record, facts({ rules: [rule({ labels: 0b101 })] }))?.visibleFrom, t0)
  assert.equal(decideFacts(record, facts({ rules: [rule({ kinds: 0b100n })] }))?.visibleFrom, t0)
})

test('a rule until final has no end before the source has signed, and none after', () => {
  const rules = [rule({ wait: 'until-final', reason: 'being-read' })]
  assert.deepEqual([decideFacts({ ...record, finalAt: null }, facts({ rules }))?.visibleFrom, decideFacts({ ...record, finalAt: null }, facts({ rules }))?.reason], [Infinity, 'being-read'])
  assert.equal(decideFacts(record, facts({ rules }))?.reason, null)
})

test('a record that several rules fit obeys all of them, and the last to end speaks', () => {
  const both = decideFacts(record, facts({ rules: [rule({ wait: { hours: 24 }, tell: 'silent', basis: 'B' }), rule({ wait: { hours: 72 }, basis: 'A' })] }))
  assert.deepEqual([both?.silentUntil, both?.kindUntil, both?.visibleFrom, both?.basis], [t0 + 24 * hour, t0 + 24 * hour, t0 + 72 * hour, 'A'])
})

test('waits that end together speak in the order of the closed list', () => {
  const together = decideFacts(record, facts({ rules: [rule({ wait: { hours: 72 }, reason: 'in-progress' })], wishes: [wish()] }))
  assert.deepEqual([together?.reason, together?.who], ['your-choice', 'Dr. Okafor'])
  assert.equal(decideFacts(record, facts({ wishes: [wish()], holds: [hold({ reviewAt: t0 + 3 * day })] }))?.reason, 'held')
})

test('a hold ends at its review or when it is ended, whichever is sooner', () => {
  assert.equal(decideFacts(record, facts({ holds: [hold()] }))?.visibleFrom, t0 + 5 * day)
  assert.equal(decideFacts(record, facts({ holds: [hold({ endedAt: t0 + day })] }))?.visibleFrom, t0 + day)
  assert.equal(decideFacts(record, facts({ holds: [hold({ record: null, kinds: 0b10n })] }))?.visibleFrom, t0 + 5 * day)
  assert.equal(decideFacts(record, facts({ holds: [hold({ record: 'other' })] }))?.visibleFrom, t0)
})

test('the wish covers what came after it, until the call, its end or so many days', () => {
  assert.equal(decideFacts(record, facts({ wishes: [wish()] }))?.visibleFrom, t0 + 3 * day)
  assert.equal(decideFacts(record, facts({ wishes: [wish({ madeAt: t0 + 1 })] }))?.visibleFrom, t0)
  assert.equal(decideFacts(record, facts({ wishes: [wish()], calls: [{ record: 'r', doneAt: t0 + hour }] }))?.visibleFrom, t0 + hour)
  assert.equal(decideFacts(record, facts({ wishes: [wish({ endedAt: t0 + 2 * hour })] }))?.visibleFrom, t0 + 2 * hour)
})

test('while only the kind is told, a wait that says more does not speak', () => {
  const decision = decideFacts(record, facts({ rules: [rule({ wait: { hours: 24 }, tell: 'kind', basis: 'Of this kind.' }), rule({ wait: { hours: 72 }, tell: 'full', basis: 'A gene test.' })] }))
  assert.deepEqual(decision?.kind, { reason: 'later', basis: 'Of this kind.' })
  assert.deepEqual([decision?.kindUntil, decision?.basis], [t0 + 24 * hour, 'A gene test.'])
})

test('what the source took back is named when it had been shown, and was never there when it waited', () => {
  const removed = { ...record, removedAt: t0 + day }
  assert.deepEqual([decideFacts(removed, facts())?.reason, decideFacts(removed, facts())?.kindUntil, decideFacts(removed, facts())?.visibleFrom], ['removed', -Infinity, Infinity])
  assert.equal(decideFacts(removed, facts({ rules: [rule()] }))?.silentUntil, Infinity)
  assert.equal(decideFacts(removed, facts({ holds: [hold({ endedAt: t0 + 2 * day })] }))?.silentUntil, Infinity, 'a hold that ended since had lasted then')
  assert.equal(decideFacts(removed, facts({ holds: [hold({ placedAt: t0 + 2 * day, tell: 'silent' })] }))?.silentUntil, t0 + 5 * day, 'a hold placed since still silences')
})

test('the rules that ruled when the source took it back say whether it had been shown', () => {
  const removed = { ...record, removedAt: t0 + day }
  assert.equal(decideFacts(removed, facts(), [rule()])?.silentUntil, Infinity)
  assert.equal(decideFacts(removed, facts({ rules: [rule({ wait: { hours: 6 } })] }), [])?.silentUntil, -Infinity)
})

test('a record that says the same as another gets no row', () => {
  assert.equal(decideFacts({ ...record, sameAs: 'other' }, facts()), null)
})

test('instants are in order and the order of rules and holds never shows', () => {
  const tell = fc.constantFrom('full', 'kind', 'silent' as const)
  const rules = fc.array(
    fc.record({ hours: fc.integer({ min: 0, max: 5 }), tell, basis: fc.constantFrom('a', 'b'), reason: fc.constantFrom('later', 'being-read', 'in-progress', 'held' as const) }).map((one) => rule({ wait: { hours: one.hours }, tell: one.tell, basis: one.basis, reason: one.reason })),
    { maxLength: 5 },
  )
  const holds = fc.array(
    fc.record({ until: fc.integer({ min: 0, max: 5 }), tell, basis: fc.constantFrom('a', 'b') }).map((one) => hold({ reviewAt: t0 + one.until * hour, tell: one.tell, basis: one.basis })),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(rules, holds, (some, others) => {
      const decision = decideFacts(record, facts({ rules: some, holds: others }))
      assert.ok(decision !== null && decision.silentUntil <= decision.kindUntil && decision.kindUntil <= decision.visibleFrom)
      assert.equal(decision.kind !== null, decision.kindUntil > decision.silentUntil)
      assert.deepEqual(decideFacts(record, facts({ rules: some.toReversed(), holds: others.toReversed() })), decision)
    }),
  )
})
