// What do the tests of clinical documents share? The documents nobody here wrote, and the words of their sections taken from
// the raw XML by another way than the product's: no parser, only marks and texts.
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { outside } from './fhir-import-given.ts'

export type Sample = { readonly name: string; readonly path: string; readonly bytes: Buffer; /** Meant to be refused. */ readonly negative: boolean }

const isDocument = (path: string): boolean => /\.(xml|ccda|txt)(\.gz)?$/i.test(path) && !/\/fragments\/|readme/i.test(path)

/** Every whole document, unpacked. */
export function samples(): readonly Sample[] {
  return globSync(join(outside, 'ccda/**/*')).filter(isDocument).sort().map((path) => {
    const bytes = readFileSync(path)
    return { name: path.slice(outside.length + 1), path, bytes: path.endsWith('.gz') ? gunzipSync(bytes) : bytes, negative: /^NT_/.test(basename(path)) }
  })
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string): string => text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (_whole, name: string) => (name.startsWith('#x') ? String.fromCodePoint(Number.parseInt(name.slice(2), 16)) : name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (named[name] ?? '')))

/** Words are runs without white space: what parts them is not compared. */
export const letters = (text: string): string => text.replace(/[\s\u00a0\u200b]+/g, '')

/** Letters of each section's own words in the order of the file. A section's text is the `text` right inside it. */
export function sectionLetters(xml: string): readonly string[] {
  const found: string[] = []
  const open: string[] = []
  let own: string[] | null = null
  let depth = 0
  for (const [token] of xml.matchAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<[^>]*>|[^<]+/g)) {
    if (token.startsWith('<!--') || token.startsWith('<?')) continue
    if (token.startsWith('<![CDATA[')) {
      own?.push(token.slice(9, -3))
      continue
    }
    if (!token.startsWith('<')) {
      own?.push(unescaped(token))
      continue
    }
    const [, closing = '', name = ''] = /^<(\/?)\s*(?:[\w.-]+:)?([\w.-]+)/.exec(token) ?? []
    if (closing === '/') {
      if (own !== null && open.length === depth) {
        found.push(letters(own.join('')))
        own = null
      }
      open.pop()
    } else {
      if (own === null && name === 'text' && open.at(-1) === 'section') {
        own = []
        depth = open.length + 1
      }
      if (!token.endsWith('/>')) open.push(name)
      else if (own !== null && name === 'text' && open.length + 1 === depth) own = null
    }
  }
  return found
}

/** The text of HTML in order, without what only screen readers hear from attributes. */
export function textOfHtml(html: string): string {
  return unescaped(html.replace(/<sup><a [^>]*>\d+<\/a><\/sup>/g, '').replace(/<[^>]*>/g, ' ').replace(/&nbsp;/g, ' '))
}

/** Empties what files brought, the charts with it: for the next case in the same house. */
export const emptied = 'truncate patients_patient, store_raw, store_record, store_part, store_document, store_replaced, release_ledger, release_waiting cascade'
