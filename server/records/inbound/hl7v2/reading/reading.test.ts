// Are bytes read as their sender meant them: character sets, delimiters, escapes, line ends, batches? And is what has no one reading
// refused, and nothing taken apart beyond a limit?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RefusedFile } from '../../refused-file.ts'
import { charsetOf } from './charset.ts'
import { readKept, readMessage } from './message.ts'
import { isTooLarge } from './size.ts'
import { component, fieldOf, isDeleted, part, rawOf, repeats, textAt, whole, word } from './segment.ts'
import { looksLikeHl7v2, splitFile } from './split-file.ts'

const head = (more = ''): string => `MSH|^~\\&|LAB|HOSP|PORTAL|PORTAL|20260102||ORU^R01|1|P|2.5.1${more}`
const withCharset = (name: string): string => head(`||||||${name}`)
const of = (text: string | Buffer, charset?: string) => readMessage(Buffer.from(text as string), charset)
const segment = (text: string, name: string) => {
  const found = of(`${head()}\r${text}`).segments.find((one) => one.name === name)
  assert.ok(found !== undefined)
  return found
}
const refusal = (bytes: Buffer, charset?: string): string => {
  try {
    readMessage(bytes, charset)
  } catch (error) {
    assert.ok(error instanceof RefusedFile, String(error))
    return error.code
  }
  return 'read'
}

test('CR, LF and CRLF end segments, and blank lines are none', () => {
  for (const end of ['\r', '\n', '\r\n', '\r\n\r\n', '\n\n']) {
    const message = of([head(), 'PID|1||M1', 'OBX|1|ST|x||y', ''].join(end))
    assert.deepEqual(message.segments.map((one) => one.name), ['MSH', 'PID', 'OBX'], JSON.stringify(end))
  }
})

test('MSH counts from its separator', () => {
  const { header, type, event, control } = of(head())
  assert.deepEqual([rawOf(header, 1), rawOf(header, 2), word(header, 3), type, event, control], ['|', '^~\\&', 'LAB', 'ORU', 'R01', '1'])
  const fromEvent = of('MSH|^~\\&|A|B|||2026||ADT|7|P|2.1\rEVN|A08|2026')
  assert.deepEqual([fromEvent.type, fromEvent.event], ['ADT', 'A08'])
})

test('any delimiters are read by what MSH says', () => {
  const message = of('MSH$%*!#$LAB$HOSP$P$P$2026$$ORU%R01$D1$P$2.3\rPID$1$$HX1%%%HOSP#1.2%MR*HX2$$M!S!x!T!y!E!z%Ann')
  const pid = message.segments[1]
  assert.deepEqual([message.type, message.event], ['ORU', 'R01'])
  assert.deepEqual(repeats(pid, 3).map((one) => part(one, 1)), ['HX1', 'HX2'])
  assert.deepEqual([part(fieldOf(pid, 3), 4, 1), part(fieldOf(pid, 3), 4, 2), component(fieldOf(pid, 5), 1)], ['HOSP', '1.2', 'M%x#y!z'])
})

test('delimiters that are alike, letters or missing have no one reading', () => {
  for (const line of ['MSH|&&&&|A|B|||2026||ORU^R01|1', 'MSH|^^~\\|A|B|||2026||ORU^R01|1', 'MSHA^~\\&AxA', 'MSH|^~\\&#$!|A|B|||2026||ORU^R01|1']) assert.equal(refusal(Buffer.from(line)), 'v2-delimiters', line)
  assert.equal(refusal(Buffer.from('PID|1||M1')), 'v2-no-header')
  assert.equal(refusal(Buffer.from('')), 'empty')
  assert.equal(refusal(Buffer.from('MSH|^~\\&|A|B|||2026||')), 'v2-no-type')
  assert.equal(refusal(Buffer.from(`${head()}\rPID|1\r${head()}`)), 'v2-two-messages')
})

