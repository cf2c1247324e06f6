// Which routes belong to the home page?
import type { Route } from '#web'
import { homePage } from './home.tsx'

export const homeRoutes: readonly Route[] = [homePage]
