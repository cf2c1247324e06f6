// With which ready-made sign-ins can the trial be tried? Made-up people only; a server for real people refuses them.
import { totpSecretOf } from './seeded.ts'
import type { DemoAccount } from './shape.ts'

const passwords = {
  walter: 'Teal-Lantern-Orbits-Quietly-52',
  hannah: 'Maple-Kettle-Sings-At-Nine-41',
  samuel: 'Copper-Ferry-Waits-For-Rain-87',
  noor: 'Plum-Ladder-Under-Slow-Clouds-36',
} as const

/** The sign-in of one of the people who have one. */
export function demoAccount(key: keyof typeof passwords, email: string): DemoAccount {
  return { email, password: passwords[key], totpSecret: totpSecretOf(key) }
}
