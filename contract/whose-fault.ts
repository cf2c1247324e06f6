// Whose fault is it when the answer is no? Each refusal says so in its first sentence; only what leads on by itself says nothing.
import { type RefusalCode, refusals } from './refusals.ts'

/** `ours`: "It's not you". `typed`: "Check what you typed". `unclear`: "We can't tell yet". `nobody`: the way leads on, nothing failed. */
export type WhoseFault = 'ours' | 'typed' | 'unclear' | 'nobody'

/** Those whose status does not say it. */
const others: Partial<Record<RefusalCode, WhoseFault>> = {
  'sign-in-first': 'nobody',
  'session-ended': 'nobody',
  'step-up-first': 'nobody',
  'choose-place-first': 'nobody',
  // Pages and links that run out are our rule, not a mistake of theirs.
  'form-expired': 'ours',
  'link-not-usable': 'ours',
  'too-large': 'typed',
}

/** By status: 5xx is ours, 422 is what was typed; of the rest nobody can tell unless it stands above. */
export function whoseFault(code: RefusalCode): WhoseFault {
  const said = others[code]
  if (said !== undefined) return said
  const { status } = refusals[code]
  if (status >= 500) return 'ours'
  return status === 422 ? 'typed' : 'unclear'
}