test('escapes stand for what they say; what is no escape stays as written', () => {
  const text = (raw: string): string | undefined => textAt(segment(`OBX|1|FT|x||${raw}`, 'OBX'), 5)
  assert.equal(text('A \\T\\ B\\.br\\second line \\F\\ pipe \\S\\ hat \\R\\ tilde \\E\\ backslash \\H\\bold\\N\\ end \\X0D0A\\hex'), 'A & B\nsecond line | pipe ^ hat ~ tilde \\ backslash bold end \nhex')
  assert.equal(text('a\\.sp2\\b\\.sk3\\c\\.in+4\\d\\.ce\\e'), 'a\n\nb   cd\ne')
  assert.equal(text('\\\\server\\share\\x and 50\\% and \\'), '\\\\server\\share\\x and 50\\% and \\')
  assert.equal(text('\\XC3\\\\XA9\\ \\XC3A9\\'), 'é é')
  assert.equal(text('\\X00\\'), '\ufffd')
  assert.equal(text('\\E\\X41\\E\\'), '\\X41\\')
})

test('hexadecimal bytes are in the character set of the message', () => {
  assert.equal(textAt(of(`${withCharset('8859/1')}\rOBX|1|ST|x||M\\XFC\\ller`).segments[1], 5), 'Müller')
  assert.equal(textAt(readKept(`${withCharset('8859/1')}\rOBX|1|ST|x||M\\XFC\\ller`, undefined).segments[1], 5), 'Müller')
  assert.equal(textAt(readKept(`${head()}\rOBX|1|ST|x||M\\XFC\\ller`, '8859/1').segments[1], 5), 'Müller')
})

test('a field is whole as a text; a code keeps its ampersand', () => {
  const obx = segment('OBX|1|ST|CODE^Blood & more^L||a ^ b & c', 'OBX')
  assert.deepEqual([whole(fieldOf(obx, 5)), component(fieldOf(obx, 3), 2)], ['a ^ b & c', 'Blood & more'])
})

test('empty says nothing, two quotation marks say that it is gone', () => {
  const pid = segment('PID|1||M1|""||""^Ann', 'PID')
  assert.deepEqual([isDeleted(pid, 4), isDeleted(pid, 5), isDeleted(pid, 13), repeats(pid, 4).length, component(fieldOf(pid, 6), 1), component(fieldOf(pid, 6), 2)], [true, false, false, 0, undefined, 'Ann'])
})

test('what a sender cut off is not told as whole', () => {
  const message = of(`MSH|^~\\&#|LAB|HOSP|||2026||ORU^R01|1|P|2.7\rOBX|1|ST|x||cut he#\rOBX|2|ST|x||\\P\\1`)
  assert.deepEqual(message.segments.slice(1).map((one) => textAt(one, 5)), ['cut he…', '#1'])
})

test('lines that a system on the way broke are put together, others are counted', () => {
  const message = of(`${head()}\rOBX|1|TX|x||first\nsecond\r\nOBX|2|TX|x||third\rPID|1||M1\rgarbage`)
  assert.deepEqual(message.segments.map((one) => one.name), ['MSH', 'OBX', 'OBX', 'PID'])
  assert.equal(textAt(message.segments[1], 5), 'first\nsecond')
  assert.equal(message.strays, 1)
  assert.equal(textAt(of(`${head()}\nOBX|1|TX|x||first\nsecond||||||F\nOBX|2|TX|x||b`).segments[1], 5), 'first\nsecond')
  assert.equal(textAt(of(`${head()}\rOBX|1|TX|x||be\rADD|gin\rOBX|2|TX|x||b`).segments[1], 5), 'begin')
})

