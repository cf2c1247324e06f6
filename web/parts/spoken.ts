// In which language does a part speak, and with which words? Every part that says something by itself takes a language.
import type { Language } from '#words'
import { type PartsWords, parts as en } from '../../words/en/parts.ts'

export type { Language }

const wordsOfParts: Readonly<Record<Language, PartsWords>> = { en }

/** The words of the parts in this language. */
export function spoken(language: Language): PartsWords {
  return wordsOfParts[language]
}
