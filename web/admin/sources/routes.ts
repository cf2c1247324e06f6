// Which routes are there for sources?
import type { Route } from '#web'
import { bytesOf, endSource, pauseSource, readAgain, readAllAgain, resumeSource, sayLate, setAside } from './acts.ts'
import { addSource, addSourcePage } from './add-page.tsx'
import { agreedPage, changeAgreed } from './agreed-page.tsx'
import { addAddress, addCertificate, endKey, keysPage, newToken } from './keys-pages.tsx'
import { messagePage } from './message-page.tsx'
import { sourcePage } from './source-page.tsx'
import { sourcesPage } from './sources-page.tsx'

export const sourceRoutes: readonly Route[] = [sourcesPage, addSourcePage, addSource, sourcePage, sayLate, pauseSource, resumeSource, endSource, readAllAgain, agreedPage, changeAgreed, keysPage, newToken, addCertificate, addAddress, endKey, messagePage, readAgain, setAside, bytesOf]
