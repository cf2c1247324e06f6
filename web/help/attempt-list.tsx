// How does a timeline of attempts look? The same lines for the person, for whoever holds a parked sign-up, and for the desk.
import type { Attempt } from '#accounts'
import { Row, Rows, Section } from '#parts'
import { attemptSaid, attemptStepWords, attempts as words } from '../../words/en/attempts.ts'
import { longDate, timeOfDay } from '../../words/en/dates.ts'

type Day = { readonly heading: string; readonly lines: Attempt[] }

function daysOf(lines: readonly Attempt[], zone: string): readonly Day[] {
  const days: Day[] = []
  for (const line of lines) {
    const heading = longDate(line.at, zone)
    const last = days.at(-1)
    if (last?.heading === heading) last.lines.push(line)
    else days.push({ heading, lines: [line] })
  }
  return days
}

/** Newest first, day by day. `zone`: whose clock the times are told by. */
export function AttemptTimeline({ lines, zone }: { lines: readonly Attempt[]; zone: string }) {
  if (lines.length === 0) return <p>{words.none}</p>
  return (
    <>
      {daysOf(lines, zone).map((day, index) => (
        <Section key={day.heading} id={`tried-${index}`} heading={day.heading} group>
          <Rows form="plain">
            {day.lines.map((line) => {
              const step = attemptStepWords[line.step]
              return (
                <Row
                  key={`${line.at.toISOString()} ${line.references.join()}`}
                  language="en"
                  title={line.own ? step : words.someone(step)}
                  meta={
                    <>
                      {timeOfDay(line.at, zone)}. {attemptSaid(line.said)} {line.times > 1 && `${words.times(line.times)}. `}
                      {words.reference(line.references.length)} <b data-reference>{line.references.join(', ')}</b>
                    </>
                  }
                />
              )
            })}
          </Rows>
        </Section>
      ))}
    </>
  )
}
