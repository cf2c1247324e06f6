// How does a list show its things? A date in the margin, the thing's name, one line about it, tags, and a way to keep it.
import type { ComponentChildren } from 'preact'
import { Tag, type TagProps } from '../notices/tag.tsx'
import { Icon } from '../page/icon.tsx'
import { type Language, spoken } from '../spoken.ts'

/** The date in the margin, in the words of the page's language ("Nov", "19"). A year alone has no day. */
export type GutterDate = { above: string; big: string }

export type RowProps = {
  language: Language
  date?: GutterDate | undefined
  title: string
  href?: string | undefined
  /** A short mark after the title. */
  titleTag?: TagProps | undefined
  meta?: ComponentChildren
  tags?: readonly TagProps[] | undefined
  /** Where its PDF is, and what screen readers hear after "PDF" ("Cholesterol test, April 12"). */
  pdf?: { href: string; of: string } | undefined
  /** A box to check, for lists that act on several. */
  choose?: { name: string; value: string; of: string; checked?: boolean | undefined } | undefined
  /** Instead of a PDF: another thing at the end of the row. */
  end?: ComponentChildren
  children?: ComponentChildren
}

export function DateGutter({ date }: { date: GutterDate }) {
  return (
    <p class="day">
      {date.above !== '' && <span>{date.above}</span>}
      <b class={date.big.length > 2 ? 'num long' : 'num'}>{date.big}</b>
    </p>
  )
}

/** "PDF", with the thing's name and date for those who hear it out of its row. */
export function PdfLink(props: { language: Language; href: string; of: string }) {
  const words = spoken(props.language).lists
  return (
    <a class="get" href={props.href}>
      <Icon name="down" />
      {words.pdf}
      <span class="vh">{words.pdfOf(props.of)}</span>
    </a>
  )
}

export function Row(props: RowProps) {
  return (
    <li>
      {props.choose !== undefined && <input type="checkbox" name={props.choose.name} value={props.choose.value} checked={props.choose.checked === true} aria-label={spoken(props.language).forms.choose(props.choose.of)} />}
      {props.date !== undefined && <DateGutter date={props.date} />}
      <div>
        <h3>
          {props.href === undefined ? props.title : <a href={props.href}>{props.title}</a>}
          {props.titleTag !== undefined && (
            <>
              {' '}
              <Tag {...props.titleTag} />
            </>
          )}
        </h3>
        {props.meta !== undefined && <p class="meta">{props.meta}</p>}
        {props.tags !== undefined && props.tags.length > 0 && (
          <p class="tags">
            {props.tags.map((tag) => (
              <Tag key={tag.label} {...tag} />
            ))}
          </p>
        )}
        {props.children}
      </div>
      {props.pdf !== undefined ? <PdfLink language={props.language} {...props.pdf} /> : props.end}
    </li>
  )
}

/** `dated`: a date in the margin; `chosen`: a box to check; `plain`: neither. Every row in it must be of that form. */
export function Rows(props: { form?: 'dated' | 'chosen' | 'plain' | undefined; children: ComponentChildren }) {
  const names = { dated: 'rows', chosen: 'rows sel', plain: 'rows plain' } as const
  return <ul class={names[props.form ?? 'dated']}>{props.children}</ul>
}

/** What can be done with the checked rows. */
export function ActionBar({ children }: { children: ComponentChildren }) {
  return <div class="bar bar2">{children}</div>
}

/** A few words the record itself says. */
export function Quote({ children }: { children: ComponentChildren }) {
  return <blockquote class="quote">{children}</blockquote>
}
