// What may an operator do with feeds from the shell? `feeds …`: list, add, let in and shut out, pause, look at what came, replay, set aside.
import { parseArgs } from 'node:util'
import type { Composed } from '../../../compose.ts'
import { replay, setAside } from './decide.ts'
import { type Letting, add, endFeed, letIn, pause, shutOut } from './register.ts'
import { allFeeds, oneFeed, oneMessage, rawMessage, waitingForSomebody } from './tell.ts'

export const feedsUsage = `Usage: npm run -s portico -- feeds …            (docs/operating/feeds.md)

  feeds [--json]                                    every feed: when it last sent, how far behind, what waits for somebody
  feeds add --id FEED --name NAME --route mllp|fhir [--authorities A[,B]] [--opens-charts registration|any] [--same-system-as SOURCE]
            [--sender APP[|FACILITY][,…]] [--charset NAME] [--time-zone ZONE] [--late-after HOURS]
            [--certificate FILE] [--address NETWORK] [--token]
                                                    add a feed (its id is ORGANIZATION:KEY), or change what is agreed with it
  feeds let-in FEED --certificate FILE | --address NETWORK | --token
                                                    one more proof by which its sender is known
  feeds shut-out CREDENTIAL                         from now on it opens nothing (feeds show FEED lists them)
  feeds pause FEED | resume FEED | end FEED
  feeds parked [--feed FEED] [--json]               what could not be read, or placed, and why
  feeds show FEED | MESSAGE [--json] [--raw]        a feed, or a message (FEED/NUMBER); --raw writes its bytes
  feeds replay MESSAGE | [--feed FEED] [--reason REASON]
                                                    work on it, or on all of them, again
  feeds set-aside MESSAGE --reason TEXT             it stays out of the record
`

export type Asked = { readonly words: readonly string[]; readonly json: boolean; readonly raw: boolean; readonly token: boolean; readonly of: (name: string) => string | null }

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const options = { id: text, name: text, organization: text, route: text, authorities: text, 'opens-charts': text, 'same-system-as': text, sender: text, charset: text, 'time-zone': text, 'late-after': text, certificate: text, address: text, feed: text, reason: text, token: flag, json: flag, raw: flag, help: flag } as const

/** What is not understood, and what was meant by it. */
export class FeedsUsage extends Error {}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, strict: true, options })
  } catch (error) {
    throw new FeedsUsage((error as Error).message)
  }
}

/** Throws FeedsUsage. */
export function readAsked(args: readonly string[]): Asked {
  const { values, positionals } = parsed(args)
  if (values.help === true) throw new FeedsUsage('')
  const given: Readonly<Record<string, string | boolean | undefined>> = values
  return { words: positionals, json: values.json === true, raw: values.raw === true, token: values.token === true, of: (name) => (typeof given[name] === 'string' && given[name] !== '' ? given[name] : null) }
}

/** What to print, and whether all is well (a feed with something parked is not). */
export type Said = { readonly said: string | Buffer; readonly well: boolean }
const well = (said: string): Said => ({ said, well: true })

const letting = (asked: Asked): Letting => ({ certificate: asked.of('certificate'), address: asked.of('address'), token: asked.token })

function needed(value: string | null | undefined, what: string): string {
  if (value === null || value === undefined || value === '') throw new FeedsUsage(`${what} is needed`)
  return value
}

type Doing = (composed: Composed, asked: Asked) => Promise<Said>
const named = (asked: Asked): string => needed(asked.words[1], 'the name of a feed, a message or a credential')

const doings: Readonly<Record<string, Doing>> = {
  async add(composed, asked) {
    const { of } = asked
    return well(await add(composed, { id: needed(of('id'), '--id'), organization: of('organization'), name: needed(of('name'), '--name'), route: needed(of('route'), '--route'), authorities: of('authorities'), opensCharts: of('opens-charts'), sameSystemAs: of('same-system-as'), senders: of('sender'), charset: of('charset'), timeZone: of('time-zone'), lateAfterHours: of('late-after') }, letting(asked)))
  },
  'let-in': async (composed, asked) => well(await letIn(composed, named(asked), letting(asked))),
  'shut-out': async (composed, asked) => well(await shutOut(composed, named(asked))),
  pause: async (composed, asked) => well(await pause(composed, named(asked), true)),
  resume: async (composed, asked) => well(await pause(composed, named(asked), false)),
  end: async (composed, asked) => well(await endFeed(composed, named(asked))),
  parked: (composed, asked) => waitingForSomebody(composed, { feed: asked.of('feed'), json: asked.json }),
  async show(composed, asked) {
    const name = named(asked)
    if (!name.includes('/')) return well(await oneFeed(composed, name, asked.json))
    return asked.raw ? { said: await rawMessage(composed, name), well: true } : well(await oneMessage(composed, name, asked.json))
  },
  replay: async (composed, asked) => well(await replay(composed, { message: asked.words[1] ?? null, feed: asked.of('feed'), reason: asked.of('reason') })),
  'set-aside': async (composed, asked) => well(await setAside(composed, named(asked), needed(asked.of('reason'), '--reason'))),
}

/** Throws FeedsUsage for what is not understood; refuses with what the rooms refuse. */
export async function feedsCommand(composed: Composed, asked: Asked): Promise<Said> {
  const [what] = asked.words
  if (what === undefined) return allFeeds(composed, asked.json)
  const doing = doings[what]
  if (doing === undefined) throw new FeedsUsage(`there is no feeds ${what}`)
  return doing(composed, asked)
}
