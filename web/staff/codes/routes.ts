// Which routes are there for starting a sign-up at the desk, and for the codes of a record?
import type { Route } from '#web'
import { codesPage, stopCode } from './codes-page.tsx'
import { codesFind, codesFindPage, startFind, startFindPage } from './find-pages.tsx'
import { startPage, startSignUp } from './start-page.tsx'

export const deskCodeRoutes: readonly Route[] = [startFindPage, startFind, startPage, startSignUp, codesFindPage, codesFind, codesPage, stopCode]
