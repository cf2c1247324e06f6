// How do the small lists look: facts, documents, things to do, steps, sources, and a table?
import { type ComponentChildren, Fragment } from 'preact'
import { Icon } from '../page/icon.tsx'
import { Phones } from '../phones.tsx'
import type { IconName } from '../page/icons.ts'

/** Labels and values, as the record gives them. */
export function Facts({ facts }: { facts: readonly { label: string; value: ComponentChildren }[] }) {
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <Fragment key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

/** Documents with a few words on each ("3 pages"). */
export function Docs({ docs }: { docs: readonly { label: string; href: string; line?: string | undefined }[] }) {
  return (
    <ul class="docs">
      {docs.map((doc) => (
        <li key={doc.href}>
          <a href={doc.href}>
            <b>{doc.label}</b>
            {doc.line !== undefined && <span>{doc.line}</span>}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Things a person can do next, one link each. */
export function Acts({ acts }: { acts: readonly { label: string; href: string; icon?: IconName | undefined }[] }) {
  return (
    <ul class="acts">
      {acts.map((act) => (
        <li key={act.href}>
          <a href={act.href}>
            {act.icon !== undefined && <Icon name={act.icon} />}
            <span>
              <Phones text={act.label} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Points, or numbered steps. */
export function Points(props: { numbered?: boolean | undefined; points: readonly ComponentChildren[] }) {
  const items = props.points.map((point, index) => <li key={String(index)}>{point}</li>)
  return props.numbered === true ? <ol class="ticks num">{items}</ol> : <ul class="ticks">{items}</ul>
}

/** Ways to go on, one heading and button each. */
export function Ways({ ways }: { ways: readonly { heading: string; children: ComponentChildren }[] }) {
  return (
    <ol class="ways mt0">
      {ways.map((way, index) => (
        <li key={way.heading} class={index === 0 ? 'bt0' : undefined}>
          <h3>{way.heading}</h3>
          {way.children}
        </li>
      ))}
    </ol>
  )
}

export type Source = {
  name: string
  /** "Up to date, 9:14 am today". */
  line: ComponentChildren
  /** Something of it is missing or late. */
  partial?: boolean | undefined
}

/** Which organizations the record comes from, and how fresh each is. The dot only repeats the words. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  return (
    <ul class="orgs">
      {sources.map((source) => (
        <li key={source.name}>
          <span class={source.partial === true ? 'dot part' : 'dot'} aria-hidden="true" />
          <span>
            <b>{source.name}</b>
            <br />
            <span class="mute">{source.line}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A table with its name for screen readers; wide ones scroll inside themselves. */
export function Table(props: { caption: string; columns: readonly string[]; rows: readonly (readonly ComponentChildren[])[] }) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={props.caption}>
      <table>
        <caption class="vh">{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, index) => (
            <tr key={String(index)}>
              {row.map((cell, column) => (
                <td key={props.columns[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The most used places, on narrow screens only (the bar shows them on wide ones). */
export function QuickLinks(props: { label: string; links: readonly { label: string; href: string; count?: string | undefined }[] }) {
  return (
    <nav class="quick" aria-label={props.label}>
      <ul>
        {props.links.map((link) => (
          <li key={link.href}>
            <a href={link.href}>
              {link.label} {link.count !== undefined && <span class="count">{link.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The rest of a long list, older first. */
export function ShowOlder(props: { label: string; href: string; line?: string | undefined }) {
  return (
    <p class="older">
      <a class="btn alt" href={props.href}>
        {props.label}
      </a>
      {props.line !== undefined && <span class="mute">{props.line}</span>}
    </p>
  )
}

/** The way back to where this belongs. */
export function Crumb(props: { label: string; href: string }) {
  return (
    <p class="crumb no-print">
      <a href={props.href}>
        <Icon name="back" />
        {props.label}
      </a>
    </p>
  )
}
