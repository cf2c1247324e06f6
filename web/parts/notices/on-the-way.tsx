// Where is a thing that is not here yet? Its steps with times, why it takes so long, or that it waits at the person's wish.
import type { ComponentChildren } from 'preact'
import type { AbsenceCode } from '../../../contract/shown.ts'
import { type Language, spoken } from '../spoken.ts'
import { Tag } from './tag.tsx'

export type TrackStep = { label: string; line: string; state: 'done' | 'now' | 'next' }

/** The steps of one thing; screen readers hear the state of each. */
export function Track(props: { language: Language; steps: readonly TrackStep[] }) {
  const words = spoken(props.language).lists
  return (
    <ol class="track">
      {props.steps.map((step) => (
        <li key={step.label} class={step.state === 'next' ? undefined : step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <b>
            <span class="vh">{words[step.state]}</span>
            {step.label}
          </b>
          <span>{step.line}</span>
        </li>
      ))}
    </ol>
  )
}

/** Things on the way, one under the other. */
export function OnTheWay({ children }: { children: ComponentChildren }) {
  return <ul class="way">{children}</ul>
}

export type WaitingThingProps = {
  title: string
  code: AbsenceCode
  tag?: string | undefined
  say?: string | undefined
  children?: ComponentChildren
}

/** One thing on the way; its children are a `Track`, a `HoldBox`, or words. */
export function WaitingThing(props: WaitingThingProps) {
  return (
    <li data-absence={props.code}>
      <h3>
        {props.title}
        {props.tag !== undefined && (
          <>
            {' '}
            <Tag kind="wait" label={props.tag} />
          </>
        )}
      </h3>
      {props.say !== undefined && <p class="say">{props.say}</p>}
      {props.children}
    </li>
  )
}

/** Something is ready and waits, and why. */
export function HoldBox(props: { children: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <div class="hold">
      {props.children}
      {props.actions !== undefined && <div class="row-act">{props.actions}</div>}
    </div>
  )
}
