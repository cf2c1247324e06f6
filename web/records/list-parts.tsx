// What do all lists of the record share? Late sources, things not here yet, why a list is empty, and the way to older rows.
import type { ListRow, Places, Waiting } from '#chart'
import { AbsenceBox, AbsentThings, HoldBox, Notice, OnTheWay, Phones, Rows, Row, Section, ShowOlder, Track, type TrackStep, WaitingThing, Disclosure, Acts } from '#parts'
import type { Absence, Shown } from '../../contract/shown.ts'
import { absenceText, absenceWords, type AbsenceWords, type Place, sayAbsence } from '../../words/en/absences.ts'
import { freshness, gutter, shortDateAndTime, nearDate } from '../../words/en/dates.ts'
import { recordKindWords } from '../../words/en/record-kinds.ts'
import { lists, rowWords } from '../../words/en/results.ts'
import { rowProps } from './links.ts'

export function placeOf(places: Places, now: Date): Place {
  return { now, zone: places.first?.timeZone ?? 'UTC', phone: places.first?.phone ?? null, recordsPhone: places.first?.recordsPhone ?? null }
}

/** "It's not you. We can't reach Lakeside right now." Or: what it sent is not all here. */
export function LateSources({ absences, place }: { absences: readonly Absence[]; place: Place }) {
  return absences
    .filter((one) => (one.code === 'source-down' || one.code === 'source-incomplete') && one.kind === null)
    .map((one) => (
      <Notice key={`${one.code} ${one.organization ?? ''}`} kind="warn" heading={one.code === 'source-down' ? absenceWords['source-down'].next() : absenceText.notAll} absence={one.code} aloud>
        <p>
          <Phones text={one.code === 'source-down' ? absenceWords['source-down'].say(one, place) : sayAbsence(one, place)} />
        </p>
      </Notice>
    ))
}

/** How fresh the list is; with several sources, of which. */
export function AsOf({ list, place }: { list: Pick<Shown<unknown>, 'sources'>; place: Place }) {
  const known = list.sources.flatMap((one) => (one.lastReceived === null ? [] : [{ name: one.name, when: freshness(one.lastReceived, place.now, place.zone), down: one.down }]))
  if (known.length === 0) return null
  const said = known.length === 1 && list.sources.length === 1 ? known.map((one) => lists.asOf(one.when)) : known.map((one) => lists.asOfFrom(one.name, one.when, one.down))
  return <p class="mute mt5 as-of">{said.join(' ')}</p>
}

/** The same words for every teen, whether or not anything is there. */
export function PrivateNote({ absences }: { absences: readonly Absence[] }) {
  return absences.some((one) => one.code === 'private') ? (
    <p class="mute mt4" data-absence="private">
      {absenceWords.private.say()}
    </p>
  ) : null
}

const tagOf = (absence: Absence, place: Place): string => (absence.code === 'later' && absence.until !== null ? absenceText.shownOn(nearDate(absence.until, place.now, place.zone)) : absenceWords[absence.code].tag)

/** When it was ordered and taken, why it is not here, and when it is expected. */
function sayNotYet(thing: Waiting, place: Place): string {
  const { absence } = thing
  const { way } = absenceText
  const on = (date: string) => nearDate(date, place.now, thing.zone)
  const said = sayAbsence(absence, { ...place, zone: thing.zone })
  if (absence.kind !== 'order') return thing.written || thing.taken === undefined || absence.code === 'removed' ? said : `${(thing.imaging ? way.pictureTaken : way.taken)(on(thing.taken))} ${said}`
  // What is not taken yet says by itself when it was ordered.
  return [
    ...(thing.taken === undefined ? [] : [...(thing.ordered === undefined ? [] : [way.ordered(on(thing.ordered))]), (thing.imaging ? way.pictureTaken : way.taken)(on(thing.taken))]),
    said, ...(absence.until === null ? [] : [way.expected(on(absence.until))]),
  ].join(' ')
}

/** Known by name, not to be seen yet: in a list of their own. */
export function NotYet({ id, things, place, heading }: { id: string; things: readonly Waiting[]; place: Place; heading: string }) {
  if (things.length === 0) return null
  return (
    <Section id={id} heading={heading}>
      <AbsentThings
        things={things.map((one) => ({
          code: one.absence.code,
          title: one.absence.what ?? (one.absence.kind === null ? '' : recordKindWords[one.absence.kind].one),
          date: one.date === undefined ? undefined : gutter(one.date, one.zone),
          tag: one.written && one.absence.code === 'being-read' ? rowWords.unsigned : tagOf(one.absence, place),
          say: sayNotYet(one, place),
        }))}
      />
    </Section>
  )
}

/** Of some kinds only this may be told: that something waits, and why. */
export function KindsWaiting({ absences, place }: { absences: readonly Absence[]; place: Place }) {
  return absences
    .filter((one) => one.kind !== null && one.what === null && one.count !== null && one.code !== 'filtered')
    .map((one) => (
      <p class="mute mt4" data-absence={one.code} key={`${one.kind} ${one.code}`}>
        {recordKindWords[one.kind ?? 'document'].counted(one.count ?? 0)}: {absenceWords[one.code].tag.toLowerCase()}. <Phones text={sayAbsence(one, place)} />
      </p>
    ))
}

