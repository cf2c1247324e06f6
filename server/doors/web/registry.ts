// Is every route declared whole? Refuses to start on one that is not, so that no door opens by being forgotten (R50).
import { auditKinds } from '#audit'
import { attemptEnds, attemptSteps } from '../../../contract/attempt-steps.ts'
import { siteFunctions } from '../../../contract/site-functions.ts'
import { staffRoles } from '../../../contract/staff-roles.ts'
import { type Route, assurances, audiences, objectRules, rateClasses } from './route.ts'

export class UndeclaredRoute extends Error {}

/** What a route says of itself, for the printed list and the tests that walk it. */
export type Declaration = { readonly method: string; readonly path: string; readonly audience: string; readonly assurance: string; readonly reads: string; readonly audit: string; readonly rate: string; /** Of staff routes; empty otherwise. */ readonly roles: readonly string[] }

const openAssurance: Readonly<Record<string, readonly string[]>> = {
  public: ['none'],
  joining: ['none'],
  half: ['password'],
  patient: ['second-factor', 'fresh-factor'],
  invited: ['none'],
  'half-staff': ['password'],
  staff: ['second-factor', 'fresh-factor'],
}

/** Addresses of staff: only their pages (and the public way in) lie there, so that an address alone says on which side it is. */
export const isStaffSide = (path: string): boolean => /^\/(staff|admin)(\/|$)/.test(path)

function problemsOfStaff({ audience, path, reads, roles, audit }: Partial<Route>): string[] {
  const problems: string[] = []
  const theirs = audience === 'staff' || audience === 'half-staff' || audience === 'invited'
  if (theirs !== isStaffSide(path ?? '') && audience !== 'public') problems.push('pages of staff lie under /staff or /admin, and no others do')
  if (audience === 'staff' && (roles ?? []).length === 0) problems.push('roles are missing: which staff may come?')
  if (audience !== 'staff' && roles !== undefined) problems.push('roles are for staff routes')
  if ((roles ?? []).some((role) => !staffRoles.includes(role))) problems.push('a role is unknown')
  if (reads === 'own-organization' && (audience !== 'staff' || audit === 'none')) problems.push('rows of an organization may only be read by its staff, with a line in the trail')
  return problems
}

function problemsOf(route: Partial<Route>): string[] {
  const problems: string[] = []
  const listed = (what: string, value: unknown, list: readonly string[]) => {
    if (typeof value !== 'string' || !list.includes(value)) problems.push(`${what} is missing or unknown`)
  }
  if (typeof route.path !== 'string' || !route.path.startsWith('/')) problems.push('path is missing')
  listed('method', route.method, ['GET', 'POST'])
  listed('audience', route.audience, audiences)
  listed('assurance', route.assurance, assurances)
  listed('object rule (reads)', route.reads, objectRules)
  listed('audit kind', route.audit, [...auditKinds, 'none'])
  listed('rate class', route.rate, Object.keys(rateClasses))
  if (route.audience !== undefined && route.assurance !== undefined && !(openAssurance[route.audience] ?? []).includes(route.assurance)) problems.push(`assurance ${route.assurance} does not fit audience ${route.audience}`)
  if (route.reads === 'own-record' && (route.audience !== 'patient' || route.audit === 'none')) problems.push('a record may only be read by a signed-in person, with a line in the trail')
  if (route.step !== undefined && (!attemptSteps.includes(route.step) || route.audience === 'patient')) problems.push('step is unknown, or of a page of those who are in')
  if ((route.needs ?? []).some((one) => !siteFunctions.includes(one))) problems.push('needs names an unknown function')
  if (route.ends !== undefined && (!attemptEnds.includes(route.ends) || route.step === undefined)) problems.push('ends is unknown, or without a step')
  problems.push(...problemsOfStaff(route))
  if (route.method === 'GET' && (typeof route.load !== 'function' || typeof route.view !== 'function')) problems.push('load or view is missing')
  if (route.method === 'POST' && (typeof route.act !== 'function' || route.form === undefined)) problems.push('act or form is missing')
  return problems
}

/**
 * Checks every route and returns their declarations.
 * Refuses (UndeclaredRoute) a route with a part missing, and two routes with one method and path.
 */
export function checkRoutes(routes: readonly Partial<Route>[]): readonly Declaration[] {
  const seen = new Set<string>()
  return routes.map((route) => {
    const name = `${route.method ?? '?'} ${route.path ?? '?'}`
    const problems = problemsOf(route)
    if (seen.has(name)) problems.push('is declared twice')
    seen.add(name)
    if (problems.length > 0) throw new UndeclaredRoute(`${name}: ${problems.join('; ')}`)
    const { method, path, audience, assurance, reads, audit, rate, roles } = route as Route
    return { method, path, audience, assurance, reads, audit, rate, roles: roles ?? [] }
  })
}
