// What may an operator do from the shell? `npm run -s portico -- COMMAND`; each command says what it did, or why not.
import { parseArgs } from 'node:util'
import { TOTP } from 'otpauth'
import { ConfigError, Refusal, openLog, readConfig, systemClock } from '#kernel'
import { verifyChain } from '#audit'
import { isChangedThing } from '../../../contract/mergers.ts'
import { startOfDay } from '../../../words/en/dates.ts'
import { type Composed, compose } from '../../compose.ts'
import { makeDemo } from '../../../demo/make-demo.ts'
import { backupCommand, restoreCommand } from './backup/commands.ts'
import { BackupRefused } from './backup/index.ts'
import { importReport, progressLine } from './records/import-report.ts'
import { openInstallation } from './installation.ts'
import { brandsReport, importBrandFiles } from './brands-command.ts'
import { lettersForPrintShop, sendCode } from './letters/code-commands.ts'
import { FeedsUsage, feedsCommand, feedsUsage, readAsked } from './feeds/command.ts'
import { countsCommand, traceCommand } from './counts/counts-command.ts'
import { closeBeside, endMerge, mergesCommand } from './records/merges-command.ts'
import { rereadCommand } from './records/reread-command.ts'
import { statusCommand } from './status/status-command.ts'
import { readPublicState, writeStatusPage } from './status/status-page.tsx'
import { paceOf } from './play/play.ts'
import { type Address, addressOf, playDay } from './play/play-command.ts'
import { writeLetter } from './letters/letter.ts'
import { nameStaff, resetStaff } from './staff-command.ts'

const usage = `Usage: npm run -s portico -- COMMAND

  import PATH... --organization ID [--mrn MRN] [--json]
                                                    read FHIR R4 (.json; .ndjson, .phr line by line), clinical documents
                                                    (.xml, .ccda), packages of them (.zip) and HL7 v2 (.hl7) from files or
                                                    folders; MRN: whose they are, when they name no record number
  letter --organization ID --mrn MRN [--out FILE] [--abroad] [--reason TEXT] [--json]
                                                    issue an activation letter (a PDF with the code); a second one within a day needs a reason
  letters --organization ID --mrns FILE --out FILE.pdf [--printed-on DAY] [--abroad] [--reason TEXT]
                                                    letters for a print shop, one file; killed, the same command goes on where it stopped
  code --organization ID --mrn MRN --by mail|text   send a code to the address or number on file
  organization --id ID --name NAME --time-zone ZONE [--phone PHONE] [--hours TEXT] [--address TEXT]
                                                    add or change an organization
  organizations [--json]                            list them
  merger --organization OLD --into NEW --from DAY [--renamed] [--prefix LETTERS] [--changed WHAT[,WHAT]]
                                                    from that day OLD is part of NEW (or called so); record numbers may get LETTERS in front
  brands import FILE... [--json]                    read lists of places that use other portals (SMART brands, endpoint lists; .json, .gz)
  staff --organization ID --role ROLE[,ROLE] --name NAME --email EMAIL
                                                    name somebody as staff (the first administrator); prints their link
  staff --reset --email EMAIL                       end the second step of somebody of staff; prints their new link
  counts --organization ID [--mrn MRN] [--from DAY --until DAY] [--json]
                                                    count what came against what is here and what people see; ends with 1 when it does not add up
  trace REFERENCE --organization ID                 the file or message behind the reference on a person's page
  feeds …                                           which systems send and by what they are known, what waits, replay (feeds --help)
  status                                            what works, which sources there are, what is planned
  status --from TIME --until TIME --affects WHAT[,WHAT] [--organization ID]
                                                    announce planned work: everything, sign-in, mail, texts, records
  status --call-off ID                              planned work is over, or does not come
  status --expect SOURCE --every HOURS              a source that is silent for longer is late (0: never)
  status-page --out DIR                             write a status page for another host (docs/operating/messages.md)
  merges --organization ID [--mrn MRN] [--json]     which record numbers were merged, by whom
  merges end ID --reason TEXT                       end a merge that is wrong: each number has its own record again
  merges close MRN --beside OTHER --organization ID --reason TEXT
                                                    afterwards: an account that opens both by itself goes on with OTHER alone
  reread [--json]                                   after a mapping was mended: read again what an older one read; stopped, the same command goes on
  verify-trail                                      walk the audit chain
  backup --out FILE                                 keep everything in one sealed file, while Portico works
  restore FILE [--into DATABASE] [--replace]        put a backup into an empty database, another one, or in the place of what is there
  play [--speed real|fast|NUMBER] [--organization ID] [--to HOST:PORT] [--push-to HOST:PORT]
                                                    in a trial: play the demo's hospital day to it, as its hospitals' systems would send it
  trial-code EMAIL                                  the authenticator code of a ready-made sign-in, now
`

