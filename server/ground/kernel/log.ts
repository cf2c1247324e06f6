// What may be written to the log? Only named fields from this list: nothing about health, no names, no addresses (R85).
import { pino } from 'pino'

/** The closed list of log fields. `because` is a refusal's kept reason: it names rules and states, never a person. */
export type LogFields = {
  event: string
  reference?: string
  route?: string
  method?: string
  status?: number
  durationMs?: number
  code?: string
  because?: string
  error?: string
  stack?: string
  job?: string
  count?: number
  port?: number
  version?: string
  /** A feed, and the number of a message of it. */
  feed?: string
  message?: string
  tries?: number
}

export type Log = { info(fields: LogFields): void; warn(fields: LogFields): void; fault(fields: LogFields): void }

/**
 * What may be logged of something thrown. Databases, parsers and the language itself quote what they were given, and that may
 * be somebody's name or finding: of these only the kind, the code and names of ours are kept. What our own code says with
 * a plain Error names rules and states. Of the stack: where, not what.
 */
export function faultFields(error: unknown): Pick<LogFields, 'error' | 'stack'> {
  const { name = 'unknown', message = '', stack = '', code, table, constraint } = Object(error) as Partial<Record<'name' | 'message' | 'stack' | 'code' | 'table' | 'constraint', string>>
  const ours = error instanceof Error && error.constructor === Error && code === undefined
  const where = stack.split('\n').filter((line) => /^\s+at /.test(line)).join('\n')
  return { error: ours ? message : [name, code, table, constraint].filter((one) => one !== undefined).join(' '), ...(where === '' ? {} : { stack: where }) }
}

const allowed = new Set<string>(['event', 'reference', 'route', 'method', 'status', 'durationMs', 'code', 'because', 'error', 'stack', 'job', 'count', 'port', 'version', 'feed', 'message', 'tries'])

function clean(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => allowed.has(key) && value !== undefined))
}

/** `to` null: nothing is written (tests). */
export function openLog(to: 'stderr' | null, extra?: (line: string) => void): Log {
  const out = pino({ base: null }, to === 'stderr' ? pino.destination(2) : { write: (line: string) => extra?.(line) })
  return {
    info: (fields) => out.info(clean(fields)),
    warn: (fields) => out.warn(clean(fields)),
    fault: (fields) => out.error(clean(fields)),
  }
}
