// The words' door: every sentence a person reads, by language. English is whole; the compiler holds it to the closed lists.
import { whoseFault } from '../contract/whose-fault.ts'
import { frame, minutesInWords, refusalWords, whoseWords } from './en/frame.ts'

export type Language = 'en'

/** What a refusal says: facts fill the `{name}` places; a place without its fact would be a hole, so it is a fault. */
export function refusalText(_language: Language, code: keyof typeof refusalWords, facts: Readonly<Record<string, string | number>> = {}): { title: string; /** The first sentence: whose fault it is. Empty where the title says it, or nothing failed. */ whose: string; text: string; next: string | null } {
  const words: { title: string; text: string; next?: string } = refusalWords[code]
  const all: Readonly<Record<string, string | number>> = { minutes: minutesInWords(Number(facts.seconds ?? 60)), ...facts }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(all[name] ?? ''))
  const whose = whoseWords[whoseFault(code)]
  return { title: fill(words.title), whose: words.title.startsWith(whose) ? '' : whose, text: fill(words.text), next: words.next === undefined ? null : fill(words.next) }
}

export const frameWords = (_language: Language) => frame
