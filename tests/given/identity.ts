// What does a test of joining get? A hospital with one chart, a letter for it, and the rooms on the way in.
import type { Accounts } from '#accounts'
import { type Access, openAccess } from '#access'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { type Identity, type IssuedLetter, openIdentity } from '#identity'
import { type Statement, openLog, statement } from '#kernel'
import { openNotices } from '#notices'
import { openPatients } from '#patients'
import { codeAt, givenAccounts } from './account.ts'
import type { GivenDatabase } from './database.ts'

export const chart = { organization: 'lakeside', mrn: 'L-100', name: 'Ana Moreno Ruiz', family: 'Moreno Ruiz', given: 'Ana', birthDate: '1984-02-03', deceasedOn: null, sex: null, phone: null, email: null, address: '18 Mill Lane, Apt 3, Harbor City, ME 04101', language: null }

export type GivenIdentity = { readonly identity: Identity; readonly accounts: Accounts; readonly access: Access; readonly patient: string; letter(mrn?: string): Promise<IssuedLetter>; register(mrn: string, change?: { readonly deceasedOn?: string | null; readonly birthDate?: string; readonly email?: string | null; readonly phone?: string | null }): Promise<string> }

export async function givenIdentity(given: GivenDatabase): Promise<GivenIdentity> {
  const audit = openAudit()
  const notices = openNotices({ audit, clock: given.clock, log: openLog(null), database: given.job, trial: true, smtpUrl: null, mailFrom: 'test@localhost' })
  const directory = openDirectory()
  const patients = openPatients({ keys: given.keys })
  const accounts = givenAccounts(given)
  const access = openAccess()
  const identity = openIdentity({ audit, notices, directory, patients, accounts, clock: given.clock, keys: given.keys, database: given.web, publicUrl: 'http://localhost:8080', holders: async (tx, of) => accounts.addressesOf(tx, await access.peopleOf(tx, of)) })
  const register = (mrn: string, change = {}) => given.operate.run(async (tx) => (await patients.register(tx, { ...chart, mrn, ...change })).id)
  await given.operate.run((tx) => directory.put(tx, { id: 'lakeside', name: 'Lakeside Health', phone: '555-0142', hours: null, recordsPhone: '555-0188', address: null, timeZone: 'America/New_York', language: 'en' }))
  const patient = await register(chart.mrn)
  return { identity, accounts, access, patient, register, letter: (mrn = chart.mrn) => given.operate.run((tx) => identity.issueLetter(tx, { organization: 'lakeside', mrn, reason: 'asked again' })) }
}

type MailRow = { body: string }
const newestMail: Statement<MailRow> = statement('test.newest-mail', "select body from notices_mail where kind = 'confirm-email' and recipient = $1 order by written_at desc, id limit 1")

/** The link's token and the six numbers of the newest mail to an address. */
export async function mailedTo(given: Pick<GivenDatabase, 'web'>, email: string): Promise<{ link: string; code: string }> {
  const [row] = await given.web.run((tx) => tx.query(newestMail, [email]))
  return { link: /join\/confirm\/([\w-]+)/.exec(row?.body ?? '')?.[1] ?? '', code: /: (\d{6})/.exec(row?.body ?? '')?.[1] ?? '' }
}

export const goodPassword = 'kettle-orbit-mango-77'

/** Up to the second step: code, address, password. Gives the joining and the secret of the offered app. */
export async function joinUpToApp(given: GivenDatabase, house: GivenIdentity, about: { readonly code: string; readonly email: string; readonly network?: string }): Promise<{ join: string; secret: string }> {
  const { identity } = house
  const { join } = await identity.begin({ code: about.code, square: null, birthDate: chart.birthDate, network: about.network ?? 'network' })
  await identity.sendProof({ join, email: about.email, network: about.network ?? 'network' })
  await identity.proveByNumbers({ join, code: (await mailedTo(given, about.email)).code })
  await identity.choosePassword({ join, password: goodPassword })
  const { secret } = await given.web.run((tx) => identity.offerApp(tx, join))
  return { join, secret }
}

/** The last step, with the link that access keeps. */
export function finishJoining(given: GivenDatabase, { identity, access }: GivenIdentity, { join, secret }: { readonly join: string; readonly secret: string }) {
  return identity.finish({ join, shown: { kind: 'app', code: codeAt(given.clock.now(), secret) }, agent: 'Test/1.0' }, async (tx, proven) => {
    await access.link(tx, { person: proven.person, patient: proven.patient, provenBy: proven.provenBy })
  })
}
