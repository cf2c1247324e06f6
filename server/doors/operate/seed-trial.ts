// What is in a trial? The made-up organizations and people of demo/, loaded through the same doors as real ones, once.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Access } from '#access'
import type { Accounts } from '#accounts'
import type { Audit } from '#audit'
import type { Directory } from '#directory'
import type { Identity } from '#identity'
import type { Inbound } from '#inbound'
import type { Clock, Database, Tx } from '#kernel'
import type { Patients } from '#patients'
import type { Release } from '#release/policy'
import { everyKindMask } from '../../../contract/record-kinds.ts'
import { teenPrivateMask } from '../../../contract/sensitivity-labels.ts'
import { type DemoDoor, demoBrands, demoDoors, demoMergers, doorsOnly } from '../../../demo/doors.ts'
import { makeDemo } from '../../../demo/make-demo.ts'
import type { Demo, DemoPerson } from '../../../demo/shape.ts'
import type { DemoStaff } from '../../../demo/staff-sign-ins.ts'

/** What seeding needs of the composed house. */
export type TrialHouse = {
  readonly house: { readonly clock: Clock; readonly audit: Audit; readonly directory: Directory; readonly accounts: Accounts; readonly identity: Identity; readonly access: Access }
  readonly databases: { readonly operate: Database }
  readonly patients: Patients
  readonly release: Release
  readonly inbound: Inbound
}

export type SeededTrial = { readonly letterFor: { readonly organization: string; readonly mrn: string; readonly name: string; readonly birthDate: string } | null; readonly signIns: readonly { readonly name: string; readonly email: string; readonly password: string; readonly totpSecret: string }[]; readonly staff: readonly DemoStaff[] }

const zone = 'America/New_York'
/** The day it is at the demo's hospitals: their people live by that calendar, not by UTC's. */
export function todayThere(clock: Clock): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(clock.now())
}

async function putOrganizations(tx: Tx, { house, release }: TrialHouse, demo: Demo): Promise<void> {
  for (const one of demo.organizations) {
    await house.directory.put(tx, {
      id: one.id, name: one.name, phone: one.phone, hours: one.hours, recordsPhone: one.recordsPhone, address: one.address, timeZone: one.timeZone, language: 'en',
      ages: { teenFrom: one.ages.teenFrom, adultFrom: one.ages.adultFrom, parentTeenKinds: everyKindMask, parentTeenHidden: teenPrivateMask },
    })
    await release.activate(tx, one.id, one.policy.rules)
  }
}

async function putDoor(tx: Tx, { directory }: TrialHouse['house'], door: DemoDoor): Promise<void> {
  const { organization } = door
  await directory.putOffer(tx, door.offer)
  for (const [place, { zip, ...site }] of door.sites.entries()) await directory.putSite(tx, { ...site, organization, region: 'ME', postalCode: zip, place })
  for (const one of door.names) await directory.putName(tx, { ...one, organization, validFrom: null })
  for (const one of door.doctors) await directory.putDoctor(tx, { ...one, organization })
  for (const one of door.clues) await directory.putClue(tx, { ...one, organization })
}

/** What stands at their doors, and the places around them that use another portal. */
async function putDoors(tx: Tx, { house }: TrialHouse, year: number): Promise<void> {
  for (const one of doorsOnly) await house.directory.put(tx, { ...one, recordsPhone: null, timeZone: zone, language: 'en' })
  for (const door of demoDoors(year)) await putDoor(tx, house, door)
  for (const merger of demoMergers(year)) await house.directory.putMerger(tx, merger)
  await house.directory.importBrands(tx, { json: JSON.stringify(demoBrands), list: 'demo' })
}

