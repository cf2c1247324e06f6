// By which ways does an activation code reach a person, how long does it live, and what may become of it? Closed lists.

/** `screen`: a square on the desk's screen that the person scans with their own phone. */
export const codeChannels = ['letter', 'mail', 'text', 'desk', 'screen'] as const
export type CodeChannel = (typeof codeChannels)[number]

/** R33. A letter and a sheet from the desk end at a midnight of the organization, as printed; the others after so many minutes. */
export const codeLife = {
  letter: { days: 21, daysAbroad: 30 },
  desk: { days: 7, daysAbroad: 7 },
  mail: { minutes: 24 * 60 },
  text: { minutes: 10 },
  screen: { minutes: 10 },
} as const satisfies Record<CodeChannel, { readonly days: number; readonly daysAbroad: number } | { readonly minutes: number }>

/** What became of a code. `open` is the only one that opens anything. */
export const codeStates = ['open', 'used', 'replaced', 'stopped', 'reported', 'burnt', 'ran-out'] as const
export type CodeState = (typeof codeStates)[number]
