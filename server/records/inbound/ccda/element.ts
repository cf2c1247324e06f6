// How is a CDA element asked for its parts? By name; what is not there is absent, and an empty text is none.
import type { Element } from './xml.ts'

export const isElement = (child: Element | string): child is Element => typeof child !== 'string'

export function childrenOf(parent: Element | undefined, name: string): Element[] {
  const found: Element[] = []
  if (parent !== undefined) for (const child of parent.children) if (typeof child !== 'string' && child.name === name) found.push(child)
  return found
}

export function childOf(parent: Element | undefined, name: string): Element | undefined {
  if (parent === undefined) return undefined
  for (const child of parent.children) if (typeof child !== 'string' && child.name === name) return child
  return undefined
}

/** The first element down a path of names. */
export function at(parent: Element | undefined, ...path: readonly string[]): Element | undefined {
  let here = parent
  for (const name of path) here = childOf(here, name)
  return here
}

/** Every element down a path of names, through every branch. */
export function allAt(parent: Element | undefined, ...path: readonly string[]): Element[] {
  let here = parent === undefined ? [] : [parent]
  for (const name of path) here = here.flatMap((one) => childrenOf(one, name))
  return here
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  const value = element?.attributes[name]?.trim()
  return value === undefined || value === '' ? undefined : value
}

function gather(element: Element, into: string[]): void {
  for (const child of element.children) {
    if (typeof child === 'string') into.push(child)
    else if (child.name === 'br') into.push(' ')
    else {
      const apart = child.name === 'td' || child.name === 'th' || child.name === 'tr' || child.name === 'paragraph' || child.name === 'item'
      if (apart) into.push(' ')
      gather(child, into)
      if (apart) into.push(' ')
    }
  }
}

/** All words inside, white space as one blank; absent when there are none. */
export function wordsIn(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined
  const parts: string[] = []
  gather(element, parts)
  const said = parts.join('').replace(/[\s\u00a0]+/g, ' ').trim()
  return said === '' ? undefined : said
}

/** The templates an element says it follows, without their versions. */
export const templatesOf = (element: Element): readonly string[] => childrenOf(element, 'templateId').flatMap((one) => attribute(one, 'root') ?? [])

/** HL7 v3 nullFlavor: the source has no value here, and says why. */
export const nullFlavor = (element: Element | undefined): string | undefined => attribute(element, 'nullFlavor')

type Loose<T> = { readonly [K in keyof T]: T[K] | undefined }
/** Lets fields be named whose value may be absent. */
export function present<T extends object>(fields: Loose<T>): T {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) out[name] = value
  return out as T
}
