// Which pages say what works?
import type { Route } from '#web'
import { statusPage } from './status-page.tsx'

export const statusRoutes: readonly Route[] = [statusPage]