function stepsOf(thing: Waiting, place: Place): readonly TrackStep[] {
  const { steps } = absenceText
  const at = (date: string | undefined) => (date === undefined ? undefined : shortDateAndTime(date, place.now, thing.zone))
  const [taken, ordered, since] = [at(thing.taken), at(thing.ordered), at(thing.absence.since ?? undefined)]
  const expected = thing.absence.until ?? thing.expected
  const done: TrackStep[] = []
  if (ordered !== undefined) done.push({ label: steps.ordered, line: ordered, state: 'done' })
  if (taken !== undefined) done.push({ label: thing.written ? steps.written : thing.imaging ? steps.pictureTaken : steps.taken, line: taken, state: 'done' })
  const busy = thing.absence.code !== 'being-read' ? steps.atLab : thing.written ? steps.signing : steps.read
  const now: TrackStep[] = thing.absence.code === 'ordered' ? [{ label: steps.taken, line: steps.notYet, state: 'next' }] : [{ label: busy, line: since === undefined || thing.absence.kind === 'order' ? steps.now : steps.nowSince(since), state: 'now' }]
  const when = expected === undefined || expected === null ? (thing.absence.code === 'being-read' ? steps.whenSigned : steps.whenDone) : steps.by(shortDateAndTime(expected, place.now, thing.zone))
  return [...done, ...now, { label: steps.inRecord, line: when, state: 'next' }]
}

/** On the way: its steps, or that it waits and why. */
export function Ways({ things, place }: { things: readonly Waiting[]; place: Place }) {
  return (
    <OnTheWay>
      {things.map((thing) => {
        const { absence } = thing
        const words: AbsenceWords = absenceWords[absence.code]
        const stepped = absence.code === 'being-read' || absence.code === 'in-progress' || absence.code === 'ordered'
        const about = { ...place, zone: thing.zone }
        return (
          <WaitingThing key={thing.id} title={absence.what ?? ''} code={absence.code} tag={stepped ? undefined : tagOf(absence, place)}>
            {stepped ? <Track language="en" steps={stepsOf(thing, place)} /> : null}
            {stepped ? (
              <Disclosure summary={absenceText.why}>
                <p>
                  <Phones text={sayAbsence(absence, about)} />
                </p>
              </Disclosure>
            ) : (
              <HoldBox>
                <p>
                  <Phones text={[words.say(absence, about), words.next?.(absence, about) ?? ''].join(' ').trim()} />
                </p>
              </HoldBox>
            )}
          </WaitingThing>
        )
      })}
    </OnTheWay>
  )
}

/** Why this list is empty, in a box of its own. */
export function EmptyBox({ absences, place, heading, filtered }: { absences: readonly Absence[]; place: Place; heading?: string; filtered?: { readonly label: string; readonly href: string } }) {
  const [one] = absences.filter((absence) => absence.code === 'filtered' || absence.code === 'none-on-file' || absence.code === 'said-none' || (absence.kind !== null && (absence.code === 'source-down' || absence.code === 'source-incomplete')))
  if (one === undefined) return null
  const words: AbsenceWords = absenceWords[one.code]
  return (
    <AbsenceBox
      code={one.code}
      heading={heading ?? words.tag}
      actions={
        one.code === 'filtered' && filtered !== undefined ? (
          <a class="btn" href={filtered.href}>
            {filtered.label}
          </a>
        ) : undefined
      }
    >
      <p>{words.say(one, place)}</p>
      {words.next === undefined ? null : (
        <p>
          <Phones text={words.next(one, place)} />
        </p>
      )}
    </AbsenceBox>
  )
}

export function Older({ page, href, soFar }: { page: { readonly next: string | null; readonly total: number; readonly items: readonly ListRow[] }; href: string; soFar: boolean }) {
  if (page.next === null) return null
  return <ShowOlder label={lists.showOlder} href={href} line={soFar ? lists.shownSoFar(page.items.length) : lists.older(page.items.length, page.total)} />
}

/** Rows with a date in the margin. */
export function DatedRows({ rows }: { rows: readonly ListRow[] }) {
  return (
    <Rows>
      {rows.map((row) => (
        <Row key={row.id} {...rowProps(row)} />
      ))}
    </Rows>
  )
}

export function PlainRows({ rows, withBy = true }: { rows: readonly ListRow[]; withBy?: boolean }) {
  return (
    <Rows form="plain">
      {rows.map((row) => (
        <Row key={row.id} {...rowProps(row, { dated: false, withBy })} />
      ))}
    </Rows>
  )
}

/** What else helps when something is missing. */
export function Missing({ way, place }: { way: number; place: Place }) {
  const acts = [...(way === 0 ? [] : [{ label: lists.results.wayLink(way), href: '/me#on-the-way' }]), { label: lists.results.lookElsewhere, href: '/me/timeline' }, ...(place.recordsPhone === null ? [] : [{ label: lists.results.recordsOffice(place.recordsPhone), href: `tel:${place.recordsPhone}` }])]
  return (
    <Section id="missing" heading={lists.results.missing}>
      <Acts acts={acts} />
    </Section>
  )
}

export const reallyEmpty = (list: Shown<unknown>): boolean => list.items.length === 0
