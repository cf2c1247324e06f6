// Which routes open an account without a code?
import type { Route } from '#web'
import { checkPage, giveCheck } from './check-page.tsx'
import { askLetter, helpPage } from './help-page.tsx'
import { notMe, notMePage } from './not-me-page.tsx'
import { goOn, readyPage } from './ready-page.tsx'
import { startPage } from './start-page.tsx'
import { giveYou, youPage } from './you-page.tsx'

export const createRoutes: readonly Route[] = [startPage, youPage, giveYou, checkPage, giveCheck, helpPage, askLetter, readyPage, goOn, notMePage, notMe]
