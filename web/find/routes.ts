// Which pages help to find the door? For now the front page with the organizations of this installation.
import type { Route } from '#web'
import { frontPage } from './front-page.tsx'

export const findRoutes: readonly Route[] = [frontPage]
