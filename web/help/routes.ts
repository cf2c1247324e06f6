// Which pages help when something does not work?
import type { Route } from '#web'
import { attemptsPage } from './attempts-page.tsx'

export const helpRoutes: readonly Route[] = [attemptsPage]
