// Which routes lead to a new password, and to the address that signs in?
import type { Route } from '#web'
import { askForLink, choose, choosePage, forgotPage, forgotSentPage } from './forgot-pages.tsx'
import { askWhichEmail, whichEmailPage, whichSentPage } from './which-email-pages.tsx'

export const forgotRoutes: readonly Route[] = [forgotPage, askForLink, forgotSentPage, choosePage, choose, whichEmailPage, askWhichEmail, whichSentPage]
