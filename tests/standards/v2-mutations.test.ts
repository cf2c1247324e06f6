// Does any damage bring the reader of HL7 v2 down? 3,000 messages with random damage in bytes, fields and order: each is read or refused for
// a known reason, in bounded steps, with no request; what is read can be shown, and every segment still has its place. T23.
import assert from 'node:assert/strict'
import http from 'node:http'
import net from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { present } from '../../server/records/chart/kinds/index.ts'
import { leftOutReasons } from '../../server/records/inbound/fhir/left-out.ts'
import { labelOf, prepareHl7v2, splitFile } from '../../server/records/inbound/hl7v2/index.ts'
import { RefusedFile, fileRefusals } from '../../server/records/inbound/refused-file.ts'
import type { Work } from '../../server/records/inbound/work.ts'
import { origin, samples } from './v2-given.ts'
import { writtenMessages } from './v2-written.ts'

const seed = 20_261_129
process.stdout.write(`seed ${seed}\n`)
const known = new Set<string>(fileRefusals)
const reasons = new Set<string>(leftOutReasons)
const about = { now: new Date('2026-11-20T12:00:00Z'), zone: 'America/New_York', organization: 'Lakeside', phone: null, recordsPhone: null, past: () => [] }
const sources: readonly Buffer[] = [...writtenMessages, ...samples('hl7v2').filter((one) => one.bytes.length < 40_000).map((one) => one.bytes)]

/** Reads and shows it; null when it was refused. Throws for anything but a refusal of the closed list. */
function taken(bytes: Buffer): Work | null {
  labelOf(bytes, origin)
  try {
    const work = prepareHl7v2(bytes, origin)
    const { records, leftOut } = work.read.mapped
    for (const { reason } of leftOut) assert.ok(reasons.has(reason), reason)
    for (const { kind, body, before = [] } of records) for (const one of [body, ...before.map((version) => version.body)]) present(kind, one, about)
    assert.ok(JSON.stringify(records.map((one) => [one.card, one.body])).isWellFormed())
    assert.doesNotMatch(JSON.stringify(records.map((one) => [one.card, one.body])), /\\u0000/)
    work.together?.(work.bundle.entries, new Set())
    return work
  } catch (error) {
    assert.ok(error instanceof RefusedFile && known.has(error.code), String((error as Error).stack))
    return null
  }
}

function withoutNetwork(body: () => void): void {
  const was = [net.Socket.prototype.connect, http.request] as const
  const asked = (): never => {
    throw new Error('a request was made')
  }
  net.Socket.prototype.connect = asked
  http.request = asked
  try {
    body()
  } finally {
    net.Socket.prototype.connect = was[0]
    http.request = was[1]
  }
}

const odd: readonly string[] = ['', '""', '^', '~', '&', '\\', '\\X', '\\X00\\', '\\XFF\\', '\\.sp99\\', '\\\\\\', '|', '^^^^', '~~~~', '""^""', '20260231', '0', '99999999999999', '-', '<', '<=^', '>^^^', '^application^pdf^Base64^====', 'constructor', '__proto__', '<script>', 'é', '\u0085', '\ufeff', 'x'.repeat(5_000), '&&&&^&&&', 'D', 'W', 'X', '1^2^3^4^5^6^7^8^9^10^11^12']

/** One change of a message, by its lines and fields. */
function changed(text: string, [what, where, put]: readonly [number, number, string]): string {
  const lines = text.split(/[\r\n]+/)
  const at = where % Math.max(lines.length, 1)
  const line = lines[at] ?? ''
  const fields = line.split('|')
  const field = (where >> 4) % Math.max(fields.length, 1)
  switch (what % 8) {
    case 0:
      return lines.map((one, index) => (index === at ? fields.map((part, place) => (place === field ? put : part)).join('|') : one)).join('\r')
    case 1:
      return lines.filter((_one, index) => index !== at || index === 0).join('\r')
    case 2:
      return [...lines.slice(0, at), line, line, ...lines.slice(at)].join('\r')
    case 3:
      return [...lines.slice(0, 1), ...lines.slice(1).reverse()].join('\r')
    case 4:
      return lines.map((one, index) => (index === at ? one.slice(0, where % (one.length + 1)) : one)).join('\r')
    case 5:
      return text.replaceAll('^', put.slice(0, 1) || '^')
    case 6:
      return lines.map((one, index) => (index === at ? `${put}${one}` : one)).join(where % 2 === 0 ? '\n' : '\r\n')
    default:
      return [...lines.slice(0, at + 1), ...lines.slice(at + 1).map((one) => (one.startsWith('OBX') ? one.replace(/^OBX\|\d*\|\w*/, `OBX|1|${put.slice(0, 3)}`) : one))].join('\r')
  }
}

