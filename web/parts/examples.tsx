// What does every part look like? Named example pages; the accessibility run walks over all of them.
import { doorPages } from './examples/door-pages.tsx'
import { type Example, lakeside } from './examples/frame.tsx'
import { recordPages } from './examples/record-pages.tsx'
import { resultPages } from './examples/result-pages.tsx'
import { Page, renderPage } from './page/page.tsx'

export const examples: readonly Example[] = [...doorPages, ...recordPages, ...resultPages]

/** One example as a whole HTML document. */
export function renderExample(example: Example): string {
  return renderPage(<Page language="en" organization={lakeside} trial={false} {...example.page} />)
}
