// Is every message answered as HL7 2.5.1 §2.9 says, in its own delimiters, and is a refusal understood by an old engine too?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Verdict, ackText, answersTo } from './ack.ts'
import { readArrival, readHeader } from './header.ts'

const message = (msh: string): Buffer => Buffer.from(`${msh}\rPID|1||1^^^HOSP^MR\r`, 'latin1')
const usual = 'MSH|^~\\&|LAB|HOSP|PORTAL|CLINIC|20260102080000-0500||ORU^R01^ORU_R01|C42|P|2.5.1'
const answer = (msh: string, verdict: Verdict, code = 'AA'): readonly string[] => ackText({ header: readHeader(message(msh)), verdict, code, at: '20261120120000+0000', id: 'P1' }).split('\r')

test('an answer swaps sender and receiver, names the event and the control id, and mirrors version and character set', () => {
  assert.deepEqual(answer(`${usual}||||||8859/1`, 'kept'), ['MSH|^~\\&|PORTAL|CLINIC|LAB|HOSP|20261120120000+0000||ACK^R01^ACK|P1|P|2.5.1||||||8859/1', 'MSA|AA|C42', ''])
  assert.equal(answer(usual, 'kept')[0], 'MSH|^~\\&|PORTAL|CLINIC|LAB|HOSP|20261120120000+0000||ACK^R01^ACK|P1|P|2.5.1')
})

test('other delimiters are mirrored, and a text of ours never holds one bare', () => {
  const [msh, msa, err] = answer('MSH#*!?.#LAB#HOSP#PORTAL#CLINIC#2026##ORU*R01#C1#P#2.5.1', 'version', 'AR')
  assert.equal(msh, 'MSH#*!?.#PORTAL#CLINIC#LAB#HOSP#20261120120000+0000##ACK*R01*ACK#P1#P#2.5.1')
  assert.ok(msa?.startsWith('MSA#AR#C1#'))
  assert.equal(err?.split('#')[3], '203*Unsupported version id*HL70357')
  assert.ok(err?.includes('HL7 2 (2?T?1 to 2?T?9)'), err)
})

test('a refusal has ERR with code, place and words; before 2.5 in one field', () => {
  const err = answer(usual, 'processing', 'AR')[2]?.split('|') ?? []
  assert.deepEqual([err[2], err[3], err[4]], ['MSH^1^11', '202^Unsupported processing id^HL70357', 'E'])
  assert.match(err[8] ?? '', /MSH-11 must be P/)
  const old = answer(usual.replace('2.5.1', '2.3'), 'processing', 'AR')
  assert.equal(old[2], 'ERR|MSH^1^11^202&Unsupported processing id&HL70357')
  assert.match(old[1] ?? '', /^MSA\|AR\|C42\|Only production messages/)
  assert.equal(answer(usual.replace('2.5.1', '2.3'), 'too-large', 'AR')[2], 'ERR|^^^207&Application internal error&HL70357')
})

test('what has no header is answered in the usual form', () => {
  const [msh, msa] = ackText({ header: readHeader(Buffer.from('PID|1||1\r')), verdict: 'not-hl7', code: 'AR', at: '20261120120000+0000', id: 'P1' }).split('\r')
  assert.equal(msh, 'MSH|^~\\&|||||20261120120000+0000||ACK|P1|P|2.5.1')
  assert.ok(msa?.startsWith('MSA|AR||This is no HL7'))
})

test('bytes of the sender come back as they were, whatever their character set', () => {
  const header = readHeader(Buffer.from([...Buffer.from('MSH|^~\\&|LAB|H'), 0xf6, 0xe3, 0x81, ...Buffer.from('P|P|C|2026||ADT^A08|C1|P|2.5.1\r')]))
  assert.ok(Buffer.from(ackText({ header, verdict: 'kept', code: 'AA', at: '1', id: '1' }), 'latin1').includes(Buffer.from([0xf6, 0xe3, 0x81])))
})

// HL7 2.5.1 §2.9.3, table 0155: MSH-15 asks for the answer "received", MSH-16 for the one to what became of it.
const modes: readonly (readonly [accept: string, application: string, kept: readonly string[], refused: readonly string[], ours: readonly string[]])[] = [
  ['', '', ['AA'], ['AR'], ['AE']],
  ['AL', 'NE', ['CA'], ['CR'], ['CE']],
  ['NE', 'AL', ['AA'], ['AR'], ['AE']],
  ['AL', 'AL', ['CA', 'AA'], ['CR'], ['CE']],
  ['ER', 'AL', ['AA'], ['CR'], ['CE']],
  ['ER', 'NE', [], ['CR'], ['CE']],
  ['SU', 'NE', ['CA'], [], []],
  ['NE', 'NE', [], [], []],
  ['AL', '', ['CA'], ['CR'], ['CE']],
  ['', 'AL', ['AA'], ['AR'], ['AE']],
]
for (const [accept, application, kept, refused, ours] of modes) {
  test(`MSH-15 '${accept}' and MSH-16 '${application}': ${kept.join(' then ') || 'no answer'}`, () => {
    const header = readHeader(message(`${usual}|||${accept}|${application}`))
    assert.deepEqual(answersTo(header, 'kept'), kept)
    assert.deepEqual(answersTo(header, 'version'), refused)
    assert.deepEqual(answersTo(header, 'not-kept'), ours)
  })
}

test('a batch gives its messages, with or without headers of its own; MSH inside of a text is none', () => {
  const batch = readArrival(Buffer.from('FHS|^~\\&|LAB||||2026||||F1\rBHS|^~\\&|LAB||||2026||||B1\rMSH|^~\\&|A||||||ADT^A08|1|P|2.5\rPID|1\rMSH|^~\\&|A||||||ADT^A08|2|P|2.5\rNTE|1||MSH|\rBTS|2\rFTS|1\r'))
  assert.deepEqual(batch.envelope.map((one) => [one.segment, one.field(11)]), [['FHS', 'F1'], ['BHS', 'B1']])
  assert.deepEqual(batch.messages.map((one) => one.header?.field(10)), ['1', '2'])
  const bare = readArrival(Buffer.from('MSH|^~\\&|A||||||ADT^A08|1|P|2.5\nPID|1\nMSH|^~\\&|A||||||ADT^A08|2|P|2.5\n'))
  assert.deepEqual([bare.envelope.length, bare.messages.map((one) => one.header?.field(10))], [0, ['1', '2']])
  assert.deepEqual(readArrival(Buffer.from('')).messages.map((one) => one.header), [null])
})
