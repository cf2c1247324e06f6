// How does a part of a page begin? A heading over a rule, with at most one link beside it.
import type { ComponentChildren } from 'preact'

export type SectionProps = {
  /** Id of the heading; the section is named by it. */
  id: string
  heading: string
  link?: { label: string; href: string } | undefined
  /** Groups of a list: closer, with a smaller heading. */
  group?: boolean | undefined
  /** The first thing in its column: no space above. */
  first?: boolean | undefined
  narrow?: boolean | undefined
  children: ComponentChildren
}

export function SectionHead(props: Pick<SectionProps, 'id' | 'heading' | 'link'>) {
  return (
    <div class="sec-h">
      <h2 id={props.id}>{props.heading}</h2>
      {props.link !== undefined && <a href={props.link.href}>{props.link.label}</a>}
    </div>
  )
}

export function Section(props: SectionProps) {
  const names = [props.group === true ? 'grp' : 'sec', props.first === true ? 'mt0' : '', props.narrow === true ? 'narrow' : '']
  return (
    <section class={names.filter((name) => name !== '').join(' ')} aria-labelledby={props.id}>
      <SectionHead id={props.id} heading={props.heading} link={props.link} />
      {props.children}
    </section>
  )
}

/** A section of the side column. */
export function SideSection(props: { id: string; heading: string; noPrint?: boolean | undefined; children: ComponentChildren }) {
  return (
    <section class={props.noPrint === true ? 'no-print' : undefined} aria-labelledby={props.id}>
      <h2 id={props.id}>{props.heading}</h2>
      {props.children}
    </section>
  )
}

/** The thing that matters most on the page, framed. */
export function LeadBox(props: { id: string; heading: string; href: string; beside?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <section class="lead" aria-labelledby={props.id}>
      <div class="lead-h">
        <h2 id={props.id}>
          <a href={props.href}>{props.heading}</a>
        </h2>
        {props.beside}
      </div>
      {props.children}
    </section>
  )
}

/** One thing to check or decide, beside a case of staff. */
export function Box(props: { id: string; heading: string; children: ComponentChildren }) {
  return (
    <section class="box" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.heading}</h2>
      {props.children}
    </section>
  )
}