class Usage extends Error {}

type Given = { readonly words: readonly string[]; readonly options: Readonly<Record<string, string | boolean | undefined>> }

function read(args: readonly string[]): Given {
  try {
    const { values, positionals } = parseArgs({
      args: [...args], allowPositionals: true, strict: true,
      options: { organization: { type: 'string' }, mrn: { type: 'string' }, json: { type: 'boolean' }, out: { type: 'string' }, into: { type: 'string' }, replace: { type: 'boolean' }, renamed: { type: 'boolean' }, prefix: { type: 'string' }, changed: { type: 'string' }, id: { type: 'string' }, name: { type: 'string' }, phone: { type: 'string' }, hours: { type: 'string' }, address: { type: 'string' }, 'time-zone': { type: 'string' }, role: { type: 'string' }, email: { type: 'string' }, reset: { type: 'boolean' }, mrns: { type: 'string' }, by: { type: 'string' }, reason: { type: 'string' }, beside: { type: 'string' }, abroad: { type: 'boolean' }, 'printed-on': { type: 'string' }, from: { type: 'string' }, until: { type: 'string' }, affects: { type: 'string' }, 'call-off': { type: 'string' }, expect: { type: 'string' }, every: { type: 'string' }, speed: { type: 'string' }, to: { type: 'string' }, 'push-to': { type: 'string' }, help: { type: 'boolean' } },
    })
    return { words: positionals, options: values }
  } catch (error) {
    throw new Usage((error as Error).message)
  }
}

function needed({ options }: Given, name: string): string {
  const value = options[name]
  if (typeof value !== 'string' || value === '') throw new Usage(`--${name} is needed`)
  return value
}

const optional = ({ options }: Given, name: string): string | null => (typeof options[name] === 'string' ? options[name] : null)
const say = (line: string) => process.stdout.write(`${line}\n`)

async function importFiles(composed: Composed, given: Given): Promise<boolean> {
  const paths = given.words.slice(1)
  if (paths.length === 0) throw new Usage('name a file or a folder')
  const organization = needed(given, 'organization')
  const known = await composed.databases.operate.run((tx) => composed.house.directory.organization(tx, organization))
  if (known === null) throw new Refusal('not-found', `no organization is called ${organization}: add it with the organization command`)
  const json = given.options.json === true
  const onProgress = json || !process.stderr.isTTY ? undefined : (at: Parameters<typeof progressLine>[0]) => void process.stderr.write(`\r${progressLine(at)}\u001b[K`)
  const report = await composed.inbound.importPaths(paths, { organization, ...(optional(given, 'mrn') === null ? {} : { mrn: optional(given, 'mrn') ?? '' }), ...(onProgress === undefined ? {} : { onProgress }) })
  if (onProgress !== undefined) process.stderr.write('\r\u001b[K')
  say(json ? JSON.stringify(report, null, 2) : importReport(report))
  return report.files.every((file) => file.refused === null)
}

async function letter(composed: Composed, given: Given): Promise<boolean> {
  const mrn = needed(given, 'mrn')
  const file = optional(given, 'out') ?? `letter-${mrn.replace(/[^A-Za-z0-9-]/g, '')}.pdf`
  const issued = await writeLetter({ identity: composed.house.identity, exporting: composed.house.export, database: composed.databases.operate, organization: needed(given, 'organization'), mrn, file, reason: optional(given, 'reason'), abroad: given.options.abroad === true })
  if (given.options.json === true) say(JSON.stringify(issued, null, 2))
  else say(`Letter for ${issued.name}, ${issued.organization}\n  code         ${issued.code}\n  address      ${issued.url}\n  valid until  ${issued.validUntil}\n  to print     ${issued.file}`)
  return true
}

async function letters(composed: Composed, given: Given): Promise<boolean> {
  const asked = { organization: needed(given, 'organization'), mrns: needed(given, 'mrns'), out: needed(given, 'out'), printedOn: optional(given, 'printed-on'), reason: optional(given, 'reason'), abroad: given.options.abroad === true, tty: process.stderr.isTTY }
  const { said, whole } = await lettersForPrintShop(composed, asked)
  say(said)
  return whole
}

async function code(composed: Composed, given: Given): Promise<boolean> {
  const by = needed(given, 'by')
  if (by !== 'mail' && by !== 'text') throw new Usage('--by is mail or text')
  say(await sendCode(composed, { organization: needed(given, 'organization'), mrn: needed(given, 'mrn'), by }))
  return true
}

