// Which pages help to find the door, and stand at it?
import type { Route } from '#web'
import { publishedBrands } from './brands.ts'
import { cluePage, findByClue } from './clue-page.tsx'
import { doorPage } from './door-page.tsx'
import { foundPage, startFind } from './found-page.tsx'
import { findPage, frontPage } from './front-page.tsx'
import { putMovedAway } from './merger-note.tsx'
import { leavePage, placePage } from './leaving-page.tsx'

export const findRoutes: readonly Route[] = [frontPage, findPage, startFind, cluePage, findByClue, foundPage, placePage, doorPage, leavePage, publishedBrands, putMovedAway]
