// Are all the words of a section there, in their order and their shape, whatever markup they came in? CDA R2 §4.3.5, and the HTML of older systems.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { documentWith, sectionOf } from '../../../../tests/standards/ccda-written.ts'
import type { DocumentPart } from '../../../../contract/clinical.ts'
import type { Inline, Narrative, NarrativeCell } from '../../../../contract/narrative.ts'
import { readDocument } from './read-document.ts'

const partsOf = (xml: string): readonly DocumentPart[] => {
  const body = readDocument(Buffer.from(xml), 'x.xml').facts[0]?.body
  return body !== undefined && 'told' in body ? (body.told?.parts ?? []) : []
}

const inLine = (inside: readonly Inline[]): string => inside.map((one) => {
  if (typeof one === 'string') return one
  if (one.as === 'break') return '/'
  if (one.as === 'mark') return `^${one.number}`
  if (one.as === 'file') return `<${one.name}>`
  return one.as === 'link' ? `${inLine(one.inside)}(${one.address})` : `${one.as[0]}{${inLine(one.inside)}}`
}).join('')
const cell = (one: NarrativeCell): string => `${one.heads === undefined ? '' : one.heads === 'col' ? '^' : '>'}${one.across === undefined ? '' : `${one.across}x`}${drawn(one.inside)}`
const row = (cells: readonly NarrativeCell[]): string => cells.map(cell).join(' | ')
const shape = (block: Narrative): string => {
  if (block.as === 'paragraph') return inLine(block.inside)
  if (block.as === 'caption') return `# ${inLine(block.inside)}`
  if (block.as === 'footnote') return `[${block.number}] ${drawn(block.inside)}`
  if (block.as === 'list') return `${block.caption === undefined ? '' : `${inLine(block.caption)}: `}${block.numbered ? '1' : '*'}(${block.items.map(drawn).join(', ')})`
  return `${block.caption === undefined ? '' : `${inLine(block.caption)}: `}table(${[...block.head, ...block.rows].map(row).join(' // ')})`
}
/** A tree of words as one line: blocks apart by a bar. */
function drawn(blocks: readonly Narrative[]): string {
  return blocks.map(shape).join(' ¦ ')
}
const drawing = (text: string, entries = ''): string => drawn(partsOf(documentWith({ text, entries }))[0]?.words ?? [])

describe('words of a section', () => {
  for (const [what, text, expected] of [
    ['bare words', 'No complaints.', 'No complaints.'],
    ['bare words in lines', '\n  First line\n  second line\n\n  third', 'First line/ second line// third'],
    ['lines by br', 'One<br/>two<br/><br/>three', 'One/two//three'],
    ['paragraphs', '<paragraph>One</paragraph><paragraph>two</paragraph>', 'One ¦ two'],
    ['a paragraph with a caption', '<paragraph><caption>Plan</caption>Rest</paragraph>', '# Plan ¦ Rest'],
    ['content in content', '<content ID="a">One <content styleCode="Bold">two</content> three</content>', 'One b{two} three'],
    ['styles of vendors', '<content styleCode="xcs.Bold Italics">a</content> <content styleCode="Underline">b</content>', 'b{a} u{b}'],
    ['a list in a list', '<list><item>a<list listType="ordered"><item>b</item><item>c</item></list></item><item>d</item></list>', '*(a ¦ 1(b, c), d)'],
    ['a list with a caption, an item with one', '<list><caption>Goals</caption><item><caption>First</caption>walk</item></list>', 'Goals: *(# First ¦ walk)'],
    ['words between the items of a list', '<list>before<item>a</item></list>', '*(before, a)'],
    ['a table in a table', '<table><tbody><tr><td>a<table><tbody><tr><td>b</td></tr></tbody></table></td></tr></tbody></table>', 'table(a ¦ table(b))'],
    ['a table without a body', '<table><tr><th>Drug</th><th>Dose</th></tr><tr><td>x</td><td>1</td></tr></table>', 'table(^Drug | ^Dose // x | 1)'],
    ['several heads and a foot', '<table><thead><tr><th colspan="2">All</th></tr><tr><th>A</th><th>B</th></tr></thead><tfoot><tr><td>foot</td></tr></tfoot><tbody><tr><td>1</td><td>2</td></tr></tbody></table>', 'table(^2xAll // ^A | ^B // foot // 1 | 2)'],
    ['columns without words', '<table><colgroup><col width="1"/></colgroup><col/><tbody><tr><td/><td>2</td></tr></tbody></table>', 'table( | 2)'],
    ['a table with a caption and words outside its rows', '<table><caption>Labs</caption>loose<tbody><tr><td>1</td></tr></tbody></table>', 'Labs: table(1) ¦ loose'],
    ['a list in a cell', '<table><tbody><tr><td><list><item>a</item><item>b</item></list></td></tr></tbody></table>', 'table(*(a, b))'],
    ['footnotes and their marks', 'High<footnoteRef IDREF="f1"/> <footnote ID="f1">seen twice</footnote>', 'High^1 ¦ [1] seen twice'],
    ['a footnote inside a cell', '<table><tbody><tr><td>9<footnote>low</footnote></td></tr></tbody></table>', 'table(9 ¦ [1] low)'],
    ['a link with words, without, and one that is no address', '<linkHtml href="https://x.example/a">here</linkHtml> <linkHtml href="https://x.example/b"/> <linkHtml href="#a">there</linkHtml>', 'here(https://x.example/a) https://x.example/b(https://x.example/b) there'],
    ['raised and lowered', 'm<sup>2</sup> H<sub>2</sub>O', 'mr{2} Hl{2}O'],
    ['HTML of older systems', '<div><h2>Plan</h2><p>Rest</p><ul><li>a</li></ul><ol><li>b</li></ol><b>bold</b><i>slanted</i></div>', '# Plan ¦ Rest ¦ *(a) ¦ 1(b) ¦ b{bold}slanted'],
    ['XHTML with a prefix of its own', '<x:table xmlns:x="http://www.w3.org/1999/xhtml"><x:tr><x:td>a</x:td></x:tr></x:table>', 'table(a)'],
    ['elements nobody knows', '<v:box xmlns:v="urn:v">kept <v:inner>too</v:inner></v:box>', 'kept too'],
    ['text as CDATA and as references', '<![CDATA[a < b]]> &amp; c &#160;d', 'a < b & c d'],
    ['a comment says nothing', 'a<!-- secret -->b', 'ab'],
    ['a blank between two elements is one', '<content>Blood</content> <content>pressure</content>', 'Blood pressure'],
    ['what was taken out and put in', '<content revised="delete">old</content><content revised="insert">new</content>', 's{old}new'],
    ['nothing', '', ''],
    ['white space alone', ' \n ', ''],
    ['tables that draw nothing', '<table><tbody/></table>', ''],
  ] as const) test(what, () => assert.equal(drawing(text).replaceAll('\u00a0', ' ').replaceAll('  ', ' '), expected))
})

