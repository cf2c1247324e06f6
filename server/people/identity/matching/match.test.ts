// Does the matcher say what a careful clerk would say? One line for each way in which people and records differ.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Claim, IdentityMatch, MatchRule, NameOnFile, OnFile, Proof } from '../../../../contract/identity.ts'
import { matchIdentity } from './match.ts'

const significant: MatchRule = { leadingZeros: 'significant' }
const ignored: MatchRule = { leadingZeros: 'ignored' }

let made = 0
/** `'Given Middle/Family'`, with `(maiden)` and the like in front of further ones. */
function nameOf(text: string): NameOnFile {
  const [, use = 'official', rest = ''] = /^(?:\((\w+)\))?(.*)$/.exec(text) ?? []
  const [given = '', family = '', suffix] = rest.split('/')
  return { use: use as NameOnFile['use'], given: given.split(' ').filter((one) => one !== ''), family, suffix: suffix ?? null }
}
type Given = Partial<Omit<OnFile, 'names' | 'phones' | 'emails'>> & { readonly names?: readonly string[]; readonly phones?: readonly string[]; readonly emails?: readonly string[] }
function chart({ names = ['Rosa/Alvarez'], phones = ['(207) 555-0139'], emails = [], ...more }: Given = {}): OnFile {
  made += 1
  const contact = (value: string) => ({ value: value.replace('old ', ''), use: null, old: value.startsWith('old ') })
  return {
    patient: `chart-${made}`, human: `human-${made}`, organization: 'lakeside', birthDate: '1968-02-28', deceased: false, deceasedOn: null, sex: null, multipleBirth: false, mrns: [`LC${100000 + made * 37}`], ssn4: null, addresses: [],
    ...more, names: names.map(nameOf), phones: phones.map(contact), emails: emails.map(contact),
  }
}
const phone = (value = '2075550139'): Proof => ({ kind: 'phone', value })
function claim(name = 'Rosa/Alvarez', more: Partial<Claim> = {}): Claim {
  const [given = '', family = '', suffix = null] = name.split('/')
  return { given, family, suffix, birthDate: '1968-02-28', proofs: [phone()], ...more }
}
const outcome = (said: Claim, charts: OnFile | readonly OnFile[], rule = significant): IdentityMatch['outcome'] => matchIdentity(said, Array.isArray(charts) ? (charts as readonly OnFile[]) : [charts as OnFile], rule).outcome

/** Typed, on file (several with `|`), what comes out with a phone that agrees. */
const names: readonly (readonly [typed: string, onFile: string, out: IdentityMatch['outcome']])[] = [
  ['Rosa/Alvarez', 'Rosa/Álvarez', 'matched'],
  ['RETHA/OKEEFE', 'Retha/O’Keefe', 'matched'],
  ["Retha/O'Keefe", 'RETHA/OKEEFE', 'matched'],
  ['Ann/Smith Jones', 'Ann/Smith-Jones', 'matched'],
  ['Rosa/Alvarez', 'Rosa/Alvarez Lopez', 'matched'],
  ['Rosa/Lopez', 'Rosa/Alvarez-Lopez', 'matched'],
  ['Pedro/de la Cruz', 'Pedro/Delacruz', 'matched'],
  ['Alvarez/Rosa', 'Rosa/Alvarez', 'matched'],
  ['Li/Wei', 'Wei/Li', 'matched'],
  ['Rosa Maria/Alvarez', 'Rosa/Alvarez', 'matched'],
  ['Rosa M./Alvarez', 'Rosa María/Alvarez', 'matched'],
  ['Bill/Smith', 'William/Smith', 'matched'],
  ['William/Smith', 'Bill/Smith', 'matched'],
  ['Pancho/Reyes', 'Francisco/Reyes', 'matched'],
  ['Margaret/Hall', 'Peggy/Hall', 'matched'],
  ['Juergen/Mueller', 'Jürgen/Müller', 'matched'],
  ['Jurgen/Muller', 'Jürgen/Müller', 'matched'],
  ['Anna/Strauss', 'Anna/Strauß', 'matched'],
  ['Soren/Ostergard', 'Søren/Østergård', 'matched'],
  ['Ivan/Petrov', 'Иван/Петров', 'matched'],
  ['李/伟', '李/伟', 'matched'],
  ['Sara/Cohen', 'Sarah/Cohen', 'matched'],
  ['Micheal/Stone', 'Michael/Stone', 'matched'],
  ['Rosa/Alvarex', 'Rosa/Alvarez', 'matched'],
  ['Charlotte/Parisian', 'Charlotte/Schuster|(maiden)Charlotte/Parisian', 'matched'],
  ['Sukarno/', '/Sukarno', 'matched'],
  ['Sukarno/Sukarno', '/Sukarno', 'matched'],
  ['FNU/Sukarno', '/Sukarno', 'matched'],
  ['John/Smith/Jr.', 'John/Smith Jr', 'matched'],
  ['John/Smith', 'John/Smith/Sr', 'matched'],
  ['Maryann/Hill', 'Mary Ann/Hill', 'matched'],
  ['Jean Pierre/Roy', 'Jean-Pierre/Roy', 'matched'],
  ['Ian/Mc Donald', 'Ian/McDonald', 'matched'],
  // In doubt: perhaps a twin, a sister, a father.
  ['John/Smith/Jr.', 'John/Smith/Sr', 'ambiguous'],
  ['Jayden/Nolan', 'Kayden/Nolan', 'ambiguous'],
  ['Mario/Rossi', 'Maria/Rossi', 'ambiguous'],
  ['Maria/Reyes', 'Maria Luisa/Reyes', 'ambiguous'],
  ['Maria Ana/Reyes', 'Maria Luisa/Reyes', 'ambiguous'],
  ['Ana María/Reyes', 'Ana Marta/Reyes', 'ambiguous'],
  ['Victoria/Nolan', 'Victor/Nolan', 'ambiguous'],
  ['Carlso/Reyes', 'Carlo/Reyes', 'ambiguous'],
  ['Chris/Nolan', 'Christina/Nolan', 'ambiguous'],
  ['R/Alvarez', 'Rosa/Alvarez', 'ambiguous'],
  ['Sha/Runte', 'Shantae Jennine/Runte', 'ambiguous'],
  // Not by this form: another name, or two things at once.
  ['Robert/Nolan', 'Vivien/Nolan', 'unmatched'],
  ['Charlotte/Parisian', 'Charlotte/Schuster', 'unmatched'],
  ['Micheal/Stome', 'Michael/Stone', 'unmatched'],
]

