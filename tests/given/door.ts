// What does an attack on the door get? The whole house with one chart and one account, and the ways in as forms.
import { TOTP } from 'otpauth'
import { chart, goodPassword } from './identity.ts'
import { type Caller, givenCaller } from './caller.ts'
import { type GivenHouse, givenHouse } from './house.ts'

export const owner = { name: 'Rosa Alvarez', email: 'rosa@example.com', password: goodPassword, totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }
export const birth = { 'birth-month': '2', 'birth-day': '3', 'birth-year': '1984' }
export const wrongBirth = { ...birth, 'birth-day': '4' }

export type GivenDoor = GivenHouse & {
  /** A fresh letter for the chart; the code without spaces. */
  letter(mrn?: string): Promise<string>
  register(mrn: string): Promise<string>
  /** What the owner's app shows now. */
  code(): string
}

/** A house with Lakeside, one chart (born 1984-02-03) and one account that is linked to it. */
export async function givenDoor(options: Parameters<typeof givenHouse>[0] = {}): Promise<GivenDoor> {
  const given = await givenHouse(options)
  const { house, databases, patients } = given.composed
  const register = (mrn: string) => databases.operate.run(async (tx) => (await patients.register(tx, { ...chart, mrn })).id)
  await databases.operate.run((tx) => house.directory.put(tx, { id: 'lakeside', name: 'Lakeside Health', phone: '555-0142', hours: null, recordsPhone: '555-0188', address: null, timeZone: 'America/New_York', language: 'en' }))
  const patient = await register(chart.mrn)
  await databases.operate.run(async (tx) => {
    const person = await house.accounts.createTrialAccount(tx, owner)
    await house.access.link(tx, { person, patient, provenBy: 'letter' })
  })
  await house.organizations.refresh()
  return {
    ...given,
    register,
    letter: async (mrn = chart.mrn) => (await databases.operate.run((tx) => house.identity.issueLetter(tx, { organization: 'lakeside', mrn, reason: 'asked again' }))).code.join(''),
    code: () => new TOTP({ secret: owner.totpSecret }).generate({ timestamp: given.clock.now().getTime() }),
  }
}

/** The first step of signing in; gives the caller with its half cookie. */
export async function passwordOf(door: GivenDoor, caller: Caller): Promise<void> {
  await caller.post('/sign-in', { email: owner.email, password: owner.password }, { from: '/sign-in' })
}

/** All the way in. */
export async function signedIn(door: GivenDoor, address = '10.0.0.1'): Promise<Caller> {
  const caller = givenCaller(door, address)
  await passwordOf(door, caller)
  await caller.post('/sign-in/second-step', { code: door.code() }, { from: '/sign-in/second-step' })
  return caller
}

/** The page without what differs in every answer: the form token, the reference and what the caller typed. */
export const masked = (html: string): string => html.replace(/name="form-token" value="[^"]*"/g, 'token').replace(/ value="[^"]*"/g, '').replace(/<b data-reference[^>]*>[^<]*</g, 'reference<')