/** Charts come in as files, through the importer, like anybody's. `later`: what arrives after the people made their wishes. */
async function importCharts({ inbound }: TrialHouse, demo: Demo, { folder, part }: { readonly folder: string; readonly part: 'json' | 'later' }): Promise<void> {
  for (const organization of demo.organizations) {
    const into = join(folder, 'demo', part, organization.id)
    mkdirSync(into, { recursive: true, mode: 0o700 })
    const charts = demo.people.flatMap((person) => person.charts.filter((one) => one.organization === organization.id).map((one) => ({ key: person.key, text: part === 'json' ? one.json : one.later?.json })))
    const sent = charts.filter((one): one is { key: string; text: string } => one.text !== undefined)
    if (sent.length === 0) continue
    for (const { key, text } of sent) writeFileSync(join(into, `${key}.json`), text, { mode: 0o600 })
    const report = await inbound.importPaths([into], { organization: organization.id })
    if (report.files.some((file) => file.refused !== null)) throw new Error(`the demo of ${organization.id} did not come in whole: ${JSON.stringify(report.files.filter((file) => file.refused !== null))}`)
  }
}

async function linkPerson(tx: Tx, uses: TrialHouse, { person, demo }: { readonly person: DemoPerson; readonly demo: Demo }): Promise<void> {
  if (person.account === undefined) return
  const name = `${person.name.given} ${person.name.family}`
  const id = await uses.house.accounts.createTrialAccount(tx, { name, ...person.account })
  for (const chart of person.charts) {
    const patient = await uses.patients.byMrn(tx, chart.organization, chart.mrn)
    if (patient !== null) await uses.house.access.link(tx, { person: id, patient: patient.id, provenBy: 'demo' })
  }
  for (const link of person.links) {
    for (const chart of demo.people.find((one) => one.key === link.to)?.charts ?? []) {
      const patient = await uses.patients.byMrn(tx, chart.organization, chart.mrn)
      if (patient !== null) await uses.house.access.grant(tx, { person: id, patient: patient.id, relation: link.kind, kinds: everyKindMask, hidden: 0 })
    }
  }
}

async function makeWish(tx: Tx, uses: TrialHouse, person: DemoPerson): Promise<void> {
  const wish = person.wish
  if (wish === undefined) return
  for (const chart of person.charts) {
    const patient = await uses.patients.byMrn(tx, chart.organization, chart.mrn)
    if (patient !== null) await uses.release.makeWish(tx, { patient: patient.id, kinds: wish.kinds, caller: wish.untilCalledBy, atMostDays: wish.atMostDays })
  }
}

/** A trial that is older than its staff gets them too. */
async function seedStaff(tx: Tx, { house }: TrialHouse, staff: readonly DemoStaff[]): Promise<void> {
  for (const { name, email, password, totpSecret, organization, roles } of staff) {
    if ((await house.accounts.staff.find(tx, email)) !== null) continue
    const person = await house.accounts.staff.createTrialAccount(tx, { name, email, password, totpSecret })
    for (const role of roles) await house.access.appoint(tx, { person, organization, role })
  }
}

/**
 * Loads the demo when the database holds no organization yet; says in any case who may sign in and whose letter to print.
 * `folder`: where the charts are laid down as files (the trial's own data folder).
 */
export async function seedTrial(uses: TrialHouse, folder: string): Promise<SeededTrial> {
  const demo = makeDemo(todayThere(uses.house.clock))
  const operate = uses.databases.operate
  const before = await operate.run((tx) => uses.house.directory.organizations(tx))
  if (before.length === 0) {
    await operate.run((tx) => putOrganizations(tx, uses, demo))
    await operate.run((tx) => putDoors(tx, uses, Number(demo.today.slice(0, 4))))
    await importCharts(uses, demo, { folder, part: 'json' })
    await operate.run(async (tx) => {
      for (const person of demo.people) {
        await linkPerson(tx, uses, { person, demo })
        await makeWish(tx, uses, person)
      }
    })
    await importCharts(uses, demo, { folder, part: 'later' })
  }
  await operate.run((tx) => seedStaff(tx, uses, demo.staff))
  const first = demo.people.find((person) => person.letter === true)
  const chart = first?.charts[0]
  return {
    letterFor: first === undefined || chart === undefined ? null : { organization: chart.organization, mrn: chart.mrn, name: `${first.name.given} ${first.name.family}`, birthDate: first.birthDate },
    signIns: demo.people.flatMap((person) => (person.account === undefined ? [] : [{ name: `${person.name.given} ${person.name.family}`, ...person.account }])),
    staff: demo.staff,
  }
}
