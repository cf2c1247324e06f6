// Which kind of content is pushed? What the Content-Type says, of a closed list; the content itself is read later, in its own turn.
import type { PushRefusal } from '../../../../words/en/feeds.ts'

/** What inbound keeps a message as: its form, what stands for its kind until it is read, and how its file would end. */
export type PushedKind = { readonly form: 'fhir' | 'ccda'; readonly kind: string; readonly ending: string }

const kinds: Readonly<Record<string, PushedKind>> = {
  'application/fhir+json': { form: 'fhir', kind: 'FHIR', ending: 'json' },
  'application/json': { form: 'fhir', kind: 'FHIR', ending: 'json' },
  'application/fhir+ndjson': { form: 'fhir', kind: 'FHIR, line by line', ending: 'ndjson' },
  'application/ndjson': { form: 'fhir', kind: 'FHIR, line by line', ending: 'ndjson' },
  'application/x-ndjson': { form: 'fhir', kind: 'FHIR, line by line', ending: 'ndjson' },
  'application/xml': { form: 'ccda', kind: 'C-CDA', ending: 'xml' },
  'text/xml': { form: 'ccda', kind: 'C-CDA', ending: 'xml' },
  'application/cda+xml': { form: 'ccda', kind: 'C-CDA', ending: 'xml' },
}

/** The kind of a Content-Type. FHIR is UTF-8 (R4 §2.6.1); XML says its own character set inside. */
export function pushedKind(header: string | undefined): PushedKind | PushRefusal {
  const [type = '', ...parameters] = (header ?? '').toLowerCase().split(';').map((one) => one.trim())
  const kind = kinds[type]
  if (kind === undefined) return 'content-type'
  const charset = parameters.map((one) => /^charset="?([^"]*)"?$/.exec(one)?.[1]).find((one) => one !== undefined)
  return kind.form === 'fhir' && charset !== undefined && !/^(?:utf-?8|us-ascii)$/.test(charset) ? 'charset' : kind
}

/** Is the body packed? Only gzip is unpacked. */
export function isPacked(header: string | undefined): boolean | PushRefusal {
  const coding = (header ?? 'identity').trim().toLowerCase()
  if (coding === 'identity' || coding === '') return false
  return coding === 'gzip' || coding === 'x-gzip' ? true : 'content-encoding'
}