describe('names', () => {
  for (const [typed, onFile, out] of names) test(`${typed} typed, ${onFile} on file: ${out}`, () => assert.equal(outcome(claim(typed), chart({ names: onFile.split('|') })), out))
})

describe('birth dates', () => {
  const number: Proof = { kind: 'mrn', value: 'LC707358' }
  const date = (onFile: string, name = 'Rosa/Alvarez', proof: Proof = number) => outcome(claim(name, { birthDate: '1968-03-08', proofs: [proof] }), chart({ birthDate: onFile, mrns: ['LC707358'] }))
  test('day and month exchanged are forgiven with the whole name and a number that is theirs alone', () => assert.deepEqual([date('1968-08-03'), date('1968-08-03', 'Rosa/Alvarez', phone())], ['matched', 'unmatched']))
  test('so is one slip in day or month', () => assert.deepEqual([date('1968-03-06'), date('1968-05-08'), date('1968-03-80'), date('1968-03-06', 'Rosita/Alvarez')], ['matched', 'matched', 'matched', 'matched']))
  test('a slip in the year goes to the desk: father and son', () => assert.deepEqual([date('1986-03-08'), date('1967-03-08'), date('1938-03-08')], ['unmatched', 'unmatched', 'unmatched']))
  test('two slips, or a slip beside another in the name, are not forgiven', () => assert.deepEqual([date('1968-05-06'), date('1968-03-06', 'Rosa/Alvarex'), date('1968-03-06', 'R/Alvarez')], ['unmatched', 'unmatched', 'ambiguous']))
})

