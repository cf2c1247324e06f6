// Which routes show and change the account?
import type { Route } from '#web'
import { accountPage, endSession, newCodes, removeFactor } from './account-page.tsx'
import { addApp, addAppPage, addPasskey, addPasskeyPage, changePassword, passkeyOptions, passwordPage } from './change-pages.tsx'

import { contactPages } from './contact-pages.tsx'
import { askDetail, askDetailPage, detailCodePage, detailsPage, proveDetail } from './details-pages.tsx'
import { giveOther, joinByCode, joinByPasskey, joinByRecovery, otherPage, otherPasskeyOptions, otherStepPage } from './two-accounts-pages.tsx'
import { deskLinkPage, useDeskLink } from './desk-link-page.tsx'
import { closedPage, notMePage, partPage, pressNotMe, pressPart, pressTakeBack, takeBackPage } from './mailed-pages.tsx'

export const accountRoutes: readonly Route[] = [accountPage, endSession, removeFactor, newCodes, passwordPage, changePassword, addAppPage, addApp, addPasskeyPage, passkeyOptions, addPasskey, ...contactPages, closedPage, notMePage, pressNotMe, takeBackPage, pressTakeBack, partPage, pressPart, deskLinkPage, useDeskLink,
  detailsPage, askDetailPage, askDetail, detailCodePage, proveDetail, otherPage, giveOther, otherStepPage, joinByCode, joinByRecovery, joinByPasskey, otherPasskeyOptions,
]
