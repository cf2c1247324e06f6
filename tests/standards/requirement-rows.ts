// Which promise or rule is kept by which test? Tests name ids (P7, R51) in their first line or a title; docs/requirements.csv lists them.
// `node --import ./server/tsx.ts tests/standards/requirement-rows.ts` writes the column of tests anew from what the tests say.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

export const requirementsFile = 'docs/requirements.csv'
const head = ['id', 'source', 'sentence', 'test', 'why not tested'] as const

export type RequirementRow = { readonly id: string; readonly source: string; readonly sentence: string /** Files, parted by a space. */; readonly test: string /** Which turn brings it; beside a test: "in part: …". */; readonly why: string }

/** P1-P54 of promises.md, R1-R94 of security.md. */
export const everyId: readonly string[] = [...Array.from({ length: 54 }, (_, at) => `P${at + 1}`), ...Array.from({ length: 94 }, (_, at) => `R${at + 1}`)]

/** Fields of RFC 4180 lines; a field in quotes may hold commas, quotes and line ends. */
function fieldsOf(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end !== ',') lines.push([])
  }
  return lines.filter((line) => line.length === head.length)
}

export function readRequirements(): readonly RequirementRow[] {
  const [first, ...lines] = fieldsOf(readFileSync(requirementsFile, 'utf8'))
  if (first?.join() !== head.join()) throw new Error(`${requirementsFile} begins with ${first?.join()}`)
  return lines.map(([id = '', source = '', sentence = '', test = '', why = '']) => ({ id, source, sentence, test, why }))
}

/** The first line of a file and its titles. "FHIR R4" and "CDA R2" are standards, not rules. */
function saidBy(text: string): string {
  const titles = [...text.matchAll(/\b(?:test|describe|journey)\(\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)"|`([^`]*)`)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
  return [text.split('\n', 1)[0] ?? '', ...titles].join('\n').replace(/(?:FHIR R[45]|CDA R2)\b/g, '')
}

/** For each id the test files that name it. */
export function namedInTests(): ReadonlyMap<string, readonly string[]> {
  const named = new Map<string, string[]>()
  const files = globSync('{contract,words,server,web,demo,tests}/**/*.test.{ts,tsx}')
    .filter((file) => !file.includes('node_modules'))
    .sort()
  for (const file of files) for (const id of new Set(saidBy(readFileSync(file, 'utf8')).match(/\b[PR][1-9]\d?\b/g) ?? [])) named.set(id, [...(named.get(id) ?? []), file])
  return named
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function writeRequirements(): void {
  const named = namedInTests()
  const rows = readRequirements().map((row) => {
    const test = (named.get(row.id) ?? []).join(' ')
    const why = test === '' ? row.why.replace(/^$|^in part: .*/, 'later turn') : row.why.startsWith('in part: ') ? row.why : ''
    return [row.id, row.source, row.sentence, test, why]
  })
  writeFileSync(requirementsFile, `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeRequirements()
