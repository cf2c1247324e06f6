// What can be pressed? A button changes something or sends a form; a link that looks like a button leads somewhere.
import type { ComponentChildren } from 'preact'
import { Icon } from '../page/icon.tsx'
import type { IconName } from '../page/icons.ts'

type Look = {
  /** The second choice: outlined. One filled button per page. */
  quiet?: boolean | undefined
  small?: boolean | undefined
  icon?: IconName | undefined
  children: ComponentChildren
}

export type ButtonProps = Look & {
  /** Which of several buttons was pressed. */
  name?: string | undefined
  value?: string | undefined
  /** Sends the form somewhere else than its action. */
  formAction?: string | undefined
  /** The form's id, when the button stands outside of it. */
  form?: string | undefined
}

function look(props: Look): string {
  return ['btn', props.quiet === true ? 'alt' : '', props.small === true ? 'sm' : ''].filter((name) => name !== '').join(' ')
}

export function Button(props: ButtonProps) {
  return (
    <button class={look(props)} name={props.name} value={props.value} formaction={props.formAction} form={props.form}>
      {props.icon !== undefined && <Icon name={props.icon} />}
      {props.children}
    </button>
  )
}

export type LinkButtonProps = Look & {
  href: string
  /** The answer is a file to keep. */
  download?: boolean | undefined
  /** It leads out of this site: the other one learns nothing of where its visitor came from. */
  leaving?: boolean | undefined
  /** Words for screen readers after the visible ones ("Cholesterol test, April 12"). */
  of?: string | undefined
}

export function LinkButton(props: LinkButtonProps) {
  return (
    <a class={look(props)} href={props.href} download={props.download === true ? true : undefined} rel={props.leaving === true ? 'external noreferrer noopener' : undefined}>
      {props.icon !== undefined && <Icon name={props.icon} />}
      {props.children}
      {props.of !== undefined && <span class="vh">: {props.of}</span>}
    </a>
  )
}

/** The row of things to do under a heading. */
export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="bar no-print">{children}</div>
}

/** A line of links and small buttons. */
export function RowActions({ children }: { children: ComponentChildren }) {
  return <div class="row-act">{children}</div>
}
