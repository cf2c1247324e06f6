// Does the scanner take what JSON is, and refuse what it is not?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { RefusedFile } from '../refused-file.ts'
import { readBundle } from '../read-bundle.ts'
import { scan } from './scan.ts'

const code = (text: string | Buffer): string => {
  try {
    scan(Buffer.from(text))
    return 'sound'
  } catch (error) {
    return error instanceof RefusedFile ? error.code : String(error)
  }
}
const resource = (inside: string) => `{"resourceType":"Basic","x":${inside}}`

test('values that JSON.parse takes are taken, and the others refused', () => {
  const fragments = ['1', '-1', '01', '1.', '.5', '1e5', '1e', '+1', '-', '"a"', '"\\n"', '"\\x"', '"\\u12"', '"\\u0041"', '"\t"', 'tru', 'true', 'null', '[1,]', '[,]', '[]', '{}', '{"a":}', '{"a":1,}', '{a:1}', '[1 2]', '"', '[', '{', 'NaN', 'Infinity', "'a'", '[1]]', '/*x*/1', '1 ', '\n1']
  for (const fragment of fragments) {
    const text = resource(fragment)
    let sound = true
    try {
      JSON.parse(text)
    } catch {
      sound = false
    }
    assert.equal(code(text), sound ? 'sound' : 'syntax', text)
  }
})

test('any JSON value is read, and any cut or changed byte is judged as JSON.parse judges it', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom('', '"', '{', ',', ']', '0', ' '), (json, at, put) => {
    const text = resource(json)
    const place = at % (text.length + 1)
    for (const one of [text, text.slice(0, place), text.slice(0, place) + put + text.slice(place + 1)]) {
      let sound = true
      try {
        JSON.parse(one)
      } catch {
        sound = false
      }
      const said = code(one)
      if (sound) assert.ok(['sound', 'property-twice', 'property-escaped', 'not-fhir'].includes(said), `${said}: ${one}`)
      else assert.ok(said !== 'sound', one)
    }
  }), { numRuns: 500 })
})

test('depth, a property that stands twice, and escapes in names have one answer each', () => {
  assert.equal(code(resource('['.repeat(63) + ']'.repeat(63))), 'sound')
  assert.equal(code(resource('['.repeat(64) + ']'.repeat(64))), 'too-deep')
  assert.equal(code('{"resourceType":"Basic","a":{"b":1,"b":2}}'), 'property-twice')
  assert.equal(code('{"resourceType":"Basic","a":{"b":1},"c":{"b":2}}'), 'sound')
  assert.equal(code('{"resourceType":"Basic","\\u0061":1}'), 'property-escaped')
  assert.equal(code('[1]'), 'not-fhir')
  assert.equal(code('{"a":1}'), 'not-fhir')
  assert.equal(code(''), 'empty')
  assert.equal(code(' \n'), 'empty')
})

test('a refusal names the line', () => {
  assert.throws(() => scan(Buffer.from('{\n"resourceType":"Basic",\n"a":x}')), (error) => error instanceof RefusedFile && error.line === 3)
})

test('numbers keep the text they came with, and resources their exact slice', () => {
  const inner = '{ "resourceType":"Observation", "id":"o", "value": 2.00, "text":"1.50 \\" }", "many":[1e999, 12345678901234567890, -0, 5, 7.25] }'
  const [entry] = readBundle(Buffer.from(`{"resourceType":"Bundle","type":"batch","entry":[{"fullUrl":"urn:uuid:o","resource":${inner},"request":{"x":3.10}}]}`)).entries
  assert.equal(entry?.text.toString(), inner)
  assert.deepEqual([entry?.resource.value, entry?.resource.text, entry?.resource.many], ['2.00', '1.50 " }', ['1e999', '12345678901234567890', '-0', 5, 7.25]])
})

test('every decimal is given back digit by digit', () => {
  fc.assert(fc.property(fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/), (number) => {
    const [entry] = readBundle(Buffer.from(`{"resourceType":"Basic","value":${number}}`)).entries
    const value = entry?.resource.value
    assert.equal(typeof value === 'number' ? String(value) : value, number)
  }), { numRuns: 2_000 })
})

test('half a surrogate pair and NUL are marked on the entry that holds them, and only there', () => {
  const marks = (text: string) => readBundle(Buffer.from(`{"resourceType":"Bundle","type":"batch","entry":[{"resource":{"resourceType":"Basic","a":"${text}"}},{"resource":{"resourceType":"Basic"}}]}`)).entries.map((one) => one.unkeepable)
  assert.deepEqual(marks('\\u0000'), [true, false])
  assert.deepEqual(marks('\\ud800'), [true, false])
  assert.deepEqual(marks('\\udc00x'), [true, false])
  assert.deepEqual(marks('\\ud83d\\ude00'), [false, false])
  assert.deepEqual(marks('\\\\u0000'), [false, false])
  assert.equal(code('{"resourceType":"Bundle","type":"history","entry":[]}'), 'sound')
  assert.throws(() => readBundle(Buffer.from('{"resourceType":"Bundle","type":"history","entry":[]}')), RefusedFile)
})

test('a bundle that says it means something else, or of whose entries one does, is refused; a resource says it for itself', () => {
  const bundle = (own: string, entry = '') => code(`{"resourceType":"Bundle","type":"collection"${own},\n"entry":[{${entry}"resource":{"resourceType":"Basic","modifierExtension":[{"url":"x"}]}}]}`)
  assert.deepEqual([bundle(''), bundle(',"implicitRules":"https://x.example/rules"'), bundle(',"implicitRules":""'), bundle('', '"modifierExtension":[{"url":"x"}],'), bundle('', '"modifierExtension":{"url":"x"},'), bundle('', '"modifierExtension":[ ],'), bundle('', '"modifierExtension":null,')], ['sound', 'bundle-modified', 'sound', 'bundle-modified', 'bundle-modified', 'sound', 'sound'])
  assert.equal(code('{"resourceType":"List","entry":[{"modifierExtension":[{"url":"x"}]}],"implicitRules":"https://x.example/rules"}'), 'sound')
  assert.throws(() => scan(Buffer.from('{"resourceType":"Bundle","type":"batch",\n"entry":[{\n"modifierExtension":[1]}]}')), (error) => error instanceof RefusedFile && error.line === 3)
})
