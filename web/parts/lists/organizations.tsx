// Which hospital or clinic is yours? One entry of the list of places, with what can be done there.
import type { ComponentChildren } from 'preact'
import { Phones } from '../phones.tsx'
import { Tag, type TagProps } from '../notices/tag.tsx'

export type OrganizationEntry = {
  name: string
  /** Its own page. */
  href?: string | undefined
  meta: string
  /** A second line under it: telephone and hours. */
  more?: string | undefined
  tag?: TagProps | undefined
  say?: ComponentChildren
  /** Buttons. */
  actions: ComponentChildren
}

export function Organizations({ entries }: { entries: readonly OrganizationEntry[] }) {
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.href ?? entry.name} class="org">
          <div>
            {entry.tag !== undefined && (
              <p>
                <Tag {...entry.tag} />
              </p>
            )}
            <h3>{entry.href === undefined ? entry.name : <a href={entry.href}>{entry.name}</a>}</h3>
            <p class="meta">
              <Phones text={entry.meta} />
              {entry.more !== undefined && (
                <>
                  <br />
                  <Phones text={entry.more} />
                </>
              )}
            </p>
            {entry.say !== undefined && <p class="say">{entry.say}</p>}
          </div>
          <div class="row-act">{entry.actions}</div>
        </li>
      ))}
    </ul>
  )
}
