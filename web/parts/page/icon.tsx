// How does an icon get on the page once, however often it is shown? Parts note what they drew; the page ends with those drawings.
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { type IconName, icons } from './icons.ts'

/** What the parts of one page have drawn so far. */
export type Drawn = { readonly icons: Set<IconName>; readonly patterns: Set<'hatch'> }

/** One per rendered page; `null` outside a page, where every icon brings its own path. */
export const DrawnOnPage = createContext<Drawn | null>(null)

/** An icon; always beside words, so hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  const drawn = useContext(DrawnOnPage)
  drawn?.icons.add(name)
  return (
    <svg class="ic" viewBox={drawn === null ? '0 0 24 24' : undefined} aria-hidden="true" focusable="false">
      {drawn === null ? <path d={icons[name]} /> : <use href={`#i-${name}`} />}
    </svg>
  )
}

/** Says that this page needs the hatching that stands for colour on paper and in forced colours. */
export function useHatch(): void {
  useContext(DrawnOnPage)?.patterns.add('hatch')
}

/** The drawings of the page, once each. It must come after everything that may draw. */
export function Drawings() {
  const drawn = useContext(DrawnOnPage)
  if (drawn === null || (drawn.icons.size === 0 && drawn.patterns.size === 0)) return null
  return (
    <svg class="defs" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {[...drawn.icons].sort().map((name) => (
          <symbol key={name} id={`i-${name}`} viewBox="0 0 24 24">
            <path d={icons[name]} />
          </symbol>
        ))}
        {drawn.patterns.has('hatch') && (
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hb" width="6" height="6" />
            <rect class="hl" width="1" height="6" />
          </pattern>
        )}
      </defs>
    </svg>
  )
}
