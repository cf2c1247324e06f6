// Which routes read the record?
import type { Route } from '#web'
import { accessLogPage } from './access-log.tsx'
import { findPage, foundPage, startFind } from './find.tsx'
import { kindListPages } from './kind-lists.tsx'
import { otherRecordPage, resultPage } from './record.tsx'
import { filterResults, resultsPage } from './results.tsx'
import { appointmentsPage, doctorsPage, timelinePage } from './timeline.tsx'
import { visitPage, visitsPage } from './visits.tsx'

export const recordRoutes: readonly Route[] = [resultsPage, filterResults, resultPage, visitsPage, visitPage, otherRecordPage, ...kindListPages, doctorsPage, appointmentsPage, timelinePage, findPage, startFind, foundPage, accessLogPage]
