// What does one clinical document (CDA) mean, before the database is asked anything? Pure and bounded: bytes in, facts out, or
// a refusal. Runs on a thread of its own, so everything in the answer can travel.
import { hash } from 'node:crypto'
import { checkParts, isSummary } from './conformance.ts'
import { attachmentsOf, documentFact, wordsOfBody } from './document.ts'
import { childOf } from './element.ts'
import { type Person, headerOf } from './header.ts'
import { stay } from './kinds/happened.ts'
import { type Fact, type Reading, type Unread, type Within } from './reading.ts'
import { pointedAnywhere } from './types/pointed.ts'
import { partsOf } from './sections.ts'
import { decoded, parseXml } from './xml.ts'

export type ReadDocument = {
  /** What names the document at its source; made of its content when it names itself nothing. */
  readonly id: string
  readonly set: string | undefined
  readonly version: number | undefined
  readonly type: string | undefined
  readonly replaces: readonly string[]
  readonly effective: string | undefined
  readonly mrn: string | null
  /** What its source calls who gave that number: root, name. */
  readonly authority: readonly string[]
  readonly person: Person | null
  /** The document's own record first, then what was found in it. */
  readonly facts: readonly Fact[]
  readonly unread: readonly Unread[]
  /** The whole text, as Unicode; `exact`: its UTF-8 is the file, byte for byte. */
  readonly text: string
  readonly exact: boolean
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string
}

/** Reads the bytes of one document. Throws RefusedFile. */
export function readDocument(bytes: Uint8Array, name: string): ReadDocument {
  const text = decoded(bytes)
  const root = parseXml(text)
  const pointed = pointedAnywhere(root)
  const header = headerOf(root, pointed)
  const component = childOf(root, 'component')
  const body = childOf(component, 'structuredBody')
  if (isSummary(root)) checkParts(body)
  const sha256 = hash('sha256', bytes, 'hex')
  const id = header.id ?? `sha256-${sha256}`
  const draft: Reading = { document: id, effective: header.effective, pointed, visit: null, organization: header.custodian, facts: [], unread: [], named: new Map(), again: { times: 0 } }
  const title = header.title ?? header.type.text
  const parts = [...partsOf(body, draft, { title, labels: header.labels }), ...wordsOfBody(component)]
  const within: Within = { reading: draft, section: title, code: undefined, labels: header.labels, found: { document: title, ...(header.effective === undefined ? {} : { dated: header.effective }) } }
  const visit = header.encounter === undefined ? null : stay(header.encounter, within, header.facility)
  const own = documentFact({ header, parts, attachments: attachmentsOf(component), reading: { ...draft, visit }, original: { version: sha256, bytes: bytes.length, name }, code: childOf(root, 'code') })
  const exact = Buffer.byteLength(text) === bytes.length && Buffer.from(text).equals(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  return {
    id, set: header.set, version: header.version, type: header.type.code, replaces: header.replaces, effective: header.effective, mrn: header.mrn, authority: header.authority, person: header.person,
    facts: [own, ...draft.facts], unread: draft.unread, text, exact, sha256,
  }
}

/** Does a text begin like a clinical document? For names that say nothing (".txt"). */
export const looksLikeXml = (bytes: Uint8Array): boolean => /^[\s\ufeff\u00ef\u00bb\u00bf\u00ff\u00fe]*<\u0000?[?!A-Za-z]/.test(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1'))