test('the character set is what MSH-18 says, else UTF-8, else what its feed says; a name is never guessed', () => {
  const name = (bytes: Buffer, charset?: string) => part(fieldOf(readMessage(bytes, charset).segments[1], 5), 1)
  const latin = (charset: string) => Buffer.from(`${withCharset(charset)}\rPID|1||M1||Müller`, 'latin1')
  for (const label of ['8859/1', 'ISO 8859-1', '8859-1', 'ISO IR100', 'WINDOWS-1252', '8859/15']) assert.equal(name(latin(label)), 'Müller', label)
  const utf8 = (charset: string) => Buffer.from(`${withCharset(charset)}\rPID|1||M1||Müller`)
  for (const label of ['UNICODE UTF-8', 'UTF-8', '', 'ASCII', 'UNICODE']) assert.equal(name(utf8(label)), 'Müller', label)
  assert.equal(name(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8('')])), 'Müller')
  assert.equal(name(latin(''), '8859/1'), 'Müller')
  assert.equal(name(latin('ASCII'), '8859/1'), 'Müller')
  for (const bytes of [latin(''), latin('ASCII'), latin('UNICODE UTF-8'), latin('CNS 11643'), utf8('8859/1')]) assert.equal(refusal(bytes), 'v2-charset')
  // What its feed says decides where the message cannot be right.
  assert.equal(name(utf8('8859/1'), 'UNICODE UTF-8'), 'Müller')
  assert.equal(name(Buffer.concat([Buffer.from(`${withCharset('8859/5')}\rPID|1||M1||`), Buffer.from([0xb8])])), 'И')
  assert.deepEqual([charsetOf('8859/12'), charsetOf('8859/17'), charsetOf('ASCII'), charsetOf('ISO IR87')], [undefined, undefined, null, 'iso-2022-jp'])
})

test('UTF-16 tells itself by its first bytes', () => {
  const text = `${withCharset('UNICODE UTF-16')}\rPID|1||M1||Müller`
  const little = Buffer.from(`\ufeff${text}`, 'utf16le')
  assert.equal(part(fieldOf(readMessage(little, undefined).segments[1], 5), 1), 'Müller')
  assert.equal(part(fieldOf(readMessage(Buffer.from(little).swap16(), undefined).segments[1], 5), 1), 'Müller')
})

test('a zero inside a text cannot be kept; zeros at the end are filling', () => {
  assert.equal(refusal(Buffer.from(`${head()}\rPID|1||M\u00001`)), 'text-unkeepable')
  assert.equal(refusal(Buffer.from(`${head()}\rPID|1||M1\r\u0000\u0000\u0000`)), 'read')
})

test('R66: limits hold before a message is taken apart', () => {
  assert.equal(refusal(Buffer.from(`${head()}\r${'x'.repeat(5_000_000)}`)), 'v2-too-large')
  assert.equal(refusal(Buffer.from(`${head()}\rOBX|1|TX|x||${'y'.repeat(1_000_001)}`)), 'v2-field-too-long')
  assert.equal(refusal(Buffer.from(`${head()}\r${'A|\r'.repeat(20_001)}`)), 'v2-too-many-segments')
  assert.equal(refusal(Buffer.from(`${head()}\r${'PV1|\r'.repeat(19_000)}`)), 'read')
})

test('R66: a document inside of a message may be larger than a message: as ED, as a PDF in a text, broken into lines, over several segments', () => {
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(6_000_000, 7)]).toString('base64')
  const obx = (type: string, value: string) => `OBX|1|${type}|PDF^Report||${value}||||||F`
  const lines = pdf.replace(/.{76}/g, '$&\r')
  const pieces = pdf.match(/.{1,60000}/g) ?? []
  const sent = [obx('ED', `LAB^Application^PDF^Base64^${pdf}`), obx('TX', pdf), obx('ED', `LAB^AP^PDF^Base64^${lines}`), obx('ED', `LAB^AP^PDF^Base64^${lines.replaceAll('\r', '\r\n')}`), pieces.map((piece) => obx('TX', piece)).join('\r'), obx('FT', `{\\E\\rtf1 ${'x '.repeat(3_000_000)}`)]
  for (const segment of sent) {
    const bytes = Buffer.from(`${head()}\rPID|1||M1\r${segment}\rNTE|1||after\r`)
    assert.ok(bytes.length > 5_000_000 && !isTooLarge(bytes))
    assert.deepEqual([refusal(bytes), readMessage(bytes, undefined).segments.at(-1)?.name], ['read', 'NTE'])
  }
  const beside = (more: string) => refusal(Buffer.from(`${head()}\r${obx('ED', `LAB^AP^PDF^Base64^${pdf}`)}|${more}\r`))
  assert.deepEqual([beside('y'.repeat(1_000_001)), beside(`\r${'NTE|1||some words\r'.repeat(17_000)}`), beside(`\r${`NTE|1||${'y'.repeat(990_000)}\r`.repeat(6)}`)], ['v2-field-too-long', 'read', 'v2-too-large'])
  const texts = [obx('TX', 'y'.repeat(6_000_000)), obx('NM', '1'.repeat(6_000_000)), `NTE|1||${pdf}`, obx('ED', 'A'.repeat(28_000_000))].map((segment) => Buffer.from(`${head()}\r${segment}`))
  assert.deepEqual([texts.map((one) => refusal(one)), texts.map(isTooLarge)], [['v2-too-large', 'v2-too-large', 'v2-too-large', 'v2-too-large'], [true, true, true, true]])
})

