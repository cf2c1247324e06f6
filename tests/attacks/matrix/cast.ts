// Who comes to every address in the matrix? The identities of security.md 5.1 that exist so far, each with a browser of their own, and
// what each of them may know of whom.
import assert from 'node:assert/strict'
import { TOTP } from 'otpauth'
import { newId } from '#kernel'
import { everyKindMask, kindMask } from '../../../contract/record-kinds.ts'
import { type StaffRole, staffRoles } from '../../../contract/staff-roles.ts'
import { type Caller, givenCaller } from '../../given/caller.ts'
import type { GivenHouse } from '../../given/house.ts'
import { helpCodeAt, signUpAt, youAre } from '../../given/door.ts'
import { chartsOf, rowsOf } from '../../given/member.ts'
import { type GivenStaff, givenStaff, staffHalf, staffSignedIn } from '../../given/staff.ts'

/** What an identity holds now: it decides what every audience answers. */
export type Standing = 'nobody' | 'patient' | 'half' | 'joining' | 'staff' | 'half-staff' | 'invited'

export type Identity = {
  readonly name: string
  readonly standing: Standing
  readonly caller: Caller
  readonly person: string | null
  /** Charts whose names and contacts may stand on their pages. */
  readonly knows: readonly string[]
  /** Charts whose records may. */
  readonly reads: readonly string[]
  readonly roles: readonly StaffRole[]
  readonly organization: string | null
  /** Their cookie is of a session that ended: the answer clears it. */
  readonly ended: boolean
}

const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const password = 'Kettle-Orbit-Mango-Seven-77'

let addresses = 0
/** Each from a network of their own, so that no limit of one stops another. */
const from = (house: GivenHouse): Caller => givenCaller(house, `10.60.${Math.floor((addresses += 1) / 250)}.${addresses % 250}`)

type Way = { readonly key: string; readonly name: string; readonly links?: readonly string[]; readonly grants?: readonly { readonly patient: string; readonly relation: 'parent' | 'trusted'; readonly kinds?: bigint; readonly ended?: boolean }[] }

async function givenPerson(house: GivenHouse, { key, name, links = [], grants = [] }: Way): Promise<{ person: string; email: string }> {
  const { accounts, access } = house.composed.house
  const email = `matrix.${key}@example.com`
  const person = await house.composed.databases.operate.run(async (tx) => {
    const made = await accounts.createTrialAccount(tx, { name, email, password, totpSecret })
    for (const patient of links) await access.link(tx, { person: made, patient, provenBy: 'test' })
    for (const { patient, relation, kinds, ended } of grants) {
      const { id } = await access.grant(tx, { person: made, patient, relation, kinds: kinds ?? everyKindMask, hidden: 0 })
      if (ended === true) await access.revoke(tx, id)
    }
    return made
  })
  return { person, email }
}

async function halfIn(house: GivenHouse, email: string): Promise<Caller> {
  const caller = from(house)
  await caller.post('/sign-in', { email, password }, { from: '/sign-in' })
  assert.ok(caller.cookies.has('__Host-half'), email)
  return caller
}

async function allIn(house: GivenHouse, email: string): Promise<Caller> {
  const caller = await halfIn(house, email)
  await caller.post('/sign-in/second-step', { code: new TOTP({ secret: totpSecret }).generate({ timestamp: house.clock.now().getTime() }) }, { from: '/sign-in/second-step' })
  assert.ok(caller.cookies.has('__Host-session'), email)
  return caller
}

type Charts = Readonly<Record<'walter' | 'hannah' | 'samuel' | 'dorothy' | 'ana' | 'rosa' | 'bela', readonly string[]>>

async function givenCharts(house: GivenHouse): Promise<Charts> {
  const { databases, patients } = house.composed
  // Somebody of the other organization alone.
  const bela = await databases.operate.run(async (tx) => (await patients.register(tx, { organization: 'northshore', mrn: 'NS-MATRIX-1', name: 'Bela Northwood', family: 'Northwood', given: 'Bela', birthDate: '1971-06-09', deceasedOn: null, sex: null, phone: '207-555-0199', email: 'bela.northwood@example.com', address: '77 Ferry Lane, North Harbor, ME 04103', language: null })).id)
  const [walter, hannah, samuel, dorothy, ana, rosa] = await Promise.all(['%Walter%', '%Hannah%', '%Samuel%', '%Dorothy%', '%Ana%Alvarez%', '%Rosa%Alvarez%'].map((name) => chartsOf(house, name)))
  for (const found of [walter, hannah, samuel, dorothy, ana, rosa]) assert.ok((found ?? []).length > 0)
  return { walter: walter ?? [], hannah: hannah ?? [], samuel: samuel ?? [], dorothy: dorothy ?? [], ana: ana ?? [], rosa: rosa ?? [], bela: [bela] }
}