test('a picture is named where it stands, with its caption', () => {
  const entries = '<entry><observationMedia classCode="OBS" moodCode="EVN" ID="MM1"><value mediaType="image/jpeg" representation="B64">/9j/4AAQ</value></observationMedia></entry>'
  assert.equal(drawing('See <renderMultiMedia referencedObject="MM1"/> here', entries), 'See <image/jpeg> here')
  assert.equal(drawing('<renderMultiMedia referencedObject="MM1"><caption>Left hand</caption></renderMultiMedia>', entries), 'Left hand <image/jpeg>')
  assert.equal(drawing('<renderMultiMedia referencedObject="none"/>after', entries), 'after')
})

describe('sections', () => {
  const words = (xml: string): readonly string[] => partsOf(xml).map((one) => `${'-'.repeat(one.depth)}${one.title ?? 'untitled'}: ${drawn(one.words)}${one.empty === undefined ? '' : `(${one.empty})`}`)
  const inside = (title: string, more: string): string => `<component><section><title>${title}</title>${more}</section></component>`
  for (const [what, sections, expected] of [
    ['sections in sections keep their words and their depth', inside('Objective', `<text>all</text>${inside('Exam', `<text>fine</text>${inside('Heart', '<text>regular</text>')}`)}${inside('Labs', '<text>low</text>')}`) + inside('Plan', '<text>rest</text>'), ['Objective: all', '-Exam: fine', '--Heart: regular', '-Labs: low', 'Plan: rest']],
    ['a section without words, with null ones, with nil ones', `${inside('A', '')}${inside('B', '<text nullFlavor="NAV"/>')}${inside('C', '<text xsi:nil="true"/>')}`, ['A: (NI)', 'B: (NAV)', 'C: (NI)']],
    ['a section that is null and has words all the same', '<component><section nullFlavor="NI"><code code="48765-2" codeSystem="2.16.840.1.113883.6.1" displayName="Allergies"/><text>Not asked</text></section></component>', ['Allergies: Not asked']],
    ['a section without a title is called by its code', '<component><section><code code="10164-2" codeSystem="2.16.840.1.113883.6.1" displayName="History of present illness"/><text>Fell.</text></section></component>', ['History of present illness: Fell.']],
    ['a title in pieces', inside('Reason <content>for</content>\n visit', '<text>x</text>'), ['Reason for visit: x']],
  ] as const) test(what, () => assert.deepEqual(words(documentWith({ sections })), expected))
})

test('entries without words, and words without entries', () => {
  const [part] = partsOf(documentWith({ sections: sectionOf({ entries: '<entry><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.4"/><value xsi:type="CD" code="1" displayName="Asthma"/></observation></entry>' }).replace('<text></text>', '') }))
  assert.deepEqual([part?.empty, part?.listed, part?.unlisted], ['NI', 1, 0])
})
