// What do the pages of codes at the desk have in common? Front desk and supervisors, of their own organization only.
import { z } from 'zod'

export const declared = { audience: 'staff', assurance: 'second-factor', roles: ['front-desk', 'supervisor'], reads: 'own-organization', rate: 'write' } as const
export const params = z.object({ visit: z.string().max(60) })