const nobodys = { person: null, knows: [], reads: [], roles: [], organization: null, ended: false } as const

type PatientWay = Way & { readonly reads?: readonly string[] }

/** Patients of every kind. A page shows the signed-in person's own charts; those they act for may be named on it. */
function patientWays(charts: Charts): readonly PatientWay[] {
  const [walter = '', ana = ''] = [charts.walter[0], charts.ana[0]]
  return [
    { key: 'a1', name: 'Walter Hendricks', links: charts.walter },
    { key: 'a2', name: 'Hannah Brooks', links: charts.hannah },
    { key: 'b1', name: 'Bela Northwood', links: charts.bela },
    { key: 'm1', name: 'Samuel Whitfield', links: charts.samuel },
    { key: 'd1', name: 'Dorothy Pruitt', links: charts.dorothy },
    { key: 't1', name: 'Ana Alvarez', links: charts.ana },
    { key: 'g1', name: 'Rosa Alvarez', links: charts.rosa, grants: [{ patient: ana, relation: 'parent' }] },
    { key: 'p1', name: 'Vera View', grants: [{ patient: walter, relation: 'trusted', kinds: kindMask(['medicine', 'appointment']) }] },
    { key: 'p2', name: 'Frank Full', grants: [{ patient: walter, relation: 'trusted' }] },
    { key: 'x1', name: 'Xenia Ex', grants: [{ patient: walter, relation: 'trusted', ended: true }] },
    { key: 'n1', name: 'Nils Nothing' },
  ]
}

async function givenPatients(house: GivenHouse, charts: Charts): Promise<Identity[]> {
  const made: Identity[] = []
  for (const way of patientWays(charts)) {
    const { person, email } = await givenPerson(house, way)
    const acts = (way.grants ?? []).filter((grant) => grant.ended !== true).map((grant) => grant.patient)
    made.push({ ...nobodys, name: `patient ${way.key}`, standing: 'patient', caller: await allIn(house, email), person, knows: [...(way.links ?? []), ...acts], reads: way.links ?? [] })
  }
  return made
}

async function staffIdentity(house: GivenHouse, name: string, staff: GivenStaff): Promise<Identity> {
  const [rows, charts] = await Promise.all([
    rowsOf<{ role: StaffRole }>(house, "select role from access_staff where person = $1 and organization = $2 and valid_until = 'infinity'", [staff.person, staff.organization]),
    rowsOf<{ id: string }>(house, 'select id from patients_patient where organization = $1', [staff.organization]),
  ])
  addresses += 1
  return { ...nobodys, name, standing: 'staff', caller: await staffSignedIn(house, staff, `10.61.0.${addresses % 250}`), person: staff.person, knows: charts.map((row) => row.id), roles: rows.map((row) => row.role), organization: staff.organization }
}

async function givenStaffOfBoth(house: GivenHouse): Promise<Identity[]> {
  const made: Identity[] = []
  for (const role of staffRoles) made.push(await staffIdentity(house, `staff ${role}`, await givenStaff(house, role, 'lakeside')))
  made.push(await staffIdentity(house, 'staff of northshore', await givenStaff(house, staffRoles, 'northshore')))
  return made
}

async function givenEx(house: GivenHouse): Promise<Identity> {
  const staff = await givenStaff(house, staffRoles, 'lakeside')
  const caller = await staffSignedIn(house, staff, '10.61.1.1')
  await house.composed.databases.operate.run((tx) => house.composed.house.access.dismiss(tx, { person: staff.person, organization: 'lakeside' }))
  return { ...nobodys, name: 'ex-staff', standing: 'nobody', caller, ended: true }
}

