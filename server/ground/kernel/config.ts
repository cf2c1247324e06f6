// What was this process told from outside? The only place that reads the environment; refuses what is unsafe.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { X509Certificate, createPrivateKey, randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'

export type Config = {
  /** A trial: own database, own key, built-in mailbox, made-up people, pages that say so. */
  readonly trial: boolean
  /** PostgreSQL of the installation; null in a trial, which starts its own. */
  readonly databaseUrl: string | null
  /** 32 bytes from which all keys are derived (kernel/keys.ts). */
  readonly masterKey: Buffer
  readonly host: string
  readonly port: number
  readonly portGiven: boolean
  /** The address people type, without a slash at the end. */
  readonly publicUrl: string | null
  /** smtp:// or smtps:// of the relay; null: the built-in mailbox (trial only). */
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** The gateway for text messages; null: none (in a trial texts are shown beside mails). */
  readonly textGateway: TextGatewayConfig | null
  readonly dataFolder: string
  readonly trustedProxies: readonly string[]
  /** Where HL7 v2 comes in over MLLP; null: nowhere. `tls` null: without TLS, for a trial on this computer. */
  readonly mllp: (ListeningConfig & { readonly tls: TlsConfig | null }) | null
  /** Where FHIR is pushed to, behind the same proxy as the pages; null: nowhere. */
  readonly push: ListeningConfig | null
}

export type ListeningConfig = { readonly host: string; readonly port: number; readonly portGiven: boolean }
/** Key and certificate of this server, as PEM. */
export type TlsConfig = { readonly key: Buffer; readonly cert: Buffer }

export type TextGatewayConfig = { /** One https address; nothing else is ever asked. */ readonly url: string; readonly key: string; /** Country codes that are sent to. */ readonly countries: readonly string[] }

export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

/** R88: secrets from a file that others cannot read. */
function readSecret(file: string): string {
  if ((statSync(file).mode & 0o077) !== 0) throw new ConfigError(`${file} can be read by others: run chmod 400 on it`)
  return readFileSync(file, 'utf8').trim()
}

function readPort(env: Environment, name: string, usual: number): number {
  const port = Number(env[name] ?? usual)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new ConfigError(`${name} must be a port, a number up to 65535`)
  return port
}

/** This computer, and nobody else. */
export const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host)

function readTls(keyFile: string, certFile: string): TlsConfig {
  const tls = { key: Buffer.from(`${readSecret(keyFile)}\n`), cert: readFileSync(certFile) }
  const fits = (): boolean => {
    try {
      return new X509Certificate(tls.cert).checkPrivateKey(createPrivateKey(tls.key))
    } catch {
      return false
    }
  }
  if (!fits()) throw new ConfigError(`${certFile} must be a certificate in PEM, and ${keyFile} its key in PEM without a password`)
  return tls
}

/** R66. Refuses feeds without TLS, except in a trial on this computer; a key without its certificate; a key that others can read. */
function readMllp(env: Environment, trial: boolean): Config['mllp'] {
  const { MLLP_KEY_FILE: keyFile, MLLP_CERT_FILE: certFile } = env
  if (!trial && env.MLLP_PORT === undefined) return null
  const host = env.MLLP_HOST ?? env.HOST ?? 'localhost'
  const listening = { host, port: readPort(env, 'MLLP_PORT', 2575), portGiven: env.MLLP_PORT !== undefined }
  if ((keyFile === undefined) !== (certFile === undefined)) throw new ConfigError('MLLP_KEY_FILE and MLLP_CERT_FILE belong together: the key and the certificate (PEM) by which senders know this server')
  if (keyFile !== undefined && certFile !== undefined) return { ...listening, tls: readTls(keyFile, certFile) }
  if (!trial) throw new ConfigError('MLLP_PORT is set: HL7 v2 needs TLS, by MLLP_KEY_FILE and MLLP_CERT_FILE')
  // A trial that the network may look at does not take records from it.
  return isLoopback(host) ? { ...listening, tls: null } : null
}

function readPush(env: Environment, trial: boolean): Config['push'] {
  if (!trial && env.PUSH_PORT === undefined) return null
  return { host: env.PUSH_HOST ?? (trial ? 'localhost' : (env.HOST ?? 'localhost')), port: readPort(env, 'PUSH_PORT', 8081), portGiven: env.PUSH_PORT !== undefined }
}

