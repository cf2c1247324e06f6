// Which part of a report says what it means? What stands under "IMPRESSION:" in one text; the rest is what was seen.
export const impressionHeading = /^\s*(?:impression|conclusion)s?\s*:[ \t]*/i
const anyHeading = /^\s*[A-Z][A-Z /]{3,40}:/

export function parted(text: string): { readonly findings: string | undefined; readonly conclusion: string | undefined } {
  const lines = text.split('\n')
  const from = lines.findIndex((line) => impressionHeading.test(line))
  if (from < 0) return { findings: text || undefined, conclusion: undefined }
  const after = lines.findIndex((line, at) => at > from && anyHeading.test(line))
  const end = after < 0 ? lines.length : after
  const said = (some: readonly string[]): string | undefined => some.join('\n').trim() || undefined
  return { findings: said([...lines.slice(0, from), ...lines.slice(end)]), conclusion: said(lines.slice(from, end))?.replace(impressionHeading, '').trim() || undefined }
}
