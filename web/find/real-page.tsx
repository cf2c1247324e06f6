// How does a person tell a real page from one that only looks like it? The same words wherever a door is shown (P4).
import { Points, Section, SideSection } from '#parts'
import type { PublicContext } from '#web'
import { real as words } from '../../words/en/find.ts'

function OwnAddress({ context }: { context: PublicContext }) {
  return (
    <p class="mt3">
      {words.before}
      <b>{new URL(context.publicUrl).host}</b>
      {words.after}
    </p>
  )
}

/** Under a list, where there is no side column. */
export function RealPageBelow({ context }: { context: PublicContext }) {
  return (
    <Section id="real" heading={words.heading}>
      <OwnAddress context={context} />
      <Points points={words.steps} />
    </Section>
  )
}

/** In the side column. */
export function RealPage({ context }: { context: PublicContext }) {
  return (
    <>
      <SideSection id="real" heading={words.heading}>
        <OwnAddress context={context} />
      </SideSection>
      <SideSection id="tell" heading={words.how}>
        <Points points={words.steps} />
      </SideSection>
    </>
  )
}