function readKey(file: string): Buffer {
  const key = Buffer.from(readSecret(file), 'hex')
  if (key.length < 32) throw new ConfigError(`${file} must hold at least 32 bytes in hexadecimal (64 characters)`)
  return key
}

function trialKey(folder: string): Buffer {
  const file = join(folder, 'trial.key')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o400, flag: 'wx' })
  }
  return readKey(file)
}

/** Refuses a gateway that is not one https address (in a trial also this computer), or that has no key. */
function readTextGateway(env: Environment, trial: boolean): TextGatewayConfig | null {
  const { TEXT_GATEWAY_URL: given, TEXT_GATEWAY_KEY_FILE: keyFile } = env
  if (given === undefined) return null
  if (keyFile === undefined) throw new ConfigError('TEXT_GATEWAY_URL is set: texts need TEXT_GATEWAY_KEY_FILE, a file with the key of the gateway that only this user can read')
  const url = URL.parse(given)
  const here = trial && url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
  if (url === null || (url.protocol !== 'https:' && !here)) throw new ConfigError('TEXT_GATEWAY_URL must begin with https://')
  if (url.username !== '' || url.password !== '' || url.hash !== '') throw new ConfigError('TEXT_GATEWAY_URL must hold no name, password or #: the key stands in TEXT_GATEWAY_KEY_FILE')
  const key = readSecret(keyFile)
  if (!/^[\x21-\x7e]{8,4096}$/.test(key)) throw new ConfigError(`${keyFile} must hold the key of the text gateway in one line`)
  const countries = (env.TEXT_COUNTRIES ?? '1').split(',').map((one) => one.trim().replace(/^\+/, '')).filter((one) => one !== '')
  if (countries.some((one) => !/^[1-9]\d{0,3}$/.test(one))) throw new ConfigError('TEXT_COUNTRIES must be country codes with commas between, like 1,52')
  return { url: url.href, key, countries }
}

/**
 * Reads the configuration.
 * Refuses (ConfigError): a database without a key file, a key file others can read, the trial's own key for real people.
 */
export function readConfig(env: Environment = process.env): Config {
  const databaseUrl = env.DATABASE_URL ?? null
  const dataFolder = env.PORTICO_DATA ?? join(homedir(), '.local', 'share', 'portico')
  const trial = databaseUrl === null || env.PORTICO_TRIAL === '1'
  const keyFile = env.PORTICO_KEY_FILE
  if (!trial && keyFile === undefined) throw new ConfigError('DATABASE_URL is set: serving real people needs PORTICO_KEY_FILE, a file of 64 hexadecimal characters that only this user can read')
  if (!trial && keyFile === join(dataFolder, 'trial.key')) throw new ConfigError('PORTICO_KEY_FILE is the trial key: make a new one for real people')
  if (!trial && env.SMTP_URL === undefined) throw new ConfigError('DATABASE_URL is set: serving real people needs SMTP_URL, the mail relay; the built-in mailbox is for trials')
  if (!trial && env.PUBLIC_URL === undefined) throw new ConfigError('DATABASE_URL is set: serving real people needs PUBLIC_URL, the https address they type')
  if (!trial && !(env.PUBLIC_URL ?? '').startsWith('https://')) throw new ConfigError('PUBLIC_URL must begin with https://')
  return {
    trial,
    databaseUrl,
    masterKey: keyFile === undefined ? trialKey(dataFolder) : readKey(keyFile),
    host: env.HOST ?? 'localhost',
    port: env.PORT === undefined ? 8080 : Number(env.PORT),
    portGiven: env.PORT !== undefined,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? 'Portico <portico@localhost>',
    textGateway: readTextGateway(env, trial),
    dataFolder,
    trustedProxies: (env.TRUSTED_PROXIES ?? '').split(',').map((one) => one.trim()).filter((one) => one !== ''),
    mllp: readMllp(env, trial),
    push: readPush(env, trial),
  }
}

/** An environment variable for the tests' own switches (database of a run, sabotage); never for the product. */
export function testSwitch(name: string): string | undefined {
  return process.env[name]
}

const handedOn = /^(?:PG|SSL_|NODE_EXTRA_CA_CERTS$|LC_|LANG$|TZ$|PATH$|HOME$|LD_LIBRARY_PATH$)/

/** What a process of ours needs to reach the database as this one does; nothing else of the environment, which may hold secrets. */
export const databaseEnvironment = (): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value !== undefined && handedOn.test(name) ? [[name, value]] : [])))