/** On the way in: half a sign-in of each kind, a checked code, an opened invitation. */
async function givenOnTheWay(house: GivenHouse, charts: Charts): Promise<Identity[]> {
  const { databases, house: rooms } = house.composed
  const half = await givenPerson(house, { key: 'half', name: 'Hal Half', links: charts.walter })
  const halfStaff = await givenStaff(house, staffRoles, 'lakeside')
  const [noor] = await rowsOf<{ mrn: string; birth: string }>(house, "select mrn, birth_date::text as birth from patients_patient where name like '%Noor%'")
  const [year = '', month = '', day = ''] = noor?.birth.split('-') ?? []
  const letter = await databases.operate.run((tx) => rooms.identity.issueLetter(tx, { organization: 'lakeside', mrn: noor?.mrn ?? '', reason: 'asked again' }))
  const joining = from(house)
  await joining.post('/code', { code: letter.code.join(''), 'birth-month': String(Number(month)), 'birth-day': String(Number(day)), 'birth-year': year }, { from: '/code' })
  assert.ok(joining.cookies.has('__Host-join'))
  const { link } = await databases.operate.run((tx) => rooms.staffing.invite(tx, { organization: 'lakeside', site: 'Lakeside Health', by: 'test', name: 'Ina Invited', email: 'ina.invited@lakeside.example', roles: ['front-desk'] }))
  const invited = from(house)
  const path = new URL(link ?? '').pathname
  await invited.post(path, {}, { from: path })
  assert.ok(invited.cookies.has('__Host-staff-invited'))
  return [
    { ...nobodys, name: 'half patient', standing: 'half', caller: await halfIn(house, half.email), person: half.person },
    { ...nobodys, name: 'half staff', standing: 'half-staff', caller: await staffHalf(house, halfStaff, '10.61.1.2'), person: halfStaff.person },
    { ...nobodys, name: 'joining', standing: 'joining', caller: joining },
    { ...nobodys, name: 'invited staff', standing: 'invited', caller: invited },
  ]
}

/** Sessions that were good: left alone too long, or signed out with the cookie kept. The clock goes on by a quarter of an hour. */
async function givenEnded(house: GivenHouse, charts: Charts): Promise<Identity[]> {
  const { email } = await givenPerson(house, { key: 'idle', name: 'Ida Idle', links: charts.hannah })
  const idle = await allIn(house, email)
  const idleStaff = await staffSignedIn(house, await givenStaff(house, staffRoles, 'lakeside'), '10.61.1.3')
  const left = await givenPerson(house, { key: 'left', name: 'Lena Left', links: charts.hannah })
  const gone = await allIn(house, left.email)
  const kept = gone.cookies.get('__Host-session') ?? ''
  await gone.post('/sign-out', {}, { from: '/account' })
  gone.cookies.set('__Host-session', kept)
  house.clock.advance({ minutes: 15, seconds: 1 })
  const ended = { ...nobodys, standing: 'nobody', ended: true } as const
  return [{ ...ended, name: 'idle patient', caller: idle }, { ...ended, name: 'idle staff', caller: idleStaff }, { ...ended, name: 'signed-out patient', caller: gone }]
}

/** Somebody whose sign-up stopped, and what the desk needs to open it. */
export type Parked = { readonly organization: string; readonly caller: Caller; readonly told: Readonly<Record<string, string>> }

async function givenParked(house: GivenHouse, organization: string): Promise<Parked> {
  const caller = from(house)
  await signUpAt(caller, youAre({ given: 'Paula', family: 'Parkson', mrn: '99887766' }), organization)
  const code = await helpCodeAt(caller, organization)
  assert.notEqual(code, '', `a help code at ${organization}`)
  return { organization, caller, told: { code, other: 'Paula Parkson' } }
}

export type Cast = { readonly house: GivenHouse; readonly identities: readonly Identity[]; readonly charts: Charts; readonly parked: readonly Parked[] }

export async function givenCast(house: GivenHouse): Promise<Cast> {
  const charts = await givenCharts(house)
  const ended = await givenEnded(house, charts)
  const parked = [await givenParked(house, 'lakeside'), await givenParked(house, 'northshore')]
  const identities = [
    { ...nobodys, name: 'nobody', standing: 'nobody' as const, caller: from(house) },
    ...(await givenPatients(house, charts)), ...(await givenStaffOfBoth(house)), await givenEx(house), ...(await givenOnTheWay(house, charts)), ...ended,
    ...parked.map((one) => ({ ...nobodys, name: `parked sign-up at ${one.organization}`, standing: 'nobody' as const, caller: one.caller })),
    { ...nobodys, name: 'a made-up cookie under every name', standing: 'nobody' as const, caller: withMadeUpCookies(house), ended: true },
  ]
  return { house, identities, charts, parked }
}

function withMadeUpCookies(house: GivenHouse): Caller {
  const caller = from(house)
  for (const name of ['session', 'half', 'join', 'staff', 'staff-half', 'staff-invited']) caller.cookies.set(`__Host-${name}`, newId().replaceAll('-', ''))
  return caller
}