test('a file is split at its messages, whatever stands around them, and each keeps its bytes', () => {
  const one = `${head()}\rPID|1||M1\r`
  const file = Buffer.from(`\u000b${one}\u001c\r\u000b${one}\u001c\rFTS|1`)
  assert.deepEqual(splitFile(file).messages.map(({ bytes }) => bytes.toString()), [one, one])
  const batch = Buffer.from(`FHS|^~\\&|A\rBHS|^~\\&|A\r${one}${one}BTS|2\rFTS|1`)
  assert.deepEqual([splitFile(batch).messages.length, splitFile(batch).miscounted], [2, null])
  const torn = splitFile(Buffer.from(`BHS|^~\\&|A\r${one}BTS|3`))
  assert.deepEqual([torn.messages.length, torn.miscounted?.code, torn.miscounted?.found], [1, 'v2-batch-count', '3, 1'])
  // A text that says MSH begins no message.
  assert.equal(splitFile(Buffer.from(`${head()}\rOBX|1|TX|x||a\nMSH is a header`)).messages.length, 1)
})

test('what stands before the first message is told, with its line', () => {
  const { messages } = splitFile(Buffer.from(`PID|1||M1\n${head()}\nPID|1||M2`))
  assert.deepEqual(messages.map((one) => [one.line, refusal(one.bytes)]), [[1, 'v2-no-header'], [2, 'read']])
  assert.deepEqual(splitFile(Buffer.from('nothing')).messages.length, 1)
  assert.deepEqual(splitFile(Buffer.from('  \n')).messages.map((one) => refusal(one.bytes)), ['empty'])
})

test('a text is HL7 v2 when it begins so', () => {
  for (const text of [head(), `\ufeff${head()}`, `\u000b${head()}`, 'FHS|^~\\&|', 'BHS|^~\\&|', `\n${head()}`]) assert.equal(looksLikeHl7v2(Buffer.from(text)), true, text)
  for (const text of ['MSHX', 'PID|1', '<x/>', '', 'Dear MSH|']) assert.equal(looksLikeHl7v2(Buffer.from(text)), false, text)
  assert.equal(looksLikeHl7v2(Buffer.from(`\ufeff${head()}`, 'utf16le')), true)
})

test('names of segments in small letters are names; a word of a broken text is none', () => {
  const message = of(`${head()}\rpid|1||M1\robx|1|TX|x||first\rthe|rest\robx|2|TX|x||second`)
  assert.deepEqual(message.segments.map((one) => one.name), ['MSH', 'PID', 'OBX', 'OBX'])
  assert.equal(textAt(message.segments[2], 5), 'first\nthe')
})

test('a change of the character set is no text, and one that MSH-18 names beside plain letters is read', () => {
  assert.equal(textAt(segment('OBX|1|FT|x||a\\C2842\\b\\M2442\\c\\Z01\\', 'OBX'), 5), 'abc\\Z01\\')
  const japanese = Buffer.concat([Buffer.from(`${withCharset('~ISO IR87')}\rPID|1||M1||`), Buffer.from('1b2442467c4b5c1b2842', 'hex')])
  assert.equal(part(fieldOf(readMessage(japanese, undefined).segments[1], 5), 1), '日本')
  assert.equal(part(fieldOf(readMessage(Buffer.from(`${withCharset('8859/1~ISO IR87')}\rPID|1||M1||M\u00fcller`, 'latin1'), undefined).segments[1], 5), 1), 'Müller')
})
