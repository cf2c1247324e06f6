// Does the server refuse to start on a route that forgot something? R50.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes } from '#pages'
import { z } from 'zod'
import { UndeclaredRoute, checkRoutes } from './registry.ts'
import type { Route } from './route.ts'

const whole: Route = { method: 'GET', path: '/here', audience: 'patient', assurance: 'second-factor', reads: 'own-record', audit: 'record-viewed', rate: 'read', load: async () => ({}), view: () => ({}) as never }

test('a whole declaration is accepted', () => assert.equal(checkRoutes([whole]).length, 1))

for (const part of ['path', 'method', 'audience', 'assurance', 'reads', 'audit', 'rate', 'load', 'view'] as const) {
  test(`a route without ${part} is refused`, () => {
    const { [part]: _left, ...rest } = whole as unknown as Record<string, unknown>
    assert.throws(() => checkRoutes([rest as never]), UndeclaredRoute)
  })
}

test('a record open to the public, without a line in the trail, or without a second factor is refused', () => {
  for (const change of [{ audience: 'public', assurance: 'none' }, { audit: 'none' }, { assurance: 'none' }, { assurance: 'password' }]) assert.throws(() => checkRoutes([{ ...whole, ...change } as never]), UndeclaredRoute)
})

test('a staff route without roles, with a role nobody has, or outside of the addresses of staff is refused, and so is any other route among them', () => {
  const staff = { ...whole, path: '/staff/here', audience: 'staff', reads: 'own-organization', audit: 'staff-worked', roles: ['front-desk'] }
  assert.equal(checkRoutes([staff as never]).length, 1)
  for (const change of [{ roles: undefined }, { roles: [] }, { roles: ['janitor'] }, { path: '/here' }, { assurance: 'none' }, { audit: 'none' }, { audience: 'patient', reads: 'own-record', roles: undefined }]) assert.throws(() => checkRoutes([{ ...staff, ...change } as never]), UndeclaredRoute, JSON.stringify(change))
  assert.throws(() => checkRoutes([{ ...whole, roles: ['front-desk'] } as never]), UndeclaredRoute)
})

test('an action without a form, and two routes at one place, are refused', () => {
  const act = { ...whole, method: 'POST', act: async () => ({ go: '/' }), form: z.object({}) }
  const { form: _form, ...formless } = act
  assert.throws(() => checkRoutes([formless as never]), UndeclaredRoute)
  assert.throws(() => checkRoutes([whole, whole]), /declared twice/)
})

test('every route of the product is declared whole, and every record route asks for a second factor', () => {
  const declared = checkRoutes(routes)
  assert.ok(declared.length > 30)
  assert.deepEqual(declared.filter((one) => one.path.startsWith('/me') && (one.audience !== 'patient' || (one.audit === 'none' && one.method === 'GET' && one.reads === 'own-record'))).map((one) => one.path), [])
})
