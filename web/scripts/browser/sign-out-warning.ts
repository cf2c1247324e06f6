// When does the session end, and how does a person stay? The dialog opens before the end; staying never loads the page
// again, so what was typed stays. Somebody who is typing is using the page: the session is extended without asking.

type Session = {
  readonly dialog: HTMLDialogElement
  readonly idleMs: number
  readonly warnMs: number
  readonly extendHref: string
  readonly endHref: string
  /** When the server last heard from this browser (any tab). */
  heardAt: number
  /** When the person last pressed a key or a button here. */
  activeAt: number
  asking: boolean
}

const lookEveryMs = 1000

/** Watches over the session where the page carries the dialog (`data-timeout`). */
export function signOutWarning(page: Document): void {
  const dialog = page.querySelector<HTMLDialogElement>('dialog[data-timeout]')
  if (dialog === null) return
  const { idleSeconds, warnSeconds, extend, end } = dialog.dataset
  const session: Session = {
    dialog,
    idleMs: Number(idleSeconds) * 1000,
    warnMs: Number(warnSeconds) * 1000,
    extendHref: extend ?? '',
    endHref: end ?? '/',
    heardAt: Date.now(),
    activeAt: 0,
    asking: false,
  }
  const tabs = new BroadcastChannel('session')
  tabs.addEventListener('message', () => heard(session))
  tellOthers(tabs)
  for (const kind of ['keydown', 'pointerdown'] as const) {
    page.addEventListener(kind, () => {
      if (!dialog.open) session.activeAt = Date.now()
    })
  }
  dialog.querySelector('form[data-timeout-stay]')?.addEventListener('submit', (event) => {
    event.preventDefault()
    void stay(session, tabs)
  })
  // Escape means "go away", not "sign me out": it extends.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    void stay(session, tabs)
  })
  const look = () => watch(session, tabs)
  setInterval(look, lookEveryMs)
  // A computer that slept wakes up after the end.
  page.addEventListener('visibilitychange', look)
}

function tellOthers(tabs: BroadcastChannel): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches only its own origin
  tabs.postMessage('heard')
}

function heard(session: Session): void {
  session.heardAt = Date.now()
  if (session.dialog.open) session.dialog.close()
}

function watch(session: Session, tabs: BroadcastChannel): void {
  const left = session.heardAt + session.idleMs - Date.now()
  if (left <= 0) return location.replace(session.endHref)
  if (left > session.warnMs || session.dialog.open || session.asking) return
  if (session.activeAt > session.heardAt) return void stay(session, tabs)
  session.dialog.showModal()
}

async function stay(session: Session, tabs: BroadcastChannel): Promise<void> {
  if (session.asking) return
  session.asking = true
  const offline = session.dialog.querySelector<HTMLElement>('[data-timeout-offline]')
  try {
    const token = new URLSearchParams()
    const field = session.dialog.querySelector<HTMLInputElement>('input[name="form-token"]')
    if (field !== null) token.set(field.name, field.value)
    const answer = await fetch(session.extendHref, { method: 'POST', body: token, redirect: 'manual' })
    if (!answer.ok) return location.replace(session.endHref)
    if (offline !== null) offline.hidden = true
    heard(session)
    tellOthers(tabs)
  } catch {
    // No connection: the person decides when to try again; the server's clock runs on.
    if (offline !== null) offline.hidden = false
    session.activeAt = 0
    if (!session.dialog.open) session.dialog.showModal()
  } finally {
    session.asking = false
  }
}