test('2,000 messages whose lines and fields are damaged: each is read, with every part shown, or refused', () => {
  let read = 0
  withoutNetwork(() => {
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(fc.tuple(fc.nat(1_000), fc.nat(100_000), fc.constantFrom(...odd)), { minLength: 1, maxLength: 8 }), (source, changes) => {
        if (taken(Buffer.from(changes.reduce(changed, source.toString('utf8')))) !== null) read += 1
      }),
      { seed, numRuns: 2_000 },
    )
  })
  assert.ok(read > 1_000, `${read} were still readable`)
})

test('700 messages whose bytes are damaged or cut: the same', () => {
  withoutNetwork(() => {
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { minLength: 1, maxLength: 12 }), fc.double({ min: 0.05, max: 1, noNaN: true }), (source, changes, keep) => {
        const bytes = Buffer.from(source.subarray(0, Math.ceil(source.length * keep)))
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        taken(bytes)
      }),
      { seed: seed + 1, numRuns: 700 },
    )
  })
})

test('300 files spliced of pieces of messages: each message is a slice of the file, and nothing is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...sources), fc.double({ min: 0.1, max: 1, noNaN: true }), fc.constantFrom('\r', '\n', '\u001c\r\u000b', '\r\nBHS|^~\\&|x\r\n', 'junk\r')), { minLength: 1, maxLength: 5 }), (pieces) => {
      const file = Buffer.concat(pieces.flatMap(([source, keep, between]) => [source.subarray(0, Math.ceil(source.length * keep)), Buffer.from(between)]))
      const { messages } = splitFile(file)
      assert.ok(messages.length >= 1 && messages.length <= pieces.length * 3)
      for (const one of messages) {
        assert.ok(file.includes(one.bytes))
        taken(one.bytes)
      }
    }),
    { seed: seed + 2, numRuns: 300 },
  )
})

test('work grows with a message, not with what it names: 20,000 short segments, a field of a million signs, ten thousand escapes', () => {
  const head = 'MSH|^~\\&|A|B|||20260102||ORU^R01|1|P|2.5.1\rPID|1||M1\rOBR|1||F1|1^T^L\r'
  const many = Buffer.from(head + Array.from({ length: 19_990 }, (_one, at) => `OBX|${at}|NM|${at % 50}^x^L||${at}`).join('\r'))
  const long = Buffer.from(`${head}OBX|1|TX|1^x^L||${'y~'.repeat(499_000)}`)
  const escapes = Buffer.from(`${head}OBX|1|FT|1^x^L||${'\\.br\\'.repeat(100_000)}${'\\X41\\'.repeat(50_000)}`)
  const same = Buffer.from(head + Array.from({ length: 19_990 }, () => 'OBX|1|NM|1^x^L||1').join('\r'))
  const broken = Buffer.from(`${head}OBX|1|TX|1^x^L||a\n${'more text\n'.repeat(19_000)}`)
  const digits = Buffer.from(`${head}OBX|1|NM|1^x^L||${'1'.repeat(900_000)}x|mg|${'1'.repeat(900_000)}x`)
  const blanks = Buffer.from(`${head}OBX|1|ST|1^x^L||<${' '.repeat(900_000)}x\r${'\n'.repeat(15_000)}x`)
  for (const bytes of [many, long, escapes, same, broken, digits, blanks]) assert.ok(taken(bytes) !== null)
  // Zeros inside are refused, however many.
  assert.equal(taken(Buffer.from(`${head}${'|\u0000'.repeat(2_000_000)}x`)), null)
})
