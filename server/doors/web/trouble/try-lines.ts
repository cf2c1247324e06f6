// Does every try of a declared step leave its line, with the reference the person reads? Written here for all routes with `step`,
// so that no page forgets it; known and unknown cost the same.
import { type AttemptAbout, emailKey, newReference } from '#accounts'
import { type Keys, type Refusal, faultFields } from '#kernel'
import type { AttemptEnd, AttemptStep } from '../../../../contract/attempt-steps.ts'
import type { RefusalCode } from '../../../../contract/refusals.ts'
import type { House } from '../house.ts'
import type { Answer } from '../route.ts'

export type TryUses = {
  readonly house: Pick<House, 'accounts' | 'database' | 'log'> & { readonly keys: Keys }
  readonly route: { readonly path: string; readonly audience: string; readonly step?: AttemptStep | undefined; readonly ends?: AttemptEnd | undefined }
  /** The visit's cookie. */
  readonly visit: string
  readonly half: string | undefined
  /** The fields of the form as they came. */
  readonly form: Readonly<Record<string, unknown>>
}

export type FollowedTry = {
  /** What else this try is about; a page says it as soon as it knows. A sign-up is one that this visit holds. */
  about(kind: 'email' | 'signup', value: string): void
  /** Writes the line of a refusal; gives the reference to show, or null for a route that is no step. */
  refused(refusal: Refusal): Promise<string | null>
  /** Writes the line of a try that went well, where there is one to write. */
  ended(given: Answer): Promise<void>
}

/** Not tries of a person with a keyboard: they leave no line. */
const noTries = new Set<RefusalCode>(['form-not-understood', 'not-found'])

const references = new WeakMap<Refusal, string>()
/** The reference of a refusal whose line was written. */
export const referenceOf = (refusal: Refusal): string | null => references.get(refusal) ?? null

const isSession = (given: Answer): given is Answer & { readonly cookies: { readonly session: string } } => 'cookies' in given && typeof given.cookies?.session === 'string'

export function followTry({ house: { accounts, database, log }, route, visit, half, form }: TryUses): FollowedTry {
  const { step, ends } = route
  if (step === undefined) return { about: () => undefined, refused: async () => null, ended: async () => undefined }
  const about: AttemptAbout[] = typeof form.email === 'string' && form.email !== '' ? [['email', emailKey(form.email)]] : []
  const held: AttemptAbout[] = []
  const write = async (said: RefusalCode | AttemptEnd, session: string | null): Promise<string> => {
    const reference = newReference()
    // A line that cannot be written must not turn an answer into a fault: the person's way in matters more.
    await database.run(async (tx) => {
      const proof: AttemptAbout[] = session === null ? [] : [['person', (await accounts.enter(tx, session)).person]]
      const named: AttemptAbout[] = half === undefined || route.audience !== 'half' || session !== null ? [] : await accounts.enterHalf(tx, half).then((one): AttemptAbout[] => [['person', one.person]], (): AttemptAbout[] => [])
      await accounts.attempts.note(tx, { step, said, reference, visit, about: [...about, ...named], proof: [...held, ...proof] })
    }).catch((error: unknown) => log.warn({ event: 'attempt-not-noted', route: route.path, ...faultFields(error) }))
    return reference
  }
  return {
    about: (kind, value) => void (kind === 'signup' ? held : about).push([kind, kind === 'email' ? emailKey(value) : value]),
    async refused(refusal) {
      if (noTries.has(refusal.code)) return null
      const reference = await write(refusal.code, null)
      references.set(refusal, reference)
      return reference
    },
    async ended(given) {
      if (isSession(given)) await write('in', given.cookies.session)
      else if (ends !== undefined) await write(ends, null)
    },
  }
}
