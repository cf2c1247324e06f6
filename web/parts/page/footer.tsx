// Who can help? The same block in the same order on every page (WCAG 3.2.6): a person, the state of the site, about it.
import { type Language, spoken } from '../spoken.ts'
import { Phones } from '../phones.tsx'
import type { Organization } from './masthead.tsx'

export type FooterLink = { label: string; href: string }

export type FooterProps = {
  language: Language
  organization: Organization
  /** The state of the site, with the page that tells more. */
  status?: { label: string; href: string; line?: string | undefined; /** The dot says so too; the words do alone. */ well?: boolean | undefined } | undefined
  /** Where help begins, step by step. */
  help?: FooterLink | undefined
  about?: readonly FooterLink[] | undefined
  /** On pages of staff: whom to ask, and what is kept of each look. */
  desk?: { kept: string; helps: string } | undefined
}

function Need({ organization, desk, language }: FooterProps) {
  const words = spoken(language).page
  const { phone, hours } = organization
  if (desk !== undefined)
    return (
      <p>
        <Phones text={desk.helps} />
      </p>
    )
  return (
    <p>
      {phone !== '' && <Phones text={hours === undefined ? words.callAnyTime(phone) : words.call(phone, hours)} />}
      {phone === '' && words.callYours}
      <br />
      {words.emergency}
    </p>
  )
}

export function Footer(props: FooterProps) {
  const words = spoken(props.language).page
  return (
    <footer class="foot">
      <div class="wrap">
        <div>
          <h2>{words.needPerson}</h2>
          <Need {...props} />
        </div>
        {props.status !== undefined && (
          <div>
            <h2>{words.notWorking}</h2>
            <p>
              <a class={props.status.well === false ? 'ok not' : 'ok'} href={props.status.href}>
                {props.status.label}
              </a>
              {props.status.line !== undefined && (
                <>
                  <br />
                  <span class="mute">{props.status.line}</span>
                </>
              )}
              {props.help !== undefined && (
                <>
                  <br />
                  <a href={props.help.href}>{props.help.label}</a>
                </>
              )}
            </p>
          </div>
        )}
        {props.desk !== undefined && (
          <div>
            <h2>{words.kept}</h2>
            <p>{props.desk.kept}</p>
          </div>
        )}
        {props.about !== undefined && props.about.length > 0 && (
          <div>
            <h2>{words.about}</h2>
            <ul>
              {props.about.map((link) => (
                <li key={link.href}>
                  <a href={link.href}>{link.label}</a>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </footer>
  )
}
