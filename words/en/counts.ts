// Which words stand in the ledger of counts: what was received, what became of it, and what people see of it?
import { fileRefusals, leftOutText } from './inbound.ts'

/** A reason of the ledger in words; one that is not known any more stays as it was written. */
export function leftOutName(reason: string): string {
  if (reason in fileRefusals) return fileRefusals[reason as keyof typeof fileRefusals]
  try {
    return leftOutText(reason as Parameters<typeof leftOutText>[0], null)
  } catch {
    return reason
  }
}

export const counts = {
  heading: 'What came, and where it is',
  lede: (when: string): string => `Counted from both sides ${when}.`,
  never: 'Nothing was counted yet. The count runs by itself, and by the counts command.',
  columns: { day: 'Day', what: 'What', received: 'Came', record: 'In the record', merged: 'Merged', leftOut: 'Left out', refused: 'Not read', shown: 'Shown', waiting: 'Waits', files: 'In files' },
  came: (day: string): string => `What came, ${day}`,
  here: (day: string): string => `Where it is, ${day}`,
  day: (day: string): string => `Count of ${day}`,
  ok: 'Everything adds up.',
  off: { heading: 'Something does not add up', text: 'What came and what is here differ. Until this is in order, no page says that the record is complete. Tell your technical people.' },
  offHere: 'Does not add up',
} as const
