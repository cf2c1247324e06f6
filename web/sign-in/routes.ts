// Which routes lead in and out? Signing in, the second step, staying, leaving.
import type { Route } from '#web'
import { cantGetCodePage } from './cant-get-code-page.tsx'
import { frozenCode, frozenPage, frozenPasskey, frozenPasswordPage, frozenSendText, frozenText, frozenTextPage, thaw } from './frozen-pages.tsx'
import { extend, signOut, signedOutPage } from './leaving.tsx'
import { giveLostPhoneCode, giveNewApp, giveNewPasskey, lostPhonePage, newAppPage, newPasskeyOptions, newPasskeyPage, sendLostPhoneCode, stopTheWait, stopWaitPage } from './lost-phone-pages.tsx'
import { newPhonePages } from './new-phone-pages.tsx'
import { passkeyOptions, passkeyStep, recoveryPage, recoveryStep, secondStep, secondStepPage } from './second-step-page.tsx'
import { organizationSignIn, organizationSignInPage, signIn, signInPage } from './sign-in-page.tsx'
import { giveText, sendText, textPage } from './text-page.tsx'
import { anyPasskeyOptions, signInWithPasskey } from './with-passkey.tsx'
import { stepUp, stepUpByPasskey, stepUpByRecovery, stepUpOptions, stepUpPage } from './step-up-page.tsx'

export const signInRoutes: readonly Route[] = [
  signInPage, signIn, organizationSignInPage, organizationSignIn,
  secondStepPage, secondStep, passkeyOptions, passkeyStep, recoveryPage, recoveryStep,
  stepUpPage, stepUp, stepUpByRecovery, stepUpByPasskey, stepUpOptions,
  anyPasskeyOptions, signInWithPasskey, textPage, sendText, giveText,
  cantGetCodePage, lostPhonePage, sendLostPhoneCode, giveLostPhoneCode, newAppPage, giveNewApp, newPasskeyPage, newPasskeyOptions, giveNewPasskey, ...newPhonePages, stopWaitPage, stopTheWait,
  frozenPage, frozenCode, frozenPasskey, frozenTextPage, frozenSendText, frozenText, frozenPasswordPage, thaw,
  extend, signOut, signedOutPage,
]
