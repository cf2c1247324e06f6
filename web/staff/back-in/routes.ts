// Which routes does the desk use to help somebody back in?
import type { Route } from '#web'
import { findToReset, findToResetPage } from './find-page.tsx'
import { askReset, decideReset, resetPage } from './reset-page.tsx'

export const backInRoutes: readonly Route[] = [findToResetPage, findToReset, resetPage, askReset, decideReset]
