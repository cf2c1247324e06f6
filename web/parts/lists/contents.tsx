// What is in the record, and how much of it? A contents list with leader dots and counts.

export type ContentsEntry = {
  label: string
  href: string
  /** "64", "4 now", "None". */
  count: string
}

export function Contents(props: { label: string; entries: readonly ContentsEntry[] }) {
  return (
    <nav aria-label={props.label}>
      <ul class="toc">
        {props.entries.map((entry) => (
          <li key={entry.href}>
            <a href={entry.href}>
              <span>{entry.label}</span> <i />
              <em>{entry.count}</em>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
