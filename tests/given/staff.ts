// Who of an organization's staff is signed in to a house of a test? A staff account of the test's own, appointed, all the way in.
import { TOTP } from 'otpauth'
import { type StaffRole, staffRoles } from '../../contract/staff-roles.ts'
import { type Caller, givenCaller } from './caller.ts'
import type { GivenHouse } from './house.ts'

const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXQ'
const password = 'Walnut-Bridge-Seven-Rivers-61'

export type GivenStaff = { readonly person: string; readonly name: string; readonly email: string; readonly password: string; readonly totpSecret: string; readonly organization: string }

/** What the app of a test's staff shows now. */
export const staffCode = (house: Pick<GivenHouse, 'clock'>): string => new TOTP({ secret: totpSecret }).generate({ timestamp: house.clock.now().getTime() })

let made = 0

/** A member of staff with an account; not signed in. */
export async function givenStaff({ composed: { house, databases } }: GivenHouse, role: StaffRole | readonly StaffRole[], organization = 'lakeside'): Promise<GivenStaff> {
  made += 1
  const roles = typeof role === 'string' ? [role] : role
  const account = { name: `Jo Park ${made}`, email: `staff.${made}@${organization}.example`, password, totpSecret }
  const person = await databases.operate.run(async (tx) => {
    const id = await house.accounts.staff.createTrialAccount(tx, account)
    for (const one of roles) await house.access.appoint(tx, { person: id, organization, role: one })
    return id
  })
  return { ...account, person, organization }
}

/** Password only: the half-signed-in cookie. */
export async function staffHalf(house: GivenHouse, staff: GivenStaff, address = '10.5.0.1'): Promise<Caller> {
  const caller = givenCaller(house, address)
  await caller.post('/staff/sign-in', { email: staff.email, password: staff.password }, { from: '/staff/sign-in' })
  return caller
}

/** All the way in. A step of the app works once: let the clock go on between two sign-ins of one person. */
export async function staffSignedIn(house: GivenHouse, staff: GivenStaff, address = '10.5.0.1'): Promise<Caller> {
  const caller = await staffHalf(house, staff, address)
  await caller.post('/staff/sign-in/second-step', { code: staffCode(house) }, { from: '/staff/sign-in/second-step' })
  return caller
}

/** A caller signed in as staff of an organization that exists, in one role or several. */
export async function staffAt(house: GivenHouse, role: StaffRole | readonly StaffRole[], organization = 'lakeside'): Promise<Caller> {
  return staffSignedIn(house, await givenStaff(house, role, organization))
}

/** One caller for each audience of staff's door: all roles at work, password given only, and invited. */
export async function staffCallers(house: GivenHouse): Promise<{ readonly staff: Caller; readonly 'half-staff': Caller; readonly invited: Caller }> {
  const half = await givenStaff(house, 'front-desk')
  const { databases, house: { staffing } } = house.composed
  const { link } = await databases.operate.run((tx) => staffing.invite(tx, { organization: 'lakeside', site: 'Lakeside Health', by: 'test', name: 'Ina Invited', email: 'ina.invited@lakeside.example', roles: ['front-desk'] }))
  const invited = givenCaller(house, '10.5.0.8')
  const path = new URL(link ?? '').pathname
  await invited.post(path, {}, { from: path })
  return { staff: await staffAt(house, staffRoles), 'half-staff': await staffHalf(house, half, '10.5.0.7'), invited }
}
