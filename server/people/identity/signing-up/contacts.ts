// Which contact on file may open the door? One the organization had before; never a new one within its hold, never one that is
// a parent's or a trusted person's. Which it was is told to nobody.
import { type Notices, type PhoneNumber, readPhone } from '#notices'
import { type DatedContact, emailKey, phoneDigits } from '#patients'
import { instant } from '#kernel'

/** Where a message can go. `key`: the same for every spelling of it. */
export type Contact = { readonly via: 'text'; readonly to: PhoneNumber; readonly key: string } | { readonly via: 'mail'; readonly to: string; readonly key: string }

const hour = 3_600_000
/** R29: after a change of contact, and when all of them changed. */
const holdHours = 24
const holdHoursWhenAll = 72

/** The same for every spelling of a phone number or an address. */
export const contactKey = (text: string): string => (text.includes('@') ? emailKey(text) : phoneDigits(text).slice(-10))

function reach(one: { readonly kind: 'phone' | 'email'; readonly value: string }, notices: Pick<Notices, 'canTextTo'>): Contact | null {
  const key = contactKey(one.value)
  if (one.kind === 'email') return /^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@<>"(),:;\\[\]]+\.[^\s@.<>"(),:;\\[\]]+$/u.test(one.value.trim()) ? { via: 'mail', to: one.value.trim(), key } : null
  try {
    const to = readPhone(one.value)
    return notices.canTextTo(to) ? { via: 'text', to, key } : null
  } catch {
    return null
  }
}

/** A phone that a text reaches surely, mail, then any other phone: a home line takes no text. What a person shares at work comes last. */
function order(one: DatedContact): number {
  const work = one.use === 'work' ? 10 : 0
  if (one.kind === 'phone') return (one.use === 'mobile' ? 0 : 2) + work
  return 1 + work
}

export type ContactsOnFile = { readonly contacts: readonly DatedContact[]; /** ISO: when the chart came; what came with it is no change. */ readonly chartSince: string }

export type Chosen = {
  /** What may open the door; null: nothing on file may. */
  readonly opens: Contact | null
  /** Everything on file that is told of it (R37), the one that opens left out. */
  readonly told: readonly Contact[]
}

/** Which contact opens and which are told. `others`: keys of contacts that belong to somebody else's account or chart (T6). Pure. */
export function chooseContacts(onFile: ContactsOnFile, { others, now, notices }: { readonly others: ReadonlySet<string>; readonly now: Date; readonly notices: Pick<Notices, 'canTextTo'> }): Chosen {
  const from = instant(onFile.chartSince).getTime()
  const since = (one: DatedContact): number => instant(one.since).getTime()
  const changedWithin = (one: DatedContact, hours: number): boolean => since(one) > from && since(one) > now.getTime() - hours * hour
  const current = onFile.contacts.filter((one) => one.goneAt === null && !one.old)
  const allChanged = current.length > 0 && current.every((one) => changedWithin(one, holdHoursWhenAll))
  const hold = allChanged ? holdHoursWhenAll : holdHours
  // What was replaced within the hold still counts: the new one may be an attacker's.
  const still = onFile.contacts.filter((one) => !one.old && (one.goneAt === null || instant(one.goneAt).getTime() > now.getTime() - hold * hour))
  const byKey = new Map<string, { readonly one: DatedContact; readonly contact: Contact }>()
  for (const one of [...still].sort((a, b) => order(a) - order(b) || since(b) - since(a))) {
    const contact = reach(one, notices)
    if (contact !== null && !byKey.has(contact.key)) byKey.set(contact.key, { one, contact })
  }
  const reached = [...byKey.values()]
  const opens = reached.find(({ one, contact }) => !changedWithin(one, hold) && !others.has(contact.key))?.contact ?? null
  return { opens, told: reached.map(({ contact }) => contact).filter((contact) => contact.key !== opens?.key) }
}
