// In which shape is a push answered? Always a FHIR OperationOutcome (R4 §2.35), also the ones that went well.
import type { SeenBySender } from '#inbound'
import type { MessageState } from '../../../../contract/message-states.ts'
import { type PushRefusal, messageStateTexts, pushRefusals } from '../../../../words/en/feeds.ts'

/** Status of each refusal, and the code of FHIR's issue-type that says the same. */
export const refusalStatus: Readonly<Record<PushRefusal, readonly [status: number, code: string]>> = {
  'no-credential': [401, 'login'],
  'credential-in-address': [400, 'security'],
  'no-such-address': [404, 'not-found'],
  'no-such-message': [404, 'not-found'],
  method: [405, 'not-supported'],
  'content-type': [415, 'not-supported'],
  'content-encoding': [415, 'not-supported'],
  charset: [415, 'not-supported'],
  empty: [400, 'invalid'],
  'not-packed': [400, 'invalid'],
  'broken-off': [400, 'incomplete'],
  'too-large': [413, 'too-long'],
  'unpacks-too-much': [413, 'too-long'],
  'too-many': [429, 'throttled'],
  'not-kept': [503, 'transient'],
}

export type Outcome = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }

type Issue = { readonly severity: 'information' | 'warning' | 'error'; readonly code: string; readonly said: string; /** A code of ours: a refusal, or a state of a message. */ readonly ours: string; readonly diagnostics?: string }

const outcomeBody = (issue: Issue, id?: string): string => JSON.stringify({
  resourceType: 'OperationOutcome',
  ...(id === undefined ? {} : { id }),
  issue: [{ severity: issue.severity, code: issue.code, details: { coding: [{ code: issue.ours }], text: issue.said }, ...(issue.diagnostics === undefined ? {} : { diagnostics: issue.diagnostics }) }],
})

export function refusedOutcome(refusal: PushRefusal): Outcome {
  const [status, code] = refusalStatus[refusal]
  const headers = { ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}), ...(status === 429 || status === 503 ? { 'retry-after': '30' } : {}), ...(refusal === 'content-encoding' ? { 'accept-encoding': 'gzip, identity' } : {}) }
  return { status, headers, body: outcomeBody({ severity: 'error', code, ours: refusal, said: pushRefusals[refusal] }) }
}

/** What was kept, and where its state can be asked for. */
export function keptOutcome(id: string, location: string): Outcome {
  return { status: 202, headers: { location }, body: outcomeBody({ severity: 'information', code: 'informational', ours: 'waiting', said: messageStateTexts.waiting }, id) }
}

/** How FHIR's issue-type says the states of a message. */
const stateCodes: Readonly<Record<MessageState, readonly [severity: Issue['severity'], code: string]>> = {
  waiting: ['information', 'informational'],
  done: ['information', 'informational'],
  same: ['information', 'duplicate'],
  parked: ['error', 'processing'],
  unplaced: ['warning', 'incomplete'],
  'set-aside': ['warning', 'suppressed'],
}

/** What became of a message, and why; nothing of what it says. */
export function stateOutcome(id: string, { state, reason }: SeenBySender): Outcome {
  const [severity, code] = stateCodes[state]
  return { status: 200, body: outcomeBody({ severity, code, ours: state, said: messageStateTexts[state], ...(reason === null ? {} : { diagnostics: reason }) }, id) }
}
