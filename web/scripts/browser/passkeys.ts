// How does a passkey get from the device to the server? Options come by a POST, the device's answer goes back as a plain form.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

/** Shows the passkey forms where the browser can do passkeys. */
export function passkeys(page: Document): void {
  if (!browserSupportsWebAuthn()) return
  for (const form of page.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false
    form.closest<HTMLElement>('[data-with-passkey]')?.removeAttribute('hidden')
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void ask(form)
    })
  }
}

async function ask(form: HTMLFormElement): Promise<void> {
  const said = form.querySelector('[data-passkey-said]')
  const answer = form.querySelector<HTMLInputElement>('input[name="passkey"]')
  const button = form.querySelector('button')
  if (answer === null || button === null) return
  if (said !== null) said.textContent = ''
  button.disabled = true
  try {
    answer.value = JSON.stringify(await answerOf(form))
    const shared = form.querySelector<HTMLInputElement>('input[name="shared"]')
    if (shared !== null) shared.value = document.querySelector<HTMLInputElement>(`#${form.dataset.sharedBox ?? ''}`)?.checked === true ? 'yes' : 'no'
    // Submitted by the script, so that this listener is not asked again.
    form.submit()
  } catch (problem) {
    const cancelled = problem instanceof Error && (problem.name === 'NotAllowedError' || problem.name === 'AbortError')
    if (said !== null) said.textContent = (cancelled ? form.dataset.cancelled : form.dataset.failed) ?? ''
    button.disabled = false
  }
}

async function answerOf(form: HTMLFormElement): Promise<unknown> {
  const token = new URLSearchParams()
  const field = form.querySelector<HTMLInputElement>('input[name="form-token"]')
  if (field !== null) token.set(field.name, field.value)
  const got = await fetch(form.dataset.options ?? '', { method: 'POST', body: token, headers: { accept: 'application/json' } })
  if (!got.ok) throw new Error(`options: ${got.status}`)
  const optionsJSON = await got.json()
  return form.dataset.passkey === 'make' ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON })
}
