// What does not work, said before anybody types? Above the sheet, on each page that needs what is away.
import { type Language, spoken } from '../spoken.ts'
import { Phones } from '../phones.tsx'

export type SiteTrouble = {
  /** `warn`: now. `note`: planned. */
  kind: 'warn' | 'note'
  heading: string
  text: string
}

export function SiteTroubles({ language, troubles }: { language: Language; troubles: readonly SiteTrouble[] }) {
  const words = spoken(language).page
  if (troubles.length === 0) return null
  return (
    <aside class="wrap troubles" aria-label={words.siteNews}>
      {troubles.map((one) => (
        <div key={one.heading} class={one.kind === 'warn' ? 'warn' : 'warn quiet'}>
          <p class="trouble-h">{one.heading}</p>
          <p>
            <Phones text={one.text} /> <a href="/status">{words.seeStatus}</a>
          </p>
        </div>
      ))}
    </aside>
  )
}
