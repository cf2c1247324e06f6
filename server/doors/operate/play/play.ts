// How is a hospital day played? Each step is sent when its turn comes, its answer is waited for, and one line says what happened.
import type { DemoFeed } from '../../../../demo/feed/feeds.ts'
import type { Step } from '../../../../demo/feed/step.ts'

/** How fast a day goes by: in its own time, so many times faster, or without waiting. */
export type Pace = 'real' | 'fast' | number

/** "real", "fast" or a number from 1 on; null: neither. */
export function paceOf(text: string): Pace | null {
  if (text === 'real' || text === 'fast') return text
  const times = Number(text)
  return /^\d{1,6}(\.\d+)?$/.test(text) && times >= 1 ? times : null
}

/** Milliseconds to wait before a step, told from the one before it. */
export function waitBefore(step: Step, before: Step | undefined, pace: Pace): number {
  if (pace === 'fast' || before === undefined) return 0
  return (Date.parse(step.at) - Date.parse(before.at)) / (pace === 'real' ? 1 : pace)
}

/** What the receiver said: whether it has taken the message, and its code ("AA", "202"). */
export type Sent = { readonly taken: boolean; readonly code: string; readonly says: string }
export type Senders = Readonly<Record<DemoFeed['id'], (step: Step) => Promise<Sent>>>

export type Playing = {
  readonly steps: readonly Step[]
  readonly pace: Pace
  readonly senders: Senders
  readonly say: (line: string) => void
  readonly wait: (milliseconds: number) => Promise<void>
}

const lineOf = (step: Step, sent: Sent): string => `${step.at.slice(11, 16)}  ${step.feed.padEnd(16)} ${step.kind.padEnd(12)} ${sent.code.padEnd(4)} ${step.says}${sent.taken ? '' : ` (not taken: ${sent.says})`}`

/** Sends every step in turn. Gives how many were taken. A step that is not taken is said; the day goes on. */
export async function playSteps({ steps, pace, senders, say, wait }: Playing): Promise<{ readonly sent: number; readonly taken: number }> {
  let taken = 0
  for (const [at, step] of steps.entries()) {
    await wait(waitBefore(step, steps[at - 1], pace))
    const sent = await senders[step.feed](step)
    if (sent.taken) taken += 1
    say(lineOf(step, sent))
  }
  return { sent: steps.length, taken }
}
