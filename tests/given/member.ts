// Who is signed in to a house of a test? An account of the test's own, linked to charts of the demo, all the way in.
import { TOTP } from 'otpauth'
import { type Caller, givenCaller } from './caller.ts'
import { asOwner } from './database.ts'
import type { GivenHouse } from './house.ts'

const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const password = 'Kettle-Orbit-Mango-Seven-77'

export type Member = { readonly caller: Caller; readonly person: string; readonly patients: readonly string[] }

/** Rows as the database's owner sees them, past every policy. */
export const rowsOf = <Row extends object>(house: GivenHouse, text: string, values: readonly unknown[] = []): Promise<Row[]> => asOwner(house.owner, async (client) => (await client.query(text, [...values])).rows as Row[])

/** Signs in somebody new who is the patient of these charts. `email` names them within one house. */
export async function givenMember(house: GivenHouse, { patients, email, name = 'Test Person' }: { readonly patients: readonly string[]; readonly email: string; readonly name?: string }): Promise<Member> {
  const person = await house.composed.databases.operate.run(async (tx) => {
    const made = await house.composed.house.accounts.createTrialAccount(tx, { name, email, password, totpSecret })
    for (const patient of patients) await house.composed.house.access.link(tx, { person: made, patient, provenBy: 'test' })
    return made
  })
  const caller = givenCaller(house, '10.3.0.1')
  await caller.post('/sign-in', { email, password }, { from: '/sign-in' })
  await caller.post('/sign-in/second-step', { code: new TOTP({ secret: totpSecret }).generate({ timestamp: house.clock.now().getTime() }) }, { from: '/sign-in/second-step' })
  return { caller, person, patients }
}

/** Charts of the demo whose name has these words. */
export const chartsOf = async (house: GivenHouse, name: string): Promise<readonly string[]> => (await rowsOf<{ id: string }>(house, 'select id from patients_patient where name like $1 order by id', [name])).map((row) => row.id)
