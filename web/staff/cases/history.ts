// What was tried so far? The person's own tries, who opened the case, what was decided; newest first.
import type { DeskCase } from '#identity'
import type { StaffContext } from '#web'
import { attemptSaid, attemptStepWords, attempts } from '../../../words/en/attempts.ts'
import { decisionWords, desk, idKindWords, outcomeWords } from '../../../words/en/desk.ts'
import { shortDateAndTime } from '../../../words/en/dates.ts'
import { staffZone } from '../frame.tsx'

type Line = { readonly at: string; readonly what: string; readonly result: string }

export function historyOf(found: DeskCase, context: StaffContext): readonly (readonly string[])[] {
  const words = desk.case
  const zone = staffZone(context)
  const who = (one: { readonly staff: string; readonly name: string }): string => (one.staff === context.staff.person ? words.you : one.name)
  const lines: Line[] = [
    ...found.decisions.map((one) => ({ at: one.at, what: words.decidedBy(who(one)), result: one.idKind === null || one.idLast4 === null ? decisionWords[one.decision] : `${decisionWords[one.decision]}. ${words.idSeen(idKindWords[one.idKind], one.idLast4)}` })),
    ...found.looks.map((one) => ({ at: one.at, what: words.looked(who(one)), result: words.lookedResult })),
    ...found.tries.map((one) => ({ at: one.at.toISOString(), what: one.own ? attemptStepWords[one.step] : attempts.someone(attemptStepWords[one.step]), result: `${attemptSaid(one.said)} ${attempts.reference(one.references.length)} ${one.references.join(', ')}` })),
    { at: found.askedAt, what: words.asked, result: found.outcome === null ? words.askedResult : outcomeWords[found.outcome] },
  ]
  return lines.sort((a, b) => b.at.localeCompare(a.at)).map((line) => [shortDateAndTime(line.at, context.now, zone), line.what, line.result])
}