describe('proofs', () => {
  const mrn = (value: string): Claim => claim(undefined, { proofs: [{ kind: 'mrn', value }] })
  test('P10: a record number is read with spaces, dashes, slashes, words before it and in any case', () => {
    for (const typed of ['LC-707 358', 'lc707358', 'LC/707/358', 'MRN: LC707358', 'MRN LC 707358', '707358', '#707358']) assert.equal(outcome(mrn(typed), chart({ mrns: ['LC707358'] })), 'matched', typed)
  })
  test('zeros in front count or not as the organization says', () => {
    assert.equal(outcome(mrn('12345'), chart({ mrns: ['0012345'] })), 'unmatched')
    assert.equal(outcome(mrn('12345'), chart({ mrns: ['0012345'] }), ignored), 'matched')
    assert.equal(outcome(mrn('0012345'), chart({ mrns: ['LC12345'] }), ignored), 'matched')
  })
  test('two numbers that the rule makes one are ambiguous', () => {
    const two = [chart({ mrns: ['0012345'] }), chart({ mrns: ['12345'] })]
    assert.deepEqual([outcome(mrn('12345'), two, ignored), outcome(mrn('12345'), two)], ['ambiguous', 'ambiguous'])
    const others = [chart({ mrns: ['0012345'], names: ['Nina/Other'], birthDate: '1999-01-01' }), chart({ mrns: ['12345'] })]
    assert.equal(outcome(mrn('12345'), others, ignored), 'matched')
  })
  test('a number one digit away is not forgiven', () => assert.equal(outcome(mrn('LC707359'), chart({ mrns: ['LC707358'] })), 'unmatched'))
  test('a phone is read in any format', () => {
    for (const typed of ['+1 (207) 555-0139', '1-207-555-0139', '207.555.0139 ext. 12', '555-0139', '+1 (207) 555-0139 x7', '207５５５0139', '0012075550139']) assert.equal(outcome(claim(undefined, { proofs: [phone(typed)] }), chart()), 'matched', typed)
  })
  test('an old phone picks the chart of the same name and date, never with a slip', () => {
    assert.equal(outcome(claim(), chart({ phones: ['old 207-555-0139', '207-555-0555'] })), 'matched')
    assert.equal(outcome(claim('Rosa/Alvarex'), chart({ phones: ['old 207-555-0139'] })), 'unmatched')
  })
  test('a phone that is another one, or none on file, proves nothing', () => assert.deepEqual([outcome(claim(), chart({ phones: ['207-555-0777'] })), outcome(claim(), chart({ phones: [] }))], ['unmatched', 'unmatched']))
  test('an e-mail is read in any case; dots and plus only where the provider ignores them', () => {
    const mail = (typed: string, onFile: string) => outcome(claim(undefined, { proofs: [{ kind: 'email', value: typed }] }), chart({ emails: [onFile] }))
    assert.deepEqual([mail('Rosa.A@Example.ORG', 'rosa.a@example.org'), mail('ro.sa+portal@gmail.com', 'rosa@googlemail.com'), mail('ro.sa.alv@example.org', 'rosaalv@example.org')], ['matched', 'matched', 'unmatched'])
  })
  test('an address is read with its abbreviations; another apartment or street is another home', () => {
    const at = (line: string, postalCode = '04101', onFile = ['12 North Maple Street', 'Apt 4']) => outcome(claim(undefined, { proofs: [{ kind: 'address', line, city: null, postalCode }] }), chart({ addresses: [{ lines: onFile, city: 'Harbor City', state: 'ME', postalCode: '04101-2233', use: 'home', old: false }] }))
    assert.deepEqual([at('12 N. Maple St. #4'), at('12 n maple st apartment 4'), at('12 North Maple'), at('12 N Maple St Unit 4', '04101')], ['matched', 'matched', 'matched', 'matched'])
    assert.deepEqual([at('12 N Maple St Apt 5'), at('12 N Maple Ave Apt 4'), at('14 N Maple St Apt 4'), at('12 N Maple St Apt 4', '04102')], ['unmatched', 'unmatched', 'unmatched', 'unmatched'])
  })
  test('the last four digits count as a number of their own', () => {
    const four: Claim = claim(undefined, { proofs: [{ kind: 'ssn4', hash: 'h' }] })
    assert.deepEqual([outcome(four, chart({ ssn4: 'h' })), outcome(four, chart({ ssn4: 'g' })), outcome({ ...four, birthDate: '1986-02-28' }, chart({ ssn4: 'h' }))], ['matched', 'unmatched', 'unmatched'])
  })
})

describe('several charts', () => {
  test('two namesakes of one birth date: the phone says which, and says nothing when one has none on file', () => {
    const [mine, theirs] = [chart(), chart({ phones: ['207-555-0777'] })]
    const found = matchIdentity(claim(), [theirs, mine], significant)
    assert.deepEqual(found.outcome === 'matched' && found.patient, mine.patient)
    assert.equal(outcome(claim(), [mine, chart({ phones: [] })]), 'ambiguous')
    assert.equal(outcome(claim(), [mine, chart()]), 'ambiguous')
  })
  test('the twin of somebody found is never matched, with both charts or with the other one alone', () => {
    const [vivien, robert] = [chart({ names: ['Vivien Jocelyn/Nolan'] }), chart({ names: ['Robert/Nolan'] })]
    const found = matchIdentity(claim('Robert/Nolan'), [vivien, robert], significant)
    assert.deepEqual(found.outcome === 'matched' && found.patient, robert.patient)
    assert.equal(outcome(claim('Robert/Nolan'), vivien), 'unmatched')
  })
  test('on a chart of a twin only the whole first name counts', () => assert.deepEqual(['William/Hall', 'Bill/Hall', 'W/Hall'].map((typed) => outcome(claim(typed), chart({ names: ['William/Hall'], multipleBirth: true }))), ['matched', 'ambiguous', 'ambiguous']))
  test('two charts that are merged are one human', () => {
    const one = chart()
    assert.equal(outcome(claim(), [one, chart({ human: one.human })]), 'matched')
  })
  test('R36: who died is never matched, in no chart of theirs', () => {
    const gone = chart({ deceased: true })
    assert.deepEqual([outcome(claim(), gone), outcome(claim(), [chart({ human: gone.human }), gone])], ['ambiguous', 'ambiguous'])
  })
  test('nobody is found among none', () => assert.equal(outcome(claim(), []), 'unmatched'))
})
