// Which routes does the desk have for sign-ups that stopped, and registration for what it is asked to change?
import type { Route } from '#web'
import { casePage, letIn } from './case-page.tsx'
import { findCasePage, openCase } from './find-page.tsx'
import { closeCorrection, closeLetter, registrationPage } from './registration-page.tsx'
import { clear, pickRecord, report, unsure } from './move-acts.ts'

export const caseRoutes: readonly Route[] = [findCasePage, openCase, casePage, letIn, unsure, clear, report, pickRecord, registrationPage, closeCorrection, closeLetter]
