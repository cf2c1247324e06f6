// Is every message that others wrote understood, and is each of its segments about health part of a record or left out with its reason?
// standards.md §16: nothing vanishes between the wire and the record.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { prepareHl7v2 } from '../../server/records/inbound/hl7v2/index.ts'
import { RefusedFile } from '../../server/records/inbound/refused-file.ts'
import type { Work } from '../../server/records/inbound/work.ts'
import { fileRefusalText, leftOutText } from '../../words/en/inbound.ts'
import { skipWithout } from './fhir-import-given.ts'
import { type Sample, countIn, origin, samples } from './v2-given.ts'

/** Messages that cannot be read, and why. */
const unreadable: Readonly<Record<string, string>> = { 'hl7v2/cdc-elr/Lyme_WithBadDelimiters.txt': 'v2-delimiters' }
const counted = ['OBX', 'OBR', 'TXA', 'RXA', 'SCH', 'AL1', 'DG1', 'PR1', 'PRB', 'FT1'] as const

/** What the record shows of a message: as many pieces as its segments became. */
const used = (work: Work, name: string): number => work.used?.get(name) ?? 0
const leftOut = (work: Work, name: string): number => work.read.mapped.leftOut.filter((one) => one.entry.type.endsWith(`: ${name}`) && one.reason !== 'impossible-date').length

function prepared({ name, at, bytes }: Sample): Work | string {
  try {
    return prepareHl7v2(bytes, origin)
  } catch (error) {
    assert.ok(error instanceof RefusedFile, `${name} ${at}: ${String(error)}`)
    return error.code
  }
}

for (const folder of ['hl7v2', 'multi-org']) {
  describe(`messages of ${folder}`, { skip: skipWithout(folder) }, () => {
    const all = samples(folder).map((sample) => ({ sample, work: prepared(sample) }))

    test('each is understood, or refused with a reason that is known', () => {
      assert.ok(all.length > (folder === 'hl7v2' ? 140 : 70), `${all.length}`)
      for (const { sample, work } of all) {
        if (typeof work !== 'string') continue
        assert.equal(work, unreadable[sample.name], sample.name)
        assert.ok(fileRefusalText('v2-delimiters', null, null).length > 20)
      }
    })

    test('each segment about health is in a record or left out, and the sums agree', () => {
      const sums = new Map<string, readonly [received: number, used: number, left: number]>()
      for (const { sample, work } of all) {
        if (typeof work === 'string') continue
        for (const name of counted) {
          const received = countIn(sample.bytes, name)
          assert.equal(used(work, name) + leftOut(work, name), received, `${sample.name} ${sample.at}: ${name}`)
          const [a, b, c] = sums.get(name) ?? [0, 0, 0]
          sums.set(name, [a + received, b + used(work, name), c + leftOut(work, name)])
        }
        for (const one of work.read.mapped.leftOut) assert.ok(leftOutText(one.reason, one.what).length > 10)
      }
      process.stdout.write(`${folder}: ${[...sums].filter(([, [received]]) => received > 0).map(([name, [received, inRecord, left]]) => `${name} ${received} = ${inRecord} + ${left}`).join(', ')}\n`)
      const [received, inRecord] = sums.get('OBX') ?? [0, 0]
      assert.ok(inRecord / received > (folder === 'hl7v2' ? 0.9 : 1 - 1e-9), `${inRecord} of ${received}`)
    })

    test('every record has a name, a kind and words that can be kept', () => {
      for (const { sample, work } of all) {
        if (typeof work === 'string') continue
        for (const record of work.read.mapped.records) {
          const text = JSON.stringify([record.card, record.body, record.search])
          assert.ok(record.card.name !== '', `${sample.name}: ${record.key.join(' ')}`)
          assert.ok(!text.includes('\\u0000') && !text.includes('undefined') && text.isWellFormed(), sample.name)
        }
      }
    })
  })
}
