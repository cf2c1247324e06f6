// How do a resource's own words (FHIR R4 §2.4.3 Narrative, an XHTML div) become a tree that is safe to show? By the same allow-list
// as the words of clinical documents: text comes out, no markup, no style, no address that loads anything.
import { type Narrative } from '../../../../contract/narrative.ts'
import { narrativeOf } from '../ccda/narrative.ts'
import { parseXml } from '../ccda/xml.ts'
import { RefusedFile } from '../refused-file.ts'
import { type Fields, asFields, asText } from './element.ts'

/** More words than this in one part are a file, not a narrative. */
const mostLetters = 1_000_000

/** Names of signs that XHTML knows and XML does not: U+00A0 to U+00FF in their order, then those that texts use. */
const latin = 'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
const signs = new Map<string, string>([
  ...latin.split(' ').map((name, at) => [name, String.fromCharCode(0xa0 + at)] as const),
  ['ndash', '–'], ['mdash', '—'], ['lsquo', '‘'], ['rsquo', '’'], ['ldquo', '“'], ['rdquo', '”'], ['bull', '•'], ['hellip', '…'], ['euro', '€'], ['trade', '™'], ['le', '≤'], ['ge', '≥'], ['ne', '≠'], ['alpha', 'α'], ['beta', 'β'], ['gamma', 'γ'], ['mu', 'μ'], ['larr', '←'], ['rarr', '→'], ['ensp', ' '], ['emsp', ' '], ['thinsp', ' '],
])
const withSigns = (div: string): string => div.replace(/&([A-Za-z]\w{1,10});/g, (whole, name: string) => signs.get(name) ?? whole)

/** What is no sound XML gives its words in lines, without anything that stands between angle brackets. */
function plainWords(div: string): readonly Narrative[] {
  const lines = div.replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ').split(/<\s*\/?\s*(?:p|div|br|tr|li|h[1-6]|table|ul|ol)\b[^>]*>/i).map((one) => one.replace(/<[^>]*>?/g, ' '))
  return lines.flatMap((line) => narrativeOf({ name: 'text', attributes: {}, children: [line.replace(/\s+/g, ' ')] }, new Map()))
}

/** The words of a Narrative element; none when it has none. */
export function wordsOfNarrative(narrative: Fields | undefined): readonly Narrative[] {
  const div = asText(narrative?.div)
  if (div === undefined || div.length > mostLetters) return []
  const sound = withSigns(div)
  try {
    return narrativeOf(parseXml(`<text>${sound}</text>`), new Map())
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    return plainWords(sound)
  }
}

/** Is there more to read in it than was made from the data beside it (`generated`)? */
export const isWritten = (resource: Fields): boolean => !['generated', 'empty'].includes(asText(asFields(resource.text)?.status) ?? 'generated')
