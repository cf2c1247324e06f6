// How does a passkey get in? A form the script shows where the device can do it; the server reads what the script fills in.
import { FormToken } from '../forms/form.tsx'
import { Icon } from '../page/icon.tsx'
import { type Language, spoken } from '../spoken.ts'

export type PasskeyFormProps = {
  language: Language
  /** `make` a new passkey, or `use` one to sign in. */
  purpose: 'make' | 'use'
  /** Takes a POST with the form token; answers WebAuthn options as JSON. */
  optionsHref: string
  /** Takes the form: field `passkey` holds the device's answer as JSON. */
  action: string
  token: string
  label: string
  quiet?: boolean | undefined
  /** Id of a box of the page that says this computer is shared; the script takes its tick along. */
  sharedBox?: string | undefined
  /** Where it leads afterwards, when the form must say. */
  next?: string | undefined
}

export function PasskeyForm(props: PasskeyFormProps) {
  const words = spoken(props.language).notices
  return (
    <form method="post" action={props.action} hidden data-passkey={props.purpose} data-options={props.optionsHref} data-shared-box={props.sharedBox} data-cancelled={words.passkeyCancelled} data-failed={words.passkeyFailed}>
      <FormToken token={props.token} />
      <input type="hidden" name="passkey" value="" />
      {props.next !== undefined && <input type="hidden" name="next" value={props.next} />}
      {props.sharedBox !== undefined && <input type="hidden" name="shared" value="no" />}
      <button class={props.quiet === true ? 'btn alt' : 'btn'}>
        <Icon name="key" />
        {props.label}
      </button>
      <p class="err" role="status" data-passkey-said />
    </form>
  )
}
