// What is around every page? The whole document: head, skip link, bar, whose record, the sheet, footer, drawings, script.
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { loadScripts } from '../../scripts/bundle.ts'
import { loadFont, loadStylesheet } from '../../style/stylesheet.ts'
import { type SiteTrouble, SiteTroubles } from '../notices/site-troubles.tsx'
import { type SessionEnd, TimeoutDialog } from '../notices/timeout-dialog.tsx'
import { type Language, spoken } from '../spoken.ts'
import { ReferenceOnPage } from '../forms/error-summary.tsx'
import { Footer, type FooterLink } from './footer.tsx'
import { type Drawn, DrawnOnPage, Drawings } from './icon.tsx'
import { Masthead, type MastLink, type Navigation, type Organization } from './masthead.tsx'
import { type OpenRecord, type OtherRecord, WhereYouAre, type Whereabouts, WhoseRecord } from './whose-record.tsx'

export type PageProps = {
  /** The thing on the page; person and organization are added ("Cholesterol test – Rosa Alvarez – Lakeside Health record"). */
  title: string
  language: Language
  organization: Organization
  trial: boolean
  /** Where the organization's name leads; `/` when absent. */
  homeHref?: string | undefined
  person?: OpenRecord | undefined
  others?: readonly OtherRecord[] | undefined
  /** Where another person is chosen; on narrow screens it stands in for the other tabs. */
  change?: OtherRecord | undefined
  /** For pages without a record: the tab's words. */
  place?: Whereabouts | undefined
  nav?: Navigation | undefined
  mast?: readonly MastLink[] | undefined
  /** "Skip to the result". */
  skip?: string | undefined
  status?: { label: string; href: string; line?: string | undefined; well?: boolean | undefined } | undefined
  /** Where help begins, step by step. */
  help?: FooterLink | undefined
  /** What does not work, or will not: said above everything. */
  troubles?: readonly SiteTrouble[] | undefined
  about?: readonly FooterLink[] | undefined
  /** A page of staff: closer together, named by the organization alone; the footer says what is kept of each look. */
  desk?: { kept: string; helps: string } | undefined
  /** Something typed was refused: the title says so first. */
  refused?: boolean | undefined
  /** Of the refusal shown: said in the error summary. */
  reference?: string | null | undefined
  /** A narrower sheet, for one thing to decide. */
  slim?: boolean | undefined
  /** The crumb above the columns. */
  crumb?: ComponentChildren
  /** The side column. With it the children become the main column. */
  aside?: ComponentChildren
  asideLabel?: string | undefined
  /** A second block under the main column that on narrow screens follows the side column. */
  after?: ComponentChildren
  /** Adds the browser script (passkeys, sign-out warning, copy, print). The page works without. */
  script?: boolean | undefined
  /** When the session ends by itself; asks for the script. */
  session?: SessionEnd | undefined
  /** Seconds after which the script loads the page again, while a file is being made. The page must also carry a link. */
  refreshAfter?: number | undefined
  /** What a printed page says about whose it is, on each sheet of paper. */
  printed?: { recordNumber?: string | undefined; when: string; who: string } | undefined
  children: ComponentChildren
}

function PrintedIdentity(props: PageProps) {
  const words = spoken(props.language).page
  if (props.printed === undefined || props.person === undefined) return null
  const { recordNumber, when, who } = props.printed
  return (
    <p class="print-id">
      <span>
        <b>{props.person.name}</b>
        {props.person.born !== '' && `, ${words.bornInLine(props.person.born)}`}. {recordNumber !== undefined && `${words.recordNumber(recordNumber)} `}
        {props.organization.name}.
        <br />
        {words.printed(when, who)}
      </span>
    </p>
  )
}

function Sheet(props: PageProps) {
  if (props.aside === undefined && props.after === undefined) return <>{props.children}</>
  return (
    <div class={props.after === undefined ? 'cols solo' : 'cols'}>
      <div class="main">{props.children}</div>
      {props.aside !== undefined && (
        <aside class="side" aria-label={props.asideLabel}>
          {props.aside}
        </aside>
      )}
      {props.after !== undefined && <div class="main">{props.after}</div>}
    </div>
  )
}

function sheetClass(props: PageProps): string {
  const names = ['sheet']
  if (props.slim === true) names.push('slim')
  if (props.person?.you === false) names.push('other')
  return names.join(' ')
}

/** The words of the browser's tab: thing – person – organization. */
export function documentTitle(props: Pick<PageProps, 'title' | 'language' | 'organization' | 'person' | 'refused' | 'desk'>): string {
  const words = spoken(props.language).page
  const parts = [props.title, props.person?.name, props.desk === undefined ? words.titleEnd(props.organization.name) : props.organization.name].filter((part) => part !== undefined)
  return (props.refused === true ? words.errorPrefix : '') + parts.join(' – ')
}

function Body(props: PageProps) {
  const words = spoken(props.language).page
  return (
    <body class={props.desk === undefined ? undefined : 'desk'}>
      <a class="skip" href="#main">
        {props.skip ?? words.skip}
      </a>
      <Masthead language={props.language} organization={props.organization} homeHref={props.homeHref ?? '/'} nav={props.nav} links={props.mast} trial={props.trial} />
      {props.troubles !== undefined && <SiteTroubles language={props.language} troubles={props.troubles} />}
      <div class="wrap flush">
        {props.person !== undefined && <WhoseRecord language={props.language} person={props.person} others={props.others} change={props.change} />}
        {props.person === undefined && props.place !== undefined && <WhereYouAre language={props.language} place={props.place} />}
        <main id="main" class={sheetClass(props)} tabindex={-1} data-refresh-after={props.refreshAfter === undefined ? undefined : String(props.refreshAfter)}>
          <PrintedIdentity {...props} />
          {props.crumb}
          <Sheet {...props} />
        </main>
      </div>
      <Footer language={props.language} organization={props.organization} status={props.status} help={props.help} about={props.about} desk={props.desk} />
      {props.session !== undefined && <TimeoutDialog language={props.language} session={props.session} />}
      <Drawings />
    </body>
  )
}

/** A whole page. Give it to `renderPage`. */
export function Page(props: PageProps) {
  const drawn: Drawn = { icons: new Set(), patterns: new Set() }
  const scripted = props.script === true || props.session !== undefined || props.refreshAfter !== undefined
  return (
    <DrawnOnPage.Provider value={drawn}>
      <html lang={props.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta name="format-detection" content="telephone=no" />
          <title>{documentTitle(props)}</title>
          <link rel="preload" href={loadFont().path} as="font" type="font/woff2" crossorigin="anonymous" />
          <link rel="stylesheet" href={loadStylesheet().path} />
          {scripted && <script type="module" src={loadScripts().path} />}
        </head>
        <ReferenceOnPage.Provider value={props.reference ?? null}>
          <Body {...props} />
        </ReferenceOnPage.Provider>
      </html>
    </DrawnOnPage.Provider>
  )
}

/** A page as the bytes of an answer, with its doctype. */
export function renderPage(page: VNode): string {
  return `<!doctype html>\n${renderToString(page)}`
}
