// What must be said before the rest of the page? Four kinds: it worked, good to know, look at this, act now.
import type { ComponentChildren } from 'preact'

export type NoticeKind = 'done' | 'note' | 'warn' | 'critical'

export type NoticeProps = {
  kind: NoticeKind
  heading: string
  children?: ComponentChildren
  /** Buttons or links, beside the words where there is room. */
  actions?: ComponentChildren
  /** Said by screen readers when the page opens; `critical` always is. */
  aloud?: boolean | undefined
  /** The code of the closed list of absences, where the notice says one. */
  absence?: string | undefined
}

const classes: Readonly<Record<NoticeKind, string>> = { done: 'warn done', note: 'warn quiet', warn: 'warn', critical: 'warn crit' }

function role(props: NoticeProps): 'alert' | 'status' | undefined {
  if (props.kind === 'critical') return 'alert'
  return props.aloud === true || props.kind === 'done' ? 'status' : undefined
}

export function Notice(props: NoticeProps) {
  return (
    <div class={`${classes[props.kind]} notice mt5`} role={role(props)} data-absence={props.absence}>
      <div>
        <h2>{props.heading}</h2>
        {props.children}
      </div>
      {props.actions !== undefined && <div class="row-act">{props.actions}</div>}
    </div>
  )
}

/** One thing to do, in the side column. */
export function ToDo(props: { children: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <div class="do">
      {props.children}
      {props.actions !== undefined && <div class="row-act">{props.actions}</div>}
    </div>
  )
}

/** Whose record this is, when it is not one's own. */
export function ViewingBand(props: { children: ComponentChildren; back: { label: string; href: string } }) {
  return (
    <div class="viewing">
      <span>{props.children}</span>
      <a href={props.back.href}>{props.back.label}</a>
    </div>
  )
}