async function organization(composed: Composed, given: Given): Promise<boolean> {
  const id = needed(given, 'id')
  await composed.databases.operate.run(async (tx) => {
    await composed.house.directory.put(tx, { id, name: needed(given, 'name'), phone: optional(given, 'phone'), hours: optional(given, 'hours'), recordsPhone: null, address: optional(given, 'address'), timeZone: needed(given, 'time-zone'), language: 'en' })
    await composed.house.audit.note(tx, { kind: 'operator-acted', actor: null, actorRole: 'system', purpose: 'organization put', detail: { organization: id } })
  })
  say(`${id} is in the directory`)
  return true
}

async function brands(composed: Composed, given: Given): Promise<boolean> {
  const [, what, ...paths] = given.words
  if (what !== 'import' || paths.length === 0) throw new Usage('brands import FILE...')
  const reports = await importBrandFiles(composed, paths)
  say(given.options.json === true ? JSON.stringify(reports, null, 2) : brandsReport(reports))
  return reports.every((one) => one.refused === null)
}

/** A day begins at midnight of the organization that is joined. */
async function merger(composed: Composed, given: Given): Promise<boolean> {
  const [organization, into, day] = [needed(given, 'organization'), needed(given, 'into'), needed(given, 'from')]
  const changed = (optional(given, 'changed') ?? 'name').split(',').filter(isChangedThing)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Usage('--from is a day, like 2027-01-31')
  await composed.databases.operate.run(async (tx) => {
    const whole = await composed.house.directory.organization(tx, into)
    if (whole === null || (await composed.house.directory.organization(tx, organization)) === null) throw new Refusal('not-found', 'both organizations must be in the directory: add them with the organization command')
    await composed.house.directory.putMerger(tx, { organization, into, kind: given.options.renamed === true ? 'renamed' : 'merged', from: startOfDay(day, whole.timeZone), until: null, mrnPrefix: optional(given, 'prefix'), changed })
    await composed.house.audit.note(tx, { kind: 'directory-changed', actor: null, actorRole: 'system', purpose: 'merger put', detail: { organization, into, from: day } })
  })
  say(`from ${day} on ${organization} leads to ${into}`)
  return true
}

async function organizations(composed: Composed, given: Given): Promise<boolean> {
  const all = await composed.databases.operate.run((tx) => composed.house.directory.organizations(tx))
  say(given.options.json === true ? JSON.stringify(all, null, 2) : all.map((one) => `${one.id}  ${one.name}`).join('\n'))
  return true
}

async function staff(composed: Composed, given: Given): Promise<boolean> {
  const email = needed(given, 'email')
  say(given.options.reset === true ? await resetStaff(composed, email) : await nameStaff(composed, { organization: needed(given, 'organization'), roles: needed(given, 'role').split(',').map((role) => role.trim()), name: needed(given, 'name'), email }))
  return true
}

async function status(composed: Composed, given: Given): Promise<boolean> {
  const of = (name: string) => optional(given, name)
  say(await statusCommand(composed, { from: of('from'), until: of('until'), affects: of('affects'), organization: of('organization'), callOff: of('call-off'), expect: of('expect'), every: of('every') }))
  return true
}

async function counts(composed: Composed, given: Given): Promise<boolean> {
  const json = given.options.json === true
  const onProgress = json || !process.stderr.isTTY ? {} : { onProgress: (charts: number) => void process.stderr.write(`\r${charts} charts\u001b[K`) }
  const { said, complete } = await countsCommand(composed, { organization: needed(given, 'organization'), mrn: optional(given, 'mrn'), from: optional(given, 'from'), until: optional(given, 'until'), json, ...onProgress })
  if ('onProgress' in onProgress) process.stderr.write('\r\u001b[K')
  say(said)
  return complete
}

async function trace(composed: Composed, given: Given): Promise<boolean> {
  const reference = given.words[1]
  if (reference === undefined) throw new Usage('trace REFERENCE --organization ID')
  say(await traceCommand(composed, needed(given, 'organization'), reference))
  return true
}

async function merges(composed: Composed, given: Given): Promise<boolean> {
  const [, what, id = ''] = given.words
  if (what === 'close' && id !== '') {
    say(await closeBeside(composed, { organization: needed(given, 'organization'), mrn: id, beside: needed(given, 'beside'), reason: needed(given, 'reason') }))
    return true
  }
  if (what !== undefined && (what !== 'end' || !/^[0-9a-f-]{36}$/.test(id))) throw new Usage('merges --organization ID, merges end ID --reason TEXT, or merges close MRN --beside OTHER --organization ID --reason TEXT')
  say(what === 'end' ? await endMerge(composed, { id, reason: needed(given, 'reason') }) : await mergesCommand(composed, { organization: needed(given, 'organization'), mrn: optional(given, 'mrn'), json: given.options.json === true }))
  return true
}

