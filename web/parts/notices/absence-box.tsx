// Why is something not here? One sentence and one next step; `data-absence` carries the code of the closed list.
import type { ComponentChildren } from 'preact'
import type { AbsenceCode } from '../../../contract/shown.ts'
import { DateGutter, type GutterDate } from '../lists/rows.tsx'
import { Phones } from '../phones.tsx'
import { Tag } from './tag.tsx'

export type AbsenceBoxProps = {
  code: AbsenceCode
  heading: string
  children?: ComponentChildren
  actions?: ComponentChildren
}

/** Stands in for a list that is empty. Said aloud: it is the answer to what was asked. */
export function AbsenceBox(props: AbsenceBoxProps) {
  return (
    <div class="none" data-absence={props.code} role="status">
      <h2>{props.heading}</h2>
      {props.children}
      {props.actions !== undefined && <div class="row-act">{props.actions}</div>}
    </div>
  )
}

export type AbsentThing = {
  code: AbsenceCode
  title: string
  date?: GutterDate | undefined
  /** "In the lab". */
  tag?: string | undefined
  say: string
  actions?: ComponentChildren
}

/** Things that are known but not here yet, in a list of their own. Either all have a date or none has. */
export function AbsentThings({ things }: { things: readonly AbsentThing[] }) {
  const dated = things.some((thing) => thing.date !== undefined)
  return (
    <ul class={dated ? 'rows absent' : 'rows absent undated'}>
      {things.map((thing) => (
        <li key={`${thing.title} ${thing.say}`} data-absence={thing.code}>
          {dated && (thing.date === undefined ? <span /> : <DateGutter date={thing.date} />)}
          <div>
            <h3>
              {thing.title}
              {thing.tag !== undefined && (
                <>
                  {' '}
                  <Tag kind="wait" label={thing.tag} />
                </>
              )}
            </h3>
            <p class="say">
              <Phones text={thing.say} />
            </p>
            {thing.actions !== undefined && <div class="row-act">{thing.actions}</div>}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** One line under a list ("The pictures are not shown here. You can get a copy."). */
export function AbsenceLine(props: { code: AbsenceCode; children: ComponentChildren }) {
  return (
    <p class="mt4 mute" data-absence={props.code}>
      {props.children}
    </p>
  )
}
