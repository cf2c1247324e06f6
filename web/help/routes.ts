// Which pages help when something does not work, and say what works?
import type { Route } from '#web'
import { statusRoutes } from '../status/routes.ts'
import { attemptsPage } from './attempts-page.tsx'
import { helpPage } from './help-page.tsx'

export const helpRoutes: readonly Route[] = [...statusRoutes, helpPage, attemptsPage]
