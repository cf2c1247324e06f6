// Will the person be signed out soon? A native dialog that only the script opens; without scripts the session just ends
// and the next page says so. WCAG 2.2.1: warn with time to extend by a simple action, at least ten times.
import { FormToken } from '../forms/form.tsx'
import { type Language, spoken } from '../spoken.ts'

export type SessionEnd = {
  /** Seconds without use after which the server ends the session. */
  idleSeconds: number
  /** How long before that the warning comes; 150 s (experience.md, section 1.1). */
  warnSeconds?: number | undefined
  /** Takes a POST with the form token; any 2xx answer means the session goes on. */
  extendHref: string
  /** Where the page goes when the session has ended: the sign-in page. */
  endHref: string
  /** Takes a POST with the form token: sign out. */
  leaveHref: string
  token: string
}

const warnSecondsUsual = 150

export function TimeoutDialog(props: { language: Language; session: SessionEnd }) {
  const words = spoken(props.language).notices
  const { session } = props
  const warnSeconds = session.warnSeconds ?? warnSecondsUsual
  return (
    <dialog class="timeout" role="alertdialog" aria-labelledby="timeout-heading" aria-describedby="timeout-body" data-timeout data-idle-seconds={String(session.idleSeconds)} data-warn-seconds={String(warnSeconds)} data-extend={session.extendHref} data-end={session.endHref}>
      <h2 id="timeout-heading">{words.timeoutHeading}</h2>
      <p id="timeout-body" class="mt2">
        {words.timeoutBody(Math.max(1, Math.floor(warnSeconds / 60)))}
      </p>
      <p class="err" role="alert" hidden data-timeout-offline>
        {words.timeoutOffline}
      </p>
      <div class="bar">
        <form method="dialog" data-timeout-stay>
          <FormToken token={session.token} />
          <button class="btn">{words.timeoutStay}</button>
        </form>
        <form method="post" action={session.leaveHref}>
          <FormToken token={session.token} />
          <button class="btn alt">{words.timeoutLeave}</button>
        </form>
      </div>
    </dialog>
  )
}
