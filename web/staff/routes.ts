// Which routes are there for staff: in, where, what waits, and out?
import type { Route } from '#web'
import { choosePlace, extend, signOut, signedOutPage, wherePage } from './leaving.tsx'
import { codesPage, haveCodes, newCodes } from './own-codes.tsx'
import { passkeyOptions, passkeyStep, recoveryPage, recoveryStep, secondStep, secondStepPage } from './second-step.tsx'
import { signIn, signInPage } from './sign-in.tsx'
import { startPage } from './start/start.tsx'
import { trailPage } from './trail-page.tsx'
import { appPage, choicePage, choose, giveApp, givePasskey, givePassword, passkeyPage, passwordPage, setUpPasskeyOptions, welcome, welcomePage } from './welcome.tsx'
import { stepUp, stepUpByPasskey, stepUpByRecovery, stepUpOptions, stepUpPage } from './step-up.tsx'

export const staffRoutes: readonly Route[] = [
  signInPage, signIn, secondStepPage, secondStep, passkeyOptions, passkeyStep, recoveryPage, recoveryStep,
  stepUpPage, stepUp, stepUpByRecovery, stepUpByPasskey, stepUpOptions,
  welcomePage, welcome, passwordPage, givePassword, choicePage, choose, appPage, giveApp, passkeyPage, setUpPasskeyOptions, givePasskey,
  startPage, trailPage, wherePage, choosePlace, codesPage, haveCodes, newCodes, extend, signOut, signedOutPage,
]
