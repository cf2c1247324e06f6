// Which everyday name has a test, and which tests do people mean by a word? Looked up in the table of names.
import { testGroups } from './test-names.ts'

const names = new Map<string, string>()
for (const group of testGroups) for (const [code, name] of Object.entries(group.tests)) if (!names.has(code)) names.set(code, name)

/** The everyday name of a LOINC code; undefined when we have none. */
export const plainTestName = (code: string | undefined): string | undefined => (code === undefined ? undefined : names.get(code))

/** How many codes have an everyday name. */
export const plainTestCount = names.size

/** The codes that people mean by a word or phrase ("cholesterol", "blood count"); also the start of a word of four letters and more. */
export function codesMeant(words: string): readonly string[] {
  const said = words.toLowerCase().trim()
  if (said === '') return []
  const fits = (one: string) => one === said || (said.length >= 4 && one.startsWith(said))
  const codes = new Set<string>()
  for (const group of testGroups) {
    if (!group.words.some(fits)) continue
    for (const code of [...Object.keys(group.tests), ...(group.within ?? [])]) codes.add(code)
  }
  for (const [code, name] of names) {
    if (
      said.length >= 3 &&
      name
        .toLowerCase()
        .split(/[^a-z0-9’]+/)
        .some((one) => one === said || (said.length >= 4 && one.startsWith(said)))
    )
      codes.add(code)
  }
  return [...codes]
}

/** Every word of every group, longest first: for finding phrases in what was typed. */
export const knownTestWords: readonly string[] = [...new Set(testGroups.flatMap((group) => group.words))].sort((a, b) => b.length - a.length)
