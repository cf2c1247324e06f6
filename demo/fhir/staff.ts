// Who works at the demo's organizations, where, and how are they reached?
import type { OrganizationId } from '../shape.ts'

export type StaffMember = {
  readonly given: string
  readonly family: string
  readonly prefix?: 'Dr.'
  readonly suffix?: string
  readonly specialty: string
  readonly clinic: string
  readonly address: string
  readonly phone: string
  readonly organization: OrganizationId
}

type Post = readonly [specialty: string, clinic: string, address: string, phone: string, organization: OrganizationId]

const posts = {
  family: ['Family Medicine', 'Lakeside Family Medicine', '400 Harbor Street, Floor 2', '555-0150', 'lakeside'],
  nurse: ['Nursing', 'Lakeside Family Medicine', '400 Harbor Street, Floor 2', '555-0150', 'lakeside'],
  skin: ['Dermatology', 'Lakeside Skin Clinic', '1200 Shore Road, Floor 3', '555-0151', 'lakeside'],
  women: ['Obstetrics and Gynecology', 'Lakeside Women’s Clinic', '1200 Shore Road, Floor 2', '555-0152', 'lakeside'],
  urgent: ['Urgent Care', 'Lakeside Walk-in Clinic', '12 Ferry Street', '555-0153', 'lakeside'],
  emergency: ['Emergency Medicine', 'Lakeside Emergency Department', '400 Harbor Street, Ground floor', '555-0154', 'lakeside'],
  allergy: ['Allergy and Immunology', 'Lakeside Allergy Clinic', '1200 Shore Road, Floor 1', '555-0155', 'lakeside'],
  eye: ['Ophthalmology', 'Lakeside Eye Clinic', '1200 Shore Road, Floor 4', '555-0156', 'lakeside'],
  children: ['Pediatrics', 'Lakeside Children’s Clinic', '400 Harbor Street, Floor 3', '555-0157', 'lakeside'],
  radiology: ['Radiology', 'Lakeside Imaging', '400 Harbor Street, Floor 1', '555-0158', 'lakeside'],
  heart: ['Cardiology', 'Lakeside Heart Clinic', '400 Harbor Street, Floor 5', '555-0159', 'lakeside'],
  kidney: ['Nephrology', 'Lakeside Kidney Clinic', '400 Harbor Street, Floor 5', '555-0160', 'lakeside'],
  gland: ['Endocrinology', 'Lakeside Diabetes and Thyroid Clinic', '1200 Shore Road, Floor 2', '555-0161', 'lakeside'],
  gene: ['Medical Genetics', 'Lakeside Genetics Clinic', '1200 Shore Road, Floor 4', '555-0162', 'lakeside'],
  counsel: ['Counseling', 'Lakeside Teen Clinic', '12 Ferry Street, Floor 2', '555-0163', 'lakeside'],
  tissue: ['Pathology', 'Lakeside Regional Lab', '400 Harbor Street, Floor 1', '555-0149', 'lakeside'],
  shoreInternal: ['Internal Medicine', 'Northshore Medical Group', '90 Point Road, Floor 1', '555-0166', 'northshore'],
  shoreBirth: ['Obstetrics and Gynecology', 'Northshore Birth Center', '90 Point Road, Floor 4', '555-0167', 'northshore'],
  shoreRadiology: ['Radiology', 'Northshore Imaging', '90 Point Road, Ground floor', '555-0168', 'northshore'],
  shoreHeart: ['Cardiology', 'Northshore Heart Center', '90 Point Road, Floor 3', '555-0169', 'northshore'],
} as const satisfies Record<string, Post>

function member(post: keyof typeof posts, given: string, family: string): StaffMember {
  const [specialty, clinic, address, phone, organization] = posts[post]
  return { given, family, prefix: 'Dr.', specialty, clinic, address, phone, organization }
}

function nurse(given: string, family: string, suffix: string): StaffMember {
  const [specialty, clinic, address, phone, organization] = posts.nurse
  return { given, family, suffix, specialty, clinic, address, phone, organization }
}

export const staff = {
  chen: member('family', 'Maya', 'Chen'),
  brandt: nurse('Lee', 'Brandt', 'RN'),
  okafor: member('skin', 'Sam', 'Okafor'),
  marchetti: member('women', 'Ines', 'Marchetti'),
  tremblay: member('urgent', 'Paul', 'Tremblay'),
  whitcomb: member('emergency', 'Hal', 'Whitcomb'),
  rahman: member('allergy', 'Nadia', 'Rahman'),
  lindgren: member('eye', 'Beth', 'Lindgren'),
  halvorsen: member('children', 'Joan', 'Halvorsen'),
  anand: member('radiology', 'Victor', 'Anand'),
  nakamura: member('heart', 'Peter', 'Nakamura'),
  diallo: member('kidney', 'Amara', 'Diallo'),
  rao: member('gland', 'Kavita', 'Rao'),
  stern: member('gene', 'Leah', 'Stern'),
  moreau: { ...member('counsel', 'Tess', 'Moreau'), prefix: undefined, suffix: 'LCSW' },
  voss: member('tissue', 'Irene', 'Voss'),
  fitch: member('shoreInternal', 'Owen', 'Fitch'),
  oduya: member('shoreBirth', 'Grace', 'Oduya'),
  pell: member('shoreRadiology', 'Martin', 'Pell'),
  sorensen: member('shoreHeart', 'Ida', 'Sorensen'),
} as const satisfies Record<string, Omit<StaffMember, 'prefix'> & { readonly prefix?: 'Dr.' | undefined }>

export type StaffKey = keyof typeof staff

/** "Dr. Maya Chen"; "Lee Brandt, RN". */
export function staffName(key: StaffKey): string {
  const who: { given: string; family: string; prefix?: string | undefined; suffix?: string | undefined } = staff[key]
  const named = [who.prefix, who.given, who.family].filter((part) => part !== undefined).join(' ')
  return who.suffix === undefined ? named : `${named}, ${who.suffix}`
}

/** "Dr. Chen"; "Lee Brandt, RN": how a letter speaks of them. */
export function staffShortName(key: StaffKey): string {
  return 'prefix' in staff[key] && staff[key].prefix !== undefined ? `Dr. ${staff[key].family}` : staffName(key)
}
