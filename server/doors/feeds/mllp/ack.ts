// What is answered to a message? MSH, MSA and, with a reason, ERR, in the sender's own delimiters and character set (HL7 2.5.1 §2.9).
import type { Header, Separators } from './header.ts'
import { feedRefusals } from '../../../../words/en/feeds.ts'

/** Why a message was not taken. `not-kept` is ours and passes; the others stay until somebody changes something. */
export type WireRefusal = keyof typeof feedRefusals

/** HL7 table 0357 and the field at fault (ERR-2). */
const errors: Readonly<Record<WireRefusal, { readonly code: string; readonly name: string; readonly where: readonly [segment: string, field: number] | null; readonly again: boolean }>> = {
  'not-hl7': { code: '100', name: 'Segment sequence error', where: null, again: false },
  cut: { code: '100', name: 'Segment sequence error', where: null, again: true },
  'too-large': { code: '207', name: 'Application internal error', where: null, again: false },
  'no-room': { code: '207', name: 'Application internal error', where: null, again: true },
  'not-a-peer': { code: '207', name: 'Application internal error', where: null, again: false },
  sender: { code: '103', name: 'Table value not found', where: ['MSH', 3], again: false },
  processing: { code: '202', name: 'Unsupported processing id', where: ['MSH', 11], again: false },
  version: { code: '203', name: 'Unsupported version id', where: ['MSH', 12], again: false },
  'not-kept': { code: '207', name: 'Application internal error', where: null, again: true },
}

/** A message that was kept, or why not. */
export type Verdict = 'kept' | WireRefusal

/** What an answer is called in MSA-1: A… is the answer of the original mode, C… says that it was received (enhanced mode). */
const codes = { original: { kept: 'AA', again: 'AE', never: 'AR' }, enhanced: { kept: 'CA', again: 'CE', never: 'CR' } } as const

const codeOf = (mode: keyof typeof codes, verdict: Verdict): string => codes[mode][verdict === 'kept' ? 'kept' : errors[verdict].again ? 'again' : 'never']

/** HL7 table 0155: does a sender who asks so want the answer to what became of the message? */
const wants = (asked: string, kept: boolean): boolean => asked === 'AL' || (asked === 'SU' && kept) || (asked === 'ER' && !kept)

/**
 * Which answers a message gets (HL7 2.5.1 §2.9.2 and §2.9.3). Without MSH-15 and MSH-16 one, AA, AE or AR. With either of them
 * one that says received (CA, CE, CR) when MSH-15 asks for it; then, of a message that was received, or when nothing said that it
 * was not, the answer that MSH-16 asks for.
 */
export function answersTo(header: Header | null, verdict: Verdict): readonly string[] {
  const [accept, application] = [header?.field(15).trim() ?? '', header?.field(16).trim() ?? '']
  if (accept === '' && application === '') return [codeOf('original', verdict)]
  const kept = verdict === 'kept'
  const received = wants(accept, kept) ? [codeOf('enhanced', verdict)] : []
  const followed = wants(application, kept) && (kept || received.length === 0) ? [codeOf('original', verdict)] : []
  return [...received, ...followed]
}

const nobody: Separators = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' }

/** A text of ours with the sender's delimiters escaped (§2.7.1). */
function escaped(text: string, { field, component, repetition, escape, subcomponent }: Separators): string {
  const letters: Readonly<Record<string, string>> = { [field]: 'F', [component]: 'S', [subcomponent]: 'T', [repetition]: 'R', [escape]: 'E' }
  return [...text].map((one) => (letters[one] === undefined ? one : `${escape}${letters[one]}${escape}`)).join('')
}

/** From 2.5 on ERR has a field each for place, code, severity and words; before, one field of components. */
function errSegment(reason: WireRefusal, version: string, separators: Separators): string {
  const { field: f, component: c, subcomponent: s } = separators
  const { code, name, where } = errors[reason]
  const told = escaped(feedRefusals[reason], separators)
  const named = escaped(name, separators)
  const place = where === null ? '' : [where[0], '1', String(where[1])].join(c)
  if (/^2\.[0-4](?:\.|$)/.test(version)) return ['ERR', [...(where === null ? ['', '', ''] : [where[0], '1', String(where[1])]), [code, named, 'HL70357'].join(s)].join(c)].join(f)
  return ['ERR', '', place, [code, named, 'HL70357'].join(c), 'E', '', '', '', told].join(f)
}

/** HL7 2.5.1 §2.6.2: separators after the last field with something in it may be left out. */
const withoutEmptyEnd = (fields: readonly string[]): readonly string[] => fields.slice(0, fields.findLastIndex((one) => one !== '') + 1)

export type Answering = { readonly header: Header | null; readonly verdict: Verdict; /** MSA-1. */ readonly code: string; /** MSH-7: YYYYMMDDHHMMSS with its zone. */ readonly at: string; /** MSH-10 of the answer. */ readonly id: string }

/** One answer, as the text whose latin1 bytes are sent. Without a header to mirror it speaks 2.5.1 in the usual delimiters. */
export function ackText({ header, verdict, code, at, id }: Answering): string {
  const separators = header?.separators ?? nobody
  const f = separators.field
  const of = (number: number): string => header?.field(number) ?? ''
  const version = header?.component(12, 1) || '2.5.1'
  const event = header?.component(9, 2) ?? ''
  const kind = event === '' ? 'ACK' : ['ACK', event, 'ACK'].join(separators.component)
  const delimiters = header === null ? '^~\\&' : of(2)
  const msh = withoutEmptyEnd(['MSH', delimiters, of(5), of(6), of(3), of(4), at, '', kind, id, of(11) || 'P', of(12) || version, '', '', '', '', '', of(18)]).join(f)
  const msa = ['MSA', code, of(10), ...(verdict === 'kept' ? [] : [escaped(feedRefusals[verdict], separators)])].join(f)
  return [msh, msa, ...(verdict === 'kept' ? [] : [errSegment(verdict, version, separators)]), ''].join('\r')
}
