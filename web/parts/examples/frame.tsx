// What stands around an example? Made-up people and places; the same page frame as the product.
import type { ComponentChildren } from 'preact'
import type { PageProps } from '../page/page.tsx'

/** A named example; `page` is everything but what every example page shares. */
export type Example = { readonly name: string; readonly page: Omit<PageProps, 'language' | 'organization' | 'trial'> & Partial<Pick<PageProps, 'organization' | 'trial'>> }

export const lakeside = { name: 'Lakeside Health', phone: '555-0142', hours: 'Mon–Fri 7 am–7 pm', mark: 'waves' } as const

export const about = [
  { label: 'Your privacy and choices', href: '/about/privacy' },
  { label: 'Accessibility', href: '/about/accessibility' },
  { label: 'Your right to your record', href: '/about/right' },
]

export const status = { label: 'Everything is working', href: '/status', line: 'Checked 1 minute ago' }

const items = [
  { label: 'Home', href: '/me' },
  { label: 'Test results', href: '/me/results' },
  { label: 'Visits and notes', href: '/me/visits' },
  { label: 'Medicines', href: '/me/medicines' },
  { label: 'Messages', href: '/me/messages', count: '1 new' },
  { label: 'Appointments', href: '/me/appointments' },
]

const mast = [
  { label: 'Help: 555-0142', href: '/help' },
  { label: 'Account', href: '/account' },
  { label: 'Sign out', post: '/sign-out', token: 'example' },
]

type Signed = { title: string; current: string; within?: boolean; children: ComponentChildren }

/** A page of Rosa's own record. */
export function rosas(given: Signed & Partial<PageProps>): Example['page'] {
  const { current, within, ...page } = given
  return {
    person: { name: 'Rosa Alvarez', born: 'Feb 3, 1984', you: true },
    others: [
      { label: 'Mateo, 9', href: '/p/mateo' },
      { label: 'Ana, 14', href: '/p/ana' },
      { label: 'Luis (Dad)', href: '/p/luis' },
    ],
    change: { label: 'Change person', href: '/me/people' },
    nav: { items, current, within },
    mast,
    status,
    about,
    ...page,
  }
}

/** A page before signing in. */
export function atTheDoor(given: { title: string; place: string; line: string; children: ComponentChildren } & Omit<Partial<PageProps>, 'place'>): Example['page'] {
  const { place, line, ...page } = given
  return { place: { name: place, line }, mast: [{ label: 'Help: 555-0142', href: '/help' }], status, about, ...page }
}
