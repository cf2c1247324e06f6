// What does a test of joining get? A hospital with one chart, a letter for it, and the rooms on the way in.
import pg from 'pg'
import type { Accounts } from '#accounts'
import { type Access, openAccess } from '#access'
import { openAudit } from '#audit'
import { openDirectory } from '#directory'
import { type Identity, type IssuedLetter, type Typed, openIdentity } from '#identity'
import { type Statement, openLog, statement } from '#kernel'
import { openNotices } from '#notices'
import { openPatients } from '#patients'
import { everyKindMask } from '../../contract/record-kinds.ts'
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
  const identity = openIdentity({ audit, notices, directory, patients, accounts, clock: given.clock, keys: given.keys, database: given.web, publicUrl: 'http://localhost:8080', holders: async (tx, of) => accounts.addressesOf(tx, await access.peopleOf(tx, of)), around: (tx, of) => access.around(tx, of), actsFor: (tx, person, of) => access.actsFor(tx, person, of), unlink: (tx) => access.endSignedUp(tx) })
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

export const answers = (change: Partial<Typed> = {}): Typed => ({ given: 'Ana', family: 'Moreno Ruiz', birthDate: chart.birthDate, proof: 'mrn', value: chart.mrn, postalCode: '', ...change })

export type RegisteredPerson = { readonly patient: string; readonly phone: string; readonly email: string | null }
type Change = { readonly mrn: string; readonly birthDate?: string; readonly phone?: string | null; readonly email?: string | null; readonly deceasedOn?: string | null; readonly given?: string; readonly family?: string; readonly organization?: string }

export type Sent = { readonly body: string; readonly code: string; readonly stop: string; readonly link: string }

let made = 0
let networks = 0

export function givenSignUps(given: GivenDatabase, { identity, accounts, access }: GivenIdentity) {
  const patients = openPatients({ keys: given.keys })
  const look = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> => {
    const client = new pg.Client(given.owner)
    await client.connect()
    try {
      return (await client.query<Row>(sql, values)).rows
    } finally {
      await client.end()
    }
  }
  const sent = (body: string): Sent => ({ body, code: /(?:\b|: )(\d{6})\b/.exec(body)?.[1] ?? '', stop: /not-me\/([\w-]+)/.exec(body)?.[1] ?? '', link: /create\/go\/([\w-]+)/.exec(body)?.[1] ?? '' })
  return {
    async register(change: Change): Promise<RegisteredPerson> {
      made += 1
      const phone = change.phone === undefined ? `+1207555${String(2000 + made)}` : change.phone
      const email = change.email === undefined ? `person.${made}@example.com` : change.email
      const names = { given: change.given ?? 'Ana', family: change.family ?? 'Moreno Ruiz' }
      // A mobile phone: where the use is not known, mail goes first.
      const facts = {
        names: [{ use: 'official' as const, given: [names.given], family: names.family, suffix: null, until: null }],
        phones: phone === null ? [] : [{ value: phone, use: 'mobile', until: null }], emails: email === null ? [] : [{ value: email, use: 'home', until: null }],
        addresses: [], mrns: [], ssn4: null, multipleBirth: false, deceased: change.deceasedOn != null,
      }
      const { id } = await given.operate.run((tx) => patients.register(tx, { ...chart, ...(change.organization === undefined ? {} : { organization: change.organization }), ...names, name: `${names.given} ${names.family}`, mrn: change.mrn, birthDate: change.birthDate ?? chart.birthDate, phone, email, deceasedOn: change.deceasedOn ?? null, facts }))
      return { patient: id, phone: phone ?? '', email }
    },
    ask: (typed: Typed, { signUp = null, network }: { readonly signUp?: string | null; readonly network?: string } = {}) => {
      networks += 1
      return identity.signUps.ask({ signUp, organization: 'lakeside', typed, network: network ?? `network-${networks}` })
    },
    texted: async (phone: string): Promise<Sent> => sent((await look<{ body: string }>('select body from notices_text where recipient = $1 order by written_at desc, id limit 1', [phone]))[0]?.body ?? ''),
    mailed: async (email: string): Promise<Sent> => sent((await look<{ body: string }>('select body from notices_mail where recipient = $1 order by written_at desc, id limit 1', [email]))[0]?.body ?? ''),
    outcome: async (signUp: string): Promise<string> => (await look<{ outcome: string }>("select outcome from identity_signup where visit = sha256(convert_to($1, 'utf8'))", [signUp]))[0]?.outcome ?? '',
    count: async (): Promise<number> => Number((await look<{ count: string }>('select count(*) from identity_signup'))[0]?.count),
    /** An account that has this chart. */
    async linked(mrn: string): Promise<string> {
      made += 1
      return given.operate.run(async (tx) => {
        const patient = await patients.byMrn(tx, 'lakeside', mrn)
        const person = await accounts.createTrialAccount(tx, { name: 'Ana Moreno Ruiz', email: `has.${made}@example.com`, password: 'kettle-orbit-mango-77', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' })
        await access.link(tx, { person, patient: patient?.id ?? '', provenBy: 'letter' })
        return person
      })
    },
    /** An account with this address that acts for the chart as a parent. */
    async actsFor(patient: string, email: string): Promise<void> {
      await given.operate.run(async (tx) => {
        const person = await accounts.createTrialAccount(tx, { name: 'A Parent', email, password: 'kettle-orbit-mango-77', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' })
        await access.grant(tx, { person, patient, relation: 'parent', kinds: everyKindMask, hidden: 0 })
      })
    },
    look,
  }
}
export type GivenSignUps = ReturnType<typeof givenSignUps>
