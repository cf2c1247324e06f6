// What account does a test get? Somebody with a password, an app whose secret the test knows, and the room that knows them.
import { TOTP } from 'otpauth'
import { type Accounts, openAccounts } from '#accounts'
import { openAudit } from '#audit'
import { openLog } from '#kernel'
import { openNotices } from '#notices'
import type { GivenDatabase } from './database.ts'

export const somebody = { name: 'Rosa Alvarez', email: 'Rosa@example.com', password: 'kettle-orbit-mango-77', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }

/** The six numbers somebody's app shows at an instant. */
export const codeAt = (now: Date, secret = somebody.totpSecret): string => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: now.getTime() })

export function givenAccounts(given: GivenDatabase): Accounts {
  const audit = openAudit()
  const notices = openNotices({ audit, clock: given.clock, log: openLog(null), database: given.job, trial: true, smtpUrl: null, mailFrom: 'test@localhost' })
  return openAccounts({ audit, notices, clock: given.clock, keys: given.keys, database: given.web, publicUrl: 'http://localhost:8080' })
}

export const caller = { network: 'network-one', agent: 'Test/1.0', device: null }
/** Distinct callers: so that a test about accounts is not stopped by the limit of a network. */
export const callerFrom = (network: string, device: string | null = null) => ({ network, agent: 'Test/1.0', device })

/** All the way in. */
export async function signInAs(accounts: Accounts, { now, shared = false, device = null, network = 'network-one' }: { readonly now: Date; readonly shared?: boolean; readonly device?: string | null; readonly network?: string }) {
  const from = callerFrom(network, device)
  const { half } = await accounts.signIn({ given: { email: somebody.email, password: somebody.password, shared, next: null }, caller: from })
  return accounts.secondStep({ half, shown: { kind: 'app', code: codeAt(now) }, caller: from })
}
