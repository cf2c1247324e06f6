// A lab that sends to the made-up hospital: kept and worked on as its messages come.
import type { GivenHouse } from '../given/house.ts'
import { rowsOf } from '../given/member.ts'
import { pid, v2 } from '../feeds/given.ts'

export const lab = 'lakeside:lab'

export async function givenLab({ composed: { databases, house } }: GivenHouse, organization = 'lakeside'): Promise<void> {
  await databases.operate.run((tx) => house.sources.registry.put(tx, { key: 'lab', organization, name: 'Lab', route: 'mllp', authorities: [organization.toUpperCase()] }))
}

/** As it came over the line; gives the message's number once it was worked on. */
export async function sendBytes(house: GivenHouse, { name, bytes, feed = lab }: { readonly name: string; readonly bytes: Buffer; readonly feed?: string }): Promise<string> {
  house.clock.advance({ seconds: 1 })
  const [kept] = await house.composed.inbound.feeds.keep([{ feed, form: 'hl7v2', name, kind: 'ORU^R01', sentAt: null, bytes }])
  await house.composed.inbound.feeds.work()
  return kept?.id ?? ''
}

export type Sent = { readonly name: string; readonly mrn: string; readonly who: NonNullable<Parameters<typeof pid>[1]>; readonly lines: readonly string[]; readonly feed?: string }
export const sendResult = (house: GivenHouse, { name, mrn, who, lines, feed = lab }: Sent): Promise<string> => sendBytes(house, { name, feed, bytes: v2({ type: 'ORU^R01', control: name, at: '20261120090000-0500', lines: [pid(mrn, who), ...lines] }) })

export const stateOf = async (house: GivenHouse, id: string): Promise<string> => (await rowsOf<{ state: string }>(house, 'select state from inbound_message where id = $1', [id]))[0]?.state ?? ''

/** Rosa's number with letters in Latin 1 and no word about it: nothing guesses how they read. */
export const unreadable = (mrn: string, control: string, lines: readonly string[]): Buffer => Buffer.from(v2({ type: 'ORU^R01', control, at: '20261120090000-0500', lines: [pid(mrn, { name: '\u00c1lvarez^Rosa', born: '19840203' }), ...lines] }).toString('utf8'), 'latin1')
