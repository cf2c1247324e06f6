// Which routes show the trial's mail?
import type { Route } from '#web'
import { mailboxPage, messagePage } from './mailbox-pages.tsx'

export const mailboxRoutes: readonly Route[] = [mailboxPage, messagePage]
