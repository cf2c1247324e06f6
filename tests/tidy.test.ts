// Is the house in order? Sizes, names, the one place for each dangerous thing. Raising a number is a decision record.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { test } from 'node:test'
import { rooms } from '../server/rooms.ts'

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).split('\n').filter((file) => file !== '' && existsSync(file))
const code = files.filter((file) => /\.(ts|tsx)$/.test(file))
const product = code.filter((file) => !/\.test\.tsx?$/.test(file) && !file.startsWith('tests/') && !file.startsWith('bench/'))
const text = (file: string) => readFileSync(file, 'utf8')
const banned = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'shared', 'misc', 'manager', 'handler', 'base', 'data', 'info'])

test('no file is longer than 400 lines', () => {
  const long = files.filter((file) => /\.(ts|tsx|sql|css|typ)$/.test(file)).filter((file) => text(file).split('\n').length > 401)
  assert.deepEqual(long, [])
})

test('no folder holds more than 16 entries, except those that mirror a closed list', () => {
  const exempt = /(^|\/)(contract|css|kinds|words|en|web|journeys|attacks|decisions|fonts|standards|fhir|people)$|^\.?$/
  const folders = new Set(files.map((file) => dirname(file)))
  const full = [...folders].filter((folder) => !exempt.test(folder)).filter((folder) => readdirSync(folder).filter((one) => !/\.test\.tsx?$/.test(one)).length > 16)
  assert.deepEqual(full, [])
})

test('names say what a thing is: kebab-case, and none of the words that mean nothing', () => {
  const wrong = files.filter((file) => !file.startsWith('.')).flatMap((file) => file.split('/').slice(0, -1).concat(basename(file).replace(/\..*$/, ''))
    .filter((part) => banned.has(part)).map((part) => `${file}: ${part}`))
  assert.deepEqual([...new Set(wrong)], [])
  const shapes = code.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.tsx?$/.test(basename(file)) && !/web\/parts\/.*[A-Z][A-Za-z]*\.tsx$/.test(file))
  assert.deepEqual(shapes, [])
})

test('the first line of every file says what it answers', () => {
  const silent = code.filter((file) => !/^(\/\/|\/\*\*|\/\*) ?\S/.test(text(file)))
  assert.deepEqual(silent, [])
})

const onlyIn = (what: RegExp, where: readonly RegExp[], among: readonly string[]) => among.filter((file) => what.test(text(file)) && !where.some((place) => place.test(file)))

test('dates are made in the clock, the environment is read in the configuration', () => {
  assert.deepEqual(onlyIn(/new Date\(\)|Date\.now\(\)/, [/kernel\/clock\.ts$/, /web\/scripts\//], product), [])
  // odd-process.ts is the test's own misbehaving process: it tells whether it was given an environment.
  assert.deepEqual(onlyIn(/process\.env/, [/kernel\/config\.ts$/, /typst\/odd-process\.ts$/], product), [])
})

test('only doors and notices touch the network', () => {
  assert.deepEqual(onlyIn(/from '(node:)?(http|https|net|tls|dgram|http2|undici)'|nodemailer|\bfetch\(/, [/^server\/doors\//, /ground\/notices\//, /web\/scripts\//], product), [])
})

test('nothing writes markup past the renderer, and no page carries a style', () => {
  assert.deepEqual(onlyIn(/dangerouslySetInnerHTML|innerHTML/, [], product), [])
  assert.deepEqual(onlyIn(/\sstyle=[{"]/, [], product.filter((file) => file.endsWith('.tsx'))), [])
})

test('no enum, no any, no default export, no work left for later', () => {
  assert.deepEqual(onlyIn(/^\s*(export )?(const )?enum |: any\b|<any>|as any\b|^export default/m, [/tidy\.test\.ts$/], code), [])
  const marks = new RegExp(`\\b(${['TO', 'FIX', 'XX'].map((one, at) => one + ['DO', 'ME', 'X'][at]).join('|')})\\b`)
  assert.deepEqual(onlyIn(marks, [], code), [])
})

const sqlOf = (file: string) => (file.endsWith('.sql') ? text(file) : [...text(file).matchAll(/statement(?:<[^(]*>)?\(\s*'[^']*',\s*[`']([^`]*?)[`']/gs)].map((match) => match[1]).join(';\n'))

test('SQL asks the application clock, never its own', () => {
  const wrong = [...files.filter((file) => file.endsWith('.sql') && file.startsWith('server/')), ...product].filter((file) => /\bnow\(\)|current_timestamp|clock_timestamp\(\)/i.test(sqlOf(file).replace(/app_now\(\)/g, '').replace(/--.*$/gm, '')))
  assert.deepEqual(wrong, [])
})

/** Views and functions that a room publishes to those who may use its door; policies stand where both are known. */
const published: Readonly<Record<string, readonly string[]>> = {
  store_out: ['release'], store_original: ['release'], store_provenance: ['release'], store_said_at: ['release'], store_origin: ['release'], release_earlier: ['chart'], release_provenance: ['chart'], release_original: ['chart'], release_out: ['chart'], release_kind_waits: ['chart'], release_body: ['chart'],
  access_reach: ['release', 'chart'],
  identity_proven: ['access'], identity_signup_ended: ['access'], accounts_addresses: ['access'], accounts_joined_now: ['access'], accounts_parted_now: ['access'], accounts_desk_looks: ['access'], patients_desk_may: ['access', 'identity'], directory_same_now: ['patients'], access_home: ['release'], access_patients: ['release'], access_whole: ['release'], access_limits: ['release'], access_limit: ['release'], access_organizations: ['release'],
}
/** Foreign keys, the policies that need two rooms' tables, and the narrow table of birth dates behind the rules of age. */
const knownTogether = new Set(['access:patients_alike', 'access:patients_patient', 'access:patients_correction', 'access:directory_organization', 'access:directory_age_rule', 'access:audit_event', 'access:notices_mail', 'access:directory_source', 'patients:directory_organization', 'store:directory_organization', 'inbound:directory_organization', 'inbound:directory_source', 'store:directory_source', 'release:directory_organization', 'release:store_record', 'release:store_earlier'])

test("no room's SQL names another room's table", () => {
  const wrong: string[] = []
  for (const room of rooms) {
    for (const file of files.filter((one) => one.startsWith(`${room.folder}/`) && /\.(ts|sql)$/.test(one) && !/\.test\./.test(one))) {
      for (const [, owner = '', rest = ''] of sqlOf(file).replace(/--.*$/gm, '').matchAll(/\b(audit|notices|directory|patients|accounts|identity|access|store|inbound|release|chart|export)_([a-z_]+)\b/g)) {
        const name = `${owner}_${rest}`
        if (owner === room.name || published[name]?.includes(room.name) === true || knownTogether.has(`${room.name}:${name}`)) continue
        wrong.push(`${file}: ${name}`)
      }
    }
  }
  assert.deepEqual([...new Set(wrong)], [])
})

test('versions are exact and the lock names no address', () => {
  const packed = JSON.parse(text('package.json')) as Record<string, Record<string, string>>
  const loose = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((list) => Object.entries(packed[list] ?? {})).filter(([, version]) => !/^\d/.test(version))
  assert.deepEqual(loose, [])
  assert.doesNotMatch(text('package-lock.json'), /"resolved"/)
})
