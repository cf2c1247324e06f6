// What is printed when Portico listens? The address; in a trial also a letter, the sign-ins and the mailbox.
import { join } from 'node:path'
import { TOTP } from 'otpauth'
import type { Database } from '#kernel'
import type { Identity } from '#identity'
import type { Export } from '#export'
import { staffRoleWords } from '../../../words/en/staff-roles.ts'
import { writeLetter } from './letters/letter.ts'
import type { SeededTrial } from './seed-trial.ts'

export type Announcing = {
  readonly publicUrl: string
  readonly composed: { readonly house: { readonly identity: Identity; readonly export: Export }; readonly databases: { readonly operate: Database } }
  readonly seeded: SeededTrial | null
  /** Where feeds come in. */
  readonly feeds: { readonly mllpPort: number | null; readonly pushPort: number | null }
  /** Folder of the trial; the demo letter is laid there. */
  readonly folder: string
  readonly print: (line: string) => void
}

const codeNow = (secret: string): string => new TOTP({ secret, digits: 6, period: 30, algorithm: 'SHA1' }).generate()

/** Prints where to go. In a trial a new demo letter is made each time: its code is known to nobody afterwards. */
export async function announce({ publicUrl, composed, seeded, feeds, folder, print }: Announcing): Promise<void> {
  print(`\nPortico listens on ${publicUrl}\n`)
  const ways = [...(feeds.mllpPort === null ? [] : [`HL7 v2 on port ${feeds.mllpPort}`]), ...(feeds.pushPort === null ? [] : [`FHIR on port ${feeds.pushPort}`])]
  if (ways.length > 0) print(`Records come in from other systems: ${ways.join(', ')} (docs/operating/feeds.md)\n`)
  if (seeded === null) return
  print('This is a trial: all people and records are made up. For real people set DATABASE_URL, PORTICO_KEY_FILE, PUBLIC_URL and SMTP_URL.\n')
  const who = seeded.letterFor
  if (who !== null) {
    const file = join(folder, 'demo-letter.pdf')
    const letter = await writeLetter({ identity: composed.house.identity, exporting: composed.house.export, database: composed.databases.operate, organization: who.organization, mrn: who.mrn, file, reason: 'the trial was started again' })
    print(`A letter for ${who.name}: ${file}`)
    print(`  organization  ${letter.organization}`)
    print(`  code          ${letter.code}   at ${publicUrl}/code`)
    print(`  birth date    ${who.birthDate}\n`)
  }
  if (seeded.signIns.length > 0) print(`Ready-made sign-ins at ${publicUrl}/sign-in (put the key into an authenticator app, or use the code now):`)
  for (const one of seeded.signIns) {
    print(`  ${one.name}: ${one.email}  password: ${one.password}  key: ${one.totpSecret}  code now: ${codeNow(one.totpSecret)}`)
  }
  print(`Ready-made staff at ${publicUrl}/staff/sign-in:`)
  for (const one of seeded.staff) print(`  ${one.name}, ${one.roles.map((role) => staffRoleWords[role].toLowerCase()).join(', ')} of ${one.organization}: ${one.email}  password: ${one.password}  key: ${one.totpSecret}  code now: ${codeNow(one.totpSecret)}`)
  print(`  a new code later: npm run -s portico -- trial-code ${seeded.signIns[0]?.email ?? 'EMAIL'}\n`)
  print(`Mail that Portico sends: ${publicUrl}/mailbox\n`)
}
