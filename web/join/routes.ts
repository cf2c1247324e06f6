// Which routes lead from the letter to the record?
import type { Route } from '#web'
import { codePage, giveCode, giveSquare, squarePage } from './code-page.tsx'
import { confirm, confirmPage, emailPage, giveEmail, giveNumbers, sentPage } from './email-pages.tsx'
import { knownPage } from './known-page.tsx'
import { overPage } from './over-page.tsx'
import { phonePages } from './phone-pages.tsx'
import { givePassword, passwordPage } from './password-page.tsx'
import { haveCodes, recoveryCodesPage } from './recovery-codes-page.tsx'
import { appPage, choicePage, choose, giveApp, givePasskey, passkeyOptions, passkeyPage } from './second-step-pages.tsx'
import { stop, stopPage } from './stop-page.tsx'

export const joinRoutes: readonly Route[] = [
  codePage, giveCode, squarePage, giveSquare, overPage, stopPage, stop,
  emailPage, giveEmail, sentPage, giveNumbers, confirmPage, confirm,
  knownPage, passwordPage, givePassword,
  choicePage, choose, appPage, giveApp, passkeyPage, passkeyOptions, givePasskey, ...phonePages,
  recoveryCodesPage, haveCodes,
]
