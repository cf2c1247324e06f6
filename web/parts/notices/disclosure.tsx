// What more is there to know, for those who ask? Closed on the screen, open on paper.
import type { ComponentChildren } from 'preact'

export function Disclosure(props: { summary: string; wide?: boolean | undefined; children: ComponentChildren }) {
  return (
    <details class="disc mt4">
      <summary>{props.summary}</summary>
      <div class={props.wide === true ? 'mwn' : undefined}>{props.children}</div>
    </details>
  )
}
