// What becomes of a message on a bad line, in a bad converter or in bad hands? Sound bytes with a few small damages.
import fc from 'fast-check'

type Damage = (bytes: Buffer) => Buffer

/** A place in bytes of any length; anywhere, and not mostly at the ends. */
const place = fc.noBias(fc.nat(9_999)).map((part) => part / 10_000)
const at = (bytes: Buffer, where: number): number => Math.floor(where * bytes.length)

/** Pieces that mean something to somebody who reads. */
const pieces = {
  hl7v2: ['\r', '\n', '\r\n', '|', '^', '~', '\\', '&', '""', '\\X', '\\X0D\\', '\\XZZ\\', '\\.sp99999\\', '\\H\\', '\u000b', '\u001c', '\u001c\r', '\u0000', '\ufeff', 'MSH|^~\\&|', '\rMSH|', '\rPID|1||', '\rOBX|9999|', '\rZZZ|', 'FHS|^~\\&\r', 'BTS|1\r', '|-1|', '|99999999999999999999|', '20261399', '|ED|', '^^^&&', 'UNICODE UTF-16', '2.9.9'],
  fhir: ['{', '}', '[', ']', '"', ':', ',', '\\u0000', '\\ud800', '\u0000', '\ufeff', 'null', 'true', '1e999', '-0', '"resourceType":"Patient"', '"resourceType":"Bundle"', '"__proto__":{}', '"reference":"Patient/../x"', '"reference":"http://127.0.0.1:9/x"', '"fullUrl":"urn:uuid:x"', '{"a":'.repeat(40), '2026-99-99', '"status":7'],
} as const
type Form = keyof typeof pieces

function damageOf(form: Form): fc.Arbitrary<Damage> {
  const put = fc.oneof(fc.constantFrom(...pieces[form]).map((text) => Buffer.from(text)), fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)), fc.string({ unit: 'binary', maxLength: 4 }).map((text) => Buffer.from(text)))
  const line = form === 'hl7v2' ? '\r' : ','
  return fc.oneof(
    fc.tuple(place, fc.nat(30), put).map(([where, cut, what]): Damage => (bytes) => Buffer.concat([bytes.subarray(0, at(bytes, where)), what, bytes.subarray(at(bytes, where) + cut)])),
    // A byte that toppled.
    fc.tuple(place, fc.nat(7)).map(([where, bit]): Damage => (bytes) => {
      const copy = Buffer.from(bytes)
      if (copy.length > 0) copy.writeUInt8((copy[at(copy, where)] ?? 0) ^ (1 << bit), at(copy, where))
      return copy
    }),
    // It broke off.
    place.map((where): Damage => (bytes) => bytes.subarray(0, at(bytes, where))),
    // A line twice, away, or in another one's place.
    fc.tuple(place, place, fc.constantFrom('twice', 'away', 'swapped')).map(([one, other, how]): Damage => (bytes) => {
      const lines = bytes.toString('latin1').split(line)
      const [from, to] = [Math.floor(one * lines.length), Math.floor(other * lines.length)]
      const [a = '', b = ''] = [lines[from], lines[to]]
      if (how === 'away') lines.splice(from, 1)
      else if (how === 'twice') lines.splice(to, 0, a)
      else [lines[from], lines[to]] = [b, a]
      return Buffer.from(lines.join(line), 'latin1')
    }),
    // Read in one character set, written in another.
    fc.constantFrom<BufferEncoding>('latin1', 'utf16le').map((encoding): Damage => (bytes) => Buffer.from(bytes.toString('utf8'), encoding)),
  )
}

/** One of the sound texts with one to five damages. */
export function damaged(form: Form, sound: readonly string[]): fc.Arbitrary<Buffer> {
  return fc.tuple(fc.constantFrom(...sound), fc.array(damageOf(form), { minLength: 1, maxLength: 5 })).map(([text, damages]) => damages.reduce<Buffer>((bytes, damage) => damage(bytes), Buffer.from(text)))
}
