// What works, what is planned, and how is planned work announced from the shell?
import { Refusal, instant } from '#kernel'
import { type ClosableFunction, closableFunctions } from '../../../../contract/site-functions.ts'
import { instantOn, shortDateAndTime } from '../../../../words/en/dates.ts'
import { functionWords } from '../../../../words/en/status.ts'
import type { Composed } from '../../../compose.ts'

export type StatusOrder = {
  readonly from: string | null
  readonly until: string | null
  readonly affects: string | null
  readonly organization: string | null
  readonly callOff: string | null
  readonly expect: string | null
  readonly every: string | null
}

/** An instant with its offset ("2026-11-28T22:00-05:00", "…Z"), or the clock of the zone ("2026-11-28T22:00"). */
function readInstant(typed: string, zone: string): Date {
  const local = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})$/.exec(typed)
  const iso = local === null ? (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(typed) ? typed : null) : instantOn(local[1] ?? '', local[2] ?? '', zone)
  const at = iso === null ? null : instant(iso)
  if (at === null || Number.isNaN(at.getTime())) throw new Refusal('time-not-usable', `${typed} is no time: write 2026-11-28T22:00 (by the clock of the organization) or 2026-11-28T22:00-05:00`)
  return at
}

function readAffects(typed: string): readonly ClosableFunction[] {
  const given = typed.split(',').map((one) => one.trim())
  const known = closableFunctions.filter((one) => given.includes(one))
  if (known.length === 0 || known.length !== given.length) throw new Refusal('nothing-chosen', `--affects is one of ${closableFunctions.join(', ')} (several: with commas)`)
  return known
}

/** Without an organization, a time without an offset is by the clock that all organizations share; UTC when they share none. */
async function zoneOf({ house, databases }: Composed, organization: string | null): Promise<string> {
  const all = await databases.operate.run((tx) => house.directory.organizations(tx))
  if (organization !== null) {
    const found = all.find((one) => one.id === organization)
    if (found === undefined) throw new Refusal('not-found', `no organization is called ${organization}`)
    return found.timeZone
  }
  const zones = new Set(all.map((one) => one.timeZone))
  return zones.size === 1 ? ([...zones][0] ?? 'UTC') : 'UTC'
}

async function announce(composed: Composed, order: StatusOrder): Promise<string> {
  const { house, databases } = composed
  const zone = await zoneOf(composed, order.organization)
  const [begins, ends, affects] = [readInstant(order.from ?? '', zone), readInstant(order.until ?? '', zone), readAffects(order.affects ?? '')]
  return databases.operate.run(async (tx) => {
    const id = await house.directory.site.announce(tx, { organization: order.organization, begins, ends, affects, announcedBy: 'operator' })
    await house.audit.note(tx, { kind: 'directory-changed', actor: null, actorRole: 'system', purpose: 'planned work announced', detail: { closure: id, affects: affects.join(', ') } })
    return `announced ${id}: ${shortDateAndTime(begins, tx.now, zone)} to ${shortDateAndTime(ends, tx.now, zone)} (${zone})`
  })
}

async function show({ house, databases }: Composed): Promise<string> {
  return databases.operate.run(async (tx) => {
    const [state, health] = await Promise.all([house.directory.site.read(tx), house.notices.health(tx)])
    const open = state.incidents.filter((one) => one.ended === null).map((one) => `  ${one.source?.id ?? functionWords[one.what]} since ${one.began.toISOString()}`)
    const way = (name: string, { dead, failingSince, oldestWaiting, lastTaken }: typeof health.mail): string => `  ${name}  ${dead ? 'DEAD' : 'works'}${failingSince === null ? '' : `, failing since ${failingSince.toISOString()}`}${oldestWaiting === null ? '' : `, oldest waiting ${oldestWaiting.toISOString()}`}${lastTaken === null ? '' : `, last taken ${lastTaken.toISOString()}`}`
    return [
      'not working now', ...(open.length === 0 ? ['  nothing'] : open),
      'ways out', way('mail', health.mail), way('text', health.text),
      'sources', ...state.sources.map((one) => `  ${one.id}  last ${one.lastReceived?.toISOString() ?? 'never'}${one.lateAfterMinutes === null ? '' : `, late after ${one.lateAfterMinutes} minutes`}`),
      'planned', ...(state.closures.length === 0 ? ['  nothing'] : state.closures.map((one) => `  ${one.id}  ${one.begins.toISOString()} to ${one.ends.toISOString()}  ${one.affects.join(', ')}${one.organization === null ? '' : `  at ${one.organization}`}`)),
    ].join('\n')
  })
}

/**
 * One order of the status command; gives what to print.
 * Refuses: not-found, time-not-usable, nothing-chosen, closure-backwards.
 */
export async function statusCommand(composed: Composed, order: StatusOrder): Promise<string> {
  const { house, databases } = composed
  if (order.from !== null || order.until !== null || order.affects !== null) return announce(composed, order)
  if (order.callOff !== null) {
    const id = order.callOff
    if (!(await databases.operate.run((tx) => house.directory.site.callOff(tx, id)))) throw new Refusal('not-found', `no planned work ${id}, or it is over`)
    return `called off ${id}`
  }
  if (order.expect !== null) {
    const [source, hours] = [order.expect, Number(order.every ?? Number.NaN)]
    if (!(hours === 0 || (hours >= 1 && hours <= 1_000))) throw new Refusal('time-not-usable', '--every is a number of hours from 1 to 1000; 0: nothing is expected by the clock')
    const known = await databases.operate.run((tx) => house.directory.site.read(tx))
    if (!known.sources.some((one) => one.id === source)) throw new Refusal('not-found', `no source is called ${source}: the status command without options lists them`)
    await databases.operate.run((tx) => house.directory.site.expect(tx, source, hours === 0 ? null : Math.round(hours * 60)))
    return hours === 0 ? `nothing is expected of ${source} by the clock` : `${source} is late after ${hours} hours`
  }
  return show(composed)
}
