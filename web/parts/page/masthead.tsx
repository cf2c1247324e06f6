// Whose site is this, and how do I get about? The organization's bar, the navigation and the menu of narrow screens.
import { FormToken } from '../forms/form.tsx'
import { type Language, spoken } from '../spoken.ts'
import { Mark, type MarkName } from './mark.tsx'

export type Organization = {
  name: string
  /** Empty when there is none. */
  phone: string
  /** "Mon–Fri 7 am–7 pm". */
  hours?: string | undefined
  /** The small line under the name; "Your health record" when absent. */
  kind?: string | undefined
  /** The drawing beside the name; without one, its first letter. */
  mark?: MarkName | undefined
}

/** A link in the bar; one with `post` is a form (signing out changes something, so it is not a link). */
export type MastLink = { label: string; href: string; language?: string | undefined } | { label: string; post: string; token: string }

export type NavItem = {
  label: string
  href: string
  /** "1 new". */
  count?: string | undefined
}

export type Navigation = {
  items: readonly NavItem[]
  /** The `href` of the item this page is, or belongs to. */
  current?: string | undefined
  /** The page lies under that item, it is not the item itself. */
  within?: boolean | undefined
}

export type MastheadProps = {
  language: Language
  organization: Organization
  homeHref: string
  nav?: Navigation | undefined
  links?: readonly MastLink[] | undefined
  trial: boolean
}

function currentMark(nav: Navigation, item: NavItem): 'page' | 'true' | undefined {
  if (nav.current !== item.href) return undefined
  return nav.within === true ? 'true' : 'page'
}

function NavLinks({ nav }: { nav: Navigation }) {
  return nav.items.map((item) => (
    <li key={item.href}>
      <a href={item.href} aria-current={currentMark(nav, item)}>
        {item.label}
        {item.count !== undefined && (
          <>
            {' '}
            <span class="count">{item.count}</span>
          </>
        )}
      </a>
    </li>
  ))
}

function BarLink({ link }: { link: MastLink }) {
  if ('post' in link)
    return (
      <form action={link.post} method="post">
        <FormToken token={link.token} />
        <button class="mast-button">{link.label}</button>
      </form>
    )
  return (
    <a href={link.href} lang={link.language} hreflang={link.language}>
      {link.label}
    </a>
  )
}

export function Masthead(props: MastheadProps) {
  const words = spoken(props.language).page
  const links = props.links ?? []
  return (
    <header class="mast">
      {props.trial && (
        <p class="trial">
          <span class="wrap">{words.trial}</span>
        </p>
      )}
      <div class="wrap mast-row">
        <a class="brand" href={props.homeHref}>
          <Mark organization={props.organization} />
          <span>
            {props.organization.name}
            <small>{props.organization.kind ?? words.record}</small>
          </span>
        </a>
        {links.length > 0 && (
          <nav class="mast-links" aria-label={words.accountNavigation}>
            {links.map((link) => (
              <BarLink key={link.label} link={link} />
            ))}
          </nav>
        )}
        {(links.length > 0 || props.nav !== undefined) && (
          <details class="menu">
            <summary>{words.menu}</summary>
            <ul>
              {props.nav !== undefined && <NavLinks nav={props.nav} />}
              {links.map((link) => (
                <li key={link.label}>
                  <BarLink link={link} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {props.nav !== undefined && (
        <nav class="nav" aria-label={words.mainNavigation}>
          <div class="wrap">
            <ul>
              <NavLinks nav={props.nav} />
            </ul>
          </div>
        </nav>
      )}
    </header>
  )
}
