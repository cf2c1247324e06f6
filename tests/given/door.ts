// What does an attack on the door get? The whole house with one chart and one account, and the ways in as forms.
import { TOTP } from 'otpauth'
import { chart, goodPassword } from './identity.ts'
import { type Caller, givenCaller } from './caller.ts'
import { type GivenHouse, givenHouse } from './house.ts'

export const owner = { name: 'Rosa Alvarez', email: 'rosa@example.com', password: goodPassword, totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }
export const birth = { 'birth-month': '2', 'birth-day': '3', 'birth-year': '1984' }
/** A birth date as the three boxes take it. */
export const bornOn = (day: string) => ({ 'birth-month': String(Number(day.slice(5, 7))), 'birth-day': String(Number(day.slice(8))), 'birth-year': day.slice(0, 4) })
export const wrongBirth = { ...birth, 'birth-day': '4' }

export type GivenDoor = GivenHouse & {
  /** A fresh letter for the chart; the code without spaces. */
  letter(mrn?: string): Promise<string>
  register(mrn: string, change?: { readonly birthDate?: string; readonly phone?: string; readonly email?: string }): Promise<string>
  /** What the owner's app shows now. */
  code(): string
}

/** A house with Lakeside, one chart (born 1984-02-03) and one account that is linked to it. */
export async function givenDoor(options: Parameters<typeof givenHouse>[0] = {}): Promise<GivenDoor> {
  const given = await givenHouse(options)
  const { house, databases, patients } = given.composed
  const register = (mrn: string, change = {}) => databases.operate.run(async (tx) => (await patients.register(tx, { ...chart, mrn, ...change })).id)
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

/** What somebody types who has no code; the record number of the door's chart, or what `change` says. */
export const youAre = (change: Readonly<Record<string, string>> = {}): Record<string, string> => ({ given: 'Ana', family: 'Moreno Ruiz', ...birth, proof: 'mrn', mrn: chart.mrn, phone: '', email: '', street: '', postal: '', ssn4: '', ...change })

/** Answers the questions of signing up; gives the answer, which leads everybody to the same page. */
export const signUpAt = (caller: Caller, fields: Record<string, string>, organization = 'lakeside') => caller.post(`/o/${organization}/create/you`, fields, { from: `/o/${organization}/create/you` })

/** The help code of the sign-up of this caller. */
export const helpCodeAt = async (caller: Caller, organization = 'lakeside'): Promise<string> => /class="code">([^<]+)</.exec((await caller.get(`/o/${organization}/create/help`)).body)?.[1] ?? ''

/** At the desk: help code and two details. Gives the address of the case, or what the page says. */
export async function caseAt(staff: Caller, told: Readonly<Record<string, string>>): Promise<string> {
  const reply = await staff.post('/staff/desk', { code: '', ...birth, other: 'Ana Moreno', ...told }, { from: '/staff/desk' })
  return reply.status === 303 ? String(reply.headers.location) : `${reply.status}`
}

export const idSeen = { 'check-photo-id': 'yes', 'check-photo-fits': 'yes', 'check-details-fit': 'yes', 'check-told-why': 'yes', kind: 'license', last4: '4417' }
