// How does a passkey sign in by itself? The device names its owner and asks for a finger or a PIN: no password, no second page.
import { z } from 'zod'
import type { SignedIn } from '#accounts'
import type { Tx } from '#kernel'
import { type PublicContext, act } from '#web'
import { linkWaitingRecord } from '../join/link-waiting.ts'
import { safeNext } from './next.ts'
import { sayPause, signInPage } from './sign-in-page.tsx'

const declared = { audience: 'public', assurance: 'none', reads: 'nothing', rate: 'sign-in' } as const

export const anyPasskeyOptions = act({
  path: '/sign-in/with-passkey/options',
  ...declared,
  audit: 'none',
  form: z.strictObject({}),
  act: async (context) => {
    const { options, ask } = await context.run((tx) => context.house.accounts.backIn.askAnyPasskey(tx))
    return { json: options, cookies: { ask } }
  },
})

async function signInWith(context: PublicContext, { passkey, shared, next }: { readonly passkey: string; readonly shared: boolean; readonly next: string | undefined }) {
  let linked = false
  const done = await sayPause(() => context.house.accounts.backIn.signInByPasskey(
    { ask: context.cookie('ask'), answer: passkey, shared, caller: { network: context.network, agent: context.agent, device: context.cookie('device') } },
    async (tx: Tx, signedIn: SignedIn) => {
      linked = await linkWaitingRecord(context, tx, signedIn.session)
    },
  ))
  const before = context.cookie('session')
  if (before !== null) await context.run((tx) => context.house.accounts.signOut(tx, before))
  const device = shared ? { device: null } : done.device === null ? {} : { device: done.device }
  return { go: safeNext(next) ?? '/me', cookies: { session: done.token, half: null, ask: null, ...(linked ? { join: null } : {}), ...device } }
}

export const signInWithPasskey = act({
  path: '/sign-in/with-passkey',
  step: 'sign-in',
  ...declared,
  audit: 'signed-in',
  form: z.strictObject({ passkey: z.string().max(20_000).default(''), shared: z.enum(['yes', 'no']).default('no'), next: z.string().max(500).optional() }),
  secretFields: ['passkey'],
  again: signInPage,
  act: (context, { form }) => signInWith(context, { passkey: form.passkey, shared: form.shared === 'yes', next: form.next }),
})
