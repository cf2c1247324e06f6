// Who works at the demo's hospitals, with ready-made sign-ins? Made-up people only; a server for real people refuses them.
import type { StaffRole } from '../contract/staff-roles.ts'
import { totpSecretOf } from './seeded.ts'
import type { DemoAccount, OrganizationId } from './shape.ts'

export type DemoStaff = DemoAccount & { readonly name: string; readonly organization: OrganizationId; readonly roles: readonly StaffRole[] }

const one = (key: string, rest: Omit<DemoStaff, 'totpSecret'>): DemoStaff => ({ ...rest, totpSecret: totpSecretOf(`staff-${key}`) })

export const demoStaff: readonly DemoStaff[] = [
  one('jo', { name: 'Jo Park', email: 'jo.park@lakeside.example', password: 'Window-Pepper-Slow-Train-28', organization: 'lakeside', roles: ['front-desk'] }),
  one('dana', { name: 'Dana Whitlock', email: 'dana.whitlock@lakeside.example', password: 'Cedar-Button-Nine-Lamps-63', organization: 'lakeside', roles: ['supervisor'] }),
  one('amir', { name: 'Amir Sato', email: 'amir.sato@lakeside.example', password: 'Silver-Rowing-Quiet-Attic-17', organization: 'lakeside', roles: ['administrator'] }),
  one('rita', { name: 'Rita Cole', email: 'rita.cole@lakeside.example', password: 'Lemon-Anchor-Folds-Paper-72', organization: 'lakeside', roles: ['records-office'] }),
  one('pia', { name: 'Pia Lund', email: 'pia.lund@northshore.example', password: 'Basil-Compass-Winter-Gate-94', organization: 'northshore', roles: ['front-desk'] }),
]
