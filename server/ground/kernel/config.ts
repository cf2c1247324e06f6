// What was this process told from outside? The only place that reads the environment; refuses what is unsafe.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
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
  readonly dataFolder: string
  readonly trustedProxies: readonly string[]
}

export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

function readKey(file: string): Buffer {
  const mode = statSync(file).mode & 0o077
  // R88: secrets from a file that others cannot read.
  if (mode !== 0) throw new ConfigError(`${file} can be read by others: run chmod 400 on it`)
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
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
    dataFolder,
    trustedProxies: (env.TRUSTED_PROXIES ?? '').split(',').map((one) => one.trim()).filter((one) => one !== ''),
  }
}

/** An environment variable for the tests' own switches (database of a run, sabotage); never for the product. */
export function testSwitch(name: string): string | undefined {
  return process.env[name]
}
