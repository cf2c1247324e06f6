// Which words does `<reference value="#…"/>` point at? Those of the same section first: real systems count their ids anew in each
// section. An id that stands on different words points at nothing, for nobody could tell which are meant.
import { wordsIn } from '../element.ts'
import type { Element } from '../xml.ts'

/** Elements by their id. */
export type Pointed = { readonly get: (id: string) => Element | undefined }

/** Every element with an id; null: different words have it. */
function identified(root: Element): ReadonlyMap<string, Element | null> {
  const found = new Map<string, Element | null>()
  const walk = (element: Element) => {
    const id = element.attributes.ID ?? element.attributes.id
    if (id !== undefined && id !== '') {
      const before = found.get(id)
      if (before === undefined) found.set(id, element)
      else if (before !== null && wordsIn(before) !== wordsIn(element)) found.set(id, null)
    }
    for (const child of element.children) if (typeof child !== 'string') walk(child)
  }
  walk(root)
  return found
}

/** Ids of a whole document. */
export function pointedAnywhere(root: Element): Pointed {
  const found = identified(root)
  return { get: (id) => found.get(id) ?? undefined }
}

/** Ids of a section's words, then those of the document. */
export function pointedIn(text: Element | undefined, anywhere: Pointed): Pointed {
  if (text === undefined) return anywhere
  const own = identified(text)
  return { get: (id) => (own.has(id) ? (own.get(id) ?? undefined) : anywhere.get(id)) }
}
