// Which routes lead in and out? Signing in, the second step, staying, leaving.
import type { Route } from '#web'
import { extend, signOut, signedOutPage } from './leaving.tsx'
import { passkeyOptions, passkeyStep, recoveryPage, recoveryStep, secondStep, secondStepPage } from './second-step-page.tsx'
import { organizationSignIn, organizationSignInPage, signIn, signInPage } from './sign-in-page.tsx'
import { stepUp, stepUpByPasskey, stepUpByRecovery, stepUpOptions, stepUpPage } from './step-up-page.tsx'

export const signInRoutes: readonly Route[] = [
  signInPage, signIn, organizationSignInPage, organizationSignIn,
  secondStepPage, secondStep, passkeyOptions, passkeyStep, recoveryPage, recoveryStep,
  stepUpPage, stepUp, stepUpByRecovery, stepUpByPasskey, stepUpOptions,
  extend, signOut, signedOutPage,
]