async function reread(composed: Composed, given: Given): Promise<boolean> {
  const json = given.options.json === true
  const onProgress = json || !process.stderr.isTTY ? {} : { onProgress: (charts: number) => void process.stderr.write(`\r${charts} charts\u001b[K`) }
  const said = await rereadCommand(composed, { json, ...onProgress })
  if ('onProgress' in onProgress) process.stderr.write('\r\u001b[K')
  say(said)
  return true
}

/** Written also when the database is away: then above all. */
async function statusPage(given: Given): Promise<boolean> {
  const config = readConfig()
  say(await writeStatusPage({ folder: needed(given, 'out'), now: systemClock.now(), read: () => withComposed((composed) => readPublicState(composed, config.publicUrl)) }))
  return true
}

function address(given: Given, name: string): Address | null {
  const text = optional(given, name)
  const found = text === null ? null : addressOf(text)
  if (text !== null && found === null) throw new Usage(`--${name} is HOST:PORT`)
  return found
}

async function play(composed: Composed, given: Given): Promise<boolean> {
  const pace = paceOf(optional(given, 'speed') ?? 'fast')
  if (pace === null) throw new Usage('--speed is real, fast, or how many times faster, from 1 on')
  return playDay(composed, { config: readConfig(), pace, organization: optional(given, 'organization'), to: address(given, 'to'), pushTo: address(given, 'push-to'), say })
}

async function verifyTrail(composed: Composed): Promise<boolean> {
  await composed.sealer.sealNow()
  const { lines, broken } = await verifyChain(composed.databases.sealer)
  say(broken === null ? `${lines} lines, the chain is whole` : `the chain breaks at line ${broken} (of ${lines} that fit)`)
  return broken === null
}

function trialCode(given: Given): boolean {
  const email = given.words[1] ?? ''
  const demo = makeDemo('2026-01-01')
  const account = demo.people.find((person) => person.account?.email === email)?.account ?? demo.staff.find((one) => one.email === email)
  if (account === undefined) throw new Usage(`no ready-made sign-in has the address ${email}`)
  say(new TOTP({ secret: account.totpSecret, digits: 6, period: 30, algorithm: 'SHA1' }).generate())
  return true
}

/** Backup and restore need the database's owner and no open rooms: a restore is alone with its database. */
async function keep(name: 'backup' | 'restore', given: Given): Promise<boolean> {
  const file = name === 'backup' ? needed(given, 'out') : (given.words[1] ?? '')
  if (file === '') throw new Usage('name the file of the backup')
  const config = readConfig()
  say(name === 'backup' ? await backupCommand(config, file) : await restoreCommand(config, { file, into: optional(given, 'into'), replace: given.options.replace === true }))
  return true
}

const commands: Readonly<Record<string, (composed: Composed, given: Given) => Promise<boolean>>> = { import: importFiles, letter, letters, code, organization, organizations, merger, brands, staff, status, play, counts, trace, merges, reread, 'verify-trail': verifyTrail }

async function run(given: Given): Promise<boolean> {
  const name = given.words[0] ?? ''
  if (given.options.help === true || name === '') throw new Usage('')
  if (name === 'trial-code') return trialCode(given)
  if (name === 'status-page') return statusPage(given)
  if (name === 'backup' || name === 'restore') return keep(name, given)
  const command = commands[name]
  if (command === undefined) throw new Usage(`there is no command ${name}`)
  return withComposed((composed) => command(composed, given))
}

/** Has options of its own. */
async function feeds(args: readonly string[]): Promise<boolean> {
  const asked = readAsked(args)
  const { said, well } = await withComposed((composed) => feedsCommand(composed, asked))
  process.stdout.write(typeof said === 'string' ? `${said}\n` : said)
  return well
}

async function withComposed<T>(work: (composed: Composed) => Promise<T>): Promise<T> {
  const config = readConfig()
  const installation = await openInstallation(config)
  const composed = await compose({ config, clock: systemClock, connection: installation.connection, log: openLog(null), publicUrl: config.publicUrl ?? `http://localhost:${config.port}` })
  try {
    return await work(composed)
  } finally {
    await composed.close()
    if (!installation.found) await installation.stop()
  }
}

try {
  const [name, ...rest] = process.argv.slice(2)
  process.exitCode = (await (name === 'feeds' ? feeds(rest) : run(read(process.argv.slice(2))))) ? 0 : 1
} catch (error) {
  if (error instanceof Usage) process.stderr.write(`${error.message === '' ? '' : `${error.message}\n\n`}${usage}`)
  else if (error instanceof FeedsUsage) process.stderr.write(`${error.message === '' ? '' : `${error.message}\n\n`}${feedsUsage}`)
  else if (error instanceof Refusal) process.stderr.write(`${error.because}\n`)
  else if (error instanceof ConfigError || error instanceof BackupRefused) process.stderr.write(`${error.message}\n`)
  else throw error
  process.exitCode = 2
}
